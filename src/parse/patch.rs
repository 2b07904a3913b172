//! What-if on text: a mapping with one field replaced, to be read again like any other.

use super::yaml::{self, Document, NodeRef};
use crate::text::{FileId, SourceFile};

/// The mapping `node` with the field at `path` replaced by, or added as, the YAML `value` on one line.
///
/// # Errors
/// When the value is no YAML, in one plain sentence.
pub fn patched(node: Option<NodeRef<'_>>, path: &[&str], value: &str) -> Result<Document, String> {
    let mut text = String::new();
    write(&mut text, node, path, value);
    let source = SourceFile::new("--set", text);
    let (document, found) = yaml::document(FileId(0), &source);
    match found.into_iter().next() {
        Some(problem) if problem.rule == "yaml-syntax" => Err(problem.message),
        _ => Ok(document),
    }
}

/// Writes a node in flow style, with the value put in at the path.
fn write(out: &mut String, node: Option<NodeRef<'_>>, path: &[&str], value: &str) {
    let Some((step, rest)) = path.split_first() else {
        out.push_str(value);
        return;
    };
    out.push('{');
    let mut is_there = false;
    let entries = node.into_iter().flat_map(NodeRef::entries);
    for (key, old) in entries {
        out.push_str(&quoted(key.text()));
        out.push_str(": ");
        if key.text() == *step {
            is_there = true;
            write(out, Some(old), rest, value);
        } else {
            copy(out, old);
        }
        out.push_str(", ");
    }
    if !is_there {
        out.push_str(&quoted(step));
        out.push_str(": ");
        write(out, None, rest, value);
    }
    out.push('}');
}

fn copy(out: &mut String, node: NodeRef<'_>) {
    if node.is_sequence() {
        out.push('[');
        for item in node.items() {
            copy(out, item);
            out.push_str(", ");
        }
        out.push(']');
    } else if node.is_mapping() {
        out.push('{');
        for (key, value) in node.entries() {
            out.push_str(&quoted(key.text()));
            out.push_str(": ");
            copy(out, value);
            out.push_str(", ");
        }
        out.push('}');
    } else if node.is_null() {
        out.push_str("null");
    } else {
        out.push_str(&quoted(node.text()));
    }
}

/// A double-quoted scalar; JSON strings are YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
