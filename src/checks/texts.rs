//! Every value of a program as it is written, for rules that look at texts and not at what they mean.

use super::Facts;
use crate::parse::NodeRef;
use crate::text::FileSpan;

/// A value: a scalar or a list.
pub(super) struct Written<'d> {
    /// The item it belongs to, as findings name it; `charter` and the like for single sections.
    pub(super) id: String,
    /// The field of the item.
    pub(super) field: &'d str,
    /// The key right above the value: the field, or one further down.
    pub(super) key: &'d str,
    /// The value.
    pub(super) node: NodeRef<'d>,
}

impl Written<'_> {
    /// Where it is.
    pub(super) fn at(&self) -> FileSpan {
        span(self.node)
    }
}

/// Where a node is.
pub(super) fn span(node: NodeRef<'_>) -> FileSpan {
    FileSpan {
        file: node.file(),
        span: node.span(),
    }
}

/// Shows every scalar and list below the fields of every item, in the order of the files.
pub(super) fn each<'d>(facts: &Facts<'d>, mut show: impl FnMut(&Written<'d>)) {
    for document in facts.documents.iter() {
        let sections = document.root().into_iter().flat_map(NodeRef::entries);
        for (section, entities) in sections {
            let name = section.text();
            if matches!(name, "charter" | "calendar") {
                fields(name, entities, &mut show);
                continue;
            }
            let space = if matches!(name, "people" | "teams") {
                format!("{name}.")
            } else {
                String::new()
            };
            for (id, value) in entities.entries() {
                fields(&format!("{space}{}", id.text()), value, &mut show);
            }
        }
    }
}

fn fields<'d>(id: &str, value: NodeRef<'d>, show: &mut impl FnMut(&Written<'d>)) {
    for (field, value) in value.entries().filter(|(field, _)| !is_free(*field)) {
        // Nesting was bounded when the file was read, and so was what aliases add.
        let mut work = vec![(field.text(), value)];
        while let Some((key, node)) = work.pop() {
            if !node.is_mapping() {
                let id = id.to_owned();
                let field = field.text();
                show(&Written { id, field, key, node });
            }
            let below = work.len();
            work.extend(node.items().map(|item| (key, item)));
            let entries = node.entries().filter(|(key, _)| !is_free(*key));
            work.extend(entries.map(|(key, value)| (key.text(), value)));
            work[below..].reverse();
        }
    }
}

/// Keys that begin with `x-` are for local use.
fn is_free(key: NodeRef<'_>) -> bool {
    key.text().starts_with("x-")
}
