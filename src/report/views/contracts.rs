//! The give/get board: what is owed to whom, need against promise, and the chance that it comes too late.

use super::forecast::percent;
use super::words::{date, date_or};
use crate::model::{ContractState, Program};
use crate::parse::TeamId;
use crate::report::page::{Column, Line, Page, Row, Style, Table};
use crate::report::render::words::count;
use crate::schedule::{Handover, Schedule};
use std::collections::BTreeSet;

/// A contract and the chance that it comes after it is needed.
pub type Chanced<'h, 'p> = (&'h Handover<'p>, Option<f64>);

/// Which side of the contracts a table shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Gives,
    Gets,
}

/// The page of `contracts`.
pub fn contracts(schedule: &Schedule<'_>, board: &[Chanced<'_, '_>]) -> Page {
    if board.is_empty() {
        return none();
    }
    let (awaited, over): (Vec<Chanced<'_, '_>>, Vec<Chanced<'_, '_>>) =
        board.iter().partition(|(handover, _)| handover.is_awaited());
    let mut page = Page::titled(headline(schedule, &awaited));
    page.table(table(schedule, &awaited, Side::Both));
    came(&mut page, schedule, &over);
    page
}

/// The page of `contracts --by team`: for each team what it gives and what it gets.
pub fn contracts_by_team(schedule: &Schedule<'_>, board: &[Chanced<'_, '_>]) -> Page {
    if board.is_empty() {
        return none();
    }
    let (awaited, over): (Vec<Chanced<'_, '_>>, Vec<Chanced<'_, '_>>) =
        board.iter().partition(|(handover, _)| handover.is_awaited());
    let mut page = Page::titled(headline(schedule, &awaited));
    let sides = awaited
        .iter()
        .flat_map(|(handover, _)| [&handover.contract.from, &handover.contract.to]);
    let teams: BTreeSet<&TeamId> = sides.flatten().collect();
    let mut gives: std::collections::BTreeMap<&TeamId, [Vec<Chanced<'_, '_>>; 2]> = teams
        .iter()
        .map(|team| (*team, <[Vec<_>; 2]>::default()))
        .collect();
    for chanced in &awaited {
        let contract = chanced.0.contract;
        for (at, team) in [&contract.from, &contract.to].into_iter().enumerate() {
            if let Some(sides) = team.as_ref().and_then(|team| gives.get_mut(team)) {
                sides[at].push(*chanced);
            }
        }
    }
    for (team, [given, got]) in gives {
        page.heading(Line::new().user(name(schedule.program(), Some(team))));
        if !given.is_empty() {
            page.line(Line::new().strong("Gives"));
            page.table(table(schedule, &given, Side::Gives));
        }
        if !got.is_empty() {
            page.line(Line::new().strong("Gets"));
            page.table(table(schedule, &got, Side::Gets));
        }
    }
    came(&mut page, schedule, &over);
    page
}

fn none() -> Page {
    let mut page = Page::new();
    page.line("No contracts. Write what teams and vendors owe each other under contracts:");
    page
}

fn headline(schedule: &Schedule<'_>, awaited: &[Chanced<'_, '_>]) -> Line {
    if awaited.is_empty() {
        return Line::new().good("Nothing is to come");
    }
    let mut line = Line::new().strong(format!("{} to come", count(awaited.len(), "contract")));
    let number = |is: &dyn Fn(&Handover<'_>) -> bool| awaited.iter().filter(|(one, _)| is(one)).count();
    let late = number(&|one| one.is_late());
    if late > 0 {
        line = line.text(" · ").bad(format!("{late} later than needed"));
    }
    let unordered = number(&|one| is_unordered(one));
    if unordered > 0 {
        line = line
            .text(" · ")
            .bad(format!("{unordered} past the last day to order"));
    }
    let unpromised = number(&|one| one.contract.promised.is_none());
    if unpromised > 0 {
        line = line
            .text(" · ")
            .unknown(format!("{unpromised} without a promise"));
    }
    let silent = number(&|one| !one.silent.is_empty());
    if silent > 0 {
        line = line
            .text(" · ")
            .warn(format!("{silent} not agreed by both sides"));
    }
    let gain = awaited.iter().map(|(one, _)| one.gain).max().unwrap_or(0);
    if gain > 0
        && let Some(target) = schedule.targets().first()
    {
        line = line
            .text(format!(" · the worst costs {gain} d of "))
            .id(target.id.as_str());
    }
    line
}

fn is_unordered(handover: &Handover<'_>) -> bool {
    handover
        .order
        .is_some_and(|order| order.late > 0 && order.ordered.is_none())
}

fn table(schedule: &Schedule<'_>, board: &[Chanced<'_, '_>], side: Side) -> Table {
    let as_of = schedule.as_of;
    let program = schedule.program();
    let partners = match side {
        Side::Both => "From > to",
        Side::Gives => "To",
        Side::Gets => "From",
    };
    let mut table = Table::new([
        Column::fixed("Contract"),
        Column::flex(partners, 2).key("teams"),
        Column::fixed("State"),
        Column::fixed("Need"),
        Column::fixed("Promised"),
        Column::number("Late"),
        Column::number("Chance late").key("chance"),
        Column::fixed("Order by").drop(1),
        Column::flex("Waits for it", 2).drop(2),
    ]);
    for (handover, chance) in board {
        let contract = handover.contract;
        let giver = Line::new().user(name(program, contract.from.as_ref()));
        let taker = Line::new().user(name(program, contract.to.as_ref()));
        let row = Row::new([
            Line::new().id(handover.id.as_str()),
            match side {
                Side::Both => giver.text(" > ").join(taker),
                Side::Gives => taker,
                Side::Gets => giver,
            },
            state(handover),
            Line::from(date_or(handover.need, as_of)),
            match &contract.promised {
                Some(promised) => Line::from(date(promised.likely(), as_of)),
                None => Line::new().unknown("nothing"),
            },
            late(handover),
            chance.map_or(Line::from("—"), odds_late),
            order(handover, schedule),
            holds(handover),
        ]);
        table.row(row.detail(detail(schedule, handover)));
    }
    table
}

fn name<'p>(program: &'p Program, team: Option<&'p TeamId>) -> &'p str {
    let Some(team) = team else { return "nobody" };
    program.title_of(team.as_str())
}

fn state(handover: &Handover<'_>) -> Line {
    let style = match handover.state {
        ContractState::Accepted | ContractState::Delivered => Style::Good,
        ContractState::Frozen | ContractState::Agreed => Style::Plain,
        ContractState::Proposed => Style::Warn,
        ContractState::Disputed => Style::Bad,
        ContractState::Withdrawn => Style::Dim,
    };
    Line::new().styled(style, handover.state.as_str())
}

fn late(handover: &Handover<'_>) -> Line {
    match handover.late.or(handover.promised_late) {
        None => Line::from("—"),
        Some(late) if late > 0 => Line::new().bad(format!("+{late}")),
        Some(late) => Line::new().good(late.to_string()),
    }
}

/// The chance of being late in its color: from a half on it is bad, over 20 % needs watching.
fn odds_late(chance: f64) -> Line {
    let style = match chance {
        chance if chance > 0.5 => Style::Bad,
        chance if chance > 0.2 => Style::Warn,
        _ => Style::Good,
    };
    Line::new().styled(style, percent(chance))
}

fn order(handover: &Handover<'_>, schedule: &Schedule<'_>) -> Line {
    let Some(order) = handover.order else {
        return Line::from("—");
    };
    let by = date(order.by, schedule.as_of);
    match (order.ordered, order.late) {
        (Some(_), 0) => Line::new().good(by),
        (Some(_), late) => Line::new().text(by).warn(format!(" +{late}")),
        (None, 0) => Line::from(by),
        (None, _) => Line::new().bad(by),
    }
}

fn holds(handover: &Handover<'_>) -> Line {
    let shown = handover.holds.iter().take(2);
    let line = Line::joined(shown.map(|id| Line::new().id(id.as_str())), ", ");
    match handover.holds.len() {
        0 => Line::new().dim("no item needs it"),
        1 | 2 => line,
        more => line.text(format!(" and {} more", more - 2)),
    }
}

/// What it is, who drives it, and what is wrong with it.
fn detail(schedule: &Schedule<'_>, handover: &Handover<'_>) -> Line {
    let as_of = schedule.as_of;
    let contract = handover.contract;
    let mut line = Line::new().user(contract.title.as_deref().unwrap_or("no title"));
    line = match &contract.owner {
        Some(owner) => line.text(" · ").user(owner.as_str()).text(" drives"),
        None => line.text(" · ").unknown("no owner"),
    };
    if let Some(target) = schedule.targets().first().filter(|_| handover.gain > 0) {
        line = line
            .text(" · ")
            .bad(format!("costs {} d of ", handover.gain))
            .id(target.id.as_str());
    }
    if !handover.silent.is_empty() {
        let teams = handover.silent.iter().map(|team| Line::new().user(team.as_str()));
        line = line
            .text(" · ")
            .warn("not agreed by ")
            .join(Line::joined(teams, ", "));
    }
    if let Some(dispute) = &contract.disputed {
        line = line
            .text(" · ")
            .bad("disputed: ")
            .user(dispute.over.as_deref().unwrap_or("nobody says over what"));
    }
    if let Some(order) = handover.order {
        let by = date(order.by, as_of);
        line = match (order.ordered, order.late) {
            (Some(ordered), 0) => line.text(format!(" · ordered {}", date(ordered, as_of))),
            (Some(ordered), late) => line.text(" · ").warn(format!(
                "ordered {}, {late} d after the last day to order ({by})",
                date(ordered, as_of)
            )),
            (None, 0) => line.text(format!(" · order by {by}")),
            (None, late) => line
                .text(" · ")
                .bad(format!("NOT ORDERED: the last day was {by}, {late} d ago")),
        };
    }
    if let Some(by) = contract.freeze_by.filter(|_| contract.frozen.is_none()) {
        let by_date = date(by, as_of);
        line = if by < as_of {
            line.text(" · ").bad(format!("was to be frozen by {by_date}"))
        } else {
            line.text(format!(" · to be frozen by {by_date}"))
        };
    }
    if let Some(of) = handover.need_of {
        line = line.text(" · needed for the late start of ").id(of.as_str());
    }
    if handover.is_late() && contract.fallback.is_none() {
        line = line.text(" · ").warn("no fallback");
    }
    line
}

/// What came, and what was called off.
fn came(page: &mut Page, schedule: &Schedule<'_>, over: &[Chanced<'_, '_>]) {
    if over.is_empty() {
        return;
    }
    let as_of = schedule.as_of;
    page.heading("Delivered or called off");
    let mut table = Table::new([
        Column::fixed("Contract"),
        Column::flex("From > to", 2).key("teams"),
        Column::fixed("State"),
        Column::fixed("Need").drop(1),
        Column::fixed("Came"),
        Column::flex("What", 3).drop(2),
    ]);
    for (handover, _) in over {
        let contract = handover.contract;
        let ended = contract.withdrawn.as_ref().and_then(|ending| ending.date);
        table.row([
            Line::new().id(handover.id.as_str()),
            Line::new()
                .user(name(schedule.program(), contract.from.as_ref()))
                .text(" > ")
                .user(name(schedule.program(), contract.to.as_ref())),
            match handover.state {
                ContractState::Delivered => Line::new().warn("delivered, not accepted"),
                _ => state(handover),
            },
            Line::from(date_or(handover.need, as_of)),
            Line::from(date_or(ended.or(contract.delivered).or(contract.accepted), as_of)),
            Line::new().user(contract.title.as_deref().unwrap_or("no title")),
        ]);
    }
    page.table(table);
}
