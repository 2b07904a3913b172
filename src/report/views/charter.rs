//! The charter as a page: what was promised, to whom, and what it rests on.

use super::words::{date, target};
use crate::parse::PersonId;
use crate::report::page::{Line, Page};
use crate::schedule::Schedule;

/// The page of `show charter`.
pub fn charter(schedule: &Schedule<'_>) -> Page {
    let program = schedule.program();
    let charter = &program.charter;
    let as_of = schedule.as_of;
    let mut page = Page::titled(
        Line::new()
            .strong(program.title().to_owned())
            .text(format!(" · {}", program.stage())),
    );
    if !program.has_charter {
        page.line(
            Line::new()
                .warn("There is no charter.")
                .text(" Add a `charter:` section; `linchpin init` shows one."),
        );
    }
    let person = |person: &Option<PersonId>| match person {
        Some(person) => Line::new().user(program.name_of(person.as_str())),
        None => Line::new().unknown("nobody named"),
    };
    page.fact("Sponsor", person(&charter.sponsor));
    page.fact("TPM", person(&charter.tpm));
    if let Some(start) = charter.start {
        page.fact("Start", date(start, as_of));
    }
    for each in schedule.targets() {
        page.fact("Target", target(&each, schedule));
    }
    page.heading("Objectives");
    page.list(charter.objectives.iter().map(|(id, objective)| {
        let line = Line::new()
            .id(id.as_str())
            .text(": ")
            .user(objective.say.as_deref().unwrap_or("—"));
        match objective.by {
            Some(by) => line.text(format!(" (by {})", date(by, as_of))),
            None => line,
        }
    }));
    if charter.objectives.is_empty() {
        page.line(Line::new().unknown("none"));
    }
    let lists = [
        ("In scope", charter.in_scope.as_deref()),
        ("Out of scope", charter.out_of_scope.as_deref()),
        ("Constraints", Some(&charter.constraints[..])),
        ("Requirements", Some(&charter.requirements[..])),
    ];
    for (heading, list) in lists {
        if let Some(list) = list.filter(|list| !list.is_empty()) {
            page.heading(heading);
            page.list(list.iter().map(|text| Line::new().user(text.as_str())));
        }
    }
    if !charter.assumptions.is_empty() {
        page.heading("Assumptions");
        page.list(charter.assumptions.iter().map(|(id, assumption)| {
            let line = Line::new()
                .id(id.as_str())
                .text(": ")
                .user(assumption.say.as_deref().unwrap_or("—"));
            match (assumption.broken, assumption.validated, assumption.validate_by) {
                (Some(on), _, _) => line.text(" · ").bad(format!("broken {}", date(on, as_of))),
                (_, Some(on), _) => line.text(" · ").good(format!("validated {}", date(on, as_of))),
                (_, _, Some(by)) if by < as_of => line
                    .text(" · ")
                    .bad(format!("was to be validated by {}", date(by, as_of))),
                (_, _, Some(by)) => line.text(format!(" · validate by {}", date(by, as_of))),
                _ => line.text(" · ").unknown("not validated"),
            }
        }));
    }
    if !charter.stakeholders.is_empty() {
        page.heading("Stakeholders");
        page.list(charter.stakeholders.iter().map(|stakeholder| {
            let who = stakeholder.who.as_ref().map_or("—", |who| who.as_str());
            let line = Line::new().user(who);
            let line = match &stakeholder.wants {
                Some(wants) => line.text(": ").user(wants.as_str()),
                None => line,
            };
            match &stakeholder.cadence {
                Some(cadence) => line.text(" · ").user(cadence.as_str()),
                None => line,
            }
        }));
    }
    if let Some(authority) = &charter.authority {
        page.heading("Authority");
        page.fact("Move the target", person(&authority.rebaseline));
        page.fact("Accept a high risk", person(&authority.accept_high_risk));
        page.fact("Waive a gate", person(&authority.waive_gate));
    }
    page
}
