//! The critical path: the chain of driving needs back from a finish, how many such chains there are, and
//! what each item on it costs (drag).

use super::early::{Tweak, shift};
use super::rerun::Rerun;
use super::sweep::Sweep;
use super::{Driver, Row, Schedule};
use crate::graph::{Edge, Ix};
use crate::model::Relation;
use crate::parse::{Date, ItemId};

/// No more critical paths than this are counted.
const MOST_PATHS: u32 = 1000;

/// Re-placed nodes that drag may take in all where calendars are mixed: a path of thousands of items, each of
/// which moves everything behind it, would take time that grows with its square.
const DRAG_BUDGET: usize = 10_000_000;

/// What drives a date.
#[derive(Debug)]
pub struct CriticalPath<'p> {
    /// The finish it leads to.
    pub finish: Option<Date>,
    /// What was promised for it.
    pub due: Option<Date>,
    /// Working days from finish to due; negative is late.
    pub margin: Option<i64>,
    /// Working days after as-of through the finish, in the program's calendar.
    pub to_go: Option<i64>,
    /// The items from first to last, each with its drag in working days.
    pub path: Vec<(Row<'p>, Option<i64>)>,
    /// Near-critical items, by early start and then by id.
    pub near: Vec<Row<'p>>,
    /// How many critical paths there are; at most 1000 are counted.
    pub paths: u32,
    /// Whether there are more than were counted.
    pub paths_capped: bool,
}

impl<'p> Schedule<'p> {
    /// The critical path of the program.
    pub fn critical_path(&self) -> CriticalPath<'p> {
        let chain = self.chain();
        let rows = chain
            .iter()
            .filter_map(|ix| self.row(&self.plan.graph.nodes[*ix as usize].id));
        let path = rows.zip(self.drags(&chain)).collect();
        let near = self
            .rows()
            .into_iter()
            .filter(|row| row.ix.is_some_and(|ix| self.is_near_critical(ix)));
        let finish = self.finish();
        let (due, margin) = self.target_margin().unzip();
        let paths = self.count_paths();
        CriticalPath {
            finish,
            due,
            margin,
            to_go: finish.map(|finish| self.days_between(self.as_of, finish)),
            path,
            near: near.collect(),
            paths: paths.min(MOST_PATHS),
            paths_capped: paths > MOST_PATHS,
        }
    }

    /// Drag of each item of a chain.
    fn drags(&self, chain: &[Ix]) -> Vec<Option<i64>> {
        if let Some(sweep) = Sweep::new(self) {
            return sweep.drags(chain).into_iter().map(Some).collect();
        }
        let mut rerun = Rerun::new(self);
        let mut spent = 0;
        let drag = |ix: &Ix| {
            if spent > DRAG_BUDGET {
                return None;
            }
            let (delay, moved) = rerun.delay(&[(*ix, Tweak::Removed)])?;
            spent += moved;
            Some((-delay).max(0))
        };
        chain.iter().map(drag).collect()
    }

    /// The nodes that set the program finish: of several targets that finish last, all.
    pub(super) fn ends(&self) -> Vec<Ix> {
        let Some(finish) = self.program_finish_boundary() else {
            return Vec::new();
        };
        let is_last = |ix: &Ix| self.early(*ix).is_some_and(|placed| placed.finish == finish);
        let mut ends: Vec<Ix> = if self.plan.targets.is_empty() {
            self.plan.graph.own().filter(is_last).collect()
        } else {
            self.plan.targets.iter().copied().filter(is_last).collect()
        };
        ends.sort_unstable();
        ends.dedup();
        ends.retain(|ix| !self.is_done(*ix));
        ends
    }

    /// The chain through the smallest ids, first item first.
    pub(super) fn chain(&self) -> Vec<Ix> {
        let mut chain: Vec<Ix> = self.ends().into_iter().take(1).collect();
        while let Some(ix) = chain.last().copied() {
            match self.driving_needs(ix).into_iter().next() {
                Some(need) => chain.push(need),
                None => break,
            }
        }
        chain.reverse();
        chain
    }

    /// The open needs of this program that set a node's early date, by id.
    fn driving_needs(&self, ix: Ix) -> Vec<Ix> {
        let Some(placed) = self.early(ix) else {
            return Vec::new();
        };
        let Driver::Need(first) = placed.driver else {
            return Vec::new();
        };
        let edges = self.plan.graph.needs(ix);
        let is_own = |need: Ix| !self.is_done(need) && self.plan.graph.nodes[need as usize].program == 0;
        let candidates: Vec<Ix> = if placed.ties <= 1 {
            vec![edges[first as usize].from]
        } else {
            edges
                .iter()
                .skip(first as usize)
                .filter(|edge| self.drives(ix, edge))
                .map(|edge| edge.from)
                .collect()
        };
        let mut needs: Vec<Ix> = candidates.into_iter().filter(|need| is_own(*need)).collect();
        needs.dedup();
        needs
    }

    /// Whether one of several needs sets the date of a node as the driving one does.
    fn drives(&self, ix: Ix, edge: &crate::graph::Edge) -> bool {
        let (Some(placed), Some(need)) = (self.early(ix), self.early(edge.from)) else {
            return false;
        };
        let is_started = self.plan.tasks[ix as usize].progress != super::Progress::Waiting;
        if is_started
            && (edge.relation == Relation::SS || self.is_done(edge.from) && edge.relation == Relation::FS)
        {
            return false;
        }
        let from = match edge.relation {
            Relation::FS | Relation::FF => need.finish,
            Relation::SS | Relation::SF => need.start,
        };
        let work = self.plan.work_calendar(ix);
        let index = work.index(shift(self.plan.calendar(ix), from, edge.lag));
        match edge.relation {
            Relation::FS | Relation::SS => index == work.index(placed.rest),
            Relation::FF | Relation::SF => index == work.index(placed.computed),
        }
    }

    /// The need that would set the start of an item if what does were gone: the latest of the other open ones of this
    /// program that it starts after and that are not critical, and how many working days earlier that is.
    pub fn runner_up(&self, ix: Ix) -> Option<(&'p ItemId, i64)> {
        let placed = self.early(ix)?;
        let Driver::Need(driving) = placed.driver else {
            return None;
        };
        let edges = self.plan.graph.needs(ix);
        let driving = edges.get(driving as usize)?.from;
        let work = self.plan.work_calendar(ix);
        let start = work.index(placed.rest);
        let other = |edge: &Edge| {
            let node = &self.plan.graph.nodes[edge.from as usize];
            let is_open = node.program == 0 && !self.is_done(edge.from);
            // What is critical itself lies on the way already.
            let is_other = edge.from != driving && is_open && !self.is_critical(edge.from);
            if !is_other || edge.relation != Relation::FS {
                return None;
            }
            let from = self.early(edge.from)?.finish;
            let ready = work.index(shift(self.plan.calendar(ix), from, edge.lag));
            Some((self.program().item_id(node.id.as_str())?, start - ready))
        };
        edges
            .iter()
            .filter_map(other)
            .min_by_key(|(id, days)| (*days, *id))
    }

    /// The number of chains of driving needs, counted up to one more than is shown.
    fn count_paths(&self) -> u32 {
        let ends = self.ends();
        let mut count: Vec<u32> = vec![0; self.plan.tasks.len()];
        for ix in &self.plan.graph.order {
            let needs = self.driving_needs(*ix);
            let through: u32 = needs
                .iter()
                .map(|need| count[*need as usize])
                .fold(0, |sum, paths| sum.saturating_add(paths).min(MOST_PATHS + 1));
            count[*ix as usize] = through.max(1);
        }
        ends.iter()
            .map(|ix| count[*ix as usize])
            .fold(0, |sum: u32, paths| sum.saturating_add(paths).min(MOST_PATHS + 1))
    }
}
