//! What drives the date, why each item is there, and when it must start to hold its due date.

use super::forecast::percent;
use super::words::{date, date_or, float, margin, target, variance, why};
use crate::forecast::Forecast;
use crate::model::Item;
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::{count, grouped};
use crate::schedule::{self, CriticalPath, Schedule};
use std::collections::BTreeMap;

/// The page of `critical-path`; with a forecast also what each step costs and how often it drives.
pub fn critical_path(
    schedule: &Schedule<'_>,
    path: &CriticalPath<'_>,
    forecast: Option<&Forecast<'_>>,
) -> Page {
    let mut page = Page::titled(headline(schedule, path, forecast.is_some()));
    if path.path.is_empty() {
        page.line(match path.finish {
            Some(_) if !schedule.critical_path().path.is_empty() => {
                "Nothing on the critical path passes the filter."
            }
            Some(_) => "Nothing open drives the date: what it depends on is done.",
            None => "There is nothing to schedule yet. Add milestones with `needs` and `duration`.",
        });
        return page;
    }
    page.table(steps(schedule, path, forecast));
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
    near(&mut page, schedule, path, forecast);
    if let Some(line) = gain(schedule, path) {
        page.blank();
        page.line(line);
    }
    if let Some(forecast) = forecast {
        page.blank();
        page.line(Line::new().dim(format!(
            "Drag: working days that the date gains if the item takes no time. On path: share of {} iterations in which \
             it drives the date.",
            grouped(forecast.runs.into())
        )));
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
            // Of several targets each has a margin of its own, and the last is seldom the latest.
            let open = targets.iter().filter(|target| !target.done);
            let margins = open.filter_map(|target| {
                let told = Line::new().id(target.id.as_str()).text(" ");
                Some(told.join(margin(target.margin?)))
            });
            let margins: Vec<Line> = margins.take(4).collect();
            match margins.is_empty() {
                true => line,
                false => line.text(" · ").join(Line::joined(margins, ", ")),
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

fn steps(schedule: &Schedule<'_>, path: &CriticalPath<'_>, forecast: Option<&Forecast<'_>>) -> Table {
    let mut columns = vec![
        Column::fixed("Earliest"),
        Column::fixed("Item"),
        Column::fixed("Owner").drop(3),
        Column::number("Days"),
        Column::number("Late").key("late").drop(2),
    ];
    if forecast.is_some() {
        columns.push(Column::number("Drag"));
        columns.push(Column::number("On path").key("criticality"));
    }
    columns.push(Column::fixed("Start by").key("start-by").drop(1));
    columns.push(Column::flex("Why it is there", 1).key("why"));
    let mut table = Table::new(columns);
    // Once for all steps: the board looks at every contract.
    let is_promise = |row: &schedule::Row<'_>| row.driving.as_deref() == Some("promise");
    let handovers = match path.path.iter().any(|(row, _)| is_promise(row)) {
        true => schedule.handovers(),
        false => Vec::new(),
    };
    let orders: Orders<'_> = handovers
        .iter()
        .filter_map(|handover| Some((handover.id.as_str(), handover.order?)))
        .collect();
    for (row, drag) in &path.path {
        let mut line = vec![
            Line::from(date_or(row.early_finish, schedule.as_of)),
            Line::new().id(row.id.as_str()),
            owner(row),
            duration(row),
            variance(row.margin),
        ];
        if let Some(forecast) = forecast {
            line.push(drag.map_or(Line::from("—"), |drag| Line::from(drag.to_string())));
            line.push(Line::from(share(forecast, row.id.as_str())));
        }
        line.push(Line::from(must_start(schedule, row)));
        line.push(reasons(schedule, row, &orders));
        table.row(line);
    }
    table
}

/// How often an item drives the date.
fn share(forecast: &Forecast<'_>, id: &str) -> String {
    let share = forecast.item(id).and_then(|item| item.criticality);
    share.map_or_else(|| "—".into(), percent)
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

/// The orders behind contracts, by id.
type Orders<'o> = BTreeMap<&'o str, schedule::Order>;

fn reasons(schedule: &Schedule<'_>, row: &schedule::Row<'_>, orders: &Orders<'_>) -> Line {
    let mut line = promised(schedule, row, orders).unwrap_or_else(|| why(row, schedule));
    let near = schedule.options.near_critical;
    if let Some((other, days)) = row.ix.and_then(|ix| schedule.runner_up(ix))
        && (1..near).contains(&days)
    {
        line = line
            .text(" (")
            .id(other.as_str())
            .text(format!(" {days} d earlier)"));
    }
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

/// `promise of CloudCo; ordered 6 d after the last day to order`, where the promise of a team sets the date.
fn promised(schedule: &Schedule<'_>, row: &schedule::Row<'_>, orders: &Orders<'_>) -> Option<Line> {
    let Item::Contract(contract) = row.item else {
        return None;
    };
    let giver = contract
        .from
        .as_ref()
        .filter(|_| row.driving.as_deref() == Some("promise"))?;
    let line = Line::new()
        .text("promise of ")
        .user(schedule.program().title_of(giver.as_str()));
    let order = orders.get(row.id.as_str());
    Some(
        match order.filter(|order| order.ordered.is_some() && order.late > 0) {
            Some(order) => line
                .text("; ")
                .bad(format!("ordered {} d after the last day to order", order.late)),
            None => line,
        },
    )
}

fn near(page: &mut Page, schedule: &Schedule<'_>, path: &CriticalPath<'_>, forecast: Option<&Forecast<'_>>) {
    if path.near.is_empty() {
        return;
    }
    page.heading("Near-critical");
    let mut by_float: BTreeMap<i64, Vec<&schedule::Row<'_>>> = BTreeMap::new();
    for row in &path.near {
        by_float
            .entry(row.total_float.unwrap_or(0))
            .or_default()
            .push(row);
    }
    for (days, rows) in by_float {
        let mut line = Line::new().strong(format!("{days} d")).text("  ");
        for (at, row) in rows.iter().take(8).enumerate() {
            if at > 0 {
                line = line.text(if follows(schedule, rows[at - 1], row) {
                    " > "
                } else {
                    ", "
                });
            }
            line = line.id(row.id.as_str());
        }
        if rows.len() > 8 {
            line = line.text(format!(" and {} more", rows.len() - 8));
        }
        let shares = forecast.into_iter().flat_map(|forecast| {
            let items = rows.iter().filter_map(|row| forecast.item(row.id.as_str()));
            items.filter_map(|item| item.criticality)
        });
        if let Some(most) = shares.max_by(f64::total_cmp) {
            line = line.text(format!(" ({} of the iterations)", percent(most)));
        }
        page.line(line);
    }
}

/// Whether one item needs the other directly.
fn follows(schedule: &Schedule<'_>, first: &schedule::Row<'_>, second: &schedule::Row<'_>) -> bool {
    let needs = second
        .ix
        .map(|ix| schedule.plan.graph.needs(ix))
        .unwrap_or_default();
    needs.iter().any(|edge| Some(edge.from) == first.ix)
}

/// What is gained where the path begins, and what takes over then.
fn gain(schedule: &Schedule<'_>, path: &CriticalPath<'_>) -> Option<Line> {
    let (head, drag) = path.path.first()?;
    let drag = drag.filter(|drag| *drag > 0)?;
    let line = Line::new().text("If ").id(head.id.as_str());
    let line = match head.item {
        Item::Milestone(_) => line.text(" took no time"),
        Item::Contract(_) | Item::Decision(_) => line.text(" were there today"),
    };
    let line = line.text(format!(", the date would gain {drag} d"));
    let next = path.near.iter().filter(|row| row.total_float == Some(drag));
    let last = next.max_by_key(|row| (row.early_finish, std::cmp::Reverse(row.id)));
    let is_more = schedule.finish() != head.early_finish;
    Some(match last.filter(|_| is_more) {
        Some(row) => line
            .text("; then the path through ")
            .id(row.id.as_str())
            .text(" takes over."),
        None => line.text("."),
    })
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
        page.heading(Line::new().user(schedule.program().title_of(team)));
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
