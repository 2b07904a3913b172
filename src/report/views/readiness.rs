//! Whether a launch may go: every item with what is missing, who owns it in production, who is told, and what
//! a go still needs.

use super::words::{date, date_or, margin};
use crate::model::Phase;
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::words::{count, list};
use crate::schedule::{Gate, GateState, Readiness, Refusal, Role, Schedule, Verdict};

/// Names that a line lists before the rest is counted.
const MOST: usize = 6;
/// Letters of a proof that are shown whole.
const LONG: usize = 20;

/// The page of `readiness`.
pub fn readiness(schedule: &Schedule<'_>, launch: &Readiness<'_>, verbose: bool) -> Page {
    let title = Line::new().text("Readiness of ").id(launch.id.as_str());
    let mut page = Page::titled(match launch.title {
        Some(title_of) => title.text(": ").user(title_of),
        None => title,
    });
    page.fact("Verdict", verdict(launch));
    page.fact("Date", dates(schedule, launch));
    page.blank();
    page.table(items(schedule, launch, verbose));
    page.blank();
    page.fact("Production owner", production(schedule, launch));
    if let Some(line) = business(schedule, launch) {
        page.fact("Business", line);
    }
    page.fact("Phases", phases(launch));
    page.fact("Roles on the day", roles(schedule, launch));
    for defects in launch.defects.iter().take(MOST) {
        let sample = defects.sample;
        let line = Line::new()
            .bad(format!("{} ", sample.value))
            .user(sample.metric.as_str());
        let line = match &sample.team {
            Some(team) => line.text(" of ").user(team.as_str()),
            None => line,
        };
        let day = date(sample.date, schedule.as_of);
        page.fact("Severe defects", line.text(format!(" on {day}")));
    }
    page.blank();
    page.line(needs(schedule, launch));
    page
}

/// `due 14 Nov (52 working days) · earliest 26 Nov · 8 d late · in the freeze 24 Nov to 1 Dec`.
fn dates(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Line {
    let as_of = schedule.as_of;
    let mut line = match launch.due {
        Some(due) => {
            let line = Line::new().text(format!("due {}", date(due, as_of)));
            match schedule.days_between(as_of, due) {
                to_go if to_go > 0 && launch.is_ahead() => {
                    line.text(format!(" ({})", count(to_go as usize, "working day")))
                }
                _ => line,
            }
        }
        None => Line::new().unknown("no due date"),
    };
    let word = if launch.is_ahead() { "earliest" } else { "done" };
    line = match launch.finish {
        Some(finish) => line.text(format!(" · {word} ")).strong(date(finish, as_of)),
        None => line.text(" · ").bad("no date: it is in a cycle or behind one"),
    };
    if let (Some(finish), Some(due)) = (launch.finish, launch.due) {
        line = line.text(" · ").join(margin(schedule.days_between(finish, due)));
    }
    let freezes = schedule.program().calendar.freezes.as_ref();
    let inside = freezes
        .into_iter()
        .flat_map(|freezes| freezes.iter())
        .find(|freeze| {
            launch
                .finish
                .is_some_and(|finish| freeze.from <= finish && finish <= freeze.to)
        });
    match inside.filter(|_| launch.is_ahead()) {
        Some(freeze) => {
            let (from, to) = (date(freeze.from, as_of), date(freeze.to, as_of));
            line.text(" · ").bad(format!("in the freeze {from} to {to}"))
        }
        None => line,
    }
}

/// `NO-GO: 9 items, 3 roles, 1 acceptance open`.
fn verdict(launch: &Readiness<'_>) -> Line {
    let word = launch.verdict();
    match word {
        Verdict::Go => Line::new().good(word.as_str()),
        Verdict::ConditionalGo => {
            let waived: Vec<&str> = of_state(launch, GateState::Waived);
            let line = Line::new().warn(word.as_str()).text(": waived ");
            line.text(some(&waived))
        }
        Verdict::NoGo => {
            let line = Line::new().bad(word.as_str());
            line.text(format!(": {} open", open(launch, "item")))
        }
    }
}

/// What is open, each with its number.
fn open(launch: &Readiness<'_>, item: &str) -> String {
    let items = launch.gates.iter().filter(|gate| gate.is_blocking()).count();
    let parts = [
        (items, item),
        (launch.open_roles().count(), "role"),
        (usize::from(!launch.is_accepted), "acceptance"),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, what)| count(number, what)).collect();
    parts.join(", ")
}

fn of_state<'p>(launch: &Readiness<'p>, state: GateState) -> Vec<&'p str> {
    let gates = launch.gates.iter().filter(|gate| gate.state == state);
    gates.map(|gate| gate.name).collect()
}

fn items(schedule: &Schedule<'_>, launch: &Readiness<'_>, verbose: bool) -> Table {
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::fixed("State"),
        Column::fixed("Owner").drop(2),
        Column::fixed("By"),
        Column::flex("Proof", 1).drop(1),
        Column::flex("Finding", 2),
    ]);
    for gate in &launch.gates {
        let state = gate.state.as_str();
        table.row([
            Line::new().id(gate.name),
            match gate.state {
                GateState::Ready => Line::new().good(state),
                GateState::Missing | GateState::Unproven => Line::new().bad(state),
                GateState::Waived => Line::new().warn(state),
                GateState::Todo | GateState::Doing => Line::from(state),
            },
            match gate.owner {
                Some(owner) => Line::new().user(owner.as_str()),
                None => Line::from("—"),
            },
            Line::from(date_or(gate.by, schedule.as_of)),
            match gate.proof {
                Some(proof) if verbose => Line::new().user(proof),
                Some(proof) => Line::new().user(tail(proof)),
                None => Line::from("—"),
            },
            Line::joined(faults(schedule, launch, gate, verbose), "; "),
        ]);
    }
    table
}

/// The end of a long path or address, which tells what it is.
fn tail(proof: &str) -> String {
    match proof.trim_end_matches('/').rsplit_once('/') {
        Some((before, last)) if proof.chars().count() > LONG && !before.is_empty() => format!("…/{last}"),
        _ => proof.to_owned(),
    }
}

/// What is to be said of an item, the worst first.
fn faults(schedule: &Schedule<'_>, launch: &Readiness<'_>, gate: &Gate<'_>, verbose: bool) -> Vec<Line> {
    let as_of = schedule.as_of;
    let mut faults = Vec::new();
    match gate.state {
        GateState::Missing => return vec![Line::new().bad("not listed")],
        GateState::Unproven => faults.push(Line::new().bad("no proof")),
        GateState::Waived => {
            if let Some(decision) = gate.item.and_then(|item| item.waived.as_ref()) {
                faults.push(Line::new().text("by ").id(decision.as_str()));
            }
        }
        GateState::Todo | GateState::Doing | GateState::Ready => {}
    }
    if let Some((decision, refusal)) = gate.refused {
        faults.push(
            Line::new()
                .bad("not waived: ")
                .id(decision.as_str())
                .text(refused(refusal)),
        );
    }
    if let Some(age) = gate.stale {
        faults.push(Line::new().warn(format!("shown {age} d ago")));
    }
    if gate.is_to_do() {
        if gate.name == "rollback" {
            faults.push(Line::new().bad("never rehearsed"));
        }
        if gate.owner.is_none() {
            faults.push(Line::new().bad("no owner"));
        }
        match (gate.by, gate.end()) {
            (_, None) if gate.is_qa() => faults.push(Line::new().bad("no date")),
            (Some(by), _) if by < as_of => {
                let late = schedule.days_between(by, as_of);
                faults.push(Line::new().bad(format!("{late} d overdue")));
            }
            _ => {}
        }
        faults.extend(forecast(schedule, launch, gate, verbose));
    }
    if gate.name == "rollback" && gate.state != GateState::Waived {
        let has_phases = launch.launch.is_some_and(|written| !written.phases.is_empty());
        if !has_phases || !launch.without_rollback().is_empty() {
            faults.push(Line::new().bad("no trigger"));
        }
        if launch.open_roles().any(|role| role == Role::Rollback) {
            faults.push(Line::new().bad("no authority"));
        }
    }
    if gate.name == "comms" && gate.state != GateState::Waived {
        let untold: Vec<&str> = launch.untold().map(|team| team.as_str()).collect();
        if !untold.is_empty() {
            faults.push(Line::new().user(some(&untold)).text(": ").bad("no line"));
        }
    }
    faults
}

/// When an item will be there, where that is worth a word.
fn forecast(schedule: &Schedule<'_>, launch: &Readiness<'_>, gate: &Gate<'_>, verbose: bool) -> Vec<Line> {
    let as_of = schedule.as_of;
    let mut told = Vec::new();
    if let (Some(id), Some(earliest)) = (gate.covered_by, gate.earliest) {
        let late = gate.by.map_or(0, |by| schedule.days_between(by, earliest));
        let day = date(earliest, as_of);
        let line = if verbose {
            Line::new().id(id.as_str()).text(" ")
        } else {
            Line::new()
        };
        if late > 0 {
            told.push(line.bad(format!("earliest {day}, {late} d late")));
        } else if verbose {
            told.push(line.text(format!("earliest {day}")));
        }
    }
    if let (Some(_), Some(start)) = (gate.after(launch), launch.start) {
        let day = date(start, as_of);
        told.push(Line::new().bad(format!("after the start {day}")));
    }
    if gate.name == "capacity" {
        let bought = schedule.bought_for(launch).into_iter().take(MOST);
        told.extend(bought.map(|(id, finish)| {
            let day = date_or(finish, as_of);
            Line::new()
                .text("see ")
                .id(id.as_str())
                .text(format!(", earliest {day}"))
        }));
    }
    told
}

fn refused(refusal: Refusal<'_>) -> &'static str {
    match refusal {
        Refusal::Unknown => " does not exist",
        Refusal::Open => " is not decided",
        Refusal::Superseded => " was replaced",
        Refusal::Declined => " chose none",
        Refusal::Nobody => " has no decider",
        Refusal::NotTheirs { .. } => " is not theirs to decide",
    }
}

pub(super) fn production(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Line {
    let Some(team) = launch.operator else {
        return Line::new().bad("nobody");
    };
    let ops = launch.launch.and_then(|written| written.ops.as_ref());
    let line = Line::new().user(team.as_str()).text(" / ");
    let line = match ops.and_then(|ops| ops.oncall.as_deref()) {
        Some(oncall) => line.user(oncall),
        None => line.bad("no on-call rota"),
    };
    let by = ops.and_then(|ops| ops.accepted_by.as_ref());
    let name = by.map(|person| schedule.program().name_of(person.as_str()));
    match ops.and_then(|ops| ops.accepted_on) {
        Some(on) => {
            let line = line
                .text(" — ")
                .good(format!("accepted {}", date(on, schedule.as_of)));
            match name {
                Some(name) => line.text(" by ").user(name),
                None => line,
            }
        }
        None => {
            let line = line.text(" — ").bad("not accepted");
            match name {
                Some(name) => line.text(": ask ").user(name),
                None => line,
            }
        }
    }
}

/// Which business teams are told, and when; nothing where there is none to be told.
fn business(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Option<Line> {
    let as_of = schedule.as_of;
    let told = launch.told().count();
    let mut parts: Vec<Line> = launch
        .told()
        .take(MOST)
        .map(|team| {
            let line = Line::new().user(team.as_str());
            let mut comms = launch.launch.into_iter().flat_map(|written| written.comms.iter());
            let message = comms.find(|comm| comm.to.as_ref().is_some_and(|to| to.as_str() == team.as_str()));
            match message.map(|message| (message.sent, message.date)) {
                Some((Some(sent), _)) => line.good(format!(" told {}", date(sent, as_of))),
                Some((None, Some(day))) if day < as_of => {
                    line.bad(format!(" was to be told {}", date(day, as_of)))
                }
                Some((None, Some(day))) => line.text(format!(" on {}", date(day, as_of))),
                _ => line,
            }
        })
        .collect();
    if told > MOST {
        parts.push(Line::from(format!("{} more", told - MOST)));
    }
    let untold: Vec<&str> = launch.untold().map(|team| team.as_str()).collect();
    if !untold.is_empty() {
        parts.push(Line::new().bad("no line for ").user(some(&untold)));
    }
    (!parts.is_empty()).then(|| Line::joined(parts, " · "))
}

/// `5% for 5 d > 50% for 2 d: exit rules ok, roll-back rule missing on all`.
fn phases(launch: &Readiness<'_>) -> Line {
    let all = launch.launch.map_or(&[][..], |written| &written.phases);
    if all.is_empty() {
        return Line::new().warn("none: everybody at once");
    }
    let shown = all.iter().take(MOST).enumerate().map(|(at, phase)| {
        let line = Line::new().user(name(phase, at));
        let share = phase.share.as_deref().filter(|share| *share != name(phase, at));
        let line = match share {
            Some(share) => line.text(" ").user(share),
            None => line,
        };
        match phase.bake {
            Some(bake) => line.text(format!(" for {bake}")),
            None => line.text(" for ").bad("?"),
        }
    });
    let line = Line::joined(shown, " > ");
    let exits = all.iter().filter(|phase| phase.exit.is_none()).count();
    let triggers = all.iter().filter(|phase| phase.rollback_if.is_none()).count();
    let told = |missing: usize, rule: &str| match missing {
        0 => Line::new().good(format!("{rule} ok")),
        missing if missing == all.len() => Line::new().bad(format!("{rule} missing on all")),
        missing => Line::new().bad(format!("{rule} missing on {missing} of {}", all.len())),
    };
    let line = line.text(": ").join(told(exits, "exit rules"));
    line.text(", ").join(told(triggers, "roll-back rules"))
}

/// The name of a phase, else its number.
pub(super) fn name(phase: &Phase, at: usize) -> String {
    phase.name.clone().unwrap_or_else(|| (at + 1).to_string())
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Commander => "commander",
        Role::Comms => "comms",
        Role::Rollback => "rollback authority",
    }
}

fn roles(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Line {
    let told = launch.roles.iter().map(|(part, person)| {
        let line = Line::new().text(format!("{} ", role(*part)));
        match person {
            Some(person) => line.user(schedule.program().name_of(person.as_str())),
            None => line.bad("—"),
        }
    });
    Line::joined(told, " · ")
}

fn needs(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Line {
    let program = schedule.program();
    match launch.verdict() {
        Verdict::Go => match launch.launch.and_then(|written| written.go.as_ref()) {
            Some(go) => Line::new()
                .text("Everything is ready and shown. Go decision: ")
                .id(go.as_str()),
            None => Line::new()
                .text("Everything is ready and shown; write `go:` with the decision that lets it go."),
        },
        Verdict::ConditionalGo => Line::from("Everything else is ready and shown."),
        Verdict::NoGo => {
            let line = Line::new()
                .text("A GO needs: ")
                .strong(open(launch, "proof"))
                .text(". ");
            match program.may_waive() {
                _ if !launch.gates.iter().any(Gate::is_blocking) => line,
                Some(person) => {
                    let line = line
                        .text("CONDITIONAL GO: ")
                        .user(program.name_of(person.as_str()));
                    line.text(" may waive items by a decision.")
                }
                None => line.text("CONDITIONAL GO: a decision may waive items."),
            }
        }
    }
}

/// Names, of many the first and how many more.
fn some(names: &[&str]) -> String {
    if names.len() <= MOST {
        return list(names);
    }
    format!("{} and {} more", names[..MOST].join(", "), names.len() - MOST)
}
