//! Going through a program for everything that refers to something else.

use super::{Reference, Wants};
use crate::model::{Place, Program, Response};

/// All references of a program.
pub(in crate::checks) fn all(program: &Program) -> Vec<Reference<'_>> {
    let mut list = Collected(Vec::new());
    list.each(
        "charter",
        "",
        "target",
        program.charter.target.iter().map(|id| id.as_str()),
        "targets",
        Wants::Milestone,
    );
    for (number, stakeholder) in program.charter.stakeholders.iter().enumerate() {
        let place = Place::field("charter", "", "stakeholders").at(number).key("who");
        list.one(
            place,
            stakeholder.who.as_ref().map(|id| id.as_str()),
            "informs",
            Wants::TeamOrPerson,
        );
    }
    for (id, person) in program.people.iter() {
        let place = Place::field("people", id.as_str(), "team");
        list.one(
            place,
            person.team.as_ref().map(|id| id.as_str()),
            "is in team",
            Wants::Team,
        );
    }
    milestones(program, &mut list);
    contracts(program, &mut list);
    others(program, &mut list);
    launches(program, &mut list);
    list.0
}

struct Collected<'p>(Vec<Reference<'p>>);

impl<'p> Collected<'p> {
    fn one(&mut self, place: Place, id: Option<&'p str>, verb: &'static str, wants: Wants) {
        if let Some(id) = id {
            self.0.push(Reference {
                place,
                id,
                verb,
                wants,
                around: ("", ""),
            });
        }
    }

    fn each(
        &mut self,
        section: &'static str,
        item: &str,
        field: &str,
        ids: impl Iterator<Item = &'p str>,
        verb: &'static str,
        wants: Wants,
    ) {
        for (number, id) in ids.enumerate() {
            self.one(
                Place::field(section, item, field).at(number),
                Some(id),
                verb,
                wants,
            );
        }
    }
}

fn milestones<'p>(program: &'p Program, list: &mut Collected<'p>) {
    for (id, milestone) in program.milestones.iter() {
        let field = |name: &str| Place::field("milestones", id.as_str(), name);
        for (number, need) in milestone.needs.iter().enumerate() {
            // A need written as one word has no `id`; its place is then the word.
            let place = field("needs").at(number).key("id");
            list.one(
                place,
                need.id.as_ref().map(|id| id.as_str()),
                "needs",
                Wants::Need,
            );
        }
        list.one(
            field("team"),
            milestone.team.as_ref().map(|id| id.as_str()),
            "is of team",
            Wants::Team,
        );
        let serves = milestone.serves.iter().map(|id| id.as_str());
        list.each(
            "milestones",
            id.as_str(),
            "serves",
            serves,
            "serves",
            Wants::Objective,
        );
        let decision = milestone
            .cancelled
            .as_ref()
            .and_then(|ending| ending.decision.as_ref());
        let place = field("cancelled").key("decision");
        list.one(
            place,
            decision.map(|id| id.as_str()),
            "is cancelled by",
            Wants::Decision,
        );
    }
}

fn contracts<'p>(program: &'p Program, list: &mut Collected<'p>) {
    for (id, contract) in program.contracts.iter() {
        let field = |name: &str| Place::field("contracts", id.as_str(), name);
        list.one(
            field("from"),
            contract.from.as_ref().map(|id| id.as_str()),
            "is from",
            Wants::Team,
        );
        list.one(
            field("to"),
            contract.to.as_ref().map(|id| id.as_str()),
            "is to",
            Wants::Team,
        );
        list.one(
            field("source"),
            contract.source.as_ref().map(|id| id.as_str()),
            "has source",
            Wants::Milestone,
        );
        for team in contract.agreed_by.keys() {
            let place = field("agreed_by").key(team.as_str()).on_key();
            list.one(place, Some(team.as_str()), "is agreed by", Wants::Team);
        }
        let decision = contract
            .disputed
            .as_ref()
            .and_then(|dispute| dispute.decision.as_ref());
        let place = field("disputed").key("decision");
        list.one(
            place,
            decision.map(|id| id.as_str()),
            "is disputed until",
            Wants::Decision,
        );
        let decision = contract
            .withdrawn
            .as_ref()
            .and_then(|ending| ending.decision.as_ref());
        let place = field("withdrawn").key("decision");
        list.one(
            place,
            decision.map(|id| id.as_str()),
            "is withdrawn by",
            Wants::Decision,
        );
    }
}

fn others<'p>(program: &'p Program, list: &mut Collected<'p>) {
    for (id, blocker) in program.blockers.iter() {
        let blocks = blocker.blocks.iter().map(|id| id.as_str());
        list.each("blockers", id.as_str(), "blocks", blocks, "blocks", Wants::Need);
        let place = Place::field("blockers", id.as_str(), "from_risk");
        list.one(
            place,
            blocker.from_risk.as_ref().map(|id| id.as_str()),
            "comes from",
            Wants::Risk,
        );
    }
    for (id, risk) in program.risks.iter() {
        let hits = risk.hits.iter().map(|id| id.as_str());
        list.each(
            "risks",
            id.as_str(),
            "hits",
            hits,
            "hits",
            Wants::MilestoneOrContract,
        );
        let verb = match risk.response {
            Some(Response::Transfer) => "is transferred to",
            Some(Response::Escalate) => "is escalated to",
            _ => "goes to",
        };
        let to = risk.to.as_ref().map(|id| id.as_str());
        list.one(
            Place::field("risks", id.as_str(), "to"),
            to,
            verb,
            Wants::TeamOrPerson,
        );
        let place = Place::field("risks", id.as_str(), "decision");
        list.one(
            place,
            risk.decision.as_ref().map(|id| id.as_str()),
            "is accepted by",
            Wants::Decision,
        );
        let decision = risk.closed.as_ref().and_then(|ending| ending.decision.as_ref());
        let place = Place::field("risks", id.as_str(), "closed").key("decision");
        list.one(
            place,
            decision.map(|id| id.as_str()),
            "is closed by",
            Wants::Decision,
        );
    }
    for (id, decision) in program.decisions.iter() {
        let changes = decision.changes.iter().map(|id| id.as_str());
        list.each(
            "decisions",
            id.as_str(),
            "changes",
            changes,
            "changes",
            Wants::Anything,
        );
        let supersedes = decision.supersedes.iter().map(|id| id.as_str());
        list.each(
            "decisions",
            id.as_str(),
            "supersedes",
            supersedes,
            "supersedes",
            Wants::Decision,
        );
        let place = Place::field("decisions", id.as_str(), "chosen");
        list.one(
            place,
            decision.chosen.as_ref().map(|id| id.as_str()),
            "chose",
            Wants::Choice,
        );
        let consulted = decision.consulted.iter().map(|id| id.as_str());
        list.each(
            "decisions",
            id.as_str(),
            "consulted",
            consulted,
            "consults",
            Wants::TeamOrPerson,
        );
        let informed = decision.informed.iter().map(|id| id.as_str());
        list.each(
            "decisions",
            id.as_str(),
            "informed",
            informed,
            "informs",
            Wants::TeamOrPerson,
        );
        for (name, option) in decision.options.iter() {
            for path in option.set.keys() {
                let place = Place::field("decisions", id.as_str(), "options").key(name.as_str());
                list.0.extend(set(place.key("set").key(path).on_key(), path));
            }
        }
    }
}

/// What an option sets: `data-backfill.duration`, `people.chen.away`; nothing where no entity can be missing.
fn set(place: Place, path: &str) -> Option<Reference<'_>> {
    let (first, rest) = path.split_once('.')?;
    let wants = match first {
        "charter" | "calendar" => return None,
        "people" => Wants::Person,
        "teams" => Wants::Team,
        "launches" => Wants::Milestone,
        "milestones" | "contracts" | "blockers" | "risks" | "decisions" => Wants::Anything,
        _ => {
            return Some(Reference {
                place,
                id: first,
                verb: "sets",
                wants: Wants::Anything,
                around: ("", &path[first.len()..]),
            });
        }
    };
    let (id, _) = rest.split_once('.')?;
    Some(Reference {
        place,
        id,
        verb: "sets",
        wants,
        around: (&path[..=first.len()], &rest[id.len()..]),
    })
}

fn launches<'p>(program: &'p Program, list: &mut Collected<'p>) {
    for (id, launch) in program.launches.iter() {
        let field = |name: &str| Place::field("launches", id.as_str(), name);
        let team = launch.ops.as_ref().and_then(|ops| ops.team.as_ref());
        list.one(
            field("ops").key("team"),
            team.map(|id| id.as_str()),
            "is operated by",
            Wants::Team,
        );
        list.one(
            field("go"),
            launch.go.as_ref().map(|id| id.as_str()),
            "goes by",
            Wants::Decision,
        );
        for (key, item) in launch.items.iter() {
            let at = field("items").key(key.as_str());
            let covered = item.covered_by.as_ref().map(|id| id.as_str());
            list.one(
                at.clone().key("covered_by"),
                covered,
                "is covered by",
                Wants::Milestone,
            );
            list.one(
                at.key("waived"),
                item.waived.as_ref().map(|id| id.as_str()),
                "is waived by",
                Wants::Decision,
            );
        }
        for (number, comm) in launch.comms.iter().enumerate() {
            list.one(
                field("comms").at(number).key("to"),
                comm.to.as_ref().map(|id| id.as_str()),
                "tells",
                Wants::TeamOrPerson,
            );
        }
    }
}
