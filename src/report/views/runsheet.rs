//! The sheet of a launch day: who does what, the phases with their numbers, and who is told when.

use super::readiness::{name, production, role};
use super::words::{date, date_or};
use crate::model::Launch;
use crate::parse::Unit;
use crate::report::page::{Column, Line, Page, Table};
use crate::schedule::{Gate, GateState, Readiness, Schedule, Verdict};

/// The page of `readiness --runsheet`.
pub fn runsheet(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Page {
    let mut page = Page::titled(title(schedule, launch));
    let word = launch.verdict();
    let open = launch.gates.iter().filter(|gate| gate.is_blocking()).count();
    page.fact(
        "Verdict",
        match word {
            Verdict::Go => Line::new().good(word.as_str()),
            Verdict::ConditionalGo => Line::new().warn(word.as_str()),
            Verdict::NoGo => Line::new().bad(word.as_str()),
        },
    );
    page.heading("Who");
    for (part, person) in &launch.roles {
        page.fact(
            capital(role(*part)),
            match person {
                Some(person) => contact(schedule, person.as_str()),
                None => Line::new().bad("nobody"),
            },
        );
    }
    page.fact("Production", production(schedule, launch));
    page.heading("Phases");
    let written = launch.launch;
    match written.filter(|written| !written.phases.is_empty()) {
        Some(written) => {
            page.table(phases(written));
        }
        None => {
            page.line(Line::new().warn("None are written: it reaches everybody at once."));
        }
    }
    page.heading("Messages");
    match written.filter(|written| !written.comms.is_empty()) {
        Some(written) => {
            page.table(messages(schedule, written));
        }
        None => {
            page.line(Line::new().warn("None are written: nobody is told."));
        }
    }
    page.heading("Still open");
    if open == 0 {
        page.line(Line::new().good("No item."));
    }
    page.list(
        launch
            .gates
            .iter()
            .filter(|gate| gate.is_blocking())
            .map(|gate| still(schedule, gate)),
    );
    page
}

fn title(schedule: &Schedule<'_>, launch: &Readiness<'_>) -> Line {
    let as_of = schedule.as_of;
    let line = Line::new().text("Run sheet of ").id(launch.id.as_str());
    let line = match launch.title {
        Some(title) => line.text(": ").user(title),
        None => line,
    };
    let line = line.text(format!(" · due {}", date_or(launch.due, as_of)));
    let word = if launch.is_ahead() { "earliest" } else { "done" };
    line.text(format!(" · {word} {}", date_or(launch.finish, as_of)))
}

/// A person with what one needs to reach them.
fn contact(schedule: &Schedule<'_>, id: &str) -> Line {
    let program = schedule.program();
    let line = Line::new().user(program.name_of(id));
    let Some(person) = program.people.get(id) else {
        return line;
    };
    let line = match &person.handle {
        Some(handle) => line.text(", @").user(handle.as_str()),
        None => line,
    };
    let line = match &person.email {
        Some(email) => line.text(", ").user(email.as_str()),
        None => line,
    };
    match &person.deputy {
        Some(deputy) => line.text("; deputy ").user(program.name_of(deputy.as_str())),
        None => line,
    }
}

fn phases(launch: &Launch) -> Table {
    let mut table = Table::new([
        Column::number("#"),
        Column::fixed("Phase"),
        Column::number("Share"),
        Column::number("Held"),
        Column::fixed("Days").drop(1),
        Column::flex("Go on when", 1),
        Column::flex("Roll back when", 1),
    ]);
    // The first working day of the next phase, counted from the first of the launch.
    let mut next = Some(1);
    for (at, phase) in launch.phases.iter().enumerate() {
        let bake = phase
            .bake
            .filter(|bake| bake.unit == Unit::Days)
            .map(|bake| i64::from(bake.amount));
        let days = match (next, bake) {
            (Some(first), Some(bake)) if bake > 1 => format!("{first} to {}", first + bake - 1),
            (Some(first), _) => first.to_string(),
            (None, _) => "—".into(),
        };
        next = next.zip(bake).map(|(first, bake)| first + bake);
        let told = |text: &Option<String>| match text {
            Some(text) => Line::new().user(text.as_str()),
            None => Line::new().bad("—"),
        };
        table.row([
            Line::from((at + 1).to_string()),
            Line::new().user(name(phase, at)),
            phase
                .share
                .as_deref()
                .map_or(Line::from("—"), |share| Line::new().user(share)),
            phase
                .bake
                .map_or(Line::new().bad("—"), |bake| Line::from(bake.to_string())),
            Line::from(days),
            told(&phase.exit),
            told(&phase.rollback_if),
        ]);
    }
    table
}

/// Messages by their date; those without one last.
fn messages(schedule: &Schedule<'_>, launch: &Launch) -> Table {
    let as_of = schedule.as_of;
    let program = schedule.program();
    let mut table = Table::new([
        Column::fixed("When"),
        Column::fixed("Who"),
        Column::flex("How", 1),
        Column::fixed("By"),
        Column::fixed("Sent"),
    ]);
    let mut all: Vec<_> = launch.comms.iter().collect();
    all.sort_by_key(|comm| (comm.date.is_none(), comm.date));
    for comm in all {
        let who = comm.to.as_ref().map(|to| to.as_str());
        let team = who.and_then(|who| program.teams.get(who)?.title.as_deref());
        let who = team.or(who.map(|who| program.name_of(who)));
        let user = |text: Option<&str>| text.map_or(Line::from("—"), |text| Line::new().user(text));
        let is_late = comm.sent.is_none() && comm.date.is_some_and(|date| date < as_of);
        let when = date_or(comm.date, as_of);
        table.row([
            if comm.date.is_none() {
                Line::new().bad(when)
            } else {
                Line::from(when)
            },
            user(who),
            user(comm.channel.as_deref()),
            user(comm.owner.as_ref().map(|owner| program.name_of(owner.as_str()))),
            match comm.sent {
                Some(sent) => Line::new().good(date(sent, as_of)),
                None if is_late => Line::new().bad("not sent"),
                None => Line::from("—"),
            },
        ]);
    }
    table
}

fn still(schedule: &Schedule<'_>, gate: &Gate<'_>) -> Line {
    let line = Line::new()
        .id(gate.name)
        .text(format!(": {}", gate.state.as_str()));
    if gate.state == GateState::Missing {
        return line;
    }
    let line = match gate.owner {
        Some(owner) => line.text(", ").user(schedule.program().name_of(owner.as_str())),
        None => line.text(", ").bad("no owner"),
    };
    match gate.by {
        Some(by) => line.text(format!(", by {}", date(by, schedule.as_of))),
        None => line,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
