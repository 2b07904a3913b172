//! The decision log: what is undecided and what it holds up, then what was decided and why.

use super::words::{date, date_or};
use crate::model::DecisionState;
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::{count, days};
use crate::schedule::{Question, Schedule};

/// The page of `decisions`.
pub fn decisions(schedule: &Schedule<'_>, questions: &[Question<'_>], only_open: bool) -> Page {
    let (pending, made): (Vec<_>, Vec<_>) =
        questions.iter().partition(|question| question.state.is_pending());
    if pending.is_empty() && (only_open || made.is_empty()) {
        let mut page = Page::new();
        let is_filtered = questions.is_empty() && !schedule.questions().is_empty();
        page.line(match made.is_empty() && !only_open {
            _ if is_filtered => Line::from("No decision passes the filter."),
            true => Line::from("No decisions. Write the questions that hold work up under decisions:"),
            false => Line::new().good("Nothing is undecided."),
        });
        return page;
    }
    let mut page = Page::titled(headline(schedule, &pending));
    if !pending.is_empty() {
        page.table(open(schedule, &pending));
    }
    if !only_open && !made.is_empty() {
        page.heading("Decided");
        page.table(log(schedule, &made));
    }
    page
}

fn headline(schedule: &Schedule<'_>, pending: &[&Question<'_>]) -> Line {
    if pending.is_empty() {
        return Line::new().good("Nothing is undecided");
    }
    let mut line = Line::new().strong(format!("{} undecided", count(pending.len(), "question")));
    let is_late = |question: &&&Question<'_>| question.due.is_some_and(|due| due < schedule.as_of);
    let late = pending.iter().filter(is_late).count();
    if late > 0 {
        line = line.text(" · ").bad(format!("{late} past its date"));
    }
    let holding = pending.iter().filter(|question| !question.holds.is_empty());
    let items: std::collections::BTreeSet<&str> = holding
        .flat_map(|question| question.holds.iter().map(|id| id.as_str()))
        .collect();
    if items.is_empty() {
        line.text(match pending.len() {
            1 => " · no item needs it",
            _ => " · no item needs any of them",
        })
    } else {
        let verb = if items.len() == 1 { "waits" } else { "wait" };
        line.text(format!(" · {} {verb} for them", count(items.len(), "item")))
    }
}

fn open(schedule: &Schedule<'_>, pending: &[&Question<'_>]) -> Table {
    let mut table = Table::new([
        Column::fixed("Decision"),
        Column::fixed("State").drop(1),
        Column::flex("Decider", 1),
        Column::fixed("Decide by"),
        Column::number("Age").drop(2),
        Column::number("Left").key("days-left"),
        Column::flex("Holds up", 2),
    ]);
    for question in pending {
        let row = Row::new([
            Line::new().id(question.id.as_str()),
            Line::from(question.state.as_str()),
            decider(schedule, question),
            match question.due {
                Some(due) if due < schedule.as_of => Line::new().bad(date(due, schedule.as_of)),
                due => Line::from(date_or(due, schedule.as_of)),
            },
            question.age.map_or(Line::from("—"), |age| Line::from(days(age))),
            left(question.days_left),
            holds(question),
        ]);
        table.row(row.detail(detail(question)));
    }
    table
}

fn decider(schedule: &Schedule<'_>, question: &Question<'_>) -> Line {
    match &question.decision.decider {
        Some(person) => Line::new().user(schedule.program().name_of(person.as_str())),
        None => Line::new().bad("nobody"),
    }
}

fn left(days_left: Option<i64>) -> Line {
    match days_left {
        None => Line::from("—"),
        Some(left) if left <= 0 => Line::new().bad(days(0)),
        Some(left) if left < 5 => Line::new().warn(days(left)),
        Some(left) => Line::from(days(left)),
    }
}

fn holds(question: &Question<'_>) -> Line {
    let shown = question.holds.iter().take(3);
    let line = Line::joined(shown.map(|id| Line::new().id(id.as_str())), ", ");
    match question.holds.len() {
        0 if question.decision.changes.is_empty() => Line::new().dim("no item needs it"),
        0 => {
            let changes = question.decision.changes.iter().take(3);
            Line::new()
                .dim("changes ")
                .join(Line::joined(changes.map(|id| Line::new().id(id.as_str())), ", "))
        }
        1..=3 => line,
        more => line.text(format!(" and {} more", more - 3)),
    }
}

/// The question and its options, each with its price.
fn detail(question: &Question<'_>) -> Line {
    let decision = question.decision;
    let mut line = Line::new().user(decision.title.as_deref().unwrap_or("no title"));
    let options = decision.options.iter().map(|(id, choice)| {
        let say = choice.say.as_deref().unwrap_or(id.as_str());
        match &choice.cost {
            Some(cost) => Line::new().user(say).text(" (").user(cost.as_str()).text(")"),
            None => Line::new().user(say),
        }
    });
    let options = Line::joined(options, "; ");
    line = if options.is_empty() {
        line.text(" · ").warn("no options")
    } else {
        line.text(" · ").join(options)
    };
    let reason = decision
        .deferred
        .as_ref()
        .and_then(|deferral| deferral.because.as_deref());
    match reason {
        Some(reason) => line.text(" · put off: ").user(reason),
        None => line,
    }
}

fn log(schedule: &Schedule<'_>, made: &[&Question<'_>]) -> Table {
    let mut table = Table::new([
        Column::fixed("Decision"),
        Column::fixed("Decided"),
        Column::flex("Decider", 1).drop(2),
        Column::number("Took").drop(1),
        Column::flex("Chosen and why", 3).key("chosen"),
    ]);
    for question in made {
        let decision = question.decision;
        let chosen = decision.chosen.as_ref();
        let say = chosen.and_then(|chosen| decision.options.get(chosen.as_str())?.say.as_deref());
        let mut line = match (say, chosen) {
            (Some(say), _) => Line::new().user(say),
            (None, Some(chosen)) => Line::new().id(chosen.as_str()),
            (None, None) => Line::new().user(decision.title.as_deref().unwrap_or("no title")),
        };
        line = match &decision.because {
            Some(because) => line.text(": ").user(because.as_str()),
            None => line.text(": ").warn("no reason"),
        };
        if question.state == DecisionState::Superseded {
            let newer = question
                .superseded_by
                .iter()
                .map(|id| Line::new().id(id.as_str()));
            line = line.text(" · superseded by ").join(Line::joined(newer, ", "));
        }
        table.row([
            Line::new().id(question.id.as_str()),
            Line::from(date_or(decision.decided, schedule.as_of)),
            decider(schedule, question),
            question.age.map_or(Line::from("—"), |age| Line::from(days(age))),
            line,
        ]);
    }
    table
}
