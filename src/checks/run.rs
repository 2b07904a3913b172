//! One run of all rules over one program.

use super::change::Change;
use super::misspelt::Misspelt;
use super::rule::{Check, Facts, Rule};
use super::{Found, Levels, RULES, find, suppress};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Level;
use crate::text::Date;
use rayon::prelude::*;

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
    findings.extend(found_by_rules(facts, levels));
    findings.retain(|finding| !misspelt.explains(finding));
    if let Some(change) = change {
        findings.extend(super::change::judge(facts, change, &findings, levels));
        super::change::tell_once(&mut findings);
        if !levels.is_scheduled() {
            super::change::calm(&mut findings, change.diff);
        }
    }
    let (mut findings, suppressed) = suppress::apply(facts, findings, levels);
    sort(facts, &mut findings);
    Outcome { findings, suppressed }
}

/// Items from which on the rules share the cores; below, starting threads takes longer than they do.
const MANY: usize = 256;

/// What the rules that look at one state find.
///
/// Those that lead into the simulation or into history come one after the other: both answers are worked out on
/// all cores, and a core that waits for its part takes up another rule meanwhile, which must not ask for the
/// answer that is being worked out.
fn found_by_rules(facts: &Facts<'_>, levels: &Levels<'_>) -> Vec<Diagnostic> {
    let (alone, together): (Vec<&Rule>, Vec<&Rule>) = RULES
        .iter()
        .partition(|rule| matches!(rule.check, Check::Deep(_) | Check::History(_)));
    let found = |rule: &&'static Rule| found_by(rule, facts, levels);
    let one_by_one = |rules: &[&'static Rule]| rules.iter().flat_map(found).collect::<Vec<_>>();
    if facts.schedule.plan.tasks.len() < MANY {
        return [one_by_one(&alone), one_by_one(&together)].concat();
    }
    let side_by_side = || -> Vec<Diagnostic> {
        let each = together.par_iter().with_max_len(1);
        each.flat_map_iter(found).collect()
    };
    let (mut all, more) = rayon::join(|| one_by_one(&alone), side_by_side);
    all.extend(more);
    all
}

/// What one rule finds, at the level that it has here.
fn found_by(rule: &'static Rule, facts: &Facts<'_>, levels: &Levels<'_>) -> Vec<Diagnostic> {
    let Some(severity) = severity(levels.of(rule).0) else {
        return Vec::new();
    };
    let mut found = Found::new(rule, severity, facts);
    match rule.check {
        Check::Facts(check) | Check::Deep(check) => check(facts, &mut found),
        Check::History(check) => {
            if let Some(history) = facts.history() {
                check(facts, history, &mut found);
            }
        }
        Check::WhileReading | Check::Change(_) | Check::ChangeInTime(_) => return Vec::new(),
    }
    let mut findings = found.into_findings();
    if !levels.is_own(rule) {
        for finding in &mut findings {
            finding.severity = severity;
        }
    }
    findings
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
