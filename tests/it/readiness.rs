//! `readiness` as a release pipeline and a reader meet it: the verdict, the exit code, and one finding a launch
//! until somebody asks. Figures of the worked program are those of the design's mock.

use crate::sandbox::{linchpin, root, text};
use serde_json::Value;
use std::fs;
use std::process::Output;

const ATLAS: [&str; 3] = ["examples/atlas", "--as-of", "2025-09-03"];

fn atlas(args: &[&str]) -> Output {
    let all: Vec<&str> = args.iter().copied().chain(ATLAS).collect();
    linchpin(&root(), &all)
}

#[test]
fn the_worked_program_is_no_go_for_the_reasons_of_the_mock() {
    let output = atlas(&["readiness", "ga", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["kind"], "readiness");
    assert_eq!(found["launch"], "ga");
    assert_eq!(found["due"], "2025-11-14");
    assert_eq!(found["forecast"], "2025-11-26");
    assert_eq!(found["verdict"], "NO-GO");
    let items: Vec<(&str, &str, Option<&str>, Option<&str>)> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["state"] != "missing")
        .map(|item| {
            let text = |field: &str| item[field].as_str();
            (
                text("id").unwrap(),
                text("state").unwrap(),
                text("owner"),
                text("by"),
            )
        })
        .collect();
    assert_eq!(
        items,
        [
            ("qa-regression", "todo", Some("dana"), Some("2025-10-24")),
            ("rollback", "doing", Some("lee"), Some("2025-10-15")),
            ("disaster-recovery", "todo", Some("ana"), Some("2025-10-17")),
            ("monitoring", "doing", Some("omar"), Some("2025-10-10")),
            ("runbooks", "todo", Some("lee"), Some("2025-10-03")),
            ("capacity", "doing", Some("lee"), Some("2025-09-26")),
            ("security-review", "todo", Some("sam"), Some("2025-10-08")),
            ("incident-playbook", "todo", None, Some("2025-10-31")),
            ("comms", "todo", Some("tomas"), Some("2025-10-31")),
        ]
    );
    // Expected of every launch, and absent: they count as open.
    let open = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["blocking"] == true);
    assert_eq!(open.count(), 12);
    let needs = &found["needs"];
    assert_eq!(
        (&needs["proofs"], &needs["roles"], &needs["acceptances"]),
        (&12.into(), &3.into(), &1.into())
    );
    let forecast = |id: &str| {
        let item = found["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["id"] == id)
            .unwrap();
        item["forecast"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (forecast("security-review"), forecast("runbooks")),
        ("2025-10-15".into(), "2025-10-07".into())
    );
    let untold: Vec<&str> = found["untold"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(untold, ["finance", "sales"]);
    let rollback = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == "rollback")
        .unwrap();
    assert_eq!(rollback["findings"][0]["rule"], "rollback-unrehearsed");
}

#[test]
fn the_page_says_what_a_go_needs_and_the_sheet_what_the_day_needs() {
    let page = text(&atlas(&["readiness", "ga", "--width", "120"]).stdout);
    for line in [
        "VERDICT  NO-GO: 12 items, 3 roles, 1 acceptance open",
        "due 14 Nov (52 working days) · earliest 26 Nov · 8 d late · in the freeze 24 Nov to 1 Dec",
        "never rehearsed; no trigger; no authority",
        "see edge-capacity, earliest 26 Sep",
        "earliest 15 Oct, 5 d late",
        "payments / payments-primary — not accepted: ask Priya Nair",
        "support on 7 Nov · no line for finance and sales",
        "roll-back rules missing on all",
        "CONDITIONAL GO: Lee Park may waive items",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let sheet = text(&atlas(&["readiness", "ga", "--runsheet", "--width", "100"]).stdout);
    for line in [
        "COMMANDER           nobody",
        "canary     5%    5d  1 to 5  failure rate under 0.8 %",
        "7 Nov  Customer support",
    ] {
        assert!(sheet.contains(line), "{line}\n{sheet}");
    }
    let narrow = text(&atlas(&["readiness", "ga", "--width", "60"]).stdout);
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
}

#[test]
fn a_launch_that_is_not_there_is_met_with_the_one_that_was_meant() {
    for (name, message) in [
        ("gaa", "did you mean ga?"),
        ("pay-api-beta", "pay-api-beta is no launch"),
        ("nothing-like-it", "there are: ga"),
    ] {
        let output = atlas(&["readiness", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = text(&output.stderr);
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn go_and_conditional_go_let_a_pipeline_pass() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "charter: {id: small, title: Small, target: ga, tpm: jo, authority: {waive_gate: jo}}\n\
                milestones:\n  ga: {title: Live, owner: jo, kind: launch, due: 2026-11-18, duration: 1d}\n\
                launches:\n  ga:\n    ops: {team: web, oncall: web-primary, accepted_by: jo, accepted_on: 2026-09-01}\n    \
                roles: {commander: jo, comms: jo, rollback: jo}\n    items:\n      \
                rollback: {ready: 2026-09-01, proof: \"https://example.org/rehearsal\"}\n      oncall: {waived: d-no-rota}\n\
                decisions:\n  d-no-rota: {title: Who is called?, decider: jo}\n";
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    fs::write(
        folder.path().join("linchpin.yaml"),
        "launch_items: [rollback, oncall]\n",
    )
    .unwrap();
    let run = |set: &[&str]| {
        let mut args = vec![
            "readiness",
            "ga",
            ".",
            "--as-of",
            "2026-09-02",
            "--format",
            "json",
        ];
        args.extend(set.iter().flat_map(|edit| ["--set", edit]));
        let output = linchpin(folder.path(), &args);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        (
            found["verdict"].as_str().unwrap().to_owned(),
            output.status.code().unwrap(),
        )
    };
    assert_eq!(run(&[]), ("NO-GO".into(), 1));
    let decided = "d-no-rota.decided=2026-09-01";
    assert_eq!(run(&[decided]), ("CONDITIONAL GO".into(), 0));
    let ready = "launches.ga.items.oncall={ready: 2026-09-01, proof: rota.md}";
    assert_eq!(run(&[ready]), ("GO".into(), 0));
    assert_eq!(
        run(&[ready, "launches.ga.roles={commander: jo, comms: jo}"]),
        ("NO-GO".into(), 1)
    );
    assert_eq!(
        run(&[decided, "charter.authority={waive_gate: al}"]),
        ("NO-GO".into(), 1)
    );
}

#[test]
fn what_a_launch_lacks_is_one_finding_for_readers_and_every_one_for_programs() {
    let human = text(&atlas(&["check"]).stdout);
    let told: Vec<&str> = human
        .lines()
        .filter(|line| line.contains("ga is not ready"))
        .collect();
    assert_eq!(told.len(), 1, "{human}");
    assert!(!human.contains("finance and sales are not"));
    let all = text(&atlas(&["check", "-v"]).stdout);
    assert!(
        all.contains("support is informed; finance and sales are not") && !all.contains("ga is not ready")
    );
    let output = atlas(&["check", "--format", "json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["rule"].as_str().unwrap())
        .collect();
    for rule in [
        "launch-comms-gap",
        "launch-day-roles",
        "launch-item-missing",
        "no-rollback-trigger",
        "rollback-unrehearsed",
    ] {
        assert_eq!(rules.iter().filter(|known| **known == rule).count(), 1, "{rule}");
    }
}

#[test]
fn figures_are_read_and_bad_lines_told_at_their_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("metrics")).unwrap();
    fs::write(
        folder.path().join("plan.yaml"),
        "charter: {id: small, title: Small, target: ga}\nteams: {web: {title: Web}}\n\
         milestones:\n  ga: {title: Live, kind: launch, team: web, due: 2026-11-18}\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("metrics/delivery.csv"),
        "date,team,metric,value\n2026-09-01,web,defects-open.sev1,2\n01/09/2026,web,velocity,31\n2026-09-01,wbe,velocity,31\n",
    )
    .unwrap();
    let output = linchpin(
        folder.path(),
        &["check", ".", "--as-of", "2026-09-02", "--format", "json"],
    );
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut told: Vec<(u64, u64, &str)> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| {
            found["file"]
                .as_str()
                .is_some_and(|file| file.ends_with("delivery.csv"))
        })
        .map(|found| {
            let number = |field: &str| found[field].as_u64().unwrap();
            (number("line"), number("column"), found["rule"].as_str().unwrap())
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            (2, 1, "open-severity-defects"),
            (3, 1, "bad-date"),
            (4, 1, "unknown-reference")
        ]
    );
}

/// Without a name it is the only launch there is; of several the run asks which, and that is no verdict.
#[test]
fn the_only_launch_needs_no_name() {
    let named = atlas(&["readiness", "ga", "--format", "json"]);
    let alone = atlas(&["readiness", "--format", "json"]);
    assert_eq!(text(&alone.stdout), text(&named.stdout));
    assert_eq!(alone.status.code(), named.status.code());
    let folder = linchpin(
        &root(),
        &[
            "readiness",
            "examples/atlas",
            "--format",
            "json",
            "--as-of",
            "2025-09-03",
        ],
    );
    assert_eq!(
        text(&folder.stdout),
        text(&named.stdout),
        "{}",
        text(&folder.stderr)
    );

    let folder = tempfile::tempdir().unwrap();
    let plan =
        "milestones:\n  beta: {title: Beta, kind: launch}\n  ga: {title: GA, kind: launch, needs: [beta]}\n";
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    let several = linchpin(folder.path(), &["readiness", "."]);
    assert_eq!(several.status.code(), Some(2));
    let said = text(&several.stderr);
    assert!(
        said.contains("2 launches: say which") && said.contains("there are: beta, ga"),
        "{said}"
    );
    // What was called off is no launch any more.
    let off = plan.replace(
        "title: Beta",
        "title: Beta, cancelled: {date: 2026-03-02, because: No need}",
    );
    fs::write(folder.path().join("plan.yaml"), off).unwrap();
    let one = linchpin(folder.path(), &["readiness", ".", "--as-of", "2026-03-03"]);
    assert!(
        text(&one.stdout).contains("GA"),
        "{}{}",
        text(&one.stdout),
        text(&one.stderr)
    );
    fs::write(
        folder.path().join("plan.yaml"),
        "milestones:\n  ga: {title: GA}\n",
    )
    .unwrap();
    let none = linchpin(folder.path(), &["readiness", "."]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        text(&none.stderr).contains("there is no launch"),
        "{}",
        text(&none.stderr)
    );
}
