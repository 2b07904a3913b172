//! `forecast`: the dates that will hold.

use super::{Iso, iso};
use crate::forecast::{self, ItemForecast, Percentiles, RiskForecast};
use crate::schedule::Schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `forecast`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Forecast {
    /// Iterations.
    pub runs: u32,
    /// Seed.
    pub seed: u64,
    /// Items by early start, then by id.
    pub items: Vec<Item>,
    /// Open risks by days bought, then by id.
    pub risks: Vec<Risk>,
    /// The target with the worst margin; without targets the network finish, with no id.
    pub target: Option<Target>,
    /// All target milestones in the order of the charter.
    pub targets: Vec<Target>,
}

/// One item.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Item {
    /// Id.
    pub id: String,
    /// What was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// Chance of the due date.
    pub chance: Option<f64>,
    /// The day by which it is finished in 10 % of the iterations.
    #[schemars(with = "Option<Date>")]
    pub p10: Option<Iso>,
    /// In half of them.
    #[schemars(with = "Option<Date>")]
    pub p50: Option<Iso>,
    /// In 80 %.
    #[schemars(with = "Option<Date>")]
    pub p80: Option<Iso>,
    /// In 90 %.
    #[schemars(with = "Option<Date>")]
    pub p90: Option<Iso>,
    /// Share of iterations in which it drives the program finish.
    pub criticality: Option<f64>,
}

/// One open risk.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Risk {
    /// Id.
    pub id: String,
    /// Probability times mean delay, in working days.
    pub exposure: Option<f64>,
    /// Working days by which the safe date would be earlier without it.
    pub days_bought_p80: Option<f64>,
}

/// A target milestone.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Target {
    /// Id; `null` where the program names no target.
    pub id: Option<String>,
    /// What was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// The earliest date.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// Chance of the due date.
    pub chance: Option<f64>,
    /// Chance of the earliest date.
    pub earliest_chance: Option<f64>,
    /// The day by which it is finished in 10 % of the iterations.
    #[schemars(with = "Option<Date>")]
    pub p10: Option<Iso>,
    /// In half of them.
    #[schemars(with = "Option<Date>")]
    pub p50: Option<Iso>,
    /// In 80 %.
    #[schemars(with = "Option<Date>")]
    pub p80: Option<Iso>,
    /// In 90 %.
    #[schemars(with = "Option<Date>")]
    pub p90: Option<Iso>,
    /// Share of iterations in which it drives the program finish.
    pub criticality: Option<f64>,
}

impl Forecast {
    /// The body; only the chosen items are listed.
    pub fn new(
        schedule: &Schedule<'_>,
        forecast: &forecast::Forecast<'_>,
        items: &[&ItemForecast<'_>],
    ) -> Forecast {
        let targets: Vec<Target> = schedule
            .targets()
            .iter()
            .filter_map(|target| forecast.item(target.id.as_str()))
            .map(Target::from)
            .collect();
        let target = match forecast.target(schedule) {
            Some(item) => Some(Target::from(item)),
            None => forecast.finish.as_ref().map(|finish| network(schedule, finish)),
        };
        Forecast {
            runs: forecast.runs,
            seed: forecast.seed,
            items: items.iter().map(|item| Item::from(*item)).collect(),
            risks: forecast.risks.iter().map(Risk::from).collect(),
            target,
            targets,
        }
    }
}

/// The network finish, where no target is named.
fn network(schedule: &Schedule<'_>, finish: &forecast::Finish) -> Target {
    let [p10, p50, p80, p90] = days(Some(finish.dates));
    Target {
        id: None,
        due: None,
        earliest: iso(schedule.network_finish()),
        chance: None,
        earliest_chance: Some(hundredths(finish.earliest_chance)),
        p10,
        p50,
        p80,
        p90,
        criticality: None,
    }
}

impl From<&ItemForecast<'_>> for Target {
    fn from(item: &ItemForecast<'_>) -> Target {
        let [p10, p50, p80, p90] = days(item.dates);
        Target {
            id: Some(item.row.id.to_string()),
            due: iso(item.row.due),
            earliest: iso(item.row.early_finish),
            chance: item.chance.map(hundredths),
            earliest_chance: item.earliest_chance.map(hundredths),
            p10,
            p50,
            p80,
            p90,
            criticality: item.criticality.map(hundredths),
        }
    }
}

impl From<&ItemForecast<'_>> for Item {
    fn from(item: &ItemForecast<'_>) -> Item {
        let [p10, p50, p80, p90] = days(item.dates);
        Item {
            id: item.row.id.to_string(),
            due: iso(item.row.due),
            chance: item.chance.map(hundredths),
            p10,
            p50,
            p80,
            p90,
            criticality: item.criticality.map(hundredths),
        }
    }
}

impl From<&RiskForecast<'_>> for Risk {
    fn from(risk: &RiskForecast<'_>) -> Risk {
        Risk {
            id: risk.id.to_string(),
            exposure: risk.exposure.map(tenths),
            days_bought_p80: risk.days_bought.map(tenths),
        }
    }
}

pub(super) fn days(dates: Option<Percentiles>) -> [Option<Iso>; 4] {
    let day = |pick: fn(&Percentiles) -> crate::text::Date| iso(dates.as_ref().map(pick));
    [
        day(|dates| dates.p10),
        day(|dates| dates.p50),
        day(|dates| dates.p80),
        day(|dates| dates.p90),
    ]
}

/// Two decimals, as chances are given.
pub(super) fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0 + 0.0
}

/// One decimal, as exposures and differences of percentiles are given.
pub(super) fn tenths(days: f64) -> f64 {
    (days * 10.0).round() / 10.0 + 0.0
}
