//! The decision log, and the options of an escalation.

use super::Ignore;
use crate::parse::{Date, Few, ItemId, List, Map, Overrides, PersonId, Slug, entity, text_enum};

entity! {
    /// A question, who answers it, and the answer.
    pub struct Decision {
        /// The question.
        pub title: Option<String>,
        /// The one person who decides.
        pub decider: Option<PersonId>,
        /// Who drives it to an answer.
        pub driver: Option<PersonId>,
        /// Who is asked.
        pub consulted: Few<Slug>,
        /// Who is told.
        pub informed: Few<Slug>,
        /// Since when it is open.
        pub raised: Option<Date>,
        /// When it must be decided.
        pub decide_by: Option<Date>,
        /// When it was decided.
        pub decided: Option<Date>,
        /// The option, or `none`.
        pub chosen: Option<Slug>,
        /// Why.
        pub because: Option<String>,
        /// Put off: to when, and why.
        pub deferred: Option<Deferral>,
        /// What it allows to change.
        pub changes: Few<ItemId>,
        /// The decisions it replaces.
        pub supersedes: Few<ItemId>,
        /// The options.
        pub options: Map<Slug, Choice>,
        /// The latest in one line.
        pub note: Option<String>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

entity! {
    /// A decision put off.
    pub struct Deferral {
        /// To when.
        pub to: Option<Date>,
        /// Why.
        pub because: Option<String>,
    }
}

entity! {
    /// One option of a decision.
    pub struct Choice {
        /// What it changes.
        pub kind: Option<ChoiceKind>,
        /// What it is, in one line.
        pub say: Option<String>,
        /// What it changes in the program: `entity.field: value`.
        pub set: Overrides,
        /// What it costs.
        pub cost: Option<String>,
        /// What speaks against it.
        pub downside: Option<String>,
    }
    short say
}

text_enum! {
    /// What an option changes.
    pub enum ChoiceKind {
        /// What is delivered.
        Scope = "scope",
        /// When it is delivered.
        Time = "time",
        /// Who works on it.
        People = "people",
        /// How it is done.
        Technical = "technical",
        /// Anything else.
        Other = "other",
    }
}
