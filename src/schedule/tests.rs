//! Small networks computed by hand. September 2026 begins on a Tuesday.

use super::*;
use crate::load::load;
use crate::text::MemoryTree;

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// Early finish and total float of items as of 2026-09-07, a Monday.
fn dates(yaml: &str, ids: &[&str]) -> Vec<(String, Option<i64>)> {
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
    assert_eq!(loaded.findings, []);
    let schedule = Schedule::new(&loaded.program, &[], date("2026-09-07"), Options::default());
    ids.iter()
        .map(|id| {
            let row = schedule.row(&(*id).into()).expect("an item");
            (row.early_finish.map_or("—".into(), Date::short), row.total_float)
        })
        .collect()
}

fn row(finish: &str, float: Option<i64>) -> (String, Option<i64>) {
    (finish.into(), float)
}

#[test]
fn work_of_five_days_from_monday_ends_on_friday_and_what_follows_begins_on_monday() {
    let yaml = "charter: {id: aa, target: bb}\nmilestones:\n  aa: {duration: 5d}\n  bb: {duration: 2d, needs: [aa]}\n";
    assert_eq!(
        dates(yaml, &["aa", "bb"]),
        [row("11 Sep", Some(0)), row("15 Sep", Some(0))]
    );
}

#[test]
fn an_implied_duration_moves_with_a_slip_of_the_need() {
    let yaml = |forecast: &str| {
        format!(
            "charter: {{id: aa, target: bb}}\nmilestones:\n  aa: {{due: 2026-09-11{forecast}}}\n  bb: {{due: 2026-09-18, needs: [aa]}}\n"
        )
    };
    // From the 11th to the 18th are five working days; with aa a week later they end on the 25th.
    assert_eq!(dates(&yaml(""), &["bb"]), [row("18 Sep", Some(0))]);
    assert_eq!(
        dates(&yaml(", forecast: 2026-09-18"), &["bb"]),
        [row("25 Sep", Some(0))]
    );
}

#[test]
fn a_blocker_without_date_lasts_ten_working_days_counting_as_of() {
    let yaml = "charter: {id: aa, target: ga}\ncontracts:\n  box: {promised: 2026-09-09}\n\
                milestones:\n  ga: {duration: 1d, needs: [box]}\nblockers:\n  b-box: {blocks: [box]}\n";
    // The tenth working day counting the 7th is the 18th.
    assert_eq!(
        dates(yaml, &["box", "ga"]),
        [row("18 Sep", Some(0)), row("21 Sep", Some(0))]
    );
}

#[test]
fn a_cycle_stops_nothing_else_and_what_is_behind_it_has_no_dates() {
    let yaml = "charter: {id: aa, target: dd}\nmilestones:\n  aa: {duration: 1d, needs: [bb]}\n  \
                bb: {duration: 1d, needs: [aa]}\n  cc: {duration: 1d, needs: [bb]}\n  dd: {duration: 2d}\n";
    let expected = [row("—", None), row("—", None), row("8 Sep", Some(0))];
    assert_eq!(dates(yaml, &["aa", "cc", "dd"]), expected);
}

#[test]
fn the_runner_up_is_the_latest_other_need_that_is_open_and_not_critical() {
    let yaml = "charter: {id: aa, target: ga}\nmilestones:\n  long: {duration: 10d}\n  near: {duration: 6d}\n  \
                far: {duration: 2d}\n  done: {done: 2026-09-04}\n  beside: {duration: 9d}\n  twin: {duration: 10d}\n  \
                ga: {duration: 1d, needs: [long, far, done, {id: near, lag: 1d}, {id: beside, type: SS}]}\n  \
                tie: {duration: 1d, needs: [long, twin]}\n";
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
    assert_eq!(loaded.findings, []);
    let schedule = Schedule::new(&loaded.program, &[], date("2026-09-07"), Options::default());
    let runner_up = |id: &str| {
        let found = schedule.runner_up(schedule.plan.graph.find(id).expect("a node"));
        found.map(|(id, days)| format!("{id} {days}"))
    };
    // Ten days against six and a lag of one; what runs beside it, what is done and what is critical are left out.
    assert_eq!(runner_up("ga"), Some("near 3".into()));
    assert_eq!(runner_up("tie"), None);
    assert_eq!(runner_up("long"), None);
}
