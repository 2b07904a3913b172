//! The program finish over all iterations, and percentiles of samples.

use super::Percentiles;
use super::crossing::parts;
use super::dates::date;
use super::tally::rank;
use super::triangular::DAY;
use crate::parse::Date;
use crate::schedule::Schedule;

/// The program finish over all iterations.
#[derive(Clone, Debug)]
pub struct Finish {
    /// Its dates.
    pub dates: Percentiles,
    /// Share of iterations that are finished on the earliest date or before.
    pub earliest_chance: f64,
    /// Instants in ascending order, in parts of a working day of the program.
    sorted: Vec<i32>,
}

/// The working day of the program in which an instant of its calendar falls.
fn finish_day(schedule: &Schedule<'_>, instant: i32) -> Date {
    let index = i64::from((instant - 1).div_euclid(DAY));
    date(schedule.plan.program_calendar().day(index)).max(schedule.as_of)
}

impl Finish {
    pub(super) fn new(schedule: &Schedule<'_>, mut samples: Vec<i32>) -> Finish {
        samples.sort_unstable();
        let at = |percent| {
            finish_day(
                schedule,
                samples[rank(percent, samples.len() as u64) as usize - 1],
            )
        };
        let dates = Percentiles {
            p10: at(10),
            p50: at(50),
            p80: at(80),
            p90: at(90),
        };
        let mut finish = Finish {
            dates,
            earliest_chance: 0.0,
            sorted: samples,
        };
        if let Some(earliest) = schedule.finish() {
            finish.earliest_chance = finish.chance(schedule, earliest);
        }
        finish
    }

    /// The first and the last day on which any iteration finishes.
    pub fn range(&self, schedule: &Schedule<'_>) -> (Date, Date) {
        let ends = (self.sorted.first(), self.sorted.last());
        match ends {
            (Some(first), Some(last)) => (finish_day(schedule, *first), finish_day(schedule, *last)),
            _ => (schedule.as_of, schedule.as_of),
        }
    }

    /// The chance of being finished on a day or before.
    pub fn chance(&self, schedule: &Schedule<'_>, by: Date) -> f64 {
        let calendar = schedule.plan.program_calendar();
        let boundary = parts(calendar.index(i64::from(by.day()) + 1));
        let in_time = self.sorted.partition_point(|instant| *instant <= boundary);
        in_time as f64 / self.sorted.len().max(1) as f64
    }

    /// Mean and variance of the finish as working days after as-of.
    pub fn moments(&self, schedule: &Schedule<'_>) -> (f64, f64) {
        let plan = &schedule.plan;
        let from = parts(plan.program_calendar().index(plan.as_of));
        let days = |instant: &i32| f64::from(instant - from) / f64::from(DAY);
        let count = self.sorted.len().max(1) as f64;
        let mean = self.sorted.iter().map(days).sum::<f64>() / count;
        let squares = self.sorted.iter().map(|instant| (days(instant) - mean).powi(2));
        (mean, squares.sum::<f64>() / count)
    }
}

/// The smallest value with at least a share of the sample at or below it. The values change places.
pub(super) fn percentile(samples: &mut [i32], percent: u64) -> i32 {
    let at = rank(percent, samples.len() as u64) as usize - 1;
    if at >= samples.len() {
        return 0;
    }
    *samples.select_nth_unstable(at).1
}
