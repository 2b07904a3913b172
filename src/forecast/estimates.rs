//! What is uncertain about an item, as distributions over days: durations, remaining work, promises, and the
//! delay of a risk in the days of what it hits.

use super::triangular::Triangular;
use crate::graph::Ix;
use crate::model::{Contract, Item, Milestone, Program, Risk};
use crate::parse::{Duration, Estimate, Unit};
use crate::schedule::{Calendar, Plan};

/// Factors of a duration given as one value, unless the charter names others.
pub const SPREAD: [f64; 3] = [0.9, 1.0, 1.3];

/// The factors of a program.
pub fn spread_of(program: &Program) -> [f64; 3] {
    program.charter.spread.map_or(SPREAD, |spread| spread.0)
}

/// What has to be done before an open milestone is finished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// The distribution, in days of the calendar that counts the work.
    pub days: Triangular,
    /// Days of it that are behind us; what is left is a day at least.
    pub worked: Option<i64>,
}

/// The work of an open milestone; `None` for one without duration.
pub fn work(plan: &Plan<'_>, ix: Ix, milestone: &Milestone) -> Option<Work> {
    let task = &plan.tasks[ix as usize];
    let calendar = plan.calendar(ix);
    let spread = spread_of(plan.program);
    if let (Some(remaining), Some(_)) = (&milestone.remaining, milestone.started) {
        return Some(Work {
            days: distribution(remaining, calendar, spread),
            worked: None,
        });
    }
    let days = match &milestone.duration {
        Some(duration) => distribution(duration, calendar, spread),
        None if task.implied => Triangular::spread(task.duration as f64, spread),
        None => return None,
    };
    let worked = milestone.started.map(|started| {
        let counts = plan.work_calendar(ix);
        let started = i64::from(started.day());
        (counts.index(plan.as_of) - counts.index(started)).max(0)
    });
    Some(Work { days, worked })
}

fn distribution(estimate: &Estimate<Duration>, calendar: &Calendar, spread: [f64; 3]) -> Triangular {
    let days = |duration: Duration| match duration.unit {
        Unit::Weeks => f64::from(duration.amount) * calendar.week_days() as f64,
        Unit::Days | Unit::Elapsed => f64::from(duration.amount),
    };
    match estimate {
        Estimate::One(one) => Triangular::spread(days(*one), spread),
        Estimate::Three(three) => {
            let mut values = three.map(days);
            values.sort_by(f64::total_cmp);
            Triangular::new(values[0], values[1], values[2])
        }
    }
}

/// The promise of an open contract, as working days after as-of in its own calendar; `None` without one that
/// can still be kept or missed. A single date spreads over the working days from as-of to it.
pub fn promise(plan: &Plan<'_>, ix: Ix, contract: &Contract) -> Option<Triangular> {
    let calendar = plan.calendar(ix);
    let after = |date: crate::parse::Date| {
        (calendar.index(i64::from(date.day()) + 1) - calendar.index(plan.as_of)) as f64
    };
    match contract.promised.as_ref()? {
        Estimate::One(date) => {
            let days = after(*date);
            (days > 0.0).then(|| Triangular::spread(days, spread_of(plan.program)))
        }
        Estimate::Three(dates) => {
            let [low, likely, high] = dates.map(after);
            Some(Triangular::new(low, likely, high))
        }
    }
}

/// The delay of a risk in days of a calendar whose week has `week` working days, for work that counts every
/// day (`elapsed`) or working days; `None` where the risk says none. The other sort of day is converted by
/// the days of a week.
pub fn delay(program: &Program, risk: &Risk, week: i64, elapsed: bool) -> Option<Triangular> {
    let week = week as f64;
    let days = |duration: Duration| {
        let amount = f64::from(duration.amount);
        let (working, all) = match duration.unit {
            Unit::Days => (amount, amount * 7.0 / week),
            Unit::Weeks => (amount * week, amount * 7.0),
            Unit::Elapsed => (amount * week / 7.0, amount),
        };
        if elapsed { all } else { working }
    };
    Some(match risk.delay?.0 {
        Estimate::One(one) => Triangular::spread(days(one), spread_of(program)),
        Estimate::Three(three) => {
            let mut values = three.map(days);
            values.sort_by(f64::total_cmp);
            Triangular::new(values[0], values[1], values[2])
        }
    })
}

/// Probability times mean delay, in working days of the program; `None` where one of them is not said.
pub fn exposure(program: &Program, risk: &Risk, week: i64) -> Option<f64> {
    Some(risk.prob?.0 * delay(program, risk, week, false)?.mean())
}

/// Whether a risk can delay an item: milestones and contracts can be hit, decisions cannot.
pub fn can_be_hit(item: Item<'_>) -> bool {
    !matches!(item, Item::Decision(_))
}
