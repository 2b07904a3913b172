//! What drives the date, why each item is there, and when it must start to hold its due date.

use super::words::{date, date_or, float, margin, target, variance, why};
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::count;
use crate::schedule::{self, CriticalPath, Schedule};
use std::collections::BTreeMap;

/// The page of `critical-path`.
pub fn critical_path(schedule: &Schedule<'_>, path: &CriticalPath<'_>, verbose: bool) -> Page {
    let mut page = Page::titled(headline(schedule, path, verbose));
    if path.path.is_empty() {
        page.line(match path.finish {
            Some(_) => "Nothing open drives the date: what it depends on is done.",
            None => "There is nothing to schedule yet. Add milestones with `needs` and `duration`.",
        });
        return page;
    }
    page.table(steps(schedule, path));
    if path.paths > 1 {
        let many = if path.paths_capped {
            format!("more than {}", path.paths)
        } else {
            path.paths.to_string()
        };
        page.blank();
        page.line(format!(
            "{many} critical paths; this is the one through the smallest ids."
        ));
    }
    near(&mut page, path);
    if let Some(line) = first_gain(path) {
        page.blank();
        page.line(line);
    }
    page
}

fn headline(schedule: &Schedule<'_>, path: &CriticalPath<'_>, verbose: bool) -> Line {
    let targets = schedule.targets();
    let mut line = match targets.as_slice() {
        [one] => target(one, schedule),
        _ => {
            let mut line = Line::new().id(schedule.program().id.as_str()).text("  earliest ");
            line = line.strong(date_or(path.finish, schedule.as_of));
            match path.margin {
                Some(days) => line.text(" · ").join(margin(days)),
                None => line,
            }
        }
    };
    if let Some(to_go) = path.to_go {
        line = line.text(format!(
            " · {} to go",
            count(to_go.max(0) as usize, "working day")
        ));
        if verbose && let Some(margin) = path.margin.filter(|_| to_go > 0) {
            line = line.text(format!(" · CPLI {:.2}", (to_go + margin) as f64 / to_go as f64));
        }
    }
    line
}

fn steps(schedule: &Schedule<'_>, path: &CriticalPath<'_>) -> Table {
    let columns = vec![
        Column::fixed("Earliest"),
        Column::fixed("Item"),
        Column::fixed("Owner").drop(3),
        Column::number("Days"),
        Column::number("Late").key("late").drop(2),
        Column::number("Drag"),
        Column::fixed("Start by").key("start-by").drop(1),
        Column::flex("Why it is there", 1).key("why"),
    ];
    let mut table = Table::new(columns);
    for (row, drag) in &path.path {
        let start_by = must_start(schedule, row);
        table.row(Row::new([
            Line::from(date_or(row.early_finish, schedule.as_of)),
            Line::new().id(row.id.as_str()),
            owner(row),
            duration(row),
            variance(row.margin),
            drag.map_or(Line::from("—"), |drag| Line::from(drag.to_string())),
            Line::from(start_by),
            reasons(schedule, row),
        ]));
    }
    table
}

pub(super) fn owner(row: &schedule::Row<'_>) -> Line {
    match row.owner {
        Some(owner) => Line::new().user(owner.as_str()),
        None => Line::new().bad("nobody"),
    }
}

pub(super) fn duration(row: &schedule::Row<'_>) -> Line {
    match row.duration {
        Some(days) if row.implied => Line::from(format!("~{days}")),
        Some(days) => Line::from(days.to_string()),
        None => Line::from("—"),
    }
}

/// The last day on which work can begin and its own due date still be held.
fn must_start(schedule: &Schedule<'_>, row: &schedule::Row<'_>) -> String {
    let (Some(due), Some(days), Some(ix)) = (row.due, row.duration, row.ix) else {
        return "—".into();
    };
    let calendar = schedule.plan.calendar(ix);
    let index = calendar.index(i64::from(due.day()) + 1) - days;
    let day = i32::try_from(calendar.day(index)).unwrap_or(i32::MAX);
    let day = crate::text::Date::from_day(day);
    if day < schedule.as_of {
        format!("{} !", date(day, schedule.as_of))
    } else {
        date(day, schedule.as_of)
    }
}

fn reasons(schedule: &Schedule<'_>, row: &schedule::Row<'_>) -> Line {
    let mut line = why(row, schedule);
    let program = schedule.program();
    let finish = row.early_finish;
    let freezes = program.calendar.freezes.as_ref();
    let is_launch = program.launches.contains_key(row.id.as_str());
    let in_freeze = freezes
        .into_iter()
        .flat_map(|freezes| freezes.iter())
        .find(|freeze| {
            is_launch && finish.is_some_and(|finish| freeze.from <= finish && finish <= freeze.to)
        });
    if let Some(freeze) = in_freeze {
        line = line.text("; ").bad(format!(
            "in the freeze {} to {}",
            date(freeze.from, schedule.as_of),
            date(freeze.to, schedule.as_of)
        ));
    }
    let person = row.owner.and_then(|owner| program.people.get(owner.as_str()));
    if let (Some(person), Some(start), Some(finish)) = (person, row.early_start, finish)
        && let Some(away) = person
            .away
            .iter()
            .find(|away| away.from <= finish && away.to >= start)
    {
        let cover = if person.deputy.is_none() {
            ", no deputy"
        } else {
            ""
        };
        let (from, to) = (date(away.from, schedule.as_of), date(away.to, schedule.as_of));
        let owner = row.owner.map(|owner| owner.as_str()).unwrap_or_default();
        line = line
            .text("; ")
            .user(owner)
            .text(format!(" away {from} to {to}{cover}"));
    }
    line
}

fn near(page: &mut Page, path: &CriticalPath<'_>) {
    if path.near.is_empty() {
        return;
    }
    page.heading("Near-critical");
    let mut by_float: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for row in &path.near {
        by_float
            .entry(row.total_float.unwrap_or(0))
            .or_default()
            .push(row.id.as_str());
    }
    for (days, ids) in by_float {
        let shown = ids.iter().take(8).map(|id| Line::new().id(*id));
        let mut line = Line::joined(shown, ", ");
        if ids.len() > 8 {
            line = line.text(format!(" and {} more", ids.len() - 8));
        }
        page.fact(format!("{days} d"), line);
    }
}

/// What shortening the first item would bring.
fn first_gain(path: &CriticalPath<'_>) -> Option<Line> {
    let (row, drag) = path.path.iter().max_by_key(|(_, drag)| drag.unwrap_or(0))?;
    let drag = (*drag)?;
    let gain = count(drag as usize, "working day");
    let line = Line::new().text("Most to gain: if ").id(row.id.as_str());
    Some(line.text(format!(" took no time, the date would gain {gain}.")))
}

/// The page of `critical-path --by team`: the same items by team.
pub fn by_team(schedule: &Schedule<'_>, path: &CriticalPath<'_>) -> Page {
    let mut page = Page::titled(headline(schedule, path, false));
    let mut teams: BTreeMap<&str, Vec<&schedule::Row<'_>>> = BTreeMap::new();
    let critical: Vec<schedule::Row<'_>> = schedule.rows().into_iter().filter(|row| row.critical).collect();
    for row in &critical {
        let team = row.team.map_or("no team", |team| team.as_str());
        teams.entry(team).or_default().push(row);
    }
    for (team, rows) in teams {
        let name = schedule
            .program()
            .teams
            .get(team)
            .and_then(|team| team.title.as_deref());
        page.heading(Line::new().user(name.unwrap_or(team)));
        let mut table = Table::new([
            Column::fixed("Earliest"),
            Column::fixed("Item"),
            Column::fixed("Owner"),
            Column::number("Days"),
            Column::number("Float"),
            Column::flex("Why it is there", 1).key("why"),
        ]);
        for row in rows {
            table.row(Row::new([
                Line::from(date_or(row.early_finish, schedule.as_of)),
                Line::new().id(row.id.as_str()),
                owner(row),
                duration(row),
                float(row),
                why(row, schedule),
            ]));
        }
        page.table(table);
    }
    page
}
