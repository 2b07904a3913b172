//! The reports that judge: contracts, escalation, the page for executives, quality. The figures of the worked
//! program are those that the design computed with an independent model, or follow from its files by hand.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn linchpin(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const ATLAS: [&str; 3] = ["examples/atlas", "--as-of", "2025-09-03"];

fn atlas(args: &[&str]) -> String {
    let all: Vec<&str> = args.iter().copied().chain(ATLAS).collect();
    let output = linchpin(&root(), &all);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&atlas(&all)).unwrap()
}

/// Chosen fields of a list of objects, one line an object.
fn fields(list: &Value, names: &[&str]) -> Vec<String> {
    let line = |object: &Value| {
        let field = |name: &&str| match &object[*name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        names.iter().map(field).collect::<Vec<_>>().join(" ")
    };
    list.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn blocked_tells_what_a_week_costs_the_safe_date() {
    // The design's figures came from another generator: they agree within sampling error.
    for report in [json(&["blocked"]), json(&["report"])["blocked"].clone()] {
        let roots = report["roots"].as_array().unwrap();
        let design = [
            ("b-capacity-po", 5, 3.5),
            ("b-paygate-certs", 1, 2.8),
            ("b-auditor-access", 0, 0.6),
        ];
        assert_eq!(roots.len(), design.len());
        for (root, (id, week, p80)) in roots.iter().zip(design) {
            assert_eq!((&root["id"], &root["week_costs"]), (&id.into(), &week.into()));
            let cost = root["p80_costs"].as_f64().unwrap();
            assert!((cost - p80).abs() <= 0.3, "{id}: {cost}");
        }
    }
    let page = atlas(&["blocked", "--width", "120"]);
    assert!(page.contains("none has an escalation date"), "{page}");
    assert!(page.contains("+5 d  P80 +3."), "{page}");
}

#[test]
fn contracts_tell_need_against_promise() {
    let board = json(&["contracts"]);
    assert_eq!(board["kind"], "contracts");
    // Late by the working days between need and promise. The capacity may be promised for 23 September at the
    // earliest, the sandbox for the 15th: both always after the need; the API for the 15th at the latest, always
    // before it. The capacity's last day to order is the design's; it costs the four days that its drag is.
    let names = [
        "id",
        "state",
        "need",
        "promised",
        "late",
        "chance_late",
        "target_gain",
    ];
    assert_eq!(
        fields(&board["contracts"], &names),
        [
            "edge-capacity agreed 2025-09-12 2025-09-26 10 1.0 4",
            "paygate-sandbox agreed 2025-09-05 2025-09-17 8 1.0 0",
            "pay-api-contract agreed 2025-09-19 2025-09-08 -9 0.0 0",
        ]
    );
    assert_eq!(
        fields(&board["contracts"], &["order_by", "ordered", "order_late"])[0],
        "2025-08-01 2025-08-11 6"
    );
    let web = json(&["contracts", "--team", "web"]);
    assert_eq!(fields(&web["contracts"], &["id"]), ["pay-api-contract"]);
    let page = atlas(&["contracts", "--by", "team", "--width", "100"]);
    let after = |heading: &str| page.split_once(heading).unwrap().1.trim_start().to_owned();
    assert!(after("\nCloudCo\n").starts_with("Gives"), "{page}");
    assert!(after("\nData engineering\n").starts_with("Gets"), "{page}");
}
