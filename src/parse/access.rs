//! Serde's way through lists and mappings of the arena.

use super::error::Error;
use super::reader::{Path, Reader};
use super::words;
use super::yaml::{self, Entries, NodeRef};
use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess};
use std::cell::RefCell;

pub(super) struct Items<'d, 'c> {
    pub(super) items: yaml::Children<'d>,
    pub(super) found: &'c RefCell<Vec<Diagnostic>>,
    pub(super) path: Option<&'c Path<'c>>,
}

impl<'d> SeqAccess<'d> for Items<'d, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        seed.deserialize(Reader {
            node,
            found: self.found,
            path: self.path,
            unknown: None,
        })
        .map(Some)
    }
}

pub(super) struct Fields<'d, 'c> {
    pub(super) entries: Entries<'d>,
    pub(super) current: Option<(NodeRef<'d>, NodeRef<'d>)>,
    pub(super) known: &'static [&'static str],
    pub(super) found: &'c RefCell<Vec<Diagnostic>>,
    pub(super) path: Option<&'c Path<'c>>,
    /// Whether keys are ids.
    pub(super) watch: bool,
}

impl<'d> MapAccess<'d> for Fields<'d, '_> {
    type Error = Error;

    fn size_hint(&self) -> Option<usize> {
        self.watch.then(|| self.entries.clone().count())
    }

    fn next_key_seed<K: DeserializeSeed<'d>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else {
                return Ok(None);
            };
            // Of equal keys the first stands; the others are findings already.
            if key.is_repeated() {
                continue;
            }
            self.current = Some((key, value));
            let name = if key.is_scalar() { key.text() } else { "" };
            if self.watch && !super::is_slug(name) {
                bad_id(self.found, self.path, key);
            }
            return seed
                .deserialize(de::value::BorrowedStrDeserializer::new(name))
                .map(Some);
        }
    }

    fn next_value_seed<V: DeserializeSeed<'d>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((key, node)) = self.current.take() else {
            return Err(Error::Recorded);
        };
        let path = Path {
            up: self.path,
            step: key.text(),
        };
        seed.deserialize(Reader {
            node,
            found: self.found,
            path: Some(&path),
            unknown: Some((key, self.known)),
        })
    }
}

fn bad_id(found: &RefCell<Vec<Diagnostic>>, path: Option<&Path<'_>>, key: NodeRef<'_>) {
    let name = key.text();
    let slug = words::slug(name);
    let at = FileSpan {
        file: key.file(),
        span: key.span(),
    };
    let message = format!(
        "{} is no id: small letters, digits and single hyphens, 2 to 64 characters",
        words::cut(name)
    );
    let mut diagnostic = Diagnostic::new("bad-id", message).with_at(at).with_id(name);
    diagnostic.field = path.map(|path| path.step.to_owned());
    found.borrow_mut().push(match slug {
        Some(slug) => diagnostic.with_help(format!("write {slug}, here and where it is referred to")),
        None => diagnostic.with_help("use kebab-case: pay-api-beta"),
    });
}
