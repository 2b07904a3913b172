//! What a rule is.

use super::change::Change;
use super::{Answers, Found};
use crate::history::History;
use crate::load::Loaded;
use crate::model::{Documents, Level, Program, Settings, Stage};
use crate::schedule::Schedule;
use crate::text::{Date, Sources, Tree};

/// A family of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The files themselves.
    Structure,
    /// Ids and the graph.
    References,
    /// Why the program exists, and what it promises.
    Charter,
    /// Who answers for what.
    Ownership,
    /// Dates.
    Schedule,
    /// What teams and vendors hand each other.
    Contracts,
    /// What holds work up.
    Blockers,
    /// What may happen.
    Risks,
    /// The decision log.
    Decisions,
    /// Whether a launch may go.
    Readiness,
    /// Suppressions and upkeep.
    Hygiene,
    /// What compares two states.
    Change,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 12] = [
        Group::Structure,
        Group::References,
        Group::Charter,
        Group::Ownership,
        Group::Schedule,
        Group::Contracts,
        Group::Blockers,
        Group::Risks,
        Group::Decisions,
        Group::Readiness,
        Group::Hygiene,
        Group::Change,
    ];

    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Structure => "structure",
            Group::References => "references",
            Group::Charter => "charter",
            Group::Ownership => "ownership",
            Group::Schedule => "schedule",
            Group::Contracts => "contracts",
            Group::Blockers => "blockers",
            Group::Risks => "risks",
            Group::Decisions => "decisions",
            Group::Readiness => "readiness",
            Group::Hygiene => "hygiene",
            Group::Change => "change",
        }
    }
}

/// The level of a rule before settings are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// The same in every stage.
    Always(Level),
    /// A warning before this stage, an error from it.
    From(Stage),
    /// A warning until the launch is near, an error from then on; the rule says which for each finding.
    Launch,
    /// A warning; under `--scheduled` an error.
    Timed,
}

/// How a rule looks for what it finds.
#[derive(Clone, Copy)]
pub enum Check {
    /// Found while files are read and merged.
    WhileReading,
    /// Looks at the facts.
    Facts(fn(&Facts<'_>, &mut Found<'_>)),
    /// The same, and may ask for the [simulation](Facts::forecast) or the [history](Facts::history).
    Deep(fn(&Facts<'_>, &mut Found<'_>)),
    /// Compares two states: runs only where there is a base.
    Change(fn(&Facts<'_>, &Change<'_>, &mut Found<'_>)),
    /// Looks at the program through time: runs only where git holds its history.
    History(fn(&Facts<'_>, &History, &mut Found<'_>)),
    /// Compares two states and looks at what was before them.
    ChangeInTime(fn(&Facts<'_>, &Change<'_>, &History, &mut Found<'_>)),
}

/// A rule.
pub struct Rule {
    /// Its name: the bad pattern.
    pub name: &'static str,
    /// Its family.
    pub group: Group,
    /// Its level.
    pub level: Default,
    /// Whether it depends on the as-of date.
    pub timed: bool,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Its page: what it finds, why it matters, an example that fires and the same put right.
    pub page: &'static str,
    /// For a rule about missing fields: how `n` findings in one file are told in one line.
    pub folded: Option<&'static str>,
    /// How it looks.
    pub check: Check,
}

/// What rules look at.
pub struct Facts<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its schedule.
    pub schedule: &'a Schedule<'a>,
    /// Where things are written.
    pub documents: &'a Documents,
    /// The files.
    pub sources: &'a Sources,
    /// The tree, to see whether paths exist.
    pub tree: &'a dyn Tree,
    /// The program's folder in the tree.
    pub folder: &'a str,
    /// The settings.
    pub settings: &'a Settings,
    /// The other programs of the repository.
    pub others: &'a [&'a Program],
    /// The as-of date.
    pub as_of: Date,
    /// What was worked out for an earlier rule; empty at first.
    pub answers: Answers<'a>,
}

impl<'a> Facts<'a> {
    /// What rules look at in a program that stands alone: no other programs, and no history.
    pub fn of(
        loaded: &'a Loaded,
        schedule: &'a Schedule<'a>,
        tree: &'a dyn Tree,
        settings: &'a Settings,
    ) -> Facts<'a> {
        Facts {
            program: &loaded.program,
            schedule,
            documents: &loaded.documents,
            sources: &loaded.sources,
            tree,
            folder: &loaded.folder,
            settings,
            others: &[],
            as_of: schedule.as_of,
            answers: Answers::default(),
        }
    }
}

impl Facts<'_> {
    /// The confidence that a date should have: that of the safe date, unless the settings say otherwise.
    pub fn confidence(&self) -> f64 {
        let thresholds = self.settings.thresholds.as_ref();
        let confidence = thresholds.and_then(|thresholds| thresholds.confidence);
        confidence.map_or(0.8, |confidence| confidence.0)
    }

    /// Whether the program has reached a stage.
    pub fn has_reached(&self, stage: Stage) -> bool {
        self.program.stage() >= stage
    }

    /// Whether a launch is within the window before its due date, or later.
    pub fn is_near_launch(&self, launch: &str) -> bool {
        let window = self
            .settings
            .thresholds
            .as_ref()
            .and_then(|thresholds| thresholds.launch_window);
        let days = window.map_or(20, crate::parse::Duration::rough_days);
        let due = self
            .program
            .milestones
            .get(launch)
            .and_then(|milestone| milestone.due);
        due.is_some_and(|due| self.schedule.days_between(self.as_of, due) <= days)
    }
}
