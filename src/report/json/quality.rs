//! `quality`: how sound the plan is as a plan.

use super::forecast::hundredths;
use super::words;
use crate::schedule::{Grade, Measure, Threshold};
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `quality`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quality {
    /// The fourteen points of the DCMA, in their order.
    pub dcma: Vec<Point>,
    /// The practices of the GAO that can be counted, in their order.
    pub gao: Vec<Point>,
    /// How many points and practices have which result.
    pub summary: Summary,
}

/// A point or a practice.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Point {
    /// Its number in its own list.
    pub number: usize,
    /// Its name.
    #[schemars(with = "words::Practice")]
    pub name: &'static str,
    /// The result.
    #[schemars(with = "words::Grade")]
    pub result: &'static str,
    /// What is counted.
    #[schemars(with = "words::Population")]
    pub population: &'static str,
    /// How many are so, or days, or items done.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
    /// Their share, a fraction with two decimals; absent where there is nothing to count.
    pub value: Option<f64>,
    /// What is good.
    pub threshold: Limit,
    /// The ids of what is not as it should be, sorted.
    pub offenders: Vec<String>,
}

/// A threshold; one of the two is set.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Limit {
    /// The share may not be more.
    pub at_most: Option<f64>,
    /// The share may not be less.
    pub at_least: Option<f64>,
}

/// Results, counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Held.
    pub pass: usize,
    /// Missed.
    pub fail: usize,
    /// Nothing to count.
    pub not_assessable: usize,
}

impl From<&[Measure]> for Quality {
    fn from(measures: &[Measure]) -> Quality {
        let (dcma, gao): (Vec<&Measure>, Vec<&Measure>) =
            measures.iter().partition(|measure| measure.practice.is_dcma());
        let count = |grade| measures.iter().filter(|measure| measure.grade() == grade).count();
        Quality {
            dcma: dcma.into_iter().map(Point::from).collect(),
            gao: gao.into_iter().map(Point::from).collect(),
            summary: Summary {
                pass: count(Grade::Pass),
                fail: count(Grade::Fail),
                not_assessable: count(Grade::NotAssessable),
            },
        }
    }
}

impl From<&Measure> for Point {
    fn from(measure: &Measure) -> Point {
        let share = |percent: i64| percent as f64 / 100.0;
        let (at_most, at_least) = match measure.threshold {
            Threshold::AtMost(percent) => (Some(share(percent)), None),
            Threshold::AtLeast(percent) => (None, Some(share(percent))),
        };
        Point {
            number: measure.practice.number(),
            name: measure.practice.as_str(),
            result: measure.grade().as_str(),
            population: measure.population.as_str(),
            numerator: measure.numerator,
            denominator: measure.denominator,
            value: measure.value().map(hundredths),
            threshold: Limit { at_most, at_least },
            offenders: measure.offenders.clone(),
        }
    }
}
