//! The entries of long lists and mappings by position and by name: a thousand findings in a list of a thousand
//! entries are found again in a thousand steps, not in a million.

use super::NodeRef;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

/// Nodes within a list or mapping from which on its entries are remembered.
const LONG: u32 = 64;

/// What is remembered of one document, each list and mapping from when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Long {
    lists: Mutex<FxHashMap<u32, Arc<[u32]>>>,
    mappings: Mutex<FxHashMap<u32, Arc<Keys>>>,
}

/// Key and value by name: the first of each.
type Keys = FxHashMap<Box<str>, (u32, u32)>;

impl<'d> NodeRef<'d> {
    /// An entry of a list by its position, counted from 0.
    pub fn item(self, position: usize) -> Option<NodeRef<'d>> {
        if !self.is_long() {
            return self.items().nth(position);
        }
        let items = remembered(&self.document.long.lists, self.number, || {
            self.items().map(NodeRef::position).collect()
        });
        items.get(position).map(|at| self.document.node(*at))
    }

    /// Key and value of an entry of a mapping.
    pub fn get(self, name: &str) -> Option<(NodeRef<'d>, NodeRef<'d>)> {
        if !self.is_long() {
            return self
                .entries()
                .find(|(key, _)| key.is_scalar() && key.text() == name);
        }
        let keys = remembered(&self.document.long.mappings, self.number, || {
            Arc::new(self.keys())
        });
        let (key, value) = *keys.get(name)?;
        Some((self.document.node(key), self.document.node(value)))
    }

    fn keys(self) -> Keys {
        let mut keys = Keys::default();
        for (key, value) in self.entries().filter(|(key, _)| key.is_scalar()) {
            if let Entry::Vacant(free) = keys.entry(key.text().into()) {
                free.insert((key.position(), value.position()));
            }
        }
        keys
    }

    /// Whether much stands in it, or much may be merged into it.
    fn is_long(self) -> bool {
        self.node().next - self.number > LONG || self.merges()
    }
}

fn remembered<T: Clone>(all: &Mutex<FxHashMap<u32, T>>, number: u32, read: impl FnOnce() -> T) -> T {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(number).or_insert_with(read).clone()
}

#[cfg(test)]
mod tests {
    use crate::parse::document;
    use crate::text::{FileId, SourceFile};

    #[test]
    fn a_long_list_and_a_long_mapping_are_found_in_like_short_ones() {
        let list: String = (0..100).map(|n| format!("  - [{n}, x]\n")).collect();
        let keys: String = (0..100).map(|n| format!("  k-{n}: {n}\n")).collect();
        let text = format!("few: &few {{a: 1}}\nlist:\n{list}map:\n  k-7: first\n{keys}  <<: *few\n");
        let (document, _) = document(FileId(0), &SourceFile::new("a.yaml", text.as_str()));
        let at = |name: &str| document.root().unwrap().get(name).unwrap().1;
        for position in [0, 1, 63, 99] {
            let item = at("list").item(position).unwrap();
            assert_eq!(item.item(0).unwrap().text(), position.to_string());
        }
        assert!(at("list").item(100).is_none());
        assert!(at("map").item(0).is_none(), "a mapping has no positions");
        assert_eq!(at("map").get("k-99").unwrap().1.text(), "99");
        assert_eq!(
            at("map").get("k-7").unwrap().1.text(),
            "first",
            "the first of two"
        );
        assert_eq!(at("map").get("a").unwrap().1.text(), "1", "merged");
        assert!(at("map").get("k-100").is_none());
        assert!(at("list").get("k-1").is_none());
    }
}
