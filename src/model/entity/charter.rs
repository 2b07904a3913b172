//! What the program is for: the charter and its parts.

use crate::parse::{Date, Duration, Few, ItemId, List, Map, PersonId, Slug, entity, text_enum};

entity! {
    /// Why the program exists, who stands behind it and what it promises.
    pub struct Charter {
        /// Identifier of the program; default: the folder's name.
        pub id: Option<Slug>,
        /// Name of the program.
        pub title: Option<String>,
        /// How far the program is; decides when a missing field turns from warning to error.
        pub stage: Option<Stage>,
        /// Who pays and clears the way.
        pub sponsor: Option<PersonId>,
        /// The technical program manager.
        pub tpm: Option<PersonId>,
        /// First day of the program; no work is scheduled before it.
        pub start: Option<Date>,
        /// The milestones that are the promise to the outside.
        pub target: Few<ItemId>,
        /// What will be true afterwards, each with a number and a date.
        pub objectives: Map<Slug, Objective>,
        /// What belongs to the program.
        pub in_scope: Option<List<String>>,
        /// What does not.
        pub out_of_scope: Option<List<String>>,
        /// What is taken for true and not yet known.
        pub assumptions: Map<Slug, Assumption>,
        /// Limits: texts or paths.
        pub constraints: Few<String>,
        /// Requirements: texts or paths.
        pub requirements: Few<String>,
        /// Who wants to hear what, how often.
        pub stakeholders: List<Stakeholder>,
        /// Who may decide what.
        pub authority: Option<Authority>,
        /// How late is still reported as amber.
        pub tolerance: Option<Tolerance>,
        /// Low, likely and high factor of a duration given as one value.
        pub spread: Option<Spread>,
    }
}

text_enum! {
    /// How far a program is.
    pub enum Stage {
        /// An idea with a name.
        Proposed = "proposed",
        /// Sponsor, TPM and goal are named.
        Defined = "defined",
        /// Work is under way.
        Delivering = "delivering",
        /// The launch is near.
        Launching = "launching",
        /// Done.
        Closed = "closed",
    }
}

entity! {
    /// A sentence with a number and a date, or `{say, by}`.
    pub struct Objective {
        /// The measurable sentence.
        pub say: Option<String>,
        /// The date it must hold.
        pub by: Option<Date>,
    }
    short say
}

entity! {
    /// Something taken for true.
    pub struct Assumption {
        /// What is assumed.
        pub say: Option<String>,
        /// Who finds out.
        pub owner: Option<PersonId>,
        /// When it has to be known.
        pub validate_by: Option<Date>,
        /// When it was found to hold.
        pub validated: Option<Date>,
        /// When it was found not to hold.
        pub broken: Option<Date>,
    }
    short say
}

entity! {
    /// Someone who has to be told.
    pub struct Stakeholder {
        /// A team or a person.
        pub who: Option<Slug>,
        /// What they want to know.
        pub wants: Option<String>,
        /// How often they hear of it.
        pub cadence: Option<String>,
    }
    short who
}

entity! {
    /// Who may decide what.
    pub struct Authority {
        /// May move the target.
        pub rebaseline: Option<PersonId>,
        /// May accept a high risk.
        pub accept_high_risk: Option<PersonId>,
        /// May waive a launch item.
        pub waive_gate: Option<PersonId>,
    }
}

entity! {
    /// How late is still amber.
    pub struct Tolerance {
        /// For the target milestones.
        pub target: Option<Duration>,
        /// For every other milestone.
        pub milestone: Option<Duration>,
    }
}

/// Low, likely and high factor of a single-valued duration.
pub type Spread = crate::parse::Triple;
