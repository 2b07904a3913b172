//! Suppressions: a finding accepted for a while, with a reason and an end date, beside the item it is about.
//!
//! Two forms: `ignore: [{check, because, until}]` on an item, and
//! `# linchpin: ignore[rule] until=2026-12-31 -- reason` on the line above (or at the end of the line).

use super::rule::Facts;
use super::{Levels, RULES, find};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::model::{Ignore, Level, Place};
use crate::parse::{self, Date};
use crate::text::FileSpan;

/// One suppression.
struct Suppression {
    rule: String,
    until: Option<Date>,
    because: bool,
    at: Option<FileSpan>,
    covers: Covers,
    used: bool,
}

enum Covers {
    /// Findings of an item.
    Item(String),
    /// Findings on a line of a file, counted from 0.
    Line(crate::text::FileId, usize),
}

/// Takes suppressed findings out, and adds findings about the suppressions themselves.
pub(super) fn apply(
    facts: &Facts<'_>,
    findings: Vec<Diagnostic>,
    levels: &Levels<'_>,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut all = on_items(facts);
    let mut about = Vec::new();
    all.extend(in_comments(facts, &mut about));
    if all.is_empty() && about.is_empty() {
        return (findings, Vec::new());
    }
    let (mut kept, mut suppressed) = (Vec::new(), Vec::new());
    for finding in findings {
        let cover = all.iter_mut().find(|each| covers(facts, each, &finding));
        match cover {
            Some(suppression) => {
                suppression.used = true;
                let is_over = suppression.until.is_none_or(|until| until < facts.as_of);
                if is_over || !suppression.because || finding.rule == "yaml-syntax" {
                    kept.push(finding);
                } else {
                    suppressed.push(finding);
                }
            }
            None => kept.push(finding),
        }
    }
    for suppression in &all {
        about.extend(judge(facts, suppression));
    }
    let on = |found: &Diagnostic| find(found.rule).is_none_or(|rule| levels.of(rule).0 != Level::Off);
    kept.extend(about.into_iter().filter(on));
    (kept, suppressed)
}

fn covers(facts: &Facts<'_>, suppression: &Suppression, finding: &Diagnostic) -> bool {
    let is_rule = find(&suppression.rule).is_some_and(|rule| rule.name == finding.rule);
    is_rule
        && match &suppression.covers {
            Covers::Item(id) => finding.id.as_deref().is_some_and(|found| {
                found == id
                    || found
                        .strip_prefix(id.as_str())
                        .is_some_and(|rest| rest.starts_with('.'))
            }),
            Covers::Line(file, line) => finding.at.is_some_and(|at| {
                at.file == *file && facts.sources.file(at.file).lines().line(at.span.start) == *line
            }),
        }
}

/// What is wrong with a suppression itself.
fn judge(facts: &Facts<'_>, suppression: &Suppression) -> Option<Diagnostic> {
    let finding = |rule, severity, message: String, help: String| {
        let mut found = Diagnostic::new(rule, message)
            .with_severity(severity)
            .with_help(help);
        found.at = suppression.at;
        found.id = match &suppression.covers {
            Covers::Item(id) => Some(id.clone()),
            Covers::Line(..) => None,
        };
        found.field = Some("ignore".into());
        Some(found)
    };
    let rule = &suppression.rule;
    if find(rule).is_none() {
        let near = did_you_mean(rule, RULES.iter().map(|rule| rule.name));
        let help = near.map_or("run `linchpin explain` for all rules".into(), |near| {
            format!("did you mean {near}?")
        });
        return finding(
            "ignore-unused",
            Severity::Warn,
            format!("there is no rule {rule}"),
            help,
        );
    }
    if !suppression.because || suppression.until.is_none() {
        let what = if suppression.because {
            "an end date"
        } else {
            "a reason"
        };
        let help = "write check, because and until; or # linchpin: ignore[rule] until=2026-12-31 -- reason";
        return finding(
            "ignore-without-reason",
            Severity::Error,
            format!("ignoring {rule} needs {what}"),
            help.into(),
        );
    }
    match suppression.until {
        Some(until) if until < facts.as_of => finding(
            "ignore-expired",
            Severity::Error,
            format!("ignoring {rule} ended on {until}"),
            "mend what it hides, or give it a new end date and reason".into(),
        ),
        _ if !suppression.used => finding(
            "ignore-unused",
            Severity::Warn,
            format!("ignoring {rule} hides nothing"),
            "delete it".into(),
        ),
        _ => None,
    }
}

/// The `ignore:` lists of items.
fn on_items(facts: &Facts<'_>) -> Vec<Suppression> {
    let program = facts.program;
    let lists = program
        .milestones
        .iter()
        .map(|(id, item)| ("milestones", id, &item.ignore))
        .chain(
            program
                .contracts
                .iter()
                .map(|(id, item)| ("contracts", id, &item.ignore)),
        )
        .chain(
            program
                .blockers
                .iter()
                .map(|(id, item)| ("blockers", id, &item.ignore)),
        )
        .chain(program.risks.iter().map(|(id, item)| ("risks", id, &item.ignore)))
        .chain(
            program
                .decisions
                .iter()
                .map(|(id, item)| ("decisions", id, &item.ignore)),
        )
        .chain(
            program
                .launches
                .iter()
                .map(|(id, item)| ("launches", id, &item.ignore)),
        );
    let mut all = Vec::new();
    for (section, id, list) in lists {
        for (number, ignore) in list.iter().enumerate() {
            let Ignore {
                check,
                because,
                until,
            } = ignore;
            let place = Place::field(section, id.as_str(), "ignore").at(number);
            all.push(Suppression {
                rule: check.clone().unwrap_or_default(),
                until: *until,
                because: because.as_ref().is_some_and(|text| !text.trim().is_empty()),
                at: facts.documents.find(&place),
                covers: Covers::Item(id.to_string()),
                used: false,
            });
        }
    }
    all
}

/// The comments `# linchpin: …`.
fn in_comments(facts: &Facts<'_>, malformed: &mut Vec<Diagnostic>) -> Vec<Suppression> {
    let mut all = Vec::new();
    for document in facts.documents.iter() {
        let source = facts.sources.file(document.file());
        if !source.text.contains("linchpin:") {
            continue;
        }
        for (span, text) in parse::comments(document) {
            let Some(text) = text.strip_prefix("linchpin:") else {
                continue;
            };
            let at = FileSpan {
                file: document.file(),
                span,
            };
            let line = source.lines().line(span.start);
            let start = source.lines().start(line) as usize;
            let is_alone = source.text[start..span.start as usize].trim().is_empty();
            let line = if is_alone { line + 1 } else { line };
            match read_comment(text.trim()) {
                Some((rules, until, because)) => all.extend(rules.into_iter().map(|rule| Suppression {
                    rule,
                    until,
                    because,
                    at: Some(at),
                    covers: Covers::Line(document.file(), line),
                    used: false,
                })),
                None => malformed.push(
                    Diagnostic::new(
                        "ignore-without-reason",
                        "this comment for linchpin cannot be read",
                    )
                    .with_at(at)
                    .with_field("ignore")
                    .with_help("write # linchpin: ignore[rule] until=2026-12-31 -- reason"),
                ),
            }
        }
    }
    all
}

/// Rules, end date, and whether there is a reason.
fn read_comment(text: &str) -> Option<(Vec<String>, Option<Date>, bool)> {
    let rest = text.strip_prefix("ignore[")?;
    let (rules, rest) = rest.split_once(']')?;
    let (options, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let mut until = None;
    for option in options.split_whitespace() {
        until = Some(Date::parse(option.strip_prefix("until=")?).ok()?);
    }
    let rules: Vec<String> = rules.split(',').map(|rule| rule.trim().to_owned()).collect();
    (!rules.iter().any(String::is_empty)).then_some((rules, until, !reason.trim().is_empty()))
}
