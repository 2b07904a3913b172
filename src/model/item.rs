//! What the nodes of the schedule have in common, whichever section they are written in.

use super::{Contract, Decision, Milestone, Need, Program};
use crate::parse::{Date, ItemId, PersonId, TeamId};

/// The kinds of entity that have an id in the common namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A milestone.
    Milestone,
    /// A contract.
    Contract,
    /// A blocker.
    Blocker,
    /// A risk.
    Risk,
    /// A decision.
    Decision,
    /// A launch, keyed by its milestone.
    Launch,
}

impl Kind {
    /// The word used in messages and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Milestone => "milestone",
            Kind::Contract => "contract",
            Kind::Blocker => "blocker",
            Kind::Risk => "risk",
            Kind::Decision => "decision",
            Kind::Launch => "launch",
        }
    }

    /// The section it is written in.
    pub fn section(self) -> &'static str {
        match self {
            Kind::Milestone => "milestones",
            Kind::Contract => "contracts",
            Kind::Blocker => "blockers",
            Kind::Risk => "risks",
            Kind::Decision => "decisions",
            Kind::Launch => "launches",
        }
    }
}

/// A node of the schedule: a milestone, a contract or a decision.
#[derive(Clone, Copy, Debug)]
pub enum Item<'p> {
    /// A milestone.
    Milestone(&'p Milestone),
    /// A contract.
    Contract(&'p Contract),
    /// A decision.
    Decision(&'p Decision),
}

impl<'p> Item<'p> {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Item::Milestone(_) => Kind::Milestone,
            Item::Contract(_) => Kind::Contract,
            Item::Decision(_) => Kind::Decision,
        }
    }

    /// Its title.
    pub fn title(self) -> Option<&'p str> {
        match self {
            Item::Milestone(milestone) => milestone.title.as_deref(),
            Item::Contract(contract) => contract.title.as_deref(),
            Item::Decision(decision) => decision.title.as_deref(),
        }
    }

    /// Who answers for it: the owner, for a decision the decider.
    pub fn owner(self) -> Option<&'p PersonId> {
        match self {
            Item::Milestone(milestone) => milestone.owner.as_ref(),
            Item::Contract(contract) => contract.owner.as_ref(),
            Item::Decision(decision) => decision.decider.as_ref(),
        }
    }

    /// The date it was promised for: `due`, a contract's `need_by`, a decision's `decide_by`.
    pub fn due(self) -> Option<Date> {
        match self {
            Item::Milestone(milestone) => milestone.due,
            Item::Contract(contract) => contract.need_by,
            Item::Decision(decision) => decision.decide_by,
        }
    }

    /// The date the plan has for it: `due`, else `promised`, `need_by`, `decide_by`.
    pub fn planned(self) -> Option<Date> {
        match self {
            Item::Milestone(milestone) => milestone.due,
            Item::Contract(contract) => contract
                .promised
                .as_ref()
                .map(|promised| promised.likely())
                .or(contract.need_by),
            Item::Decision(decision) => decision.decide_by,
        }
    }

    /// The day it was finished, delivered or decided.
    pub fn done(self) -> Option<Date> {
        match self {
            Item::Milestone(milestone) => milestone.done,
            Item::Contract(contract) => contract.delivered.or(contract.accepted),
            Item::Decision(decision) => decision.decided,
        }
    }

    /// What it needs; only milestones list needs.
    pub fn needs(self) -> &'p [Need] {
        match self {
            Item::Milestone(milestone) => &milestone.needs,
            Item::Contract(_) | Item::Decision(_) => &[],
        }
    }
}

impl Program {
    /// The milestone, contract or decision of that id.
    pub fn item(&self, id: &str) -> Option<Item<'_>> {
        if let Some(milestone) = self.milestones.get(id) {
            return Some(Item::Milestone(milestone));
        }
        if let Some(contract) = self.contracts.get(id) {
            return Some(Item::Contract(contract));
        }
        self.decisions.get(id).map(Item::Decision)
    }

    /// All milestones, contracts and decisions, by kind and then by id.
    pub fn items(&self) -> impl Iterator<Item = (&ItemId, Item<'_>)> {
        let milestones = self
            .milestones
            .iter()
            .map(|(id, item)| (id, Item::Milestone(item)));
        let contracts = self.contracts.iter().map(|(id, item)| (id, Item::Contract(item)));
        let decisions = self.decisions.iter().map(|(id, item)| (id, Item::Decision(item)));
        milestones.chain(contracts).chain(decisions)
    }

    /// The id of a milestone, contract or decision as the program holds it.
    pub fn item_id(&self, id: &str) -> Option<&ItemId> {
        let milestone = self.milestones.get_key_value(id).map(|(id, _)| id);
        let contract = || self.contracts.get_key_value(id).map(|(id, _)| id);
        let decision = || self.decisions.get_key_value(id).map(|(id, _)| id);
        milestone.or_else(contract).or_else(decision)
    }

    /// The kind of the entity of that id; a launch shares its milestone's id and is not asked for.
    pub fn kind(&self, id: &str) -> Option<Kind> {
        if let Some(item) = self.item(id) {
            return Some(item.kind());
        }
        if self.blockers.contains_key(id) {
            return Some(Kind::Blocker);
        }
        self.risks.contains_key(id).then_some(Kind::Risk)
    }

    /// All ids of the common namespace, by kind and then by id.
    pub fn ids(&self) -> impl Iterator<Item = (Kind, &ItemId)> {
        let milestones = self.milestones.keys().map(|id| (Kind::Milestone, id));
        let contracts = self.contracts.keys().map(|id| (Kind::Contract, id));
        let blockers = self.blockers.keys().map(|id| (Kind::Blocker, id));
        let risks = self.risks.keys().map(|id| (Kind::Risk, id));
        let decisions = self.decisions.keys().map(|id| (Kind::Decision, id));
        milestones
            .chain(contracts)
            .chain(blockers)
            .chain(risks)
            .chain(decisions)
    }

    /// Whether it has left the network: cancelled, withdrawn or superseded.
    pub fn has_left(&self, id: &str) -> bool {
        self.item(id).is_some_and(|item| self.is_out(id, item))
    }

    /// The same of an item at hand.
    pub fn is_out(&self, id: impl AsRef<str>, item: Item<'_>) -> bool {
        match item {
            Item::Milestone(milestone) => milestone.cancelled.is_some(),
            Item::Contract(contract) => contract.withdrawn.is_some(),
            Item::Decision(_) => self.superseded.contains(id.as_ref()),
        }
    }

    /// The team an item belongs to: its own, else its owner's; a contract's is the giver.
    pub fn team_of(&self, item: Item<'_>) -> Option<&TeamId> {
        let of = |person: Option<&PersonId>| self.people.get(person?.as_str())?.team.as_ref();
        let id = match item {
            Item::Milestone(milestone) => milestone.team.as_ref().or_else(|| of(milestone.owner.as_ref())),
            Item::Contract(contract) => contract.from.as_ref(),
            Item::Decision(decision) => of(decision.decider.as_ref()),
        };
        // Tied to the program's own lifetime: an id that stands in an item stands in the program.
        id.and_then(|id| self.teams.get_key_value(id.as_str()).map(|(key, _)| key))
    }

    /// The full name of a person where it is known, else the id.
    pub fn name_of<'p>(&'p self, person: &'p str) -> &'p str {
        self.people
            .get(person)
            .and_then(|known| known.name.as_deref())
            .unwrap_or(person)
    }

    /// The title of a team where it is known, else the id.
    pub fn title_of<'p>(&'p self, team: &'p str) -> &'p str {
        let known = self.teams.get(team);
        known.and_then(|known| known.title.as_deref()).unwrap_or(team)
    }
}
