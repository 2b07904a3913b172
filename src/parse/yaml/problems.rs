//! Syntax errors in plain words. The usual slips (a tab, a bare `@handle`, a conflict left by a merge, a colon
//! that is missing) are named for what they are, where they are; everything else is the parser's own sentence
//! at its own place.

use super::build::Stop;
use super::slips;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Span};

/// What is looked for before the parser runs: it would speak of it in riddles.
pub(super) fn before(file: FileId, text: &str) -> Option<Diagnostic> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_marker = |mark: &str| {
            line.starts_with(mark)
                && (line.len() == mark.len() || line[mark.len()..].starts_with([' ', '\n', '\r']))
        };
        if is_marker("<<<<<<<") || is_marker("=======") || is_marker(">>>>>>>") || is_marker("|||||||") {
            let span = Span::new(at, at + 7);
            return Some(
                Diagnostic::new("yaml-syntax", "a conflict that a merge left stands here")
                    .with_at(FileSpan { file, span })
                    .with_help(
                        "choose one side, delete the lines `<<<<<<<`, `=======` and `>>>>>>>`, and commit",
                    ),
            );
        }
        at += line.len();
    }
    None
}

/// A parser's error at a byte, with the lines around looked at again for the usual slips.
pub(super) fn after(text: &str, at: usize, info: &str) -> Stop {
    slips::tab_or_handle(text, at)
        .or_else(|| slips::colon(text, at, info))
        .or_else(|| slips::bracket(text, at, info))
        .or_else(|| slips::quotes(text, at, info))
        .unwrap_or_else(|| {
            let (message, help) = plain(text, at, info);
            let at = slips::dash(text, at).unwrap_or(at);
            let width = text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
            let end = at + width.map_or(0, char::len_utf8);
            (Span::new(at, end), message, help.into())
        })
}

/// The parser's sentence in other words, and what to do.
fn plain(text: &str, at: usize, info: &str) -> (String, &'static str) {
    let rest = &text[at..];
    let line = slips::Line::around(text, at);
    let first = rest.chars().next().unwrap_or(' ');
    match info {
        "while parsing a block mapping, did not find expected key"
            if line.text.trim_start().starts_with("- ") =>
        {
            (
                "a list entry stands among fields".into(),
                "indent it below the field that it belongs to",
            )
        }
        "while parsing a block mapping, did not find expected key" => (
            "this line is indented otherwise than the fields around it".into(),
            "indent it like its neighbors",
        ),
        "while parsing a block collection, did not find expected '-' indicator" => (
            "this line is no entry of the list above, nor a part of one".into(),
            "begin it with `- `, or indent it like its neighbors",
        ),
        "while parsing node, found unknown anchor" => {
            let is_part = |c: &char| !c.is_whitespace() && !matches!(c, ',' | '[' | ']' | '{' | '}');
            let name: String = rest.chars().skip(1).take_while(is_part).take(40).collect();
            (
                format!("`*{name}` stands for an anchor, and there is none above"),
                "quote the text if the `*` is a part of it",
            )
        }
        "while scanning an anchor or alias, did not find expected alphabetic or numeric character" => (
            format!("`{first}` needs a name behind it"),
            "quote the text if the sign is a part of it",
        ),
        "while scanning a block scalar, did not find expected comment or line break" => (
            format!("`{first}` says that the text begins in the next line, but it goes on here"),
            "quote the text, or move it to the next line",
        ),
        "mapping keys are not allowed in this context" => (
            format!("`{first}` cannot stand here without quotes"),
            "quote the text",
        ),
        "while parsing a node, did not find expected node content" => (
            "a value is missing here".into(),
            "write it, or delete the sign before it",
        ),
        "while parsing a quoted scalar, found unknown escape character" => (
            "a backslash in double quotes begins an escape, and there is none of this name".into(),
            "write `\\\\` for a backslash, or use single quotes",
        ),
        "recursion limit exceeded" => super::too_deep(),
        other if other.starts_with("unexpected character") => (
            format!("a value cannot begin with `{first}` without quotes"),
            "quote the text",
        ),
        other
            if other.contains("tab") || other.contains("valid YAML whitespace") && rest.starts_with('\t') =>
        {
            (
                "a tab stands where YAML takes only spaces".into(),
                "replace the tab by a space",
            )
        }
        other => {
            let other = other.replace("while parsing a ", "in a ");
            let help = if other.contains("flow") || other.contains("','") {
                "close the bracket, and quote texts that hold `,`, `[`, `]`, `{`, `}` or `: `"
            } else {
                "check indentation and quotes on this line and the one above"
            };
            (other.replace("while scanning a ", "in a "), help)
        }
    }
}
