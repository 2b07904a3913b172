//! Promised dates and how often they moved: the due dates of milestones and the promises of contracts.

use super::{Change, History, What};
use crate::model::Section;
use crate::text::Date;
use std::collections::BTreeMap;

/// A date that was given another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The commit, by its position.
    pub commit: u32,
    /// The day on which it was moved.
    pub on: Date,
    /// The date before.
    pub from: Date,
    /// The date after.
    pub to: Date,
}

/// A promised date through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips {
    /// The section: milestones or contracts.
    pub section: Section,
    /// The item.
    pub id: String,
    /// The first date it ever had.
    pub original: Date,
    /// The day on which that was written.
    pub since: Date,
    /// Its moves, oldest first.
    pub moves: Vec<Move>,
}

/// Moves to a later date after which a date is a serial slip.
const SERIAL: usize = 3;

impl Move {
    /// Whether it is to a later date.
    pub fn is_later(&self) -> bool {
        self.to > self.from
    }
}

impl Slips {
    /// The moves to a later date.
    pub fn later(&self) -> impl Iterator<Item = &Move> {
        self.moves.iter().filter(|each| each.is_later())
    }

    /// Whether it was moved to a later date three times or more.
    pub fn is_serial(&self) -> bool {
        self.later().count() >= SERIAL
    }

    /// What is left of it from a commit on: the date it had before counts as the original.
    pub fn since(mut self, first: u32) -> Slips {
        let (before, after): (Vec<Move>, Vec<Move>) = self.moves.iter().partition(|each| each.commit < first);
        if let Some(last) = before.last() {
            self.original = last.to;
            self.since = last.on;
        }
        self.moves = after;
        self
    }

    /// What was known of it on a morning.
    pub fn until(mut self, morning: Date) -> Option<Slips> {
        self.moves.retain(|each| each.on <= morning);
        (self.since <= morning).then_some(self)
    }
}

/// The field that holds a section's promised date.
pub fn promise_of(section: Section) -> Option<&'static str> {
    match section {
        Section::Milestones => Some("due"),
        Section::Contracts => Some("promised"),
        _ => None,
    }
}

impl History {
    /// The promised date of an item through time; nothing where it never had one.
    pub fn slips(&self, section: Section, id: &str) -> Option<Slips> {
        slips_of(
            self,
            self.of(section, id).iter().map(|at| &self.changes[*at as usize]),
        )
    }

    /// The promised dates of all items, by section and id.
    pub fn all_slips(&self) -> Vec<Slips> {
        let mut by_item: BTreeMap<(Section, &str), Vec<&Change>> = BTreeMap::new();
        for change in &self.changes {
            let is_promise = matches!(&change.what, What::Field { name, .. } if Some(name.as_str()) == promise_of(change.section));
            if is_promise {
                by_item
                    .entry((change.section, &change.id))
                    .or_default()
                    .push(change);
            }
        }
        let all = by_item.into_values();
        all.filter_map(|changes| slips_of(self, changes.into_iter()))
            .collect()
    }
}

fn slips_of<'h>(history: &History, changes: impl Iterator<Item = &'h Change>) -> Option<Slips> {
    let mut slips: Option<Slips> = None;
    let mut last: Option<Date> = None;
    for change in changes {
        let Some((_, new)) = promise_of(change.section).and_then(|field| change.of_field(field)) else {
            continue;
        };
        // A date that is taken away and given again counts from the last that was there.
        let Some(to) = new.and_then(likely) else { continue };
        let on = history.date(change);
        match (&mut slips, last) {
            (Some(slips), Some(from)) if from != to => {
                let commit = change.commit;
                slips.moves.push(Move { commit, on, from, to });
            }
            (Some(_), _) => {}
            (None, _) => {
                slips = Some(Slips {
                    section: change.section,
                    id: change.id.clone(),
                    original: to,
                    since: on,
                    moves: Vec::new(),
                });
            }
        }
        last = Some(to);
    }
    slips
}

/// The likely one of one date or three, as a log holds them.
fn likely(written: &str) -> Option<Date> {
    let inside = written.trim_start_matches('[').trim_end_matches(']');
    let parts: Vec<&str> = inside.split(',').map(str::trim).collect();
    Date::parse(parts[parts.len() / 2]).ok()
}
