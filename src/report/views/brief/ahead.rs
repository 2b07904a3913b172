//! What is to come: what only the reader can do today, what comes up, and whose update is due.

use super::Frame;
use crate::history::{Coming, Event, Todo, Update};
use crate::parse::PersonId;
use crate::report::page::{Column, Line, Table};
use crate::report::render::words::{count, days};
use crate::report::views::words::{date, date_or};
use crate::schedule::Schedule;
use crate::text::Date;

pub(super) fn todo(todo: &Todo<'_>, schedule: &Schedule<'_>) -> Line {
    let as_of = schedule.as_of;
    match todo {
        Todo::Decide(question) => {
            let decider = question.decision.decider.as_ref();
            let line = Line::new().id(question.id.as_str()).text(": ");
            let mut line = match decider {
                Some(_) => line.join(name(decider, schedule)).text(" decides"),
                None => line.bad("nobody is named to decide"),
            };
            if let Some(due) = question.due {
                line = match due < as_of {
                    true => line.bad(format!(", was due {}", date(due, as_of))),
                    false => line.text(format!(" by {}", date(due, as_of))),
                };
            }
            match question.holds.len() {
                0 => line,
                held => line.text(format!("; {} wait for it", count(held, "item"))),
            }
        }
        Todo::Free {
            id,
            whom,
            expected,
            cost,
        } => {
            let line = Line::new().id(id.as_str()).text(": ");
            let line = match (whom, expected) {
                (Some(_), None) => line.text("get a date from ").join(name(*whom, schedule)),
                (Some(_), Some(_)) => line.text("it was to clear; ask ").join(name(*whom, schedule)),
                (None, _) => line.text("find out who can free it"),
            };
            line.text(format!("; one more week costs {}", days(*cost)))
        }
        Todo::Escalate { id, by, whom } => {
            let line = Line::new().id(id.as_str());
            let line = match *by < as_of {
                true => line.bad(format!(" was to be escalated by {}", date(*by, as_of))),
                false => line.text(format!(": escalate by {}", date(*by, as_of))),
            };
            match whom {
                Some(_) => line.text("; it waits for ").join(name(*whom, schedule)),
                None => line,
            }
        }
        Todo::Owner(gap) => {
            let line = Line::new()
                .id(gap.id.as_str())
                .text(format!(" has {}", gap.gap.as_str().replace('-', " ")));
            match &gap.ask {
                Some(person) => line.text(": ask ").join(name(Some(person), schedule)),
                None => line,
            }
        }
        Todo::Order { id, by, owner } => {
            let line = Line::new().id(id.as_str());
            let line = match *by < as_of {
                true => line.bad(format!(": the order is late, it was due {}", date(*by, as_of))),
                false => line.text(format!(": order by {}", date(*by, as_of))),
            };
            person(line, *owner, schedule)
        }
        Todo::Review {
            id,
            by,
            is_bare,
            owner,
        } => {
            let when = if *by < as_of { "was due" } else { "is due" };
            let line = Line::new()
                .text("review of ")
                .id(id.as_str())
                .text(format!(" {when} {}", date(*by, as_of)));
            let line = if *is_bare {
                line.text(", and it has no plan")
            } else {
                line
            };
            person(line, *owner, schedule)
        }
    }
}

fn person(line: Line, who: Option<&PersonId>, schedule: &Schedule<'_>) -> Line {
    match who {
        Some(_) => line.text(" · ").join(name(who, schedule)),
        None => line,
    }
}

/// The full name of a person.
pub(super) fn name(who: Option<&PersonId>, schedule: &Schedule<'_>) -> Line {
    let known = who.map(|who| schedule.program().name_of(who.as_str()).to_owned());
    Line::new().user(known.unwrap_or_default())
}

pub(super) fn coming(all: &[Coming<'_>], frame: &Frame<'_, '_>) -> Table {
    let as_of = frame.schedule.as_of;
    let mut table = Table::new([
        Column::fixed("Date"),
        Column::fixed("What"),
        Column::fixed("Item").key("item"),
        Column::flex("Who", 1),
    ]);
    for each in all {
        let what = match each.event {
            Event::OrderBy => "order by".to_owned(),
            Event::FreezeBy => "freeze by".to_owned(),
            Event::DecideBy => "decide by".to_owned(),
            Event::ReviewBy => "review by".to_owned(),
            Event::Away => format!("away to {}", date_or(each.until, as_of)),
            Event::Leaves => "leaves".to_owned(),
        };
        let who = name(each.who, frame.schedule);
        let who = match (each.event, each.who, each.uncovered.as_slice()) {
            (Event::Away | Event::Leaves, Some(_), []) => Line::new().text("covered by ").join(who),
            (Event::Away, _, []) => Line::from("nothing open in those days"),
            (Event::Leaves, _, []) => Line::from("nothing open after that"),
            (Event::Away | Event::Leaves, _, bare) => {
                let ids = bare.iter().map(|id| Line::new().id(id.as_str()));
                Line::new().bad("nobody covers ").join(Line::joined(ids, ", "))
            }
            (_, None, _) => Line::new().bad("nobody"),
            _ => who,
        };
        table.row([
            Line::from(date(each.date, as_of)),
            Line::from(what),
            Line::new().id(each.id),
            who,
        ]);
    }
    table
}

pub(super) fn update(update: &Update<'_>, as_of: Date) -> Line {
    let stakeholder = update.stakeholder;
    let who = stakeholder.who.as_ref().map_or("", |who| who.as_str());
    let mut line = Line::new().user(who);
    line = match update.due {
        Some(due) if due == as_of => line.warn(" today"),
        Some(due) => line.text(format!(" {}", date(due, as_of))),
        None => line.unknown(" at a time that is not understood"),
    };
    if let Some(cadence) = &stakeholder.cadence {
        line = line.dim(" (").user(cadence.as_str()).dim(")");
    }
    match &stakeholder.wants {
        Some(wants) => line.text(": ").user(wants.as_str()),
        None => line,
    }
}
