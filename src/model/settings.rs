//! `linchpin.yaml`: which programs there are, how strict the rules are, and the thresholds of reports.

use crate::parse::{Duration, List, Map, Probability, Slug, entity, text_enum};

entity! {
    /// The settings of a repository.
    pub struct Settings {
        /// Program folders; `*` stands for any name.
        pub programs: List<String>,
        /// Levels of rules, by name.
        pub rules: Map<Slug, RuleSetting>,
        /// Thresholds.
        pub thresholds: Option<Thresholds>,
        /// Items every launch is expected to have.
        pub launch_items: Option<List<Slug>>,
    }
}

entity! {
    /// A level, or `{level, after}`.
    pub struct RuleSetting {
        /// How serious the rule's findings are.
        pub level: Option<Level>,
        /// The age from which on the rule speaks.
        pub after: Option<Duration>,
    }
    short level
}

text_enum! {
    /// How serious a rule's findings are.
    pub enum Level {
        /// Not looked for.
        Off = "off",
        /// Good to know.
        Info = "info",
        /// Should be mended.
        Warn = "warn",
        /// Fails the check.
        Error = "error",
    }
}

entity! {
    /// Thresholds of reports and rules.
    pub struct Thresholds {
        /// Float below which an item is near-critical; default 5d.
        pub near_critical: Option<Duration>,
        /// The confidence of the safe date; default 80%.
        pub confidence: Option<Probability>,
        /// How long before its due date a launch is looked at closely; default 20d.
        pub launch_window: Option<Duration>,
        /// How long a blocker without an expected date is taken to last; default 10d.
        pub blocker_days: Option<Duration>,
    }
}
