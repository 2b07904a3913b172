//! Readiness of small launches; expected verdicts, states and days are worked out by hand from the format's
//! page and the rule of the verdict.

use super::{EXPECTED, GateState, Readiness, Refusal, Role, Standard, Verdict};
use crate::load::{Loaded, load};
use crate::model::Settings;
use crate::schedule::{Options, Schedule};
use crate::text::{Date, MemoryTree};

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// All expected items ready with proof, but for those whose value is given instead.
fn items(instead: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for name in EXPECTED {
        let other = instead.iter().find(|(known, _)| *known == name);
        let value = other.map_or("{ready: 2026-08-28, proof: docs/x.md}", |(_, value)| value);
        if !value.is_empty() {
            text.push_str(&format!("      {name}: {value}\n"));
        }
    }
    text
}

const OPS: &str = "ops: {team: web, oncall: web-primary, accepted_by: jo, accepted_on: 2026-08-31}";
const ROLES: &str = "roles: {commander: jo, comms: al, rollback: jo}";

fn launch(ops: &str, roles: &str, items: &str, rest: &str) -> String {
    let lines = [ops, roles].map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("    {line}\n")
        }
    });
    format!(
        "milestones:\n  ga: {{title: Live, kind: launch, due: 2026-11-18, duration: 5d}}\nlaunches:\n  ga:\n{}{}    \
         items:\n{items}{rest}",
        lines[0], lines[1]
    )
}

/// Shows the launches of a program as of 2026-09-02.
fn with<R>(text: &str, settings: &str, show: impl FnOnce(&[Readiness<'_>]) -> R) -> R {
    let files = [("plan.yaml", text), ("metrics/d.csv", settings)];
    let tree = MemoryTree::new(files.into_iter().filter(|(_, text)| !text.is_empty()));
    let loaded: Loaded = load(&tree, "", "atlas").expect("loads");
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let schedule = Schedule::new(&loaded.program, &[], date("2026-09-02"), Options::default());
    let settings = Settings::default();
    show(&schedule.launches(&Standard::of(&settings)))
}

fn verdict(text: &str) -> Verdict {
    with(text, "", |launches| launches[0].verdict())
}

#[test]
fn a_go_needs_every_item_every_role_and_an_acceptance() {
    let all = items(&[]);
    assert_eq!(verdict(&launch(OPS, ROLES, &all, "")), Verdict::Go);
    for (ops, roles) in [
        ("", ROLES),
        ("ops: {team: web, oncall: web-primary, accepted_by: jo}", ROLES),
        (OPS, ""),
        (OPS, "roles: {commander: jo, comms: al}"),
    ] {
        assert_eq!(
            verdict(&launch(ops, roles, &all, "")),
            Verdict::NoGo,
            "{ops} {roles}"
        );
    }
    for instead in [
        "",
        "{owner: jo, by: 2026-08-28, started: 2026-08-24}",
        "{ready: 2026-08-28}",
        // Ready tomorrow is not ready.
        "{ready: 2026-09-03, proof: docs/x.md}",
        "{waived: d-without}",
    ] {
        let items = items(&[("load-test", instead)]);
        assert_eq!(
            verdict(&launch(OPS, ROLES, &items, "")),
            Verdict::NoGo,
            "{instead}"
        );
    }
}

#[test]
fn an_item_of_its_own_counts_like_the_expected_ones() {
    let own = |value: &str| launch(OPS, ROLES, &items(&[]), &format!("      legal: {value}\n"));
    assert_eq!(verdict(&own("{owner: jo}")), Verdict::NoGo);
    assert_eq!(
        verdict(&own("{ready: 2026-09-02, proof: docs/x.md}")),
        Verdict::Go
    );
}

#[test]
fn an_item_is_waived_by_a_decision_of_whoever_may() {
    let waived = |charter: &str, decision: &str, more: &str| {
        let items = items(&[("load-test", "{owner: jo, waived: d-without}")]);
        let rest = format!("decisions:\n  d-without: {{{decision}}}\n{more}{charter}");
        with(&launch(OPS, ROLES, &items, &rest), "", |launches| {
            let gate = launches[0].gate("load-test").expect("an item");
            let refused = gate.refused.map(|(_, refusal)| match refusal {
                Refusal::Unknown => "unknown",
                Refusal::Open => "open",
                Refusal::Superseded => "superseded",
                Refusal::Declined => "declined",
                Refusal::Nobody => "nobody",
                Refusal::NotTheirs { .. } => "not theirs",
            });
            (launches[0].verdict(), refused)
        })
    };
    let lee = "charter: {authority: {waive_gate: lee}}\n";
    let good = "decider: lee, decided: 2026-09-02, chosen: without";
    assert_eq!(waived("", good, ""), (Verdict::ConditionalGo, None));
    assert_eq!(waived(lee, good, ""), (Verdict::ConditionalGo, None));
    let others = [
        (
            "decider: jo, decided: 2026-09-01, chosen: without",
            "",
            "not theirs",
        ),
        ("decider: lee, decided: 2026-09-03, chosen: without", "", "open"),
        ("decider: lee, deferred: {to: 2026-10-01}", "", "open"),
        ("decider: lee, decided: 2026-09-01, chosen: none", "", "declined"),
        ("decided: 2026-09-01, chosen: without", "", "nobody"),
        (
            good,
            "  d-later: {decider: lee, supersedes: d-without}\n",
            "superseded",
        ),
    ];
    for (decision, more, refusal) in others {
        assert_eq!(
            waived(lee, decision, more),
            (Verdict::NoGo, Some(refusal)),
            "{decision}"
        );
    }
    // What is ready needs no waiver.
    let items = items(&[(
        "load-test",
        "{ready: 2026-09-01, proof: docs/x.md, waived: d-nowhere}",
    )]);
    assert_eq!(verdict(&launch(OPS, ROLES, &items, "")), Verdict::Go);
}

#[test]
fn a_milestone_covers_an_item() {
    let state = |milestone: &str| {
        let items = items(&[("runbooks", "books")]);
        let text = launch(OPS, ROLES, &items, "");
        let text = text.replacen(
            "milestones:\n",
            &format!("milestones:\n  books: {{{milestone}}}\n"),
            1,
        );
        with(&text, "", |launches| {
            let gate = launches[0].gate("runbooks").expect("an item");
            (gate.state, gate.by, gate.earliest)
        })
    };
    let due = Some(date("2026-09-11"));
    let open = "title: Runbooks, owner: jo, due: 2026-09-11, duration: 10d";
    // Ten working days from 2 September: the tenth is the 15th.
    let earliest = Some(date("2026-09-15"));
    assert_eq!(state(open), (GateState::Todo, due, earliest));
    assert_eq!(
        state(&format!("{open}, started: 2026-09-02")),
        (GateState::Doing, due, earliest)
    );
    let done = format!("{open}, done: 2026-09-01");
    assert_eq!(state(&done), (GateState::Ready, due, None));
    // Reviews have to show it.
    let review = format!("{done}, kind: review");
    assert_eq!(state(&review), (GateState::Unproven, due, None));
    let shown = format!("{review}, accept: [{{is: Signed, proof: docs/x.md}}]");
    assert_eq!(state(&shown), (GateState::Ready, due, None));
    let cancelled = format!("{open}, cancelled: {{date: 2026-09-01, because: Too dear}}");
    assert_eq!(state(&cancelled), (GateState::Todo, due, None));
}

#[test]
fn a_proof_is_stale_when_more_than_thirty_working_days_old() {
    let stale = |ready: &str| {
        let items = items(&[("rollback", &format!("{{ready: {ready}, proof: docs/x.md}}"))]);
        with(&launch(OPS, ROLES, &items, ""), "", |launches| {
            launches[0].gate("rollback").expect("an item").stale
        })
    };
    // Six weeks before Wednesday 2 September is Wednesday 22 July.
    assert_eq!(stale("2026-07-22"), None);
    assert_eq!(stale("2026-07-21"), Some(31));
}

#[test]
fn a_launch_starts_when_it_can_and_not_before_its_due_date_asks() {
    let start = |milestone: &str, rest: &str| {
        let text = format!("milestones:\n  ga: {{title: Live, kind: launch, {milestone}}}\n{rest}");
        with(&text, "", |launches| launches[0].start)
    };
    // Five days through Wednesday 18 November begin on Thursday the 12th.
    assert_eq!(
        start("due: 2026-11-18, duration: 5d", ""),
        Some(date("2026-11-12"))
    );
    assert_eq!(
        start("due: 2026-11-18, duration: 5d, not_before: 2026-11-16", ""),
        Some(date("2026-11-16"))
    );
    assert_eq!(start("duration: 5d", ""), Some(date("2026-09-02")));
    // Under way: two phases of three days before the last, which begins on the 18th: the seventh day back.
    let phases =
        "launches: {ga: {phases: [{name: a, bake: 3d}, {name: b, bake: 3d}, {name: c, bake: 5d}]}}\n";
    let begun = "due: 2026-11-18, started: 2026-08-03, remaining: 10d";
    assert_eq!(start(begun, phases), Some(date("2026-11-10")));
    let elapsed = "launches: {ga: {phases: [{name: a, bake: 7ed}, {name: c, bake: 5d}]}}\n";
    assert_eq!(start(begun, elapsed), Some(date("2026-11-11")));
    assert_eq!(start(begun, ""), Some(date("2026-11-18")));
}

#[test]
fn business_teams_among_the_stakeholders_are_to_be_told() {
    let untold = |charter: &str, comms: &str| {
        let teams = "teams:\n  support: {kind: business}\n  sales: {kind: business}\n  web: {title: Web}\npeople:\n  \
                     nadia: {name: Nadia Roy, team: support}\n";
        let text = format!(
            "{charter}{teams}milestones:\n  ga: {{title: Live, kind: launch}}\nlaunches: {{ga: {{comms: [{comms}]}}}}\n"
        );
        with(&text, "", |launches| {
            let names = launches[0].untold().map(ToString::to_string);
            names.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(untold("", ""), "sales support");
    assert_eq!(untold("", "{to: nadia}"), "sales");
    assert_eq!(
        untold("charter: {stakeholders: [{who: support}, {who: web}]}\n", ""),
        "support"
    );
    assert_eq!(
        untold("charter: {stakeholders: [{who: web}]}\n", "{to: support}"),
        "sales"
    );
}

#[test]
fn severe_defects_belong_to_the_launch_of_their_team_else_to_the_first() {
    let text = "teams: {web: {title: Web}, data: {title: Data}, qa: {title: QA}}\nmilestones:\n  \
                a-late: {title: Late, kind: launch, team: web, due: 2026-12-01}\n  \
                b-soon: {title: Soon, kind: launch, team: data, due: 2026-10-01}\n  \
                c-over: {title: Over, kind: launch, team: qa, due: 2026-08-01, done: 2026-08-01}\n";
    let csv = "date,team,metric,value\n2026-08-28,web,defects-open.sev1,2\n2026-08-21,web,defects-open.sev1,9\n\
               2026-08-28,qa,defects-open.sev2,1\n2026-08-21,data,defects-open.sev2,3\n2026-08-28,data,defects-open.sev2,0\n\
               2026-08-28,,defects-open.sev1,4\n2026-08-28,web,defects-open,5\n2026-08-28,web,defects-open.sev3,6\n";
    let shared = with(text, csv, |launches| {
        let told = launches.iter().map(|launch| {
            let figures = launch
                .defects
                .iter()
                .map(|defects| defects.sample.value.to_string());
            format!("{} {}", launch.id, figures.collect::<Vec<_>>().join(" "))
        });
        told.collect::<Vec<_>>()
    });
    assert_eq!(shared, ["a-late 2", "b-soon 4 1", "c-over "]);
}

#[test]
fn roles_without_a_person_are_open_and_expected_items_come_first() {
    let text = launch(
        "",
        "roles: {comms: al}",
        "      comms: {owner: jo}\n      aaa: {owner: jo}\n",
        "",
    );
    with(&text, "", |launches| {
        let open: Vec<Role> = launches[0].open_roles().collect();
        assert_eq!(open, [Role::Commander, Role::Rollback]);
        let names: Vec<&str> = launches[0].gates.iter().map(|gate| gate.name).collect();
        assert_eq!(names[..12], EXPECTED);
        assert_eq!(names[12..], ["aaa"]);
        assert_eq!(launches[0].gates[0].state, GateState::Missing);
        assert!(launches[0].gates.iter().all(|gate| gate.is_blocking()));
    });
}
