//! A program through time: what changed in each commit, which dates moved how often, and how the computed
//! dates drifted.
//!
//! [`follow`] reads the commits that touch a program, oldest first, and keeps two things: the [log](History)
//! of every field that changed, under the ids of today, and on chosen days the early finish of every item
//! ([`Drift`]). Each content of a file is parsed once, however many commits hold it. Nothing here touches git
//! or the disk: [`Steps`](crate::text::Steps) and [`Blobs`](crate::text::Blobs) come from the layer that does.

mod brief;
mod drift;
mod exposure;
mod follow;
mod items;
mod measures;
mod moves;
mod names;
mod stale;
mod state;
mod store;
mod trend;

#[cfg(test)]
mod tests;

pub use brief::{
    Brief, Cadence, Coming, Event, Landed, Morning, Moved, Stuck, Todo, Trending, Trouble, Update, cadence,
    yesterday,
};
pub use drift::{Drift, Point, Sample};
pub use exposure::{Exposed, Exposure, Week, class_at, classes};
pub use follow::{Past, Wants, follow};
pub use items::section_of;
pub use measures::{FOUR_WEEKS, Measure, Reading, Series, Way, measures, series};
pub use moves::{Move, Slips, promise_of};
pub use stale::{stale, stale_days};
pub use store::{Key, read, write};
pub use trend::{Asked, Curve, Trend};

use crate::diff::edits;
use crate::model::{Program, Section};
use crate::text::{Blob, Commit, Date};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One difference that a commit made: of a field, or of an entity as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The commit, by its position in [`History::commits`].
    pub commit: u32,
    /// The section.
    pub section: Section,
    /// The id that the entity has today, or had last; empty for charter and calendar.
    pub id: String,
    /// What changed.
    pub what: What,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The entity came; its fields follow, each with nothing before.
    Added,
    /// The entity went.
    Removed,
    /// It had this id before.
    Renamed(String),
    /// A field has another value.
    Field {
        /// Its name.
        name: String,
        /// The value before on one line.
        old: Option<String>,
        /// The value after.
        new: Option<String>,
    },
}

/// One change of an item, with what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The day.
    pub date: Date,
    /// The full hash; nothing where it is not committed yet.
    pub commit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What changed.
    pub what: What,
    /// Working days by which the finish moved through it alone, on the morning of that day; nothing where that
    /// cannot be told.
    pub effect: Option<i64>,
}

/// The log of a program.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The commits that touch the program, oldest first. What is not committed yet is the last, without a
    /// hash.
    pub commits: Vec<Commit>,
    /// What they changed, in their order; within one by section and id.
    pub changes: Vec<Change>,
    /// Files that could not be read whole in a commit, so that what was in them before stood on.
    pub unread: Vec<(u32, String)>,
    /// What the open risks came to, wherever that changed.
    pub exposed: Vec<Exposed>,
    /// The computed dates on chosen days, if they were asked for.
    pub drift: Option<Drift>,
    /// Whether the clone ends before history does, so that the first commit here is not the first of all.
    pub is_cut: bool,
    /// For each file that cannot be read whole at the end, the content that stands for it, by path.
    standing: BTreeMap<String, Blob>,
    index: OnceLock<Index>,
}

/// The changes of each entity, by position.
type Index = FxHashMap<Section, FxHashMap<String, Vec<u32>>>;

impl PartialEq for History {
    fn eq(&self, other: &History) -> bool {
        self.commits == other.commits
            && self.changes == other.changes
            && self.unread == other.unread
            && self.exposed == other.exposed
            && self.drift == other.drift
            && self.is_cut == other.is_cut
            && self.standing == other.standing
    }
}

impl Change {
    /// Old and new value, if it is the change of this field.
    pub fn of_field(&self, wanted: &str) -> Option<(Option<&str>, Option<&str>)> {
        match &self.what {
            What::Field { name, old, new } if name == wanted => Some((old.as_deref(), new.as_deref())),
            _ => None,
        }
    }
}

impl History {
    /// The commit of a change.
    pub fn commit(&self, change: &Change) -> &Commit {
        &self.commits[change.commit as usize]
    }

    /// The day of a change.
    pub fn date(&self, change: &Change) -> Date {
        self.commit(change).date
    }

    /// The first commit on this day or later.
    pub fn first_on(&self, day: Date) -> u32 {
        let at = self.commits.iter().position(|commit| commit.date >= day);
        at.unwrap_or(self.commits.len()) as u32
    }

    /// The last commit before this day.
    pub fn last_before(&self, day: Date) -> Option<&Commit> {
        self.commits[..self.first_on(day) as usize].last()
    }

    /// The history before a commit, under the names that held there.
    pub fn before(mut self, end: u32) -> History {
        // The first rename from there on tells what a thing was called before.
        let mut then: FxHashMap<String, String> = FxHashMap::default();
        for change in self.changes.iter().filter(|change| change.commit >= end) {
            if let What::Renamed(old) = &change.what {
                then.entry(change.id.clone()).or_insert_with(|| old.clone());
            }
        }
        self.commits.truncate(end as usize);
        self.changes.retain(|change| change.commit < end);
        for change in &mut self.changes {
            if let Some(old) = then.get(&change.id).filter(|_| names::is_common(change.section)) {
                change.id.clone_from(old);
            }
        }
        self.unread.retain(|(commit, _)| *commit < end);
        self.exposed.retain(|each| each.commit < end);
        self.drift = None;
        self.index = OnceLock::new();
        self
    }

    /// The changes of an entity, by position, oldest first.
    pub fn of(&self, section: Section, id: &str) -> &[u32] {
        let index = self.index.get_or_init(|| {
            let mut index = Index::default();
            for (at, change) in self.changes.iter().enumerate() {
                let of_section = index.entry(change.section).or_default();
                match of_section.get_mut(&change.id) {
                    Some(all) => all.push(at as u32),
                    None => drop(of_section.insert(change.id.clone(), vec![at as u32])),
                }
            }
            index
        });
        let all = index.get(&section).and_then(|of_section| of_section.get(id));
        all.map_or(&[], Vec::as_slice)
    }

    /// The first and the last day on which an entity was touched.
    pub fn touched(&self, section: Section, id: &str) -> Option<(Date, Date)> {
        let all = self.of(section, id);
        let date = |at: &u32| self.date(&self.changes[*at as usize]);
        Some((date(all.first()?), date(all.last()?)))
    }

    /// The last day on which a field of an entity was given the value that it has.
    pub fn set_on(&self, section: Section, id: &str, field: &str) -> Option<Date> {
        let mut all = self
            .of(section, id)
            .iter()
            .rev()
            .map(|at| &self.changes[*at as usize]);
        all.find(|change| change.of_field(field).is_some())
            .map(|change| self.date(change))
    }

    /// Adds what is not committed yet as the last commit, without a hash.
    pub fn add_uncommitted(&mut self, committed: &Program, now: &Program, today: Date) {
        let (renames, _, edits) = edits(committed, now);
        if edits.is_empty() && renames.is_empty() {
            return;
        }
        let commit = self.commits.len() as u32;
        let known = self.changes.len();
        self.commits.push(Commit {
            id: String::new(),
            seconds: i64::from(today.day()) * 86_400,
            date: today,
            minute: 0,
            author: String::new(),
        });
        follow::log(&mut self.changes, commit, &renames, edits, now);
        names::settle(&mut self.changes, known, self.drift.as_mut());
        self.index = OnceLock::new();
    }
}
