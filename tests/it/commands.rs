//! The commands as a user runs them: output, exit code, and what goes to standard error.

use crate::sandbox::{linchpin, root, text};
use serde_json::Value;
use std::fs;

fn json(args: &[&str]) -> Value {
    let output = linchpin(&root(), args);
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The figures are those of the independent model behind the design's mocks.
#[test]
fn report_gives_the_figures_of_the_worked_program() {
    let report = json(&[
        "report",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--format",
        "json",
    ]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["kind"], "report");
    assert_eq!(report["program"], "atlas");
    assert_eq!(report["as_of"], "2025-09-03");
    assert_eq!(report["target"]["finish"], "2025-11-26");
    assert_eq!(report["target"]["margin"], -8);
    let path: Vec<(&str, i64)> = report["critical_path"]["path"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["id"].as_str().unwrap(), step["drag"].as_i64().unwrap()))
        .collect();
    assert_eq!(
        path,
        [
            ("edge-capacity", 4),
            ("data-backfill", 4),
            ("integration-complete", 10),
            ("canary-5pct", 8),
            ("ga", 5)
        ]
    );
    let roots: Vec<(&str, i64)> = report["blocked"]["roots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|root| (root["id"].as_str().unwrap(), root["week_costs"].as_i64().unwrap()))
        .collect();
    assert_eq!(
        roots,
        [
            ("b-capacity-po", 5),
            ("b-paygate-certs", 1),
            ("b-auditor-access", 0)
        ]
    );
    assert_eq!(report["owners"]["bus_factor"], 3);
    assert_eq!(report["owners"]["critical_bus_factor"], 1);
    let gap = &report["owners"]["gaps"][0];
    assert_eq!(
        (gap["id"].as_str(), gap["ask"].as_str()),
        (Some("checkout-ui-beta"), Some("jonas"))
    );
}

/// The floats of the same independent model.
#[test]
fn schedule_gives_the_floats_of_the_worked_program() {
    let schedule = json(&[
        "schedule",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--format",
        "json",
    ]);
    let items = schedule["items"].as_array().unwrap();
    for (id, float) in [
        ("paygate-sandbox", 4),
        ("launch-comms", 14),
        ("pci-assessment", 17),
        ("runbooks-ready", 23),
    ] {
        let item = items.iter().find(|item| item["id"] == id).unwrap();
        assert_eq!(item["total_float"], float, "{id}");
    }
}

#[test]
fn splitting_files_changes_no_byte_of_the_schedule() {
    let folder = tempfile::tempdir().unwrap();
    let one = folder.path().join("one");
    fs::create_dir(&one).unwrap();
    // All sections of one kind joined under one key, as one author would write them.
    let mut sections: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(root().join("examples/atlas")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let mut section = String::new();
        for line in fs::read_to_string(path).unwrap().lines() {
            if line.ends_with(':') && line.starts_with(|c: char| c.is_ascii_lowercase()) {
                section = line.to_owned();
            } else if !section.is_empty() {
                match sections.iter_mut().find(|(known, _)| *known == section) {
                    Some((_, text)) => text.push_str(&format!("{line}\n")),
                    None => sections.push((section.clone(), format!("{line}\n"))),
                }
            }
        }
    }
    let joined: String = sections
        .iter()
        .map(|(section, text)| format!("{section}\n{text}"))
        .collect();
    fs::write(one.join("plan.yaml"), joined).unwrap();
    let args = ["schedule", "--as-of", "2025-09-03", "--format", "json"];
    let split = linchpin(&root(), &[&args[..], &["examples/atlas"]].concat());
    let whole = linchpin(folder.path(), &[&args[..], &["one"]].concat());
    assert_eq!(text(&split.stdout), text(&whole.stdout));
}

#[test]
fn a_what_if_moves_the_date_and_a_misspelt_one_says_so() {
    let args = [
        "critical-path",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--format",
        "json",
        "--set",
    ];
    // With capacity on 10 September the PayGate path drives: 20 November, as the design's escalation memo says.
    let path = json(&[&args[..], &["edge-capacity.promised=2025-09-10"]].concat());
    assert_eq!(path["finish"], "2025-11-20");
    let wrong = linchpin(
        &root(),
        &[&args[..], &["edge-capcity.promised=2025-09-10"]].concat(),
    );
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("did you mean edge-capacity?"),
        "{}",
        text(&wrong.stderr)
    );
    let wrong = linchpin(&root(), &[&args[..], &["edge-capacity.promised=soon"]].concat());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("not an ISO date"),
        "{}",
        text(&wrong.stderr)
    );
}

#[test]
fn a_program_of_titles_and_dates_alone_moves_what_follows_a_slip() {
    let args = [
        "schedule",
        "tests/fixtures/bare",
        "--as-of",
        "2026-01-05",
        "--format",
        "json",
    ];
    let finish = |extra: &[&str]| {
        json(&[&args[..], extra].concat())["finish"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let rows = json(&args);
    let items = rows["items"].as_array().unwrap();
    let first = items.iter().find(|item| item["driving"] == "due").unwrap();
    let id = first["id"].as_str().unwrap();
    let before = finish(&[]);
    let after = finish(&["--set", &format!("{id}.due=2026-12-01")]);
    assert!(
        after > before,
        "a slip of {id} moves the end from {before} to {after}"
    );
}

#[test]
fn one_bad_file_hides_no_other_and_errors_fail_the_check() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.yaml"), "milestones:\n\tx: 1\n").unwrap();
    fs::write(
        folder.path().join("good.yaml"),
        "milestones:\n  beta-live:\n    title: Beta live\n    owner: priya\n    duration: 3d\n    accept: Ten use it\n",
    )
    .unwrap();
    let check = linchpin(
        folder.path(),
        &["check", ".", "--format", "concise", "--as-of", "2026-03-02"],
    );
    assert_eq!(check.status.code(), Some(1), "{}", text(&check.stderr));
    assert!(
        text(&check.stdout).contains("bad.yaml:2:1: error[yaml-syntax] a tab"),
        "{}",
        text(&check.stdout)
    );
    let never = linchpin(
        folder.path(),
        &["check", ".", "--fail-on", "never", "--as-of", "2026-03-02"],
    );
    assert_eq!(never.status.code(), Some(0));
    let schedule = linchpin(folder.path(), &["schedule", ".", "--as-of", "2026-03-02"]);
    assert_eq!(schedule.status.code(), Some(0));
    // Three working days from Monday 2 March end on Wednesday 4 March.
    assert!(
        text(&schedule.stdout).contains("4 Mar"),
        "{}",
        text(&schedule.stdout)
    );
}

#[test]
fn init_writes_a_program_whose_first_check_passes_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let init = linchpin(folder.path(), &["init", "demo"]);
    assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
    let check = linchpin(folder.path(), &["check", "demo"]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stdout));
    assert!(!text(&check.stdout).contains("error"), "{}", text(&check.stdout));
    let charter = fs::read(folder.path().join("demo/charter.yaml")).unwrap();
    let again = linchpin(folder.path(), &["init", "demo"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        fs::read(folder.path().join("demo/charter.yaml")).unwrap(),
        charter
    );
}

#[test]
fn wrong_usage_and_missing_folders_exit_with_2() {
    for args in [
        &["report", "no-such-folder"][..],
        &["reprot"],
        &["report", "--as-of", "soon"],
    ] {
        let output = linchpin(&root(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn no_report_is_wider_than_its_terminal() {
    let programs = [
        ("examples/atlas", "2025-09-03"),
        ("examples/cloud-migration", "2026-03-02"),
        ("examples/soc2-compliance", "2026-05-11"),
    ];
    for (program, as_of) in programs {
        for command in [
            "report",
            "critical-path",
            "blocked",
            "owners",
            "schedule",
            "decisions",
        ] {
            for width in [80, 120] {
                let wide = width.to_string();
                let output = linchpin(&root(), &[command, program, "--as-of", as_of, "--width", &wide]);
                assert_eq!(output.status.code(), Some(0), "{command} {program}");
                for line in text(&output.stdout).lines() {
                    assert!(
                        line.chars().count() <= width,
                        "{command} {program} at {width}: {line}"
                    );
                }
            }
        }
    }
}

#[test]
fn text_of_the_program_never_steers_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("plan.yaml"),
        "milestones:\n  beta-live:\n    title: \"\\e[31m\\u202e::error::x\"\n    owner: \"\\e]0;x\\a\"\n    due: 2026-01-02\n",
    )
    .unwrap();
    for command in [
        "report",
        "critical-path",
        "blocked",
        "owners",
        "schedule",
        "check",
    ] {
        let output = linchpin(folder.path(), &[command, ".", "--as-of", "2026-03-02"]);
        let shown = text(&output.stdout);
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']),
            "{command}: {shown:?}"
        );
    }
}

/// What is undecided in the worked program, and what the log of the second example says.
#[test]
fn decisions_tell_what_is_open_and_why_the_rest_was_decided() {
    let open = json(&[
        "decisions",
        "examples/soc2-compliance",
        "--as-of",
        "2026-05-11",
        "--open",
        "--format",
        "json",
    ]);
    let decisions = open["decisions"].as_array().unwrap();
    let ids: Vec<&str> = decisions
        .iter()
        .map(|each| each["id"].as_str().unwrap())
        .collect();
    // What something waits for comes before what nothing does, although that is due first.
    assert_eq!(ids, ["d-window-length", "d-repository-scope"]);
    assert_eq!(decisions[0]["holds"][0], "observation-window");
    let scope = &decisions[1];
    assert_eq!(
        (scope["state"].as_str(), scope["decide_by"].as_str()),
        (Some("open"), Some("2026-05-15"))
    );
    // Raised on Tuesday 5 May: 6, 7, 8 and 11 May.
    assert_eq!(scope["age"], 4);
    assert_eq!(scope["days_left"], Value::Null);
    assert_eq!(scope["options"][0]["id"], "all-in");
    let all = linchpin(
        &root(),
        &["decisions", "examples/soc2-compliance", "--as-of", "2026-05-11"],
    );
    let all = text(&all.stdout);
    assert!(all.contains("superseded by"), "{all}");
    assert!(all.contains("Only one of 14 deals"), "{all}");
}

/// The figures of the design's mock: rank, exposure and what is missing; shares within sampling error.
#[test]
fn risks_ranks_the_register_of_the_worked_program() {
    let risks = json(&[
        "risks",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--format",
        "json",
    ]);
    assert_eq!(
        (risks["kind"].as_str(), risks["open"].as_u64()),
        (Some("risks"), Some(6))
    );
    assert_eq!(risks["exposure"], 17.4);
    let effect = |key: &str| risks[key].as_f64().unwrap();
    assert!((effect("effect_p50") - 10.0).abs() < 0.4 && (effect("effect_p80") - 13.5).abs() < 0.4);
    let rows: Vec<(&str, f64, &str)> = risks["risks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|risk| {
            let missing = risk["missing"].as_array().unwrap();
            (
                risk["id"].as_str().unwrap(),
                risk["exposure"].as_f64().unwrap(),
                missing.first().and_then(Value::as_str).unwrap_or("-"),
            )
        })
        .collect();
    let expected = [
        ("r-capacity-slips", 3.0, "plan"),
        ("r-paygate-unstable", 5.8, "-"),
        ("r-backfill-quality", 2.6, "decision"),
        ("r-qa-env", 1.4, "to"),
        ("r-rollback-untested", 0.6, "plan"),
        ("r-pci-finding", 4.0, "-"),
    ];
    assert_eq!(rows, expected);
    let output = linchpin(
        &root(),
        &[
            "risks",
            "examples/atlas",
            "--as-of",
            "2025-09-03",
            "--heatmap",
            "--width",
            "80",
        ],
    );
    let text = text(&output.stdout);
    // In the mock 4.0 and 3.0, ranks 6 and 1, share the cell of low and l; 5.8 is alone in medium and l.
    assert!(
        text.contains("  medium     ·         ·        ·        2         ·\n"),
        "{text}"
    );
    assert!(
        text.contains("  low        ·         4        3        1 6       ·\n"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn forecast_has_the_fields_of_the_contract_and_fits_eighty_columns() {
    let atlas = ["forecast", "examples/atlas", "--as-of", "2025-09-03"];
    let forecast = json(&[&atlas[..], &["--format", "json", "--runs", "2000", "--seed", "7"]].concat());
    assert_eq!(
        (forecast["runs"].as_u64(), forecast["seed"].as_u64()),
        (Some(2000), Some(7))
    );
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let items = forecast["items"].as_array().unwrap();
    assert_eq!(items.len(), 14);
    let fields = ["chance", "criticality", "due", "id", "p10", "p50", "p80", "p90"];
    let mut found = keys(&items[0]);
    found.sort();
    assert_eq!(found, fields);
    assert_eq!(items[0]["id"], "ledger-schema-frozen");
    assert_eq!(items[0]["p10"], "2025-08-26");
    assert_eq!(keys(&forecast["risks"][0]), ["days_bought_p80", "exposure", "id"]);
    assert_eq!(forecast["target"]["id"], "ga");
    for (format, runs) in [("human", "2000"), ("human", "1"), ("markdown", "100")] {
        let args = [&atlas[..], &["--format", format, "--runs", runs, "--width", "80"]].concat();
        let text = text(&linchpin(&root(), &args).stdout);
        assert!(text.contains("Promised 14 Nov"), "{text}");
        let fits = |line: &str| line.chars().count() <= 80;
        assert!(format == "markdown" || text.lines().all(fits), "{text}");
    }
    let refused = linchpin(&root(), &[&atlas[..], &["--runs", "0"]].concat());
    assert_eq!(refused.status.code(), Some(2));
}

/// The dates of the design's comment on a pull request, from the other side: what the promise of 12 September
/// would give back.
#[test]
fn a_what_if_is_told_as_a_change_with_its_safe_date() {
    let args = [
        "diff",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--set",
        "edge-capacity.promised=2025-09-12",
    ];
    let diff = json(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(diff["finish"]["base"], "2025-11-26");
    assert_eq!(diff["finish"]["head"], "2025-11-20");
    assert_eq!(diff["finish"]["days"], -4);
    assert_eq!(diff["edits"][0]["alone"], -4);
    let comment = linchpin(&root(), &[&args[..], &["--format", "markdown"]].concat());
    let comment = text(&comment.stdout);
    let mut lines = comment.lines();
    assert_eq!(lines.next(), Some("<!-- linchpin:diff-atlas -->"));
    let headline = lines.next().unwrap();
    let start = "### linchpin: this change moves `ga` **by -4 working days** (26 Nov → 20 Nov), safe date ";
    assert!(headline.starts_with(start), "{headline}");
}

/// Of the twenty weekdays after Friday 14 November through Friday 12 December, two are holidays: 27 and 28 November.
#[test]
fn a_promise_that_moves_is_the_headline() {
    let args = [
        "diff",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--format",
        "markdown",
        "--set",
        "ga.due=2025-12-12",
    ];
    let comment = linchpin(&root(), &args);
    let comment = text(&comment.stdout);
    let headline = "### linchpin: this change promises `ga` for 12 Dec instead of 14 Nov (**+18 working days**) and \
                    does not move its earliest date (26 Nov)";
    assert_eq!(comment.lines().nth(1), Some(headline));
    // The report's own figures for the two dates.
    let now = "`ga` is now 10 d early, it was **8 d late**; the chance of its date is 36 %, it was < 1 %";
    assert_eq!(comment.lines().nth(3), Some(now));
    let report = linchpin(
        &root(),
        &[
            "report",
            "examples/atlas",
            "--as-of",
            "2025-09-03",
            "--set",
            "ga.due=2025-12-12",
        ],
    );
    assert!(text(&report.stdout).contains("chance of 12 Dec 36 %"));
    let row = comment
        .lines()
        .position(|line| line == "| `ga` due | 14 Nov | 12 Dec | promised +18 d |");
    let folded = comment.lines().position(|line| line.starts_with("<details>"));
    assert!(
        row.unwrap() < folded.unwrap_or(usize::MAX),
        "not folded: {comment}"
    );
}
