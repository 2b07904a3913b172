//! `check` and `explain`: findings, and the rules behind them.

use super::words;
use crate::report::render::findings::json::{Finding, Summary};
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `check`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Check {
    /// By file and place; findings of the whole program first.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub summary: Summary,
    /// Lines of the baseline that nothing is found for any more; `null` without a baseline.
    pub stale: Option<Vec<String>>,
}

/// What `explain` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explain {
    /// Version of the shapes.
    pub version: u32,
    /// The command.
    pub kind: &'static str,
    /// The rules by name.
    pub rules: Vec<Rule>,
    /// The page of the one rule that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<&'static str>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// Its level here.
    #[schemars(with = "crate::model::Level")]
    pub level: &'static str,
    /// What it is about.
    #[schemars(with = "words::Group")]
    pub group: &'static str,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// Where the level comes from.
    #[schemars(with = "words::Source")]
    pub from: &'static str,
    /// Whether its findings come with time alone; they are full errors only with `--scheduled`.
    pub timed: bool,
}
