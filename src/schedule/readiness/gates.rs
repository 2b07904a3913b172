//! The items of a launch: whether each is ready, what shows it, and when it will be.

use super::{Known, Readiness, Refusal};
use crate::model::{Launch, LaunchItem, Milestone, MilestoneKind};
use crate::parse::{Date, ItemId, PersonId, Slug};
use crate::schedule::Schedule;

/// How an item of a launch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateState {
    /// Expected, and not written.
    Missing,
    /// Not begun.
    Todo,
    /// Begun.
    Doing,
    /// Ready, but nothing shows it.
    Unproven,
    /// Ready, and something shows it.
    Ready,
    /// Waived by whoever may.
    Waived,
}

impl GateState {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            GateState::Missing => "missing",
            GateState::Todo => "todo",
            GateState::Doing => "doing",
            GateState::Unproven => "unproven",
            GateState::Ready => "ready",
            GateState::Waived => "waived",
        }
    }
}

/// One item of a launch.
#[derive(Clone, Debug)]
pub struct Gate<'p> {
    /// Its name.
    pub name: &'p str,
    /// What is written about it; nothing of an expected item that is not there.
    pub item: Option<&'p LaunchItem>,
    /// How it stands.
    pub state: GateState,
    /// The milestone that covers it.
    pub covered_by: Option<&'p ItemId>,
    /// Who sees to it.
    pub owner: Option<&'p PersonId>,
    /// Until when; a covering milestone's due date.
    pub by: Option<Date>,
    /// When it was ready.
    pub ready: Option<Date>,
    /// The earliest date of the covering milestone, while it is open.
    pub earliest: Option<Date>,
    /// What shows that it is ready.
    pub proof: Option<&'p str>,
    /// The decision that is to waive it, and why it does not.
    pub refused: Option<(&'p ItemId, Refusal<'p>)>,
    /// How many working days ago it was shown, where that is too long.
    pub stale: Option<i64>,
}

impl Gate<'_> {
    /// Whether it stands in the way of a go.
    pub fn is_blocking(&self) -> bool {
        !matches!(self.state, GateState::Ready | GateState::Waived)
    }

    /// Whether it still has to be got ready.
    pub fn is_to_do(&self) -> bool {
        matches!(self.state, GateState::Todo | GateState::Doing)
    }

    /// Whether it is about quality assurance.
    pub fn is_qa(&self) -> bool {
        self.name == "qa" || self.name.starts_with("qa-")
    }

    /// Whether it is the security review.
    pub fn is_review(&self) -> bool {
        self.name == "security-review"
    }

    /// When it will be ready as far as anybody knows: the covering milestone's earliest date, else `by`.
    pub fn end(&self) -> Option<Date> {
        self.earliest.or(self.by).filter(|_| self.is_to_do())
    }

    /// When it will be ready, if that is later than the launch reaches anybody.
    pub fn after(&self, launch: &Readiness<'_>) -> Option<Date> {
        self.end()
            .filter(|end| launch.start.is_some_and(|start| *end > start))
    }
}

impl<'p> Schedule<'p> {
    /// The items of a launch: the expected ones first, in their order, then its own by name.
    pub(super) fn gates(&self, launch: Option<&'p Launch>, known: &Known<'p>) -> Vec<Gate<'p>> {
        let standard = &known.standard;
        let written = |name: &str| launch.and_then(|launch| launch.items.get_key_value(name));
        let expected = standard.items.iter().map(|name| match written(name) {
            Some((name, item)) => self.gate(name, item, known),
            None => Gate {
                name,
                item: None,
                state: GateState::Missing,
                covered_by: None,
                owner: None,
                by: None,
                ready: None,
                earliest: None,
                proof: None,
                refused: None,
                stale: None,
            },
        });
        let mut gates: Vec<Gate<'p>> = expected.collect();
        let own = launch.into_iter().flat_map(|launch| launch.items.iter());
        let own = own.filter(|(name, _)| !standard.items.contains(&name.as_str()));
        gates.extend(own.map(|(name, item)| self.gate(name, item, known)));
        gates
    }

    fn gate(&self, name: &'p Slug, item: &'p LaunchItem, known: &Known<'p>) -> Gate<'p> {
        let program = self.program();
        let ready = item.ready.filter(|ready| *ready <= self.as_of);
        let mut gate = Gate {
            name: name.as_str(),
            item: Some(item),
            state: match (ready, item.started) {
                (Some(_), _) if item.proof.is_some() => GateState::Ready,
                (Some(_), _) => GateState::Unproven,
                (None, Some(started)) if started <= self.as_of => GateState::Doing,
                _ => GateState::Todo,
            },
            covered_by: item.covered_by.as_ref(),
            owner: item.owner.as_ref(),
            by: item.by,
            ready,
            earliest: None,
            proof: item.proof.as_deref(),
            refused: None,
            stale: None,
        };
        if let Some(id) = &item.covered_by {
            self.cover(&mut gate, id, known);
        }
        if let Some(decision) = item.waived.as_ref().filter(|_| gate.state != GateState::Ready) {
            match program.stands(decision.as_str(), program.may_waive(), self.as_of) {
                Ok(_) => gate.state = GateState::Waived,
                Err(refusal) => gate.refused = Some((decision, refusal)),
            }
        }
        let age = gate.ready.map(|ready| self.days_between(ready, self.as_of));
        gate.stale = age.filter(|age| gate.state == GateState::Ready && *age > known.standard.stale_after);
        gate
    }

    /// Takes over from the covering milestone what the item does not say itself.
    fn cover(&self, gate: &mut Gate<'p>, id: &ItemId, known: &Known<'p>) {
        let program = self.program();
        let Some(milestone) = program.milestones.get(id.as_str()) else {
            return;
        };
        gate.owner = gate.owner.or(milestone.owner.as_ref());
        gate.by = gate.by.or(milestone.due);
        gate.proof = gate.proof.or_else(|| proof_of(milestone));
        if milestone.cancelled.is_some() {
            gate.state = GateState::Todo;
            return;
        }
        match milestone.done.filter(|done| *done <= self.as_of) {
            Some(done) => {
                gate.ready = Some(done);
                let is_shown = gate.proof.is_some() || !known.asks_proof(id, milestone);
                gate.state = if is_shown {
                    GateState::Ready
                } else {
                    GateState::Unproven
                };
            }
            None => {
                let row = self.row(id);
                gate.earliest = row.as_ref().and_then(|row| row.early_finish);
                let is_begun = milestone.started.is_some_and(|started| started <= self.as_of);
                gate.state = if is_begun {
                    GateState::Doing
                } else {
                    GateState::Todo
                };
            }
        }
    }
}

impl Known<'_> {
    /// Whether `done` of a milestone has to be shown: of targets, launches and reviews.
    fn asks_proof(&self, id: &ItemId, milestone: &Milestone) -> bool {
        let kind = milestone.kind;
        let is_kind = matches!(kind, Some(MilestoneKind::Launch | MilestoneKind::Review));
        is_kind || self.targets.contains(id.as_str())
    }
}

/// What shows that a milestone is done: the proof of a criterion, else what it delivers.
fn proof_of(milestone: &Milestone) -> Option<&str> {
    let proofs = milestone
        .accept
        .iter()
        .filter_map(|criterion| criterion.proof.as_deref());
    proofs
        .chain(milestone.deliverables.iter().map(String::as_str))
        .next()
}
