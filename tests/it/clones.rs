//! What git and CI put in the way: clones that end early, repositories without a work tree or without commits,
//! merges that are not over, and runs that name their base. Each is answered rightly, or with the command that
//! mends it, and nothing but the cache is written.
//!
//! The story is `serial-slip`: commits 01, 03, 10 and 24 on days 2, 4, 11 and 25 of March 2026, each of the last
//! three moving `ga` by a week, from Friday 20 March to Friday 10 April.

use crate::sandbox::{copy, text};
use crate::stories::Story;
use git2::{Oid, Repository, Signature, Time, WorktreeAddOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the binary in a folder with some variables.
fn run(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = run(folder, &[args, &["--format", "json"]].concat(), &[]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{args:?}: {}", text(&output.stderr)))
}

/// What was said on standard error, and the exit code.
fn told(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> (String, i32) {
    let output = run(folder, args, variables);
    (text(&output.stderr), output.status.code().unwrap())
}

fn repository(story: &Story) -> Repository {
    Repository::open(story.root()).unwrap()
}

fn id(repository: &Repository, spec: &str) -> String {
    repository.revparse_single(spec).unwrap().id().to_string()
}

/// Ends a clone at a commit: what lies before it was never fetched.
fn cut(story: &Story, end: &str) {
    let repository = repository(story);
    let git = story.root().join(".git");
    let commit = repository.revparse_single(end).unwrap().peel_to_commit().unwrap();
    fs::write(git.join("shallow"), format!("{}\n", commit.id())).unwrap();
    for parent in commit.parent_ids() {
        let name = parent.to_string();
        fs::remove_file(git.join("objects").join(&name[..2]).join(&name[2..])).unwrap();
    }
    for tag in repository.tag_names(None).unwrap().iter().flatten() {
        let name = format!("refs/tags/{}", tag.unwrap());
        if repository.revparse_single(&name).is_err() {
            repository.find_reference(&name).unwrap().delete().unwrap();
        }
    }
}

/// All files below a folder with their bytes, the cache left out.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with(".git/linchpin") && !path.ends_with("plan.git/linchpin") {
                open.push(path);
            } else if path.is_file() {
                all.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn a_bare_repository_is_read_at_a_revision_and_says_so_without_one() {
    let story = Story::new("serial-slip");
    let outer = tempfile::tempdir().unwrap();
    let bare = outer.path().join("plan.git");
    copy(&story.root().join(".git"), &bare);
    Repository::open(&bare)
        .unwrap()
        .config()
        .unwrap()
        .set_bool("core.bare", true)
        .unwrap();
    let before = files(&bare);
    for args in [
        &["report"][..],
        &["check"],
        &["schedule"],
        &["brief"],
        &["trend"],
        &["diff", "v03", "v24"],
        &["show", "ga", "--history"],
    ] {
        // In a clone and in the bare repository the same program, from the folder and named from beside it.
        let args: Vec<&str> = match args[0] {
            "diff" => args.to_vec(),
            _ => [args, &["--rev", "v24"]].concat(),
        };
        let in_clone = json(story.root(), &args);
        assert_eq!(json(&bare, &args), in_clone, "{args:?}");
        let mut beside: Vec<&str> = args.clone();
        beside.push("plan.git/programs/atlas");
        if args[0] != "diff" {
            assert_eq!(json(outer.path(), &beside), in_clone, "{beside:?}");
        }
    }
    // The base of the commit at hand, not of HEAD: v03 is where v10 is compared with.
    let check = json(&bare, &["check", "--rev", "v10", "--base", "v03"]);
    let new = check["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["new"] == true);
    assert!(new.into_iter().any(|found| found["rule"] == "target-moved"));
    let (error, code) = told(&bare, &["report"], &[]);
    assert_eq!(code, 2);
    assert!(
        error.contains("is a git directory") && error.contains("`--rev HEAD`"),
        "{error}"
    );
    let (error, code) = told(&bare, &["report", "--rev", "v24", "programs/altas"], &[]);
    assert!(
        code == 2 && error.contains("a program lies in `programs/atlas`"),
        "{error}"
    );
    assert_eq!(files(&bare), before, "nothing is written but the cache");
}

#[test]
fn a_revision_is_read_where_the_program_lay_then() {
    let story = Story::new("long-rename");
    // The folder was `programs/atlas` until commit 04; a duration of ui was 13d in 02, and 10d in 01.
    let duration = |args: &[&str]| {
        let schedule = json(story.root(), &[&["schedule", "--rev", "v01"], args].concat());
        let items = schedule["items"].as_array().unwrap().clone();
        items.into_iter().find(|item| item["id"] == "ui").unwrap()["duration"].clone()
    };
    for args in [&[][..], &["plans/atlas"], &["programs/atlas"]] {
        assert_eq!(duration(args), 10, "{args:?}");
    }
    let (error, code) = told(story.root(), &["report", "--rev", "v01", "programs/x"], &[]);
    assert!(
        code == 2 && error.contains("there is no folder `programs/x` in v01"),
        "{error}"
    );
    let story = Story::new("program-begins");
    let (error, code) = told(story.root(), &["report", "--rev", "v01"], &[]);
    assert!(
        code == 2 && error.contains("the program in `programs/atlas` is not in v01"),
        "{error}"
    );
}

#[test]
fn the_base_of_another_revision_is_not_that_of_head() {
    let story = Story::new("serial-slip");
    let repository = repository(&story);
    // main is at 24; topic leaves it at 03 and moves nothing.
    let base = repository
        .revparse_single("v03")
        .unwrap()
        .peel_to_commit()
        .unwrap();
    let author = Signature::new("Ada Park", "ada@example.com", &Time::new(1_772_700_000, 0)).unwrap();
    let tree = base.tree().unwrap();
    repository
        .commit(
            Some("refs/heads/topic"),
            &author,
            &author,
            "topic",
            &tree,
            &[&base],
        )
        .unwrap();
    for args in [
        &["diff", "main", "--rev", "topic"][..],
        &["check", "--base", "main", "--rev", "topic"],
    ] {
        let (said, _) = told(story.root(), args, &[]);
        let short = &id(&repository, "v03")[..7];
        assert!(
            said.contains(&format!("comparing with {short} (merge base with main)")),
            "{said}"
        );
    }
}

#[test]
fn a_clone_that_ends_before_the_base_names_the_fetch() {
    let story = Story::new("serial-slip");
    let beyond = id(&repository(&story), "v10");
    cut(&story, "v24");
    for args in [
        &["check", "--base", "HEAD~1"][..],
        &["diff", "HEAD~1"],
        &["report", "--rev", "HEAD^"],
        &["brief", "--since", "HEAD~1"],
        &["trend", "--since", "HEAD~1"],
    ] {
        let (error, code) = told(story.root(), args, &[]);
        assert_eq!(code, 2, "{args:?}");
        for words in [
            "which is shallow".to_owned(),
            "fetch-depth: 2".to_owned(),
            format!("git fetch --no-tags --depth=1 origin {beyond}"),
        ] {
            assert!(error.contains(&words), "{args:?}: {error}");
        }
    }
    // What needs no more than the commit itself works, and says how far back it sees.
    for args in [
        &["check"][..],
        &["diff"],
        &["brief"],
        &["trend"],
        &["show", "ga", "--history"],
    ] {
        let (said, code) = told(story.root(), &[args, &["--as-of", "2026-03-26"]].concat(), &[]);
        assert_eq!(code, 0, "{args:?}: {said}");
        assert!(said.contains("git fetch --unshallow"), "{args:?}: {said}");
    }
}

#[test]
fn a_linked_work_tree_keeps_its_cache_in_the_repository() {
    let story = Story::new("serial-slip");
    let repository = repository(&story);
    let outer = tempfile::tempdir().unwrap();
    let linked = outer.path().join("linked");
    let commit = repository
        .revparse_single("v10")
        .unwrap()
        .peel_to_commit()
        .unwrap();
    let branch = repository.branch("side", &commit, true).unwrap().into_reference();
    let mut options = WorktreeAddOptions::new();
    options.reference(Some(&branch));
    repository.worktree("linked", &linked, Some(&options)).unwrap();
    let (before, outside) = (files(&linked), files(story.root()));
    let trend = json(&linked, &["trend", "--as-of", "2026-03-12"]);
    assert_eq!(trend["commits"], 3);
    let (said, _) = told(&linked, &["diff"], &[]);
    assert!(said.contains("(merge base with main)"), "{said}");
    assert!(json(&linked, &["brief", "--as-of", "2026-03-12"])["moved"].is_array());
    assert_eq!(
        (files(&linked), files(story.root())),
        (before, outside),
        "only the cache is written"
    );
    assert!(story.root().join(".git/linchpin").is_dir());
}

#[test]
fn a_detached_head_is_compared_with_where_it_left_the_trunk() {
    let story = Story::new("serial-slip");
    let repository = repository(&story);
    repository
        .set_head_detached(Oid::from_str(&id(&repository, "v03")).unwrap())
        .unwrap();
    let (said, code) = told(story.root(), &["check", "--base", "--as-of", "2026-03-26"], &[]);
    let short = &id(&repository, "v03")[..7];
    assert!(
        said.contains(&format!("comparing with {short} (merge base with main)")),
        "{said}"
    );
    // The work tree is that of 24: ga moved twice since 03, and no decision covers it.
    assert_eq!(code, 1);
}

#[test]
fn a_merge_that_is_not_over_is_told_and_nothing_is_taken_for_gone() {
    let story = Story::new("serial-slip");
    let plan = story.root().join("programs/atlas/plan.yaml");
    let whole = fs::read_to_string(&plan).unwrap();
    let due = "    due: 2026-04-10\n";
    assert!(whole.contains(due));
    let conflict = format!("<<<<<<< HEAD\n{due}=======\n    due: 2026-04-17\n>>>>>>> topic\n");
    fs::write(&plan, whole.replace(due, &conflict)).unwrap();
    fs::write(
        story.root().join(".git/MERGE_HEAD"),
        format!("{}\n", id(&repository(&story), "v03")),
    )
    .unwrap();
    let at = ["--as-of", "2026-03-26"];
    let output = run(story.root(), &[&["check", "--base"][..], &at].concat(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("a conflict that a merge left stands here"));
    let said = text(&output.stderr);
    assert!(said.contains("a file cannot be read whole here"), "{said}");
    let brief = json(story.root(), &[&["brief", "--since", "v01"][..], &at].concat());
    assert_eq!(
        brief["moved"],
        serde_json::json!([]),
        "nothing that stands in the conflict is gone"
    );
    for args in [&["brief"][..], &["diff"], &["trend"]] {
        let output = run(story.root(), &[args, &at].concat(), &[]);
        let all = text(&output.stdout) + &text(&output.stderr);
        assert!(
            all.contains("cannot be read whole") || all.contains("the files have 1 error"),
            "{args:?}: {all}"
        );
    }
    let (error, code) = told(
        story.root(),
        &[&["show", "ga", "--history"][..], &at].concat(),
        &[],
    );
    assert!(
        code == 2 && error.contains("`linchpin check` shows where"),
        "{error}"
    );
    // A revision does not care what the work tree looks like.
    assert_eq!(
        json(story.root(), &["schedule", "--rev", "HEAD"])["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn without_commits_everything_is_new_and_history_is_asked_for_in_vain() {
    let story = Story::new("slip");
    let folder = tempfile::tempdir().unwrap();
    copy(&story.root().join("programs"), &folder.path().join("programs"));
    Repository::init(folder.path()).unwrap();
    let (said, code) = told(folder.path(), &["check", "--base", "--as-of", "2026-03-03"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("comparing with an empty program (nothing is committed yet)"),
        "{said}"
    );
    for args in [&["trend"][..], &["show", "ga", "--history"]] {
        let (error, code) = told(folder.path(), args, &[]);
        assert!(code == 2 && error.contains("`git commit`"), "{error}");
    }
    let (error, code) = told(folder.path(), &["report", "--rev", "HEAD"], &[]);
    assert!(
        code == 2 && error.contains("this repository has no commits yet"),
        "{error}"
    );
    let nowhere = tempfile::tempdir().unwrap();
    copy(&story.root().join("programs"), &nowhere.path().join("programs"));
    for args in [&["check", "--base"][..], &["diff"], &["report", "--rev", "HEAD"]] {
        let (error, code) = told(nowhere.path(), args, &[]);
        assert!(
            code == 2 && error.contains("is in no git repository"),
            "{args:?}: {error}"
        );
    }
}

/// A repository as a CI run has it: main at 24, topic off 10 with a title, and their merge as GitHub makes it.
struct Ci {
    story: Story,
    main: String,
    topic: String,
    merge: String,
}

impl Ci {
    fn new() -> Ci {
        let story = Story::new("serial-slip");
        let (main, topic, merge) = {
            let repository = repository(&story);
            let author = Signature::new("Ada Park", "ada@example.com", &Time::new(1_774_500_000, 0)).unwrap();
            let main = repository
                .revparse_single("v24")
                .unwrap()
                .peel_to_commit()
                .unwrap();
            let left = repository
                .revparse_single("v10")
                .unwrap()
                .peel_to_commit()
                .unwrap();
            let tree = left.tree().unwrap();
            let topic = repository
                .commit(None, &author, &author, "topic", &tree, &[&left])
                .unwrap();
            let topic = repository.find_commit(topic).unwrap();
            let tree = main.tree().unwrap();
            let merge = repository
                .commit(None, &author, &author, "merge", &tree, &[&main, &topic])
                .unwrap();
            (main.id().to_string(), topic.id().to_string(), merge.to_string())
        };
        Ci {
            story,
            main,
            topic,
            merge,
        }
    }

    /// What the run is compared with when HEAD is here; the event is what GitHub hands over.
    fn compared(&self, head: &str, event: &Value, variables: &[(&str, &str)]) -> String {
        repository(&self.story)
            .set_head_detached(Oid::from_str(head).unwrap())
            .unwrap();
        let outside = tempfile::tempdir().unwrap();
        let path = outside.path().join("event.json");
        fs::write(&path, event.to_string()).unwrap();
        let path = path.display().to_string();
        let all = [variables, &[("GITHUB_EVENT_PATH", path.as_str())]].concat();
        let (said, _) = told(self.story.root(), &["diff", "--as-of", "2026-03-26"], &all);
        said
    }
}

#[test]
fn each_run_of_ci_is_compared_with_what_it_began_from() {
    let ci = Ci::new();
    let short = |commit: &str| commit[..7].to_owned();
    let zeros = "0".repeat(40);
    let none = serde_json::json!({});
    let pull = |sha: &str| serde_json::json!({"pull_request": {"base": {"sha": sha}}, "number": 7});
    let old = id(&repository(&ci.story), "v03");
    // The merge of a pull request: its first parent, though the event still names an older commit.
    let said = ci.compared(&ci.merge, &pull(&old), &[("GITHUB_REF", "refs/pull/7/merge")]);
    assert!(
        said.contains(&format!(
            "comparing with {} (base of the pull request's merge",
            short(&ci.main)
        )),
        "{said}"
    );
    // Without the merge commit the event counts.
    let said = ci.compared(&ci.topic, &pull(&old), &[("GITHUB_REF", "refs/pull/7/merge")]);
    assert!(
        said.contains(&format!(
            "comparing with {} (base of the pull request)",
            short(&old)
        )),
        "{said}"
    );
    assert!(
        !said.contains("HEAD does not contain it"),
        "03 is an ancestor of topic: {said}"
    );
    // Exactly that, even where the branch was left earlier; but then it is said.
    let said = ci.compared(&ci.topic, &pull(&ci.main), &[]);
    assert!(
        said.contains(&format!(
            "comparing with {} (base of the pull request)",
            short(&ci.main)
        )),
        "{said}"
    );
    assert!(said.contains("HEAD does not contain it"), "{said}");
    assert!(
        said.contains(&format!("git merge-base HEAD {}", short(&ci.main))),
        "{said}"
    );
    let queue = serde_json::json!({"merge_group": {"base_sha": ci.main}});
    let said = ci.compared(
        &ci.merge,
        &queue,
        &[("GITHUB_REF", "refs/heads/gh-readonly-queue/main/pr-7-x")],
    );
    assert!(
        said.contains(&format!(
            "comparing with {} (base of the merge group)",
            short(&ci.main)
        )),
        "{said}"
    );
    let said = ci.compared(&ci.main, &serde_json::json!({"before": old}), &[]);
    assert!(
        said.contains(&format!(
            "comparing with {} (commit before the push)",
            short(&old)
        )),
        "{said}"
    );
    let said = ci.compared(&ci.main, &serde_json::json!({"before": zeros}), &[]);
    assert!(
        said.contains("an empty program (the push made this branch"),
        "{said}"
    );
    // A forced push took the commit away: it is not in the clone, and no branch has such a name.
    let gone = "1234567890".repeat(4);
    let said = ci.compared(&ci.main, &serde_json::json!({"before": gone}), &[]);
    assert!(
        said.contains("cannot compare with the commit before the push: commit 1234567 is not"),
        "{said}"
    );
    assert!(
        said.contains("`git fetch --no-tags origin 1234567890") && !said.contains("refs/heads"),
        "{said}"
    );
    // GitLab.
    let variables = [
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", ci.main.as_str()),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", old.as_str()),
    ];
    let said = ci.compared(&ci.merge, &none, &variables);
    assert!(
        said.contains(&format!(
            "comparing with {} (target branch of the merge",
            short(&ci.main)
        )),
        "{said}"
    );
    let said = ci.compared(
        &ci.topic,
        &none,
        &[variables[1], ("CI_COMMIT_BEFORE_SHA", &zeros)],
    );
    assert!(
        said.contains(&format!(
            "comparing with {} (base of the merge request)",
            short(&old)
        )),
        "{said}"
    );
    // What was set on purpose wins.
    let said = ci.compared(&ci.topic, &none, &[variables[1], ("LINCHPIN_BASE", "v01")]);
    assert!(said.contains("(v01)"), "{said}");
    let said = ci.compared(&ci.topic, &none, &[("LINCHPIN_BASE", "v1")]);
    assert!(said.contains("LINCHPIN_BASE: `v1` is no branch"), "{said}");
    // No trunk in the clone: the command names the branch that the run says the change goes to.
    repository(&ci.story)
        .find_reference("refs/heads/main")
        .unwrap()
        .delete()
        .unwrap();
    let said = ci.compared(&ci.topic, &none, &[("CI_DEFAULT_BRANCH", "trunk")]);
    assert!(
        said.contains("+refs/heads/trunk:refs/remotes/origin/trunk"),
        "{said}"
    );
}

/// Only root may give a file away.
#[cfg(unix)]
#[test]
fn a_repository_of_another_user_is_not_read_and_says_how_to_trust_it() {
    let story = Story::new("slip");
    if std::os::unix::fs::chown(story.root().join(".git"), Some(12_345), None).is_err()
        || std::os::unix::fs::chown(story.root(), Some(12_345), None).is_err()
    {
        return;
    }
    for args in [
        &["check", "--base"][..],
        &["diff"],
        &["brief"],
        &["trend"],
        &["report", "--rev", "HEAD"],
    ] {
        let (error, code) = told(story.root(), args, &[]);
        assert_eq!(code, 2, "{args:?}");
        assert!(error.contains("belongs to another user"), "{args:?}: {error}");
        assert!(
            error.contains("git config --global --add safe.directory "),
            "{args:?}: {error}"
        );
    }
    // The rules over the work tree need no git; those that do are left out, and it is said.
    let (said, code) = told(story.root(), &["check", "--as-of", "2026-03-03"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("rules on git history are left out: the repository"),
        "{said}"
    );
}
