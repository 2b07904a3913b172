//! SARIF 2.1.0, as code scanning on GitHub and others read it.
//!
//! Every rule is listed with its page, whether it fired or not, so that the list does not change from run to
//! run. GitHub tells alerts apart by `primaryLocationLineHash` alone; it is given our own fingerprint, since
//! a hash of the lines below a finding changes with every edit there.

mod rules;
mod shapes;

use super::{Entry, Judged, worst_first};
use crate::checks::find;
use crate::diagnostic::{Fix, Severity};
use crate::report::json::pretty;
use crate::report::render::clean;
use crate::text::FileSpan;
use shapes::*;
use std::fmt::Write;

/// Results that GitHub takes in one upload; it refuses a file with more.
const MOST: usize = 25_000;

/// The findings, and the suppressed ones as such, as a SARIF log of one run.
pub fn render(all: &[Judged<'_>]) -> String {
    let mut entries = worst_first(all);
    entries.extend(all.iter().flat_map(Judged::hidden));
    let left = entries.len().saturating_sub(MOST);
    entries.truncate(MOST);
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "linchpin",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules::all(),
                },
            },
            invocations: [invocation(left)],
            automation_details: Id { id: "linchpin/" },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: Bases {
                root: Base {
                    description: text("the root of the repository"),
                },
            },
            results: entries.iter().map(result).collect(),
        }],
    };
    pretty(&log)
}

fn invocation(left: usize) -> Invocation {
    let told = format!("{left} findings are left out: a log holds at most {MOST}");
    Invocation {
        execution_successful: true,
        tool_execution_notifications: (left > 0)
            .then(|| Notification {
                level: "warning",
                message: text(&told),
            })
            .into_iter()
            .collect(),
    }
}

fn result<'a>(entry: &Entry<'a>) -> Outcome<'a> {
    let found = entry.found;
    let mut message = found.message.clone();
    if let Some(help) = &found.help {
        let _ = write!(message, "; {help}");
    }
    let hash = entry.fingerprint.hash();
    Outcome {
        rule_id: found.rule,
        rule_index: find(found.rule).and_then(rules::index),
        level: level(found.severity),
        message: text(&message),
        locations: [Location {
            id: None,
            physical_location: physical(entry, found.at),
            message: None,
        }],
        related_locations: found
            .related
            .iter()
            .enumerate()
            .map(|(number, label)| Location {
                id: Some(number),
                physical_location: physical(entry, Some(label.at)),
                message: Some(text(&label.message)),
            })
            .collect(),
        partial_fingerprints: Fingerprints {
            primary_location_line_hash: format!("{hash}:1"),
            own: hash,
        },
        baseline_state: found.new.map(|new| if new { "new" } else { "unchanged" }),
        suppressions: entry.suppressed.map(|suppressed| {
            [Suppression {
                kind: "inSource",
                status: "accepted",
                justification: format!("{}; until {}", clean(&suppressed.because), suppressed.until),
            }]
        }),
        fixes: found
            .fix
            .as_ref()
            .map(|fix| fixed(entry, fix))
            .into_iter()
            .collect(),
    }
}

pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

fn physical(entry: &Entry<'_>, at: Option<FileSpan>) -> Physical {
    let place = entry.place_of(at);
    Physical {
        artifact_location: artifact(place.path),
        region: Region {
            start_line: place.start.line,
            start_column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        },
    }
}

/// The repair, file by file.
fn fixed(entry: &Entry<'_>, fix: &Fix) -> Repair {
    let mut changes: Vec<Change> = Vec::new();
    for edit in &fix.edits {
        let place = physical(entry, Some(edit.at));
        let replacement = Replacement {
            deleted_region: place.region,
            inserted_content: Text {
                text: edit.text.clone(),
            },
        };
        match changes
            .iter_mut()
            .find(|change| change.artifact_location.uri == place.artifact_location.uri)
        {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(Change {
                artifact_location: place.artifact_location,
                replacements: vec![replacement],
            }),
        }
    }
    Repair {
        description: text(&fix.title),
        artifact_changes: changes,
    }
}

fn artifact(path: &str) -> Artifact {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact {
        uri,
        uri_base_id: "%SRCROOT%",
    }
}

/// A text in which no link can be hidden: SARIF reads `[text](target)` in any message.
fn text(plain: &str) -> Text {
    Text {
        text: clean(plain).replace("](", "] ("),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{hostile, many};
    use super::*;
    use serde_json::Value;

    fn log(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn regions_count_characters_and_end_behind_the_last() {
        let log = log(&hostile(render));
        let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        // The file is `ab漢x: 1`, the place its `x`.
        assert_eq!(location["region"]["startColumn"], 4);
        assert_eq!(location["region"]["endColumn"], 5);
        assert_eq!(location["artifactLocation"]["uri"], "a%2Cb%3Ac.yaml");
        let message = log["runs"][0]["results"][0]["message"]["text"].as_str().unwrap();
        assert!(!message.contains('\n') && !message.contains("]("), "{message}");
    }

    #[test]
    fn every_rule_is_listed_and_each_result_names_its_own() {
        let log = log(&many(3, render));
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), crate::checks::RULES.len());
        for result in run["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        let log = log(&many(MOST + 7, render));
        let run = &log["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), MOST);
        let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert!(told.as_str().unwrap().starts_with("7 findings"), "{told}");
    }
}
