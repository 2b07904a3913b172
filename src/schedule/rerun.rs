//! "What if this one item were otherwise": a forward pass over no more than what moves.
//!
//! Nodes are placed anew in topological order, each once and after all its needs; where the dates come out as
//! they were, the change has died out.

use super::early::{Tweak, place};
use super::{Placed, Schedule};
use crate::graph::Ix;
use rustc_hash::FxHashMap;

/// Re-runs over one schedule, with the scratch they share.
pub(super) struct Rerun<'s, 'p> {
    schedule: &'s Schedule<'p>,
    /// Place of each node in the topological order.
    rank: Vec<u32>,
    /// By rank: whether a node has to be placed anew.
    is_stale: Vec<bool>,
    /// Early dates of the nodes that moved in the present run.
    moved: Vec<Option<Placed>>,
    /// Nodes that moved in the present run.
    touched: Vec<Ix>,
}

impl<'s, 'p> Rerun<'s, 'p> {
    pub(super) fn new(schedule: &'s Schedule<'p>) -> Rerun<'s, 'p> {
        let graph = &schedule.plan.graph;
        let mut rank = vec![u32::MAX; graph.nodes.len()];
        for (at, ix) in graph.order.iter().enumerate() {
            rank[*ix as usize] = at as u32;
        }
        Rerun {
            schedule,
            rank,
            is_stale: vec![false; graph.order.len()],
            moved: vec![None; graph.nodes.len()],
            touched: Vec::new(),
        }
    }

    /// Places anew what changes when the given nodes are tweaked.
    fn run(&mut self, tweaks: &[(Ix, Tweak)]) {
        let plan = &self.schedule.plan;
        let tweak_of: FxHashMap<Ix, Tweak> = tweaks.iter().copied().collect();
        for ix in self.touched.drain(..) {
            self.moved[ix as usize] = None;
        }
        // Ranks at or above which nothing is stale any more.
        let (mut next, mut end) = (usize::MAX, 0);
        for (ix, _) in tweaks {
            let rank = self.rank[*ix as usize] as usize;
            if let Some(stale) = self.is_stale.get_mut(rank) {
                *stale = true;
                next = next.min(rank);
                end = end.max(rank + 1);
            }
        }
        while next < end {
            let rank = next;
            next += 1;
            if !std::mem::take(&mut self.is_stale[rank]) {
                continue;
            }
            let ix = plan.graph.order[rank];
            let tweak = tweak_of.get(&ix).copied().unwrap_or(Tweak::None);
            let at = |need: Ix| self.moved[need as usize].or(self.schedule.early(need));
            let (Some(placed), Some(before)) = (place(plan, ix, tweak, at), self.schedule.early(ix)) else {
                continue;
            };
            if (placed.start, placed.finish) == (before.start, before.finish) {
                continue;
            }
            self.moved[ix as usize] = Some(placed);
            self.touched.push(ix);
            for edge in plan.graph.needed_by(ix) {
                let rank = self.rank[edge.to as usize] as usize;
                if let Some(stale) = self.is_stale.get_mut(rank) {
                    *stale = true;
                    end = end.max(rank + 1);
                }
            }
        }
    }

    /// By how many working days the program finish is later when the given nodes are tweaked, and how many
    /// nodes moved.
    pub(super) fn delay(&mut self, tweaks: &[(Ix, Tweak)]) -> Option<(i64, usize)> {
        let before = self.schedule.program_finish_boundary()?;
        self.run(tweaks);
        let finish = |ix: Ix| {
            let placed = self.moved[ix as usize].or(self.schedule.early(ix));
            placed.map(|placed| placed.finish)
        };
        let plan = &self.schedule.plan;
        let after = if !plan.targets.is_empty() {
            plan.targets.iter().filter_map(|ix| finish(*ix)).max()
        } else {
            plan.graph.own().filter_map(finish).max()
        };
        let calendar = plan.program_calendar();
        Some((
            calendar.index(after?) - calendar.index(before),
            self.touched.len(),
        ))
    }
}
