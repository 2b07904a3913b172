//! `schedule`: every item with its dates.

use super::colors::{self, Rule};
use super::{Iso, iso, words};
use crate::forecast::TargetForecast;
use crate::schedule::{self, Colors, Evidence, Row, TargetRow};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `schedule`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Schedule {
    /// The program finish.
    #[schemars(with = "Option<Date>")]
    pub finish: Option<Iso>,
    /// The network finish.
    #[schemars(with = "Option<Date>")]
    pub network_finish: Option<Iso>,
    /// Items by early start, then by id.
    pub items: Vec<Standing>,
}

/// An item and how it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Standing {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// Its color; absent where it has left the network, for the targets of a program of more than 5000 items, whose
    /// chance is not simulated here, and in an export.
    #[schemars(with = "Option<words::Color>")]
    pub color: Option<&'static str>,
    /// The names of the rules that give it and lesser ones, the worst first.
    #[schemars(with = "Vec<words::ColorRule>")]
    pub color_rules: Vec<&'static str>,
}

impl Schedule {
    /// The body for the chosen rows.
    pub fn new(schedule: &schedule::Schedule<'_>, rows: &[Row<'_>]) -> Schedule {
        let standing = |row: &Row<'_>| Standing {
            item: row.into(),
            color: None,
            color_rules: Vec::new(),
        };
        Schedule {
            finish: iso(schedule.finish()),
            network_finish: iso(schedule.network_finish()),
            items: rows.iter().map(standing).collect(),
        }
    }

    /// The same with colors, for the same rows, where there is enough evidence for one.
    pub fn colored<'p>(
        mut self,
        schedule: &schedule::Schedule<'p>,
        rows: &[Row<'p>],
        evidence: impl Fn(&str) -> Option<Evidence>,
    ) -> Schedule {
        let colors = Colors::new(schedule);
        for (standing, row) in self.items.iter_mut().zip(rows) {
            let evidence = evidence(row.id.as_str());
            if let Some(colored) = evidence.and_then(|evidence| colors.of(row, &evidence)) {
                standing.color = Some(colored.color.as_str());
                standing.color_rules = colored.reasons.iter().map(colors::name).collect();
            }
        }
        self
    }
}

/// One item.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the schedule's own rows")]
pub struct Item {
    pub id: String,
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    pub title: Option<String>,
    pub owner: Option<String>,
    pub team: Option<String>,
    #[schemars(with = "words::State")]
    pub state: &'static str,
    pub duration: Option<i64>,
    #[schemars(with = "Option<Date>")]
    pub early_start: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub early_finish: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub late_start: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub late_finish: Option<Iso>,
    pub total_float: Option<i64>,
    pub free_float: Option<i64>,
    pub critical: bool,
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    pub margin: Option<i64>,
    pub driving: Option<String>,
}

impl From<&Row<'_>> for Item {
    fn from(row: &Row<'_>) -> Item {
        Item {
            id: row.id.to_string(),
            kind: row.kind.as_str(),
            title: row.item.title().map(str::to_owned),
            owner: row.owner.map(ToString::to_string),
            team: row.team.map(ToString::to_string),
            state: row.state.as_str(),
            duration: row.duration,
            early_start: iso(row.early_start),
            early_finish: iso(row.early_finish),
            late_start: iso(row.late_start),
            late_finish: iso(row.late_finish),
            total_float: row.total_float,
            free_float: row.free_float,
            critical: row.critical,
            due: iso(row.due),
            margin: row.margin,
            driving: row.driving.clone(),
        }
    }
}

/// A target milestone.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the schedule's own rows")]
pub struct Target {
    pub id: String,
    pub title: Option<String>,
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub finish: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    pub margin: Option<i64>,
    pub done: bool,
    #[schemars(with = "Option<Date>")]
    pub likely: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub safe: Option<Iso>,
    pub chance: Option<f64>,
    #[schemars(with = "Option<Date>")]
    pub p10: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub p50: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub p80: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub p90: Option<Iso>,
    pub criticality: Option<f64>,
    /// Its color; absent where the report computes none.
    #[schemars(with = "Option<words::Color>")]
    pub color: Option<&'static str>,
    /// The rules that give it and lesser ones, the worst first.
    pub color_rules: Vec<Rule>,
}

impl From<&TargetRow<'_>> for Target {
    fn from(target: &TargetRow<'_>) -> Target {
        Target {
            id: target.id.to_string(),
            title: target.title.map(str::to_owned),
            due: iso(target.due),
            finish: iso(target.finish),
            earliest: iso(target.finish),
            margin: target.margin,
            done: target.done,
            likely: None,
            safe: None,
            chance: None,
            p10: None,
            p50: None,
            p80: None,
            p90: None,
            criticality: None,
            color: None,
            color_rules: Vec::new(),
        }
    }
}

impl From<&TargetForecast<'_, '_>> for Target {
    fn from(target: &TargetForecast<'_, '_>) -> Target {
        let [p10, p50, p80, p90] = super::forecast::days(target.item.dates);
        let colored = target.colored.as_ref();
        Target {
            likely: p50,
            safe: p80,
            chance: target.item.chance.map(super::forecast::hundredths),
            p10,
            p50,
            p80,
            p90,
            criticality: target.item.criticality.map(super::forecast::hundredths),
            color: colored.map(|colored| colored.color.as_str()),
            color_rules: colors::rules(colored),
            ..Target::from(&target.target)
        }
    }
}
