//! Lists and maps in which one bad entry spoils no other, as they are read.

use super::Map;
use super::error::Problem;
use super::problem;
use super::reader::{BRIEF, OrNothing};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

macro_rules! list {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name<T>(Vec<T>);

        impl<T> $name<T> {
            /// The entries, to be changed in place.
            pub(super) fn entries_mut(&mut self) -> &mut [T] {
                &mut self.0
            }
        }

        impl<T> Default for $name<T> {
            fn default() -> Self {
                $name(Vec::new())
            }
        }

        impl<T> Deref for $name<T> {
            type Target = [T];

            fn deref(&self) -> &[T] {
                &self.0
            }
        }

        impl<T> From<Vec<T>> for $name<T> {
            fn from(entries: Vec<T>) -> Self {
                $name(entries)
            }
        }
    };
}

list!(
    /// A list.
    List
);
list!(
    /// One value, or a list of them.
    Few
);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData)).map(List)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_newtype_struct(BRIEF, ListVisitor(PhantomData))
            .map(Few)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_none<E: de::Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        Ok(vec![T::deserialize(deserializer)?])
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        Ok(vec![T::deserialize(deserializer)?])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(OrNothing(PhantomData))? {
            list.extend(item);
        }
        Ok(list)
    }
}

impl<'de, K, V> Deserialize<'de> for Map<K, V>
where
    K: Ord + for<'k> From<&'k str>,
    V: Deserialize<'de> + Default,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_map(MapVisitor(PhantomData))
            .map(Map::from_entries)
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for MapVisitor<K, V>
where
    K: Ord + for<'k> From<&'k str>,
    V: Deserialize<'de> + Default,
{
    type Value = Vec<(K, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping of ids")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Vec<(K, V)>, A::Error> {
        let mut map = Vec::with_capacity(entries.size_hint().unwrap_or_default());
        while let Some(key) = entries.next_key::<&str>()? {
            // An entry whose value is wrong still exists, empty.
            let value = entries
                .next_value_seed(OrNothing(PhantomData))?
                .unwrap_or_default();
            map.push((K::from(key), value));
        }
        Ok(map)
    }
}

/// What an option changes: `entity.field: value`, kept as text of the value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides(BTreeMap<String, Raw>);

impl Overrides {
    /// Puts new entities in the paths in place of old ones; `new` knows them.
    pub(super) fn rename_entities<'n>(&mut self, new: impl Fn(&str) -> Option<&'n str>) {
        let old = std::mem::take(&mut self.0);
        for (path, value) in old {
            let (entity, field) = path.split_once('.').unwrap_or((&path, ""));
            let renamed = new(entity).map(|entity| format!("{entity}.{field}"));
            self.0.insert(renamed.unwrap_or(path), value);
        }
    }
}

impl Deref for Overrides {
    type Target = BTreeMap<String, Raw>;

    fn deref(&self) -> &BTreeMap<String, Raw> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Overrides {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OverridesVisitor).map(Overrides)
    }
}

struct OverridesVisitor;

impl<'de> Visitor<'de> for OverridesVisitor {
    type Value = BTreeMap<String, Raw>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping of `entity.field: value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<&str>()? {
            if let Some(value) = entries.next_value_seed(OrNothing(PhantomData))? {
                map.insert(key.to_owned(), value);
            }
        }
        Ok(map)
    }
}

/// A value of any shape, as YAML on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw(String);

impl Raw {
    /// A text as YAML that reads back as the same text.
    pub(super) fn quoted(text: &str) -> String {
        let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '/' | '%');
        let is_plain = text.chars().all(is_safe)
            && !text.starts_with(['-', ' ', '%'])
            && !text.ends_with(' ')
            && !text.is_empty();
        if is_plain {
            text.to_owned()
        } else {
            serde_json::to_string(text).unwrap_or_default()
        }
    }

    /// The value in flow style, on one line.
    pub fn as_yaml(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor).map(Raw)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok("null".into())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(Raw::quoted(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        let mut parts = Vec::new();
        while let Some(item) = items.next_element::<Raw>()? {
            parts.push(item.0);
        }
        Ok(format!("[{}]", parts.join(", ")))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        let mut parts = Vec::new();
        while let Some(key) = entries.next_key::<&str>()? {
            let value = entries.next_value::<Raw>()?;
            parts.push(format!("{key}: {}", value.0));
        }
        Ok(format!("{{{}}}", parts.join(", ")))
    }
}

/// A problem as an error, from a reading function.
pub(super) fn raise<E: de::Error>(found: Problem) -> E {
    problem(
        found.rule,
        &found.message,
        &found.help,
        found.replacement.as_deref(),
    )
}
