//! The dates that will hold: a simulation of the schedule with what is uncertain drawn anew in every iteration.
//!
//! The method is Hulett's risk-driver method. In each iteration every open duration, remaining work and
//! promise is drawn from the triangular distribution of its three values; each open risk occurs or not, and if
//! it does one draw of its severity delays every item that it hits. One forward pass with the semantics of
//! the [schedule](crate::schedule) gives the finish and what drives it; fractions of days are kept inside an
//! iteration, and a shown date is the working day in which the instant falls.
//!
//! In reading order: [`draws`] are keyed random numbers, [`triangular`] the distribution, [`estimates`] what
//! is uncertain, [`network`] the items in the order of a pass, [`batch`] the pass over 128 iterations at once,
//! [`driving`] what drives, [`tally`] what is counted, [`variants`] what closing a risk would change,
//! [`simulate`] all iterations.

mod batch;
mod crossing;
mod draws;
mod driving;
mod estimates;
mod network;
mod simulate;
mod tally;
mod triangular;
mod variants;

#[cfg(test)]
mod tests;

pub use estimates::exposure;

use crate::graph::Ix;
use crate::model::Risk;
use crate::parse::{Date, ItemId};
use crate::schedule::{Row, Schedule};
use network::{NOWHERE, Network};
use simulate::{Job, Samples};
use tally::{Days, rank};
use triangular::DAY;
use variants::{Behind, Variant};

/// How to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Iterations.
    pub runs: u32,
    /// What all draws depend on, beside what they are for.
    pub seed: u64,
    /// How much is asked for; it changes no figure, only which there are.
    pub detail: Detail,
}

/// How much is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The finish, the target milestones, and what drives.
    Finish,
    /// The dates of every item too.
    Items,
    /// What closing each risk would bring too.
    Risks,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            runs: 10_000,
            seed: 1,
            detail: Detail::Risks,
        }
    }
}

/// The days by which 10, 50, 80 and 90 % of the iterations are finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percentiles {
    /// One in ten.
    pub p10: Date,
    /// Half: the likely date.
    pub p50: Date,
    /// The safe date.
    pub p80: Date,
    /// Nine in ten.
    pub p90: Date,
}

/// The forecast of one item.
#[derive(Clone, Debug)]
pub struct ItemForecast<'p> {
    /// The item as scheduled.
    pub row: Row<'p>,
    /// Its dates; none for what has left the network or is part of a cycle.
    pub dates: Option<Percentiles>,
    /// The chance of its due date, 0 to 1.
    pub chance: Option<f64>,
    /// The chance of its earliest date.
    pub earliest_chance: Option<f64>,
    /// Share of iterations in which it drives the program finish.
    pub criticality: Option<f64>,
}

/// The forecast of one open risk.
#[derive(Clone, Debug)]
pub struct RiskForecast<'p> {
    /// Its id.
    pub id: &'p ItemId,
    /// The risk.
    pub risk: &'p Risk,
    /// Probability times mean delay, in working days; none where one of them is not said.
    pub exposure: Option<f64>,
    /// Working days by which the safe date of the program would be earlier without it.
    pub days_bought: f64,
}

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

/// A simulation of a schedule.
#[derive(Debug)]
pub struct Forecast<'p> {
    /// Iterations.
    pub runs: u32,
    /// Seed.
    pub seed: u64,
    /// The program finish; none where nothing has dates.
    pub finish: Option<Finish>,
    /// All items, as [`Schedule::rows`] orders them.
    pub items: Vec<ItemForecast<'p>>,
    /// Open risks by days bought, then by id; empty where they were not asked for.
    pub risks: Vec<RiskForecast<'p>>,
}

impl<'p> Forecast<'p> {
    /// Simulates a schedule.
    pub fn new(schedule: &Schedule<'p>, options: Options) -> Forecast<'p> {
        let runs = options.runs.max(1);
        let network = Network::new(schedule, options.seed);
        let behind = Behind::new(&network);
        let asked = if options.detail >= Detail::Risks {
            network.risks.len()
        } else {
            0
        };
        let risks = 0..asked as u32;
        let mut job = Job {
            network: &network,
            runs,
            days: counted(schedule, &network, options.detail),
            variants: risks
                .map(|risk| Variant::closed(&network, &behind, risk))
                .collect(),
        };
        let samples = job.run();
        let days = job.days;
        let mut forecast = Forecast {
            runs,
            seed: options.seed,
            finish: None,
            items: items(schedule, &network, &days, &samples, runs),
            risks: if options.detail >= Detail::Risks {
                risks_of(schedule, &network, &samples)
            } else {
                Vec::new()
            },
        };
        if !network.ends.is_empty() {
            forecast.finish = Some(Finish::new(schedule, samples.finish));
        }
        forecast
    }

    /// The forecast of an item.
    pub fn item(&self, id: &str) -> Option<&ItemForecast<'p>> {
        self.items.iter().find(|item| item.row.id.as_str() == id)
    }

    /// The target with the worst margin, as the schedule has it; an open one before one that is done.
    pub fn target(&self, schedule: &Schedule<'p>) -> Option<&ItemForecast<'p>> {
        let targets = schedule.targets();
        let worst = targets
            .iter()
            .min_by_key(|target| (target.done, target.margin.unwrap_or(i64::MAX)))?;
        self.item(worst.id.as_str())
    }
}

/// The items whose days are counted: those of the program that are open and asked for.
fn counted(schedule: &Schedule<'_>, network: &Network<'_>, detail: Detail) -> Vec<Days> {
    let plan = &schedule.plan;
    let mut days = Vec::new();
    for (at, node) in network.nodes.iter().enumerate() {
        let known = &plan.graph.nodes[node.ix as usize];
        let is_asked = detail >= Detail::Items || plan.targets.contains(&node.ix);
        if node.fixed.is_some() || known.program != 0 || !is_asked {
            continue;
        }
        let ends = ends(schedule, network, node.ix);
        let calendar = &plan.calendars[node.space as usize];
        // In time is what is shown on the date or before.
        let limit = |date: Option<Date>| match date {
            Some(date) if date >= schedule.as_of => {
                let own = plan.work_calendar(node.ix);
                let boundary = own.day(own.index(i64::from(date.day()) + 1));
                crossing::parts(calendar.index(boundary)) - (1 - ends)
            }
            _ => i32::MIN,
        };
        let limits = [limit(known.item.due()), limit(schedule.finish_date(node.ix))];
        days.push(Days::new(at as u32, ends, limits));
    }
    days
}

/// 1 where a finish is shown on the day that ends there, 0 where on the day that begins.
fn ends(schedule: &Schedule<'_>, network: &Network<'_>, ix: Ix) -> i32 {
    let node = &network.nodes[network.position[ix as usize] as usize];
    let takes_time = node.work > 0 || node.drawn.is_some() || !node.hits.is_empty();
    let by_finish = schedule.early(ix).is_some_and(|placed| placed.finish_like);
    i32::from(takes_time || node.forecast.is_some() || by_finish)
}

fn items<'p>(
    schedule: &Schedule<'p>,
    network: &Network<'_>,
    days: &[Days],
    samples: &Samples,
    runs: u32,
) -> Vec<ItemForecast<'p>> {
    let mut counted: Vec<Option<usize>> = vec![None; network.nodes.len()];
    for (at, days) in days.iter().enumerate() {
        counted[days.node as usize] = Some(at);
    }
    let share = |count: u64| count as f64 / f64::from(runs);
    let forecast = |row: Row<'p>| {
        let at = row.ix.map_or(NOWHERE, |ix| network.position[ix as usize]);
        let mut item = ItemForecast {
            row,
            dates: None,
            chance: None,
            earliest_chance: None,
            criticality: None,
        };
        if at == NOWHERE {
            return item;
        }
        match counted[at as usize] {
            Some(number) => {
                let days = &days[number];
                let day = |percent| {
                    let index = samples.tally.percentile(days, percent, runs.into());
                    shown(schedule, network, days, index)
                };
                item.dates = Some(Percentiles {
                    p10: day(10),
                    p50: day(50),
                    p80: day(80),
                    p90: day(90),
                });
                let [due, earliest] = samples.tally.in_time[number];
                item.chance = item.row.due.map(|_| share(due));
                item.earliest_chance = Some(share(earliest));
                item.criticality = Some(share(samples.tally.driving[at as usize]));
            }
            None if network.nodes[at as usize].fixed.is_none() => {
                item.criticality = Some(share(samples.tally.driving[at as usize]));
            }
            None => {
                item.dates = item.row.early_finish.map(|date| Percentiles {
                    p10: date,
                    p50: date,
                    p80: date,
                    p90: date,
                });
                let is_in_time = |due| item.row.early_finish.is_some_and(|done| done <= due);
                item.chance = item.row.due.map(|due| f64::from(u8::from(is_in_time(due))));
                item.earliest_chance = item.row.early_finish.map(|_| 1.0);
                item.criticality = Some(0.0);
            }
        }
        item
    };
    schedule.rows().into_iter().map(forecast).collect()
}

/// The day on which a counted day of an item is shown.
fn shown(schedule: &Schedule<'_>, network: &Network<'_>, days: &Days, index: i64) -> Date {
    let plan = &schedule.plan;
    let node = &network.nodes[days.node as usize];
    let day = plan.calendars[node.space as usize].day(index);
    // What takes no time may be at a boundary on a day off: it is shown on the working day before or after.
    let own = plan.work_calendar(node.ix);
    let day = if days.ends == 1 {
        own.day(own.index(day + 1) - 1)
    } else {
        own.day(own.index(day))
    };
    date(day).max(schedule.as_of)
}

fn date(day: i64) -> Date {
    Date::from_day(i32::try_from(day).unwrap_or(i32::MAX))
}

fn risks_of<'p>(schedule: &Schedule<'p>, network: &Network<'p>, samples: &Samples) -> Vec<RiskForecast<'p>> {
    let program = schedule.program();
    let week = schedule.plan.program_calendar().week_days();
    let safe = |samples: &mut [i32]| percentile(samples, 80);
    let mut all = samples.finish.clone();
    let before = safe(&mut all);
    let mut risks: Vec<RiskForecast<'p>> = program
        .risks
        .iter()
        .filter(|(_, risk)| estimates::is_open(risk))
        .map(|(id, risk)| RiskForecast {
            id,
            risk,
            exposure: exposure(program, risk, week),
            days_bought: 0.0,
        })
        .collect();
    for (chance, changed) in network.risks.iter().zip(&samples.changed) {
        let Some(risk) = risks.iter_mut().find(|risk| risk.id == chance.id) else {
            continue;
        };
        if changed.0.is_empty() {
            continue;
        }
        let mut without = samples.finish.clone();
        for (iteration, finish) in &changed.0 {
            without[*iteration as usize] = *finish;
        }
        risk.days_bought = f64::from(before - safe(&mut without)) / f64::from(DAY);
    }
    risks.sort_by(|a, b| b.days_bought.total_cmp(&a.days_bought).then_with(|| a.id.cmp(b.id)));
    risks
}

/// The smallest value with at least a share of the sample at or below it. The values change places.
fn percentile(samples: &mut [i32], percent: u64) -> i32 {
    let at = rank(percent, samples.len() as u64) as usize - 1;
    if at >= samples.len() {
        return 0;
    }
    *samples.select_nth_unstable(at).1
}

/// The working day of the program in which an instant of its calendar falls.
fn finish_day(schedule: &Schedule<'_>, instant: i32) -> Date {
    let index = i64::from((instant - 1).div_euclid(DAY));
    date(schedule.plan.program_calendar().day(index)).max(schedule.as_of)
}

impl Finish {
    fn new(schedule: &Schedule<'_>, mut samples: Vec<i32>) -> Finish {
        samples.sort_unstable();
        let at = |percent| finish_day(schedule, samples[rank(percent, samples.len() as u64) as usize - 1]);
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
        let boundary = crossing::parts(calendar.index(i64::from(by.day()) + 1));
        let in_time = self.sorted.partition_point(|instant| *instant <= boundary);
        in_time as f64 / self.sorted.len().max(1) as f64
    }

    /// Mean and variance of the finish as working days after as-of.
    pub fn moments(&self, schedule: &Schedule<'_>) -> (f64, f64) {
        let plan = &schedule.plan;
        let from = crossing::parts(plan.program_calendar().index(plan.as_of));
        let days = |instant: &i32| f64::from(instant - from) / f64::from(DAY);
        let count = self.sorted.len().max(1) as f64;
        let mean = self.sorted.iter().map(days).sum::<f64>() / count;
        let squares = self.sorted.iter().map(|instant| (days(instant) - mean).powi(2));
        (mean, squares.sum::<f64>() / count)
    }
}
