//! Every reference of a program: where it stands, what it says, and what it may point at. Where only a person
//! can stand, it is not among them.

mod collect;

pub(super) use collect::all;

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
    /// A person; only in what an option sets, since persons have rules of their own.
    Person,
    /// A team or a person.
    TeamOrPerson,
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
            Wants::Person => "person",
            Wants::TeamOrPerson => "team or person",
            Wants::Choice => "option",
        }
    }

    /// The same with its article.
    pub(super) fn one(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }

    /// Whether ids of the common namespace are meant.
    pub(super) fn is_item(self) -> bool {
        !matches!(
            self,
            Wants::Objective | Wants::Team | Wants::Person | Wants::TeamOrPerson | Wants::Choice
        )
    }

    fn takes(self, kind: Kind) -> bool {
        match self {
            Wants::Need => matches!(kind, Kind::Milestone | Kind::Contract | Kind::Decision),
            Wants::Milestone => kind == Kind::Milestone,
            Wants::MilestoneOrContract => matches!(kind, Kind::Milestone | Kind::Contract),
            Wants::Decision => kind == Kind::Decision,
            Wants::Risk => kind == Kind::Risk,
            Wants::Anything => true,
            Wants::Objective | Wants::Team | Wants::Person | Wants::TeamOrPerson | Wants::Choice => false,
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
    /// What stands before and after the id in the same word: `people.` and `.away` in what an option sets.
    pub(super) around: (&'p str, &'p str),
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

    /// The word as it would stand there with another id.
    pub(super) fn respelt(&self, id: &str) -> String {
        format!("{}{id}{}", self.around.0, self.around.1)
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
        let id = self.id;
        let is_team = || program.teams.contains_key(id);
        let is_person = || program.people.contains_key(id);
        match self.wants {
            Wants::Choice => {
                let decision = program.decisions.get(self.place.id.as_str());
                id == "none" || decision.is_some_and(|decision| decision.options.contains_key(id))
            }
            // Teams and people are looked for once there are any.
            Wants::Team => program.teams.is_empty() || is_team(),
            Wants::Person => program.people.is_empty() || is_person(),
            Wants::TeamOrPerson => {
                program.teams.is_empty() || program.people.is_empty() || is_team() || is_person()
            }
            Wants::Objective => program.charter.objectives.contains_key(id),
            _ => kinds(program, id).any(|kind| self.wants.takes(kind)),
        }
    }

    /// All ids that would do.
    pub(super) fn candidates<'q>(&self, program: &'q Program) -> Vec<&'q str> {
        match self.wants {
            Wants::Objective => program.charter.objectives.keys().map(|id| id.as_str()).collect(),
            Wants::Team => program.teams.keys().map(|id| id.as_str()).collect(),
            Wants::Person => program.people.keys().map(|id| id.as_str()).collect(),
            Wants::TeamOrPerson => {
                let teams = program.teams.keys().map(|id| id.as_str());
                teams.chain(program.people.keys().map(|id| id.as_str())).collect()
            }
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
