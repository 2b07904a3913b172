//! One field of an entity: its value replaced where it stands, or a new line put in at the field's place in the
//! order of the format.

use crate::parse::{self, Document, NodeRef, Shape, Style, comments};
use crate::text::{FileId, SourceFile, Span};

/// Bytes to replace, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes.
    pub at: Span,
    /// What comes in their place.
    pub text: String,
}

/// An entity, or part of one, to be edited.
#[derive(Clone, Copy, Debug)]
pub struct Target<'d> {
    /// Its document.
    pub document: &'d Document,
    /// Its key.
    pub key: NodeRef<'d>,
    /// Its value.
    pub value: NodeRef<'d>,
    /// What it is made of.
    pub shape: Shape,
    /// Whether it stands within brackets.
    pub in_flow: bool,
}

/// The edit that gives the field at `path` a value, which is YAML on one line or plain text.
///
/// # Errors
/// When it cannot be done without losing a comment or changing a layout that is not understood; in plain words.
pub fn set_field(target: Target<'_>, path: &[&str], value: &str) -> Result<Splice, String> {
    let Target {
        document,
        mut key,
        value: mut node,
        mut shape,
        mut in_flow,
    } = target;
    for (number, step) in path.iter().enumerate() {
        in_flow |= node.is_flow();
        if !node.is_null() && !node.is_mapping() {
            return Err(format!("{} is no mapping; edit it by hand", key.text()));
        }
        match node.get(step) {
            Some((found, below)) => {
                shape = shape.field(step).1;
                (key, node) = (found, below);
            }
            None => return inserted(key, node, shape, &path[number..], (value, in_flow)),
        }
    }
    replaced(document, key, node, &value_text(value, in_flow))
}

fn replaced(document: &Document, key: NodeRef<'_>, node: NodeRef<'_>, text: &str) -> Result<Splice, String> {
    let (start, end) = (key.span().end, node.span().end);
    let whole = key.whole_source();
    let colon = whole[start as usize..]
        .find(':')
        .map(|at| start as usize + at + 1);
    let colon = colon.ok_or("the field is not laid out as `field: value`")?;
    if node.source().is_empty() {
        return Ok(Splice {
            at: Span::new(colon, colon),
            text: format!(" {text}"),
        });
    }
    let is_block = matches!(node.style(), Some(Style::Literal | Style::Folded));
    let header = node.source().lines().next().unwrap_or_default();
    if has_comment(document, start, end) || (is_block && header.contains('#')) {
        return Err(format!("a comment stands in {}; edit it by hand", key.text()));
    }
    let is_nested = (node.is_mapping() || node.is_sequence()) && !node.is_flow();
    let (from, text) = if is_nested {
        (colon, format!(" {text}"))
    } else {
        (node.span().start as usize, text.to_owned())
    };
    Ok(Splice {
        at: Span::new(from, end as usize),
        text,
    })
}

/// A field that is not there yet, within `node`, the value of `key`.
fn inserted(
    key: NodeRef<'_>,
    node: NodeRef<'_>,
    shape: Shape,
    path: &[&str],
    (value, in_flow): (&str, bool),
) -> Result<Splice, String> {
    let Some((name, below)) = path.split_first() else {
        return Err("no field is named".into());
    };
    let mut text = value_text(value, in_flow || !below.is_empty());
    for step in below.iter().rev() {
        text = format!("{{{step}: {text}}}");
    }
    let text = format!("{name}: {text}");
    let whole = key.whole_source();
    let rank = shape.field(name).0;
    let entries: Vec<(NodeRef<'_>, NodeRef<'_>)> = node.entries().collect();
    let before = entries
        .iter()
        .rev()
        .find(|(key, _)| shape.field(key.text()).0 <= rank);
    let at = |at: usize, text: String| Splice {
        at: Span::new(at, at),
        text,
    };
    if node.is_flow() {
        return Ok(match (before, entries.first()) {
            (Some((key, value)), _) => {
                let end = if value.source().is_empty() {
                    return Err(format!("{} has no value; edit it by hand", key.text()));
                } else {
                    value.span().end
                };
                at(end as usize, format!(", {text}"))
            }
            (None, Some((key, _))) => at(key.span().start as usize, format!("{text}, ")),
            (None, None) => at(node.span().start as usize + 1, text),
        });
    }
    if in_flow {
        return Err(format!("{} stands in brackets; edit it by hand", key.text()));
    }
    let newline = newline(whole, key.span().start as usize);
    if node.is_null() {
        let indent = " ".repeat(column(whole, key.span().start as usize) + 2);
        let end = line_end(whole, key.span().end as usize);
        return Ok(at(end, format!("{newline}{indent}{text}")));
    }
    let Some((first, _)) = entries.first() else {
        return Err(format!("{} is empty; edit it by hand", key.text()));
    };
    let start = first.span().start as usize;
    let indent = " ".repeat(column(whole, start));
    if let Some((key, value)) = before {
        let end = value.span().end.max(key.span().end) as usize;
        return Ok(at(line_end(whole, end), format!("{newline}{indent}{text}")));
    }
    // Above the first field, and above the comments that stand at it.
    let mut line = start - column(whole, start);
    if !whole[line..start].trim_start_matches(' ').is_empty() {
        return Ok(at(start, format!("{text}{newline}{indent}")));
    }
    while let Some(above) = line.checked_sub(1) {
        let from = whole[..above].rfind('\n').map_or(0, |newline| newline + 1);
        if !whole[from..above].trim_start_matches(' ').starts_with('#') {
            break;
        }
        line = from;
    }
    Ok(at(line, format!("{indent}{text}{newline}")))
}

/// Whether a comment stands between two bytes.
pub(super) fn has_comment(document: &Document, start: u32, end: u32) -> bool {
    let Some(root) = document.root() else { return false };
    // Mostly the bytes show it, and no file has to be searched.
    if !root.whole_source()[start as usize..end as usize].contains('#') {
        return false;
    }
    let mut comments = comments(document).into_iter();
    comments.any(|(span, _)| span.start >= start && span.end <= end)
}

/// Bytes between the start of the line and a byte.
fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The line end that the lines at a byte have.
pub(super) fn newline(text: &str, at: usize) -> &'static str {
    let next = text[at..].find('\n').map(|end| at + end);
    let end = next.or_else(|| text[..at].rfind('\n'));
    match end {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    at + text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]).len()
}

/// The value as it may stand in the file: as it was given where that is read as what was meant, else in quotes.
pub fn value_text(value: &str, in_flow: bool) -> String {
    let quoted = || serde_json::to_string(value).unwrap_or_default();
    if value.contains(['\n', '\r']) {
        return quoted();
    }
    let text = if in_flow {
        format!("{{k: {value}}}\n")
    } else {
        format!("k: {value}\n")
    };
    let source = SourceFile::new("value", text);
    let (document, faults) = parse::document(FileId(0), &source);
    let read = document.root().and_then(|root| root.get("k"));
    let is_alone = document.root().is_some_and(|root| root.entries().count() == 1);
    match read {
        Some((_, node)) if faults.is_empty() && is_alone && node.source() == value => value.to_owned(),
        _ => quoted(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProgramFile;
    use crate::parse::Field;

    fn set(text: &str, path: &str, value: &str) -> Result<String, String> {
        let source = SourceFile::new("plan.yaml", text);
        let (document, _) = parse::document(FileId(0), &source);
        let (_, section) = document.root().unwrap().get("milestones").unwrap();
        let (key, node) = section.get("ga").unwrap();
        let target = Target {
            document: &document,
            key,
            value: node,
            shape: ProgramFile::SHAPE.field("milestones").1.field("ga").1,
            in_flow: section.is_flow(),
        };
        let path: Vec<&str> = path.split('.').collect();
        let splice = set_field(target, &path, value)?;
        let mut text = text.to_owned();
        text.replace_range(splice.at.start as usize..splice.at.end as usize, &splice.text);
        Ok(text)
    }

    #[test]
    fn a_value_is_replaced_and_a_new_field_stands_at_its_place() {
        let text = "milestones:\n  ga: # the launch\n    # Ours.\n    title: GA  # x\n    due: 2026-10-09 # promised\n";
        let head = "milestones:\n  ga: # the launch\n    # Ours.\n    title: GA  # x\n";
        assert_eq!(
            set(text, "due", "2026-10-16").unwrap(),
            format!("{head}    due: 2026-10-16 # promised\n")
        );
        assert_eq!(
            set(text, "owner", "chen").unwrap(),
            format!("{head}    owner: chen\n    due: 2026-10-09 # promised\n")
        );
        assert_eq!(
            set(text, "cancelled.because", "no: money").unwrap(),
            format!("{text}    cancelled: {{because: \"no: money\"}}\n")
        );
        let text = "milestones:\n  ga:\n    # Ours.\n    due: 2026-10-09\n";
        assert_eq!(
            set(text, "title", "GA").unwrap(),
            "milestones:\n  ga:\n    title: GA\n    # Ours.\n    due: 2026-10-09\n"
        );
    }

    #[test]
    fn brackets_empty_items_and_blocks_are_understood() {
        assert_eq!(
            set(
                "milestones:\n  ga: {title: GA, due: 2026-10-09}\n",
                "owner",
                "chen"
            )
            .unwrap(),
            "milestones:\n  ga: {title: GA, owner: chen, due: 2026-10-09}\n"
        );
        assert_eq!(
            set("milestones: {ga: {}}\n", "title", "Soon, or later").unwrap(),
            "milestones: {ga: {title: \"Soon, or later\"}}\n"
        );
        assert_eq!(
            set("milestones:\n  ga: # soon\n  beta: {}\n", "title", "GA").unwrap(),
            "milestones:\n  ga: # soon\n    title: GA\n  beta: {}\n"
        );
        assert_eq!(
            set(
                "milestones:\n  ga:\n    needs:\n      - a\n      - b\n    accept: x\n",
                "needs",
                "[c]"
            )
            .unwrap(),
            "milestones:\n  ga:\n    needs: [c]\n    accept: x\n"
        );
        assert_eq!(
            set("milestones:\n  ga:\n    note:\n    ref: x", "note", "Fine").unwrap(),
            "milestones:\n  ga:\n    note: Fine\n    ref: x"
        );
        assert_eq!(
            set("milestones:\r\n  ga:\r\n    title: x\r\n", "owner", "chen").unwrap(),
            "milestones:\r\n  ga:\r\n    title: x\r\n    owner: chen\r\n"
        );
    }

    #[test]
    fn no_comment_is_lost() {
        let text = "milestones:\n  ga:\n    needs:\n      - a # first\n      - b\n";
        assert_eq!(
            set(text, "needs", "[c]"),
            Err("a comment stands in needs; edit it by hand".into())
        );
        assert_eq!(
            set(text, "needs.a", "x"),
            Err("needs is no mapping; edit it by hand".into())
        );
    }

    #[test]
    fn values_are_quoted_where_they_would_be_read_as_something_else() {
        for (value, plain, flow) in [
            ("12d", "12d", "12d"),
            ("[a, b]", "[a, b]", "[a, b]"),
            (
                "{date: 2026-01-01, because: x}",
                "{date: 2026-01-01, because: x}",
                "{date: 2026-01-01, because: x}",
            ),
            ("Fine, so far", "Fine, so far", "\"Fine, so far\""),
            ("Late: again", "\"Late: again\"", "\"Late: again\""),
            ("one # two", "\"one # two\"", "\"one # two\""),
            ("[draft] plan", "\"[draft] plan\"", "\"[draft] plan\""),
            ("@chen", "\"@chen\"", "\"@chen\""),
            ("\"as is\"", "\"as is\"", "\"as is\""),
        ] {
            assert_eq!(value_text(value, false), plain);
            assert_eq!(value_text(value, true), flow);
        }
    }
}
