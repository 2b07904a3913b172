//! GitHub's workflow commands: annotations on the lines of a pull request.
//!
//! The runner keeps ten annotations of a level per step and 4096 characters of a message, first come first
//! kept. So the worst come first, and what is beyond the cap follows as plain lines of the log.

use super::{Entry, Judged, worst_first};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::render::clean::{clean, neutralize};
use crate::report::render::words::count;
use std::fmt::Write;

/// Annotations that the runner keeps of one level.
const MOST: usize = 10;
/// Characters that the runner keeps of one message.
const LONGEST: usize = 4096;

/// The findings as workflow commands.
pub fn render(all: &[Judged<'_>]) -> String {
    let entries = worst_first(all);
    let of = |severity| entries.iter().filter(move |entry| level(entry.found) == severity);
    // The line that tells of the rest is itself a notice.
    let notices = if [Severity::Error, Severity::Warn, Severity::Info]
        .iter()
        .any(|severity| of(*severity).count() > MOST)
    {
        MOST - 1
    } else {
        MOST
    };
    let mut out = String::new();
    let mut rest = String::new();
    let mut left = 0;
    for (severity, most) in [
        (Severity::Error, MOST),
        (Severity::Warn, MOST),
        (Severity::Info, notices),
    ] {
        for (number, entry) in of(severity).enumerate() {
            if number < most {
                annotation(&mut out, entry);
            } else {
                left += 1;
                let _ = writeln!(rest, "{}", super::concise::line(entry));
            }
        }
    }
    if left > 0 {
        let more = count(left, "more finding");
        let _ = writeln!(
            out,
            "::notice title=linchpin::{more}; they are in the log of this step"
        );
        let _ = writeln!(out, "::group::{more}");
        out.push_str(&neutralize(rest, true));
        out.push_str("::endgroup::\n");
    }
    out
}

/// What was there before is a notice, whatever it is: the red lines of a pull request are its own.
fn level(found: &Diagnostic) -> Severity {
    match found.new {
        Some(false) => Severity::Info,
        _ => found.severity,
    }
}

fn annotation(out: &mut String, entry: &Entry<'_>) {
    let found = entry.found;
    let place = entry.place();
    let command = match level(found) {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "notice",
    };
    let _ = write!(out, "::{command} file={}", property(place.path));
    let _ = write!(out, ",line={},endLine={}", place.start.line, place.end.line);
    // The runner drops both columns of a place on several lines.
    if place.start.line == place.end.line {
        let _ = write!(out, ",col={},endColumn={}", place.start.column, place.end.column);
    }
    let age = if found.new == Some(false) {
        " (not new)"
    } else {
        ""
    };
    let title = format!("linchpin: {}{age}", found.rule);
    let mut text = clean(&found.message).into_owned();
    if let Some(help) = &found.help {
        let _ = write!(text, "\n{}", clean(help));
    }
    for label in &found.related {
        let place = entry.place_of(Some(label.at));
        let _ = write!(
            text,
            "\n{}: {}:{}",
            clean(&label.message),
            clean(place.path),
            place.start.line
        );
    }
    let _ = writeln!(out, ",title={}::{}", property(&title), message(&cut(&text)));
}

/// The text, with a mark where it is cut.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(LONGEST - 1).collect();
            format!("{kept}…")
        }
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, many};
    use super::*;

    #[test]
    fn a_finding_is_one_line_that_text_cannot_leave() {
        let text = fixture::hostile(render);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1, "{text}");
        // Grammar of the runner: properties end at the first `::`, values have no bare comma or colon.
        let (head, message) = lines[0][2..].split_once("::").unwrap();
        assert!(
            head.starts_with("error file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=4,endColumn=5,"),
            "{head}"
        );
        assert!(message.contains("100%25") && !message.contains('\r'), "{message}");
    }

    #[test]
    fn what_was_there_before_is_no_error_of_the_change() {
        let text = fixture::aged(render);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "::error file=plan.yaml,line=1,endLine=1,col=1,endColumn=2,title=linchpin%3A missing-owner::x has no owner",
                "::notice file=plan.yaml,line=2,endLine=2,col=1,endColumn=2,title=linchpin%3A missing-owner (not new)::y \
                 has no owner",
            ]
        );
    }

    #[test]
    fn ten_of_a_level_are_annotations_and_the_rest_is_told() {
        let text = many(25, render);
        let commands = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!(commands("::error"), 10);
        assert_eq!(commands("::notice"), 1);
        assert!(
            text.contains("::notice title=linchpin::15 more findings"),
            "{text}"
        );
        assert_eq!(
            text.lines()
                .filter(|line| line.contains("error[missing-owner]"))
                .count(),
            15
        );
        assert!(text.ends_with("::endgroup::\n"));
    }

    #[test]
    fn a_long_message_is_cut_as_the_runner_would() {
        let long = "é".repeat(5000);
        assert_eq!(cut(&long).chars().count(), 4096);
        assert_eq!(cut(&"é".repeat(4096)), "é".repeat(4096));
    }
}
