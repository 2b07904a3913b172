//! One finding per launch until somebody asks: what its rules find folds, for readers, into one finding that
//! names them. Formats for programs keep them all.

use super::rule::{Default, Group};
use super::{Rule, find};
use crate::diagnostic::Diagnostic;
use rustc_hash::FxHashMap;

/// Rules that are named before the rest is counted.
const MOST: usize = 4;

/// The findings in their order, with those about the readiness of one launch folded into the first of them.
pub fn one_per_launch(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut of: FxHashMap<(&str, Option<bool>), Vec<usize>> = FxHashMap::default();
    for (at, found) in findings.iter().enumerate() {
        if let Some(launch) = launch_of(found) {
            of.entry((launch, found.new)).or_default().push(at);
        }
    }
    let mut all = Vec::with_capacity(findings.len());
    for (at, found) in findings.iter().enumerate() {
        match launch_of(found).and_then(|launch| Some((launch, of.get(&(launch, found.new))?))) {
            Some((launch, group)) if group.len() > 1 => {
                if group[0] == at {
                    let group: Vec<&Diagnostic> = group.iter().map(|at| &findings[*at]).collect();
                    all.push(folded(launch, &group));
                }
            }
            _ => all.push(found.clone()),
        }
    }
    all
}

/// The launch whose readiness a finding is about.
fn launch_of(found: &Diagnostic) -> Option<&str> {
    let id = found.id.as_deref()?;
    find(found.rule).filter(|rule| is_about_launches(rule))?;
    // An item of a launch is named `ga.monitoring`; what belongs to no launch stands for itself.
    (id != "charter").then(|| id.split('.').next().unwrap_or(id))
}

/// Whether a rule tells what a launch lacks. Its date is a matter of the schedule.
fn is_about_launches(rule: &Rule) -> bool {
    rule.level == Default::Launch && rule.group != Group::Schedule
}

/// The first finding of a launch, which is the most serious one, standing for all.
fn folded(launch: &str, group: &[&Diagnostic]) -> Diagnostic {
    let mut names: Vec<&str> = Vec::new();
    for found in group {
        if !names.contains(&found.rule) {
            names.push(found.rule);
        }
    }
    let all = names.len();
    names.truncate(MOST);
    let more = match all - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let number = group.len();
    let mut first = group[0].clone();
    first.id = Some(launch.to_owned());
    first.message = format!(
        "{launch} is not ready, {number} findings: {}{more}",
        names.join(", ")
    );
    first.help = Some(format!(
        "`linchpin readiness {launch}` tells them; `check -v` shows where each is"
    ));
    first.field = None;
    first.related = Vec::new();
    first.fix = None;
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn what_a_launch_lacks_is_one_finding_and_its_date_another() {
        let found = |rule, id: &str, severity| {
            let finding = Diagnostic::new(rule, format!("{id}: {rule}"));
            finding.with_id(id).with_severity(severity)
        };
        let findings = [
            found("stale-proof", "ga.rollback", Severity::Error),
            found("cycle", "ga", Severity::Error),
            found("launch-day-roles", "ga", Severity::Warn),
            found("in-freeze", "ga", Severity::Warn),
            found("launch-day-roles", "beta", Severity::Warn),
            found("ready-without-proof", "ga.monitoring", Severity::Warn),
            found("ready-without-proof", "ga.runbooks", Severity::Warn),
            found("requirement-untraced", "charter", Severity::Warn),
            Diagnostic {
                new: Some(true),
                ..found("stale-proof", "ga.alerting", Severity::Warn)
            },
        ];
        let shown = one_per_launch(&findings);
        let told: Vec<&str> = shown.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "ga is not ready, 4 findings: stale-proof, launch-day-roles, ready-without-proof",
                "ga: cycle",
                "ga: in-freeze",
                "beta: launch-day-roles",
                "charter: requirement-untraced",
                "ga.alerting: stale-proof",
            ]
        );
        assert_eq!(shown[0].severity, Severity::Error);
    }
}
