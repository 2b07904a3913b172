//! What the rules about contracts share: which are still to come, who needs each, and when.

use crate::checks::Facts;
use crate::graph::Ix;
use crate::model::{Contract, Item, Place};
use crate::parse::{Date, Duration, Estimate, ItemId, TeamId, Unit};
pub(super) use crate::schedule::{Needed, arrival, order_by, working_day};
use std::collections::BTreeSet;

/// A contract that is still to come: neither withdrawn, delivered nor accepted.
pub(super) struct Awaited<'a> {
    pub(super) id: &'a ItemId,
    pub(super) contract: &'a Contract,
    pub(super) ix: Ix,
}

/// All contracts that are still to come, by id.
pub(super) fn awaited<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Awaited<'a>> {
    let graph = &facts.schedule.plan.graph;
    let program = facts.program;
    program.contracts.iter().filter_map(move |(id, contract)| {
        let is_over =
            contract.delivered.is_some() || contract.accepted.is_some() || contract.withdrawn.is_some();
        let ix = graph.find(id.as_str()).filter(|_| !is_over)?;
        // What is written of its end, or as a whole, and could not be read is already told of.
        if is_unreadable(facts, "contracts", id, &["delivered", "accepted", "withdrawn"]) {
            return None;
        }
        let is_contract = matches!(graph.nodes[ix as usize].item, Item::Contract(_));
        is_contract.then_some(Awaited { id, contract, ix })
    })
}

/// Whether an entity is no map of fields, or has one of these fields; asked of fields whose value is missing.
pub(super) fn is_unreadable(facts: &Facts<'_>, section: &str, id: &ItemId, fields: &[&str]) -> bool {
    let Some((_, value)) = facts.documents.entity(section, id.as_str()) else {
        return false;
    };
    if !value.is_mapping() {
        return !value.is_null();
    }
    let written = |field: &&str| value.get(field).is_some_and(|(_, value)| !value.is_null());
    fields.iter().any(written)
}

/// When a contract is needed; see [`Schedule::needed`](crate::schedule::Schedule::needed).
pub(super) fn needed<'a>(facts: &Facts<'a>, awaited: &Awaited<'a>) -> Option<Needed<'a>> {
    facts.schedule.needed(awaited.contract, awaited.ix)
}

/// The ids of this program that other programs need.
pub(super) fn needed_elsewhere<'a>(facts: &Facts<'a>) -> BTreeSet<&'a str> {
    let prefix = format!("{}/", facts.program.id);
    let others = facts.others.iter();
    let live = others
        .flat_map(|other| other.milestones.values())
        .filter(|milestone| milestone.cancelled.is_none());
    live.flat_map(|milestone| milestone.needs.iter())
        .filter_map(|need| need.id.as_ref()?.as_str().strip_prefix(prefix.as_str()))
        .collect()
}

/// Whether a milestone of this program needs it.
pub(super) fn is_needed_here(facts: &Facts<'_>, awaited: &Awaited<'_>) -> bool {
    let mut needs = facts.schedule.plan.graph.needed_by(awaited.ix);
    needs.next().is_some()
}

/// Whether a contract that nobody has agreed to is needed within the days that agreeing takes.
pub(super) fn is_late_proposal<'a>(facts: &Facts<'a>, awaited: &Awaited<'a>) -> bool {
    let contract = awaited.contract;
    let has_sides = contract.from.is_some() && contract.to.is_some();
    let is_proposed =
        contract.agreed_by.is_empty() && contract.frozen.is_none() && contract.disputed.is_none();
    has_sides
        && is_proposed
        && !facts.documents.has("contracts", awaited.id.as_str(), "agreed_by")
        && needed(facts, awaited)
            .is_some_and(|needed| facts.schedule.days_between(facts.as_of, needed.date) <= AGREEING)
}

/// Working days before the need in which a contract has to be agreed.
const AGREEING: i64 = 20;

/// Where the promised date is written: of three, the likely one.
pub(super) fn promised_at(awaited: &Awaited<'_>) -> Place {
    let place = Place::field("contracts", awaited.id.as_str(), "promised");
    match awaited.contract.promised {
        Some(Estimate::Three(_)) => place.at(1),
        _ => place,
    }
}

/// `in 12 d`, `today`, `3 d ago`.
pub(super) fn when(facts: &Facts<'_>, date: Date) -> String {
    match facts.schedule.days_between(facts.as_of, date) {
        0 if date == facts.as_of => "today".into(),
        0 => date.near(facts.as_of),
        days if days < 0 => format!("{} d ago", -days),
        days => format!("in {days} d"),
    }
}

/// The words for whom to ask in a team: its lead, else the team.
pub(super) fn ask<'a>(facts: &Facts<'a>, team: Option<&'a TeamId>) -> &'a str {
    let Some(team) = team else { return "the giver" };
    let lead = facts
        .program
        .teams
        .get(team.as_str())
        .and_then(|team| team.lead.as_ref());
    lead.map_or(team.as_str(), |lead| facts.program.name_of(lead.as_str()))
}

/// `30 d`, `6 weeks`, `42 calendar days`.
pub(super) fn spoken(duration: Duration) -> String {
    let amount = duration.amount;
    match duration.unit {
        Unit::Days => format!("{amount} d"),
        Unit::Weeks if amount == 1 => "1 week".into(),
        Unit::Weeks => format!("{amount} weeks"),
        Unit::Elapsed if amount == 1 => "1 calendar day".into(),
        Unit::Elapsed => format!("{amount} calendar days"),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::told;

    #[test]
    fn what_could_not_be_read_is_told_once() {
        let told = told(
            "\
contracts:
  came: {title: Came, from: infra, to: data, owner: lee, delivered: soon}
  listed: [one]
blockers:
  b-over: {title: No access, resolved: soon}
",
        );
        let of = |start: &str| told.iter().filter(|found| found.starts_with(start)).count();
        assert_eq!(of("bad-date"), 2, "{told:?}");
        assert_eq!(of("wrong-type"), 1, "{told:?}");
        assert_eq!(of("contract") + of("unused") + of("blocker"), 0, "{told:?}");
    }
}
