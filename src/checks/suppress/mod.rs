//! Suppressions: a finding accepted for a while, with a reason and an end date, beside the item it is about.
//!
//! Two forms: `ignore: [{check, because, until}]` on an item, and
//! `# linchpin: ignore[rule] until=2026-12-31 -- reason` on the line above (or at the end of the line).

mod written;

use super::rule::{Check, Facts, Rule};
use super::{Levels, RULES, Suppressed, find};
use crate::diagnostic::{Diagnostic, Severity, TextEdit, did_you_mean};
use crate::model::Level;
use crate::parse::Date;
use crate::text::{FileId, FileSpan};
use rustc_hash::FxHashMap;

/// One suppression.
struct Suppression {
    /// The rule as it is written; an old name of a renamed rule is as good as its new one.
    rule: String,
    until: Option<Date>,
    because: Option<String>,
    at: Option<FileSpan>,
    /// Where the rule's name stands alone, to be mended.
    name_at: Option<FileSpan>,
    covers: Covers,
    used: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Covers {
    /// Findings of an item.
    Item(String),
    /// Findings on a line of a file, counted from 0.
    Line(FileId, usize),
}

impl Suppression {
    /// Reason and last day, if it hides what it covers: it has both, and that day is not over.
    fn holds(&self, as_of: Date) -> Option<(&str, Date)> {
        let until = self.until.filter(|until| *until >= as_of)?;
        Some((self.because.as_deref()?, until))
    }
}

/// Takes suppressed findings out, and adds findings about the suppressions themselves.
pub(super) fn apply(
    facts: &Facts<'_>,
    findings: Vec<Diagnostic>,
    levels: &Levels<'_>,
) -> (Vec<Diagnostic>, Vec<Suppressed>) {
    let mut about = Vec::new();
    let mut all = written::on_items(facts);
    all.extend(written::in_comments(facts, &mut about));
    if all.is_empty() && about.is_empty() {
        return (findings, Vec::new());
    }
    let index = index(&all);
    let (mut kept, mut suppressed) = (Vec::new(), Vec::new());
    for finding in findings {
        let Some(best) = best_cover(facts, &all, &index, &finding) else {
            kept.push(finding);
            continue;
        };
        let suppression = &mut all[best];
        suppression.used = true;
        match suppression.holds(facts.as_of) {
            // What makes a file unreadable hides every other finding in it, so it is never hidden itself.
            Some((because, until)) if finding.rule != "yaml-syntax" => suppressed.push(Suppressed {
                because: because.to_owned(),
                until,
                finding,
            }),
            _ => kept.push(finding),
        }
    }
    about.extend(all.iter().filter_map(|each| judge(facts, levels, each)));
    kept.extend(about.into_iter().filter_map(|found| leveled(found, levels)));
    (kept, suppressed)
}

/// A finding about a suppression, at the level that the settings give its rule, if they give one.
fn leveled(mut found: Diagnostic, levels: &Levels<'_>) -> Option<Diagnostic> {
    if let Some(rule) = find(found.rule) {
        let level = super::run::severity(levels.of(rule).0)?;
        if !levels.is_own(rule) {
            found.severity = level;
        }
    }
    Some(found)
}

/// Suppressions by today's name of their rule and what they cover.
type Index = FxHashMap<(&'static str, Covers), Vec<usize>>;

fn index(all: &[Suppression]) -> Index {
    let mut index = Index::default();
    for (at, suppression) in all.iter().enumerate() {
        if let Some(rule) = find(&suppression.rule) {
            let key = (rule.name, suppression.covers.clone());
            index.entry(key).or_default().push(at);
        }
    }
    index
}

/// The suppression that covers a finding: the first that holds, else the first.
fn best_cover(facts: &Facts<'_>, all: &[Suppression], index: &Index, finding: &Diagnostic) -> Option<usize> {
    let rule = find(finding.rule)?.name;
    let mut covers = Vec::new();
    let mut id = finding.id.as_deref();
    while let Some(item) = id {
        covers.push(Covers::Item(item.to_owned()));
        id = item.rsplit_once('.').map(|(item, _)| item);
    }
    if let Some(at) = finding.at {
        let line = facts.sources.file(at.file).lines().line(at.span.start);
        covers.push(Covers::Line(at.file, line));
    }
    let lists = covers
        .into_iter()
        .filter_map(|covers| index.get(&(rule, covers)))
        .map(Vec::as_slice);
    let mut first = None;
    for list in lists {
        // Those that do not hold come once for all findings of the item, however many they are.
        match list.iter().find(|at| all[**at].holds(facts.as_of).is_some()) {
            Some(at) => return Some(*at),
            None => first = first.or(list.first().copied()),
        }
    }
    first
}

/// Whether a rule looked at anything in this run: only then can a suppression of it be of no use.
fn has_run(rule: &Rule, levels: &Levels<'_>) -> bool {
    let looks_at_one_state = matches!(rule.check, Check::WhileReading | Check::Facts(_) | Check::Deep(_));
    looks_at_one_state && levels.of(rule).0 != Level::Off
}

/// What is wrong with a suppression itself.
fn judge(facts: &Facts<'_>, levels: &Levels<'_>, suppression: &Suppression) -> Option<Diagnostic> {
    let Some(rule) = find(&suppression.rule) else {
        return Some(unknown_rule(suppression));
    };
    let name = &suppression.rule;
    let missing = match (&suppression.because, suppression.until) {
        (None, None) => Some("a reason and an end date"),
        (None, Some(_)) => Some("a reason"),
        (Some(_), None) => Some("an end date"),
        (Some(_), Some(_)) => None,
    };
    let (about, severity, message, help) = if let Some(missing) = missing {
        (
            "ignore-without-reason",
            Severity::Error,
            format!("ignoring {name} needs {missing}"),
            "write check, because and until; or # linchpin: ignore[rule] until=2026-12-31 -- reason",
        )
    } else if let Some(until) = suppression.until.filter(|until| *until < facts.as_of) {
        (
            "ignore-expired",
            Severity::Error,
            format!("ignoring {name} ended on {until}"),
            "mend what it hides, or give it a new end date and reason",
        )
    } else if !suppression.used && has_run(rule, levels) {
        (
            "ignore-unused",
            Severity::Warn,
            format!("ignoring {name} hides nothing"),
            "delete it",
        )
    } else {
        return None;
    };
    Some(finding(suppression, about, severity, message).with_help(help))
}

/// A suppression of a rule that does not exist, or of none.
fn unknown_rule(suppression: &Suppression) -> Diagnostic {
    let name = &suppression.rule;
    if name.is_empty() {
        let message = "this suppression names no rule".to_owned();
        return finding(suppression, "ignore-unused", Severity::Warn, message)
            .with_help("write check: RULE; `linchpin explain` lists all rules");
    }
    let message = format!("there is no rule {name}");
    let found = finding(suppression, "ignore-unused", Severity::Warn, message);
    let names = || RULES.iter().map(|rule| rule.name);
    let Some(near) = did_you_mean(name, names()) else {
        return found.with_help("run `linchpin explain` for all rules");
    };
    let mut found = found.with_help(format!("did you mean {near}?"));
    if let Some(at) = suppression.name_at
        && crate::diagnostic::is_certain(name, near, names())
    {
        found.fix = Some(crate::diagnostic::Fix {
            title: format!("write `{near}`"),
            edits: vec![TextEdit {
                at,
                text: near.to_owned(),
            }],
        });
    }
    found
}

fn finding(suppression: &Suppression, rule: &'static str, severity: Severity, message: String) -> Diagnostic {
    let mut found = Diagnostic::new(rule, message).with_severity(severity);
    found.at = suppression.at;
    found.id = match &suppression.covers {
        Covers::Item(id) => Some(id.clone()),
        Covers::Line(..) => None,
    };
    found.field = Some(format!("ignore {}", suppression.rule));
    found
}
