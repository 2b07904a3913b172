//! The page of every rule that looks at history is run: its blocks are commits, each made on the day in the
//! comment above it. After the last but one the rule fires at the drawn span; with the last in its place it is
//! silent, and so it is wherever git holds no history.
//!
//! Examples are committed beside `BASE` unless they have a charter of their own, and judged as of 2026-09-02.
//! Rules that compare two states as well are judged against the commit before.

use crate::rules::{BASE, Drawn, blocks, is_hint};
use crate::sandbox::assert_none;
use git2::{IndexAddOption, Repository, Signature, Time};
use linchpin::checks::{Check, RULES, Rule};
use linchpin::text::Date;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn of_history() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| matches!(rule.check, Check::History(_) | Check::ChangeInTime(_)))
}

/// Writes an example into a folder.
fn write(folder: &Path, text: &str) {
    let people = BASE.split_once("teams:").expect("teams").1;
    let has_charter = text.contains("\ncharter:");
    let beside = if has_charter {
        format!("teams:{people}")
    } else {
        BASE.to_owned()
    };
    fs::write(folder.join("example.yaml"), text).unwrap();
    fs::write(folder.join("zz-base.yaml"), beside).unwrap();
}

/// Commits an example at nine in the morning of the day in its comment.
fn commit(repository: &Repository, text: &str) {
    write(repository.workdir().unwrap(), text);
    let day = text.strip_prefix("# ").and_then(|text| text.lines().next());
    commit_all(repository, Date::parse(day.expect("a day")).expect("a day"));
}

/// Commits the work tree as it is.
fn commit_all(repository: &Repository, day: Date) {
    let mut index = repository.index().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let time = Time::new(i64::from(day.day()) * 86_400 + 9 * 3_600, 0);
    let author = Signature::new("Ada Park", "ada@example.com", &time).unwrap();
    let parent = repository.head().ok().map(|head| head.peel_to_commit().unwrap());
    let parents: Vec<_> = parent.iter().collect();
    repository
        .commit(Some("HEAD"), &author, &author, "plan", &tree, &parents)
        .unwrap();
}

/// What `check` finds in a folder.
fn check(folder: &Path, rule: &Rule) -> Vec<Value> {
    let mut args = vec![
        "check",
        "-v",
        "--as-of",
        "2026-09-02",
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    if matches!(rule.check, Check::ChangeInTime(_)) {
        args.extend(["--base", "HEAD~1"]);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let value: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let findings = value["findings"].as_array().unwrap().iter();
    findings.filter(|found| found["new"] != false).cloned().collect()
}

/// What is found after these commits.
fn judge(commits: &[(String, Drawn)], rule: &Rule) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    for (text, _) in commits {
        commit(&repository, text);
    }
    check(folder.path(), rule)
}

fn told(found: &Value) -> String {
    format!("{}: {}", found["rule"], found["message"])
}

#[test]
fn what_every_page_tells_of_fires_there_and_only_there() {
    let mut faults = Vec::new();
    for rule in of_history() {
        let name = rule.name;
        let blocks = blocks(rule.page);
        let commits = &blocks[..blocks.len() - 1];
        let found = judge(commits, rule);
        for other in &found {
            let other_rule = other["rule"].as_str().unwrap();
            if other_rule != name
                && !is_hint(other_rule)
                && other_rule != "slipped-late"
                && other_rule != "target-worse"
            {
                faults.push(format!("{name}: its example fires {}", told(other)));
            }
        }
        let Some(found) = found.iter().find(|found| found["rule"] == name) else {
            faults.push(format!("{name} does not fire on its example"));
            continue;
        };
        assert!(found["help"].is_string(), "{name}: no help");
        let (line, start, end) = commits.last().unwrap().1.expect("a drawn span");
        let place = ["line", "column", "end_column"].map(|key| found[key].as_u64().unwrap() as usize);
        if place != [line, start, end] {
            faults.push(format!(
                "{name}: {} is at {place:?}, drawn is {:?}",
                told(found),
                [line, start, end]
            ));
        }
    }
    assert_none(&faults);
}

#[test]
fn the_remedy_of_every_page_is_silent() {
    for rule in of_history() {
        let mut blocks = blocks(rule.page);
        let remedy = blocks.pop().unwrap();
        *blocks.last_mut().unwrap() = remedy;
        for found in judge(&blocks, rule) {
            let other = found["rule"].as_str().unwrap();
            assert!(
                other != rule.name && is_hint(other),
                "{}: {}",
                rule.name,
                told(&found)
            );
        }
    }
}

#[test]
fn without_history_the_rules_that_need_it_are_silent() {
    for rule in of_history().filter(|rule| matches!(rule.check, Check::History(_))) {
        let blocks = blocks(rule.page);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &blocks[blocks.len() - 2].0);
        let found = check(folder.path(), rule);
        assert!(
            !found.iter().any(|found| found["rule"] == rule.name),
            "{}",
            rule.name
        );
    }
}

#[test]
fn the_messages_give_the_figures() {
    let message = |name: &str| {
        let rule = RULES.iter().find(|rule| rule.name == name).unwrap();
        let blocks = blocks(rule.page);
        let found = judge(&blocks[..blocks.len() - 1], rule);
        let found = found.into_iter().find(|found| found["rule"] == name).unwrap();
        found["message"].as_str().unwrap().to_owned()
    };
    // From Friday 11 September to Friday the 25th are ten working days; the first move was on Monday
    // 10 August, three whole weeks before Wednesday 2 September.
    assert_eq!(
        message("slipping-promise"),
        "edge: promised moved 2 times in 3 weeks, +10 d in all"
    );
    // From Friday 28 August to Friday 9 October are six weeks of five days.
    assert_eq!(
        message("serial-slip"),
        "beta: 3rd move of its due date since 29 Jun, +30 d in all"
    );
    // After Friday 21 August come the week from the 24th, Monday 31, Tuesday 1 and Wednesday 2: eight.
    assert_eq!(
        message("stale-item"),
        "data-backfill: in progress, and untouched for 8 d"
    );
    assert_eq!(message("stale-program"), "atlas: no commit for 8 d");
    // After Wednesday 26 August: Thursday, Friday, Monday, Tuesday, Wednesday.
    assert_eq!(
        message("remaining-frozen"),
        "data-backfill: 6d remain, as 5 d ago"
    );
}

#[test]
fn a_rename_makes_nothing_new_of_what_history_tells() {
    let run = |folder: &Path, args: &[&str]| {
        let output = crate::sandbox::linchpin(folder, args);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let mut renamed = Vec::new();
    for rule in of_history().filter(|rule| matches!(rule.check, Check::History(_))) {
        let blocks = blocks(rule.page);
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        for (text, _) in &blocks[..blocks.len() - 1] {
            commit(&repository, text);
        }
        let before = check(folder.path(), rule);
        let found = before.iter().find(|found| found["rule"] == rule.name).unwrap();
        let id = found["id"]
            .as_str()
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_owned();
        let new = format!("{id}-anew");
        if run(folder.path(), &["rename", &id, &new]).0 != Some(0) {
            // What it tells of is no item, as the program itself.
            continue;
        }
        renamed.push(rule.name);
        let again = |base: &str| {
            let args = [
                "check",
                "--base",
                base,
                "--as-of",
                "2026-09-02",
                "--format",
                "json",
                "--fail-on",
                "never",
                "-v",
            ];
            let value: Value = serde_json::from_str(&run(folder.path(), &args).1).unwrap();
            let all = value["findings"].as_array().unwrap().clone();
            all.into_iter().find(|found| found["rule"] == rule.name)
        };
        if rule.name == "stale-item" {
            assert_eq!(again("HEAD"), None, "who renames it has touched it");
            continue;
        }
        let after = again("HEAD").unwrap_or_else(|| panic!("{}: silent", rule.name));
        assert_eq!(
            (&after["new"], &after["id"]),
            (&Value::Bool(false), &Value::from(new)),
            "{after}"
        );
        commit_all(&repository, Date::parse("2026-09-01").unwrap());
        assert_eq!(again("HEAD~1").unwrap()["new"], false, "{}: committed", rule.name);
    }
    assert!(renamed.contains(&"slipping-promise"), "{renamed:?}");
}
