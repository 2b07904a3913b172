//! "What if this one item were otherwise": a forward pass over no more than what moves.
//!
//! Changed nodes wait in a heap by their place in the topological order, so that each is placed once, after
//! all its needs; where the dates come out as they were, the change has died out.

use super::early::{Tweak, place};
use super::{Placed, Schedule};
use crate::graph::Ix;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Scratch for re-runs over one schedule.
pub(super) struct Rerun<'s, 'p> {
    schedule: &'s Schedule<'p>,
    /// Place of each node in the topological order.
    rank: Vec<u32>,
}

impl<'s, 'p> Rerun<'s, 'p> {
    pub(super) fn new(schedule: &'s Schedule<'p>) -> Rerun<'s, 'p> {
        let graph = &schedule.plan.graph;
        let mut rank = vec![u32::MAX; graph.nodes.len()];
        for (at, ix) in graph.order.iter().enumerate() {
            rank[*ix as usize] = at as u32;
        }
        Rerun { schedule, rank }
    }

    /// Early dates that differ when the given nodes are tweaked.
    fn moved(&self, tweaks: &[(Ix, Tweak)]) -> FxHashMap<Ix, Placed> {
        let plan = &self.schedule.plan;
        let tweak_of: FxHashMap<Ix, Tweak> = tweaks.iter().copied().collect();
        let mut moved: FxHashMap<Ix, Placed> = FxHashMap::default();
        let mut queue: BinaryHeap<Reverse<(u32, Ix)>> = BinaryHeap::new();
        let push = |queue: &mut BinaryHeap<Reverse<(u32, Ix)>>, ix: Ix| {
            let rank = self.rank[ix as usize];
            if rank != u32::MAX {
                queue.push(Reverse((rank, ix)));
            }
        };
        for (ix, _) in tweaks {
            push(&mut queue, *ix);
        }
        let mut last = None;
        while let Some(Reverse((_, ix))) = queue.pop() {
            if last.replace(ix) == Some(ix) {
                continue;
            }
            let tweak = tweak_of.get(&ix).copied().unwrap_or(Tweak::None);
            let at = |need: Ix| moved.get(&need).copied().or(self.schedule.early(need));
            let (Some(placed), Some(before)) = (place(plan, ix, tweak, at), self.schedule.early(ix)) else {
                continue;
            };
            let is_same = (placed.start, placed.finish) == (before.start, before.finish);
            if !is_same {
                moved.insert(ix, placed);
                for edge in plan.graph.needed_by(ix) {
                    push(&mut queue, edge.to);
                }
            }
        }
        moved
    }

    /// By how many working days the program finish is later when the given nodes are tweaked, and how many
    /// nodes moved.
    pub(super) fn delay(&self, tweaks: &[(Ix, Tweak)]) -> Option<(i64, usize)> {
        let before = self.schedule.program_finish_boundary()?;
        let moved = self.moved(tweaks);
        let finish = |ix: Ix| {
            let placed = moved.get(&ix).copied().or(self.schedule.early(ix));
            placed.map(|placed| placed.finish)
        };
        let plan = &self.schedule.plan;
        let after = if !plan.targets.is_empty() {
            plan.targets.iter().filter_map(|ix| finish(*ix)).max()
        } else {
            plan.graph.own().filter_map(finish).max()
        };
        let calendar = plan.program_calendar();
        Some((calendar.index(after?) - calendar.index(before), moved.len()))
    }
}
