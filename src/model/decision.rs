//! The state of a decision, which follows from its dated facts.

use super::{Decision, Program};
use crate::parse::{Date, ItemId};

/// The state of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionState {
    /// Not decided, and on the table.
    Open,
    /// Not decided, and put off.
    Deferred,
    /// Decided.
    Decided,
    /// Another decision took its place.
    Superseded,
}

impl DecisionState {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            DecisionState::Open => "open",
            DecisionState::Deferred => "deferred",
            DecisionState::Decided => "decided",
            DecisionState::Superseded => "superseded",
        }
    }

    /// Whether it still has to be decided.
    pub fn is_pending(self) -> bool {
        matches!(self, DecisionState::Open | DecisionState::Deferred)
    }
}

impl Decision {
    /// When it has to be decided: `decide_by`, or the later date to which it was put off.
    pub fn decide_by(&self) -> Option<Date> {
        let deferred = self.deferred.as_ref().and_then(|deferral| deferral.to);
        self.decide_by.max(deferred)
    }
}

impl Program {
    /// The state of a decision of this program.
    pub fn decision_state(&self, id: &ItemId, decision: &Decision) -> DecisionState {
        if self.superseded.contains(id) {
            DecisionState::Superseded
        } else if decision.decided.is_some() {
            DecisionState::Decided
        } else if decision.deferred.is_some() {
            DecisionState::Deferred
        } else {
            DecisionState::Open
        }
    }
}
