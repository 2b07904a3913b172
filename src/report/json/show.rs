//! `show`: one item, or the charter.

use super::{Item, words};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The body of `show ID`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Show {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub entity: &'static str,
    /// Where it is written.
    pub file: Option<String>,
    /// The line of its id.
    pub line: Option<usize>,
    /// The fields as written.
    pub fields: Value,
    /// Its dates, for milestones, contracts and decisions.
    pub schedule: Option<Item>,
    /// What it needs.
    pub needs: Vec<String>,
    /// What needs it.
    pub needed_by: Vec<String>,
    /// Open blockers on it.
    pub blockers: Vec<String>,
    /// Roots it hangs on.
    pub roots: Vec<String>,
    /// Open risks that hit it.
    pub risks: Vec<String>,
}

/// The body of `show charter`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Charter {
    /// The fields as written.
    pub fields: Value,
    /// The target milestones.
    pub targets: Vec<super::Target>,
}
