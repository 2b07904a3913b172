//! What `trend`, `show --history` and `brief` say of the stories, and that neither the cache nor the clone
//! changes a word of it.
//!
//! Days are as in the stories: commit `NN` is made on day NN + 1 of March 2026. In the plan that they begin with,
//! `api` and `ui` are ten working days each, begun on Monday 2 March, and end on Friday the 13th; `ga` takes five
//! days more and ends when it is due, on Friday the 20th.

use crate::stories::{Story, text};
use serde_json::{Value, json};
use std::fs;

/// The entry of a list with this id.
fn of<'v>(list: &'v Value, id: &str) -> &'v Value {
    let all = list.as_array().unwrap();
    all.iter()
        .find(|entry| entry["id"] == id)
        .unwrap_or_else(|| panic!("no {id} in {list}"))
}

fn trend(story: &Story, args: &[&str]) -> Value {
    story.json(&[&["trend"], args].concat()).0
}

fn points(item: &Value) -> Vec<(String, String)> {
    let points = item["points"].as_array().unwrap().iter();
    points
        .map(|point| (text(&point["date"]), text(&point["earliest"])))
        .collect()
}

fn pair(date: &str, earliest: &str) -> (String, String) {
    (format!("2026-{date}"), format!("2026-{earliest}"))
}

#[test]
fn a_slip_chart_shows_the_day_on_which_the_date_moved() {
    let story = Story::new("slip");
    let trend = trend(&story, &["--as-of", "2026-03-04"]);
    // Thirteen days from Monday the 2nd end on Wednesday 18; five more on Wednesday 25.
    let finish: Vec<_> = trend["finish"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| text(&point["earliest"]))
        .collect();
    assert_eq!(finish, ["2026-03-20", "2026-03-25", "2026-03-25"]);
    let ui = of(&trend["items"], "ui");
    assert_eq!(
        points(ui),
        [
            pair("03-02", "03-13"),
            pair("03-03", "03-18"),
            pair("03-04", "03-18")
        ]
    );
    assert_eq!(
        (&ui["moves"], &ui["days"]),
        (&json!([]), &json!(0)),
        "its due date stands"
    );
    assert_eq!(
        (&trend["commits"], &trend["begins"]),
        (&json!(2), &json!("2026-03-02"))
    );
    let human = story.run(&["trend", "--as-of", "2026-03-04"]);
    let human = String::from_utf8(human.stdout).unwrap();
    let row = human.lines().find(|line| line.contains("25 Mar |")).unwrap();
    // `ga` is the first curve; it stands in the columns of the second and third report.
    assert_eq!(row.split('|').nth(1).unwrap(), "             a      a");
}

#[test]
fn a_serial_slip_is_told_with_its_notice_and_its_days() {
    let story = Story::new("serial-slip");
    let trend = trend(&story, &["--as-of", "2026-03-30"]);
    let ga = of(&trend["items"], "ga");
    // Friday 20 March to Friday 10 April: three weeks of five days.
    assert_eq!(
        (&ga["original"], &ga["due"], &ga["days"]),
        (&json!("2026-03-20"), &json!("2026-04-10"), &json!(15))
    );
    assert_eq!((&ga["serial"], &ga["target"]), (&json!(true), &json!(true)));
    let moves: Vec<(String, i64, i64)> = ga["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| {
            (
                text(&each["date"]),
                each["days"].as_i64().unwrap(),
                each["notice"].as_i64().unwrap(),
            )
        })
        .collect();
    // Commit 03 on Wednesday the 4th, with twelve working days to Friday the 20th; 10 on Wednesday the 11th, with
    // twelve to Friday the 27th; 24 on Wednesday the 25th, with seven to Friday 3 April.
    let told = |day: &str, notice: i64| (format!("2026-03-{day}"), 5, notice);
    assert_eq!(moves, [told("04", 12), told("11", 12), told("25", 7)]);
    assert_eq!(ga["moves"][0]["author"], "Tomas Adeyemi");
    let metric = |name: &str| {
        let all = trend["metrics"].as_array().unwrap().iter();
        let found = all.into_iter().find(|metric| metric["name"] == name).unwrap();
        found["now"].clone()
    };
    // Of three milestones whose first dates have passed none is done; the planned ones are the same three.
    assert_eq!(metric("hit-rate"), json!({"value": 0.0, "count": 0, "of": 3}));
    assert_eq!(metric("bei"), json!({"value": 0.0, "count": 0, "of": 3}));
    assert_eq!(metric("mean-slip"), json!({"value": 5.0, "count": 3, "of": null}));
    assert_eq!(metric("notice"), json!({"value": 12.0, "count": 3, "of": null}));
    assert_eq!(
        metric("blocked-age")["value"],
        Value::Null,
        "nothing is blocked: not assessable"
    );
    // On Monday the 30th both have at least that day left, and ga the five days to Monday 6 April: five working
    // days of path after the 30th, four before Friday the 10th.
    assert_eq!(metric("cpli"), json!({"value": 1.8, "count": 9, "of": 5}));
}

#[test]
fn moves_are_counted_from_a_day_or_a_tag_on() {
    let story = Story::new("serial-slip");
    for since in ["2026-03-11", "v03"] {
        let trend = trend(&story, &["ga", "--as-of", "2026-03-30", "--since", since]);
        let ga = of(&trend["items"], "ga");
        assert_eq!(ga["moves"].as_array().unwrap().len(), 2, "since {since}");
        assert_eq!((&ga["original"], &ga["days"]), (&json!("2026-03-27"), &json!(10)));
        assert_eq!(trend["items"].as_array().unwrap().len(), 1);
    }
    let unknown = story.run(&["trend", "gaa"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        String::from_utf8(unknown.stderr)
            .unwrap()
            .contains("did you mean ga?")
    );
}

#[test]
fn the_third_move_of_a_date_is_a_warning_and_the_second_is_none() {
    let story = Story::new("serial-slip");
    let rules = |base: &str, rev: &str| -> Vec<String> {
        let (value, _) = story.json(&["check", "--base", base, "--rev", rev]);
        let findings = value["findings"].as_array().unwrap().iter();
        findings
            .filter(|found| found["new"] == true)
            .map(|found| text(&found["rule"]))
            .collect()
    };
    assert!(rules("v10", "v24").contains(&"serial-slip".to_owned()));
    assert!(!rules("v03", "v10").contains(&"serial-slip".to_owned()));
}

#[test]
fn an_item_keeps_its_history_through_a_rename_and_a_moved_folder() {
    let story = Story::new("long-rename");
    let (show, _) = story.json(&["show", "web-ui", "--history", "--as-of", "2026-03-09"]);
    let told: Vec<Value> = show["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|deed| {
            json!([
                deed["date"],
                deed["what"],
                deed["field"],
                deed["old"],
                deed["new"],
                deed["effect"]
            ])
        })
        .collect();
    // Ten days end on Friday 13, thirteen on Wednesday 18, fifteen on Friday 20: three days more, then two.
    assert_eq!(
        told,
        [
            json!(["2026-03-02", "added", null, null, null, null]),
            json!(["2026-03-03", "changed", "duration", "10d", "13d", 3]),
            json!(["2026-03-04", "renamed", null, "ui", null, null]),
            json!(["2026-03-06", "changed", "duration", "13d", "15d", 2]),
        ]
    );
    let trend = trend(&story, &["web-ui", "--as-of", "2026-03-09"]);
    assert_eq!(
        points(of(&trend["items"], "web-ui")),
        [
            pair("03-02", "03-13"),
            pair("03-03", "03-18"),
            pair("03-04", "03-18"),
            pair("03-06", "03-20"),
            pair("03-09", "03-20")
        ],
        "the commit that only moved the folder changes nothing"
    );
    let human = story.run(&["show", "web-ui", "--history", "--as-of", "2026-03-09"]);
    assert!(String::from_utf8(human.stdout).unwrap().contains("10d → 13d"));
}

#[test]
fn what_is_not_committed_yet_is_part_of_history_and_says_so() {
    let story = Story::new("serial-slip");
    let path = story.root().join("programs/atlas/plan.yaml");
    let plan = fs::read_to_string(&path)
        .unwrap()
        .replace("due: 2026-04-10", "due: 2026-04-17");
    fs::write(path, plan).unwrap();
    let trend = trend(&story, &["ga", "--as-of", "2026-03-30"]);
    let last = trend["items"][0]["moves"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&last["commit"], &last["to"]),
        (&Value::Null, &json!("2026-04-17"))
    );
    let (show, _) = story.json(&["show", "ga", "--history", "--as-of", "2026-03-30"]);
    let last = show["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["commit"], &last["new"]),
        (&Value::Null, &json!("2026-04-17"))
    );
}

#[test]
fn the_cache_changes_no_word_whatever_happens_to_it() {
    let story = Story::new("serial-slip");
    let run = |args: &[&str]| {
        let output = story.run(&[&["trend", "--as-of", "2026-03-30", "--format", "json"], args].concat());
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let folder = story.root().join(".git/linchpin");
    let plain = run(&["--no-cache"]);
    assert!(!folder.exists(), "nothing is kept if it is not wanted");
    assert_eq!(run(&[]), plain);
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let kept = fs::read(&file).unwrap();
    assert_eq!(run(&[]), plain, "as it was kept");
    for at in [0, kept.len() / 3, kept.len() / 2, kept.len() - 1] {
        let mut bad = kept.clone();
        bad[at] ^= 0x55;
        fs::write(&file, &bad).unwrap();
        assert_eq!(run(&[]), plain, "with another byte at {at}");
        fs::write(&file, &kept[..at]).unwrap();
        assert_eq!(run(&[]), plain, "cut off at {at}");
    }
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(run(&[]), plain, "deleted");
    // Kept at an older commit, it is gone on from; at one that is no ancestor any more, it is not used.
    let at = |rev: &str| story.json(&["trend", "--rev", rev]).0;
    let (old, new) = (at("v10"), at("v24"));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!((at("v10"), at("v24"), at("v10")), (old.clone(), new, old));
}

#[test]
fn a_shallow_clone_says_where_its_history_ends() {
    let story = Story::new("serial-slip");
    let repository = git2::Repository::open(story.root()).unwrap();
    let commit = |tag: &str| repository.revparse_single(tag).unwrap().id().to_string();
    let whole = trend(&story, &["--as-of", "2026-03-30"]);
    assert_eq!(whole["commits"], 4);
    let (end, beyond) = (commit("v10"), commit("v03"));
    fs::write(story.root().join(".git/shallow"), format!("{end}\n")).unwrap();
    fs::remove_file(
        story
            .root()
            .join(".git/objects")
            .join(&beyond[..2])
            .join(&beyond[2..]),
    )
    .unwrap();
    let output = story.run(&["trend", "--as-of", "2026-03-30", "--format", "json"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("this clone is shallow, and history ends at "),
        "{told}"
    );
    assert!(told.contains("git fetch --unshallow"), "{told}");
    let cut: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&cut["commits"], &cut["shallow"]), (&json!(2), &json!(true)));
    assert_eq!(of(&cut["items"], "ga")["moves"].as_array().unwrap().len(), 1);
}

#[test]
fn without_a_repository_trend_says_so_and_brief_tells_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/repos/slip/01-plan/programs/atlas/plan.yaml"
    );
    fs::copy(source, folder.path().join("plan.yaml")).unwrap();
    let story = Story::at(folder);
    let output = story.run(&["trend"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("git holds no history of")
    );
    let (brief, code) = story.json(&["brief", "--as-of", "2026-03-09"]);
    assert_eq!(
        (code, &brief["since"], &brief["moved"]),
        (0, &Value::Null, &json!([]))
    );
    assert_eq!(brief["target"]["id"], "ga");
}

#[test]
fn the_brief_of_the_morning_after_a_slip() {
    let story = Story::new("slip");
    // Commit 02 was made on Tuesday the 3rd; on Wednesday yesterday's news is that.
    let (brief, _) = story.json(&["brief", "--as-of", "2026-03-04"]);
    assert_eq!(
        (&brief["since"], &brief["commits"], &brief["people"]),
        (&json!("2026-03-03"), &json!(1), &json!(1))
    );
    assert_eq!(
        brief["finish"],
        json!({"base": "2026-03-20", "head": "2026-03-25", "days": 3})
    );
    assert_eq!(brief["was"], "2026-03-20");
    let moved = brief["moved"].as_array().unwrap();
    assert_eq!(moved.len(), 1);
    let told = ["id", "field", "old", "new", "effect", "author"].map(|key| moved[0][key].clone());
    assert_eq!(
        json!(told),
        json!(["ui", "duration", "10d", "13d", 3, "Tomas Adeyemi"])
    );
    assert_eq!(brief["target"]["margin"], -3);
    // On Thursday nothing is new since Wednesday.
    let (later, _) = story.json(&["brief", "--as-of", "2026-03-05"]);
    assert_eq!((&later["moved"], &later["commits"]), (&json!([]), &json!(0)));
    // Since the tag, or since the day, it is news again.
    for since in ["v01", "2026-03-03"] {
        let (brief, _) = story.json(&["brief", "--as-of", "2026-03-05", "--since", since]);
        assert_eq!(brief["moved"].as_array().unwrap().len(), 1, "{since}");
    }
    // Friday's changes are Monday's news: yesterday is the last working day.
    let (monday, _) = story.json(&["brief", "--as-of", "2026-03-09"]);
    assert_eq!(monday["since"], "2026-03-06");
    for format in ["human", "markdown"] {
        let output = story.run(&["brief", "--as-of", "2026-03-04", "--format", format]);
        let told = String::from_utf8(output.stdout).unwrap();
        for words in ["since Tue 3 Mar 2026 (1 commit, 1 person)", "moves the finish by"] {
            assert!(told.contains(words), "{format}: {told}");
        }
    }
}

#[test]
fn the_brief_of_the_worked_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/atlas");
    let story = Story::at(tempfile::tempdir().unwrap());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, story.root().join(path.file_name().unwrap())).unwrap();
        }
    }
    let (brief, _) = story.json(&["brief", "--as-of", "2025-09-03"]);
    let list = |key: &str, fields: &[&str]| -> Vec<Value> {
        let all = brief[key].as_array().unwrap().iter();
        all.map(|entry| fields.iter().map(|field| entry[field].clone()).collect())
            .collect()
    };
    // From the program and the mock of its brief: Vera decides by Friday the 5th; no date from PayGate; nobody
    // owns the screens; the review of the risk without a plan is due the same Friday.
    assert_eq!(
        list("today", &["what", "id"]),
        [
            json!(["decide", "d-capacity-gap"]),
            json!(["free", "b-paygate-certs"]),
            json!(["owner", "checkout-ui-beta"]),
            json!(["review", "r-capacity-slips"]),
        ]
    );
    let coming = list("coming", &["date", "event", "id"]);
    for expected in [
        json!(["2025-09-05", "freeze-by", "pay-api-contract"]),
        json!(["2025-09-05", "decide-by", "d-capacity-gap"]),
        json!(["2025-09-05", "review-by", "r-capacity-slips"]),
    ] {
        assert!(coming.contains(&expected), "{expected} in {coming:?}");
    }
    // Chen is away from 6 October on: within five weeks, and not within three.
    let is_away = |value: &Value| {
        value["coming"]
            .as_array()
            .unwrap()
            .iter()
            .any(|each| each["event"] == "away")
    };
    assert!(!is_away(&brief));
    let (longer, _) = story.json(&["brief", "--as-of", "2025-09-03", "--days", "35"]);
    assert!(is_away(&longer));
}

#[test]
fn a_burn_down_tells_the_exposure_of_each_week_and_trend_agrees() {
    let story = Story::new("burn-down");
    let as_of = "2026-04-06";
    let (risks, _) = story.json(&["risks", "--burndown", "--as-of", as_of]);
    let weeks = risks["burndown"].as_array().unwrap();
    let told: Vec<Value> = weeks
        .iter()
        .map(|week| {
            let classes = week["classes"].as_array().unwrap().iter();
            let classes: Vec<Value> = classes
                .map(|class| json!([class["class"], class["exposure"], class["open"]]))
                .collect();
            json!([week["date"], week["exposure"], week["open"], classes])
        })
        .collect();
    let week = |date: &str, all: f64, open: u32, vendor: (f64, u32), people: (f64, u32)| {
        let classes = json!([["vendor", vendor.0, vendor.1], ["people", people.0, people.1]]);
        json!([format!("2026-{date}"), all, open, classes])
    };
    // Half of four days is two; a fifth of five is one. The first is there from Monday 2 March on, the second from
    // Tuesday the 10th, and the first is closed on Tuesday the 17th; the days are the Mondays before 6 April.
    assert_eq!(
        told,
        [
            week("03-02", 2.0, 1, (2.0, 1), (0.0, 0)),
            week("03-09", 2.0, 1, (2.0, 1), (0.0, 0)),
            week("03-16", 3.0, 2, (2.0, 1), (1.0, 1)),
            week("03-23", 1.0, 1, (0.0, 0), (1.0, 1)),
            week("03-30", 1.0, 1, (0.0, 0), (1.0, 1)),
            week("04-06", 1.0, 1, (0.0, 0), (1.0, 1)),
        ]
    );
    // The figure of `trend` is that of the last week, and that of the fourth before it.
    for (as_of, then, now) in [("2026-04-06", 2.0, 1.0), ("2026-04-07", 3.0, 1.0)] {
        let trend = trend(&story, &["--as-of", as_of]);
        let metrics = trend["metrics"].as_array().unwrap().iter();
        let exposure = metrics
            .into_iter()
            .find(|metric| metric["name"] == "exposure")
            .unwrap();
        assert_eq!(
            (&exposure["then"]["value"], &exposure["now"]["value"]),
            (&json!(then), &json!(now)),
            "{as_of}"
        );
        let (risks, _) = story.json(&["risks", "--burndown", "--as-of", as_of]);
        let weeks = risks["burndown"].as_array().unwrap();
        let at = |back: usize| weeks[weeks.len() - 1 - back]["exposure"].clone();
        assert_eq!((at(4), at(0)), (json!(then), json!(now)), "{as_of}");
    }
    let human = story.run(&["risks", "--burndown", "--as-of", as_of]);
    let human = String::from_utf8(human.stdout).unwrap();
    let row = human
        .lines()
        .find(|line| line.trim_start().starts_with("all "))
        .unwrap();
    let figures: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(figures, ["all", "2.0", "2.0", "3.0", "1.0", "1.0", "1.0"]);
    // With the cache and without it, and where nothing can be known.
    let (again, _) = story.json(&["risks", "--burndown", "--as-of", as_of, "--no-cache"]);
    assert_eq!(again, risks);
    let nowhere = tempfile::tempdir().unwrap();
    fs::copy(
        story.root().join("programs/atlas/plan.yaml"),
        nowhere.path().join("plan.yaml"),
    )
    .unwrap();
    let output = Story::at(nowhere).run(&["risks", "--burndown"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("git holds no history of")
    );
}

#[test]
fn work_that_nobody_touches_is_grey_where_git_tells_and_only_there() {
    let story = Story::new("slip");
    let nowhere = tempfile::tempdir().unwrap();
    fs::copy(
        story.root().join("programs/atlas/plan.yaml"),
        nowhere.path().join("plan.yaml"),
    )
    .unwrap();
    let nowhere = Story::at(nowhere);
    let rules = |story: &Story, command: &str, as_of: &str| -> Vec<String> {
        let args = [command, "--set", "charter.target=[api]", "--as-of", as_of];
        let (value, _) = story.json(&args);
        let target = value["targets"].get(0).unwrap_or(&value["target"]);
        let rules = target["color_rules"].as_array().unwrap().iter();
        rules.map(|rule| text(&rule["rule"])).collect()
    };
    for command in ["report", "summary", "brief"] {
        let is_stale = |story: &Story, as_of| rules(story, command, as_of).contains(&"stale".to_owned());
        // `api` has no float, and no commit has touched it since Monday 2 March: seven working days later is
        // Wednesday the 11th.
        assert!(!is_stale(&story, "2026-03-10"), "{command}");
        assert!(is_stale(&story, "2026-03-11"), "{command}");
        assert!(!is_stale(&nowhere, "2026-03-11"), "{command}: nobody knows");
    }
    let (summary, _) = story.json(&["summary", "--as-of", "2026-03-11"]);
    let data = summary["workstreams"]
        .as_array()
        .unwrap()
        .iter()
        .find(|each| each["workstream"] == "data");
    // Float of three days would be amber; what is not known beats it.
    assert_eq!(data.unwrap()["color"], "grey");
}
