//! The backward pass: the latest dates that do not move the program finish, and both kinds of float.

use super::calendar::Calendar;
use super::early::unshift;
use super::plan::{Plan, Progress};
use super::{Held, Late, Placed};
use crate::graph::{Edge, Ix};
use crate::model::Relation;

/// Late dates of everything that is not done and has early dates; only the program's own items.
pub(super) fn pass(
    plan: &Plan<'_>,
    early: &[Option<Placed>],
    program_finish: i64,
    network_finish: i64,
) -> Vec<Option<Late>> {
    // The latest finish that the successors seen so far leave a node.
    // Both finishes are instants: the latest boundary of a node's own calendar that is still the same one.
    let within = |ix: Ix, boundary: i64| plan.calendar(ix).day(plan.calendar(ix).index(boundary));
    let nodes = 0..plan.tasks.len() as Ix;
    let mut left: Vec<i64> = nodes.map(|ix| within(ix, network_finish)).collect();
    for target in &plan.targets {
        left[*target as usize] = within(*target, program_finish);
    }
    let mut late = vec![None; plan.tasks.len()];
    for ix in plan.graph.order.iter().rev() {
        let at = *ix as usize;
        let Some(placed) = early[at] else { continue };
        if is_done(plan, *ix) || plan.graph.nodes[at].program != 0 {
            continue;
        }
        let finish = left[at];
        let start = back(plan, *ix, finish);
        for edge in plan.graph.needs(*ix) {
            if let Some(finish) = leaves(plan, edge, start, finish) {
                let left = &mut left[edge.from as usize];
                *left = (*left).min(finish);
            }
        }
        let own = plan.calendar(*ix);
        late[at] = Some(Late {
            start,
            finish,
            total_float: (own.index(finish) - own.index(placed.finish)).max(0),
            free_float: None,
        });
    }
    for ix in 0..late.len() as Ix {
        let Some(total) = late[ix as usize].map(|late: Late| late.total_float) else {
            continue;
        };
        let free = free_float(plan, early, ix).unwrap_or(total);
        if let Some(late) = &mut late[ix as usize] {
            late.free_float = Some(free);
        }
    }
    late
}

/// The latest dates that hold every due date from an item on, its own among them; `None` where none is due.
pub(super) fn held(plan: &Plan<'_>, early: &[Option<Placed>]) -> Vec<Option<Held>> {
    let due = |ix: Ix| {
        let due = plan.graph.nodes[ix as usize].item.due()?;
        let calendar = plan.calendar(ix);
        Some(calendar.day(calendar.index(i64::from(due.day()) + 1)))
    };
    let mut left: Vec<Option<i64>> = (0..plan.tasks.len() as Ix).map(due).collect();
    let mut held = vec![None; plan.tasks.len()];
    for ix in plan.graph.order.iter().rev() {
        let at = *ix as usize;
        let is_open = early[at].is_some() && !is_done(plan, *ix) && plan.graph.nodes[at].program == 0;
        let Some(finish) = left[at].filter(|_| is_open) else {
            continue;
        };
        let start = back(plan, *ix, finish);
        for edge in plan.graph.needs(*ix) {
            if let Some(finish) = leaves(plan, edge, start, finish) {
                let left = &mut left[edge.from as usize];
                *left = Some(left.map_or(finish, |known| known.min(finish)));
            }
        }
        held[at] = Some(Held { start, finish });
    }
    held
}

fn is_done(plan: &Plan<'_>, ix: Ix) -> bool {
    matches!(plan.tasks[ix as usize].progress, Progress::Done { .. })
}

fn has_started(plan: &Plan<'_>, ix: Ix) -> bool {
    !matches!(plan.tasks[ix as usize].progress, Progress::Waiting)
}

/// The latest start that still finishes at `finish`.
fn back(plan: &Plan<'_>, ix: Ix, finish: i64) -> i64 {
    let days = plan.tasks[ix as usize].work;
    let calendar = plan.work_calendar(ix);
    if days == 0 {
        finish
    } else {
        calendar.day(calendar.index(finish) - days)
    }
}

/// The latest finish a successor with these late dates leaves its need; `None` where the tie binds nothing.
fn leaves(plan: &Plan<'_>, edge: &Edge, start: i64, finish: i64) -> Option<i64> {
    let bound = reaches(plan, edge, start, finish)?;
    match edge.relation {
        Relation::FS | Relation::FF => Some(bound),
        // The start is a fact once work has begun.
        Relation::SS | Relation::SF if has_started(plan, edge.from) => None,
        Relation::SS | Relation::SF => {
            let days = plan.tasks[edge.from as usize].work;
            let calendar = plan.work_calendar(edge.from);
            Some(if days == 0 {
                bound
            } else {
                calendar.day(latest_start(calendar, bound) + days)
            })
        }
    }
}

/// The latest boundary at which the need may start or finish so that the successor keeps `start` and `finish`.
fn reaches(plan: &Plan<'_>, edge: &Edge, start: i64, finish: i64) -> Option<i64> {
    let to = edge.to;
    let calendar = plan.calendar(to);
    let bound = match edge.relation {
        Relation::SS if has_started(plan, to) => return None,
        Relation::FS | Relation::SS => start,
        Relation::FF | Relation::SF if plan.tasks[to as usize].work == 0 => finish,
        Relation::FF | Relation::SF => {
            let work = plan.work_calendar(to);
            work.day(work.index(finish))
        }
    };
    Some(unshift(calendar, bound, edge.lag))
}

/// The index of the last working day that begins at `boundary` or before.
fn latest_start(calendar: &Calendar, boundary: i64) -> i64 {
    let index = calendar.index(boundary);
    if calendar.day(index) <= boundary {
        index
    } else {
        index - 1
    }
}

/// How far a node can slip before the early start of any successor moves; `None` without open successors.
fn free_float(plan: &Plan<'_>, early: &[Option<Placed>], ix: Ix) -> Option<i64> {
    let own = plan.calendar(ix);
    let placed = early[ix as usize]?;
    let mut least: Option<i64> = None;
    for edge in plan.graph.needed_by(ix) {
        let Some(next) = early[edge.to as usize] else {
            continue;
        };
        if is_done(plan, edge.to) || plan.graph.nodes[edge.to as usize].program != 0 {
            continue;
        }
        let Some(bound) = reaches(plan, edge, next.rest, next.computed) else {
            continue;
        };
        let slack = match edge.relation {
            Relation::FS | Relation::FF => own.index(bound) - own.index(placed.finish),
            Relation::SS | Relation::SF if has_started(plan, ix) => continue,
            Relation::SS | Relation::SF => {
                let last = if plan.tasks[ix as usize].work == 0 {
                    own.index(bound)
                } else {
                    latest_start(own, bound)
                };
                last - own.index(placed.start)
            }
        };
        let slack = slack.max(0);
        least = Some(least.map_or(slack, |known| known.min(slack)));
    }
    least
}
