//! The page of every rule that compares two states is run: its first block is the program before, the second
//! the program after, in which the rule fires at the drawn span; from the first to the third it is silent.
//!
//! As with the other rules, examples are read beside `BASE` unless they have a charter of their own, as of
//! 2026-09-02. Only what the change brings in counts.

use crate::rules::{BASE, blocks, is_hint};
use crate::sandbox::assert_none;
use linchpin::checks::{Change, Check, Facts, Levels, Outcome, RULES, Rule, matched, run, run_over};
use linchpin::diff::{Morning, Side, between};
use linchpin::load::{Loaded, load};
use linchpin::model::Settings;
use linchpin::schedule::{Options, Schedule};
use linchpin::text::{Date, MemoryTree};

fn of_two_states() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| matches!(rule.check, Check::Change(_)))
}

fn read(text: &str) -> (MemoryTree, Loaded) {
    let has_charter = text.starts_with("charter:") || text.contains("\ncharter:");
    let base = if has_charter { "people: {}\n" } else { BASE };
    let people = BASE.split_once("teams:").expect("teams").1;
    let beside = if has_charter {
        format!("teams:{people}")
    } else {
        base.to_owned()
    };
    let tree = MemoryTree::new([("example.yaml", text.to_owned()), ("zz-base.yaml", beside)]);
    let loaded = load(&tree, "", "atlas").expect("loads");
    assert!(
        loaded.findings.is_empty(),
        "the example is well-formed: {:?}\n{text}",
        loaded.findings
    );
    (tree, loaded)
}

/// What the change from one example to another brings in.
fn judge(before: &str, after: &str) -> (Loaded, Outcome) {
    let (old_tree, old) = read(before);
    let (tree, new) = read(after);
    let morning = Morning {
        as_of: Date::parse("2026-09-02").expect("a date"),
        options: Options::default(),
    };
    let side = |loaded| Side {
        program: loaded,
        others: &[],
    };
    let diff = between(side(&old.program), side(&new.program), morning);
    let settings = Settings::default();
    let outcome = {
        let schedule = |program| Schedule::new(program, &[], morning.as_of, morning.options);
        let (then, base, now) = (
            schedule(&old.program),
            schedule(&diff.base),
            schedule(&new.program),
        );
        let old_facts = Facts::of(&old, &then, &old_tree, &settings);
        let facts = Facts::of(&new, &now, &tree, &settings);
        let approvers = ["jonas".to_owned()];
        let change = Change {
            diff: &diff,
            base: &base,
            documents: &old.documents,
            sources: &old.sources,
            approvers: Some(&approvers),
            is_whole: true,
            found: &[],
            covered: None,
        };
        let levels = |loaded: &Loaded| Levels::new(&settings, loaded.program.stage(), false).expect("levels");
        let before = run(&old_facts, &old.findings, &levels(&old));
        let mut after = run_over(&facts, &new.findings, Some(&change), &levels(&new));
        let matched = matched(&before.findings, &after.findings, &diff.renamed);
        let mut is_new = matched.new.into_iter();
        after.findings.retain(|_| is_new.next().expect("one each"));
        after
    };
    (new, outcome)
}

/// Rules that may speak beside another: hints, what a change does to the date, and what the stage asks for
/// or says of every item where the example is about just that.
fn is_beside(rule: &Rule, other: &str) -> bool {
    let is_of_stage = rule.name == "stage-jump" && matches!(other, "missing-owner" | "missing-required");
    is_hint(other) || is_of_stage || matches!(other, "target-worse" | "new-owner-silent")
}

#[test]
fn what_every_page_tells_of_fires_there_and_only_there() {
    let mut faults = Vec::new();
    for rule in of_two_states() {
        let name = rule.name;
        let blocks = blocks(rule.page);
        if blocks.len() != 3 {
            faults.push(format!("{name}: a page has before, after and remedy"));
            continue;
        }
        let (loaded, outcome) = judge(&blocks[0].0, &blocks[1].0);
        for other in outcome.findings.iter().filter(|found| found.rule != name) {
            if !is_beside(rule, other.rule) {
                faults.push(format!(
                    "{name}: its example fires {} too: {}",
                    other.rule, other.message
                ));
            }
        }
        let Some(found) = outcome.findings.iter().find(|found| found.rule == name) else {
            faults.push(format!("{name} does not fire on its example"));
            continue;
        };
        if found.help.is_none() {
            faults.push(format!("{name}: no help"));
        }
        let Some((line, start, end)) = blocks[1].1 else {
            faults.push(format!("{name}: its example draws no span"));
            continue;
        };
        let at = found.at.expect("a place");
        let file = loaded.sources.file(at.file);
        let (from, to) = (file.position(at.span.start), file.position(at.span.end));
        if (from.line, from.column, to.column) != (line, start, end) {
            faults.push(format!(
                "{name}: `{}` stands at {}:{}-{}, drawn is {line}:{start}-{end}",
                found.message, from.line, from.column, to.column
            ));
        }
    }
    assert_none(&faults);
}

#[test]
fn the_remedy_of_every_page_is_silent() {
    let mut faults = Vec::new();
    for rule in of_two_states() {
        let blocks = blocks(rule.page);
        let (_, outcome) = judge(&blocks[0].0, &blocks[2].0);
        for found in &outcome.findings {
            if found.rule == rule.name || !is_beside(rule, found.rule) {
                faults.push(format!(
                    "{}: its remedy fires {}: {}",
                    rule.name, found.rule, found.message
                ));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn no_rule_speaks_where_nothing_changed() {
    for rule in of_two_states() {
        for (text, _) in blocks(rule.page) {
            let (_, outcome) = judge(&text, &text);
            assert!(
                outcome.findings.is_empty(),
                "{}: {:?}",
                rule.name,
                outcome.findings
            );
        }
    }
}
