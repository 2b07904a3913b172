//! The forward pass: the earliest dates that needs, bounds and progress allow.
//!
//! Placing one node looks only at where its needs are, so the same function serves the whole pass, the
//! removal of one item (drag) and "what if this came a week later".

use super::calendar::Calendar;
use super::plan::{Bound, Plan, Progress, Task};
use super::{Driver, Placed};
use crate::graph::{Edge, Ix};
use crate::model::Relation;
use crate::parse::{Lag, Unit};

/// How a node is placed otherwise than the plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tweak {
    /// As planned.
    None,
    /// It takes no time; its own promise, due date, forecast and blockers are dropped, its needs kept.
    Removed,
    /// It finishes no earlier than this boundary.
    NotBefore(i64),
    /// Its promise is this boundary.
    Promised(i64),
    /// The blocker of that position does not hold it.
    Cleared(u32),
}

/// Early dates of all nodes; those in or behind a cycle have none.
pub(super) fn pass(plan: &Plan<'_>) -> Vec<Option<Placed>> {
    let mut placed: Vec<Option<Placed>> = vec![None; plan.tasks.len()];
    for ix in &plan.graph.order {
        let at = place(plan, *ix, Tweak::None, |need| placed[need as usize]);
        placed[*ix as usize] = at;
    }
    placed
}

/// Places one node, given where its needs are; `None` if one of them is nowhere.
pub(super) fn place(
    plan: &Plan<'_>,
    ix: Ix,
    tweak: Tweak,
    at: impl Fn(Ix) -> Option<Placed>,
) -> Option<Placed> {
    let task = &plan.tasks[ix as usize];
    if let Progress::Done { start, finish } = task.progress {
        return Some(Placed::fact(start, finish));
    }
    let own = plan.calendar(ix);
    let work = plan.work_calendar(ix);
    let days = if tweak == Tweak::Removed { 0 } else { task.work };
    let mut best = Latest::new(work, days);
    for (number, edge) in plan.graph.needs(ix).iter().enumerate() {
        let need = at(edge.from)?;
        let Some((boundary, on_finish, finish_like)) = pull(plan, task, edge, own, need) else {
            continue;
        };
        best.offer(Driver::Need(number as u32), boundary, on_finish, finish_like);
    }
    for bound in &task.bounds {
        if let Some(at) = tweaked(bound, tweak) {
            best.offer(bound.driver, at, false, bound.finish_like);
        }
    }
    let mut placed = best.settle();
    if let Progress::Started(started) = task.progress {
        placed.start = started;
    }
    let named = if tweak == Tweak::Removed {
        None
    } else {
        task.forecast
    };
    if let Some(forecast) = named
        && own.index(forecast) > own.index(placed.finish)
    {
        placed.finish = forecast;
        placed.driver = Driver::Forecast;
        placed.finish_like = true;
    }
    if let Tweak::NotBefore(boundary) = tweak {
        placed.finish = placed.finish.max(boundary);
    }
    Some(placed)
}

/// Where a dated bound lies under a tweak; `None` where it is dropped.
fn tweaked(bound: &Bound, tweak: Tweak) -> Option<i64> {
    match (tweak, bound.driver) {
        (Tweak::Removed, Driver::Blocker(_) | Driver::Promise | Driver::Due) => None,
        (Tweak::Cleared(number), Driver::Blocker(held)) if held == number => None,
        (Tweak::Promised(at), Driver::Promise) => Some(at),
        _ => Some(bound.at),
    }
}

/// Where a need pulls a node to: the boundary, whether it is the node's finish that is pulled, and whether a
/// finish does it. `None` where the tie says nothing any more.
pub(super) fn pull(
    plan: &Plan<'_>,
    task: &Task,
    edge: &Edge,
    calendar: &Calendar,
    need: Placed,
) -> Option<(i64, bool, bool)> {
    let on_finish = matches!(edge.relation, Relation::FF | Relation::SF);
    let finish_like = matches!(edge.relation, Relation::FS | Relation::FF);
    if matches!(task.progress, Progress::Started(_)) {
        let is_done = matches!(plan.tasks[edge.from as usize].progress, Progress::Done { .. });
        match edge.relation {
            Relation::SS => return None,
            Relation::FS if is_done => return None,
            _ => {}
        }
    }
    let from = if finish_like { need.finish } else { need.start };
    Some((shift(calendar, from, edge.lag), on_finish, finish_like))
}

/// A boundary moved by a lag in a calendar; without lag it stays what it is.
pub(super) fn shift(calendar: &Calendar, boundary: i64, lag: Lag) -> i64 {
    match (lag.amount, lag.unit) {
        (0, _) => boundary,
        (days, Unit::Elapsed) => boundary + i64::from(days),
        (days, Unit::Days) => calendar.end(calendar.index(boundary) + i64::from(days)),
        (weeks, Unit::Weeks) => {
            calendar.end(calendar.index(boundary) + i64::from(weeks) * calendar.week_days())
        }
    }
}

/// The latest boundary that [`shift`] moves to `boundary` or before.
pub(super) fn unshift(calendar: &Calendar, boundary: i64, lag: Lag) -> i64 {
    match (lag.amount, lag.unit) {
        (0, _) => boundary,
        (days, Unit::Elapsed) => boundary - i64::from(days),
        (days, Unit::Days) => calendar.day(calendar.index(boundary) - i64::from(days)),
        (weeks, Unit::Weeks) => {
            calendar.day(calendar.index(boundary) - i64::from(weeks) * calendar.week_days())
        }
    }
}

/// The latest of what is offered, compared as working days: the first offered wins a tie.
struct Latest<'c> {
    calendar: &'c Calendar,
    days: i64,
    index: i64,
    boundary: i64,
    driver: Driver,
    finish_like: bool,
    ties: u32,
}

impl<'c> Latest<'c> {
    fn new(calendar: &'c Calendar, days: i64) -> Latest<'c> {
        Latest {
            calendar,
            days,
            index: i64::MIN,
            boundary: i64::MIN,
            driver: Driver::AsOf,
            finish_like: false,
            ties: 0,
        }
    }

    fn offer(&mut self, driver: Driver, boundary: i64, on_finish: bool, finish_like: bool) {
        let back = if on_finish { self.days } else { 0 };
        let index = self.calendar.index(boundary) - back;
        let is_need = matches!(driver, Driver::Need(_));
        if index > self.index {
            self.index = index;
            self.driver = driver;
            self.finish_like = finish_like;
            self.ties = u32::from(is_need);
        } else if index == self.index && is_need {
            self.ties += 1;
        }
        self.boundary = self.boundary.max(boundary);
    }

    fn settle(self) -> Placed {
        let (start, finish) = if self.days == 0 {
            // Nothing is occupied: the instant stays the boundary that put it there.
            (self.boundary, self.boundary)
        } else {
            (
                self.calendar.day(self.index),
                self.calendar.end(self.index + self.days),
            )
        };
        Placed {
            start,
            rest: start,
            finish,
            computed: finish,
            driver: self.driver,
            ties: self.ties,
            finish_like: self.finish_like,
        }
    }
}
