//! `export json`: everything that is written, and the schedule that follows.

use super::Schedule;
use crate::model::Documents;
use crate::parse::NodeRef;
use crate::schedule::{self, Row};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// The body of `export json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Export {
    /// The sections of all files, merged: fields as they are written, scalars as text.
    pub sections: Map<String, Value>,
    /// As `schedule`.
    pub schedule: Schedule,
}

impl Export {
    /// The body for a program.
    pub fn new(documents: &Documents, schedule: &schedule::Schedule<'_>, rows: &[Row<'_>]) -> Export {
        let mut sections = Map::new();
        for root in documents.iter().filter_map(|document| document.root()) {
            for (section, node) in root.entries() {
                let read = value(node);
                match (sections.get_mut(section.text()), read) {
                    // Of an id that is defined twice the first definition stands, as in every report.
                    (Some(Value::Object(known)), Value::Object(more)) => {
                        for (id, fields) in more {
                            known.entry(id).or_insert(fields);
                        }
                    }
                    (Some(known @ Value::Null), read) => *known = read,
                    (Some(_), _) => {}
                    (None, read) => {
                        sections.insert(section.text().to_owned(), read);
                    }
                }
            }
        }
        Export {
            sections,
            schedule: Schedule::new(schedule, rows),
        }
    }
}

/// A node as JSON: scalars are texts, since what they mean is the field's type to say.
pub fn value(node: NodeRef<'_>) -> Value {
    if node.is_sequence() {
        Value::Array(node.items().map(value).collect())
    } else if node.is_mapping() {
        let entries = node
            .entries()
            .map(|(key, entry)| (key.text().to_owned(), value(entry)));
        Value::Object(entries.collect())
    } else if node.is_null() {
        Value::Null
    } else {
        Value::String(node.text().to_owned())
    }
}
