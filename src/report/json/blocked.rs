//! `blocked`: roots, and what hangs on them.

use super::{Iso, iso, words};
use crate::schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `blocked`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blocked {
    /// The costliest first: by `p80_costs`, then by `week_costs`, ties by id.
    pub roots: Vec<Root>,
    /// Blocked items by early start, then by id.
    pub items: Vec<Item>,
}

/// A root.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the schedule's own roots")]
pub struct Root {
    pub id: String,
    pub title: Option<String>,
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    #[schemars(with = "Option<crate::model::BlockerKind>")]
    pub blocker_kind: Option<&'static str>,
    pub age: Option<i64>,
    pub total_float: Option<i64>,
    pub waiting_on: Option<String>,
    pub owner: Option<String>,
    #[schemars(with = "Option<Date>")]
    pub expected: Option<Iso>,
    pub week_costs: i64,
    /// Working days by which the safe date moves for one more week; absent in programs too large to simulate
    /// at every call.
    pub p80_costs: Option<f64>,
    pub holds: Vec<String>,
}

/// A blocked item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item {
    /// Id.
    pub id: String,
    /// State.
    #[schemars(with = "words::State")]
    pub state: &'static str,
    /// The roots it hangs on.
    pub roots: Vec<String>,
}

impl From<&schedule::Blocked<'_>> for Blocked {
    fn from(blocked: &schedule::Blocked<'_>) -> Blocked {
        let root = |root: &schedule::Root<'_>| Root {
            id: root.id.to_string(),
            title: root.title().map(str::to_owned),
            kind: root.kind().as_str(),
            blocker_kind: root.blocker_kind().map(|kind| kind.as_str()),
            age: root.age,
            total_float: root.total_float,
            waiting_on: root.waiting_on.map(ToString::to_string),
            owner: root.owner.map(ToString::to_string),
            expected: iso(root.expected),
            week_costs: root.week_costs,
            p80_costs: root.safe_costs,
            holds: root.holds.iter().map(ToString::to_string).collect(),
        };
        Blocked {
            roots: blocked.roots.iter().map(root).collect(),
            items: blocked
                .items
                .iter()
                .map(|(id, state, roots)| Item {
                    id: id.to_string(),
                    state: state.as_str(),
                    roots: roots.iter().map(ToString::to_string).collect(),
                })
                .collect(),
        }
    }
}
