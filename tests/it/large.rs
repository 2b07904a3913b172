//! A program so large that checks simulate fewer iterations: what is told of it is the same everywhere.

use crate::sandbox::{linchpin, text};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Eight targets beside 6,000 items that are done: what is done is not drawn, which keeps the test short.
fn write(folder: &Path) {
    let names: Vec<String> = (0..8).map(|at| format!("ta-{at}")).collect();
    let mut yaml = format!(
        "charter: {{id: large, target: [{}]}}\nmilestones:\n",
        names.join(", ")
    );
    let due = [
        "10-12", "10-16", "10-20", "10-26", "11-02", "11-06", "11-10", "11-16",
    ];
    for (at, due) in due.iter().enumerate() {
        let _ = write!(
            yaml,
            "  ta-{at}: {{due: 2026-{due}, duration: [5d, 10d, 30d], needs: [aa-{at}]}}\n  \
             aa-{at}: {{duration: [10d, 20d, 45d]}}\n"
        );
    }
    for at in 0..6_000 {
        let _ = writeln!(yaml, "  m{at}: {{done: 2026-09-01}}");
    }
    yaml.push_str(
        "blockers:\n  b-key: {blocks: [aa-0], raised: 2026-09-01, expected: 2026-09-09}\n  \
         b-lock: {blocks: [aa-7], raised: 2026-09-01}\n",
    );
    fs::write(folder.join("plan.yaml"), yaml).unwrap();
}

fn run(folder: &Path, args: &[&str]) -> String {
    let args: Vec<&str> = args.iter().copied().chain(["--as-of", "2026-09-07"]).collect();
    let output = linchpin(folder, &args);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{args:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&run(folder, &args)).unwrap()
}

/// Id, chance, likely and safe date of each target; forecasts call the dates by their percentiles.
fn targets(report: &Value) -> Vec<[Value; 4]> {
    let told = |target: &Value| {
        let of = |names: [&str; 2]| {
            let found = names.into_iter().map(|name| &target[name]);
            found.into_iter().find(|value| !value.is_null()).cloned().unwrap()
        };
        [
            of(["id", "id"]),
            of(["chance", "chance"]),
            of(["likely", "p50"]),
            of(["safe", "p80"]),
        ]
    };
    report["targets"].as_array().unwrap().iter().map(told).collect()
}

/// What `low-confidence` says of each target, by id.
fn said(findings: &Value) -> Vec<String> {
    let low = findings.as_array().unwrap().iter();
    let low = low.filter(|found| found["rule"] == "low-confidence");
    low.map(|found| found["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_report_of_a_large_program_tells_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder);
    let forecast = json(folder, &["forecast"]);
    assert_eq!(forecast["runs"], 10_000);
    let expected = targets(&forecast);
    assert_eq!(expected.len(), 8);
    let report = json(folder, &["report"]);
    assert_eq!(targets(&report), expected);
    assert_eq!(targets(&json(folder, &["summary"])), expected);
    // The brief tells of the worst one.
    let brief = json(folder, &["brief"]);
    let worst = expected
        .iter()
        .find(|[id, ..]| *id == brief["target"]["id"])
        .unwrap();
    let target = &brief["target"];
    assert_eq!(
        [&target["chance"], &target["likely"], &target["safe"]],
        [&worst[1], &worst[2], &worst[3]]
    );
    assert_eq!(
        brief["p80"]["head"],
        json(folder, &["diff", "--set", "m0.done=2026-09-02"])["p80"]["base"]
    );

    // Findings beside the figures agree with them: the day as 11 Nov, the chance as a whole percent.
    let low = said(&report["findings"]);
    assert!(low.len() >= 7, "{low:?}");
    for message in &low {
        let [id, chance, _, safe] = expected
            .iter()
            .find(|[id, ..]| message.starts_with(&format!("P({} ≤ ", id.as_str().unwrap())))
            .unwrap_or_else(|| panic!("{message}"));
        let day = linchpin::text::Date::parse(safe.as_str().unwrap())
            .unwrap()
            .short();
        let percent = (chance.as_f64().unwrap() * 100.0).round();
        let whole = format!("= {percent} %; 80 % date is {day}");
        let tenth = format!("= {}.", percent - 1.0);
        assert!(
            message.ends_with(&whole) || message.contains(&tenth),
            "{id}: {message}, not {whole}"
        );
    }
    // A change that touches no target brings the same findings on both sides of it, so that none is new.
    let diff = json(folder, &["diff", "--set", "m0.done=2026-09-02"]);
    assert_eq!(said(&diff["findings_new"]), [""; 0]);
    // One that makes the first target later says of it what a forecast of the changed program says.
    let edit = ["--set", "aa-7.duration=[20d, 40d, 60d]"];
    let changed = json(folder, &["report", edit[0], edit[1]]);
    assert_eq!(
        targets(&changed),
        targets(&json(folder, &["forecast", edit[0], edit[1]]))
    );
    assert_eq!(
        json(folder, &["diff", edit[0], edit[1]])["p80"]["head"],
        json(folder, &["brief", edit[0], edit[1]])["p80"]["head"]
    );
    // The schedule simulates nothing here, and gives the targets no color rather than another one.
    let schedule = json(folder, &["schedule"]);
    let items = schedule["items"].as_array().unwrap();
    let color = |id: &str| &items.iter().find(|item| item["id"] == id).unwrap()["color"];
    assert!(color("ta-0").is_null() && !color("aa-0").is_null());

    let roots = |report: &Value| report["roots"].to_string();
    assert_eq!(roots(&report["blocked"]), roots(&json(folder, &["blocked"])));
}
