//! What a user gets wrong first, seen from the outside: one slip is one finding, in words that fit the terminal,
//! and no file is so odd that nothing is said of it.

use crate::sandbox::{linchpin, text};
use serde_json::Value;
use std::fs;
use std::path::Path;

const AS_OF: [&str; 2] = ["--as-of", "2026-03-02"];

const CHARTER: &str = "charter: {id: atlas, title: Move checkout, stage: proposed, target: ga}\n";

const PLAN: &str = "\
milestones:
  beta:
    title: Beta live
    owner: vera
    due: 2026-04-01
    duration: 5d
  ga:
    title: Everybody on it
    owner: vera
    due: 2026-05-04
    duration: 5d
    needs: [beta]
";

fn program(plan: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("charter.yaml"), CHARTER).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    folder
}

/// Rule, line and column of each error.
fn errors(folder: &Path) -> Vec<String> {
    let output = linchpin(
        folder,
        &[&["check", "."], &AS_OF[..], &["--format", "json"]].concat(),
    );
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = document["findings"].as_array().unwrap().iter();
    found
        .filter(|found| found["level"] == "error")
        .map(|found| {
            format!(
                "{} {}:{}",
                found["rule"].as_str().unwrap(),
                found["line"],
                found["column"]
            )
        })
        .collect()
}

#[test]
fn one_slip_is_one_error_where_it_is() {
    // What is written, what instead, and where the error is: counted in PLAN by hand.
    for (from, to, expected) in [
        (
            "owner: vera\n    due: 2026-04",
            "owner vera\n    due: 2026-04",
            "yaml-syntax 4:5",
        ),
        ("  beta:\n", "  beta\n", "yaml-syntax 2:3"),
        ("[beta]", "[beta", "yaml-syntax 12:12"),
        ("title: Beta live", "title: \"Beta live", "yaml-syntax 3:12"),
        ("    due: 2026-04-01", "   due: 2026-04-01", "yaml-syntax 5:4"),
        ("milestones:", "milestnes:", "unknown-field 1:1"),
        ("needs: [beta]", "needs: beta", "wrong-type 12:12"),
        ("needs: [beta]", "needs: [bta]", "unknown-reference 12:13"),
        ("2026-04-01", "1 Apr 2026", "bad-date 5:10"),
    ] {
        assert!(PLAN.contains(from), "{from}");
        let folder = program(PLAN.replacen(from, to, 1).as_bytes());
        assert_eq!(errors(folder.path()), [expected], "{to}");
    }
}

#[test]
fn a_file_in_another_encoding_is_one_error() {
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(PLAN.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(errors(program(&wide).path()), ["yaml-syntax 1:1"]);
    // `Beta` with an é of Latin-1 in line 3.
    let mut latin = PLAN.replacen("Beta", "B_ta", 1).into_bytes();
    let at = latin.iter().position(|byte| *byte == b'_').unwrap();
    latin[at] = 0xe9;
    assert_eq!(errors(program(&latin).path()), ["yaml-syntax 3:13"]);
}

#[test]
fn ten_thousand_wrong_entries_are_told_one_by_one() {
    let list: String = (0..10_000).map(|n| format!("      - nothing-{n}\n")).collect();
    let folder = program(PLAN.replace(" [beta]\n", &format!("\n{list}")).as_bytes());
    let found = errors(folder.path());
    assert_eq!(found.len(), 10_000);
    // The list begins in line 13, and its entries in column 9.
    assert_eq!(found[0], "unknown-reference 13:9");
    assert_eq!(found[9_999], "unknown-reference 10012:9");
}

#[test]
fn a_folder_with_nothing_in_it_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "report"] {
        let output = linchpin(folder.path(), &[command, "."]);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(
            said.contains("no YAML file in") && said.contains("linchpin init"),
            "{said}"
        );
    }
    fs::write(folder.path().join("a.YAML"), "# later\n").unwrap();
    let said = text(&linchpin(folder.path(), &["check", "."]).stdout);
    assert!(said.starts_with("nothing is written here yet"), "{said}");
    fs::write(folder.path().join("a.YAML"), "milestones: {ga: {titel: Live}}\n").unwrap();
    assert!(
        errors(folder.path()).contains(&"unknown-field 1:19".into()),
        "a capital ending is read"
    );
}

#[test]
fn pages_and_findings_fit_narrow_terminals() {
    let root = crate::sandbox::root();
    for command in [
        "report",
        "critical-path",
        "blocked",
        "owners",
        "schedule",
        "forecast",
        "risks",
        "check",
    ] {
        for width in ["40", "80"] {
            let all = [
                command,
                "examples/atlas",
                "--as-of",
                "2025-09-03",
                "--width",
                width,
            ];
            let shown = text(&linchpin(&root, &all).stdout);
            let limit: usize = width.parse().unwrap();
            for line in shown.lines() {
                assert!(line.chars().count() <= limit, "{command} at {width}: {line}");
            }
        }
    }
}
