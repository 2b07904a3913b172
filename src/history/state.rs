//! The files of a program as they stand at a commit, and what the next commit changes in them.
//!
//! Only the files that a commit touches are compared, with every other file that defines one of their
//! entities too, so that what is defined twice means in history what it means today: the first by path.

use crate::diff::{Edit, Section, edits};
use crate::model::{Program, ProgramFile, assemble};
use crate::parse::Renames;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a program, each read.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    files: BTreeMap<String, Arc<ProgramFile>>,
    /// In how many files each entity is defined.
    homes: FxHashMap<(Section, String), u32>,
}

impl State {
    /// The state of these files.
    pub(super) fn new(files: impl IntoIterator<Item = (String, Arc<ProgramFile>)>) -> State {
        let mut state = State::default();
        for (path, file) in files {
            state.put(&path, Some(file));
        }
        state
    }

    /// The files by path.
    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<ProgramFile>> {
        self.files.values()
    }

    /// Takes over what a commit makes of some files, and says what that changes.
    pub(super) fn apply(
        &mut self,
        name: &str,
        touched: Vec<(String, Option<Arc<ProgramFile>>)>,
    ) -> (Renames, Vec<Edit>, Program) {
        let mut files: BTreeMap<String, Sides> = BTreeMap::new();
        for (path, new) in touched {
            let old = self.files.get(&path).cloned();
            files.insert(path, (old, new));
        }
        self.bring_in_others(&mut files);
        let side = |pick: &dyn Fn(&Sides) -> Option<Arc<ProgramFile>>| -> Program {
            let parts = files.values().filter_map(pick).map(|file| (*file).clone());
            assemble(name, parts.collect())
        };
        let base = side(&|sides| sides.0.clone());
        let head = side(&|sides| sides.1.clone());
        let (renames, _, edits) = edits(&base, &head);
        for (path, (_, new)) in files {
            self.put(&path, new);
        }
        (renames, edits, head)
    }

    /// Adds the untouched files that define what a touched one defines.
    fn bring_in_others(&self, files: &mut BTreeMap<String, Sides>) {
        let mut own: FxHashMap<(Section, String), u32> = FxHashMap::default();
        for (old, new) in files.values() {
            if let Some(old) = old {
                each(old, |section, id| {
                    *own.entry((section, id.to_owned())).or_default() += 1
                });
            }
            if let Some(new) = new {
                each(new, |section, id| {
                    own.entry((section, id.to_owned())).or_default();
                });
            }
        }
        own.retain(|key, count| self.homes.get(key).is_some_and(|all| all > count));
        if own.is_empty() {
            return;
        }
        for (path, file) in &self.files {
            let mut is_home = false;
            each(file, |section, id| {
                is_home = is_home || own.contains_key(&(section, id.to_owned()));
            });
            if is_home && !files.contains_key(path) {
                files.insert(path.clone(), (Some(file.clone()), Some(file.clone())));
            }
        }
    }

    fn put(&mut self, path: &str, file: Option<Arc<ProgramFile>>) {
        if let Some(file) = &file {
            each(file, |section, id| {
                *self.homes.entry((section, id.to_owned())).or_default() += 1
            });
        }
        let old = match file {
            Some(file) => self.files.insert(path.to_owned(), file),
            None => self.files.remove(path),
        };
        if let Some(old) = old {
            each(&old, |section, id| {
                let key = (section, id.to_owned());
                if let Some(count) = self.homes.get_mut(&key) {
                    *count -= 1;
                    if *count == 0 {
                        self.homes.remove(&key);
                    }
                }
            });
        }
    }
}

/// A file before and after.
type Sides = (Option<Arc<ProgramFile>>, Option<Arc<ProgramFile>>);

/// Names every entity that a file defines.
fn each(file: &ProgramFile, mut see: impl FnMut(Section, &str)) {
    if file.charter.is_some() {
        see(Section::Charter, "");
    }
    if file.calendar.is_some() {
        see(Section::Calendar, "");
    }
    file.teams.keys().for_each(|id| see(Section::Teams, id.as_str()));
    file.people
        .keys()
        .for_each(|id| see(Section::People, id.as_str()));
    let mut all = |section, ids: &mut dyn Iterator<Item = &crate::parse::ItemId>| {
        ids.for_each(|id| see(section, id.as_str()));
    };
    all(Section::Milestones, &mut file.milestones.keys());
    all(Section::Contracts, &mut file.contracts.keys());
    all(Section::Blockers, &mut file.blockers.keys());
    all(Section::Risks, &mut file.risks.keys());
    all(Section::Decisions, &mut file.decisions.keys());
    all(Section::Launches, &mut file.launches.keys());
}
