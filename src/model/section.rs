//! The sections of a program's files: the one list of their names.

use super::Kind;

/// A section of a program, in the order in which changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The charter.
    Charter,
    /// The calendar.
    Calendar,
    /// Teams.
    Teams,
    /// People.
    People,
    /// Milestones.
    Milestones,
    /// Contracts.
    Contracts,
    /// Blockers.
    Blockers,
    /// Risks.
    Risks,
    /// Decisions.
    Decisions,
    /// Launches.
    Launches,
}

impl Section {
    /// All of them.
    pub const ALL: [Section; 10] = [
        Section::Charter,
        Section::Calendar,
        Section::Teams,
        Section::People,
        Section::Milestones,
        Section::Contracts,
        Section::Blockers,
        Section::Risks,
        Section::Decisions,
        Section::Launches,
    ];

    /// The one of a key in the files.
    pub fn named(key: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.as_str() == key)
    }

    /// Its key in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Charter => "charter",
            Section::Calendar => "calendar",
            Section::Teams => "teams",
            Section::People => "people",
            Section::Milestones => "milestones",
            Section::Contracts => "contracts",
            Section::Blockers => "blockers",
            Section::Risks => "risks",
            Section::Decisions => "decisions",
            Section::Launches => "launches",
        }
    }

    /// The kind of what has an id in the common namespace. A launch has the id of its milestone.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Section::Milestones => Some(Kind::Milestone),
            Section::Contracts => Some(Kind::Contract),
            Section::Blockers => Some(Kind::Blocker),
            Section::Risks => Some(Kind::Risk),
            Section::Decisions => Some(Kind::Decision),
            _ => None,
        }
    }

    /// Whether its entities are keyed by the ids of items: neither charter nor calendar, and not the namespaces of
    /// people and teams.
    pub fn is_of_items(self) -> bool {
        self.kind().is_some() || self == Section::Launches
    }

    /// Whether it is one entity and not a map of them.
    pub fn is_single(self) -> bool {
        matches!(self, Section::Charter | Section::Calendar)
    }

    /// An entity of it as `--set` names it: `ga`, `charter`, `people.chen`, `launches.ga`.
    pub fn entity(self, id: &str) -> String {
        match self {
            Section::Charter | Section::Calendar => self.as_str().to_owned(),
            Section::Teams | Section::People | Section::Launches => format!("{}.{id}", self.as_str()),
            _ => id.to_owned(),
        }
    }
}
