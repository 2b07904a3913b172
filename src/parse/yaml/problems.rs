//! Syntax errors in plain words. The usual slips (a tab, a bare `@handle`, a conflict left by a merge) are
//! named for what they are; everything else is the parser's own sentence at its own place.

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

/// A parser's error at a byte, with the line looked at again for the usual slips.
pub(super) fn after(text: &str, at: usize, info: &str) -> (Span, String, String) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let previous = text[..start.saturating_sub(1)]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let next = (end + 1).min(text.len());
    let next_end = text[next..]
        .find('\n')
        .map_or(text.len(), |newline| next + newline);
    let lines = [(start, end), (next, next_end), (previous, start)];
    for (from, line) in lines.map(|(from, to)| (from, &text[from..to])) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return (
                Span::new(from + tab, from + tab + 1),
                "a tab indents this line; YAML takes only spaces".into(),
                "replace the tab by two spaces".into(),
            );
        }
        if let Some(handle) = bare_handle(line) {
            let name: String = line[handle + 1..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            return (
                Span::new(from + handle, from + handle + 1 + name.len()),
                format!("@{name} cannot stand without quotes in YAML"),
                format!("write `{name}`; people are named by id, without @"),
            );
        }
    }
    let width = text[at..end].chars().next().map_or(0, char::len_utf8);
    (Span::new(at, at + width), plain(info), help(info).into())
}

/// Where a value begins with `@` in a line.
fn bare_handle(line: &str) -> Option<usize> {
    let mut before = ' ';
    let mut blank = true;
    for (at, c) in line.char_indices() {
        if c == '@' && blank && matches!(before, ':' | '-' | '[' | ',' | '{' | ' ') {
            return Some(at);
        }
        blank = c == ' ' || matches!(c, '[' | '{');
        if c != ' ' {
            before = c;
        }
    }
    None
}

fn plain(info: &str) -> String {
    match info {
        "mapping values are not allowed in this context" => {
            "mapping values are not allowed here: the line has a second `: `, or is indented too far".into()
        }
        "simple key expected ':'" | "simple key expect ':'" => "a `:` is missing after the key".into(),
        other => other.replace("while parsing a ", "in a "),
    }
}

fn help(info: &str) -> &'static str {
    if info.contains("mapping values") {
        "quote the text, or indent the line like its neighbors"
    } else if info.contains("quoted") || info.contains("quote") {
        "close the quotes"
    } else if info.contains("flow") || info.contains("','") {
        "close the bracket, and quote texts that hold `,`, `[`, `]`, `{`, `}` or `: `"
    } else if info.contains("':'") || info.contains("simple key") {
        "write `key: value`"
    } else {
        "check indentation and quotes on this line and the one above"
    }
}
