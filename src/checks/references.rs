//! Every reference of a program: where it stands, what it says, and what it may point at. People are not
//! among them.

use super::Facts;
use crate::model::{Kind, Place, Program};

/// What a reference may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// A milestone, contract or decision.
    Need,
    Milestone,
    MilestoneOrContract,
    Decision,
    Risk,
    /// Anything with an id.
    Anything,
    /// An objective of the charter.
    Objective,
    Team,
    /// An option of the decision itself, or `none`.
    Choice,
}

impl Wants {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Wants::Need => "milestone, contract or decision",
            Wants::Milestone => "milestone",
            Wants::MilestoneOrContract => "milestone or contract",
            Wants::Decision => "decision",
            Wants::Risk => "risk",
            Wants::Anything => "item",
            Wants::Objective => "objective",
            Wants::Team => "team",
            Wants::Choice => "option",
        }
    }

    /// Whether ids of the common namespace are meant.
    pub(super) fn is_item(self) -> bool {
        !matches!(self, Wants::Objective | Wants::Team | Wants::Choice)
    }

    fn takes(self, kind: Kind) -> bool {
        match self {
            Wants::Need => matches!(kind, Kind::Milestone | Kind::Contract | Kind::Decision),
            Wants::Milestone => kind == Kind::Milestone,
            Wants::MilestoneOrContract => matches!(kind, Kind::Milestone | Kind::Contract),
            Wants::Decision => kind == Kind::Decision,
            Wants::Risk => kind == Kind::Risk,
            Wants::Anything => true,
            Wants::Objective | Wants::Team | Wants::Choice => false,
        }
    }
}

/// One reference.
#[derive(Clone, Debug)]
pub(super) struct Reference<'p> {
    /// Where it stands.
    pub(super) place: Place,
    /// What it says.
    pub(super) id: &'p str,
    /// How it is read between the item and the id.
    pub(super) verb: &'static str,
    /// What it may point at.
    pub(super) wants: Wants,
}

impl<'p> Reference<'p> {
    /// The item that refers.
    pub(super) fn subject(&self) -> &str {
        if self.place.id.is_empty() {
            self.place.section
        } else {
            &self.place.id
        }
    }

    /// Whether what it points at exists, of whatever kind.
    pub(super) fn is_known(&self, program: &Program) -> bool {
        if self.wants.is_item() {
            program.kind(self.id).is_some()
        } else {
            self.fits(program)
        }
    }

    /// Whether what it points at exists and is of a kind that belongs here.
    pub(super) fn fits(&self, program: &Program) -> bool {
        match self.wants {
            Wants::Choice if self.id == "none" => true,
            // Teams are looked for once there are any.
            Wants::Team if program.teams.is_empty() => true,
            Wants::Choice | Wants::Team | Wants::Objective => self.candidates(program).contains(&self.id),
            _ => kinds(program, self.id).any(|kind| self.wants.takes(kind)),
        }
    }

    /// All ids that would do.
    pub(super) fn candidates<'q>(&self, program: &'q Program) -> Vec<&'q str> {
        match self.wants {
            Wants::Objective => program.charter.objectives.keys().map(|id| id.as_str()).collect(),
            Wants::Team => program.teams.keys().map(|id| id.as_str()).collect(),
            Wants::Choice => {
                let decision = program.decisions.get(self.place.id.as_str());
                decision
                    .into_iter()
                    .flat_map(|decision| decision.options.keys())
                    .map(|id| id.as_str())
                    .collect()
            }
            wants => {
                let fitting = program.ids().filter(|(kind, _)| wants.takes(*kind));
                fitting
                    .map(|(_, id)| id.as_str())
                    .filter(|id| *id != self.place.id)
                    .collect()
            }
        }
    }
}

/// The kinds of things that an id stands for: one, unless it is a duplicate.
fn kinds<'a>(program: &'a Program, id: &'a str) -> impl Iterator<Item = Kind> + 'a {
    let known = [
        (Kind::Milestone, program.milestones.contains_key(id)),
        (Kind::Contract, program.contracts.contains_key(id)),
        (Kind::Blocker, program.blockers.contains_key(id)),
        (Kind::Risk, program.risks.contains_key(id)),
        (Kind::Decision, program.decisions.contains_key(id)),
    ];
    known.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind)
}

/// File and line of an item in parentheses, to stand behind its id.
pub(super) fn home(facts: &Facts<'_>, id: &str) -> String {
    let Some(kind) = facts.program.kind(id) else {
        return String::new();
    };
    facts
        .documents
        .find(&Place::item(kind.section(), id))
        .map_or_else(String::new, |at| {
            let file = facts.sources.file(at.file);
            format!(" ({}:{})", file.path, file.position(at.span.start).line)
        })
}

/// All references of a program.
pub(super) fn all(program: &Program) -> Vec<Reference<'_>> {
    let mut list = Collected(Vec::new());
    list.each(
        "charter",
        "",
        "target",
        program.charter.target.iter().map(|id| id.as_str()),
        "targets",
        Wants::Milestone,
    );
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
    }
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
    }
}
