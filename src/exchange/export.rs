//! The schedule as a table for spreadsheets. No cell can become a formula there.

use crate::model::{Item, Need, Relation};
use crate::schedule::Row;
use crate::text::Date;

/// The headings; those that `import csv` knows come back with it.
const HEAD: [&str; 19] = [
    "ref",
    "id",
    "kind",
    "title",
    "owner",
    "team",
    "workstream",
    "state",
    "due",
    "duration",
    "needs",
    "early_start",
    "early_finish",
    "late_finish",
    "total_float",
    "margin",
    "critical",
    "done",
    "note",
];

/// Rows as CSV: UTF-8, commas, a line end after each row; float and margin in working days.
pub fn csv(rows: &[Row<'_>]) -> String {
    let mut text = Vec::new();
    let mut writer = csv::WriterBuilder::new().from_writer(&mut text);
    // Writing into memory cannot fail.
    _ = writer.write_record(HEAD);
    for row in rows {
        _ = writer.write_record(cells(row).iter().map(|cell| guarded(cell)));
    }
    _ = writer.flush();
    drop(writer);
    String::from_utf8_lossy(&text).into_owned()
}

fn cells(row: &Row<'_>) -> [String; 19] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let date = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let number = |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
    let (keys, note) = match row.item {
        Item::Milestone(milestone) => (&milestone.ref_, milestone.note.as_deref()),
        Item::Contract(contract) => (&contract.ref_, contract.note.as_deref()),
        Item::Decision(decision) => (&decision.ref_, decision.note.as_deref()),
    };
    let stream = match row.item {
        Item::Milestone(milestone) => milestone.workstream.as_ref().map(|name| name.as_str()),
        _ => None,
    };
    let needs: Vec<String> = row.item.needs().iter().filter_map(tie).collect();
    [
        keys.join(" "),
        row.id.to_string(),
        row.kind.as_str().to_owned(),
        text(row.item.title()),
        text(row.owner.map(|owner| owner.as_str())),
        text(row.team.map(|team| team.as_str())),
        text(stream),
        row.state.as_str().to_owned(),
        date(row.due),
        duration(row),
        needs.join(", "),
        date(row.early_start),
        date(row.early_finish),
        date(row.late_finish),
        number(row.total_float),
        number(row.margin),
        (if row.critical { "yes" } else { "no" }).to_owned(),
        date(row.item.done()),
        text(note),
    ]
}

/// The duration that is written of a milestone, so that none that only follows from dates comes back as one;
/// of others the days that they take.
fn duration(row: &Row<'_>) -> String {
    match row.item {
        Item::Milestone(milestone) => milestone
            .duration
            .map_or(String::new(), |written| written.likely().to_string()),
        _ => row.duration.map_or(String::new(), |days| format!("{days}d")),
    }
}

/// A need as planning tools write it: `beta`, `betaSS`, `betaFS+3d`.
fn tie(need: &Need) -> Option<String> {
    let id = need.id.as_ref()?;
    let lag = need.lag.filter(|lag| lag.amount != 0);
    let relation = match (need.relation(), lag) {
        (Relation::FS, None) => "",
        (relation, _) => relation.as_str(),
    };
    let lag = lag.map_or(String::new(), |lag| {
        format!("{}{lag}", if lag.amount > 0 { "+" } else { "" })
    });
    Some(format!("{id}{relation}{lag}"))
}

/// A text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers.
fn guarded(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<i64>().is_err();
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
