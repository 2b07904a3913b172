//! Milestones that a change adds to a program that is delivering, and the way to its target.

use super::{Change, Facts};
use crate::model::{Kind, Stage};
use rustc_hash::FxHashSet;

/// The milestones that came while the program was delivering; none where nothing was promised yet. One that
/// only has another name is not new.
pub(super) fn milestones<'a>(facts: &Facts<'_>, change: &Change<'a>) -> Vec<&'a str> {
    let twins: FxHashSet<String> = change.twins(facts).into_iter().map(|twin| twin.new).collect();
    let was_delivering = change.diff.base.stage() >= Stage::Delivering;
    let added = change.diff.added.iter().filter(|_| was_delivering);
    added
        .filter(|(kind, id)| *kind == Kind::Milestone && !twins.contains(id))
        .map(|(_, id)| id.as_str())
        .collect()
}

/// Everything that a target waits for, however far up, and the targets themselves.
pub(super) fn on_the_way<'a>(facts: &Facts<'a>) -> FxHashSet<&'a str> {
    let plan = &facts.schedule.plan;
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut open = plan.targets.clone();
    while let Some(ix) = open.pop() {
        if seen.insert(plan.graph.nodes[ix as usize].id.as_str()) {
            open.extend(plan.graph.needs(ix).iter().map(|edge| edge.from));
        }
    }
    seen
}
