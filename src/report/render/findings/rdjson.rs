//! The format of reviewdog, which puts findings and certain repairs into review comments. Its columns count
//! bytes of UTF-8, unlike those of every other format here.

use super::{Entry, Judged};
use crate::diagnostic::Severity;
use crate::report::json::pretty;
use crate::report::render::clean;
use crate::text::FileSpan;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    source: Source,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

/// The findings for reviewdog.
pub fn render(all: &[Judged<'_>]) -> String {
    let entries: Vec<Entry<'_>> = all.iter().flat_map(Judged::entries).collect();
    pretty(&Report {
        source: Source { name: "linchpin" },
        diagnostics: entries.iter().map(finding).collect(),
    })
}

fn finding<'a>(entry: &Entry<'a>) -> Finding<'a> {
    let found = entry.found;
    let mut message = clean(&found.message).into_owned();
    if let Some(help) = &found.help {
        message.push_str("; ");
        message.push_str(&clean(help));
    }
    Finding {
        message,
        location: location(entry, found.at),
        severity: match found.severity {
            Severity::Error => "ERROR",
            Severity::Warn => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: found.rule },
        suggestions: suggestions(entry),
        related_locations: found
            .related
            .iter()
            .map(|label| Related {
                message: clean(&label.message).into_owned(),
                location: location(entry, Some(label.at)),
            })
            .collect(),
    }
}

/// The certain repair. A suggestion replaces text of the file that the finding is in, so a repair of several
/// files is none here.
fn suggestions<'a>(entry: &Entry<'a>) -> Vec<Suggestion<'a>> {
    let (Some(fix), Some(at)) = (&entry.found.fix, entry.found.at) else {
        return Vec::new();
    };
    if fix.edits.iter().any(|edit| edit.at.file != at.file) {
        return Vec::new();
    }
    let edits = fix.edits.iter();
    edits
        .map(|edit| Suggestion {
            range: range(entry, edit.at),
            text: &edit.text,
        })
        .collect()
}

fn location<'a>(entry: &Entry<'a>, at: Option<FileSpan>) -> Location<'a> {
    Location {
        path: entry.place_of(at).path,
        range: at.map(|at| range(entry, at)),
    }
}

fn range(entry: &Entry<'_>, at: FileSpan) -> Range {
    let file = entry.subject.sources.file(at.file);
    let position = |byte: u32| {
        let byte = byte.min(file.text.len() as u32);
        let line = file.lines().line(byte);
        Position {
            line: line + 1,
            column: (byte - file.lines().start(line)) as usize + 1,
        }
    };
    Range {
        start: position(at.span.start),
        end: position(at.span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{hostile, many};
    use super::*;
    use serde_json::Value;

    #[test]
    fn columns_count_bytes_and_hostile_text_stays_text() {
        let report: Value = serde_json::from_str(&hostile(render)).unwrap();
        let found = &report["diagnostics"][0];
        // The file is `ab漢x: 1`, the place its `x`: the fourth character, the sixth byte.
        assert_eq!(found["location"]["range"]["start"]["column"], 6);
        assert_eq!(found["location"]["range"]["end"]["column"], 7);
        assert!(!found["message"].as_str().unwrap().contains('\n'));
    }

    #[test]
    fn no_finding_is_lost() {
        let report: Value = serde_json::from_str(&many(25, render)).unwrap();
        assert_eq!(report["diagnostics"].as_array().unwrap().len(), 25);
    }
}
