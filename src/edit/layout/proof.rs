//! Whether two texts say the same: every mapping the same entries in any order, every list the same in the same
//! order, every scalar the same word, and all comments are there.

use crate::parse::{Document, NodeRef, comments};
use rustc_hash::FxHashMap;

pub(super) fn says_the_same(old: &Document, new: &Document) -> bool {
    let (Some(before), Some(after)) = (old.root(), new.root()) else {
        return false;
    };
    old.nodes().len() == new.nodes().len() && is_same(before, after) && remarks(old) == remarks(new)
}

fn remarks(document: &Document) -> Vec<&str> {
    let mut texts: Vec<&str> = comments(document).into_iter().map(|(_, text)| text).collect();
    texts.sort_unstable();
    texts
}

/// The reader bounds how deep a document is.
fn is_same(old: NodeRef<'_>, new: NodeRef<'_>) -> bool {
    if old.is_scalar() {
        return old.style() == new.style() && old.text() == new.text();
    }
    if old.is_flow() != new.is_flow() {
        return false;
    }
    if old.is_sequence() {
        let (before, after) = (old.items().count(), new.items().count());
        return new.is_sequence()
            && before == after
            && old.items().zip(new.items()).all(|(a, b)| is_same(a, b));
    }
    let after: FxHashMap<&str, NodeRef<'_>> = new.entries().map(|(key, value)| (key.text(), value)).collect();
    let mut entries = old.entries();
    new.is_mapping()
        && old.entries().count() == after.len()
        && entries.all(|(key, value)| after.get(key.text()).is_some_and(|new| is_same(value, *new)))
}
