//! `critical-path`: what drives the date.

use super::{Iso, Item, iso};
use crate::schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `critical-path`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CriticalPath {
    /// The finish it leads to.
    #[schemars(with = "Option<Date>")]
    pub finish: Option<Iso>,
    /// What was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// Working days from finish to due; negative is late.
    pub margin: Option<i64>,
    /// Working days after as-of through the finish.
    pub to_go: Option<i64>,
    /// From the first item to the last.
    pub path: Vec<Step>,
    /// Near-critical items by early start, then by id.
    pub near: Vec<Near>,
    /// How many critical paths there are.
    pub paths: u32,
    /// Whether there are more than were counted.
    pub paths_capped: bool,
}

/// An item on the path.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// Days the finish would gain if it took no time.
    pub drag: Option<i64>,
}

/// An item that is nearly critical.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Near {
    /// Id.
    pub id: String,
    /// Float in working days.
    pub total_float: Option<i64>,
}

impl From<&schedule::CriticalPath<'_>> for CriticalPath {
    fn from(path: &schedule::CriticalPath<'_>) -> CriticalPath {
        CriticalPath {
            finish: iso(path.finish),
            due: iso(path.due),
            margin: path.margin,
            to_go: path.to_go,
            path: path
                .path
                .iter()
                .map(|(row, drag)| Step {
                    item: row.into(),
                    drag: *drag,
                })
                .collect(),
            near: path
                .near
                .iter()
                .map(|row| Near {
                    id: row.id.to_string(),
                    total_float: row.total_float,
                })
                .collect(),
            paths: path.paths,
            paths_capped: path.paths_capped,
        }
    }
}
