//! What the rules about decisions share: which still have to be decided.

use crate::checks::Facts;
use crate::model::Decision;
use crate::parse::ItemId;

/// The decisions that are open or put off, by id.
pub(super) fn pending<'p>(facts: &Facts<'p>) -> impl Iterator<Item = (&'p ItemId, &'p Decision)> {
    let program = facts.program;
    let decisions = program.decisions.iter();
    decisions.filter(move |(id, decision)| program.decision_state(id, decision).is_pending())
}

/// The decisions that no other one superseded, by id.
pub(super) fn standing<'p>(facts: &Facts<'p>) -> impl Iterator<Item = (&'p ItemId, &'p Decision)> {
    let program = facts.program;
    let decisions = program.decisions.iter();
    decisions.filter(move |(id, _)| !program.superseded.contains(*id))
}
