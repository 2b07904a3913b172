//! `risks`: the register, ranked.

use super::forecast::{hundredths, tenths};
use super::{Iso, iso, words};
use crate::forecast::{Forecast, RiskForecast};
use crate::history::{self, Week};
use crate::schedule::Schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `risks`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Risks {
    /// Iterations.
    pub runs: u32,
    /// Seed.
    pub seed: u64,
    /// Open risks in the list.
    pub open: usize,
    /// Sum of probability times mean delay, in working days.
    pub exposure: f64,
    /// Working days by which all open risks together move the likely date.
    pub effect_p50: Option<f64>,
    /// The same for the safe date.
    pub effect_p80: Option<f64>,
    /// Open risks by days bought, then by id.
    pub risks: Vec<Entry>,
    /// With `--burndown`: the exposure of the whole register at the end of as-of and of each seventh day before
    /// it, oldest first, from the first of them with a program on, at most ten years.
    pub burndown: Option<Vec<BurndownWeek>>,
}

/// The exposure at the end of one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BurndownWeek {
    /// The day.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// Probability times mean delay of all open risks, in working days; `null` where there are open risks and
    /// none has both.
    pub exposure: Option<f64>,
    /// Open risks.
    pub open: u32,
    /// Open risks with a probability and a delay, which alone count.
    pub estimated: u32,
    /// The classes that have an open risk on any of the days, in the order of the format, `null` last.
    pub classes: Vec<BurndownClass>,
}

/// The exposure of one class at the end of one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BurndownClass {
    /// The class; `null` for risks without one.
    #[schemars(with = "Option<crate::model::RiskClass>")]
    pub class: Option<&'static str>,
    /// Probability times mean delay, in working days.
    pub exposure: f64,
    /// Open risks.
    pub open: u32,
}

/// One open risk.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Class.
    #[schemars(with = "Option<crate::model::RiskClass>")]
    pub class: Option<&'static str>,
    /// Who watches it.
    pub owner: Option<String>,
    /// Probability.
    pub prob: Option<f64>,
    /// Likely delay in working days.
    pub delay: Option<f64>,
    /// What it hits.
    pub hits: Vec<String>,
    /// Probability times mean delay, in working days.
    pub exposure: Option<f64>,
    /// Working days by which the safe date would be earlier without it.
    pub days_bought_p80: Option<f64>,
    /// The least float of what it hits.
    pub total_float: Option<i64>,
    /// What is done about it.
    #[schemars(with = "Option<crate::model::Response>")]
    pub response: Option<&'static str>,
    /// When it is looked at again.
    #[schemars(with = "Option<Date>")]
    pub review_by: Option<Iso>,
    /// What is missing.
    #[schemars(with = "Vec<words::Lack>")]
    pub missing: Vec<&'static str>,
    /// Row of the heat map: 1 very low to 5 very high.
    pub prob_band: Option<usize>,
    /// Column of the heat map: 1 up to a day to 5 over fifteen.
    pub delay_band: Option<usize>,
}

impl Risks {
    /// The body for the chosen risks.
    pub fn new(
        schedule: &Schedule<'_>,
        forecast: &Forecast<'_>,
        risks: &[&RiskForecast<'_>],
        weeks: Option<&[Week]>,
    ) -> Risks {
        let exposure: f64 = risks.iter().filter_map(|risk| risk.exposure).sum();
        let (likely, safe) = forecast.risk_effect.unzip();
        Risks {
            runs: forecast.runs,
            seed: forecast.seed,
            open: risks.len(),
            exposure: tenths(exposure),
            effect_p50: likely.map(tenths),
            effect_p80: safe.map(tenths),
            risks: risks.iter().map(|risk| entry(schedule, risk)).collect(),
            burndown: weeks.map(|weeks| {
                let classes = history::classes(weeks);
                weeks.iter().map(|week| burnt(week, &classes)).collect()
            }),
        }
    }
}

fn burnt(week: &Week, classes: &[usize]) -> BurndownWeek {
    let exposure = &week.exposure;
    let of_class = |place: &usize| BurndownClass {
        class: history::class_at(*place),
        exposure: tenths(exposure.by_class[*place]),
        open: exposure.open[*place],
    };
    BurndownWeek {
        date: Iso(week.date),
        exposure: exposure.is_known().then(|| tenths(exposure.total())),
        open: exposure.count(),
        estimated: exposure.estimated,
        classes: classes.iter().map(of_class).collect(),
    }
}

fn entry(schedule: &Schedule<'_>, forecast: &RiskForecast<'_>) -> Entry {
    let risk = forecast.risk;
    let week = schedule.plan.program_calendar().week_days();
    let delay = forecast.likely_delay(schedule.program(), week);
    Entry {
        id: forecast.id.to_string(),
        title: risk.title.clone(),
        class: risk.class.map(|class| class.as_str()),
        owner: risk.owner.as_ref().map(ToString::to_string),
        prob: risk.prob.map(|prob| hundredths(prob.0)),
        delay: delay.map(tenths),
        hits: risk.hits.iter().map(ToString::to_string).collect(),
        exposure: forecast.exposure.map(tenths),
        days_bought_p80: forecast.days_bought.map(tenths),
        total_float: forecast.float,
        response: risk.response.map(|response| response.as_str()),
        review_by: iso(risk.review_by),
        missing: forecast.lacks.iter().map(|lack| lack.as_str()).collect(),
        prob_band: risk.likelihood().map(|band| band + 1),
        delay_band: risk.consequence().map(|band| band + 1),
    }
}
