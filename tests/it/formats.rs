//! The same programs through every format of `check`: no format loses a finding, and no text of a program
//! leaves its place in any of them.

use crate::sandbox::{copy, linchpin};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FORMATS: [&str; 9] = [
    "human", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown",
];

const PROGRAMS: [(&str, &str); 3] = [
    ("atlas", "2025-09-03"),
    ("cloud-migration", "2026-03-02"),
    ("soc2-compliance", "2026-05-11"),
];

/// Text that would leave its place in one format or another, as a YAML scalar in double quotes.
const HOSTILE: &str = r#""x\n::error::a ##[error]b 100% ]]> \e[31m\0\u0085\uFFFF @user <script>c</script> | [d](http://e) `f` &amp; ' -- g""#;

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// One run that writes every format, in the order of `FORMATS`.
fn all_formats(folder: &Path, program: &[&str], as_of: &str) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let path = |format: &str| out.path().join("made").join(format);
    let reports: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("--report={format}={}", path(format).display()))
        .collect();
    let mut args = vec!["check", "-v", "--as-of", as_of, "--fail-on", "never"];
    args.extend(program);
    args.extend(reports.iter().map(String::as_str));
    let output = linchpin(folder, &args);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{errors}");
    FORMATS
        .iter()
        .map(|format| fs::read_to_string(path(format)).unwrap())
        .collect()
}

/// How many findings a text in a format tells.
fn count(format: &str, text: &str) -> usize {
    let json = || -> Value { serde_json::from_str(text).unwrap() };
    let array = |value: &Value| value.as_array().unwrap().len();
    let starts = |words: &[&str]| {
        text.lines()
            .filter(|line| words.iter().any(|word| line.starts_with(word)))
            .count()
    };
    match format {
        "human" => starts(&["error[", "warn[", "info["]),
        "concise" => text.lines().count(),
        "json" => array(&json()["findings"]),
        "sarif" => array(&json()["runs"][0]["results"]),
        // Ten of a level are annotations, the others are lines of the log.
        "github" => {
            let annotations = text
                .lines()
                .filter(|line| line.starts_with("::") && line.contains(" file="));
            let plain = text.lines().filter(|line| !line.starts_with("::"));
            annotations.count() + plain.count()
        }
        "gitlab" => array(&json()),
        "junit" => {
            let document = roxmltree::Document::parse(text).unwrap();
            let failures = document.descendants().filter(|node| node.has_tag_name("failure"));
            let root = document.root_element();
            assert_eq!(
                root.attribute("failures"),
                Some(&*failures.clone().count().to_string())
            );
            failures.count()
        }
        "rdjson" => array(&json()["diagnostics"]),
        "markdown" => starts(&["| error |", "| warn |", "| info |"]),
        other => panic!("{other}"),
    }
}

#[test]
fn every_format_tells_every_finding_of_the_examples() {
    for (program, as_of) in PROGRAMS {
        let texts = all_formats(&examples(), &[program], as_of);
        let expected = count("json", &texts[2]);
        assert!(expected > 3, "{program} has findings to count");
        for (format, text) in FORMATS.iter().zip(&texts) {
            assert_eq!(count(format, text), expected, "{program} as {format}:\n{text}");
        }
    }
}

#[test]
fn several_programs_in_one_run_are_one_document_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    copy(&examples(), folder.path());
    fs::write(folder.path().join("linchpin.yaml"), "programs: [\"*\"]\n").unwrap();
    let as_of = "2026-03-02";
    let together = all_formats(folder.path(), &[], as_of);
    let mut apart = [0; FORMATS.len()];
    for (program, _) in PROGRAMS {
        let texts = all_formats(folder.path(), &[program], as_of);
        for (at, text) in texts.iter().enumerate() {
            apart[at] += count(FORMATS[at], text);
        }
    }
    for (at, format) in FORMATS.iter().enumerate() {
        assert_eq!(count(format, &together[at]), apart[at], "{format}");
    }
}

/// A program whose every text is hostile, in a folder of its own.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "charter:\n  id: atlas\n  title: {HOSTILE}\nmilestones:\n  ga:\n    title: {HOSTILE}\n    owner: {HOSTILE}\n    \
         kind: {HOSTILE}\n    due: {HOSTILE}\n    needs: [{HOSTILE}, gaa]\n    {HOSTILE}: 1\n    ignore:\n      - \
         {{check: {HOSTILE}, because: {HOSTILE}}}\n"
    );
    fs::write(folder.path().join("a, b%c & <d> 'e' é.yaml"), text).unwrap();
    folder
}

#[test]
fn hostile_text_is_a_finding_like_any_other_in_every_format() {
    let folder = hostile();
    let texts = all_formats(folder.path(), &["."], "2026-03-02");
    let expected = count("json", &texts[2]);
    assert!(expected >= 5, "{}", texts[1]);
    for (format, text) in FORMATS.iter().zip(&texts) {
        assert_eq!(count(format, text), expected, "{format}:\n{text}");
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{ffff}' && *format == "junit";
        assert!(!text.contains(steers), "{format}: {text:?}");
    }
    let github = &texts[4];
    // A line that starts with `::` is a command of ours, and nothing else is read by the runner.
    for line in github.lines() {
        let command = line.strip_prefix("::").unwrap_or("");
        assert!(
            ["error ", "warning ", "notice "]
                .iter()
                .any(|start| command.starts_with(start)),
            "{line}"
        );
        assert!(!line.contains("100% "), "{line}");
    }
    let markdown = &texts[8];
    for row in markdown.lines().filter(|line| line.starts_with("| ")) {
        // Cells are told by `|` outside of code; the path stands in code and has none.
        assert_eq!(row.matches('|').count(), 5, "{row}");
        let outside: String = row.split('`').step_by(2).collect();
        assert!(!outside.contains(['<', '@', '[']), "{row}");
        // GitHub finds mentions in the finished page, where `&#64;` is the letter.
        let page = outside.replace("&#64;", "@");
        let mentions = page
            .match_indices('@')
            .any(|(at, _)| page[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()));
        assert!(!mentions, "{row}");
    }
    let sarif: Value = serde_json::from_str(&texts[3]).unwrap();
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        assert!(
            !result["message"]["text"].as_str().unwrap().contains("]("),
            "{result}"
        );
    }
}

#[test]
fn on_github_no_format_can_start_a_workflow_command() {
    let folder = hostile();
    for format in FORMATS {
        let output = Command::new(env!("CARGO_BIN_EXE_linchpin"))
            .args(["check", ".", "--as-of", "2026-03-02", "--format", format])
            .current_dir(folder.path())
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("GITHUB_ACTIONS", "true")
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        for line in text.lines() {
            let is_ours = format == "github" && line.starts_with("::");
            assert!(
                is_ours || !line.trim_start().starts_with("::"),
                "{format}: {line}"
            );
            // In a command of ours the runner has found the command already.
            assert!(is_ours || !line.contains("##["), "{format}: {line}");
        }
    }
}

/// What GitHub's documentation requires of a SARIF log, and limits.
#[test]
fn sarif_holds_what_code_scanning_requires() {
    let text = &all_formats(&examples(), &["cloud-migration"], "2026-03-02")[3];
    let log: Value = serde_json::from_str(text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let full = |value: &Value| !value.as_str().unwrap_or_default().is_empty();
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        for text in [
            &rule["id"],
            &rule["shortDescription"]["text"],
            &rule["fullDescription"]["text"],
            &rule["help"]["text"],
            &rule["help"]["markdown"],
        ] {
            assert!(full(text), "{rule}");
        }
        assert!(rule["fullDescription"]["text"].as_str().unwrap().len() <= 1024);
        assert!(
            ["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let mut hashes = Vec::new();
    for result in run["results"].as_array().unwrap() {
        assert!(full(&result["message"]["text"]) && full(&result["ruleId"]));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(full(&place["artifactLocation"]["uri"]));
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().unwrap() >= 1, "{place}");
        }
        hashes.push(result["partialFingerprints"]["primaryLocationLineHash"].to_string());
    }
    let number = hashes.len();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), number, "fingerprints are unique");
}

#[test]
fn fingerprints_outlive_new_lines_and_agree_between_formats() {
    let folder = tempfile::tempdir().unwrap();
    copy(&examples().join("atlas"), folder.path());
    let prints = |texts: &[String]| -> (Vec<String>, Vec<String>) {
        let gitlab: Vec<Value> = serde_json::from_str(&texts[5]).unwrap();
        let sarif: Value = serde_json::from_str(&texts[3]).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut gitlab: Vec<String> = gitlab.iter().map(|each| text(&each["fingerprint"])).collect();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let mut sarif: Vec<String> = results
            .iter()
            .map(|each| text(&each["partialFingerprints"]["linchpin/v1"]))
            .collect();
        gitlab.sort();
        sarif.sort();
        (gitlab, sarif)
    };
    let before = prints(&all_formats(folder.path(), &["."], "2025-09-03"));
    assert_eq!(before.0, before.1);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, format!("# a comment\n\n{text}")).unwrap();
        }
    }
    let after = prints(&all_formats(folder.path(), &["."], "2025-09-03"));
    assert_eq!(before, after);
}

#[test]
fn suppressed_findings_are_in_sarif_as_such_and_in_no_other_format() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("plan.yaml"),
        "charter: {id: atlas, title: Move checkout}\nmilestones:\n  ga:\n    title: Live\n    team: web\n    ignore:\n      \
         - {check: missing-owner, because: Vera decides in May, until: 2026-12-31}\n",
    )
    .unwrap();
    let texts = all_formats(folder.path(), &["."], "2026-03-02");
    let sarif: Value = serde_json::from_str(&texts[3]).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let hidden: Vec<&Value> = results
        .iter()
        .filter(|each| each["suppressions"].is_array())
        .collect();
    assert_eq!(hidden.len(), 1, "{}", texts[3]);
    assert_eq!(hidden[0]["ruleId"], "missing-owner");
    assert_eq!(
        hidden[0]["suppressions"][0]["justification"],
        "Vera decides in May; until 2026-12-31"
    );
    for (format, text) in FORMATS
        .iter()
        .zip(&texts)
        .filter(|(format, _)| **format != "sarif")
    {
        assert!(!text.contains("missing-owner"), "{format}: {text}");
    }
}

#[test]
fn reports_are_written_whole_or_the_run_fails() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let program = examples().join("atlas");
    let check = |reports: &[&str]| {
        let mut args = vec!["check", program.to_str().unwrap(), "--as-of", "2025-09-03"];
        args.extend(reports.iter().flat_map(|report| ["--report", report]));
        linchpin(folder.path(), &args)
    };
    // atlas has an error at this date, so a run that could do its work exits with 1.
    assert_eq!(check(&["json=a/b/c.json"]).status.code(), Some(1));
    let found: Vec<_> = fs::read_dir(folder.path().join("a/b")).unwrap().collect();
    assert_eq!(found.len(), 1, "no half-written file is left beside it");
    for wrong in [
        &["json=file/below.json"][..],
        &["json=a"],
        &["jsn=x"],
        &["json"],
        &["json="],
        &["json=x", "sarif=x"],
    ] {
        let output = check(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!output.stderr.is_empty());
    }
    assert!(String::from_utf8_lossy(&check(&["jsn=x"]).stderr).contains("did you mean json?"));
}
