//! Small histories and what a program manager would say of them. Each folder of `tests/repos/` is a story,
//! each folder in it the tree of one commit, in the order of their names; `04-merge@02+03` names its parents
//! where they are not just the commit before.
//!
//! Commit `NN` is made on day NN + 1 of March 2026 at nine in the morning, so 01 is on Monday the 2nd. In the
//! plan that all stories begin with, `api` and `ui` are ten working days each, begun on that Monday, and end
//! on Friday the 13th; `ga` takes five days more and ends when it is due, on Friday the 20th.

use crate::sandbox::copy;
use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature, Time};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Nine in the morning of 1 March 2026, UTC.
const MARCH: i64 = 1_772_355_600;

/// A story as a repository, whose work tree is that of the last commit.
pub(crate) struct Story {
    folder: tempfile::TempDir,
}

impl Story {
    pub(crate) fn new(name: &str) -> Story {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/repos")
            .join(name);
        let folder = tempfile::tempdir().unwrap();
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main");
        let repository = Repository::init_opts(folder.path(), &options).unwrap();
        let mut steps: Vec<String> = fs::read_dir(&source)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        steps.sort();
        let mut commits: Vec<(String, Oid)> = Vec::new();
        for step in &steps {
            for entry in fs::read_dir(folder.path()).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with(".git") {
                    fs::remove_dir_all(path).unwrap();
                } else if path.is_file() {
                    fs::remove_file(path).unwrap();
                }
            }
            copy(&source.join(step), folder.path());
            let (title, parents) = step.split_once('@').unwrap_or((step, ""));
            let number = &title[..2];
            let find = |number: &str| commits.iter().find(|(known, _)| known == number).unwrap().1;
            let parents: Vec<Oid> = match parents {
                "" => commits.last().map(|(_, id)| *id).into_iter().collect(),
                named => named.split('+').map(find).collect(),
            };
            let id = commit(&repository, title, number.parse().unwrap(), &parents);
            repository
                .reference(&format!("refs/tags/v{number}"), id, true, "story")
                .unwrap();
            commits.push((number.to_owned(), id));
        }
        let last = commits.last().unwrap().1;
        repository
            .reference("refs/heads/main", last, true, "story")
            .unwrap();
        Story { folder }
    }

    /// A folder without a repository.
    pub(crate) fn at(folder: tempfile::TempDir) -> Story {
        Story { folder }
    }

    /// The root of the work tree.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_linchpin"))
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap()
    }

    pub(crate) fn json(&self, args: &[&str]) -> (Value, i32) {
        let output = self.run(&[args, &["--format", "json"]].concat());
        let value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        (value, output.status.code().unwrap())
    }

    /// The diff of two tags, at the date of the second's commit.
    fn diff(&self, base: &str, head: &str) -> Value {
        self.json(&["diff", base, head]).0
    }

    /// New findings of the work tree over a tag, and the exit code.
    fn check(&self, base: &str, as_of: &str) -> (Vec<(String, String)>, i32) {
        let (value, code) = self.json(&["check", "--base", base, "--as-of", as_of]);
        let findings = value["findings"].as_array().unwrap().iter();
        let new = findings.filter(|found| found["new"] == true);
        let told = new.map(|found| (text(&found["rule"]), text(&found["level"])));
        (told.collect(), code)
    }
}

fn commit(repository: &Repository, title: &str, number: i64, parents: &[Oid]) -> Oid {
    let mut index = repository.index().unwrap();
    index.clear().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let time = Time::new(MARCH + number * 86_400, 0);
    let author = Signature::new("Tomas Adeyemi", "tomas@example.com", &time).unwrap();
    let parents: Vec<_> = parents
        .iter()
        .map(|id| repository.find_commit(*id).unwrap())
        .collect();
    let parents: Vec<_> = parents.iter().collect();
    repository
        .commit(None, &author, &author, title, &tree, &parents)
        .unwrap()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn pairs(found: &[(&str, &str)]) -> Vec<(String, String)> {
    found
        .iter()
        .map(|(rule, level)| ((*rule).to_owned(), (*level).to_owned()))
        .collect()
}

#[test]
fn a_slip_is_told_with_the_edit_that_made_it() {
    let story = Story::new("slip");
    let diff = story.diff("v01", "v02");
    // Thirteen days from Monday 2 March end on Wednesday 18; five more on Wednesday 25.
    assert_eq!(diff["finish"]["base"], "2026-03-20");
    assert_eq!(diff["finish"]["head"], "2026-03-25");
    assert_eq!(diff["finish"]["days"], 3);
    let edits = diff["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1);
    let edit = &edits[0];
    assert_eq!((&edit["id"], &edit["field"]), (&"ui".into(), &"duration".into()));
    assert_eq!((&edit["old"], &edit["new"]), (&"10d".into(), &"13d".into()));
    assert_eq!((&edit["alone"], &edit["without"]), (&3.into(), &3.into()));
    assert_eq!(diff["critical_path"]["head"], serde_json::json!(["ui", "ga"]));
    // Bad news, honestly told, is a warning and fails nothing.
    let (new, code) = story.check("v01", "2026-03-03");
    assert!(new.contains(&("target-worse".into(), "warn".into())), "{new:?}");
    assert!(new.iter().all(|(_, level)| level != "error"), "{new:?}");
    assert_eq!(code, 0);
}

#[test]
fn the_page_for_executives_tells_what_a_week_changed_and_else_that_it_does_not_know() {
    let story = Story::new("slip");
    // A week before the 10th is the morning of the 3rd, before the commit of that day. On the 10th thirteen days from
    // the 2nd still end on the 18th, and five more on the 25th; ten would have ended on the 13th, and on the 20th.
    let (page, code) = story.json(&["summary", "--as-of", "2026-03-10"]);
    assert_eq!(code, 0);
    let changed = &page["changed"];
    assert_eq!(changed["since"], "2026-03-03");
    assert_eq!(
        (
            &changed["earliest_then"],
            &changed["earliest_now"],
            &changed["days"]
        ),
        (&"2026-03-20".into(), &"2026-03-25".into(), &3.into())
    );
    assert_eq!(changed["edits"], 1);
    assert_eq!(page["changed_left_out"], Value::Null);
    let shown = String::from_utf8(
        story
            .run(&["summary", "--as-of", "2026-03-10", "--width", "200"])
            .stdout,
    )
    .unwrap();
    assert!(shown.contains("earliest 20 Mar → 25 Mar (+3 d)"), "{shown}");
    assert!(shown.contains("ui duration 10d → 13d: +3 d"), "{shown}");
    // Nobody is asked for anything, and that is said.
    assert!(shown.contains("WE NEED FROM YOU  None."), "{shown}");
    assert_eq!(page["asks"], serde_json::json!([]));
    // Three days late, nothing tolerated.
    assert_eq!(page["color"], "red");
    // The first commit is of the 2nd: nothing lies before that morning.
    let (page, _) = story.json(&["summary", "--as-of", "2026-03-09"]);
    assert_eq!(page["changed"], Value::Null);
    assert_eq!(
        page["changed_left_out"],
        "there is no commit before Mon 2 Mar 2026"
    );
}

#[test]
fn the_safe_dates_of_both_sides_are_those_of_the_forecast() {
    let story = Story::new("slip");
    let diff = story.diff("v01", "v02");
    for (side, tag) in [("base", "v01"), ("head", "v02")] {
        let (forecast, _) = story.json(&["forecast", "--rev", tag, "--as-of", "2026-03-03"]);
        assert_eq!(diff["p80"][side], forecast["target"]["p80"], "{side}");
        assert!(diff["p80"][side].is_string());
    }
    assert!(diff["p80"]["days"].as_i64().unwrap() > 0);
}

#[test]
fn a_rename_is_a_rename_and_one_in_silence_is_an_error() {
    let diff = Story::new("rename").diff("v01", "v02");
    assert_eq!(
        diff["renamed"],
        serde_json::json!([{"old": "ui", "new": "web-ui"}])
    );
    for list in [
        "edits",
        "added",
        "removed",
        "moved",
        "findings_new",
        "findings_fixed",
    ] {
        assert_eq!(diff[list], serde_json::json!([]), "{list}");
    }
    assert_eq!(Story::new("rename").check("v01", "2026-03-03"), (Vec::new(), 0));
    let silent = Story::new("rename-in-silence");
    let (new, code) = silent.check("v01", "2026-03-03");
    assert!(
        new.contains(&("rename-without-was".into(), "error".into())),
        "{new:?}"
    );
    assert!(
        !new.iter().any(|(rule, _)| rule == "item-deleted"),
        "one gap, one rule: {new:?}"
    );
    assert_eq!(code, 1);
}

#[test]
fn a_file_split_in_three_and_laid_out_anew_changes_nothing() {
    let story = Story::new("split-file");
    let comment = story.run(&["diff", "v01", "--as-of", "2026-03-03", "--format", "markdown"]);
    assert_eq!((comment.status.code(), &comment.stdout[..]), (Some(0), &b""[..]));
    let (mut new, code) = story.check("v01", "2026-03-03");
    // New files may be told how they should be laid out; that is no error.
    new.retain(|(rule, _)| rule != "not-formatted");
    assert_eq!((new, code), (Vec::new(), 0));
}

#[test]
fn a_program_is_found_where_its_folder_lay_then() {
    let diff = Story::new("moved-folder").diff("v01", "v02");
    assert_eq!(diff["added"], serde_json::json!([]));
    assert_eq!(diff["edits"].as_array().unwrap().len(), 1);
    assert_eq!(diff["edits"][0]["id"], "ga");
    assert_eq!(diff["finish"]["days"], 1);
}

#[test]
fn a_cycle_takes_the_date_away_and_fails() {
    let story = Story::new("cycle");
    let diff = story.diff("v01", "v02");
    assert_eq!(diff["finish"]["base"], "2026-03-20");
    assert_eq!(diff["finish"]["head"], Value::Null);
    assert_eq!(diff["finish"]["days"], Value::Null);
    let (new, code) = story.check("v01", "2026-03-03");
    assert_eq!(
        (new.iter().filter(|(rule, _)| rule == "cycle").count(), code),
        (1, 1)
    );
}

#[test]
fn an_owner_taken_off_fails() {
    let (new, code) = Story::new("owner-removed").check("v01", "2026-03-03");
    assert!(new.contains(&("owner-removed".into(), "error".into())), "{new:?}");
    assert!(
        new.iter().all(|(rule, _)| rule != "missing-owner"),
        "one gap is one finding: {new:?}"
    );
    assert_eq!(code, 1);
}

#[test]
fn asking_for_less_fails_once_for_each_criterion() {
    let (new, code) = Story::new("acceptance-weakened").check("v01", "2026-03-03");
    assert_eq!(
        new,
        pairs(&[("acceptance-weakened", "error"), ("acceptance-weakened", "error")])
    );
    assert_eq!(code, 1);
}

#[test]
fn a_duration_cut_so_that_the_date_fits_is_seen() {
    let story = Story::new("crunched");
    // Fourteen days end on Thursday 19 March, and ga four days after it is due.
    let diff = story.diff("v01", "v02");
    assert_eq!(diff["margin"]["base"], -4);
    assert_eq!(diff["finish"]["days"], -4);
    assert!(
        diff["critical_path"]["base"]
            .as_array()
            .unwrap()
            .contains(&"api".into())
    );
    let (new, code) = story.check("v01", "2026-03-03");
    assert!(new.contains(&("crunched".into(), "warn".into())), "{new:?}");
    assert_eq!(code, 0);
    let fixed: Vec<String> = diff["findings_fixed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| text(&found["rule"]))
        .collect();
    assert!(fixed.contains(&"infeasible-due".to_owned()), "{fixed:?}");
}

#[test]
fn the_promise_moves_with_a_decision_and_not_without() {
    let story = Story::new("decision");
    let errors = |diff: &Value| -> Vec<String> {
        let found = diff["findings_new"].as_array().unwrap().iter();
        found
            .filter(|found| found["level"] == "error")
            .map(|found| text(&found["rule"]))
            .collect()
    };
    assert_eq!(errors(&story.diff("v01", "v02")), ["target-moved"]);
    let decided = story.diff("v01", "v03");
    assert!(errors(&decided).is_empty());
    assert_eq!(decided["added"], serde_json::json!(["d-new-date"]));
    let (_, code) = story.check("v01", "2026-03-04");
    assert_eq!(code, 0);
}

#[test]
fn of_two_merged_cuts_neither_gains_alone() {
    let story = Story::new("merge");
    assert_eq!(story.diff("v01", "v02")["finish"]["days"], 0);
    assert_eq!(story.diff("v01", "v03")["finish"]["days"], 0);
    let both = story.diff("v01", "v04");
    // Seven days of ui from Monday 2 March end on Tuesday 10, and ga on Tuesday 17.
    assert_eq!(both["finish"]["head"], "2026-03-17");
    assert_eq!(both["finish"]["days"], -3);
    for edit in both["edits"].as_array().unwrap() {
        assert_eq!(
            (&edit["alone"], &edit["without"]),
            (&0.into(), &(-3).into()),
            "{edit}"
        );
    }
    // The merge as git would show it: against its first parent only the other branch's cut counts.
    let merge = story.diff("v04^1", "v04");
    assert_eq!(merge["edits"].as_array().unwrap().len(), 1);
    assert_eq!(merge["edits"][0]["id"], "ui");
    assert_eq!(merge["finish"]["days"], -3);
}

#[test]
fn what_a_resolved_blocker_frees_is_named() {
    let diff = Story::new("freed").diff("v01", "v02");
    assert_eq!(diff["unblocked"], serde_json::json!(["ga", "ui"]));
    assert_eq!(diff["newly_blocked"], serde_json::json!([]));
}

#[test]
fn what_is_deleted_is_missed() {
    let story = Story::new("deleted");
    let (new, code) = story.check("v01", "2026-03-03");
    assert!(new.contains(&("item-deleted".into(), "error".into())), "{new:?}");
    assert_eq!(code, 1);
    assert_eq!(story.diff("v01", "v02")["removed"], serde_json::json!(["ui"]));
}

#[test]
fn a_base_that_cannot_be_read_whole_is_said_to_be_so_and_blames_nobody() {
    let story = Story::new("broken-base");
    let output = story.run(&["check", "--base", "v01", "--as-of", "2026-03-03"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("a file cannot be read whole there"), "{told}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_program_that_was_not_there_is_new_as_a_whole() {
    let story = Story::new("program-begins");
    let output = story.run(&["check", "--base", "v01", "--as-of", "2026-03-03"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the program is not in it"), "{told}");
    assert_eq!(
        output.status.code(),
        Some(1),
        "its missing owner is an error, and new"
    );
    let (new, _) = story.check("v01", "2026-03-03");
    assert!(
        !new.iter()
            .any(|(rule, _)| rule == "stage-jump" || rule == "scope-added"),
        "{new:?}"
    );
}

#[test]
fn time_that_passes_breaks_nobodys_change() {
    let story = Story::new("time-passes");
    // Weeks after everything was due: a new title brings none of that in.
    assert_eq!(story.check("v01", "2026-04-20"), (Vec::new(), 0));
    let (all, _) = story.json(&["check", "--base", "v01", "--as-of", "2026-04-20"]);
    let old = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["new"] == false);
    assert!(old.count() >= 3, "they are listed all the same");
}

#[test]
fn the_base_is_found_and_named() {
    let story = Story::new("slip");
    let output = story.run(&["diff", "--as-of", "2026-03-03"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.starts_with("comparing with ") && told.ends_with(" (main)\n"),
        "{told}"
    );
    let nowhere = story.run(&["check", "--base", "mian"]);
    assert_eq!(nowhere.status.code(), Some(2));
    let told = String::from_utf8(nowhere.stderr).unwrap();
    assert!(told.contains("did you mean `main`?"), "{told}");
}
