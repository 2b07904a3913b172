//! Renames: an item that is gone and an item that is new, linked by `was:`.

use crate::model::Program;
use crate::parse::{Few, ItemId, Map, Renames};
use std::collections::BTreeSet;

/// New ids by old ones. Read in both directions, so that the way back is a rename too.
pub fn find(base: &Program, head: &Program) -> Renames {
    let mut names = Renames::new();
    link(&base.milestones, &head.milestones, |one| &one.was, &mut names);
    link(&base.contracts, &head.contracts, |one| &one.was, &mut names);
    link(&base.blockers, &head.blockers, |one| &one.was, &mut names);
    link(&base.risks, &head.risks, |one| &one.was, &mut names);
    link(&base.decisions, &head.decisions, |one| &one.was, &mut names);
    names
}

fn link<V>(
    base: &Map<ItemId, V>,
    head: &Map<ItemId, V>,
    was: impl Fn(&V) -> &Few<ItemId>,
    names: &mut Renames,
) {
    let is_gone = |id: &ItemId| base.contains_key(id) && !head.contains_key(id);
    let is_new = |id: &ItemId| head.contains_key(id) && !base.contains_key(id);
    let mut taken: BTreeSet<ItemId> = BTreeSet::new();
    for (new, item) in head.iter().filter(|(id, _)| is_new(id)) {
        let old = was(item)
            .iter()
            .find(|old| is_gone(old) && !names.contains_key(*old));
        if let Some(old) = old
            && taken.insert(new.clone())
        {
            names.insert(old.clone(), new.clone());
        }
    }
    for (old, item) in base.iter().filter(|(id, _)| is_gone(id)) {
        if names.contains_key(old) {
            continue;
        }
        let new = was(item).iter().find(|new| is_new(new) && !taken.contains(*new));
        if let Some(new) = new {
            taken.insert(new.clone());
            names.insert(old.clone(), new.clone());
        }
    }
}
