//! Every point and practice on plans so small that the counts can be made by hand.

use super::*;
use crate::load::load;
use crate::schedule::Options;
use crate::text::{Date, MemoryTree};

/// Each practice that is asked for: count, population, result and ids. As of Wednesday 2 September 2026.
fn told(yaml: &str, practices: &[Practice]) -> Vec<String> {
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
    assert_eq!(loaded.findings, []);
    let as_of = Date::parse("2026-09-02").expect("a date");
    let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
    let measures = schedule.quality();
    let practice = |practice: &Practice| {
        let found: Vec<&Measure> = measures
            .iter()
            .filter(|each| each.practice == *practice)
            .collect();
        assert_eq!(found.len(), 1, "{practice:?}");
        let measure = found[0];
        let ids = measure.offenders.join(" ");
        format!(
            "{} {}/{} {} {ids}",
            practice.as_str(),
            measure.numerator,
            measure.denominator,
            measure.grade().as_str()
        )
    };
    practices.iter().map(practice).collect()
}

#[test]
fn an_empty_program_can_be_assessed_on_no_point() {
    let all = told("charter: {id: atlas}\n", &Practice::ALL);
    assert_eq!(all.len(), 25);
    for line in all {
        assert!(line.ends_with("0/0 not-assessable "), "{line}");
    }
}

#[test]
fn points_and_practices_are_numbered_as_their_offices_number_them() {
    let numbers: Vec<usize> = Practice::ALL.iter().map(|each| each.number()).collect();
    let dcma: Vec<usize> = (1..=14).collect();
    assert_eq!(numbers[..14], dcma);
    assert_eq!(numbers[14..], [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]);
    assert!(Practice::ExecutionIndex.is_dcma() && !Practice::ActivitiesCaptured.is_dcma());
}

#[test]
fn logic_leads_lags_and_types_are_counted_over_what_is_open() {
    // Open are api, ui, docs and ga. Nothing comes before api and docs, and nothing needs docs; ga may end. Of
    // four needs one is a lead, one a lag, and one starts with another.
    let yaml = "charter: {target: ga}\nmilestones:\n  old: {done: 2026-08-03}\n  \
                api: {duration: 5d}\n  docs: {duration: 5d}\n  \
                ui: {duration: 5d, needs: [old, {id: api, type: SS, lag: 2d}]}\n  \
                ga: {duration: 1d, needs: [ui, {id: api, lag: -1d}]}\n";
    use Practice::{Lags, Leads, Logic, RelationshipTypes, TraceableHorizontally};
    assert_eq!(
        told(
            yaml,
            &[Logic, Leads, Lags, RelationshipTypes, TraceableHorizontally]
        ),
        [
            "logic 2/4 fail api docs",
            "leads 1/4 fail ga",
            "lags 1/4 fail ui",
            "relationship-types 3/4 fail ui",
            "traceable-horizontally 1/4 fail docs",
        ]
    );
}

#[test]
fn forty_four_days_are_not_high_and_what_is_due_too_early_is_negative_float() {
    // The long one drives; the short one ends 45 days before it, the other 44.
    let yaml = "charter: {target: ga}\nmilestones:\n  long: {duration: 46d, due: 2026-09-30}\n  \
                short: {duration: 1d, owner: lee}\n  other: {duration: 2d, due: 2026-09-03}\n  \
                wait: {duration: 60ed}\n  ga: {duration: 0d, needs: [long, short, other]}\n";
    use Practice::{HighDuration, HighFloat, NegativeFloat, Resources};
    // Work are the four that take time. Sixty calendar days pass by themselves.
    assert_eq!(
        told(yaml, &[HighFloat, NegativeFloat, HighDuration, Resources]),
        [
            "high-float 1/5 fail short",
            "negative-float 1/5 fail long",
            "high-duration 1/5 fail long",
            "resources 3/4 fail long other wait",
        ]
    );
}

#[test]
fn facts_in_the_future_and_plans_in_the_past_are_invalid() {
    let yaml = "milestones:\n  early: {done: 2026-09-03}\n  late: {duration: 1d, forecast: 2026-09-01}\n  \
                good: {done: 2026-09-02}\ncontracts:\n  key: {title: Key, from: a, to: b, promised: 2026-09-01}\n  \
                came: {title: Came, from: a, to: b, promised: 2026-08-03, delivered: 2026-08-31}\n";
    assert_eq!(
        told(yaml, &[Practice::InvalidDates]),
        ["invalid-dates 3/5 fail early key late"]
    );
}

#[test]
fn the_indices_are_those_of_the_field() {
    // Three were due: one done in time, one a day late, one not at all; a fourth is done ahead of its date. The rest
    // takes 20 days, 2 to 29 September, and was promised for the 22nd: five days late, 14 of 19 days after as-of.
    let yaml = "charter: {target: ga}\nmilestones:\n  one: {due: 2026-08-03, done: 2026-08-03}\n  \
                two: {due: 2026-08-03, done: 2026-08-04}\n  three: {due: 2026-09-01, duration: 1d}\n  \
                four: {due: 2026-10-01, done: 2026-09-01}\n  work: {duration: 20d, needs: [one]}\n  \
                ga: {duration: 0d, due: 2026-09-22, needs: [work]}\n";
    use Practice::{CriticalPathTest, ExecutionIndex, MissedTasks, PathLengthIndex};
    assert_eq!(
        told(
            yaml,
            &[MissedTasks, CriticalPathTest, PathLengthIndex, ExecutionIndex]
        ),
        [
            "missed-tasks 2/3 fail three two",
            "critical-path-test 600/600 pass ",
            "critical-path-length-index 14/19 fail ga",
            "baseline-execution-index 3/3 pass three",
        ]
    );
}

#[test]
fn the_practices_count_what_is_missing() {
    // Ledger has no milestone; speed is due after the objective's date. The decision waits for nobody in particular.
    // Not before the 14th is a typed date at the head of the path.
    let yaml = "charter:\n  target: ga\n  objectives: {ledger: Moved, speed: {say: Fast, by: 2026-09-18}}\n\
                milestones:\n  api: {owner: lee, not_before: 2026-09-14, duration: [3d, 5d, 9d], due: 2026-09-18}\n  \
                ui: {owner: lee, started: 2026-09-01, duration: 2d}\n  loose: {owner: lee, due: 2026-09-10}\n  \
                ga: {owner: lee, duration: 2d, due: 2026-09-25, serves: speed, needs: [api, {id: ui, type: SS}, d-how]}\n\
                decisions:\n  d-how: {decide_by: 2026-09-04}\n\
                risks:\n  r-one: {title: One, prob: 0.3, delay: 3d, hits: [api]}\n  r-two: {title: Two, prob: 0.3}\n";
    assert_eq!(
        told(yaml, &Practice::ALL[14..]),
        [
            "activities-captured 1/2 fail ledger",
            "activities-sequenced 1/4 fail ui",
            "resources-assigned 1/5 fail d-how",
            "durations-established 1/4 fail loose",
            "traceable-horizontally 1/4 fail loose",
            "traceable-vertically 1/1 fail speed",
            "critical-path-valid 1/2 fail api",
            "float-reasonable 0/4 pass ",
            "risk-analysis 3/5 fail ga r-two ui",
            "progress-updated 1/1 fail ui",
            "baseline 1/4 fail ui",
        ]
    );
}
