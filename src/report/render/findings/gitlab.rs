//! GitLab's code quality report: a JSON array, one entry a finding. GitLab compares it with the report of the
//! target branch by fingerprint alone, so fingerprints are unique and hold no line.

use super::{Entry, Judged};
use crate::diagnostic::Severity;
use crate::report::json::pretty;
use crate::report::render::clean;
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The findings as a code quality report.
pub fn render(all: &[Judged<'_>]) -> String {
    let entries: Vec<Entry<'_>> = all.iter().flat_map(Judged::entries).collect();
    let issues: Vec<Issue<'_>> = entries.iter().map(issue).collect();
    pretty(&issues)
}

fn issue<'a>(entry: &Entry<'a>) -> Issue<'a> {
    let found = entry.found;
    let place = entry.place();
    // GitLab does not show `check_name`, so the rule stands in the description too.
    let mut description = format!("{}: {}", found.rule, clean(&found.message));
    if let Some(help) = &found.help {
        description.push_str("; ");
        description.push_str(&clean(help));
    }
    Issue {
        description,
        check_name: found.rule,
        fingerprint: entry.fingerprint.hash(),
        severity: match found.severity {
            Severity::Error => "major",
            Severity::Warn => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: place.path,
            lines: Lines {
                begin: place.start.line,
                end: place.end.line,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{hostile, many};
    use super::*;
    use serde_json::Value;

    #[test]
    fn equal_findings_have_fingerprints_of_their_own() {
        let report: Vec<Value> = serde_json::from_str(&many(25, render)).unwrap();
        let mut prints: Vec<&str> = report
            .iter()
            .filter_map(|each| each["fingerprint"].as_str())
            .collect();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), 25);
    }

    #[test]
    fn nothing_found_is_an_empty_array_and_hostile_text_is_one_entry() {
        assert_eq!(render(&[]), "[]\n");
        let report: Vec<Value> = serde_json::from_str(&hostile(render)).unwrap();
        assert_eq!(report.len(), 1);
        assert_eq!(report[0]["severity"], "major");
        assert!(!report[0]["description"].as_str().unwrap().contains('\n'));
    }
}
