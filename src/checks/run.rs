//! One run of all rules over one program.

use super::change::Change;
use super::misspelt::Misspelt;
use super::rule::{Check, Facts};
use super::{Found, Levels, RULES, find, suppress};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Level;
use crate::text::Date;

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings, the most serious first, then by file and place.
    pub findings: Vec<Diagnostic>,
    /// Findings that a suppression covers.
    pub suppressed: Vec<Suppressed>,
}

/// A finding accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Diagnostic,
    /// Why.
    pub because: String,
    /// The last day on which it holds.
    pub until: Date,
}

impl Outcome {
    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }
}

/// Runs all rules that look at one state; `read` is what was found while the files were read.
pub fn run(facts: &Facts<'_>, read: &[Diagnostic], levels: &Levels<'_>) -> Outcome {
    run_over(facts, read, None, levels)
}

/// The same over a change: rules that compare two states run too, and time is calm where nothing was touched.
pub fn run_over(
    facts: &Facts<'_>,
    read: &[Diagnostic],
    change: Option<&Change<'_>>,
    levels: &Levels<'_>,
) -> Outcome {
    let mut findings: Vec<Diagnostic> = read
        .iter()
        .filter_map(|found| leveled(found.clone(), levels))
        .collect();
    let misspelt = Misspelt::of(facts.documents, &findings);
    for rule in RULES {
        if !matches!(rule.check, Check::Facts(_) | Check::History(_)) {
            continue;
        }
        let Some(severity) = severity(levels.of(rule).0) else {
            continue;
        };
        let mut found = Found::new(rule, severity, facts);
        match rule.check {
            Check::Facts(check) => check(facts, &mut found),
            Check::History(check) => {
                if let Some(history) = facts.history() {
                    check(facts, history, &mut found);
                }
            }
            Check::WhileReading | Check::Change(_) | Check::ChangeInTime(_) => {}
        }
        let own = levels.is_own(rule);
        findings.extend(found.into_findings().into_iter().map(|mut finding| {
            if !own {
                finding.severity = severity;
            }
            finding
        }));
    }
    findings.retain(|finding| !misspelt.explains(finding));
    if let Some(change) = change {
        findings.extend(super::change::judge(facts, change, &findings, levels));
        if !levels.is_scheduled() {
            super::change::calm(&mut findings, change.diff);
        }
    }
    let (mut findings, suppressed) = suppress::apply(facts, findings, levels);
    sort(facts, &mut findings);
    Outcome { findings, suppressed }
}

/// A finding of the reader, at the level that the rule has here.
fn leveled(mut finding: Diagnostic, levels: &Levels<'_>) -> Option<Diagnostic> {
    if let Some(rule) = find(finding.rule) {
        finding.severity = severity(levels.of(rule).0)?;
    }
    Some(finding)
}

pub(super) fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::Info => Some(Severity::Info),
        Level::Warn => Some(Severity::Warn),
        Level::Error => Some(Severity::Error),
    }
}

/// The most serious first, then by file, place and rule; of equal ones one stays.
fn sort(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let path = |found: &Diagnostic| {
        found
            .at
            .map(|at| (facts.sources.file(at.file).path.as_str(), at.span))
    };
    findings.sort_by(|a, b| {
        (b.severity.cmp(&a.severity))
            .then_with(|| path(a).cmp(&path(b)))
            .then_with(|| (a.rule, &a.message).cmp(&(b.rule, &b.message)))
    });
    findings.dedup();
}
