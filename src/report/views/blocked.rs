//! What is stuck, whom we wait for, and what one more week costs.

use super::words::date;
use crate::model::Program;
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::{count, days};
use crate::schedule::{Blocked, Holder, Root, Schedule};
use std::collections::BTreeMap;

/// The page of `blocked`; at most `most` roots.
pub fn blocked(schedule: &Schedule<'_>, blocked: &Blocked<'_>, most: usize) -> Page {
    let roots = &blocked.roots;
    if roots.is_empty() {
        let mut page = Page::new();
        page.line(
            Line::new()
                .good("Nothing is blocked")
                .text(": no open blocker, nothing overdue."),
        );
        return page;
    }
    let mut page = Page::titled(headline(schedule, blocked));
    let program = schedule.program();
    let mut table = Table::new([
        Column::number("#"),
        Column::fixed("Root"),
        Column::number("Age"),
        Column::number("Float"),
        Column::number("+1 week").key("week-costs"),
        Column::flex("Waiting on", 1),
        Column::number("Holds up"),
    ]);
    for (number, root) in roots.iter().take(most).enumerate() {
        let row = Row::new([
            Line::from((number + 1).to_string()),
            Line::new().id(root.id.as_str()),
            root.age.map_or(Line::from("—"), |age| Line::from(days(age))),
            match root.total_float {
                Some(0) => Line::new().bad("0 d"),
                Some(float) => Line::from(days(float)),
                None => Line::from("—"),
            },
            cost(root),
            waiting(program, root),
            Line::from(count(root.holds.len(), "item")),
        ]);
        table.row(row.detail(detail(schedule, root)));
    }
    page.table(table);
    if roots.len() > most {
        page.line(Line::new().dim(format!("… and {}", count(roots.len() - most, "more root"))));
    }
    through(&mut page, blocked);
    page.blank();
    page.fact("Ask", ask(schedule, &roots[0]));
    page
}

fn headline(schedule: &Schedule<'_>, blocked: &Blocked<'_>) -> Line {
    let blockers = blocked
        .roots
        .iter()
        .filter(|root| matches!(root.holder, Holder::Blocker(_)))
        .count();
    let overdue = blocked.roots.len() - blockers;
    let mut parts = Vec::new();
    if blockers > 0 {
        parts.push(count(blockers, "open blocker"));
    }
    if overdue > 0 {
        parts.push(count(overdue, "overdue item"));
    }
    let costly = blocked.roots.iter().filter(|root| root.week_costs > 0).count();
    let mut line = Line::new().strong(parts.join(", "));
    let targets = schedule.targets();
    let target = targets.first().map_or("the end", |target| target.id.as_str());
    let verb = if costly == 1 { "costs" } else { "cost" };
    line = match costly {
        0 => line
            .text(" · one more week of any of them costs ")
            .id(target)
            .text(" nothing"),
        _ => line
            .text(format!(" · {costly} of them {verb} "))
            .id(target)
            .text(" days for each week more"),
    };
    let mut ages: Vec<i64> = blocked.roots.iter().filter_map(|root| root.age).collect();
    ages.sort_unstable();
    if let Some(median) = ages.get(ages.len() / 2) {
        line = line.text(format!(" · median age {}", days(*median)));
    }
    let dated = blocked.roots.iter().filter(|root| match root.holder {
        Holder::Blocker(blocker) => blocker.escalate_by.is_some() || blocker.escalated.is_some(),
        Holder::Overdue(_) => false,
    });
    match (blockers, dated.count()) {
        (0, _) => line,
        (_, 0) => line.text(" · ").warn("none has an escalation date"),
        (_, dated) => line.text(format!(" · {dated} with an escalation date")),
    }
}

fn cost(root: &Root<'_>) -> Line {
    let line = match root.week_costs {
        0 => Line::new().dim("0 d"),
        cost => Line::new().bad(format!("+{cost} d")),
    };
    match root.safe_costs {
        None => line,
        Some(0.0) => line.dim("  P80  0.0"),
        Some(cost) => line.text("  P80 ").bad(format!("{cost:+.1}")),
    }
}

pub(super) fn waiting(program: &Program, root: &Root<'_>) -> Line {
    let Some(person) = root.waiting_on else {
        return Line::new().bad("nobody named");
    };
    let name = program.name_of(person.as_str());
    let team = program
        .people
        .get(person.as_str())
        .and_then(|known| known.team.as_ref());
    let title = team
        .and_then(|team| program.teams.get(team.as_str()))
        .and_then(|team| team.title.as_deref());
    let is_sponsor = program.charter.sponsor.as_ref() == Some(person);
    let line = Line::new().user(name);
    match (is_sponsor, title) {
        (true, _) => line.text(" (sponsor)"),
        (_, Some(title)) => line.text(", ").user(title),
        _ => line,
    }
}

/// `edge-capacity > data-backfill > … > ga`, of what it holds in the order of the work.
fn held(root: &Root<'_>) -> Line {
    let ids: Vec<Line> = root.holds.iter().map(|id| Line::new().id(id.as_str())).collect();
    match ids.as_slice() {
        [first, second, _, .., last] => {
            let shown = [first, second, &Line::from("…"), last];
            Line::joined(shown.map(Clone::clone), " > ")
        }
        few => Line::joined(few.iter().cloned(), " > "),
    }
}

fn detail(schedule: &Schedule<'_>, root: &Root<'_>) -> Line {
    let as_of = schedule.as_of;
    let mut line = Line::new().user(root.title().unwrap_or("no title"));
    if let Some(owner) = root.owner {
        line = line.text(" · ").user(owner.as_str()).text(" drives");
    }
    match root.holder {
        Holder::Blocker(blocker) => {
            line = match root.expected {
                Some(expected) if expected < as_of => line
                    .text(" · ")
                    .bad(format!("EXPECTED {}, NOT CLEARED", date(expected, as_of))),
                Some(expected) => line.text(format!(" · expected {}", date(expected, as_of))),
                None => line.text(" · ").bad(format!(
                    "NO EXPECTED DATE ({} d assumed)",
                    schedule.options.blocker_days
                )),
            };
            line = match &blocker.next {
                Some(next) => line.text(" · next: ").user(next.as_str()),
                None => line.text(" · ").warn("no next action"),
            };
        }
        Holder::Overdue(item) => {
            let due = item.due().map(|due| date(due, as_of)).unwrap_or_default();
            line = line.text(" · ").bad(format!("overdue since {due}"));
            if let Some(earliest) = earliest(schedule, root) {
                line = line.text(format!(" · earliest {}", date(earliest, as_of)));
            }
        }
    }
    match root.holds.is_empty() {
        true => line,
        false => line.text(" · holds up ").join(held(root)),
    }
}

/// How the age of a root reads: an item is not old but overdue.
pub(super) fn aged(root: &Root<'_>) -> &'static str {
    match root.holder {
        Holder::Blocker(_) => "old",
        Holder::Overdue(_) => "overdue",
    }
}

fn through(page: &mut Page, blocked: &Blocked<'_>) {
    let numbers: BTreeMap<&str, usize> = blocked
        .roots
        .iter()
        .enumerate()
        .map(|(at, root)| (root.id.as_str(), at + 1))
        .collect();
    let direct: Vec<&str> = blocked
        .roots
        .iter()
        .flat_map(|root| &root.direct)
        .map(|id| id.as_str())
        .collect();
    let behind: Vec<Line> = blocked
        .items
        .iter()
        .filter(|(id, _, _)| !direct.contains(&id.as_str()))
        .map(|(id, _, roots)| {
            let known = roots.iter().filter_map(|root| numbers.get(root.as_str()));
            let known: std::collections::BTreeSet<usize> = known.copied().collect();
            let roots: Vec<String> = known.iter().map(ToString::to_string).collect();
            Line::new()
                .id(id.as_str())
                .text(format!(" ({})", roots.join(", ")))
        })
        .collect();
    if behind.is_empty() {
        return;
    }
    let more = behind.len().saturating_sub(12);
    let mut line = Line::joined(behind.into_iter().take(12), ", ");
    if more > 0 {
        line = line.text(format!(" and {more} more"));
    }
    page.blank();
    page.fact("Blocked through them", line);
}

/// The day on which an overdue item can be there at the earliest; a blocker has no such date.
pub(super) fn earliest(schedule: &Schedule<'_>, root: &Root<'_>) -> Option<crate::text::Date> {
    match root.holder {
        Holder::Blocker(_) => None,
        Holder::Overdue(_) => schedule.row(root.id)?.early_finish,
    }
}

/// What to ask of whom: the next step where one is written, else what has to be freed.
fn ask(schedule: &Schedule<'_>, root: &Root<'_>) -> Line {
    let mut line = match root.waiting_on {
        Some(person) => Line::from("1: ").user(schedule.program().name_of(person.as_str())),
        None => Line::from("1: find out who can free ").id(root.id.as_str()),
    };
    let next = match root.holder {
        Holder::Blocker(blocker) => blocker.next.as_deref(),
        Holder::Overdue(_) => None,
    };
    if let Some(what) = next.or(root.title()) {
        line = line.text(" — ").user(what);
    }
    let targets = schedule.targets();
    let target = match targets.first() {
        Some(target) => Line::new().id(target.id.as_str()),
        None => Line::from("the end"),
    };
    if root.total_float == Some(0) && root.week_costs >= 5 {
        line.text(" — each further working day moves ")
            .join(target)
            .text(" by one day")
    } else if root.week_costs > 0 {
        line.text(format!(
            " — one more week costs {}",
            count(root.week_costs as usize, "day")
        ))
    } else {
        match root.safe_costs.filter(|cost| *cost >= 0.05) {
            Some(cost) => line.text(format!(" — one more week costs the safe date {cost:.1} d")),
            None => line,
        }
    }
}

/// The page of `blocked --by person`: one list for each person to ask, ready to paste.
pub fn by_person(schedule: &Schedule<'_>, blocked: &Blocked<'_>) -> Page {
    let program = schedule.program();
    let mut people: BTreeMap<Option<&str>, Vec<&Root<'_>>> = BTreeMap::new();
    for root in &blocked.roots {
        people
            .entry(root.waiting_on.map(|person| person.as_str()))
            .or_default()
            .push(root);
    }
    // The person whose things cost most comes first; nobody comes last.
    let mut people: Vec<(Option<&str>, Vec<&Root<'_>>)> = people.into_iter().collect();
    people.sort_by_key(|(person, roots)| {
        let cost: i64 = roots.iter().map(|root| root.week_costs).max().unwrap_or(0);
        (person.is_none(), std::cmp::Reverse(cost), *person)
    });
    if people.is_empty() {
        let mut page = Page::new();
        page.line("Nothing is blocked: nobody has to be asked.");
        return page;
    }
    let mut page = Page::new();
    for (person, roots) in people {
        let name = person.map_or("Nobody named", |person| program.name_of(person));
        page.heading(Line::new().user(name));
        page.list(roots.iter().map(|root| {
            let line = Line::new().user(root.title().unwrap_or_else(|| root.id.as_str()));
            let line = line.text(" (").id(root.id.as_str()).text(")");
            let line = match root.age {
                Some(age) => line.text(format!(", {age} d {}", aged(root))),
                None => line,
            };
            let line = if root.holds.is_empty() {
                line
            } else {
                line.text(format!("; holds up {}", count(root.holds.len(), "item")))
            };
            let line = if root.week_costs > 0 {
                let line = line
                    .text("; ")
                    .bad(format!("one more week costs the target {} d", root.week_costs));
                match root.safe_costs {
                    Some(cost) => line.text(format!(", the safe date {cost:.1} d")),
                    None => line,
                }
            } else {
                match root.safe_costs.filter(|cost| *cost >= 0.05) {
                    Some(cost) => line.text(format!("; one more week costs the safe date {cost:.1} d")),
                    None => line,
                }
            };
            let day = |day| date(day, schedule.as_of);
            match (root.expected, earliest(schedule, root)) {
                (Some(expected), _) => line.text(format!("; expected {}", day(expected))),
                (None, Some(earliest)) => line.text(format!("; earliest {}", day(earliest))),
                (None, None) => line.text("; when will it be free?"),
            }
        }));
    }
    page
}
