//! The usual slips of the pen in YAML, found again around the place at which the parser stumbled over them,
//! which is often a line further down.

use super::build::Stop;
use crate::text::Span;

/// A line of the text, without its end.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    start: usize,
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// The line that holds a byte.
    pub(super) fn around(text: &'t str, at: usize) -> Line<'t> {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        Line::from(text, start)
    }

    fn from(text: &'t str, start: usize) -> Line<'t> {
        let end = text[start..]
            .find('\n')
            .map_or(text.len(), |length| start + length);
        Line {
            start,
            text: text[start..end].trim_end_matches('\r'),
        }
    }

    fn next(self, text: &'t str) -> Option<Line<'t>> {
        let start = text[self.start..].find('\n')? + self.start + 1;
        Some(Line::from(text, start))
    }

    /// The nearest line above on which something is written.
    fn written_above(self, text: &'t str) -> Option<Line<'t>> {
        let mut line = self;
        while line.start > 0 {
            line = Line::around(text, line.start - 1);
            if line.is_written() {
                return Some(line);
            }
        }
        None
    }

    /// Whether there is more on it than a comment.
    fn is_written(self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && !text.starts_with('#')
    }

    /// What is written, behind indentation and the dash of a list, and where.
    fn written(self) -> (usize, &'t str) {
        let mut text = self.text.trim_start();
        while let Some(rest) = text.strip_prefix("- ") {
            text = rest.trim_start();
        }
        let start = self.start + self.text.len() - text.len();
        (start, text.split(" #").next().unwrap_or_default().trim_end())
    }

    /// Whether it is a field with a key.
    fn has_key(self) -> bool {
        let (_, text) = self.written();
        text.ends_with(':') || text.contains(": ") || text.starts_with(['{', '[', '"', '\''])
    }
}

/// A tab that indents, or a bare `@handle`, on the line, the one below and the one above.
pub(super) fn tab_or_handle(text: &str, at: usize) -> Option<Stop> {
    let line = Line::around(text, at);
    let above = line.start.checked_sub(1).map(|end| Line::around(text, end));
    [Some(line), line.next(text), above]
        .into_iter()
        .flatten()
        .find_map(|line| {
            let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line.text[..indent].find('\t') {
                return Some((
                    Span::new(line.start + tab, line.start + tab + 1),
                    "a tab indents this line; YAML takes only spaces".into(),
                    "replace the tab by two spaces".into(),
                ));
            }
            let handle = bare_handle(line.text)?;
            let name: String = line.text[handle + 1..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            let start = line.start + handle;
            Some((
                Span::new(start, start + 1 + name.len()),
                format!("@{name} cannot stand without quotes in YAML"),
                format!("write `{name}`; people are named by id, without @"),
            ))
        })
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

/// A colon, or the space behind one, that is missing; one too many; or a field indented below a value.
pub(super) fn colon(text: &str, at: usize, info: &str) -> Option<Stop> {
    let line = Line::around(text, at);
    let is_missing = info.starts_with("simple key expect");
    if is_missing && line.is_written() && !line.has_key() {
        return Some(without_colon(line));
    }
    if !is_missing && !info.starts_with("mapping values are not allowed") {
        return None;
    }
    let (start, written) = line.written();
    let before = text.get(start..at).unwrap_or_default();
    if !is_missing && before.contains(": ") {
        let message = "mapping values are not allowed here: the line has a second `: `";
        return Some((Span::new(at, at + 1), message.into(), "quote the text".into()));
    }
    let above = line.written_above(text)?;
    if !above.has_key() {
        return Some(without_colon(above));
    }
    if is_missing {
        return None;
    }
    let key = written.find(':').unwrap_or(written.len());
    Some((
        Span::new(start, start + key),
        "mapping values are not allowed here: the line is indented too far, or the one above has a value too many"
            .into(),
        "indent it like its neighbors".into(),
    ))
}

/// A line that should begin with a key and a colon.
fn without_colon(line: Line<'_>) -> Stop {
    let (start, written) = line.written();
    let cut = |text: &str| match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    if let Some((key, value)) = written.split_once(':') {
        return (
            Span::new(start, start + written.len()),
            "a space is missing after the `:`".into(),
            format!("write `{}: {}`", cut(key), cut(value.trim())),
        );
    }
    let (key, value) = written.split_once(' ').unwrap_or((written, ""));
    let value = value.trim().trim_start_matches(['=', ' ']);
    let gap = if value.is_empty() { "" } else { " " };
    (
        Span::new(start, start + key.len()),
        "a `:` is missing after the key".into(),
        format!("write `{}:{gap}{}`", cut(key), cut(value)),
    )
}

/// The dash of a list entry that begins at a place.
pub(super) fn dash(text: &str, at: usize) -> Option<usize> {
    let line = Line::around(text, at);
    let dash = line.start + line.text.find('-')?;
    let is_dash = text[line.start..dash].trim().is_empty() && text[dash..].starts_with("- ");
    (is_dash && text.get(dash + 1..at)?.trim().is_empty()).then_some(dash)
}

/// A bracket that is not closed, or closes nothing.
pub(super) fn bracket(text: &str, at: usize, info: &str) -> Option<Stop> {
    if info == "misplaced bracket" {
        // The mark may lie behind the bracket.
        let up_to = text.len().min(at + 1);
        let at = text.as_bytes()[..up_to]
            .iter()
            .rposition(|byte| matches!(byte, b']' | b'}'))?;
        return Some((
            Span::new(at, at + 1),
            "this bracket closes nothing".into(),
            "delete it, or quote the text".into(),
        ));
    }
    let line = Line::around(text, at);
    let before = &text[line.start..at];
    if info.ends_with("did not find expected key") && before.trim_end().ends_with([']', '}']) {
        return Some((
            Span::new(at, line.start + line.text.len()),
            "text follows the closing bracket".into(),
            "quote the whole text".into(),
        ));
    }
    let is_within = info.contains("flow") || info.contains("placement of ':'") || info.contains("eof");
    let open = is_within.then(|| unclosed(text, at)).flatten()?;
    if open >= line.start && at < text.len() {
        return None;
    }
    let sign = &text[open..=open];
    let closing = if sign == "[" { "]" } else { "}" };
    Some((
        Span::new(open, open + 1),
        format!("this `{sign}` is not closed"),
        format!("close it with `{closing}`, and quote texts that hold brackets, commas or `: `"),
    ))
}

/// The last bracket before a place that opens a value and is not closed there.
fn unclosed(text: &str, at: usize) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut quote: Option<char> = None;
    // Whether a value may begin here, so that brackets and quotes are signs and not letters.
    let mut begins = true;
    let mut comment = false;
    let mut before = '\n';
    for (place, c) in text[..at].char_indices() {
        match (quote, c) {
            (_, '\n') => {
                comment = false;
                begins = true;
            }
            _ if comment => {}
            (Some(closing), _) => {
                if c == closing {
                    quote = None;
                }
            }
            (None, '#') if before.is_whitespace() => comment = true,
            (None, '"' | '\'') if begins => {
                quote = Some(c);
                begins = false;
            }
            (None, '[' | '{') if begins => open.push(place),
            (None, ']' | '}') => {
                open.pop();
                begins = false;
            }
            (None, ':' | '-' | ',') => begins = true,
            (None, ' ') => {}
            (None, _) => begins = false,
        }
        before = c;
    }
    open.pop()
}

/// Quotes that are not closed, or closed too early.
pub(super) fn quotes(text: &str, at: usize, info: &str) -> Option<Stop> {
    let line = Line::around(text, at);
    if info == "invalid indentation in quoted scalar"
        || info.ends_with("quoted scalar, found unexpected end of stream")
    {
        return Some((
            Span::new(at, (at + 1).min(text.len())),
            "the quotes that open here are not closed in this line".into(),
            "close the quotes".into(),
        ));
    }
    if info != "invalid trailing content after double-quoted scalar" {
        return None;
    }
    let rest = &text[at..line.start + line.text.len()];
    let help = match rest.trim() {
        "," => "delete the comma",
        _ if text[..at].trim_end().ends_with('\'') => {
            "quote the whole text; within single quotes write '' for one"
        }
        _ => "quote the whole text; within double quotes write \\\" for one",
    };
    Some((
        Span::new(at, at + rest.trim_end().len().max(1)),
        "text follows the closing quotes".into(),
        help.into(),
    ))
}

#[cfg(test)]
mod tests {
    use crate::parse::document;
    use crate::text::{FileId, SourceFile};

    /// Where the finding begins and the text it points at, its message and help.
    fn said(text: &str) -> (usize, String, String, String) {
        let source = SourceFile::new("a.yaml", text);
        let (_, found) = document(FileId(0), &source);
        let found = found.into_iter().next().expect("a finding");
        let span = found.at.expect("a place").span;
        let line = source.position(span.start).line;
        let marked = &text[span.start as usize..span.end as usize];
        (
            line,
            marked.to_owned(),
            found.message,
            found.help.unwrap_or_default(),
        )
    }

    fn assert_said(text: &str, line: usize, marked: &str, message: &str, help: &str) {
        let (at, under, says, helps) = said(text);
        assert_eq!((at, under.as_str()), (line, marked), "{text}");
        assert!(says.starts_with(message), "{text}: {says}");
        assert!(helps.starts_with(help), "{text}: {helps}");
    }

    #[test]
    fn a_missing_colon_is_told_where_it_is_missing() {
        let message = "a `:` is missing after the key";
        let item = "milestones:\n  ga:\n    title: Live\n    owner jonas\n";
        for rest in [
            "",
            "    due: 2026-10-09\n",
            "\n    # soon\n    due: 2026-10-09\n",
            "  gb: {}\n",
        ] {
            assert_said(
                &format!("{item}{rest}"),
                4,
                "owner",
                message,
                "write `owner: jonas`",
            );
        }
        let text = "milestones:\n  ga:\n    title Live\n    owner: jonas\n";
        assert_said(text, 3, "title", message, "write `title: Live`");
        let text = "milestones:\n  gb:\n    title: x\n  ga\n    title: Live\n    owner: x\n";
        assert_said(text, 4, "ga", message, "write `ga:`");
        assert_said(
            "milestones\n  ga:\n    title: x\n",
            1,
            "milestones",
            message,
            "write `milestones:`",
        );
        let text = "milestones:\n  ga:\n    title: x\n    owner:jonas\n    due: 2026-10-09\n";
        let message = "a space is missing after the `:`";
        assert_said(text, 4, "owner:jonas", message, "write `owner: jonas`");
    }

    #[test]
    fn a_colon_too_many_and_a_line_too_far_in_are_told_apart() {
        let text = "milestones:\n  ga:\n    title: Go: live\n";
        let message = "mapping values are not allowed here: the line has a second";
        assert_said(text, 3, ":", message, "quote the text");
        let text = "milestones:\n  ga:\n    title: Live\n     owner: jonas\n";
        let message = "mapping values are not allowed here: the line is indented too far";
        assert_said(text, 4, "owner", message, "indent it");
    }

    #[test]
    fn a_bracket_is_told_where_it_opens() {
        let text = "milestones:\n  ga:\n    title: A [draft]\n    needs: [a, b # c]\n    owner: jonas\n";
        assert_said(text, 4, "[", "this `[` is not closed", "close it with `]`");
        assert_said(
            "a: {b: 'x}', c: [1]\nd: 1\n",
            1,
            "{",
            "this `{` is not closed",
            "close it with `}`",
        );
        assert_said("a: [b\n", 1, "[", "this `[` is not closed", "close it");
        assert_said("a: [b]]\n", 1, "]", "this bracket closes nothing", "delete it");
        assert_said(
            "a: [WIP] Live\nb: 1\n",
            1,
            "Live",
            "text follows the closing bracket",
            "quote",
        );
    }

    #[test]
    fn quotes_are_told_where_they_end_too_late_or_too_early() {
        let open = "the quotes that open here are not closed";
        assert_said("a:\n  b: \"Live\n  c: x\n", 2, "\"", open, "close the quotes");
        let early = "text follows the closing quotes";
        assert_said(
            "a: 'It's live'\nb: 1\n",
            1,
            "s live'",
            early,
            "quote the whole text; within single",
        );
        assert_said(
            "a: \"Live\" for all\nb: 1\n",
            1,
            "for all",
            early,
            "quote the whole text; within double",
        );
        assert_said("a: \"x\",\nb: \"y\"\n", 1, ",", early, "delete the comma");
    }

    #[test]
    fn signs_that_mean_something_in_yaml_are_named() {
        assert_said("a: %x\n", 1, "%", "a value cannot begin with `%`", "quote");
        assert_said("a: *x y\n", 1, "*", "`*x` stands for an anchor", "quote");
        assert_said("a: & b\n", 1, "&", "`&` needs a name", "quote");
        assert_said(
            "a: > 5 ms\nb: x\n",
            1,
            ">",
            "`>` says that the text begins",
            "quote",
        );
        assert_said("a: [b,, c]\n", 1, ",", "a value is missing here", "write it");
        assert_said(
            "a: \"C:\\docs\"\n",
            1,
            "\"",
            "a backslash in double quotes",
            "write `\\\\`",
        );
        assert_said(
            "a:\n  b: 1\n  - c\n",
            3,
            "-",
            "a list entry stands among fields",
            "indent",
        );
        assert_said(
            "a:\n  b: 1\n c: 2\n",
            3,
            "c",
            "this line is indented otherwise",
            "indent",
        );
        assert_said(
            "a:\n  - b\n  c: 2\n",
            3,
            "c",
            "this line is no entry of the list",
            "begin it",
        );
    }
}
