//! The first five minutes: what `init` writes passes its first check whatever the day, overwrites nothing,
//! and makes CI run commands that exist.

use crate::sandbox::{linchpin, text};
use linchpin::cli::commands::init::templates::Template;
use linchpin::load::load;
use linchpin::text::{Date, MemoryTree};
use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};

const TEMPLATES: [Template; 4] = [
    Template::Start,
    Template::CloudMigration,
    Template::ProductLaunch,
    Template::Compliance,
];

#[test]
fn every_template_is_silent_on_its_first_day_whatever_the_day() {
    let folder = tempfile::tempdir().unwrap();
    for template in TEMPLATES {
        // Each weekday, months of each length, the turn of a year, a leap day.
        for today in [
            "2026-03-02",
            "2026-03-03",
            "2026-03-04",
            "2026-03-05",
            "2026-03-06",
            "2026-03-07",
            "2026-03-08",
            "2026-12-30",
            "2026-01-01",
            "2028-02-29",
            "2027-07-31",
        ] {
            let program = folder.path().join(format!("{template:?}-{today}"));
            fs::create_dir(&program).unwrap();
            for (name, text) in template.files("demo", Date::parse(today).unwrap()) {
                assert!(!text.contains("{{"), "{name}");
                fs::write(program.join(name), text).unwrap();
            }
            let check = linchpin(&program, &["check", ".", "--as-of", today, "--format", "concise"]);
            assert_eq!(check.status.code(), Some(0));
            assert_eq!(text(&check.stdout), "", "{template:?} on {today}");
        }
    }
}

/// What a template shows must be there: launches, contracts and decisions of its trade.
#[test]
fn templates_are_whole_programs() {
    for template in &TEMPLATES[1..] {
        let files = template.files("demo", Date::parse("2026-03-02").unwrap());
        let tree = MemoryTree::new(
            files
                .iter()
                .map(|(name, text)| (*name, text.clone().into_bytes())),
        );
        let program = load(&tree, "", "demo").unwrap().program;
        assert_eq!(program.id.as_str(), "demo");
        assert!(program.milestones.len() >= 6 && !program.contracts.is_empty());
        assert!(!program.decisions.is_empty() && program.risks.len() >= 2);
        assert!(!program.targets().is_empty());
    }
}

#[test]
fn init_writes_a_schema_beside_the_files_and_each_file_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let init = linchpin(folder.path(), &["init", "demo", "--template", "compliance"]);
    assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
    let demo = folder.path().join("demo");
    let mut files = 0;
    for entry in fs::read_dir(&demo).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let first = fs::read_to_string(&path)
                .unwrap()
                .lines()
                .next()
                .unwrap()
                .to_owned();
            let named = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
            let schema = fs::read_to_string(demo.join(named)).unwrap();
            let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/program.schema.json");
            assert!(schema == fs::read_to_string(committed).unwrap());
            files += 1;
        }
    }
    assert_eq!(files, 5);
    let check = linchpin(&demo, &["check"]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stdout));
}

#[test]
fn init_overwrites_nothing_and_then_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.yaml"), "mine\n").unwrap();
    let init = linchpin(folder.path(), &["init"]);
    assert_eq!(init.status.code(), Some(2));
    assert!(text(&init.stderr).contains("plan.yaml exists already; nothing was written"));
    let names: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(names, [folder.path().join("plan.yaml")]);
    // A schema that is there already is kept as it is.
    fs::create_dir_all(folder.path().join("demo/.linchpin")).unwrap();
    let schema = folder.path().join("demo/.linchpin/program.schema.json");
    fs::write(&schema, "{}").unwrap();
    let init = linchpin(folder.path(), &["init", "demo"]);
    assert_eq!(init.status.code(), Some(0));
    assert!(text(&init.stdout).contains("kept demo/.linchpin/program.schema.json"));
    assert_eq!(fs::read_to_string(schema).unwrap(), "{}");
}

/// The runnable lines that mention linchpin, of a CI file.
fn commands(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("linchpin check") => found.push(text.trim().to_owned()),
        Value::Sequence(items) => items.iter().for_each(|item| commands(item, found)),
        Value::Mapping(fields) => fields.iter().for_each(|(_, item)| commands(item, found)),
        _ => {}
    }
}

#[test]
fn ci_files_name_the_program_and_pin_what_they_use() {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path();
    fs::create_dir(root.join(".git")).unwrap();
    let init = linchpin(root, &["init", "programs/demo", "--ci", "github"]);
    assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
    assert!(root.join("programs/demo/plan.yaml").is_file());
    for ci in ["gitlab", "pre-commit"] {
        // The program is there already: only the file of the CI is written.
        let init = linchpin(root, &["init", "--ci", ci]);
        assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
        assert_eq!(text(&init.stdout).matches("wrote ").count(), 1);
    }
    let version = env!("CARGO_PKG_VERSION");
    for (path, number) in [
        (".github/workflows/linchpin.yml", 3),
        (".gitlab-ci.yml", 1),
        (".pre-commit-config.yaml", 1),
    ] {
        let written = fs::read_to_string(root.join(path)).unwrap();
        assert!(!written.contains("{{"), "{path}");
        assert!(written.contains(version), "{path}");
        let mut found = Vec::new();
        commands(&serde_yaml::from_str(&written).unwrap(), &mut found);
        assert_eq!(found.len(), number, "{path}");
        for command in found {
            assert!(command.starts_with("linchpin check programs/demo"), "{command}");
        }
        for line in written.lines().filter(|line| line.contains("uses: ")) {
            let (_, commit) = line.split_once('@').unwrap();
            let commit = commit.split(' ').next().unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{line}"
            );
        }
    }
    let again = linchpin(root, &["init", "--ci", "github"]);
    assert_eq!(again.status.code(), Some(2));
    // GitLab knows one pipeline; a second file is to be included in it.
    let apart = linchpin(root, &["init", "--ci", "gitlab"]);
    assert!(
        text(&apart.stdout).contains("wrote .gitlab/linchpin.yml"),
        "{}",
        text(&apart.stdout)
    );
}

#[test]
fn a_folder_whose_name_could_run_something_gets_no_ci_file() {
    let outer = tempfile::tempdir().unwrap();
    fs::create_dir(outer.path().join(".git")).unwrap();
    for name in ["a;b", "${{ x }}", "$(id)", "a'b"] {
        let init = linchpin(outer.path(), &["init", name, "--ci", "github"]);
        assert_eq!(init.status.code(), Some(2), "{name}");
        assert!(!outer.path().join(name).exists(), "{name}");
    }
}
