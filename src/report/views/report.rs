//! The whole picture on one screen: the target, what drives it, what is stuck, what nobody owns, what is
//! wrong with the files.

use super::colors::{color, rules};
use super::forecast::ahead;
use super::words::{date_or, target};
use super::{blocked::waiting, owners};
use crate::diagnostic::{Diagnostic, Severity};
use crate::forecast::TargetForecast;
use crate::model::Program;
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::count;
use crate::schedule::{Blocked, Color, CriticalPath, Holder, Owners, Schedule};

/// Rows of each part before the rest is counted.
const MOST: usize = 8;
/// Targets that are named where none is in the plan.
const NAMED: usize = 4;

/// The page of `report`.
pub fn report(
    schedule: &Schedule<'_>,
    targets: &[TargetForecast<'_, '_>],
    path: &CriticalPath<'_>,
    blocked: &Blocked<'_>,
    owners: &Owners,
    findings: &[Diagnostic],
) -> Page {
    let program = schedule.program();
    let title = Line::new()
        .strong(program.title().to_owned())
        .text(format!(" · {}", schedule.as_of.long()));
    let mut title = title.text(format!(" · {}", program.stage().as_str()));
    let colors = targets.iter().filter_map(|each| each.colored.as_ref());
    if let Some(worst) = colors.map(|colored| colored.color).max() {
        title = title.text(" · ").join(color(worst));
    }
    let mut page = Page::titled(title);
    head(&mut page, schedule, targets, path);
    critical(&mut page, schedule, path);
    stuck(&mut page, schedule, blocked);
    gaps(&mut page, schedule, owners);
    wrong(&mut page, findings);
    page
}

fn head(
    page: &mut Page,
    schedule: &Schedule<'_>,
    targets: &[TargetForecast<'_, '_>],
    path: &CriticalPath<'_>,
) {
    for each in targets {
        page.fact("Target", target(&each.target, schedule));
        if let Some(line) = ahead(each.item, schedule.as_of) {
            page.fact("", line);
        }
        let colored = &each.colored;
        if let Some(colored) = colored.as_ref().filter(|colored| colored.color != Color::Green) {
            page.fact("", color(colored.color).text(": ").join(rules(colored)));
        }
    }
    if targets.is_empty() {
        let missing = missing_target(schedule.program()).unwrap_or_else(|| Line::new().warn("none named"));
        let line = match path.finish {
            Some(finish) => missing
                .text(" · everything earliest ")
                .strong(super::words::date(finish, schedule.as_of)),
            None => missing.text(" · nothing to schedule yet"),
        };
        page.fact("Target", line);
    }
    if let Some(to_go) = path.to_go.filter(|to_go| *to_go > 0) {
        page.fact("To go", count(to_go as usize, "working day"));
    }
    let rows = schedule.rows();
    let of = |state: crate::schedule::State| rows.iter().filter(|row| row.state == state).count();
    use crate::schedule::State::{Blocked, Done, InProgress, Ready, Unscheduled, Waiting};
    let mut line = Line::new().text(format!("{}: {} done", count(rows.len(), "item"), of(Done)));
    for (state, word) in [
        (InProgress, "in progress"),
        (Ready, "ready"),
        (Waiting, "waiting"),
    ] {
        if of(state) > 0 {
            line = line.text(format!(", {} {word}", of(state)));
        }
    }
    for (state, word) in [(Blocked, "blocked"), (Unscheduled, "unscheduled (cycle)")] {
        if of(state) > 0 {
            line = line.text(", ").bad(format!("{} {word}", of(state)));
        }
    }
    page.fact("Items", line);
}

fn critical(page: &mut Page, schedule: &Schedule<'_>, path: &CriticalPath<'_>) {
    if path.path.is_empty() {
        return;
    }
    page.heading("Critical path");
    let mut table = Table::new([
        Column::fixed("Earliest"),
        Column::fixed("Item"),
        Column::fixed("Owner"),
        Column::number("Days"),
        Column::number("Late"),
        Column::flex("Why it is there", 1).key("why").drop(2),
    ]);
    let skipped = path.path.len().saturating_sub(MOST + 2);
    let shown = path.path.iter().skip(if skipped > 0 { skipped + 1 } else { 0 });
    for (row, _) in shown {
        table.row(Row::new([
            Line::from(date_or(row.early_finish, schedule.as_of)),
            Line::new().id(row.id.as_str()),
            super::critical_path::owner(row),
            super::critical_path::duration(row),
            super::words::variance(row.margin),
            super::words::why(row, schedule),
        ]));
    }
    if skipped > 0 {
        page.line(Line::new().dim(format!("… {} before these", count(skipped + 1, "item"))));
    }
    page.table(table);
    if !path.near.is_empty() {
        let near = path.near.iter().take(6).map(|row| {
            Line::new()
                .id(row.id.as_str())
                .text(format!(" {} d", row.total_float.unwrap_or(0)))
        });
        let more = path.near.len().saturating_sub(6);
        let line = Line::joined(near, ", ");
        page.fact(
            "Near",
            if more > 0 {
                line.text(format!(" and {more} more"))
            } else {
                line
            },
        );
    }
}

/// `ga is not in the plan`, where targets are named and none is there: unread, unknown or cancelled.
pub(super) fn missing_target(program: &Program) -> Option<Line> {
    let named = program.charter.target.iter().take(NAMED);
    let named: Vec<Line> = named.map(|id| Line::new().id(id.as_str())).collect();
    let verb = if program.charter.target.iter().count() == 1 {
        "is"
    } else {
        "are"
    };
    let line = (!named.is_empty()).then(|| Line::joined(named, ", "))?;
    Some(line.bad(format!(" {verb} not in the plan")))
}

fn stuck(page: &mut Page, schedule: &Schedule<'_>, blocked: &Blocked<'_>) {
    page.heading("Blocked");
    if blocked.roots.is_empty() {
        page.line(Line::new().good("Nothing: no open blocker, nothing overdue."));
        return;
    }
    let mut table = Table::new([
        Column::fixed("Root"),
        Column::number("Age"),
        Column::number("Float"),
        Column::number("+1 week").key("week-costs"),
        Column::number("P80").key("safe-costs").drop(1),
        Column::flex("Waiting on", 2),
        Column::flex("What", 3).drop(2),
        Column::number("Holds"),
    ]);
    for root in blocked.roots.iter().take(MOST) {
        let what = match root.holder {
            Holder::Blocker(_) => Line::new().user(root.title().unwrap_or("—")),
            Holder::Overdue(item) => {
                let due = date_or(item.due(), schedule.as_of);
                Line::new().bad(format!("overdue since {due}"))
            }
        };
        table.row(Row::new([
            Line::new().id(root.id.as_str()),
            root.age
                .map_or(Line::from("—"), |age| Line::from(format!("{age} d"))),
            match root.total_float {
                Some(0) => Line::new().bad("0 d"),
                Some(float) => Line::from(format!("{float} d")),
                None => Line::from("—"),
            },
            match root.week_costs {
                0 => Line::new().dim("0 d"),
                cost => Line::new().bad(format!("+{cost} d")),
            },
            match root.safe_costs {
                None => Line::new(),
                Some(0.0) => Line::new().dim("0.0"),
                Some(cost) => Line::new().bad(format!("{cost:+.1}")),
            },
            waiting(schedule.program(), root),
            what,
            Line::from(root.holds.len().to_string()),
        ]));
    }
    page.table(table);
    if blocked.roots.len() > MOST {
        page.line(Line::new().dim(format!(
            "… and {}: linchpin blocked",
            count(blocked.roots.len() - MOST, "more root")
        )));
    }
}

fn gaps(page: &mut Page, schedule: &Schedule<'_>, owners: &Owners) {
    page.heading("Ownership");
    if owners.gaps.is_empty() {
        page.line(Line::new().good("No gaps."));
    }
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::flex("Gap", 1),
        Column::fixed("Ask"),
    ]);
    for gap in owners.gaps.iter().take(MOST) {
        let item = Line::new().id(gap.id.as_str());
        table.row([item, owners::told(gap), owners::asked(schedule.program(), gap)]);
    }
    page.table(table);
    if owners.gaps.len() > MOST {
        page.line(Line::new().dim(format!(
            "… and {}: linchpin owners",
            count(owners.gaps.len() - MOST, "more gap")
        )));
    }
    let mut line = match owners.bus_factor {
        Some(factor) => Line::new().text(format!(
            "bus factor {factor} of {}",
            super::owners::answering(owners)
        )),
        None => Line::new().text("bus factor not assessable"),
    };
    if let Some(factor) = owners.critical_bus_factor {
        line = line.text(format!(" · {factor} on the critical path"));
    }
    page.line(line);
}

fn wrong(page: &mut Page, findings: &[Diagnostic]) {
    page.heading("Findings");
    if findings.is_empty() {
        page.line(Line::new().good("None."));
        return;
    }
    // One line a rule, the most serious first, as the findings come.
    let mut rules: Vec<(&str, Severity, usize, &str)> = Vec::new();
    for found in findings {
        match rules
            .iter_mut()
            .find(|known| known.0 == found.rule && known.1 == found.severity)
        {
            Some(known) => known.2 += 1,
            None => rules.push((found.rule, found.severity, 1, &found.message)),
        }
    }
    let mut table = Table::new([
        Column::fixed("Level"),
        Column::fixed("Rule"),
        Column::flex("Finding", 1),
    ]);
    for (rule, severity, number, message) in rules.iter().take(MOST) {
        let level = match severity {
            Severity::Error => Line::new().bad("error"),
            Severity::Warn => Line::new().warn("warn"),
            Severity::Info => Line::new().dim("info"),
        };
        let line = Line::new().user(*message);
        let line = if *number > 1 {
            line.dim(format!(" (and {} more)", number - 1))
        } else {
            line
        };
        table.row([level, Line::from(*rule), line]);
    }
    page.table(table);
    let rest = findings.len() - rules.iter().take(MOST).map(|known| known.2).sum::<usize>();
    let more = if rest > 0 {
        format!("{rest} more; ")
    } else {
        String::new()
    };
    page.line(Line::new().dim(format!("{more}`linchpin check` shows where each is")));
}
