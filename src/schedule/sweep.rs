//! What one item costs the program finish, for all items of a path in one sweep.
//!
//! Where every open item works by the program's calendar, working days simply add up along a path, and the
//! longest path that avoids an item is known without computing the network anew:
//!
//! ```text
//!   rank    1     2     3     4     5         a path avoids the item of rank 3 if it steps over
//!           a ──▶ b ──▶ c ──▶ d ──▶ e         the rank (b ──▶ d), begins behind it, or has
//!                 └───────────▶               ended before it
//! ```
//!
//! So one pass in topological order, with the steps over the present rank in a heap, gives every item's
//! answer in time that grows like a sort. Elapsed days and teams with their own calendars do not add up;
//! there [`Rerun`](super::rerun::Rerun) computes the network anew. A test holds both against each other.

use super::Schedule;
use super::early::{Tweak, place, pull};
use super::plan::{PROGRAM, Progress};
use crate::graph::{Edge, Ix};
use crate::model::Relation;
use crate::parse::Unit;
use std::collections::BinaryHeap;

/// No path to a finish.
const NEVER: i64 = i64::MIN / 4;

/// Working days from each item to the program finish.
pub(super) struct Sweep<'s, 'p> {
    schedule: &'s Schedule<'p>,
    /// The program finish, in working days of the program's calendar like everything here.
    finish: i64,
    /// The longest way from an item's finish to the program finish.
    from_finish: Vec<i64>,
    /// The same from its start, by ties to the start only.
    from_start: Vec<i64>,
}

impl<'s, 'p> Sweep<'s, 'p> {
    /// Nothing where days do not add up, or nothing has a finish.
    pub(super) fn new(schedule: &'s Schedule<'p>) -> Option<Sweep<'s, 'p>> {
        let plan = &schedule.plan;
        let finish = plan.program_calendar().index(schedule.program_finish_boundary()?);
        let nodes = plan.tasks.len();
        let mut sweep = Sweep {
            schedule,
            finish,
            from_finish: vec![NEVER; nodes],
            from_start: vec![NEVER; nodes],
        };
        if !plan.graph.order.iter().all(|ix| sweep.adds_up(*ix)) {
            return None;
        }
        if plan.targets.is_empty() {
            sweep.from_finish.fill(0);
        }
        for target in &plan.targets {
            sweep.from_finish[*target as usize] = 0;
        }
        for ix in plan.graph.order.iter().rev() {
            if !sweep.is_open(*ix) {
                continue;
            }
            let behind = sweep.behind(*ix);
            for edge in plan.graph.needs(*ix) {
                let Some((on_finish, to_finish, lag)) = sweep.tie(edge) else {
                    continue;
                };
                let days = lag
                    - if to_finish {
                        plan.tasks[*ix as usize].work
                    } else {
                        0
                    };
                let from = if on_finish {
                    &mut sweep.from_finish
                } else {
                    &mut sweep.from_start
                };
                let known = &mut from[edge.from as usize];
                *known = (*known).max(days + behind);
            }
        }
        Some(sweep)
    }

    fn is_open(&self, ix: Ix) -> bool {
        !self.schedule.is_done(ix)
            && self.schedule.plan.graph.nodes[ix as usize].program == 0
            && self.schedule.early(ix).is_some()
    }

    fn adds_up(&self, ix: Ix) -> bool {
        let plan = &self.schedule.plan;
        let task = &plan.tasks[ix as usize];
        let is_plain = |edge: &Edge| edge.lag.amount == 0 || edge.lag.unit != Unit::Elapsed;
        !self.is_open(ix)
            || task.calendar == PROGRAM
                && (task.work == 0 || !task.elapsed)
                && plan.graph.needs(ix).iter().all(is_plain)
    }

    /// The longest way from where the work of an item begins to the program finish.
    fn behind(&self, ix: Ix) -> i64 {
        let work = self.schedule.plan.tasks[ix as usize].work;
        let is_started = self.schedule.plan.tasks[ix as usize].progress != Progress::Waiting;
        // The start of work in progress is a fact that nothing moves.
        let from_start = if is_started {
            NEVER
        } else {
            self.from_start[ix as usize]
        };
        (work + self.from_finish[ix as usize]).max(from_start)
    }

    /// Whether a tie begins at a finish, whether it ends at one, and its lag; nothing where it says nothing.
    fn tie(&self, edge: &Edge) -> Option<(bool, bool, i64)> {
        let plan = &self.schedule.plan;
        let need = self.schedule.early(edge.from)?;
        let task = &plan.tasks[edge.to as usize];
        let calendar = plan.program_calendar();
        pull(plan, task, edge, calendar, need)?;
        let lag = match edge.lag.unit {
            Unit::Weeks => i64::from(edge.lag.amount) * calendar.week_days(),
            Unit::Days | Unit::Elapsed => i64::from(edge.lag.amount),
        };
        let on_finish = matches!(edge.relation, Relation::FS | Relation::FF);
        let to_finish = matches!(edge.relation, Relation::FF | Relation::SF);
        Some((on_finish, to_finish, lag))
    }

    fn index(&self, boundary: i64) -> i64 {
        self.schedule.plan.program_calendar().index(boundary)
    }

    /// Working days by which the program finish moves if a node finishes `days` later.
    pub(super) fn cost(&self, ix: Ix, days: i64) -> Option<i64> {
        Some((self.finish_of(ix)? + days + self.from_finish[ix as usize] - self.finish).max(0))
    }

    /// Working days that the program finish would gain if each item of a chain took no time.
    pub(super) fn drags(&self, chain: &[Ix]) -> Vec<i64> {
        let order = &self.schedule.plan.graph.order;
        let mut rank = vec![u32::MAX; self.from_finish.len()];
        for (at, ix) in order.iter().enumerate() {
            rank[*ix as usize] = at as u32;
        }
        let begins = self.begins_behind();
        let is_end = self.ends();
        let mut wanted: Vec<(u32, usize)> = chain
            .iter()
            .enumerate()
            .map(|(at, ix)| (rank[*ix as usize], at))
            .collect();
        wanted.sort_unstable();
        let mut wanted = wanted.into_iter().peekable();
        let mut drags = vec![0; chain.len()];
        // Steps over the present rank, the longest way first, with the rank at which each ends.
        let mut over: BinaryHeap<(i64, u32)> = BinaryHeap::new();
        let done = (0..is_end.len() as Ix).filter(|ix| is_end[*ix as usize] && self.schedule.is_done(*ix));
        let mut ended = done.filter_map(|ix| self.finish_of(ix)).max().unwrap_or(NEVER);
        for (at, ix) in order.iter().enumerate() {
            let at = at as u32;
            if let Some((_, place)) = wanted.next_if(|(rank, _)| *rank == at) {
                while over.peek().is_some_and(|(_, to)| *to <= at) {
                    over.pop();
                }
                let avoiding = over.peek().map_or(NEVER, |(days, _)| *days);
                let longest = avoiding
                    .max(ended)
                    .max(begins[at as usize + 1])
                    .max(self.through(*ix));
                drags[place] = (self.finish - longest).max(0);
            }
            if is_end[*ix as usize] {
                ended = ended.max(self.finish_of(*ix).unwrap_or(NEVER));
            }
            if self.is_open(*ix) {
                for edge in self.schedule.plan.graph.needed_by(*ix) {
                    if let Some(days) = self.along(edge)
                        && days > NEVER / 2
                    {
                        over.push((days, rank[edge.to as usize]));
                    }
                }
            }
        }
        drags
    }

    /// For each node whether the program finish waits for it.
    fn ends(&self) -> Vec<bool> {
        let plan = &self.schedule.plan;
        let mut is_end = vec![false; plan.tasks.len()];
        for target in &plan.targets {
            is_end[*target as usize] = true;
        }
        if plan.targets.is_empty() {
            for ix in plan.graph.own() {
                is_end[ix as usize] = true;
            }
        }
        is_end
    }

    fn finish_of(&self, ix: Ix) -> Option<i64> {
        self.schedule.early(ix).map(|placed| self.index(placed.finish))
    }

    /// The longest path to the program finish along a tie between open items.
    fn along(&self, edge: &Edge) -> Option<i64> {
        if !self.is_open(edge.to) {
            return None;
        }
        let (on_finish, to_finish, lag) = self.tie(edge)?;
        let need = self.schedule.early(edge.from)?;
        if !on_finish && self.is_fact(edge.from) {
            return None;
        }
        let from = self.index(if on_finish { need.finish } else { need.start });
        let work = if to_finish {
            self.schedule.plan.tasks[edge.to as usize].work
        } else {
            0
        };
        Some(from + lag - work + self.behind(edge.to))
    }

    /// Whether the start of a node is a fact, whatever else changes.
    fn is_fact(&self, ix: Ix) -> bool {
        self.schedule.plan.tasks[ix as usize].progress != Progress::Waiting
    }

    /// For each rank the longest path that begins there or later: at a date, or at a fact.
    fn begins_behind(&self) -> Vec<i64> {
        let plan = &self.schedule.plan;
        let order = &plan.graph.order;
        let mut begins = vec![NEVER; order.len() + 1];
        for (at, ix) in order.iter().enumerate().rev() {
            begins[at] = begins[at + 1];
            if !self.is_open(*ix) {
                continue;
            }
            let task = &plan.tasks[*ix as usize];
            let behind = self.behind(*ix);
            let mut best = NEVER;
            for bound in &task.bounds {
                best = best.max(self.index(bound.at) + behind);
            }
            if let Some(forecast) = task.forecast {
                best = best.max(self.index(forecast) + self.from_finish[*ix as usize]);
            }
            for edge in plan.graph.needs(*ix) {
                let is_fact = !self.is_open(edge.from)
                    || matches!(edge.relation, Relation::SS | Relation::SF) && self.is_fact(edge.from);
                if let (true, Some((on_finish, to_finish, lag)), Some(need)) =
                    (is_fact, self.tie(edge), self.schedule.early(edge.from))
                {
                    let from = self.index(if on_finish { need.finish } else { need.start });
                    let work = if to_finish { task.work } else { 0 };
                    best = best.max(from + lag - work + behind);
                }
            }
            begins[at] = begins[at].max(best);
        }
        begins
    }

    /// The longest path through an item that takes no time.
    fn through(&self, ix: Ix) -> i64 {
        let at = |need: Ix| self.schedule.early(need);
        let Some(placed) = place(&self.schedule.plan, ix, Tweak::Removed, at) else {
            return NEVER;
        };
        let by_finish = self.index(placed.finish) + self.from_finish[ix as usize];
        let by_start = self.index(placed.start) + self.from_start[ix as usize];
        by_finish.max(by_start)
    }
}
