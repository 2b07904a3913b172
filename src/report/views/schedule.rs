//! Every item with its dates.

use super::critical_path::{duration, owner};
use super::words::{date_or, float, state, target, variance, why};
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::words::count;
use crate::schedule::{self, Schedule};

/// The page of `schedule`.
pub fn schedule(schedule: &Schedule<'_>, rows: &[schedule::Row<'_>]) -> Page {
    let mut page = Page::new();
    for each in schedule.targets() {
        page.line(target(&each, schedule));
    }
    if rows.is_empty() {
        page.line("No items. Add milestones, or loosen the filter.");
        return page;
    }
    page.blank();
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::fixed("State"),
        Column::fixed("Owner").drop(3),
        Column::number("Days").drop(4),
        Column::fixed("Start").drop(5),
        Column::fixed("Earliest"),
        Column::fixed("Latest").drop(2),
        Column::number("Float"),
        Column::fixed("Due"),
        Column::number("Late"),
        Column::flex("Driven by", 1).key("driven-by").drop(1),
    ]);
    for row in rows {
        let name = Line::new().id(row.id.as_str());
        table.row([
            if row.critical { name.text(" *") } else { name },
            state(row.state),
            owner(row),
            duration(row),
            Line::from(date_or(row.early_start, schedule.as_of)),
            Line::from(date_or(row.early_finish, schedule.as_of)),
            Line::from(date_or(row.late_finish, schedule.as_of)),
            float(row),
            Line::from(date_or(row.due, schedule.as_of)),
            variance(row.margin),
            why(row, schedule),
        ]);
    }
    page.table(table);
    page.blank();
    let critical = rows.iter().filter(|row| row.critical).count();
    page.line(Line::new().dim(format!(
        "{}; {critical} critical (*). Days are working days.",
        count(rows.len(), "item")
    )));
    page
}
