//! What a program knows already of the rows of a table: items by their key in the tracker, people and teams by
//! their names. What it knows keeps its id.

use super::naming::Row;
use super::people::Names;
use crate::model::{Milestone, Program};
use crate::parse::ItemId;
use std::collections::{BTreeSet, HashMap};

/// The items of a program by what a table may call them, in small letters.
pub(super) struct Known<'p> {
    program: &'p Program,
    /// By `ref`; nothing where several have it.
    keys: HashMap<String, Option<&'p ItemId>>,
    /// Milestones that no row names by key or id, by title; nothing where several have it.
    titles: HashMap<String, Option<&'p ItemId>>,
    /// How many rows have a title.
    rows: HashMap<String, usize>,
    /// By an earlier id.
    earlier: HashMap<&'p str, &'p ItemId>,
}

/// The item that a row is about.
pub(super) enum Found<'p> {
    /// None: the row is new.
    None,
    /// This one.
    One(&'p str),
    /// More than one has its key.
    Several,
    /// One is called so, and nothing says that it is the same.
    Named(&'p str),
}

impl<'p> Known<'p> {
    /// What a program knows, for a table with these keys and titles of rows.
    pub(super) fn new(
        program: &'p Program,
        taken: &BTreeSet<String>,
        rows: HashMap<String, usize>,
    ) -> Known<'p> {
        let mut known = Known {
            program,
            keys: HashMap::new(),
            titles: HashMap::new(),
            rows,
            earlier: HashMap::new(),
        };
        let mut add = |id: &'p ItemId, refs: &'p [String]| {
            for key in refs {
                let new = known.keys.entry(key.to_lowercase()).or_insert(Some(id));
                *new = new.filter(|first| *first == id);
            }
        };
        for (id, contract) in program.contracts.iter() {
            add(id, &contract.ref_);
        }
        for (id, decision) in program.decisions.iter() {
            add(id, &decision.ref_);
        }
        for (id, milestone) in program.milestones.iter() {
            add(id, &milestone.ref_);
        }
        for (id, milestone) in program.milestones.iter() {
            let keys = || milestone.ref_.iter().map(|key| key.to_lowercase());
            let is_named = taken.contains(id.as_str()) || keys().any(|key| taken.contains(&key));
            if let Some(title) = milestone.title.as_ref().filter(|_| !is_named) {
                let new = known.titles.entry(plain(title)).or_insert(Some(id));
                *new = new.filter(|first| *first == id);
            }
            for was in milestone.was.iter() {
                known.earlier.insert(was.as_str(), id);
            }
        }
        known
    }

    /// The item of a row: the one that has its key as `ref`, else the one with its id; without either the
    /// milestone of its title.
    pub(super) fn find(&self, key: Option<&str>, own: Option<&str>, title: &str) -> Found<'p> {
        let of_key = |key: &str| self.keys.get(&key.to_lowercase());
        // A table of our own names all keys of an item in one cell.
        let parts = || key.into_iter().flat_map(str::split_whitespace).find_map(of_key);
        match key.and_then(of_key).or_else(parts) {
            Some(Some(id)) => return Found::One(id.as_str()),
            Some(None) => return Found::Several,
            None => {}
        }
        if let Some(own) = own {
            let known = self.program.item_id(own).map(ItemId::as_str);
            let known = known.or_else(|| self.earlier.get(own).map(|id| id.as_str()));
            if let Some(id) = known {
                return Found::One(id);
            }
        }
        let title = plain(title);
        let named = self.titles.get(&title).copied();
        if key.is_some() || own.is_some() {
            let is_bare = |id: &ItemId| {
                self.milestone(id.as_str())
                    .is_some_and(|held| held.ref_.is_empty())
            };
            return match named.flatten().filter(|id| key.is_some() && is_bare(id)) {
                Some(id) => Found::Named(id.as_str()),
                None => Found::None,
            };
        }
        match named {
            _ if self.rows.get(&title).is_some_and(|rows| *rows > 1) => Found::Several,
            Some(Some(id)) => Found::One(id.as_str()),
            Some(None) => Found::Several,
            None => Found::None,
        }
    }

    /// The milestone of an id.
    pub(super) fn milestone(&self, id: &str) -> Option<&'p Milestone> {
        self.program.milestones.get(id)
    }

    /// Whether an id is that of an item that is no milestone.
    pub(super) fn is_other(&self, id: &str) -> bool {
        self.milestone(id).is_none() && self.program.item(id).is_some()
    }

    /// All ids that a new item cannot have.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'p str> {
        let earlier = self.earlier.keys().copied();
        self.program.ids().map(|(_, id)| id.as_str()).chain(earlier)
    }

    /// What a cell may call the items of the program.
    pub(super) fn names(&self) -> impl Iterator<Item = (String, Row)> {
        let row = |id: &ItemId| Row::One(id.to_string());
        let keys = self.keys.iter();
        let keys = keys.map(move |(key, id)| (key.clone(), id.map_or(Row::Several, row)));
        let milestones = self.program.milestones.keys();
        let contracts = self.program.contracts.keys();
        let items = milestones.chain(contracts).chain(self.program.decisions.keys());
        keys.chain(items.map(move |id| (id.to_string(), row(id))))
    }
}

/// A text without the blanks that do not count, in small letters.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// The people of a program by id, name, address and handle.
pub(super) fn people(program: &Program) -> Names {
    let mut names = Names::default();
    for (id, person) in program.people.iter() {
        let handle = person
            .handle
            .as_deref()
            .map(|handle| handle.trim_start_matches('@'));
        let given = [person.name.as_deref(), person.email.as_deref(), handle];
        names.give(id.as_str(), given.into_iter().flatten());
    }
    if program.people.is_empty() {
        let owners = program.milestones.values();
        for owner in owners.filter_map(|milestone| milestone.owner.as_ref()) {
            names.give(owner.as_str(), []);
        }
    }
    names
}

/// The teams of a program by id and title.
pub(super) fn teams(program: &Program) -> Names {
    let mut names = Names::default();
    for (id, team) in program.teams.iter() {
        names.give(id.as_str(), team.title.as_deref());
    }
    names
}
