//! The program as a value. Two programs are equal when they say the same, however it is spelled, ordered or
//! split over files.

use super::{
    Blocker, Calendar, Charter, Contract, Decision, Launch, Milestone, MilestoneKind, Need, Person, Relation,
    Risk, Sample, Stage, Team,
};
use crate::parse::{ItemId, Map, PersonId, Slug, TeamId};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// Its id: the charter's, else the folder's name.
    pub id: Slug,
    /// Whether a file has a `charter:` section.
    pub has_charter: bool,
    /// The charter; empty without one.
    pub charter: Charter,
    /// The working days.
    pub calendar: Calendar,
    /// Teams by id.
    pub teams: Map<TeamId, Team>,
    /// People by id.
    pub people: Map<PersonId, Person>,
    /// Milestones by id.
    pub milestones: Map<ItemId, Milestone>,
    /// Contracts by id.
    pub contracts: Map<ItemId, Contract>,
    /// Blockers by id.
    pub blockers: Map<ItemId, Blocker>,
    /// Risks by id.
    pub risks: Map<ItemId, Risk>,
    /// Decisions by id.
    pub decisions: Map<ItemId, Decision>,
    /// Launches by the id of their milestone.
    pub launches: Map<ItemId, Launch>,
    /// Figures of the tracker, by the name of their file.
    pub metrics: BTreeMap<String, Vec<Sample>>,
    /// Decisions that another one supersedes.
    pub superseded: BTreeSet<ItemId>,
}

impl Program {
    /// How far the program is.
    pub fn stage(&self) -> Stage {
        self.charter.stage.unwrap_or(Stage::Proposed)
    }

    /// The target milestones: the charter's; without a charter the only milestone that nothing needs.
    pub fn targets(&self) -> Vec<&ItemId> {
        if self.has_charter {
            let known = |id: &ItemId| self.milestones.get_key_value(id.as_str()).map(|(key, _)| key);
            return self.charter.target.iter().filter_map(known).collect();
        }
        let mut needed: BTreeSet<&str> = BTreeSet::new();
        for milestone in self
            .milestones
            .values()
            .filter(|milestone| milestone.cancelled.is_none())
        {
            needed.extend(
                milestone
                    .needs
                    .iter()
                    .filter_map(|need| need.id.as_ref())
                    .map(|id| id.as_str()),
            );
        }
        let open = self
            .milestones
            .iter()
            .filter(|(_, milestone)| milestone.cancelled.is_none());
        let ends: Vec<&ItemId> = open
            .map(|(id, _)| id)
            .filter(|id| !needed.contains(id.as_str()))
            .collect();
        if ends.len() == 1 { ends } else { Vec::new() }
    }

    /// The title of the program, else its id.
    pub fn title(&self) -> &str {
        self.charter.title.as_deref().unwrap_or(self.id.as_str())
    }

    /// Whether anything is written in it at all.
    pub fn is_empty(&self) -> bool {
        !self.has_charter && self.ids().next().is_none() && self.teams.is_empty() && self.people.is_empty()
    }

    /// Programs that cross-program references name.
    pub fn neighbors(&self) -> BTreeSet<&str> {
        let needs = self
            .milestones
            .values()
            .flat_map(|milestone| milestone.needs.iter());
        let ids = needs.filter_map(|need| need.id.as_ref());
        ids.filter_map(|id| id.as_str().split_once('/'))
            .map(|(program, _)| program)
            .filter(|program| *program != self.id.as_str())
            .collect()
    }

    /// Whether something open is needed by nothing here and is no target: another program may need it.
    pub fn has_loose_ends(&self) -> bool {
        let live = self
            .milestones
            .values()
            .filter(|milestone| milestone.cancelled.is_none());
        let needs = live.flat_map(|milestone| milestone.needs.iter());
        let mut needed: FxHashSet<&str> = needs
            .filter_map(|need| need.id.as_ref())
            .map(|id| id.as_str())
            .collect();
        let sources = self
            .contracts
            .values()
            .filter_map(|contract| contract.source.as_ref());
        needed.extend(sources.map(|id| id.as_str()));
        needed.extend(self.targets().into_iter().map(|id| id.as_str()));
        let milestones = self.milestones.iter().filter(|(_, milestone)| {
            milestone.done.is_none()
                && milestone.cancelled.is_none()
                && milestone.kind != Some(MilestoneKind::Launch)
        });
        let contracts = self.contracts.iter().filter(|(_, contract)| {
            contract.delivered.is_none() && contract.accepted.is_none() && contract.withdrawn.is_none()
        });
        milestones
            .map(|(id, _)| id)
            .chain(contracts.map(|(id, _)| id))
            .any(|id| !needed.contains(id.as_str()))
    }

    /// Recomputes what follows from other fields; called whenever entities were replaced.
    pub fn settle(&mut self) {
        self.superseded = self
            .decisions
            .values()
            .flat_map(|decision| decision.supersedes.iter().cloned())
            .collect();
    }
}

impl Need {
    /// The relationship; finish-to-start unless another is named.
    pub fn relation(&self) -> Relation {
        self.type_.unwrap_or(Relation::FS)
    }
}
