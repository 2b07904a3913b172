//! Every value of a program as it is written, for rules that look at texts and not at what they mean.

use super::Facts;
use crate::parse::NodeRef;
use crate::text::FileSpan;

/// A value: a scalar or a list.
pub(super) struct Written<'d> {
    /// The section that stands before the id in the name of the item: `people` and `teams` do.
    space: Option<&'d str>,
    /// The item it belongs to; `charter` and the like for single sections.
    item: &'d str,
    /// The field of the item.
    pub(super) field: &'d str,
    /// The key right above the value: the field, or one further down.
    pub(super) key: &'d str,
    /// The value.
    pub(super) node: NodeRef<'d>,
}

impl Written<'_> {
    /// The item it belongs to, as findings name it.
    pub(super) fn id(&self) -> String {
        match self.space {
            Some(space) => format!("{space}.{}", self.item),
            None => self.item.to_owned(),
        }
    }

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
    let mut work = Vec::new();
    for document in facts.documents.iter() {
        let sections = document.root().into_iter().flat_map(NodeRef::entries);
        for (section, entities) in sections {
            let name = section.text();
            if matches!(name, "charter" | "calendar") {
                fields(None, name, entities, &mut work, &mut show);
                continue;
            }
            let space = matches!(name, "people" | "teams").then_some(name);
            for (id, value) in entities.entries() {
                fields(space, id.text(), value, &mut work, &mut show);
            }
        }
    }
}

/// The values of one entity; `work` is empty before and after.
fn fields<'d>(
    space: Option<&'d str>,
    item: &'d str,
    value: NodeRef<'d>,
    work: &mut Vec<(&'d str, NodeRef<'d>)>,
    show: &mut impl FnMut(&Written<'d>),
) {
    for (field, value) in value.entries().filter(|(field, _)| !is_free(*field)) {
        // Nesting was bounded when the file was read, and so was what aliases add.
        work.push((field.text(), value));
        while let Some((key, node)) = work.pop() {
            if !node.is_mapping() {
                show(&Written {
                    space,
                    item,
                    field: field.text(),
                    key,
                    node,
                });
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
