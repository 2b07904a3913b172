//! `decisions`: the log, what is undecided first.

use super::{Iso, iso, words};
use crate::schedule::Question;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `decisions`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Decisions {
    /// What is undecided first, by the days that are left, then by date and id; then the latest decided first.
    pub decisions: Vec<Decision>,
}

/// A decision.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the files")]
pub struct Decision {
    pub id: String,
    pub title: Option<String>,
    #[schemars(with = "words::DecisionState")]
    pub state: &'static str,
    pub decider: Option<String>,
    pub driver: Option<String>,
    #[schemars(with = "Option<Date>")]
    pub raised: Option<Iso>,
    /// The later of `decide_by` and the date to which it was put off.
    #[schemars(with = "Option<Date>")]
    pub decide_by: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub decided: Option<Iso>,
    pub chosen: Option<String>,
    pub because: Option<String>,
    /// Working days since it was raised, or that it took.
    pub age: Option<i64>,
    /// Open items that need it.
    pub holds: Vec<String>,
    pub changes: Vec<String>,
    pub total_float: Option<i64>,
    /// The last day on which it can be decided without delay of the target.
    #[schemars(with = "Option<Date>")]
    pub latest: Option<Iso>,
    /// Working days from as-of to that day.
    pub days_left: Option<i64>,
    pub superseded_by: Vec<String>,
    /// By id.
    pub options: Vec<Choice>,
}

/// An option.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the files")]
pub struct Choice {
    pub id: String,
    #[schemars(with = "Option<crate::model::ChoiceKind>")]
    pub kind: Option<&'static str>,
    pub say: Option<String>,
    pub cost: Option<String>,
    pub downside: Option<String>,
}

impl From<&[Question<'_>]> for Decisions {
    fn from(questions: &[Question<'_>]) -> Decisions {
        Decisions {
            decisions: questions.iter().map(Decision::from).collect(),
        }
    }
}

impl From<&Question<'_>> for Decision {
    fn from(question: &Question<'_>) -> Decision {
        let decision = question.decision;
        let ids = |ids: &[&crate::parse::ItemId]| ids.iter().map(ToString::to_string).collect();
        let options = decision.options.iter().map(|(id, choice)| Choice {
            id: id.to_string(),
            kind: choice.kind.map(|kind| kind.as_str()),
            say: choice.say.clone(),
            cost: choice.cost.clone(),
            downside: choice.downside.clone(),
        });
        Decision {
            id: question.id.to_string(),
            title: decision.title.clone(),
            state: question.state.as_str(),
            decider: decision.decider.as_ref().map(ToString::to_string),
            driver: decision.driver.as_ref().map(ToString::to_string),
            raised: iso(decision.raised),
            decide_by: iso(question.due),
            decided: iso(decision.decided),
            chosen: decision.chosen.as_ref().map(ToString::to_string),
            because: decision.because.clone(),
            age: question.age,
            holds: ids(&question.holds),
            changes: decision.changes.iter().map(ToString::to_string).collect(),
            total_float: question.total_float,
            latest: iso(question.latest),
            days_left: question.days_left,
            superseded_by: ids(&question.superseded_by),
            options: options.collect(),
        }
    }
}
