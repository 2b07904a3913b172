//! `owners`: gaps, load, bus factors.

use super::{Iso, iso, words};
use crate::schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `owners`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Owners {
    /// The least float first, ties by id.
    pub gaps: Vec<Gap>,
    /// The heaviest first.
    pub load: Vec<Load>,
    /// How few people leave more than half of the open items with nobody.
    pub bus_factor: Option<usize>,
    /// The fewest people whose loss leaves a critical item with nobody.
    pub critical_bus_factor: Option<usize>,
    /// With `--absent`: the person's open items in those days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<Vec<Absence>>,
}

/// A gap.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Gap {
    /// The item; launch items are `launch.item`.
    pub id: String,
    /// Its kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// What is missing.
    #[schemars(with = "words::Gap")]
    pub gap: &'static str,
    /// Whom to ask.
    pub ask: Option<String>,
}

/// What one person carries.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Load {
    /// The person.
    pub person: String,
    /// Open items.
    pub open: usize,
    /// Of those, critical ones.
    pub critical: usize,
}

/// An item of somebody who is away.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Absence {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// Start of its work.
    #[schemars(with = "Option<Date>")]
    pub early_start: Option<Iso>,
    /// Finish of its work.
    #[schemars(with = "Option<Date>")]
    pub early_finish: Option<Iso>,
    /// Float.
    pub total_float: Option<i64>,
    /// Who takes it; `null` where it stands still.
    pub deputy: Option<String>,
}

impl From<&schedule::Owners> for Owners {
    fn from(owners: &schedule::Owners) -> Owners {
        Owners {
            gaps: owners
                .gaps
                .iter()
                .map(|gap| Gap {
                    id: gap.id.clone(),
                    kind: gap.kind.as_str(),
                    gap: gap.gap.as_str(),
                    ask: gap.ask.as_ref().map(ToString::to_string),
                })
                .collect(),
            load: owners
                .load
                .iter()
                .map(|load| Load {
                    person: load.person.to_string(),
                    open: load.open,
                    critical: load.critical,
                })
                .collect(),
            bus_factor: owners.bus_factor,
            critical_bus_factor: owners.critical_bus_factor,
            absent: None,
        }
    }
}

impl From<&schedule::Absence<'_>> for Absence {
    fn from(absence: &schedule::Absence<'_>) -> Absence {
        Absence {
            id: absence.id.to_string(),
            kind: absence.kind.as_str(),
            early_start: iso(absence.start),
            early_finish: iso(absence.finish),
            total_float: absence.total_float,
            deputy: absence.deputy.map(ToString::to_string),
        }
    }
}
