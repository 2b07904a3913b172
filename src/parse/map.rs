//! A map that is one sorted list: half the memory of a tree, made without moving what is already in order,
//! and as quick to ask.

use std::borrow::Borrow;
use std::mem;

/// A map keyed by id; it is ordered by id, whatever the order in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    /// A map of entries in any order; of equal keys the first stays.
    pub fn from_entries(mut entries: Vec<(K, V)>) -> Map<K, V> {
        if !entries.is_sorted_by(|(a, _), (b, _)| a < b) {
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            entries.dedup_by(|(later, _), (first, _)| later == first);
        }
        Map(entries)
    }

    /// One map of many; of equal keys the first map's stays.
    pub fn union(maps: Vec<Map<K, V>>) -> Map<K, V> {
        let mut entries: Vec<(K, V)> = Vec::new();
        for Map(mut more) in maps {
            if entries.is_empty() {
                entries = more;
            } else {
                entries.append(&mut more);
            }
        }
        Map::from_entries(entries)
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// Key and value of an entry.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let (key, value) = &self.0[self.place(key).ok()?];
        Some((key, value))
    }

    /// The value of an entry.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        Some(&self.0[self.place(key).ok()?].1)
    }

    /// The value of an entry, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(&mut self.0[at].1)
    }

    /// Whether there is such an entry.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets an entry; the value that stood there is returned.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
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
        Some(self.0.remove(at).1)
    }
}

impl<K, V> Map<K, V> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries by key.
    pub fn iter(&self) -> Entries<'_, K, V> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys, ascending.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values by key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values by key, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries for which the answer is yes.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| is_kept(key, value));
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
        self.0.into_iter()
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
