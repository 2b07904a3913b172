//! Colors and the rules that give them.

use super::forecast::hundredths;
use super::words;
use crate::schedule::{Colored, Reason};
use schemars::JsonSchema;
use serde::Serialize;

/// A rule that gives a color.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rule {
    /// Its name.
    #[schemars(with = "words::ColorRule")]
    pub rule: &'static str,
    /// The color that it gives.
    #[schemars(with = "words::Color")]
    pub color: &'static str,
    /// The contract, blocker, risk or need that is meant.
    pub id: Option<String>,
    /// Working days: late, past due, of float, or after the need.
    pub days: Option<i64>,
    /// Working days that would be tolerated.
    pub tolerance: Option<i64>,
    /// The chance.
    pub chance: Option<f64>,
}

/// The name of a rule.
pub fn name(reason: &Reason<'_>) -> &'static str {
    match reason {
        Reason::DuePassed(_) => "due-passed",
        Reason::Late { .. } => "late",
        Reason::Tolerated(_) => "late-within-tolerance",
        Reason::Chance(_) => "low-chance",
        Reason::Held(_) => "blocker-without-date",
        Reason::NeedGone(_) => "need-called-off",
        Reason::PromiseBroken(_) => "promise-passed",
        Reason::Float(_) => "little-float",
        Reason::Unfrozen(_) => "contract-not-frozen",
        Reason::PromisedLate(..) => "promised-after-need",
        Reason::RiskUnanswered(_) => "risk-without-response",
        Reason::Unproven => "unproven",
        Reason::NoOwner => "no-owner",
        Reason::NoDates => "no-dates",
        Reason::NoAcceptance => "no-acceptance",
        Reason::Stale => "stale",
        Reason::NoPromise(_) => "no-promise",
        Reason::Said(_) => "owner-says",
    }
}

/// All names.
pub const NAMES: [&str; 18] = [
    "due-passed",
    "late",
    "late-within-tolerance",
    "low-chance",
    "blocker-without-date",
    "need-called-off",
    "promise-passed",
    "little-float",
    "contract-not-frozen",
    "promised-after-need",
    "risk-without-response",
    "unproven",
    "no-owner",
    "no-dates",
    "no-acceptance",
    "stale",
    "no-promise",
    "owner-says",
];

/// The rules of a color and of lesser ones, the worst first.
pub fn rules(colored: Option<&Colored<'_>>) -> Vec<Rule> {
    colored
        .into_iter()
        .flat_map(|colored| &colored.reasons)
        .map(Rule::from)
        .collect()
}

impl From<&Reason<'_>> for Rule {
    fn from(reason: &Reason<'_>) -> Rule {
        let mut rule = Rule {
            rule: name(reason),
            color: reason.color().as_str(),
            id: None,
            days: None,
            tolerance: None,
            chance: None,
        };
        match reason {
            Reason::DuePassed(days) | Reason::Tolerated(days) | Reason::Float(days) => {
                rule.days = Some(*days)
            }
            Reason::Late { days, tolerance } => {
                (rule.days, rule.tolerance) = (Some(*days), Some(*tolerance));
            }
            Reason::Chance(chance) => rule.chance = Some(hundredths(*chance)),
            Reason::PromisedLate(id, days) => (rule.id, rule.days) = (Some(id.to_string()), Some(*days)),
            Reason::Held(id)
            | Reason::NeedGone(id)
            | Reason::PromiseBroken(id)
            | Reason::Unfrozen(id)
            | Reason::RiskUnanswered(id)
            | Reason::NoPromise(id) => rule.id = Some(id.to_string()),
            Reason::Unproven
            | Reason::NoOwner
            | Reason::NoDates
            | Reason::NoAcceptance
            | Reason::Stale
            | Reason::Said(_) => {}
        }
        rule
    }
}
