//! A map that is one sorted list: half the memory of a tree, and made without moving what is already in order.
//! A long list gets a table of hashes when it is first asked, since rules ask for the same ids again and again.

use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::mem;
use std::sync::OnceLock;

/// A map keyed by id; it is ordered by id, whatever the order in the file.
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    /// Open addressing: place of an entry plus one, 0 where there is none; a power of two long.
    table: OnceLock<Box<[u32]>>,
}

/// Entries up to which a search by halves is as quick.
const SHORT: usize = 16;

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::of(Vec::new())
    }
}

impl<K: Clone, V: Clone> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        Map::of(self.entries.clone())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: Ord, V> Map<K, V> {
    /// A map of entries in any order; of equal keys the first stays.
    pub fn from_entries(mut entries: Vec<(K, V)>) -> Map<K, V> {
        if !entries.is_sorted_by(|(a, _), (b, _)| a < b) {
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            entries.dedup_by(|(later, _), (first, _)| later == first);
        }
        Map::of(entries)
    }

    /// One map of many; of equal keys the first map's stays.
    pub fn union(maps: Vec<Map<K, V>>) -> Map<K, V> {
        let mut entries: Vec<(K, V)> = Vec::new();
        for Map {
            entries: mut more, ..
        } in maps
        {
            if entries.is_empty() {
                entries = more;
            } else {
                entries.append(&mut more);
            }
        }
        Map::from_entries(entries)
    }

    /// Where an entry is, else where it would be put in.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// Where an entry is.
    fn find<Q: Ord + Hash + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q> + Hash,
    {
        if self.entries.len() <= SHORT {
            return self.place(key).ok();
        }
        let table = self.table.get_or_init(|| self.table());
        let mut slot = FxBuildHasher.hash_one(key) as usize & (table.len() - 1);
        loop {
            let at = table[slot].checked_sub(1)? as usize;
            if self.entries[at].0.borrow() == key {
                return Some(at);
            }
            slot = (slot + 1) & (table.len() - 1);
        }
    }

    fn table(&self) -> Box<[u32]>
    where
        K: Hash,
    {
        // At most half full, so that a way to an empty slot is short.
        let mut table = vec![0; (self.entries.len() * 2).next_power_of_two()].into_boxed_slice();
        for (at, (key, _)) in self.entries.iter().enumerate() {
            let mut slot = FxBuildHasher.hash_one(key) as usize & (table.len() - 1);
            while table[slot] != 0 {
                slot = (slot + 1) & (table.len() - 1);
            }
            table[slot] = at as u32 + 1;
        }
        table
    }

    /// Key and value of an entry.
    pub fn get_key_value<Q: Ord + Hash + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Hash,
    {
        let (key, value) = &self.entries[self.find(key)?];
        Some((key, value))
    }

    /// The value of an entry.
    pub fn get<Q: Ord + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Hash,
    {
        Some(&self.entries[self.find(key)?].1)
    }

    /// The value of an entry, to be changed.
    pub fn get_mut<Q: Ord + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Hash,
    {
        let at = self.find(key)?;
        Some(&mut self.entries[at].1)
    }

    /// Whether there is such an entry.
    pub fn contains_key<Q: Ord + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Hash,
    {
        self.find(key).is_some()
    }

    /// Sets an entry; the value that stood there is returned.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.table = OnceLock::new();
        match self.place(&key) {
            Ok(at) => Some(mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes an entry out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.table = OnceLock::new();
        Some(self.entries.remove(at).1)
    }
}

impl<K, V> Map<K, V> {
    fn of(entries: Vec<(K, V)>) -> Map<K, V> {
        Map {
            entries,
            table: OnceLock::new(),
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries by key.
    pub fn iter(&self) -> Entries<'_, K, V> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys, ascending.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values by key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values by key, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries for which the answer is yes.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        self.table = OnceLock::new();
        self.entries.retain_mut(|(key, value)| is_kept(key, value));
    }
}

/// The entries of a [`Map`] by key.
pub type Entries<'m, K, V> = std::iter::Map<std::slice::Iter<'m, (K, V)>, fn(&'m (K, V)) -> (&'m K, &'m V)>;

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Entries<'m, K, V>;

    fn into_iter(self) -> Entries<'m, K, V> {
        self.iter()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Map<K, V> {
        Map::from_entries(entries.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_keys_the_first_stays_whatever_the_order() {
        let one = Map::from_entries(vec![("b", 1), ("a", 2), ("b", 3)]);
        let two = Map::from_entries(vec![("c", 4), ("a", 5)]);
        let both = Map::union(vec![one, two]);
        assert_eq!(
            both.into_iter().collect::<Vec<_>>(),
            [("a", 2), ("b", 1), ("c", 4)]
        );
    }

    #[test]
    fn a_long_map_finds_what_is_in_it_and_nothing_else_whatever_changes() {
        let mut map: Map<String, usize> = (0..1000).map(|at| (format!("key-{at}"), at)).collect();
        for at in 0..1000 {
            assert_eq!(map.get(format!("key-{at}").as_str()), Some(&at));
        }
        assert_eq!(map.get("key-1000"), None);
        map.insert("key-1000".into(), 7);
        map.remove("key-3");
        assert_eq!(
            (map.get("key-1000"), map.get("key-3"), map.get("key-999")),
            (Some(&7), None, Some(&999))
        );
    }

    #[test]
    fn entries_are_set_found_and_taken_out_in_order() {
        let mut map = Map::default();
        for (key, value) in [("m", 1), ("c", 2), ("x", 3)] {
            assert_eq!(map.insert(key, value), None);
        }
        assert_eq!(map.insert("c", 4), Some(2));
        assert_eq!((map.get("c"), map.get("d")), (Some(&4), None));
        assert_eq!(map.remove("m"), Some(1));
        assert_eq!(map.keys().copied().collect::<Vec<_>>(), ["c", "x"]);
    }
}
