//! Where things are written. Rules speak of places ("this milestone's `due`"); only when something is shown
//! is a place turned into bytes of a file, so the model itself holds no positions.

use crate::parse::{Document, NodeRef};
use crate::text::{FileId, FileSpan, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The section that metrics files stand for.
const FIGURES: &str = "metrics";

/// One step from an entity to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An entry of a list; also `0` of a value written as one scalar.
    Index(usize),
}

/// Which end of the last step is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The key (of an entity: its id).
    Key,
    /// The value.
    Value,
}

/// A place in a program, spoken symbolically.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The section.
    pub section: &'static str,
    /// The entity; empty for `charter` and `calendar`.
    pub id: String,
    /// The way down.
    pub steps: Vec<Step>,
    /// The end meant.
    pub on: On,
}

impl Place {
    /// The key of an entity.
    pub fn item(section: &'static str, id: &str) -> Place {
        Place {
            section,
            id: id.into(),
            steps: Vec::new(),
            on: On::Key,
        }
    }

    /// The value of a field of an entity.
    pub fn field(section: &'static str, id: &str, field: &str) -> Place {
        Place::item(section, id).key(field)
    }

    /// The line of a figure of a metrics file, counted from 0 and without those that could not be read.
    pub fn figure(name: &str, at: usize) -> Place {
        Place::item(FIGURES, name).at(at)
    }

    /// One step down by key; means the value.
    pub fn key(mut self, key: &str) -> Place {
        self.steps.push(Step::Key(key.into()));
        self.on = On::Value;
        self
    }

    /// One step down by position; means the value.
    pub fn at(mut self, index: usize) -> Place {
        self.steps.push(Step::Index(index));
        self.on = On::Value;
        self
    }

    /// Means the key of the last step.
    pub fn on_key(mut self) -> Place {
        self.on = On::Key;
        self
    }

    /// The field of the entity that the place is in, if it is in one.
    pub fn field_name(&self) -> Option<&str> {
        self.steps.iter().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }
}

/// Document, key and value of each entity, by section and then by id.
type Index = FxHashMap<String, FxHashMap<String, (u32, u32, u32)>>;

/// All documents of a program.
#[derive(Debug, Default)]
pub struct Documents {
    documents: Vec<Document>,
    /// The line of each figure, by the name of the metrics file.
    figures: BTreeMap<String, Vec<FileSpan>>,
    /// Document, key and value by section and id: the first of each.
    index: OnceLock<Index>,
}

impl Documents {
    /// Keeps the documents of one program, in the order of their paths.
    pub fn new(documents: Vec<Document>) -> Documents {
        Documents {
            documents,
            figures: BTreeMap::new(),
            index: OnceLock::new(),
        }
    }

    /// Keeps the lines of a metrics file too.
    pub fn add_figures(&mut self, name: &str, lines: Vec<FileSpan>) {
        self.figures.insert(name.to_owned(), lines);
    }

    /// The documents.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter()
    }

    /// Key and value of an entity; of a whole section with an empty id.
    pub fn entity(&self, section: &str, id: &str) -> Option<(NodeRef<'_>, NodeRef<'_>)> {
        let (document, key, value) = *self.index().get(section)?.get(id)?;
        let document = &self.documents[document as usize];
        Some((document.node(key), document.node(value)))
    }

    /// The bytes of a place; where the last steps do not exist, of the nearest thing that does.
    pub fn find(&self, place: &Place) -> Option<FileSpan> {
        if place.section == FIGURES {
            let Some(Step::Index(at)) = place.steps.first() else {
                return None;
            };
            return self.figures.get(&place.id)?.get(*at).copied();
        }
        let (mut key, mut value) = self.entity(place.section, &place.id)?;
        let mut on = if place.steps.is_empty() { place.on } else { On::Key };
        for (number, step) in place.steps.iter().enumerate() {
            let is_last = number + 1 == place.steps.len();
            match step {
                Step::Key(name) => match value.get(name) {
                    Some((k, v)) => {
                        (key, value) = (k, v);
                        on = if is_last { place.on } else { On::Value };
                    }
                    None => break,
                },
                Step::Index(at) => match value.item(*at) {
                    Some(item) => {
                        (key, value) = (item, item);
                        on = On::Value;
                    }
                    // One scalar where a list may stand is the list's only entry.
                    None => on = On::Value,
                },
            }
        }
        let node = if on == On::Value && !value.is_null() {
            value
        } else {
            key
        };
        Some(narrow(node))
    }

    /// Whether a field of an entity is written at all, with any value.
    pub fn has(&self, section: &str, id: &str, field: &str) -> bool {
        self.entity(section, id)
            .and_then(|(_, value)| value.get(field))
            .is_some_and(|(_, value)| !value.is_null())
    }

    /// Whether a place itself is written, with any value: also one that could not be read.
    pub fn holds(&self, place: &Place) -> bool {
        let Some((_, mut value)) = self.entity(place.section, &place.id) else {
            return false;
        };
        for step in &place.steps {
            let next = match step {
                Step::Key(name) => value.get(name).map(|(_, value)| value),
                Step::Index(at) => value.item(*at),
            };
            match next {
                Some(next) => value = next,
                None => return false,
            }
        }
        !value.is_null()
    }

    /// The first byte of the first file.
    pub fn start(&self) -> Option<FileSpan> {
        let file: FileId = self.documents.first()?.file();
        Some(FileSpan {
            file,
            span: Span::new(0, 0),
        })
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (number, document) in self.documents.iter().enumerate() {
                let Some(root) = document.root() else { continue };
                for (section, value) in root.entries() {
                    let of_section = index.entry(section.text().to_owned()).or_default();
                    let mut add = |id: &str, key: NodeRef<'_>, value: NodeRef<'_>| {
                        let at = (number as u32, key.position(), value.position());
                        of_section.entry(id.to_owned()).or_insert(at);
                    };
                    add("", section, value);
                    for (id, entity) in value.entries() {
                        add(id.text(), id, entity);
                    }
                }
            }
            index
        })
    }
}

/// The span to point at: a scalar whole, of a block its first key or entry.
fn narrow(mut node: NodeRef<'_>) -> FileSpan {
    if !node.is_flow() {
        while let Some(first) = node
            .entries()
            .next()
            .map(|(key, _)| key)
            .or_else(|| node.items().next())
        {
            node = first;
            if node.is_flow() {
                break;
            }
        }
    }
    FileSpan {
        file: node.file(),
        span: node.span(),
    }
}
