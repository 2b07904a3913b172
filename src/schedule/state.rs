//! The state of every item, which follows from dated facts and from what it needs.

use super::plan::{Plan, Progress};
use super::{Driver, Placed};
use crate::graph::Ix;
use crate::model::{Item, Relation};

/// The state of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Finished, delivered, decided.
    Done,
    /// An open blocker holds it, or something it needs is blocked or overdue.
    Blocked,
    /// Begun.
    InProgress,
    /// Every need is met and it can start.
    Ready,
    /// A need is unfinished and on time; or a contract not yet delivered.
    Waiting,
    /// Cancelled, withdrawn or superseded.
    Cancelled,
    /// In a cycle, or behind one.
    Unscheduled,
}

impl State {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Done => "done",
            State::Blocked => "blocked",
            State::InProgress => "in-progress",
            State::Ready => "ready",
            State::Waiting => "waiting",
            State::Cancelled => "cancelled",
            State::Unscheduled => "unscheduled",
        }
    }

    /// Whether it still has to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, State::Done | State::Cancelled)
    }
}

/// The states of all nodes.
pub(super) fn all(plan: &Plan<'_>, early: &[Option<Placed>]) -> Vec<State> {
    let mut states = vec![State::Unscheduled; plan.tasks.len()];
    for (state, task) in states.iter_mut().zip(&plan.tasks) {
        if matches!(task.progress, Progress::Done { .. }) {
            *state = State::Done;
        }
    }
    for ix in &plan.graph.order {
        let at = *ix as usize;
        if states[at] == State::Done {
            continue;
        }
        let held = holds(plan, *ix)
            || plan.graph.needs(*ix).iter().any(|edge| {
                let need = edge.from as usize;
                states[need] != State::Done && (states[need] == State::Blocked || is_overdue(plan, edge.from))
            });
        states[at] = if held {
            State::Blocked
        } else {
            free(plan, early, &states, *ix)
        };
    }
    states
}

/// Whether an open blocker holds a node.
pub(super) fn holds(plan: &Plan<'_>, ix: Ix) -> bool {
    let bounds = &plan.tasks[ix as usize].bounds;
    bounds
        .iter()
        .any(|bound| matches!(bound.driver, Driver::Blocker(_)))
}

/// Whether a node that is not done was due before as-of.
pub(super) fn is_overdue(plan: &Plan<'_>, ix: Ix) -> bool {
    let is_done = matches!(plan.tasks[ix as usize].progress, Progress::Done { .. });
    let due = plan.graph.nodes[ix as usize].item.due();
    !is_done && due.is_some_and(|due| i64::from(due.day()) < plan.as_of)
}

/// The state of a node that nothing blocks.
fn free(plan: &Plan<'_>, early: &[Option<Placed>], states: &[State], ix: Ix) -> State {
    let task = &plan.tasks[ix as usize];
    if matches!(task.progress, Progress::Started(_)) {
        return State::InProgress;
    }
    if matches!(plan.graph.nodes[ix as usize].item, Item::Contract(_)) {
        return State::Waiting;
    }
    let is_met = plan.graph.needs(ix).iter().all(|edge| {
        let need = &plan.tasks[edge.from as usize];
        match edge.relation {
            Relation::FS => states[edge.from as usize] == State::Done,
            Relation::SS => !matches!(need.progress, Progress::Waiting),
            // These bound the finish; work can begin.
            Relation::FF | Relation::SF => true,
        }
    });
    let calendar = plan.calendar(ix);
    let can_start = early[ix as usize].is_some_and(|placed| {
        matches!(plan.graph.nodes[ix as usize].item, Item::Decision(_))
            || task.work == 0
            || calendar.index(placed.start) <= calendar.index(plan.as_of)
    });
    if is_met && can_start {
        State::Ready
    } else {
        State::Waiting
    }
}
