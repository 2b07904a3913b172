//! The files of a program as they stand at a commit, and what the next commit changes in them.
//!
//! Only entities that a touched file defines another way are compared, beside every other place that defines
//! them too, so that what is defined twice means in history what it means today: the first by path. The
//! program itself is carried along and only mended, since a commit changes three fields and not three thousand.

use crate::diff::{Edit, edits, put};
use crate::model::{Program, ProgramFile, Section, assemble};
use crate::parse::{ItemId, Map, Renames};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

/// The files of a program, each read, and the program that they make.
#[derive(Debug, Default)]
pub(super) struct State {
    name: String,
    files: BTreeMap<String, Arc<ProgramFile>>,
    /// In how many files each entity is defined.
    homes: FxHashMap<Section, FxHashMap<String, u32>>,
    program: Program,
}

/// What a commit changed.
pub(super) struct Applied {
    pub(super) renames: Renames,
    pub(super) edits: Vec<Edit>,
    /// The changed entities as they are now.
    pub(super) head: Program,
}

/// Additions and removals in one commit from which on the program is put together anew.
const FEW: usize = 32;

impl State {
    /// The state of these files; `name` is the program's id if no charter gives one.
    pub(super) fn new(name: &str, files: impl IntoIterator<Item = (String, Arc<ProgramFile>)>) -> State {
        let mut state = State {
            name: name.to_owned(),
            ..State::default()
        };
        for (path, file) in files {
            state.put(&path, Some(file));
        }
        state.assemble();
        state
    }

    /// The program, without the figures of the tracker.
    pub(super) fn program(&self) -> &Program {
        &self.program
    }

    fn assemble(&mut self) {
        let files = self.files.values().map(|file| (**file).clone()).collect();
        self.program = assemble(&self.name, files);
    }

    /// Takes over what a commit makes of some files, and says what that changes.
    pub(super) fn apply(&mut self, touched: Vec<(String, Option<Arc<ProgramFile>>)>) -> Applied {
        let mut files: BTreeMap<String, Sides> = BTreeMap::new();
        for (path, new) in touched {
            let old = self.files.get(&path).cloned();
            files.insert(path, Sides { old, new });
        }
        let (base, head) = self.changed(&mut files);
        let (base, head) = (assemble(&self.name, base), assemble(&self.name, head));
        let (renames, _, edits) = edits(&base, &head);
        for (path, sides) in files {
            self.put(&path, sides.new);
        }
        let whole = edits.iter().filter(|edit| edit.field.is_none()).count();
        if renames.is_empty() && whole <= FEW {
            for edit in &edits {
                put(&mut self.program, edit, &head);
            }
            self.program.has_charter = self
                .homes
                .get(&Section::Charter)
                .is_some_and(|all| !all.is_empty());
        } else {
            self.assemble();
        }
        Applied { renames, edits, head }
    }

    /// Of all touched files what they define another way now, and with it what is defined in several places.
    fn changed(&self, files: &mut BTreeMap<String, Sides>) -> (Vec<ProgramFile>, Vec<ProgramFile>) {
        let mut counts: FxHashMap<(Section, &str), (u32, u32)> = FxHashMap::default();
        for sides in files.values() {
            if let Some(old) = &sides.old {
                each(old, |section, id| counts.entry((section, id)).or_default().0 += 1);
            }
            if let Some(new) = &sides.new {
                each(new, |section, id| counts.entry((section, id)).or_default().1 += 1);
            }
        }
        let mut shared: FxHashSet<(Section, String)> = FxHashSet::default();
        let mut is_elsewhere = false;
        for ((section, id), (old, new)) in counts {
            let all = self
                .homes
                .get(&section)
                .and_then(|homes| homes.get(id))
                .copied()
                .unwrap_or(0);
            let elsewhere = all.saturating_sub(old);
            if elsewhere + old.max(new) > 1 {
                shared.insert((section, id.to_owned()));
                is_elsewhere |= elsewhere > 0;
            }
        }
        if is_elsewhere {
            for (path, file) in &self.files {
                let mut is_home = false;
                each(file, |section, id| {
                    is_home = is_home || shared.contains(&(section, id.to_owned()))
                });
                if is_home && !files.contains_key(path) {
                    let (old, new) = (Some(file.clone()), Some(file.clone()));
                    files.insert(path.clone(), Sides { old, new });
                }
            }
        }
        files.values().map(|sides| sides.reduced(&shared)).unzip()
    }

    fn put(&mut self, path: &str, file: Option<Arc<ProgramFile>>) {
        let new = file.clone();
        let old = match file {
            Some(file) => self.files.insert(path.to_owned(), file),
            None => self.files.remove(path),
        };
        if let (Some(old), Some(new)) = (&old, &new)
            && Arc::ptr_eq(old, new)
        {
            return;
        }
        let empty = ProgramFile::default();
        let (old, new) = (old.as_deref().unwrap_or(&empty), new.as_deref().unwrap_or(&empty));
        each(new, |section, id| {
            if !defines(old, section, id) {
                *self
                    .homes
                    .entry(section)
                    .or_default()
                    .entry(id.to_owned())
                    .or_default() += 1;
            }
        });
        each(old, |section, id| {
            if !defines(new, section, id)
                && let Some(homes) = self.homes.get_mut(&section)
                && let Some(count) = homes.get_mut(id)
            {
                *count -= 1;
                if *count == 0 {
                    homes.remove(id);
                }
            }
        });
    }
}

/// A file before and after.
struct Sides {
    old: Option<Arc<ProgramFile>>,
    new: Option<Arc<ProgramFile>>,
}

impl Sides {
    /// Both without the entities that are the same in both, but with those that are wanted anyway.
    fn reduced(&self, wanted: &FxHashSet<(Section, String)>) -> (ProgramFile, ProgramFile) {
        let empty = ProgramFile::default();
        let old = self.old.as_deref().unwrap_or(&empty);
        let new = self.new.as_deref().unwrap_or(&empty);
        let (mut base, mut head) = (ProgramFile::default(), ProgramFile::default());
        let is = |section: Section| move |id: &str| wanted.contains(&(section, id.to_owned()));
        let has_shared = !wanted.is_empty();
        if old.charter != new.charter || has_shared {
            (base.charter, head.charter) = (old.charter.clone(), new.charter.clone());
        }
        if old.calendar != new.calendar || has_shared {
            (base.calendar, head.calendar) = (old.calendar.clone(), new.calendar.clone());
        }
        macro_rules! reduce {
            ($($field:ident: $section:ident),*) => {
                $((base.$field, head.$field) = differing(&old.$field, &new.$field, has_shared, is(Section::$section));)*
            };
        }
        reduce!(
            teams: Teams,
            people: People,
            milestones: Milestones,
            contracts: Contracts,
            blockers: Blockers,
            risks: Risks,
            decisions: Decisions,
            launches: Launches
        );
        (base, head)
    }
}

/// The entries in which two maps differ, and those that are wanted anyway.
fn differing<K, V>(
    old: &Map<K, V>,
    new: &Map<K, V>,
    has_wanted: bool,
    is_wanted: impl Fn(&str) -> bool,
) -> (Map<K, V>, Map<K, V>)
where
    K: Ord + Hash + Clone + AsRef<str>,
    V: PartialEq + Clone,
{
    let (mut base, mut head) = (Vec::new(), Vec::new());
    let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (olds.peek(), news.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let a = if order.is_le() { olds.next() } else { None };
        let b = if order.is_ge() { news.next() } else { None };
        if let (Some((id, a)), Some((_, b))) = (a, b)
            && a == b
            && !(has_wanted && is_wanted(id.as_ref()))
        {
            continue;
        }
        base.extend(a.map(|(id, value)| (id.clone(), value.clone())));
        head.extend(b.map(|(id, value)| (id.clone(), value.clone())));
    }
    (Map::from_entries(base), Map::from_entries(head))
}

/// Whether a file defines an entity.
fn defines(file: &ProgramFile, section: Section, id: &str) -> bool {
    match section {
        Section::Charter => file.charter.is_some(),
        Section::Calendar => file.calendar.is_some(),
        Section::Teams => file.teams.contains_key(id),
        Section::People => file.people.contains_key(id),
        Section::Milestones => file.milestones.contains_key(id),
        Section::Contracts => file.contracts.contains_key(id),
        Section::Blockers => file.blockers.contains_key(id),
        Section::Risks => file.risks.contains_key(id),
        Section::Decisions => file.decisions.contains_key(id),
        Section::Launches => file.launches.contains_key(id),
    }
}

/// Names every entity that a file defines.
fn each<'f>(file: &'f ProgramFile, mut see: impl FnMut(Section, &'f str)) {
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
    let mut all = |section, ids: &mut dyn Iterator<Item = &'f ItemId>| {
        ids.for_each(|id| see(section, id.as_str()));
    };
    all(Section::Milestones, &mut file.milestones.keys());
    all(Section::Contracts, &mut file.contracts.keys());
    all(Section::Blockers, &mut file.blockers.keys());
    all(Section::Risks, &mut file.risks.keys());
    all(Section::Decisions, &mut file.decisions.keys());
    all(Section::Launches, &mut file.launches.keys());
}

#[cfg(test)]
impl State {
    /// Whether the program that was carried along is the one that its files make.
    pub(super) fn is_sound(&self) -> bool {
        let files = self.files.values().map(|file| (**file).clone()).collect();
        let anew = assemble(&self.name, files);
        let mut counts: FxHashMap<Section, FxHashMap<String, u32>> = FxHashMap::default();
        for file in self.files.values() {
            each(file, |section, id| {
                *counts
                    .entry(section)
                    .or_default()
                    .entry(id.to_owned())
                    .or_default() += 1;
            });
        }
        let mut homes = self.homes.clone();
        homes.retain(|_, of_section| !of_section.is_empty());
        self.program == anew && homes == counts
    }
}
