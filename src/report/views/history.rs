//! Every change of one item.

use super::words::{change, date};
use crate::history::{Deed, What};
use crate::report::page::{Column, Line, Page, Table};
use crate::text::Date;

/// Adds the changes to the page of an item, the newest last.
pub fn history(page: &mut Page, deeds: &[Deed], as_of: Date) {
    let mut table = Table::new([
        Column::fixed("Date"),
        Column::fixed("Commit"),
        Column::fixed("Author").drop(1),
        Column::fixed("Field"),
        Column::flex("Change", 1),
        Column::number("Finish").key("effect"),
    ]);
    for deed in deeds {
        let (field, change) = told(&deed.what, as_of);
        table.row([
            Line::from(date(deed.date, as_of)),
            match &deed.commit {
                Some(commit) => Line::from(commit.get(..7).unwrap_or(commit).to_owned()),
                None => Line::new().warn("not yet"),
            },
            Line::new().user(deed.author.as_deref().unwrap_or_default()),
            Line::from(field),
            change,
            match deed.effect {
                None | Some(0) => Line::from("—"),
                Some(later) if later > 0 => Line::new().bad(format!("+{later} d")),
                Some(earlier) => Line::new().good(format!("{earlier} d")),
            },
        ]);
    }
    page.heading("History");
    if table.rows.is_empty() {
        page.line("Nothing is committed of it.");
    }
    page.table(table);
}

fn told(what: &What, as_of: Date) -> (String, Line) {
    let value = |value: Option<String>| match value {
        Some(value) => Line::new().user(value),
        None => Line::new().dim("nothing"),
    };
    match what {
        What::Added => (String::new(), Line::new().strong("added")),
        What::Removed => (String::new(), Line::new().strong("removed")),
        What::Renamed(old) => ("id".into(), Line::new().text("was ").id(old.as_str())),
        What::Field { name, old, new } => {
            let [old, new] = change(old.as_deref(), new.as_deref(), as_of);
            (name.clone(), value(old).text(" → ").join(value(new)))
        }
    }
}
