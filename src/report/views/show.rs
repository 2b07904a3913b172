//! One item: what is written of it, its dates, what it waits for, what waits for it, risks and blockers.

use super::words::{self, date_or, float, margin, state, why};
use crate::report::page::{Line, Page};
use crate::schedule::{Row, Schedule};
use crate::text::Date;

/// What is known of an item beside its schedule.
#[derive(Debug, Default)]
pub struct Written<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// `file:line`.
    pub place: Option<String>,
    /// Fields and values as written, in their order.
    pub fields: Vec<(String, String)>,
    /// Needs: id and how it stands.
    pub needs: Vec<(String, String)>,
    /// What needs it.
    pub needed_by: Vec<(String, String)>,
    /// Open blockers on it: id and title.
    pub blockers: Vec<(String, String)>,
    /// Roots it hangs on.
    pub roots: Vec<String>,
    /// Open risks that hit it: id and title.
    pub risks: Vec<(String, String)>,
}

/// The page of `show ID`.
pub fn show(schedule: &Schedule<'_>, written: &Written<'_>, row: Option<&Row<'_>>) -> Page {
    let mut title = Line::new().id(written.id).text(format!(" · {}", written.kind));
    if let Some(place) = &written.place {
        title = title.text(" · ").user(place.as_str());
    }
    let mut page = Page::titled(title);
    if let Some(row) = row {
        dates(&mut page, schedule, row);
        page.blank();
    }
    for (field, value) in &written.fields {
        page.fact(field.as_str(), Line::new().user(value.as_str()));
    }
    let related = [
        ("Waits for", &written.needs),
        ("Needed by", &written.needed_by),
        ("Open blockers", &written.blockers),
        ("Open risks", &written.risks),
    ];
    for (heading, items) in related {
        if !items.is_empty() {
            page.heading(heading);
            page.list(items.iter().map(|(id, what)| {
                let line = Line::new().id(id.as_str());
                if what.is_empty() {
                    line
                } else {
                    line.text(" · ").user(what.as_str())
                }
            }));
        }
    }
    if !written.roots.is_empty() {
        page.heading("Hangs on");
        page.line(Line::joined(
            written.roots.iter().map(|id| Line::new().id(id.as_str())),
            ", ",
        ));
    }
    page
}

fn dates(page: &mut Page, schedule: &Schedule<'_>, row: &Row<'_>) {
    let as_of = schedule.as_of;
    page.fact("State", state(row.state));
    if row.early_finish.is_none() {
        return;
    }
    let span = |from: Option<Date>, to: Option<Date>| match from.zip(to) {
        Some((from, to)) => words::span(from, to, as_of),
        None => date_or(to, as_of),
    };
    page.fact("Earliest", span(row.early_start, row.early_finish));
    if row.late_finish.is_some() {
        page.fact("Latest", span(row.late_start, row.late_finish));
        let line = float(row).text(" d total");
        page.fact(
            "Float",
            match row.free_float {
                Some(free) => line.text(format!(", {free} d free")),
                None => line,
            },
        );
        page.fact("Driven by", why(row, schedule));
    }
    if let Some(days) = row.margin {
        page.fact("Margin", margin(days));
    }
}
