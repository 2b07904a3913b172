//! The exposure week by week, a line for each class.

use super::words::date;
use crate::history::{Exposure, Week, class_at, classes};
use crate::report::page::{Column, Line, Page, Table};
use crate::text::Date;

/// Weeks that are shown: a quarter.
const WEEKS: usize = 13;
/// Weeks that stay on a narrow terminal.
const STAY: usize = 5;

/// Adds the burn-down to a page: the last weeks, or with `all` all of them, one below the other.
pub fn burndown(page: &mut Page, weeks: &[Week], as_of: Date, all: bool) {
    page.heading("Burn-down");
    let classes = classes(weeks);
    if classes.is_empty() {
        page.line("No risk was open in any week.");
        return;
    }
    page.table(match all {
        true => down(weeks, &classes, as_of),
        false => across(&weeks[weeks.len().saturating_sub(WEEKS)..], &classes, as_of),
    });
    let unheard = weeks
        .last()
        .map_or(0, |now| now.exposure.count() - now.exposure.estimated);
    let mut text =
        String::from("Days of exposure (prob x mean delay) at the end of each day, of the whole register");
    if unheard > 0 {
        text.push_str(&format!("; {unheard} open without an estimate count as nothing"));
    }
    text.push('.');
    if !all && weeks.len() > WEEKS {
        text.push_str(&format!(
            " All {} weeks: -v, from the first to the last.",
            weeks.len()
        ));
    }
    page.line(Line::new().dim(text));
}

fn name(place: usize) -> &'static str {
    class_at(place).unwrap_or("no class")
}

fn days(exposure: &Exposure, place: usize) -> String {
    match exposure.open[place] {
        0 => "—".into(),
        _ => format!("{:.1}", exposure.by_class[place]),
    }
}

fn total(exposure: &Exposure) -> String {
    match exposure.is_known() {
        true => format!("{:.1}", exposure.total()),
        false => "—".into(),
    }
}

/// Weeks across, classes down.
fn across(weeks: &[Week], classes: &[usize], as_of: Date) -> Table {
    let mut columns = vec![Column::fixed("Class")];
    for (at, week) in weeks.iter().enumerate() {
        let column = Column::number(&date(week.date, as_of));
        columns.push(match weeks.len() - at {
            recent if recent <= STAY => column,
            _ => column.drop(at as u8),
        });
    }
    let mut table = Table::new(columns);
    for place in classes {
        let mut row = vec![Line::from(name(*place))];
        row.extend(weeks.iter().map(|week| Line::from(days(&week.exposure, *place))));
        table.row(row);
    }
    let mut row = vec![Line::new().strong("all")];
    row.extend(weeks.iter().map(|week| Line::new().strong(total(&week.exposure))));
    table.row(row);
    let mut row = vec![Line::new().dim("open risks")];
    row.extend(
        weeks
            .iter()
            .map(|week| Line::new().dim(week.exposure.count().to_string())),
    );
    table.row(row);
    table
}

/// Weeks down, classes across.
fn down(weeks: &[Week], classes: &[usize], as_of: Date) -> Table {
    let mut columns = vec![Column::fixed("Week to")];
    columns.extend(classes.iter().map(|place| Column::number(name(*place))));
    columns.extend([Column::number("All"), Column::number("Open risks")]);
    let mut table = Table::new(columns);
    for week in weeks {
        let mut row = vec![Line::from(date(week.date, as_of))];
        row.extend(
            classes
                .iter()
                .map(|place| Line::from(days(&week.exposure, *place))),
        );
        row.push(Line::new().strong(total(&week.exposure)));
        row.push(Line::from(week.exposure.count().to_string()));
        table.row(row);
    }
    table
}
