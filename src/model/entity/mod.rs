//! What a TPM writes, field by field: the types that the YAML is read into, from which the schema is
//! derived too. The doc comments are the hover texts of an editor.
//!
//! Every field may be missing or wrong: [`entity!`] reads each on its own, so that one bad value leaves the
//! field empty, becomes a finding, and hides nothing else. Positions are not kept here; see
//! [`Documents`](crate::model::Documents).

mod blocker;
mod charter;
mod contract;
mod decision;
mod launch;
mod milestone;
mod organization;
mod risk;

pub use blocker::{Blocker, BlockerKind, Escalation};
pub use charter::{Assumption, Authority, Charter, Objective, Stage, Stakeholder, Tolerance};
pub use contract::{Contract, ContractKind, Dispute};
pub use decision::{Choice, ChoiceKind, Decision, Deferral};
pub use launch::{Comm, Launch, LaunchItem, Ops, Phase, Roles};
pub use milestone::{Criterion, Ending, Ignore, Milestone, MilestoneKind, Need, Rag, RagColor, Relation};
pub use organization::{Calendar, Person, Team, TeamKind};
pub use risk::{Action, Residual, Response, Risk, RiskClass};

use crate::parse::{ItemId, Map, PersonId, TeamId, entity};

entity! {
    /// One file of a program: any of the sections, each once.
    pub struct ProgramFile {
        /// Why the program exists, who stands behind it and what it promises.
        pub charter: Option<Charter>,
        /// Working days of the program.
        pub calendar: Option<Calendar>,
        /// Teams, vendors and business units.
        pub teams: Map<TeamId, Team>,
        /// The people that own, lead, approve or wait.
        pub people: Map<PersonId, Person>,
        /// Outcomes with one owner and one promised date.
        pub milestones: Map<ItemId, Milestone>,
        /// What one team hands another; also procurement and vendor deliveries.
        pub contracts: Map<ItemId, Contract>,
        /// What has happened and holds work up.
        pub blockers: Map<ItemId, Blocker>,
        /// What may happen.
        pub risks: Map<ItemId, Risk>,
        /// The decision log, and the options of an escalation.
        pub decisions: Map<ItemId, Decision>,
        /// Readiness and production ownership, keyed by the launch milestone.
        pub launches: Map<ItemId, Launch>,
    }
}
