//! Milestones, and what other items share with them: needs, criteria, endings, suppressions.

use crate::parse::{Date, Duration, Estimate, Few, ItemId, List, PersonId, Slug, TeamId, entity, text_enum};

entity! {
    /// An outcome with one owner and one promised date.
    pub struct Milestone {
        /// The outcome ("Backfill reconciled"), not the activity.
        pub title: Option<String>,
        /// The one person who answers for it, never a team.
        pub owner: Option<PersonId>,
        /// Who covers; default: the owner's deputy.
        pub deputy: Option<PersonId>,
        /// The team; default: the owner's.
        pub team: Option<TeamId>,
        /// Stream of work; default: the team.
        pub workstream: Option<Slug>,
        /// What sort of milestone; default `work`.
        pub kind: Option<MilestoneKind>,
        /// What was promised; changing it is change control.
        pub due: Option<Date>,
        /// Work after the last need is met: `8d`, `2w`, `90ed`, or `[low, likely, high]`.
        pub duration: Option<Estimate<Duration>>,
        /// What must come first: ids, or `{id, type, lag}`.
        pub needs: List<Need>,
        /// May not start earlier.
        pub not_before: Option<Date>,
        /// The day work began.
        pub started: Option<Date>,
        /// The day it was finished.
        pub done: Option<Date>,
        /// Work left, for work in progress.
        pub remaining: Option<Estimate<Duration>>,
        /// The owner's own date; may only make the computed one later.
        pub forecast: Option<Date>,
        /// Called off: `{date, because, decision}`.
        pub cancelled: Option<Ending>,
        /// Acceptance criteria.
        pub accept: Few<Criterion>,
        /// Objectives it serves.
        pub serves: Few<Slug>,
        /// Specification: path or address.
        pub spec: Few<String>,
        /// What is handed over: path or address.
        pub deliverables: Few<String>,
        /// The latest in one line.
        pub note: Option<String>,
        /// How it gets back on track, in one line.
        pub recovery: Option<String>,
        /// The day the owner looked and nothing had changed.
        pub confirmed: Option<Date>,
        /// A color worse than the computed one.
        pub rag: Option<Rag>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of milestone.
    pub enum MilestoneKind {
        /// Ordinary work.
        Work = "work",
        /// A review or an assessment.
        Review = "review",
        /// A migration of data or traffic.
        Migration = "migration",
        /// A launch.
        Launch = "launch",
        /// Somebody else's work.
        External = "external",
    }
}

entity! {
    /// A need: the id of a milestone, contract or decision, or `{id, type, lag}`.
    pub struct Need {
        /// What is needed; `program/item` points into another program.
        pub id: Option<ItemId>,
        /// How the two are tied; default `FS`.
        #[serde(rename = "type")]
        pub type_: Option<Relation>,
        /// Working days between them; negative is a lead.
        pub lag: Option<Lag>,
    }
    short id
}

/// A lag: a duration that may be negative.
pub type Lag = crate::parse::Lag;

text_enum! {
    /// The four standard relationships.
    pub enum Relation {
        /// Finish to start.
        FS = "FS",
        /// Start to start.
        SS = "SS",
        /// Finish to finish.
        FF = "FF",
        /// Start to finish.
        SF = "SF",
    }
}

entity! {
    /// How and why something was called off; `true` in a what-if.
    pub struct Ending {
        /// When.
        pub date: Option<Date>,
        /// Why.
        pub because: Option<String>,
        /// The decision behind it.
        pub decision: Option<ItemId>,
        /// What shows it (risks).
        pub proof: Option<String>,
    }
    flag
}

entity! {
    /// An acceptance criterion: a sentence, or `{is, met, proof}`.
    pub struct Criterion {
        /// What must hold.
        pub is: Option<String>,
        /// The day it held.
        pub met: Option<Date>,
        /// What shows it: path or address.
        pub proof: Option<String>,
    }
    short is
}

entity! {
    /// A color worse than the computed one.
    pub struct Rag {
        /// The color at least.
        pub at_least: Option<RagColor>,
        /// Why.
        pub because: Option<String>,
        /// Until when.
        pub until: Option<Date>,
    }
}

text_enum! {
    /// Colors a person may set.
    pub enum RagColor {
        /// Amber.
        Amber = "amber",
        /// Red.
        Red = "red",
    }
}

entity! {
    /// A suppression: a finding that is accepted for a while.
    pub struct Ignore {
        /// The rule.
        pub check: Option<String>,
        /// Why.
        pub because: Option<String>,
        /// The last day.
        pub until: Option<Date>,
    }
}
