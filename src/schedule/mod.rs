//! Dates, float and the critical path of a program on a given morning, by the critical path method with
//! retained logic. Pure: the same program and as-of date give the same schedule, whatever the clock says.
//!
//! A [`Schedule`] is computed once; its parts answer: [`Schedule::rows`] every item with its dates,
//! [`Schedule::critical_path`] what drives a date, [`Schedule::blocked`] what is stuck and on whom,
//! [`Schedule::owners`] who answers for what. Everything is iterative, and linear but for the re-runs
//! behind drag and "one more week", which touch only what moves.

mod asks;
mod calendar;
mod color;
mod contracts;
mod decisions;
mod early;
mod effect;
mod late;
mod ordering;
mod outlook;
mod owners;
mod path;
mod plan;
mod quality;
mod readiness;
mod rerun;
mod roots;
mod row;
mod state;
mod sweep;

#[cfg(test)]
mod tests;

pub use asks::Ask;
pub use calendar::Calendar;
pub use color::{Color, Colored, Colors, Evidence, Reason};
pub use contracts::{Handover, Needed, Order};
pub use decisions::Question;
pub use effect::Effects;
pub use ordering::{arrival, order_by, working_day};
pub use outlook::{Event, Obstacle, Stream, What};
pub use owners::{Absence, Gap, GapKind, Load, Owners};
pub use path::CriticalPath;
pub use plan::{EVERY_DAY, PROGRAM, Plan, Progress};
pub use quality::{Grade, Measure, Population, Practice, Threshold};
pub use readiness::{EXPECTED, Gate, GateState, OpenDefects, Readiness, Refusal, Role, Standard, Verdict};
pub use roots::{Blocked, Holder, Root, WEEK};
pub use row::{Row, TargetRow};
pub use state::State;

use crate::graph::Ix;
use crate::model::Program;
use crate::parse::Date;

/// The earliest finish of a program, or of one of its items, on some morning: no more than the forward pass.
pub fn finish_on(
    program: &Program,
    others: &[&Program],
    as_of: Date,
    options: Options,
    item: Option<&str>,
) -> Option<Date> {
    let plan = Plan::new(program, others, as_of, &options);
    let early = early::pass(&plan);
    let ends = match item {
        Some(id) => vec![plan.graph.find(id)?],
        None if plan.targets.is_empty() => plan.graph.own().collect(),
        None => plan.targets.clone(),
    };
    let last = ends.into_iter().filter_map(|ix| {
        let placed = early[ix as usize]?;
        Some((placed.finish, ix))
    });
    let (_, ix) = last.max()?;
    let count = early.len();
    let schedule = Schedule {
        plan,
        as_of,
        options,
        early,
        late: vec![None; count],
        states: Vec::new(),
        program_finish: None,
        network_finish: None,
    };
    schedule.finish_date(ix)
}

/// Thresholds that the settings may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Float below which an item is near-critical, in working days.
    pub near_critical: i64,
    /// Working days that an open blocker without an expected date is taken to last.
    pub blocker_days: i64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            near_critical: 5,
            blocker_days: 10,
        }
    }
}

/// What set an early date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// The need of that position among the node's edges.
    Need(u32),
    /// An open blocker, by its position among the blockers.
    Blocker(u32),
    /// A contract's promise.
    Promise,
    /// The item's own due date.
    Due,
    /// `not_before`.
    NotBefore,
    /// The program's first day.
    Start,
    /// The as-of date.
    AsOf,
    /// The owner's own date.
    Forecast,
}

/// Early dates of a node, as boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Early start.
    pub start: i64,
    /// Start of what is left to do; differs from `start` for work in progress.
    pub rest: i64,
    /// Early finish.
    pub finish: i64,
    /// Early finish before the owner's forecast was heard.
    pub computed: i64,
    /// What set it.
    pub driver: Driver,
    /// How many needs set it alike.
    pub ties: u32,
    /// Whether the end of a day set it; decides on which day an item without work is shown.
    pub finish_like: bool,
}

impl Placed {
    fn fact(start: i64, finish: i64) -> Placed {
        Placed {
            start,
            rest: start,
            finish,
            computed: finish,
            driver: Driver::AsOf,
            ties: 0,
            finish_like: true,
        }
    }
}

/// Late dates of a node, as boundaries, and its float in working days of its own calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// Late start (of what is left, for work in progress).
    pub start: i64,
    /// Late finish.
    pub finish: i64,
    /// Days it can slip before the program finish (or the network's) moves.
    pub total_float: i64,
    /// Days it can slip before a successor's early start moves.
    pub free_float: Option<i64>,
}

/// The latest dates of a node that still hold every due date from it on, as boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Latest start (of what is left, for work in progress).
    pub start: i64,
    /// Latest finish.
    pub finish: i64,
}

/// The schedule of one program on one morning.
#[derive(Debug)]
pub struct Schedule<'p> {
    /// The network it was computed from.
    pub plan: Plan<'p>,
    /// The as-of date.
    pub as_of: Date,
    /// The thresholds used.
    pub options: Options,
    early: Vec<Option<Placed>>,
    late: Vec<Option<Late>>,
    states: Vec<State>,
    program_finish: Option<i64>,
    network_finish: Option<i64>,
}

impl<'p> Schedule<'p> {
    /// Schedules a program; `others` are the other programs of the repository.
    pub fn new(program: &'p Program, others: &[&'p Program], as_of: Date, options: Options) -> Schedule<'p> {
        let plan = Plan::new(program, others, as_of, &options);
        let early = early::pass(&plan);
        let finish = |ix: &Ix| early[*ix as usize].map(|placed| placed.finish);
        let network_finish = plan.graph.own().filter_map(|ix| finish(&ix)).max();
        let program_finish = if plan.targets.is_empty() {
            network_finish
        } else {
            plan.targets.iter().filter_map(finish).max()
        };
        let late = match network_finish {
            Some(network) => late::pass(&plan, &early, program_finish.unwrap_or(network), network),
            None => vec![None; early.len()],
        };
        let states = state::all(&plan, &early);
        Schedule {
            plan,
            as_of,
            options,
            early,
            late,
            states,
            program_finish,
            network_finish,
        }
    }

    /// The program.
    pub fn program(&self) -> &'p Program {
        self.plan.program
    }

    /// Early dates of a node; none in or behind a cycle.
    pub fn early(&self, ix: Ix) -> Option<Placed> {
        self.early[ix as usize]
    }

    /// Late dates of a node; none for what is done, or in or behind a cycle.
    pub fn late(&self, ix: Ix) -> Option<Late> {
        self.late[ix as usize]
    }

    /// For each node the latest dates that still hold every due date from it on, its own among them; none
    /// where nothing is due. Unlike late dates they do not move with a program that is late already.
    pub fn held(&self) -> Vec<Option<Held>> {
        late::held(&self.plan, &self.early)
    }

    /// The state of a node.
    pub fn state(&self, ix: Ix) -> State {
        self.states[ix as usize]
    }

    /// Whether a node is done.
    pub fn is_done(&self, ix: Ix) -> bool {
        matches!(self.plan.tasks[ix as usize].progress, Progress::Done { .. })
    }

    /// Total float 0 and not done.
    pub fn is_critical(&self, ix: Ix) -> bool {
        self.late(ix).is_some_and(|late| late.total_float == 0)
    }

    /// Float above 0 and below the threshold.
    pub fn is_near_critical(&self, ix: Ix) -> bool {
        self.late(ix)
            .is_some_and(|late| (1..self.options.near_critical).contains(&late.total_float))
    }

    /// Working days after the first date through the second, in the program's calendar.
    pub fn days_between(&self, first: Date, second: Date) -> i64 {
        self.plan
            .program_calendar()
            .between(i64::from(first.day()), i64::from(second.day()))
    }
}
