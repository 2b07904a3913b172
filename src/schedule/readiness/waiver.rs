//! Whether a decision stands for what is asked of it: a launch item waived, a launch allowed to go.

use crate::model::{Decision, Program};
use crate::parse::{Date, PersonId};

/// Why a decision does not stand for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal<'p> {
    /// There is no such decision.
    Unknown,
    /// It is not decided.
    Open,
    /// Another one has replaced it.
    Superseded,
    /// None of its options was chosen.
    Declined,
    /// Nobody is named who decided.
    Nobody,
    /// Somebody else may decide it.
    NotTheirs {
        /// Who decided.
        decider: &'p PersonId,
        /// Who may.
        authority: &'p PersonId,
    },
}

impl Program {
    /// Whether a decision stands on a day; where somebody is named who alone may take it, only theirs does.
    ///
    /// # Errors
    /// Why it does not.
    pub fn stands<'p>(
        &'p self,
        decision: &str,
        authority: Option<&'p PersonId>,
        on: Date,
    ) -> Result<&'p Decision, Refusal<'p>> {
        let (id, known) = self.decisions.get_key_value(decision).ok_or(Refusal::Unknown)?;
        if self.superseded.contains(id) {
            return Err(Refusal::Superseded);
        }
        if known.decided.is_none_or(|decided| decided > on) {
            return Err(Refusal::Open);
        }
        if known
            .chosen
            .as_ref()
            .is_some_and(|chosen| chosen.as_str() == "none")
        {
            return Err(Refusal::Declined);
        }
        match (&known.decider, authority) {
            (None, _) => Err(Refusal::Nobody),
            (Some(decider), Some(authority)) if decider != authority => {
                Err(Refusal::NotTheirs { decider, authority })
            }
            _ => Ok(known),
        }
    }

    /// Who alone may waive a launch item, where the charter says so.
    pub fn may_waive(&self) -> Option<&PersonId> {
        self.charter.authority.as_ref()?.waive_gate.as_ref()
    }
}
