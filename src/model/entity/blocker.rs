//! What has happened and holds work up.

use super::Ignore;
use crate::parse::{Date, Few, ItemId, List, PersonId, entity, text_enum};

entity! {
    /// Something that has happened and holds work up.
    pub struct Blocker {
        /// What is wrong.
        pub title: Option<String>,
        /// What sort.
        pub kind: Option<BlockerKind>,
        /// What it holds up.
        pub blocks: Few<ItemId>,
        /// Who drives it; default: the blocked item's owner.
        pub owner: Option<PersonId>,
        /// The person who can free it.
        pub waiting_on: Option<PersonId>,
        /// Since when; default: from git.
        pub raised: Option<Date>,
        /// When it should clear.
        pub expected: Option<Date>,
        /// The next action.
        pub next: Option<String>,
        /// When it has to be escalated.
        pub escalate_by: Option<Date>,
        /// To whom, when and with which ask it was escalated.
        pub escalated: Option<Escalation>,
        /// When it was resolved.
        pub resolved: Option<Date>,
        /// How it was resolved.
        pub resolution: Option<String>,
        /// The risk that became this.
        pub from_risk: Option<ItemId>,
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

text_enum! {
    /// What sort of blocker.
    pub enum BlockerKind {
        /// No access.
        Access = "access",
        /// A signature is missing.
        Approval = "approval",
        /// A review is missing.
        Review = "review",
        /// A vendor.
        Vendor = "vendor",
        /// No capacity.
        Capacity = "capacity",
        /// A decision is missing.
        Decision = "decision",
        /// Nobody to do it.
        People = "people",
        /// A technical fault.
        Technical = "technical",
        /// An environment.
        Environment = "environment",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// An escalation that was made.
    pub struct Escalation {
        /// To whom.
        pub to: Option<PersonId>,
        /// When.
        pub date: Option<Date>,
        /// What was asked for.
        pub ask: Option<String>,
    }
}
