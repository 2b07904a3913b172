//! Everywhere a person is named, each with its place. Shared by the rules about people.

use crate::checks::Facts;
use crate::model::{Place, Program};
use crate::parse::PersonId;

/// All places that name somebody who is neither a person nor a team; none before there are people.
pub(super) fn unknown<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f Place, &'f PersonId)> {
    let program = facts.program;
    facts
        .people_named()
        .iter()
        .map(|(place, person)| (place, *person))
        .filter(|(_, person)| {
            let id = person.as_str();
            !(program.people.is_empty() || program.people.contains_key(id) || program.teams.contains_key(id))
        })
}

/// All places that name a person, by section and id.
pub(in crate::checks) fn named<'p>(program: &'p Program) -> Vec<(Place, &'p PersonId)> {
    let mut all: Vec<(Place, &'p PersonId)> = Vec::new();
    let mut add = |place: Place, person: Option<&'p PersonId>| {
        if let Some(person) = person {
            all.push((place, person));
        }
    };
    let charter = |field: &str| Place::field("charter", "", field);
    add(charter("sponsor"), program.charter.sponsor.as_ref());
    add(charter("tpm"), program.charter.tpm.as_ref());
    for (name, assumption) in program.charter.assumptions.iter() {
        add(
            charter("assumptions").key(name.as_str()).key("owner"),
            assumption.owner.as_ref(),
        );
    }
    if let Some(authority) = &program.charter.authority {
        let place = |field: &str| charter("authority").key(field);
        add(place("rebaseline"), authority.rebaseline.as_ref());
        add(place("accept_high_risk"), authority.accept_high_risk.as_ref());
        add(place("waive_gate"), authority.waive_gate.as_ref());
    }
    for (id, team) in program.teams.iter() {
        add(Place::field("teams", id.as_str(), "lead"), team.lead.as_ref());
        add(
            Place::field("teams", id.as_str(), "escalate_to"),
            team.escalate_to.as_ref(),
        );
    }
    for (id, person) in program.people.iter() {
        add(
            Place::field("people", id.as_str(), "deputy"),
            person.deputy.as_ref(),
        );
    }
    for (id, milestone) in program.milestones.iter() {
        add(
            Place::field("milestones", id.as_str(), "owner"),
            milestone.owner.as_ref(),
        );
        add(
            Place::field("milestones", id.as_str(), "deputy"),
            milestone.deputy.as_ref(),
        );
    }
    for (id, contract) in program.contracts.iter() {
        add(
            Place::field("contracts", id.as_str(), "owner"),
            contract.owner.as_ref(),
        );
        for (team, person) in contract.agreed_by.iter() {
            add(
                Place::field("contracts", id.as_str(), "agreed_by").key(team.as_str()),
                Some(person),
            );
        }
    }
    for (id, blocker) in program.blockers.iter() {
        add(
            Place::field("blockers", id.as_str(), "owner"),
            blocker.owner.as_ref(),
        );
        add(
            Place::field("blockers", id.as_str(), "waiting_on"),
            blocker.waiting_on.as_ref(),
        );
        let escalated = blocker
            .escalated
            .as_ref()
            .and_then(|escalated| escalated.to.as_ref());
        add(
            Place::field("blockers", id.as_str(), "escalated").key("to"),
            escalated,
        );
    }
    for (id, risk) in program.risks.iter() {
        add(Place::field("risks", id.as_str(), "owner"), risk.owner.as_ref());
        for (at, action) in risk.plan.iter().enumerate() {
            add(
                Place::field("risks", id.as_str(), "plan").at(at).key("owner"),
                action.owner.as_ref(),
            );
        }
    }
    for (id, decision) in program.decisions.iter() {
        add(
            Place::field("decisions", id.as_str(), "decider"),
            decision.decider.as_ref(),
        );
        add(
            Place::field("decisions", id.as_str(), "driver"),
            decision.driver.as_ref(),
        );
    }
    for (id, launch) in program.launches.iter() {
        let field = |field: &str| Place::field("launches", id.as_str(), field);
        if let Some(ops) = &launch.ops {
            add(field("ops").key("accepted_by"), ops.accepted_by.as_ref());
        }
        for (name, item) in launch.items.iter() {
            let place = |key: &str| field("items").key(name.as_str()).key(key);
            add(place("owner"), item.owner.as_ref());
            add(place("checked_by"), item.checked_by.as_ref());
        }
        for (at, comm) in launch.comms.iter().enumerate() {
            add(field("comms").at(at).key("owner"), comm.owner.as_ref());
        }
        if let Some(roles) = &launch.roles {
            add(field("roles").key("commander"), roles.commander.as_ref());
            add(field("roles").key("comms"), roles.comms.as_ref());
            add(field("roles").key("rollback"), roles.rollback.as_ref());
        }
    }
    all
}
