//! Every change of one item, with what each did to the finish on the morning it was made.

use super::session::Session;
use crate::diff::{Diff, Morning, Side, between};
use crate::error::Result;
use crate::history::{Change, Deed, History, What};
use crate::load::Loaded;
use crate::model::{Program, Section};
use std::collections::BTreeSet;

/// Commits whose effect is computed, the newest first; of longer histories the rest is told without.
const MOST: usize = 200;

impl Session<'_> {
    /// The changes of an item, oldest first.
    ///
    /// # Errors
    /// When a commit cannot be read.
    pub fn deeds(&self, history: &History, loaded: &Loaded, section: Section, id: &str) -> Result<Vec<Deed>> {
        let all: Vec<&Change> = history
            .of(section, id)
            .iter()
            .map(|at| &history.changes[*at as usize])
            .collect();
        let mut names: BTreeSet<&str> = BTreeSet::from([id]);
        names.extend(all.iter().filter_map(|change| match &change.what {
            What::Renamed(old) => Some(old.as_str()),
            _ => None,
        }));
        let added = all.iter().filter(|change| change.what == What::Added);
        let added: BTreeSet<u32> = added.map(|change| change.commit).collect();
        let mut deeds: Vec<Deed> = Vec::new();
        let mut effects: Option<(u32, Option<Diff>)> = None;
        let mut commits = 0;
        for at in (0..all.len()).rev() {
            let change = all[at];
            let is_new = matches!(change.what, What::Field { old: None, .. });
            let is_part = is_new && added.contains(&change.commit);
            if is_part {
                continue;
            }
            if effects
                .as_ref()
                .is_none_or(|(commit, _)| *commit != change.commit)
            {
                commits += 1;
                let diff = if commits <= MOST {
                    self.diff_of(history, change, loaded)?
                } else {
                    None
                };
                effects = Some((change.commit, diff));
            }
            let diff = effects.as_ref().and_then(|(_, diff)| diff.as_ref());
            let commit = history.commit(change);
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            deeds.push(Deed {
                date: commit.date,
                commit: text(&commit.id),
                author: text(&commit.author),
                what: change.what.clone(),
                effect: diff.and_then(|diff| effect(diff, section, &names, &change.what)),
            });
        }
        deeds.reverse();
        Ok(deeds)
    }

    /// What a commit did as a whole, on its own day; nothing for the first one.
    fn diff_of(&self, history: &History, change: &Change, loaded: &Loaded) -> Result<Option<Diff>> {
        let commit = history.commit(change);
        let before = match commit.id.as_str() {
            "" => self.exactly("HEAD")?,
            id => match self.exactly(&format!("{id}^")) {
                Ok(parent) => parent,
                Err(_) => return Ok(None),
            },
        };
        let before = self.past(&before, loaded)?;
        let morning = Morning {
            as_of: commit.date,
            options: self.options(),
        };
        let then: Vec<&Program> = before.others.iter().collect();
        let base = Side {
            program: &before.loaded.program,
            others: &then,
        };
        Ok(Some(if commit.id.is_empty() {
            let now = self.others_of(&loaded.program);
            let head = Side {
                program: &loaded.program,
                others: &now,
            };
            between(base, head, morning)
        } else {
            let after = self.past(&self.exactly(&commit.id)?, loaded)?;
            let now: Vec<&Program> = after.others.iter().collect();
            let head = Side {
                program: &after.loaded.program,
                others: &now,
            };
            between(base, head, morning)
        }))
    }
}

fn effect(diff: &Diff, section: Section, names: &BTreeSet<&str>, what: &What) -> Option<i64> {
    let found = diff.edits.iter().find(|each| {
        let edit = &each.edit;
        edit.section == section
            && names.contains(edit.id.as_str())
            && match what {
                What::Added => edit.is_addition(),
                What::Removed => edit.is_removal(),
                What::Renamed(_) => false,
                What::Field { name, .. } => edit.field == Some(name.as_str()),
            }
    });
    found?.effect.alone
}
