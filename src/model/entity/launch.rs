//! Readiness and production ownership of a launch.

use super::Ignore;
use crate::parse::{Date, Duration, ItemId, List, Map, PersonId, Slug, TeamId, entity};

entity! {
    /// Is it ready, and who owns it in production?
    pub struct Launch {
        /// Who operates it.
        pub ops: Option<Ops>,
        /// What has to be ready: items, or the milestone that covers one.
        pub items: Map<Slug, LaunchItem>,
        /// The steps from nobody to everybody.
        pub phases: List<Phase>,
        /// Who is told what, when.
        pub comms: List<Comm>,
        /// Who does what on the day.
        pub roles: Option<Roles>,
        /// The decision to go.
        pub go: Option<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

entity! {
    /// Who operates it in production.
    pub struct Ops {
        /// The team.
        pub team: Option<TeamId>,
        /// The on-call rota.
        pub oncall: Option<String>,
        /// Who accepted it for the team.
        pub accepted_by: Option<PersonId>,
        /// When.
        pub accepted_on: Option<Date>,
    }
}

entity! {
    /// One thing that has to be ready, or the id of the milestone that covers it.
    pub struct LaunchItem {
        /// The milestone that covers it.
        pub covered_by: Option<ItemId>,
        /// Who sees to it.
        pub owner: Option<PersonId>,
        /// Until when.
        pub by: Option<Date>,
        /// Since when it is worked on.
        pub started: Option<Date>,
        /// When it was ready.
        pub ready: Option<Date>,
        /// What shows it.
        pub proof: Option<String>,
        /// Who checked.
        pub checked_by: Option<PersonId>,
        /// The decision that waives it.
        pub waived: Option<ItemId>,
    }
    short covered_by
}

entity! {
    /// One step of a launch.
    pub struct Phase {
        /// Name.
        pub name: Option<String>,
        /// Share of the traffic.
        pub share: Option<String>,
        /// How long it is held.
        pub bake: Option<Duration>,
        /// When the next step may come.
        pub exit: Option<String>,
        /// When it is rolled back.
        pub rollback_if: Option<String>,
    }
}

entity! {
    /// One message.
    pub struct Comm {
        /// The team or person told.
        pub to: Option<Slug>,
        /// How.
        pub channel: Option<String>,
        /// When.
        pub date: Option<Date>,
        /// By whom.
        pub owner: Option<PersonId>,
        /// When it went out.
        pub sent: Option<Date>,
    }
}

entity! {
    /// Who does what on the day.
    pub struct Roles {
        /// Leads.
        pub commander: Option<PersonId>,
        /// Speaks.
        pub comms: Option<PersonId>,
        /// May roll back.
        pub rollback: Option<PersonId>,
    }
}
