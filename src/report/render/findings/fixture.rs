//! Findings for the tests of the formats.

use super::{Judged, Subject};
use crate::checks::Outcome;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, SourceFile, Sources, Span};

/// What would leave its place in one format or another.
pub(super) const HOSTILE: &str = "ga\n::error::x ##[error]y 100% ]]> \u{1b}[31m\u{0}\u{202e}\u{ffff} @user \
                                  <script>alert(1)</script> | [a](http://b) `c` #1 &amp; \"q\" 'r'";

/// One error with hostile text at the fourth character of a file.
pub(super) fn hostile(render: impl Fn(&[Judged<'_>]) -> String) -> String {
    let mut sources = Sources::default();
    sources.add(SourceFile::new("a,b:c.yaml", "ab漢x: 1\n"));
    let at = FileSpan {
        file: FileId(0),
        span: Span::new(5, 6),
    };
    let found = Diagnostic::new("missing-owner", HOSTILE)
        .with_at(at)
        .with_id("ga")
        .with_field(HOSTILE)
        .with_help(HOSTILE)
        .with_label(at, HOSTILE);
    judged(&sources, vec![found], render)
}

/// An error of the second line that was there before, and one of the first that is new.
pub(super) fn aged(render: impl Fn(&[Judged<'_>]) -> String) -> String {
    let mut sources = Sources::default();
    sources.add(SourceFile::new("plan.yaml", "x: 1\ny: 2\n"));
    let found = |id: &str, start: usize, new| {
        let at = FileSpan {
            file: FileId(0),
            span: Span::new(start, start + 1),
        };
        let mut found = Diagnostic::new("missing-owner", format!("{id} has no owner")).with_at(at);
        found.new = Some(new);
        found
    };
    judged(&sources, vec![found("y", 5, false), found("x", 0, true)], render)
}

/// As many equal errors on lines of one file.
pub(super) fn many(number: usize, render: impl Fn(&[Judged<'_>]) -> String) -> String {
    let mut sources = Sources::default();
    sources.add(SourceFile::new("plan.yaml", "x: 1\n".repeat(number)));
    let found = (0..number).map(|line| {
        let at = FileSpan {
            file: FileId(0),
            span: Span::new(line * 5, line * 5 + 1),
        };
        Diagnostic::new("missing-owner", "x has no owner")
            .with_at(at)
            .with_id("x")
    });
    judged(&sources, found.collect(), render)
}

fn judged(sources: &Sources, findings: Vec<Diagnostic>, render: impl Fn(&[Judged<'_>]) -> String) -> String {
    let outcome = Outcome {
        findings,
        suppressed: Vec::new(),
    };
    let subject = Subject {
        id: "atlas",
        folder: "",
        sources,
    };
    render(&Judged::all([(subject, &outcome)]))
}

/// An error at the first of the given places of a file, with second places at the others.
pub(super) fn placed(
    text: &str,
    spans: &[(usize, usize)],
    render: impl Fn(&[Judged<'_>]) -> String,
) -> String {
    let mut sources = Sources::default();
    sources.add(SourceFile::new("plan.yaml", text));
    let at = |(start, end): (usize, usize)| FileSpan {
        file: FileId(0),
        span: Span::new(start, end),
    };
    let mut found = Diagnostic::new("unknown-field", "unknown field")
        .with_at(at(spans[0]))
        .with_help("mend it");
    for span in &spans[1..] {
        found = found.with_label(at(*span), "second");
    }
    judged(&sources, vec![found], render)
}
