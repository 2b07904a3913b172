//! What a team that adopts `check` lives with: baselines, certain repairs, suppressions, levels.

use crate::sandbox::{linchpin, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

const AS_OF: [&str; 2] = ["--as-of", "2026-03-02"];

fn check(folder: &Path, args: &[&str]) -> Output {
    linchpin(folder, &[&["check", "."], &AS_OF[..], args].concat())
}

/// `rule id` of every finding about suppressions, owners and acceptance.
fn findings(folder: &Path, args: &[&str]) -> Vec<String> {
    let output = check(folder, &[args, &["--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let is_meant =
        |rule: &str| rule.starts_with("ignore-") || matches!(rule, "missing-owner" | "missing-acceptance");
    findings
        .filter(|found| is_meant(found["rule"].as_str().unwrap()))
        .map(|found| {
            let word = |key: &str| found[key].as_str().unwrap_or("-").to_owned();
            format!("{} {}", word("rule"), word("id"))
        })
        .collect()
}

fn program(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const PLAN: &str = "\
# The plan.
charter: {id: atlas, title: Move checkout, sponsor: vera, tpm: vera, stage: delivering, target: ga, out_of_scope: [refunds]}
people:
  vera: {name: Vera Lindqvist}
  jonas: {name: Jonas Weber}
milestones:
  beta:
    title: Beta live      # for staff
    owner: vera
    due: 2026-04-01
    duration: 5d
    accept: Ten use it
  ga:
    title: Everybody on it
    owner: vera
    due: 2026-05-04
    duration: 5d
    accept: All use it
    needs: [beta]
";

#[test]
fn a_baseline_lets_old_findings_pass_and_new_ones_fail() {
    let bad = PLAN.replace("    owner: vera\n    due: 2026-04-01\n", "    due: 2026-04-01\n");
    let folder = program(&[("plan.yaml", &bad)]);
    let at = folder.path();
    assert_eq!(check(at, &[]).status.code(), Some(1));
    let wrote = check(at, &["--write-baseline", "kept/known.txt"]);
    assert_eq!(wrote.status.code(), Some(0), "{}", text(&wrote.stderr));
    let known = fs::read_to_string(at.join("kept/known.txt")).unwrap();
    let lines: Vec<&str> = known.lines().collect();
    assert!(lines.is_sorted() && !lines.is_empty(), "{known}");
    assert!(known.contains("missing-owner atlas beta owner "), "{known}");
    assert!(!known.contains("plan.yaml:"), "no lines of files in it: {known}");

    let passes = check(at, &["--baseline", "kept/known.txt"]);
    assert_eq!(passes.status.code(), Some(0), "{}", text(&passes.stdout));
    assert!(
        text(&passes.stdout).contains("missing-owner"),
        "listed all the same"
    );

    // Lines move, and another error comes.
    let worse = format!(
        "# moved\n{}",
        bad.replace("needs: [beta]", "needs: [beta, nowhere]")
    );
    fs::write(at.join("plan.yaml"), worse).unwrap();
    let fails = check(at, &["--baseline", "kept/known.txt", "--format", "json"]);
    assert_eq!(fails.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&fails.stdout).unwrap();
    for found in report["findings"].as_array().unwrap() {
        assert_eq!(found["new"], found["rule"] == "unknown-reference", "{found}");
    }

    // Mended: its line is stale, and the check says which.
    fs::write(at.join("plan.yaml"), PLAN).unwrap();
    let stale = check(at, &["--baseline", "kept/known.txt"]);
    assert_eq!(stale.status.code(), Some(0));
    assert!(
        text(&stale.stderr).contains("stale: missing-owner atlas beta owner"),
        "{}",
        text(&stale.stderr)
    );
}

#[test]
fn a_baseline_that_cannot_be_read_fails_the_run() {
    let folder = program(&[("plan.yaml", PLAN), ("odd.txt", "missing-owner\n")]);
    for args in [
        &["--baseline", "no-such.txt"][..],
        &["--baseline", "odd.txt"],
        &["--baseline", "odd.txt", "--write-baseline", "new.txt"],
        &["--write-baseline", "plan.yaml/below.txt"],
    ] {
        assert_eq!(check(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn certain_repairs_are_made_and_nothing_else_is_touched() {
    let bad = PLAN
        .replace(
            "    owner: vera\n    due: 2026-04-01\n",
            "    owenr:  'vrea' # hers\r\n    due: 2026-04-01\n",
        )
        .replace("needs: [beta]", "needs: [ btea ]")
        .replace("    due: 2026-05-04\n", "    due: 2026-05-04\n    kind: luanch\n");
    let folder = program(&[("plan.yaml", &format!("\u{feff}{bad}"))]);
    let at = folder.path();
    assert_eq!(check(at, &[]).status.code(), Some(1));

    let preview = check(at, &["--fix", "--diff"]);
    let diff = text(&preview.stdout);
    assert!(
        diff.starts_with("--- a/plan.yaml\n+++ b/plan.yaml\n@@ "),
        "{diff}"
    );
    assert!(
        diff.contains("-    needs: [ btea ]\n+    needs: [ beta ]\n"),
        "{diff}"
    );
    assert_eq!(preview.status.code(), Some(1), "nothing is mended yet");
    assert_eq!(
        fs::read_to_string(at.join("plan.yaml")).unwrap(),
        format!("\u{feff}{bad}")
    );

    let fixed = check(at, &["--fix"]);
    assert_eq!(
        fixed.status.code(),
        Some(0),
        "{}{}",
        text(&fixed.stdout),
        text(&fixed.stderr)
    );
    // A key that was put right shows that its value is misspelt: both are mended in one run.
    let expected = bad
        .replace("owenr:  'vrea'", "owner:  vera")
        .replace("btea", "beta")
        .replace("luanch", "launch");
    assert_eq!(
        fs::read_to_string(at.join("plan.yaml")).unwrap(),
        format!("\u{feff}{expected}")
    );
    let left: Vec<_> = fs::read_dir(at).unwrap().collect();
    assert_eq!(left.len(), 1, "no half-written file is left");
}

#[test]
fn what_is_not_certain_is_asked_and_not_done() {
    let bad = PLAN
        // Two milestones are as near, and a number is no typing error.
        .replace(
            "  beta:",
            "  phase-1: {title: First, owner: vera, due: 2026-04-01, duration: 1d, accept: x}\n  beta:",
        )
        .replace("needs: [beta]", "needs: [beta, phase-2]")
        // The key is there already.
        .replace(
            "    accept: All use it\n",
            "    accept: All use it\n    accpet: More use it\n",
        );
    let folder = program(&[("plan.yaml", &bad)]);
    let at = folder.path();
    let output = check(at, &["--fix"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stdout).contains("did you mean phase-1"),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(fs::read_to_string(at.join("plan.yaml")).unwrap(), bad);
}

#[cfg(unix)]
#[test]
fn a_repaired_file_keeps_its_permissions_and_links_lead_nowhere_outside() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bad = PLAN.replace("needs: [beta]", "needs: [btea]");
    let folder = program(&[("real.yaml", &bad)]);
    let outside = program(&[("plan.yaml", &bad)]);
    let at = folder.path();
    fs::create_dir(at.join(".git")).unwrap();
    fs::set_permissions(at.join("real.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(outside.path().join("plan.yaml"), at.join("out.yaml")).unwrap();
    check(at, &["--fix"]);
    let mended = fs::read_to_string(at.join("real.yaml")).unwrap();
    assert!(mended.contains("needs: [beta]"), "{mended}");
    let mode = fs::metadata(at.join("real.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read_to_string(outside.path().join("plan.yaml")).unwrap(), bad);
    assert!(fs::symlink_metadata(at.join("out.yaml")).unwrap().is_symlink());
}

#[test]
fn repairs_of_a_revision_or_a_what_if_are_refused() {
    let folder = program(&[("plan.yaml", PLAN)]);
    for args in [
        &["--fix", "--rev", "HEAD"][..],
        &["--fix", "--set", "ga.duration=3d"],
        &["--diff"],
    ] {
        assert_eq!(check(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
}

/// The plan with `beta` without owner, and something said about that.
fn ignoring(above: &str, field: &str) -> String {
    PLAN.replace("  beta:\n", &format!("{above}  beta:\n")).replace(
        "    owner: vera\n    due: 2026-04-01\n",
        &format!("    due: 2026-04-01\n{field}"),
    )
}

fn on_item(ignore: &str) -> String {
    ignoring("", &format!("    ignore:\n      - {{{ignore}}}\n"))
}

#[test]
fn a_suppression_holds_until_its_last_day_and_only_with_a_reason() {
    let cases = [
        (
            on_item("check: missing-owner, because: soon, until: 2026-03-02"),
            &[][..],
        ),
        (
            on_item("check: missing-owner, because: soon, until: 2026-03-01"),
            &["ignore-expired beta", "missing-owner beta"],
        ),
        (
            on_item("check: missing-owner, until: 2026-12-31"),
            &["ignore-without-reason beta", "missing-owner beta"],
        ),
        (
            on_item("check: missing-owner, because: '  ', until: 2026-12-31"),
            &["ignore-without-reason beta", "missing-owner beta"],
        ),
        (
            on_item("check: missing-owner, because: soon"),
            &["ignore-without-reason beta", "missing-owner beta"],
        ),
        (
            on_item("because: soon, until: 2026-12-31"),
            &["ignore-unused beta", "missing-owner beta"],
        ),
        (
            on_item("check: misssing-owner, because: soon, until: 2026-12-31"),
            &["ignore-unused beta", "missing-owner beta"],
        ),
        (
            PLAN.replace(
                "    needs: [beta]\n",
                "    needs: [beta]\n    ignore: [{check: missing-owner, because: x, until: 2026-12-31}]\n",
            ),
            &["ignore-unused ga"],
        ),
    ];
    for (plan, expected) in cases {
        let folder = program(&[("plan.yaml", &plan)]);
        let mut found = findings(folder.path(), &[]);
        found.sort();
        assert_eq!(found, expected, "{plan}");
    }
}

#[test]
fn a_comment_suppresses_on_the_line_below_or_its_own() {
    let comment = "# linchpin: ignore[missing-owner] until=2026-12-31 -- soon";
    let cases = [
        (ignoring(&format!("  {comment}\n"), ""), &[][..]),
        // Two comments above one line both cover it.
        (
            ignoring(
                &format!("  {comment}\n  # linchpin: ignore[missing-acceptance] until=2026-12-31 -- soon\n"),
                "",
            )
            .replace("    accept: Ten use it\n", ""),
            &[],
        ),
        (
            ignoring("", "").replace("  beta:\n", &format!("  beta: {comment}\n")),
            &[],
        ),
        // One list of rules.
        (
            ignoring(
                "  # linchpin: ignore[missing-owner, missing-acceptance] until=2026-12-31 -- soon\n",
                "",
            )
            .replace("    accept: Ten use it\n", ""),
            &[],
        ),
        (
            ignoring(
                "  # linchpin: ignore[missing-owner] until=2026-01-31 -- soon\n",
                "",
            ),
            &["ignore-expired -", "missing-owner beta"],
        ),
        (
            ignoring("  # linchpin: ignore[missing-owner] until=2026-12-31\n", ""),
            &["ignore-without-reason -", "missing-owner beta"],
        ),
        (
            ignoring("  # linchpin: ignore[missing-owner] -- soon\n", ""),
            &["ignore-without-reason -", "missing-owner beta"],
        ),
        (
            ignoring(
                "  # linchpin: ignore(missing-owner) until=2026-12-31 -- soon\n",
                "",
            ),
            &["ignore-without-reason -", "missing-owner beta"],
        ),
        (
            ignoring(
                "  # linchpin ignore[missing-owner] until=2026-12-31 -- soon\n",
                "",
            ),
            &["ignore-without-reason -", "missing-owner beta"],
        ),
        (
            ignoring("  # linchpin: ignore[missing-owner] until=tomorrow -- soon\n", ""),
            &["ignore-without-reason -", "missing-owner beta"],
        ),
        // Text of the program is no comment.
        (
            ignoring("", &format!("    note: |\n      {comment}\n")),
            &["missing-owner beta"],
        ),
        (
            ignoring("", &format!("    note: \"{comment}\"\n")),
            &["missing-owner beta"],
        ),
        // Prose about linchpin is nothing to it.
        (PLAN.replace("# The plan.", "# linchpin checks this."), &[]),
    ];
    for (plan, expected) in cases {
        let folder = program(&[("plan.yaml", &plan)]);
        let mut found = findings(folder.path(), &[]);
        found.sort();
        assert_eq!(found, expected, "{plan}");
    }
}

#[test]
fn of_two_suppressions_the_one_that_holds_counts_and_the_other_is_told() {
    let plan = ignoring(
        "",
        "    ignore:\n      - {check: missing-owner, because: old, until: 2026-01-31}\n      \
         - {check: missing-owner, because: again, until: 2026-12-31}\n",
    );
    let folder = program(&[("plan.yaml", &plan)]);
    assert_eq!(findings(folder.path(), &[]), ["ignore-expired beta"]);
}

#[test]
fn a_suppression_of_a_rule_that_is_off_is_not_called_unused() {
    let plan = on_item("check: missing-owner, because: soon, until: 2026-12-31");
    let folder = program(&[
        ("plan.yaml", &plan),
        ("linchpin.yaml", "rules: {missing-owner: off}\n"),
    ]);
    assert_eq!(findings(folder.path(), &[]), [""; 0]);
}

#[test]
fn a_misspelt_rule_in_a_suppression_is_mended() {
    let comment = "  # linchpin: ignore[missing-ownr] until=2026-12-31 -- soon\n";
    for plan in [
        on_item("check: misssing-owner, because: soon, until: 2026-12-31"),
        ignoring(comment, ""),
    ] {
        let folder = program(&[("plan.yaml", &plan)]);
        let output = check(folder.path(), &["--fix"]);
        let mended = fs::read_to_string(folder.path().join("plan.yaml")).unwrap();
        assert!(
            mended.contains("missing-owner") && !mended.contains("ownr"),
            "{mended}"
        );
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    }
}

#[test]
fn levels_come_from_stage_settings_and_the_command_line() {
    // Overdue by two months, and no owner.
    let plan = ignoring("", "").replace("due: 2026-04-01", "due: 2026-01-05\n    duration: 2d");
    let plan = plan.replacen("    duration: 5d\n", "", 1);
    let level = |folder: &Path, args: &[&str], rule: &str| {
        let output = check(folder, &[args, &["--format", "json"]].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|found| found["rule"] == rule);
        (
            found.map(|found| found["level"].as_str().unwrap().to_owned()),
            output.status.code().unwrap(),
        )
    };
    let folder = program(&[("plan.yaml", &plan)]);
    let some = |word: &str| Some(word.to_owned());
    assert_eq!(level(folder.path(), &[], "missing-owner"), (some("error"), 1));
    assert_eq!(
        level(folder.path(), &[], "overdue").0,
        some("warn"),
        "gentle in a pull request"
    );
    assert_eq!(
        level(folder.path(), &["--scheduled"], "overdue").0,
        some("error"),
        "full in a nightly run"
    );
    let defined = plan.replace("stage: delivering", "stage: defined");
    fs::write(folder.path().join("plan.yaml"), defined).unwrap();
    assert_eq!(level(folder.path(), &[], "missing-owner"), (some("warn"), 0));
    assert_eq!(level(folder.path(), &["--fail-on", "warn"], "missing-owner").1, 1);
    fs::write(
        folder.path().join("linchpin.yaml"),
        "rules: {missing-owner: {level: error}, overdue: off}\n",
    )
    .unwrap();
    assert_eq!(level(folder.path(), &[], "missing-owner"), (some("error"), 1));
    assert_eq!(level(folder.path(), &["--scheduled"], "overdue").0, None);
    assert_eq!(
        level(folder.path(), &["--fail-on", "never"], "missing-owner").1,
        0
    );
}

#[test]
fn explain_lists_every_rule_with_its_level_and_where_that_comes_from() {
    let plan = PLAN.replace("stage: delivering", "stage: defined");
    let folder = program(&[
        ("plan.yaml", &plan),
        ("linchpin.yaml", "rules: {dangling-end: error}\n"),
    ]);
    let output = linchpin(folder.path(), &["explain", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = list["rules"].as_array().unwrap();
    assert_eq!(rules.len(), linchpin::checks::RULES.len());
    for rule in rules {
        for key in ["name", "level", "group", "summary"] {
            assert!(!rule[key].as_str().unwrap().is_empty(), "{rule}");
        }
    }
    let of = |name: &str| {
        let rule = rules.iter().find(|rule| rule["name"] == name).unwrap();
        (rule["level"].as_str().unwrap(), rule["from"].as_str().unwrap())
    };
    assert_eq!(of("missing-owner"), ("warn", "stage"));
    assert_eq!(of("dangling-end"), ("error", "settings"));
    assert_eq!(of("cycle"), ("error", "rule"));
    let human = linchpin(folder.path(), &["explain"]);
    assert!(
        text(&human.stdout).contains("settings"),
        "{}",
        text(&human.stdout)
    );
    assert_eq!(
        linchpin(folder.path(), &["explain", "missing-ownr"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn unknown_rules_and_keys_in_the_settings_fail_every_command_with_the_nearest_name() {
    for (settings, near) in [
        ("rules: {missing-ownr: off}\n", "did you mean missing-owner?"),
        ("ruls: {missing-owner: off}\n", "did you mean rules?"),
        ("rules: {missing-owner: wran}\n", "did you mean warn?"),
    ] {
        let folder = program(&[("plan.yaml", PLAN), ("linchpin.yaml", settings)]);
        for command in ["check", "explain"] {
            let output = linchpin(folder.path(), &[command]);
            assert_eq!(output.status.code(), Some(2), "{command} {settings}");
            let told = text(&output.stderr);
            assert!(told.contains(near), "{command}: {told}");
        }
    }
}
