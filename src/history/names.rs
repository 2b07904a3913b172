//! One name for a thing through all its renames: the one it has today, or had last.

use super::{Change, Drift, What};
use crate::model::Section;
use rustc_hash::FxHashMap;

/// Gives changes and computed dates the names of today. `known` changes at the beginning have been given
/// those of the last of them.
pub(super) fn settle(changes: &mut [Change], known: usize, drift: Option<&mut Drift>) {
    let renames: Vec<(u32, String, String)> = changes[known..]
        .iter()
        .filter_map(|change| match &change.what {
            What::Renamed(old) => Some((change.commit, old.clone(), change.id.clone())),
            _ => None,
        })
        .collect();
    if renames.is_empty() {
        return;
    }
    let mut names = Names::new(&renames);
    for (at, change) in changes.iter_mut().enumerate().rev() {
        // What was settled before has the names that held then.
        names.go_back(if at < known { None } else { Some(change.commit) });
        if is_common(change.section)
            && let Some(today) = names.today(&change.id)
        {
            change.id = today.to_owned();
        }
    }
    if let Some(drift) = drift {
        drift.rename(Names::new(&renames));
    }
}

/// Whether a section's ids are those of the common namespace, in which `was:` renames.
pub(super) fn is_common(section: Section) -> bool {
    section.kind().is_some() || section == Section::Launches
}

/// Names as they stand after a commit, by what they are called today; it can only go back.
pub(super) struct Names<'r> {
    renames: &'r [(u32, String, String)],
    by_then: FxHashMap<String, String>,
}

impl<'r> Names<'r> {
    fn new(renames: &'r [(u32, String, String)]) -> Names<'r> {
        Names {
            renames,
            by_then: FxHashMap::default(),
        }
    }

    /// Goes back to what holds after this commit; before all of them with `None`.
    pub(super) fn go_back(&mut self, commit: Option<u32>) {
        while let Some(((at, old, new), rest)) = self.renames.split_last() {
            if commit.is_some_and(|commit| *at <= commit) {
                return;
            }
            let today = self.by_then.remove(new).unwrap_or_else(|| new.clone());
            self.by_then.insert(old.clone(), today);
            self.renames = rest;
        }
    }

    /// What is called this after the commit, as it is called today where that differs.
    pub(super) fn today(&self, name: &str) -> Option<&str> {
        self.by_then.get(name).map(String::as_str)
    }
}
