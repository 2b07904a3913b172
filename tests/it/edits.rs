//! `fmt`, `set`, `new` and `rename` as somebody uses them who keeps a program in git.

use crate::sandbox::{linchpin, text};
use linchpin::edit::laid_out;
use linchpin::load::load;
use linchpin::parse;
use linchpin::text::{FileId, MemoryTree, SourceFile};
use linchpin::workdir::WorkDir;
use std::fs;
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The YAML files of an example, by path.
fn files(example: &str) -> Vec<(String, String)> {
    let mut open = vec![examples().join(example)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let name = path.strip_prefix(examples()).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// A copy of the small example in a folder of its own.
fn atlas() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files("atlas") {
        fs::write(folder.path().join(name.rsplit('/').next().unwrap()), text).unwrap();
    }
    folder
}

fn formatted(text: &str) -> String {
    let source = SourceFile::new("plan.yaml", text);
    let (document, faults) = parse::document(FileId(0), &source);
    assert!(faults.is_empty(), "{faults:?}");
    laid_out(&source, &document).unwrap()
}

fn comments(text: &str) -> Vec<String> {
    let source = SourceFile::new("plan.yaml", text);
    let (document, _) = parse::document(FileId(0), &source);
    let mut texts: Vec<String> = parse::comments(&document)
        .into_iter()
        .map(|(_, text)| text.to_owned())
        .collect();
    texts.sort();
    texts
}

/// Numbers that are always the same: a linear congruential generator with Knuth's constants.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Shuffles the fields of every entity by lines, with no reader of YAML: the fields of an entity begin at four
/// spaces, and what is deeper belongs to the field above.
fn shuffled(text: &str, dice: &mut Dice) -> String {
    let is_field =
        |line: &str| line.starts_with("    ") && line[4..].starts_with(|c: char| c.is_ascii_lowercase());
    let mut out = String::new();
    let mut fields: Vec<String> = Vec::new();
    let mut flush = |fields: &mut Vec<String>, out: &mut String| {
        while !fields.is_empty() {
            out.push_str(&fields.swap_remove(dice.below(fields.len())));
        }
    };
    for line in text.split_inclusive('\n') {
        if is_field(line) {
            fields.push(format!("    # comment at {}", line.trim_start()));
            fields.last_mut().unwrap().push_str(line);
        } else if line.starts_with("     ") && !fields.is_empty() {
            fields.last_mut().unwrap().push_str(line);
        } else {
            flush(&mut fields, &mut out);
            out.push_str(line);
        }
    }
    flush(&mut fields, &mut out);
    out
}

#[test]
fn fields_in_any_order_come_to_the_same_bytes_with_all_comments_and_the_same_program() {
    let mut dice = Dice(7);
    for example in ["atlas", "cloud-migration", "soc2-compliance"] {
        let mut before = Vec::new();
        let mut after = Vec::new();
        for (name, text) in files(example) {
            assert_eq!(formatted(&text), text, "{name} is not in its layout");
            // The fields of the charter begin at two spaces and its parts at four; their order is the author's.
            if text.contains("\ncharter:") || text.starts_with("charter:") {
                before.push((name.clone(), text.clone()));
                after.push((name, text));
                continue;
            }
            let first = formatted(&shuffled(&text, &mut dice));
            for _ in 0..10 {
                let mixed = shuffled(&text, &mut dice);
                let again = formatted(&mixed);
                assert_eq!(again, first, "{name}");
                assert_eq!(comments(&again), comments(&mixed), "{name}");
                assert_eq!(formatted(&again), again, "{name}");
            }
            before.push((name.clone(), text));
            after.push((name, first));
        }
        let program = |files: Vec<(String, String)>| {
            let tree = MemoryTree::new(files.into_iter().map(|(name, text)| (name, text.into_bytes())));
            load(&tree, "", example).unwrap().program
        };
        assert_eq!(program(before), program(after), "{example}");
    }
}

#[test]
fn fmt_checks_shows_writes_and_then_has_nothing_to_do() {
    let folder = atlas();
    let at = folder.path();
    let plan = at.join("data.yaml");
    let good = fs::read_to_string(&plan).unwrap();
    let bad = good.replacen("    owner: chen\n", "", 1).replacen(
        "    kind: migration\n",
        "    kind: migration\n    owner: chen # DRI\n",
        1,
    );
    assert_ne!(good, bad);
    fs::write(&plan, &bad).unwrap();
    let check = linchpin(at, &["fmt", "--check"]);
    assert_eq!(
        (check.status.code(), text(&check.stdout)),
        (Some(1), "would format data.yaml\n".into())
    );
    let rules = linchpin(at, &["check", "--format", "concise", "--as-of", "2025-09-03"]);
    assert!(
        text(&rules.stdout).contains("data.yaml:5:5: info[not-formatted]"),
        "{}",
        text(&rules.stdout)
    );
    let diff = linchpin(at, &["fmt", "--diff"]);
    assert_eq!(diff.status.code(), Some(0));
    assert!(
        text(&diff.stdout).starts_with("--- a/data.yaml\n+++ b/data.yaml\n@@ -2,8 +2,8 @@\n"),
        "{}",
        text(&diff.stdout)
    );
    assert_eq!(fs::read_to_string(&plan).unwrap(), bad);
    let write = linchpin(at, &["fmt"]);
    assert_eq!(
        (write.status.code(), text(&write.stdout)),
        (Some(0), "formatted data.yaml\n".into())
    );
    let after = fs::read_to_string(&plan).unwrap();
    assert_eq!(
        after,
        good.replacen("    owner: chen\n", "    owner: chen # DRI\n", 1)
    );
    assert_eq!(linchpin(at, &["fmt", "--check"]).status.code(), Some(0));
}

#[test]
fn fmt_leaves_alone_what_it_does_not_understand_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("plan.yaml"), "charter: {id: x}\n").unwrap();
    let anchored = "people:\n  a: &a\n    team: x\n    name: A\n  b: *a\n";
    fs::write(at.join("people.yaml"), anchored).unwrap();
    fs::write(at.join("teams.yaml"), "teams: {x: {title: X}\n").unwrap();
    let run = linchpin(at, &["fmt"]);
    assert_eq!(run.status.code(), Some(1), "a file that cannot be read");
    let said = text(&run.stderr);
    assert!(
        said.contains("left alone: people.yaml:5: an alias (`*`)\n"),
        "{said}"
    );
    assert!(said.contains("left alone: teams.yaml:"), "{said}");
    assert_eq!(fs::read_to_string(at.join("people.yaml")).unwrap(), anchored);
}

#[test]
fn set_writes_fields_where_they_belong_and_refuses_what_does_not_fit() {
    let folder = atlas();
    let at = folder.path();
    let before = fs::read_to_string(at.join("launch.yaml")).unwrap();
    let run = linchpin(
        at,
        &[
            "set",
            "ga",
            "due=2025-11-21",
            "note=Moved: CloudCo is late, again",
            ".",
        ],
    );
    assert_eq!(
        (run.status.code(), text(&run.stdout)),
        (Some(0), "changed launch.yaml\n".into())
    );
    let after = fs::read_to_string(at.join("launch.yaml")).unwrap();
    let serves = "    serves: [retire-legacy, fewer-failures]\n";
    let expected = before.replacen("due: 2025-11-14", "due: 2025-11-21", 1).replacen(
        serves,
        &format!("{serves}    note: \"Moved: CloudCo is late, again\"\n"),
        1,
    );
    assert_eq!(after, expected);
    for (args, says) in [
        (
            &["set", "ga", "due=2025-13-01"][..],
            "ga.due: 2025-13-01: there is no such day",
        ),
        (&["set", "ga", "duee=2025-11-01"], "did you mean due?"),
        (&["set", "gaa", "due=2025-11-01"], "did you mean ga?"),
        (&["set", "people.nobody", "name=N"], "there is no people.nobody"),
        (&["set", "ga", "due="], "due gets no value"),
        (&["set", "ga", "due"], "is not of the form field=value"),
    ] {
        let run = linchpin(at, args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(
            text(&run.stderr).contains(says),
            "{args:?}: {}",
            text(&run.stderr)
        );
    }
    assert_eq!(fs::read_to_string(at.join("launch.yaml")).unwrap(), expected);
    assert_eq!(linchpin(at, &["fmt", "--check"]).status.code(), Some(0));
}

#[test]
fn new_puts_an_item_among_its_kind_in_the_order_of_the_ids_and_changes_nothing_else() {
    let folder = atlas();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let before = read("launch.yaml");
    let args = [
        "new",
        "milestone",
        "load-test-passed",
        "title=Twice the peak for an hour",
        "needs=[integration-complete]",
    ];
    let run = linchpin(folder.path(), &args);
    assert_eq!(text(&run.stderr), "");
    // Of the files with milestones this one holds most.
    assert_eq!(
        text(&run.stdout),
        "changed launch.yaml\nto fill in: owner, due, accept\n"
    );
    let item = "  load-test-passed:\n    title: Twice the peak for an hour\n    owner:\n    due:\n    \
                needs: [integration-complete]\n    accept:\n";
    let after = read("launch.yaml");
    let at = after.find(item).expect(&after);
    let (above, below) = (&after[..at], &after[at + item.len()..]);
    assert!(above.contains("\n  launch-comms:\n"), "launch-comms comes before");
    assert!(
        below.contains("\n  runbooks-ready:\n"),
        "runbooks-ready comes after"
    );
    let rest = format!("{above}{}", below.strip_prefix('\n').unwrap_or(below));
    assert_eq!(rest, before);
}

#[test]
fn new_knows_every_kind_and_refuses_an_id_that_is_taken_or_none() {
    let folder = atlas();
    let kinds = [
        ("contract", "ledger-feed"),
        ("blocker", "b-lost-key"),
        ("risk", "r-flood"),
        ("decision", "d-colour"),
        ("launch", "canary-5pct"),
        ("person", "zed"),
        ("team", "night-shift"),
    ];
    for (kind, id) in kinds {
        let run = linchpin(folder.path(), &["new", kind, id]);
        assert_eq!(run.status.code(), Some(0), "{kind}: {}", text(&run.stderr));
        let loaded = load(&WorkDir::open(folder.path()).unwrap(), "", "atlas").unwrap();
        assert_eq!(loaded.findings, [], "{kind}");
    }
    let all = |folder: &Path| -> Vec<String> {
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
            .iter()
            .map(|file| fs::read_to_string(file).unwrap())
            .collect()
    };
    let before = all(folder.path());
    for (args, why) in [
        (
            ["risk", "ga", ""],
            "ga is there already, under milestones (launch.yaml:",
        ),
        (
            ["person", "zed", ""],
            "zed is there already, under people (organization.yaml:",
        ),
        (["risk", "Bad_Id", ""], "`Bad_Id` is no id"),
        (["launch", "nope", ""], "there is no milestone nope to launch"),
        (["risk", "r-typo", "ownr=lee"], "ownr"),
        (["risk", "r-typo", "prob=often"], "prob"),
    ] {
        let args: Vec<&str> = ["new"]
            .into_iter()
            .chain(args)
            .filter(|arg| !arg.is_empty())
            .collect();
        let run = linchpin(folder.path(), &args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(text(&run.stderr).contains(why), "{args:?}: {}", text(&run.stderr));
    }
    assert_eq!(all(folder.path()), before, "nothing was written");
    let shown = linchpin(folder.path(), &["new", "risk", "r-fire", "--diff"]);
    assert!(
        text(&shown.stdout).contains("\n+  r-fire:\n"),
        "{}",
        text(&shown.stdout)
    );
    assert_eq!(all(folder.path()), before, "only shown");
}

#[test]
fn rename_changes_every_reference_and_keeps_the_history() {
    let folder = atlas();
    let at = folder.path();
    let preview = linchpin(at, &["rename", "edge-capacity", "cloud-cores", "--diff"]);
    assert!(text(&preview.stdout).contains("+  cloud-cores:\n"));
    let run = linchpin(at, &["rename", "edge-capacity", "cloud-cores"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let tree = WorkDir::open(at).unwrap();
    let program = load(&tree, "", "atlas").unwrap().program;
    assert_eq!(
        program.contracts.get("cloud-cores").unwrap().was[0].as_str(),
        "edge-capacity"
    );
    for (name, old) in files("atlas") {
        let name = name.rsplit('/').next().unwrap();
        let new = fs::read_to_string(at.join(name)).unwrap();
        let old = old.replace("edge-capacity", "cloud-cores");
        assert_eq!(new.replace("    was: edge-capacity\n", ""), old, "{name}");
    }
    // Nothing is found that was not found before, and nothing is gone.
    let findings = |at: &Path| {
        let run = linchpin(
            at,
            &["check", ".", "--as-of", "2025-09-03", "--format", "concise"],
        );
        text(&run.stdout).lines().count()
    };
    assert_eq!(findings(at), findings(atlas().path()));
    let taken = linchpin(at, &["rename", "ga", "cloud-cores"]);
    assert!(text(&taken.stderr).contains("cloud-cores is a contract already"));
    let nobody = linchpin(at, &["rename", "edge-capacity", "x-y"]);
    assert_eq!(nobody.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let outer = tempfile::tempdir().unwrap();
    let at = outer.path().join("repo");
    fs::create_dir_all(at.join(".git")).unwrap();
    let secret = "milestones:\n  ga:\n    owner: a\n    title: GA\n";
    fs::write(outer.path().join("secret.yaml"), secret).unwrap();
    fs::write(at.join("plan.yaml"), "charter: {id: x}\n").unwrap();
    std::os::unix::fs::symlink("../secret.yaml", at.join("out.yaml")).unwrap();
    linchpin(&at, &["fmt"]);
    let set = linchpin(&at, &["set", "ga", "owner=b"]);
    assert_eq!(set.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(outer.path().join("secret.yaml")).unwrap(),
        secret
    );
}
