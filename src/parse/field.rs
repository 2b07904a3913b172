//! Fields as values: each can say itself in one line and one spelling, so that two revisions are compared by
//! what they mean and not by how they are laid out.

use super::{Date, Delay, Duration, Estimate, Few, ItemId, Lag, List, Map, Overrides, PersonId, Probability};
use super::{Raw, Shape, Slug, TeamId, Triple, Week};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// New ids by old ones.
pub type Renames = BTreeMap<ItemId, ItemId>;

/// What can stand as the value of a field.
pub trait Field {
    /// What it is made of.
    const SHAPE: Shape = Shape::Value;

    /// The value on one line: a scalar as its text, the rest in flow style. `None` where nothing is said.
    fn written(&self) -> Option<String>;

    /// The value as part of another one: text that YAML would read otherwise is quoted.
    fn nested(&self) -> Option<String> {
        self.written()
    }

    /// Puts new ids in the place of old ones.
    fn rename(&mut self, _: &Renames) {}
}

/// An entity: a value whose fields can be told apart.
pub trait Fields: Field {
    /// The names of the fields in which two differ, in the order of the format.
    fn differing(&self, other: &Self) -> Vec<&'static str>;

    /// One field on one line; `None` where it is absent or unknown.
    fn field(&self, name: &str) -> Option<String>;

    /// Takes one field over from another entity.
    fn take(&mut self, name: &str, from: &Self);
}

macro_rules! displayed {
    ($($type:ty),*) => {
        $(impl Field for $type {
            fn written(&self) -> Option<String> {
                Some(self.to_string())
            }
        })*
    };
}

displayed!(Date, Duration, Lag, PersonId, TeamId, f64);

impl Field for String {
    fn written(&self) -> Option<String> {
        Some(self.clone())
    }

    fn nested(&self) -> Option<String> {
        Some(Raw::quoted(self))
    }
}

impl Field for Slug {
    fn written(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn nested(&self) -> Option<String> {
        Some(Raw::quoted(self.as_str()))
    }
}

impl Field for ItemId {
    const SHAPE: Shape = Shape::Item;

    fn written(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn nested(&self) -> Option<String> {
        Some(Raw::quoted(self.as_str()))
    }

    fn rename(&mut self, names: &Renames) {
        if let Some(new) = names.get(self.as_str()) {
            *self = new.clone();
        }
    }
}

impl Field for Probability {
    fn written(&self) -> Option<String> {
        // Rounded far below what anybody means, so that 30% and 0.3 are one text.
        Some(format!("{}", (self.0 * 1e6).round() / 1e6))
    }
}

impl Field for Delay {
    fn written(&self) -> Option<String> {
        self.0.written()
    }
}

impl Field for Week {
    fn written(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Field for Triple {
    fn written(&self) -> Option<String> {
        Some(listed(self.0.iter().map(f64::to_string)))
    }
}

impl Field for super::DateRange {
    fn written(&self) -> Option<String> {
        let days = if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{}..{}", self.from, self.to)
        };
        Some(match &self.name {
            Some(name) => format!("{{date: {days}, name: {}}}", Raw::quoted(name)),
            None => days,
        })
    }
}

impl Field for Overrides {
    const SHAPE: Shape = Shape::Changes;

    fn written(&self) -> Option<String> {
        let parts = self.iter().map(|(path, value)| (path.as_str(), value.as_yaml()));
        (!self.is_empty()).then(|| mapped(parts))
    }

    fn rename(&mut self, names: &Renames) {
        self.rename_entities(|entity| names.get(entity).map(|new| new.as_str()));
    }
}

impl<T: Field> Field for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn written(&self) -> Option<String> {
        self.as_ref().and_then(Field::written)
    }

    fn nested(&self) -> Option<String> {
        self.as_ref().and_then(Field::nested)
    }

    fn rename(&mut self, names: &Renames) {
        if let Some(value) = self {
            value.rename(names);
        }
    }
}

impl<T: Field + Copy> Field for Estimate<T> {
    fn written(&self) -> Option<String> {
        match self {
            Estimate::One(value) => value.written(),
            Estimate::Three(values) => Some(listed(values.iter().filter_map(Field::nested))),
        }
    }
}

impl<T: Field> Field for List<T> {
    const SHAPE: Shape = Shape::Listed(&T::SHAPE);

    fn written(&self) -> Option<String> {
        (!self.is_empty()).then(|| listed(self.iter().filter_map(Field::nested)))
    }

    fn rename(&mut self, names: &Renames) {
        for entry in self.entries_mut() {
            entry.rename(names);
        }
    }
}

impl<T: Field> Field for Few<T> {
    const SHAPE: Shape = Shape::Listed(&T::SHAPE);

    fn written(&self) -> Option<String> {
        match &self[..] {
            [] => None,
            [one] => one.written(),
            several => Some(listed(several.iter().filter_map(Field::nested))),
        }
    }

    fn nested(&self) -> Option<String> {
        match &self[..] {
            [one] => one.nested(),
            _ => self.written(),
        }
    }

    fn rename(&mut self, names: &Renames) {
        for entry in self.entries_mut() {
            entry.rename(names);
        }
    }
}

impl<K: Ord + AsRef<str>, V: Field> Field for Map<K, V> {
    const SHAPE: Shape = Shape::Keyed(&V::SHAPE);

    fn written(&self) -> Option<String> {
        let parts: Vec<(Cow<'_, str>, String)> = self
            .iter()
            .map(|(key, value)| (key.as_ref().into(), value.nested().unwrap_or_else(|| "{}".into())))
            .collect();
        (!parts.is_empty()).then(|| mapped(parts.iter().map(|(key, value)| (&**key, value.as_str()))))
    }

    fn rename(&mut self, names: &Renames) {
        for value in self.values_mut() {
            value.rename(names);
        }
    }
}

/// `[a, b]`
pub(crate) fn listed(parts: impl Iterator<Item = String>) -> String {
    format!("[{}]", parts.collect::<Vec<_>>().join(", "))
}

/// `{a: 1, b: 2}`
pub(crate) fn mapped<'p>(parts: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let parts: Vec<String> = parts
        .map(|(key, value)| format!("{}: {value}", Raw::quoted(key)))
        .collect();
    format!("{{{}}}", parts.join(", "))
}

/// The name of a field in the format; Rust's keywords carry an underscore.
pub(crate) const fn name_of(field: &'static str) -> &'static str {
    match field.as_bytes().split_last() {
        Some((b'_', name)) => match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => field,
        },
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Criterion, Ending, Milestone, Need};

    #[test]
    fn a_value_has_one_spelling_whatever_the_file_wrote() {
        assert_eq!(Probability(0.1 + 0.2).written().unwrap(), "0.3");
        let promised = Estimate::Three([1, 5, 9].map(Duration::days));
        assert_eq!(promised.written().unwrap(), "[1d, 5d, 9d]");
        let needs = List::from(vec![
            Need {
                id: Some("ledger-api".into()),
                ..Need::default()
            },
            Need {
                id: Some("network".into()),
                lag: Some(Lag {
                    amount: 3,
                    unit: super::super::Unit::Days,
                }),
                ..Need::default()
            },
        ]);
        assert_eq!(needs.written().unwrap(), "[ledger-api, {id: network, lag: 3d}]");
        let accept = Few::from(vec![Criterion {
            is: Some("0 errors, signed".into()),
            ..Criterion::default()
        }]);
        assert_eq!(
            accept.written().unwrap(),
            "0 errors, signed",
            "alone it is a text, not YAML"
        );
        assert_eq!(Ending::default().written().unwrap(), "true");
        assert_eq!(List::<Need>::default().written(), None);
    }

    #[test]
    fn fields_are_told_apart_and_taken_over_one_by_one() {
        let base = Milestone {
            title: Some("Beta".into()),
            due: Date::parse("2026-03-02").ok(),
            ..Milestone::default()
        };
        let mut head = base.clone();
        head.due = Date::parse("2026-03-09").ok();
        head.ref_ = Few::from(vec!["PAY-1".to_owned()]);
        assert_eq!(head.differing(&base), ["due", "ref"]);
        assert_eq!(head.field("ref").as_deref(), Some("PAY-1"));
        head.take("due", &base);
        head.take("ref", &base);
        assert_eq!(head, base);
    }

    #[test]
    fn ids_are_renamed_wherever_they_stand_but_not_in_text() {
        let mut milestone = Milestone {
            title: Some("old-id".into()),
            needs: List::from(vec![Need {
                id: Some("old-id".into()),
                ..Need::default()
            }]),
            ..Milestone::default()
        };
        milestone.rename(&Renames::from([("old-id".into(), "new-id".into())]));
        assert_eq!(milestone.field("needs").as_deref(), Some("[new-id]"));
        assert_eq!(milestone.title.as_deref(), Some("old-id"));
    }
}
