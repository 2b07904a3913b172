//! The committed schemas are those of the types, and what linchpin reads and prints obeys them.
//! `LINCHPIN_SCHEMA=write cargo test --test it schema` writes them anew.

use crate::sandbox::{copy, linchpin, root};
use git2::{IndexAddOption, Repository, Signature, Time};
use jsonschema::Validator;
use linchpin::load::load;
use linchpin::schema::{KINDS, Kind};
use linchpin::text::{Date, MemoryTree};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Programs of the repository, each with a day on which its reports have something to say.
const PROGRAMS: [(&str, &str); 4] = [
    ("examples/atlas", "2025-09-03"),
    ("examples/cloud-migration", "2026-03-02"),
    ("examples/soc2-compliance", "2026-05-11"),
    ("tests/fixtures/bare", "2026-01-05"),
];

fn schema(kind: &str) -> Value {
    serde_json::from_str(&Kind::find(kind).unwrap().text()).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::new(schema).unwrap()
}

/// What a validator has against a value, one line each.
fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    let line = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(value).map(line).collect()
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = root().join("schema");
    let writes = std::env::var("LINCHPIN_SCHEMA").is_ok_and(|value| value == "write");
    for kind in KINDS {
        let path = folder.join(format!("{}.schema.json", kind.name));
        if writes {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, kind.text()).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == kind.text(),
            "schema/{}.schema.json is not what the types say; look at the change, then run \
             LINCHPIN_SCHEMA=write cargo test --test it schema",
            kind.name
        );
    }
    let known: Vec<String> = KINDS
        .iter()
        .map(|kind| format!("{}.schema.json", kind.name))
        .collect();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "schema/{name} is of no kind");
    }
}

#[test]
fn every_schema_obeys_the_schema_of_schemas() {
    for kind in KINDS {
        let schema = schema(kind.name);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert!(jsonschema::meta::is_valid(&schema), "{}", kind.name);
    }
}

#[test]
fn every_program_file_obeys_the_schema() {
    let validator = validator(&schema("program"));
    let mut files = 0;
    for (program, _) in PROGRAMS {
        let mut open = vec![root().join(program)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|end| end == "yaml") {
                    let value: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                    assert_eq!(
                        faults(&validator, &value),
                        Vec::<String>::new(),
                        "{}",
                        path.display()
                    );
                    files += 1;
                }
            }
        }
    }
    assert!(files > 20);
}

/// The same schema in which no field may come that it does not name, so that no report says more than is
/// written down.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(fields) => {
            let fields: &mut serde_json::Map<String, Value> = fields;
            for value in fields.values_mut() {
                *value = closed(value.take());
            }
            if fields.get("properties").is_some_and(Value::is_object)
                && fields.get("type") == Some(&"object".into())
            {
                fields.entry("additionalProperties").or_insert(false.into());
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = closed(item.take());
            }
        }
        _ => {}
    }
    schema
}

/// The programs in a repository of their own, so that nothing depends on how these tests came here: first with a
/// target that is due a week earlier, and a month later as they are.
fn committed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (program, _) in PROGRAMS {
        copy(&root().join(program), &folder.path().join(program));
    }
    let repository = Repository::init(folder.path()).unwrap();
    let commit = |day: &str| {
        let mut index = repository.index().unwrap();
        index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let seconds = i64::from(Date::parse(day).unwrap().day()) * 86_400;
        let author = Signature::new("Ada Park", "ada@example.com", &Time::new(seconds, 0)).unwrap();
        let parent = repository.head().ok().map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = parent.iter().collect();
        repository
            .commit(Some("HEAD"), &author, &author, "plan", &tree, &parents)
            .unwrap();
    };
    let plan = folder.path().join("examples/atlas/launch.yaml");
    let whole = fs::read_to_string(&plan).unwrap();
    let earlier = whole.replace("due: 2025-11-14", "due: 2025-11-07");
    assert_ne!(earlier, whole);
    fs::write(&plan, earlier).unwrap();
    commit("2025-07-01");
    fs::write(&plan, whole).unwrap();
    commit("2025-08-01");
    folder
}

#[test]
fn every_report_of_every_example_obeys_its_schema_and_says_no_more() {
    let mut printed = Vec::new();
    for (program, as_of) in PROGRAMS {
        let item = match program {
            "examples/atlas" => vec![
                "pay-api-beta",
                "edge-capacity",
                "b-capacity-po",
                "r-backfill-quality",
            ],
            _ => vec![],
        };
        let mut runs: Vec<Vec<&str>> = KINDS
            .iter()
            .map(|kind| kind.name)
            .filter(|name| {
                let others = [
                    "program",
                    "settings",
                    "charter",
                    "show",
                    "explain",
                    "readiness",
                    "export",
                    "diff",
                    "escalate",
                ];
                !others.contains(name)
            })
            .map(|name| vec![name, program])
            .collect();
        runs.push(vec!["show", "charter", program]);
        runs.push(vec!["diff", program, "--set", "charter.start=2027-03-01"]);
        let launches: &[&str] = match program {
            "examples/atlas" => &["ga"],
            "examples/cloud-migration" => &["orders-cutover", "billing-cutover"],
            "examples/soc2-compliance" => &["sso-everywhere", "trust-center-live"],
            _ => &[],
        };
        runs.extend(launches.iter().map(|id| vec!["readiness", id, program]));
        let decisions: &[&str] = match program {
            "examples/atlas" => &["d-capacity-gap"],
            _ => &[],
        };
        runs.extend(decisions.iter().map(|id| vec!["escalate", id, program]));
        runs.extend(item.iter().map(|id| vec!["show", id, program, "--history"]));
        runs.push(vec!["risks", program, "--burndown"]);
        for mut run in runs {
            run.extend(["--as-of", as_of, "--format", "json"]);
            printed.push(run);
        }
    }
    printed.push(vec!["explain", "--format", "json"]);
    printed.push(vec!["explain", "cycle", "--format", "json"]);
    printed.push(vec![
        "owners",
        "examples/atlas",
        "--as-of",
        "2025-09-03",
        "--absent",
        "lee",
        "--from",
        "2025-09-15",
        "--to",
        "2025-09-26",
        "--format",
        "json",
    ]);
    for (program, as_of) in PROGRAMS {
        printed.push(vec!["export", "json", program, "--as-of", as_of]);
    }
    let repository = committed();
    let mut seen = Vec::new();
    for args in printed {
        let output = linchpin(repository.path(), &args);
        let value: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{args:?}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
        let kind = value["kind"].as_str().unwrap().to_owned();
        let validator = validator(&closed(schema(&kind)));
        assert_eq!(faults(&validator, &value), Vec::<String>::new(), "{args:?}");
        seen.push(kind);
    }
    for kind in KINDS.iter().skip(2) {
        assert!(
            seen.iter().any(|name| name == kind.name),
            "no example prints {}",
            kind.name
        );
    }
}

/// The settings of the design's page.
#[test]
fn settings_obey_their_schema_and_a_misspelt_rule_does_not() {
    let validator = validator(&schema("settings"));
    let good = "programs: [programs/*]\nrules:\n  long-duration: off\n  forecast-in-past: {level: warn, after: 21d}\n\
                thresholds: {near_critical: 5d, confidence: 80%, launch_window: 20d, blocker_days: 10d}\n\
                launch_items: [rollback, monitoring, oncall]\n";
    let value: Value = serde_yaml::from_str(good).unwrap();
    assert_eq!(faults(&validator, &value), Vec::<String>::new());
    for wrong in [
        "rules: {long-duratoin: off}",
        "rules: {cycle: fatal}",
        "thresholds: {near_critical: 5}",
        "program: [a]",
    ] {
        let value: Value = serde_yaml::from_str(wrong).unwrap();
        assert!(!validator.is_valid(&value), "{wrong}");
    }
}

/// What the reader takes the schema takes, and what the one refuses the other does; one line each, derived
/// from the format's page.
#[test]
fn schema_and_reader_agree_on_each_kind_of_value() {
    let validator = validator(&schema("program"));
    let takes = [
        "duration: 8d",
        "duration: 2w",
        "duration: 0d",
        "duration: 90ed",
        "duration: [1d, 2d, 3d]",
        "due: 2026-03-31",
        "needs: [beta, 'other/item']",
        "needs: [{id: beta, type: SS, lag: -2d}]",
        "accept: One sentence",
        "accept: [{is: Works, met: 2026-03-31, proof: docs/x.md}, And this]",
        "kind: migration",
        "cancelled: {date: 2026-03-31, because: No need}",
        "ref: 123",
        "ref: [PAY-1, PAY-2]",
        "rag: {at_least: red, because: The lab is closed, until: 2026-03-31}",
        "x-color: {any: [thing]}",
        "ignore: [{check: cycle, because: Known, until: 2026-03-31}]",
    ];
    let refuses = [
        "duration: 8",
        "duration: -8d",
        "duration: 8 days",
        "duration: [1d, 2d]",
        "duration: {likely: 2d}",
        "due: 31/03/2026",
        "due: 2026-13-01",
        "due: 2026-3-1",
        "due: [2026-03-31]",
        "due: 1899-12-31",
        "needs: {beta: FS}",
        "needs: [{id: beta, type: XX}]",
        "needs: [{id: beta, lag: soon}]",
        "accept: {is: Works, until: 2026-03-31}",
        "kind: magic",
        "rag: {at_least: green}",
        "owner: [ana, bob]",
        "title: {en: Beta}",
        "status: done",
    ];
    for (lines, is_good) in [(&takes[..], true), (&refuses[..], false)] {
        for line in lines {
            let text = format!("milestones:\n  gamma:\n    {line}\n");
            let value: Value = serde_yaml::from_str(&text).unwrap();
            assert_eq!(validator.is_valid(&value), is_good, "the schema on {line}");
            let loaded = load(&MemoryTree::new([("a.yaml", text.clone().into_bytes())]), "", "a").unwrap();
            assert_eq!(loaded.findings.is_empty(), is_good, "the reader on {line}");
        }
    }
}

/// A user types `linchpin schema`, a kind, a wrong kind.
#[test]
fn the_command_prints_a_schema_and_knows_the_nearest_kind() {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_linchpin"))
            .args(args)
            .current_dir(Path::new("/"))
            .output();
        let output = output.unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let program = fs::read_to_string(root().join("schema/program.schema.json")).unwrap();
    assert_eq!(run(&["schema"]), (Some(0), program, String::new()));
    let (code, out, error) = run(&["schema", "shedule"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(error.contains("did you mean schedule?"), "{error}");
    let (_, list, _) = run(&["schema", "--list"]);
    assert_eq!(list.lines().count(), KINDS.len());
}
