//! The dates that will hold: a simulation of the schedule with what is uncertain drawn anew in every iteration.
//!
//! The method is Hulett's risk-driver method. In each iteration every open duration, remaining work and
//! promise is drawn from the triangular distribution of its three values; each open risk occurs or not, and if
//! it does one draw of its severity delays every item that it hits. One forward pass with the semantics of
//! the [schedule](crate::schedule) gives the finish and what drives it; fractions of days are kept inside an
//! iteration, and a shown date is the working day in which the instant falls.
//!
//! In reading order: `draws` are keyed random numbers, `triangular` the distribution, `estimates` what is
//! uncertain, `network` the items in the order of a pass, `assemble` how they get there from a schedule and
//! `crossing` from calendar to calendar, `batch` the pass over 128 iterations at once, `driving` what drives,
//! `tally` what is counted, `variants` what closing a risk would change, `simulate` all iterations, `dates`,
//! `finish` and `targets` what is told of them, `stuck` what one more week of a blocker costs,
//! `escalation` what each option of a decision would do.

mod assemble;
mod batch;
mod crossing;
mod dates;
mod draws;
mod driving;
mod escalation;
mod estimates;
mod finish;
mod network;
mod objectives;
mod register;
mod simulate;
mod stuck;
mod tally;
mod targets;
mod triangular;
mod variants;

#[cfg(test)]
mod tests;

pub use escalation::{Course, Escalation, Expiry, Grounds, Price, Way};
pub use estimates::exposure;
pub use finish::Finish;
pub use objectives::{Stake, stakes};
pub use register::Lack;
pub use stuck::add_safe_costs;
pub use targets::TargetForecast;

use crate::graph::Ix;
use crate::model::Risk;
use crate::parse::{Date, ItemId};
use crate::schedule::{Row, Schedule};
use dates::{counted, items};
use finish::percentile;
use network::{NOWHERE, Network};
use simulate::Job;
use triangular::DAY;
use variants::{Behind, Changed, Variant};

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
    /// The finish, the target milestones and those that serve an objective, and what drives.
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
    /// Working days by which the safe date of the program would be earlier without it; none for what is not
    /// among the 500 largest exposures of a very long register.
    pub days_bought: Option<f64>,
    /// The least float of what it hits.
    pub float: Option<i64>,
    /// What is missing.
    pub lacks: Vec<Lack>,
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
    /// Working days by which all open risks together move the likely and the safe date of the program; none
    /// where they were not asked for.
    pub risk_effect: Option<(f64, f64)>,
}

/// For each group of nodes and a date, the share of iterations in which all of them are finished by then.
pub fn chances(schedule: &Schedule<'_>, options: Options, groups: &[(Vec<Ix>, Date)]) -> Vec<f64> {
    let network = Network::new(schedule, options.seed);
    let runs = options.runs.max(1);
    let together = groups.iter().map(|(group, by)| {
        let nodes = group.iter().map(|ix| network.position[*ix as usize]);
        let known = nodes.filter(|at| *at != NOWHERE);
        known
            .map(|at| (at, dates::limit(schedule, &network, at, Some(*by))))
            .collect()
    });
    let mut job = Job {
        network: &network,
        runs,
        days: Vec::new(),
        together: together.collect(),
        variants: Vec::new(),
        level: fearless_simd::Level::new(),
    };
    let samples = job.run();
    let share = |count: &u64| *count as f64 / f64::from(runs);
    samples.tally.together.iter().map(share).collect()
}

impl<'p> Forecast<'p> {
    /// Simulates a schedule.
    pub fn new(schedule: &Schedule<'p>, options: Options) -> Forecast<'p> {
        let runs = options.runs.max(1);
        let network = Network::new(schedule, options.seed);
        let behind = Behind::new(&network);
        let asked = register::asked(schedule, &network, options.detail);
        let mut variants: Vec<Variant> = asked
            .iter()
            .map(|risk| Variant::closed(&network, &behind, *risk))
            .collect();
        if options.detail >= Detail::Risks {
            variants.push(Variant::certain(&network, &behind));
        }
        let mut job = Job {
            network: &network,
            runs,
            days: counted(schedule, &network, options.detail),
            together: Vec::new(),
            variants,
            level: fearless_simd::Level::new(),
        };
        let samples = job.run();
        let days = job.days;
        let mut forecast = Forecast {
            runs,
            seed: options.seed,
            finish: None,
            items: items(schedule, &network, &days, &samples, runs),
            risks: register::risks(schedule, &network, &asked, &samples, options.detail),
            risk_effect: register::effect(&samples, options.detail),
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
        let worst = targets.iter().min_by_key(|target| target.rank())?;
        self.item(worst.id.as_str())
    }
}

/// By how many working days the safe date of the program is later when the nodes of each group finish so many
/// working days later in every iteration.
pub fn safe_costs(schedule: &Schedule<'_>, options: Options, groups: &[Vec<Ix>], days: i64) -> Vec<f64> {
    let mut network = Network::new(schedule, options.seed);
    let later: Vec<Vec<_>> = groups
        .iter()
        .map(|group| {
            let mut nodes: Vec<u32> = group
                .iter()
                .map(|ix| network.position[*ix as usize])
                .filter(|at| *at != NOWHERE && network.nodes[*at as usize].fixed.is_none())
                .collect();
            nodes.sort_unstable();
            nodes.dedup();
            let ways = nodes
                .into_iter()
                .map(|at| (at, network.later(&schedule.plan, at, days)));
            ways.collect()
        })
        .collect();
    let behind = Behind::new(&network);
    let mut job = Job {
        network: &network,
        runs: options.runs.max(1),
        days: Vec::new(),
        together: Vec::new(),
        variants: later
            .into_iter()
            .map(|later| Variant::later(&network, &behind, later))
            .collect(),
        level: fearless_simd::Level::new(),
    };
    let samples = job.run();
    let before = percentile(&mut samples.finish.clone(), 80);
    let cost = |changed: &Changed| f64::from(changed.finish(&samples.finish, 80) - before) / f64::from(DAY);
    samples.changed.iter().map(cost).collect()
}
