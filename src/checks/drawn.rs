//! Tests of single rules as drawings: a program with the expected findings of one rule written under the
//! lines they point at, `^^^^ message`. A program without drawings is one on which the rule is silent.

use super::rule::Default as RuleLevel;
use super::{Facts, Levels, Outcome, RULES, Rule, run};
use crate::diagnostic::Severity;
use crate::load::{Loaded, load};
use crate::model::{Level, RuleSetting, Settings};
use crate::parse::Slug;
use crate::schedule::{Options, Schedule};
use crate::text::{Date, MemoryTree};

/// Runs all rules over files of a tree; a rule that is off is put on where it is named, and time may be given
/// its full weight.
fn judge(files: &[(&str, &str)], as_of: &str, on: Option<&Rule>, scheduled: bool) -> (Loaded, Outcome) {
    let tree = MemoryTree::new(files.iter().copied());
    let loaded = load(&tree, "", "atlas").expect("loads");
    let as_of = Date::parse(as_of).expect("a date");
    let mut settings = Settings::default();
    if let Some(rule) = on.filter(|rule| rule.level == RuleLevel::Always(Level::Off)) {
        let level = Some(Level::Info);
        let setting = RuleSetting { level, after: None };
        settings.rules.insert(Slug::from(rule.name), setting);
    }
    let outcome = {
        let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
        let facts = Facts::of(&loaded, &schedule, &tree, &settings);
        let levels = Levels::new(&settings, loaded.program.stage(), scheduled).expect("levels");
        run(&facts, &loaded.findings, &levels)
    };
    (loaded, outcome)
}

/// Rule and field of all warnings and errors of a file beside a charter in stage `delivering`, as of
/// 2026-09-02.
pub(super) fn told(text: &str) -> Vec<String> {
    let charter = "charter: {id: atlas, title: Move checkout, stage: delivering, tpm: jonas, sponsor: jonas,\n  \
                   target: ga, out_of_scope: [refunds]}\n";
    let (_, outcome) = judge(
        &[("a.yaml", charter), ("b.yaml", text)],
        "2026-09-02",
        None,
        false,
    );
    let serious = outcome
        .findings
        .iter()
        .filter(|found| found.severity > Severity::Info);
    serious
        .map(|found| format!("{} {}", found.rule, found.field.as_deref().unwrap_or_default()))
        .collect()
}

/// What a rule finds in a program written as one text, each finding as `level line: message`. The text need not
/// be whole: what could not be read is part of some tests.
pub(super) fn findings(rule: &str, as_of: &str, text: &str) -> Vec<String> {
    listed(rule, as_of, text, false)
}

/// The same with time given its full weight.
pub(super) fn scheduled(rule: &str, as_of: &str, text: &str) -> Vec<String> {
    listed(rule, as_of, text, true)
}

fn listed(rule: &str, as_of: &str, text: &str, scheduled: bool) -> Vec<String> {
    let rule = RULES.iter().find(|known| known.name == rule).expect("a rule");
    let (loaded, outcome) = judge(&[("plan.yaml", text)], as_of, Some(rule), scheduled);
    let ours = outcome.findings.iter().filter(|found| found.rule == rule.name);
    ours.map(|found| {
        let at = found.at.expect("a place");
        let line = loaded.sources.file(at.file).position(at.span.start).line;
        format!("{} {line}: {}", found.severity.as_str(), found.message)
    })
    .collect()
}

/// Holds the drawing against what a rule says. Rules that are off are put on.
pub(super) fn assert_drawn(rule: &str, as_of: &str, drawing: &str) {
    assert_drawn_beside(rule, as_of, &[], drawing);
}

/// The same beside other files of the tree.
pub(super) fn assert_drawn_beside(rule: &str, as_of: &str, beside: &[(&str, &str)], drawing: &str) {
    let rule = RULES.iter().find(|known| known.name == rule).expect("a rule");
    let lines = || drawing.lines().filter(|line| !is_drawn(line));
    let text: String = lines().map(|line| format!("{line}\n")).collect();
    let mut files = vec![("plan.yaml", text.as_str())];
    files.extend(beside);
    let (loaded, outcome) = judge(&files, as_of, Some(rule), false);
    let unread: Vec<&str> = loaded
        .findings
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    assert!(unread.is_empty(), "the program is not read whole: {unread:?}");
    let mut marks: Vec<(usize, String)> = Vec::new();
    for found in outcome.findings.iter().filter(|found| found.rule == rule.name) {
        assert!(found.help.is_some(), "no help: {}", found.message);
        let at = found.at.expect("a place");
        let file = loaded.sources.file(at.file);
        assert_eq!(file.path, "plan.yaml", "{}", found.message);
        let (from, to) = (file.position(at.span.start), file.position(at.span.end));
        let width = if from.line == to.line {
            to.column - from.column
        } else {
            1
        };
        let indent = " ".repeat(from.column - 1);
        let carets = "^".repeat(width.max(1));
        marks.push((from.line, format!("{indent}{carets} {}", found.message)));
    }
    marks.sort();
    let mut shown = String::new();
    for (before, line) in lines().enumerate() {
        shown.push_str(&format!("{line}\n"));
        for (_, mark) in marks.iter().filter(|(at, _)| *at == before + 1) {
            shown.push_str(&format!("{mark}\n"));
        }
    }
    assert_eq!(shown.trim_end(), drawing.trim_end(), "\n{}:\n{shown}", rule.name);
}

fn is_drawn(line: &str) -> bool {
    line.trim_start().starts_with('^')
}
