//! What is stuck, and on whom: the open blockers and overdue items that everything blocked hangs on.

use super::early::Tweak;
use super::rerun::Rerun;
use super::sweep::Sweep;
use super::{Schedule, State, state};
use crate::graph::Ix;
use crate::model::{Blocker, BlockerKind, Item, Kind};
use crate::parse::{Date, ItemId, PersonId};
use rustc_hash::FxHashMap;

/// One more week, in working days.
pub const WEEK: i64 = 5;

/// What a root is.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'p> {
    /// An open blocker.
    Blocker(&'p Blocker),
    /// An overdue item with nothing blocked or overdue above it.
    Overdue(Item<'p>),
}

/// One root: something open that holds others up and has nothing above it that does.
#[derive(Clone, Debug)]
pub struct Root<'p> {
    /// Its id.
    pub id: &'p ItemId,
    /// What it is.
    pub holder: Holder<'p>,
    /// Working days since it was raised or was due.
    pub age: Option<i64>,
    /// The least float of what it holds directly; of itself for an overdue item.
    pub total_float: Option<i64>,
    /// The person who can free it.
    pub waiting_on: Option<&'p PersonId>,
    /// Who drives it.
    pub owner: Option<&'p PersonId>,
    /// When it should clear.
    pub expected: Option<Date>,
    /// Working days by which the target moves for one more week.
    pub week_costs: i64,
    /// Working days by which the safe date moves for one more week; none before it was simulated.
    pub safe_costs: Option<f64>,
    /// What it holds directly, by early start and id.
    pub direct: Vec<&'p ItemId>,
    /// What it holds directly and through others, by early start and id.
    pub holds: Vec<&'p ItemId>,
}

impl Root<'_> {
    /// The entity's kind.
    pub fn kind(&self) -> Kind {
        match self.holder {
            Holder::Blocker(_) => Kind::Blocker,
            Holder::Overdue(item) => item.kind(),
        }
    }

    /// The title.
    pub fn title(&self) -> Option<&str> {
        match self.holder {
            Holder::Blocker(blocker) => blocker.title.as_deref(),
            Holder::Overdue(item) => item.title(),
        }
    }

    /// The blocker's own kind.
    pub fn blocker_kind(&self) -> Option<BlockerKind> {
        match self.holder {
            Holder::Blocker(blocker) => blocker.kind,
            Holder::Overdue(_) => None,
        }
    }
}

/// Everything that is stuck.
#[derive(Debug)]
pub struct Blocked<'p> {
    /// Roots, the costliest first, ties by id.
    pub roots: Vec<Root<'p>>,
    /// Blocked items by early start and id, each with the roots it hangs on.
    pub items: Vec<(&'p ItemId, State, Vec<&'p ItemId>)>,
}

impl<'p> Schedule<'p> {
    /// Roots and what they hold up.
    pub fn blocked(&self) -> Blocked<'p> {
        let mut costs = Costs::new(self);
        let mut roots: Vec<(Root<'p>, Vec<Ix>)> = Vec::new();
        let mut starts: Vec<(&'p ItemId, Vec<Ix>)> = Vec::new();
        for (id, blocker) in self.program().blockers.iter() {
            if blocker.resolved.is_some() {
                continue;
            }
            let mut direct: Vec<Ix> = blocker
                .blocks
                .iter()
                .filter_map(|id| self.plan.graph.find(id.as_str()))
                .filter(|ix| !self.is_done(*ix))
                .collect();
            direct.sort_unstable();
            direct.dedup();
            starts.push((id, direct.clone()));
            roots.push((self.blocker_root(id, blocker, &direct), direct));
        }
        for ix in self.plan.graph.own().filter(|ix| self.is_overdue_root(*ix)) {
            let row = self.row(&self.plan.graph.nodes[ix as usize].id);
            let Some(row) = row else { continue };
            let direct: Vec<Ix> = self.open_successors(ix);
            starts.push((row.id, direct));
            roots.push((self.overdue_root(row.id, row.item, ix), vec![ix]));
        }
        let mut on: FxHashMap<Ix, Vec<&'p ItemId>> = FxHashMap::default();
        for ((id, direct), (root, held)) in starts.iter().zip(&mut roots) {
            let holds = self.downstream(direct);
            for ix in &holds {
                on.entry(*ix).or_default().push(id);
            }
            root.week_costs = costs.of_week(held);
            root.direct = self.by_start(direct);
            root.holds = self.by_start(&holds);
        }
        let mut roots: Vec<Root<'p>> = roots.into_iter().map(|(root, _)| root).collect();
        roots.sort_by(|a, b| b.week_costs.cmp(&a.week_costs).then_with(|| a.id.cmp(b.id)));
        let items = self.rows().into_iter().filter_map(|row| {
            let mut roots = on.get(&row.ix?)?.clone();
            roots.sort_unstable();
            roots.dedup();
            Some((row.id, row.state, roots))
        });
        Blocked {
            roots,
            items: items.collect(),
        }
    }

    fn blocker_root(&self, id: &'p ItemId, blocker: &'p Blocker, direct: &[Ix]) -> Root<'p> {
        let first_owner = direct
            .iter()
            .find_map(|ix| self.plan.graph.nodes[*ix as usize].item.owner());
        let float = |ix: &Ix| self.late(*ix).map(|late| late.total_float);
        Root {
            id,
            holder: Holder::Blocker(blocker),
            age: blocker.raised.map(|raised| self.days_between(raised, self.as_of)),
            total_float: direct.iter().filter_map(float).min(),
            waiting_on: blocker.waiting_on.as_ref(),
            owner: blocker.owner.as_ref().or(first_owner),
            expected: blocker.expected,
            week_costs: 0,
            safe_costs: None,
            direct: Vec::new(),
            holds: Vec::new(),
        }
    }

    fn overdue_root(&self, id: &'p ItemId, item: Item<'p>, ix: Ix) -> Root<'p> {
        let expected = match item {
            Item::Milestone(milestone) => milestone.forecast,
            Item::Contract(contract) => contract.promised.as_ref().map(|promised| promised.likely()),
            Item::Decision(_) => None,
        };
        Root {
            id,
            holder: Holder::Overdue(item),
            age: item.due().map(|due| self.days_between(due, self.as_of)),
            total_float: self.late(ix).map(|late| late.total_float),
            waiting_on: item.owner(),
            owner: item.owner(),
            expected: expected.filter(|expected| *expected >= self.as_of),
            week_costs: 0,
            safe_costs: None,
            direct: Vec::new(),
            holds: Vec::new(),
        }
    }

    fn is_overdue_root(&self, ix: Ix) -> bool {
        state::is_overdue(&self.plan, ix)
            && !matches!(self.state(ix), State::Blocked | State::Unscheduled | State::Done)
    }

    /// The open items of this program that need a node, the first to start first.
    pub fn open_successors(&self, ix: Ix) -> Vec<Ix> {
        let needing = self.plan.graph.needed_by(ix).map(|edge| edge.to);
        let mut open: Vec<Ix> = needing.filter(|to| self.is_open_here(*to)).collect();
        open.sort_unstable_by_key(|to| (self.early(*to).map(|placed| placed.start), *to));
        open.dedup();
        open
    }

    fn is_open_here(&self, ix: Ix) -> bool {
        !self.is_done(ix) && self.plan.graph.nodes[ix as usize].program == 0
    }

    /// The given nodes and everything open that needs them, however far down.
    fn downstream(&self, from: &[Ix]) -> Vec<Ix> {
        let mut seen: rustc_hash::FxHashSet<Ix> = from.iter().copied().collect();
        let mut all: Vec<Ix> = from.to_vec();
        let mut next = 0;
        while next < all.len() {
            for edge in self.plan.graph.needed_by(all[next]) {
                if self.is_open_here(edge.to) && seen.insert(edge.to) {
                    all.push(edge.to);
                }
            }
            next += 1;
        }
        all
    }

    /// Each of the nodes finishes five working days later than it would.
    pub(super) fn a_week_later(&self, held: &[Ix]) -> Vec<(Ix, Tweak)> {
        let later = |ix: &Ix| {
            let calendar = self.plan.calendar(*ix);
            let finish = calendar.index(self.early(*ix)?.finish) + WEEK;
            Some((*ix, Tweak::NotBefore(calendar.end(finish))))
        };
        held.iter().filter_map(later).collect()
    }

    pub(super) fn by_start(&self, nodes: &[Ix]) -> Vec<&'p ItemId> {
        let mut sorted: Vec<(Date, Ix)> = nodes
            .iter()
            .map(|ix| (self.early(*ix).map_or(Date::MAX, |_| self.start_day(*ix)), *ix))
            .collect();
        sorted.sort_unstable();
        let id = |ix: Ix| {
            self.program()
                .item_id(self.plan.graph.nodes[ix as usize].id.as_str())
        };
        sorted.into_iter().filter_map(|(_, ix)| id(ix)).collect()
    }
}

/// What one more week costs the target.
struct Costs<'s, 'p> {
    schedule: &'s Schedule<'p>,
    /// Made when first asked: most programs have nothing stuck.
    way: Option<Way<'s, 'p>>,
}

enum Way<'s, 'p> {
    Sweep(Sweep<'s, 'p>),
    Rerun(Rerun<'s, 'p>),
}

impl<'s, 'p> Costs<'s, 'p> {
    fn new(schedule: &'s Schedule<'p>) -> Costs<'s, 'p> {
        Costs { schedule, way: None }
    }

    /// Days by which the target moves if each of the nodes finishes five working days later than it would.
    fn of_week(&mut self, held: &[Ix]) -> i64 {
        let schedule = self.schedule;
        let absorbs = |ix: &Ix| schedule.late(*ix).is_none_or(|late| late.total_float >= WEEK);
        if held.iter().all(absorbs) {
            return 0;
        }
        let way = self.way.get_or_insert_with(|| match Sweep::new(schedule) {
            Some(sweep) => Way::Sweep(sweep),
            None => Way::Rerun(Rerun::new(schedule)),
        });
        match way {
            // Items in series each hold from their own planned finish, so the worst of them is the cost.
            Way::Sweep(sweep) => held
                .iter()
                .filter_map(|ix| sweep.cost(*ix, WEEK))
                .max()
                .unwrap_or(0),
            Way::Rerun(rerun) => rerun
                .delay(&schedule.a_week_later(held))
                .map_or(0, |(days, _)| days.max(0)),
        }
    }
}
