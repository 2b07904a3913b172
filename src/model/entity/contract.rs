//! What one team hands another.

use super::{Ending, Ignore};
use crate::parse::{Date, Duration, Estimate, Few, ItemId, List, Map, PersonId, TeamId, entity, text_enum};

entity! {
    /// What one team hands another.
    pub struct Contract {
        /// What is handed over.
        pub title: Option<String>,
        /// What sort.
        pub kind: Option<ContractKind>,
        /// The team that gives.
        pub from: Option<TeamId>,
        /// The team that gets.
        pub to: Option<TeamId>,
        /// The person who sees to it.
        pub owner: Option<PersonId>,
        /// The giver's milestone that produces it.
        pub source: Option<ItemId>,
        /// When it is needed; absent: the receiver's late start.
        pub need_by: Option<Date>,
        /// When the giver says it comes: a date, or `[low, likely, high]`.
        pub promised: Option<Estimate<Date>>,
        /// Who agreed, by team.
        pub agreed_by: Map<TeamId, PersonId>,
        /// When its content must stop changing.
        pub freeze_by: Option<Date>,
        /// When it stopped changing.
        pub frozen: Option<Date>,
        /// When it came.
        pub delivered: Option<Date>,
        /// When the receiver accepted it.
        pub accepted: Option<Date>,
        /// A disagreement.
        pub disputed: Option<Dispute>,
        /// Called off.
        pub withdrawn: Option<Ending>,
        /// Specification: path or address.
        pub spec: Few<String>,
        /// Version of the specification.
        pub version: Option<String>,
        /// From order to delivery.
        pub lead_time: Option<Duration>,
        /// When it was ordered.
        pub ordered: Option<Date>,
        /// What is done if it does not come.
        pub fallback: Option<String>,
        /// The latest in one line.
        pub note: Option<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of contract.
    pub enum ContractKind {
        /// A programming interface.
        Api = "api",
        /// Data.
        Data = "data",
        /// An environment.
        Environment = "environment",
        /// Something bought.
        Procurement = "procurement",
        /// Anything else that is handed over.
        Deliverable = "deliverable",
        /// A signature.
        Approval = "approval",
    }
}

entity! {
    /// A disagreement over a contract.
    pub struct Dispute {
        /// Since when.
        pub since: Option<Date>,
        /// What it is about.
        pub over: Option<String>,
        /// The decision that will end it.
        pub decision: Option<ItemId>,
    }
}
