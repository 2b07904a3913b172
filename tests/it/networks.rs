//! Random networks against an independent computation that knows nothing of indices or backward passes: it
//! walks days one by one, and finds float by delaying an item until something moves.
//!
//! The brute force shares no code with the schedule. It reads the same drawn network and computes early
//! dates by stepping over calendar days, the finish by the maximum, and total float by re-running the whole
//! network with one item finishing 1, 2, 3 … working days later until the program finish (or, for items that
//! do not lead to a target, the network finish) moves.

use linchpin::load::load;
use linchpin::schedule::{Options, Schedule};
use linchpin::text::{Date, MemoryTree};
use proptest::prelude::*;
use std::fmt::Write;

const AS_OF: i64 = 20_700; // 2026-09-04, a Friday

#[derive(Clone, Debug)]
struct Net {
    items: Vec<Item>,
    targets: Vec<usize>,
    /// An item that was due yesterday.
    overdue: usize,
}

#[derive(Clone, Debug)]
struct Item {
    team: usize,
    days: i64,
    not_before: Option<i64>,
    started: Option<i64>,
    done: Option<i64>,
    /// Need, relation, lag.
    needs: Vec<(usize, &'static str, i64)>,
}

/// Three calendars: the program's, one with Saturdays, one of every day with a holiday.
fn works(team: usize, day: i64) -> bool {
    let weekday = (day + 3).rem_euclid(7);
    match team {
        0 => weekday < 5 && day != AS_OF + 11,
        1 => weekday < 6,
        _ => day != AS_OF + 5,
    }
}

/// The first working day at or after a boundary.
fn first(team: usize, mut boundary: i64) -> i64 {
    while !works(team, boundary) {
        boundary += 1;
    }
    boundary
}

/// The boundary after `days` working days from a boundary; for none, the boundary itself.
fn after(team: usize, boundary: i64, days: i64) -> i64 {
    let mut at = boundary;
    let mut left = days;
    while left > 0 {
        at = first(team, at) + 1;
        left -= 1;
    }
    at
}

/// The boundary `days` working days earlier: the end of the working day before.
fn before(team: usize, boundary: i64, days: i64) -> i64 {
    let mut at = boundary;
    let mut left = days;
    while left >= 0 {
        at -= 1;
        if works(team, at) {
            left -= 1;
        }
    }
    at + 1
}

fn shift(team: usize, boundary: i64, lag: i64) -> i64 {
    match lag {
        0 => boundary,
        lag if lag > 0 => after(team, boundary, lag),
        lead => before(team, boundary, -lead),
    }
}

/// How many working days lie from one boundary up to another.
fn count(team: usize, from: i64, to: i64) -> i64 {
    (from..to).filter(|day| works(team, *day)).count() as i64
}

/// The earliest boundary from which `days` of work end no earlier than `finish`.
fn start_for(team: usize, finish: i64, days: i64) -> i64 {
    let mut start = finish;
    while count(team, after(team, first(team, start - 1), days), finish) == 0 {
        start -= 1;
    }
    start
}

/// How one item is otherwise than the plan says.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    /// All as planned.
    Nothing,
    /// It slips by so many working days.
    Slips(usize, i64),
    /// It takes no time.
    TakesNoTime(usize),
    /// It finishes five working days later, its start where it was.
    FinishesAWeekLater(usize),
}

/// Early start and finish boundaries.
fn forward(net: &Net, change: Change) -> Vec<(i64, i64)> {
    let mut placed: Vec<(i64, i64)> = Vec::new();
    for (at, item) in net.items.iter().enumerate() {
        let team = item.team;
        if let Some(done) = item.done {
            placed.push((item.started.unwrap_or(done), done + 1));
            continue;
        }
        let is_removed = change == Change::TakesNoTime(at);
        let mut days = if is_removed { 0 } else { item.days };
        let mut start = AS_OF;
        if let Some(started) = item.started {
            days = (item.days - count(team, started, AS_OF)).max(1);
            if is_removed {
                days = 0;
            }
        } else {
            start = start.max(item.not_before.unwrap_or(AS_OF));
        }
        let mut finish_bound = i64::MIN;
        for (need, relation, lag) in &item.needs {
            let is_done = net.items[*need].done.is_some();
            if item.started.is_some() && (*relation == "SS" || *relation == "FS" && is_done) {
                continue;
            }
            let from = if matches!(*relation, "FS" | "FF") {
                placed[*need].1
            } else {
                placed[*need].0
            };
            let bound = shift(team, from, *lag);
            if matches!(*relation, "FS" | "SS") {
                start = start.max(bound);
            } else {
                finish_bound = finish_bound.max(bound);
            }
        }
        let (mut begin, mut finish);
        if days == 0 {
            begin = start.max(finish_bound);
            finish = begin;
        } else {
            if finish_bound > i64::MIN {
                start = start.max(start_for(team, finish_bound, days));
            }
            begin = first(team, start);
            finish = after(team, begin, days);
        }
        if let Some(started) = item.started {
            begin = started;
        }
        if change == Change::FinishesAWeekLater(at) {
            finish = after(team, finish, 5);
        }
        if let Change::Slips(which, delay) = change
            && which == at
        {
            // A slip of so many working days: the whole item moves, or what is left of it.
            if days == 0 {
                finish = after(team, finish, delay);
                begin = finish;
            } else {
                finish = after(team, finish, delay);
                if item.started.is_none() {
                    begin = first(team, after(team, begin, delay));
                }
            }
        }
        placed.push((begin, finish));
    }
    placed
}

fn text(net: &Net) -> String {
    let date = |day: i64| Date::from_day(day as i32).to_string();
    let targets: Vec<String> = net.targets.iter().map(|at| format!("m{at:02}")).collect();
    let mut yaml = format!(
        "charter: {{id: net, target: [{}], spread: [1, 1, 1]}}\ncalendar: {{week: mon-fri, holidays: [{}]}}\n",
        targets.join(", "),
        date(AS_OF + 11)
    );
    let _ = write!(
        yaml,
        "teams:\n  t0: {{title: a}}\n  t1: {{title: b, calendar: {{week: mon-sat, holidays: []}}}}\n  \
         t2: {{title: c, calendar: {{week: mon-sun, holidays: [{}]}}}}\nmilestones:\n",
        date(AS_OF + 5)
    );
    for (at, item) in net.items.iter().enumerate() {
        let _ = write!(
            yaml,
            "  m{at:02}:\n    team: t{}\n    duration: {}d\n",
            item.team, item.days
        );
        for (field, day) in [
            ("not_before", item.not_before),
            ("started", item.started),
            ("done", item.done),
        ] {
            if let Some(day) = day {
                let _ = writeln!(yaml, "    {field}: {}", date(day));
            }
        }
        if at == net.overdue {
            let _ = writeln!(yaml, "    due: {}", date(AS_OF - 1));
        }
        if !item.needs.is_empty() {
            yaml.push_str("    needs:\n");
            for (need, relation, lag) in &item.needs {
                let _ = writeln!(yaml, "      - {{id: m{need:02}, type: {relation}, lag: {lag}d}}");
            }
        }
    }
    yaml
}

/// Items draw their needs from earlier ones, at most one tie a pair.
fn nets(teams: usize) -> impl Strategy<Value = Net> {
    let need = (any::<prop::sample::Index>(), 0..10usize, -2..4i64);
    let item = (
        0..teams,
        prop_oneof![1 => Just(0i64), 5 => 1..8i64],
        prop::option::weighted(0.15, 0..12i64),
        0..12u8,
        prop::collection::vec(need, 0..3),
    );
    (
        prop::collection::vec(item, 2..9),
        0..3usize,
        any::<prop::sample::Index>(),
    )
        .prop_map(|(drawn, targets, pick)| {
            let mut items = Vec::new();
            for (at, (team, days, not_before, progress, drawn)) in drawn.into_iter().enumerate() {
                let mut needs: Vec<(usize, &'static str, i64)> = Vec::new();
                for (index, relation, lag) in drawn {
                    if at == 0 {
                        break;
                    }
                    let need = index.index(at);
                    let relation = ["FS", "FS", "FS", "FS", "SS", "SS", "FF", "FF", "SF", "FS"][relation];
                    if needs.iter().all(|known| known.0 != need) {
                        needs.push((need, relation, lag));
                    }
                }
                let (started, done) = match progress {
                    0 => (Some(AS_OF - 6), None),
                    1 => (Some(AS_OF - 8), Some(AS_OF - 2)),
                    _ => (None, None),
                };
                items.push(Item {
                    team,
                    days,
                    not_before: not_before.map(|days| AS_OF + days),
                    started,
                    done,
                    needs,
                });
            }
            let first = pick.index(items.len());
            let mut targets: Vec<usize> = (0..targets).map(|more| (first + more) % items.len()).collect();
            targets.sort_unstable();
            targets.dedup();
            let overdue = (first * 7 + 3) % items.len();
            Net {
                items,
                targets,
                overdue,
            }
        })
}

fn agrees(net: &Net) -> Result<(), TestCaseError> {
    let yaml = text(net);
    let loaded = load(&MemoryTree::new([("net.yaml", yaml.as_str())]), "", "net").unwrap();
    prop_assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let as_of = Date::from_day(AS_OF as i32);
    let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
    let early = forward(net, Change::Nothing);
    let end =
        |placed: &[(i64, i64)], which: &[usize]| which.iter().map(|at| placed[*at].1).max().unwrap_or(0);
    let all: Vec<usize> = (0..net.items.len()).collect();
    let targets = if net.targets.is_empty() {
        &all
    } else {
        &net.targets
    };
    for (at, item) in net.items.iter().enumerate() {
        let ix = schedule.plan.graph.find(&format!("m{at:02}")).unwrap();
        let found = schedule.early(ix).unwrap();
        prop_assert_eq!(
            (found.start, found.finish),
            early[at],
            "early dates of m{:02} in\n{}",
            at,
            yaml
        );
        if item.done.is_some() {
            prop_assert!(schedule.late(ix).is_none());
            continue;
        }
        // Delay until a target's finish passes the program finish, or anything the network finish.
        let (program, network) = (end(&early, targets), end(&early, &all));
        let mut float = 0;
        loop {
            let later = forward(net, Change::Slips(at, float + 1));
            let holds = |placed: &[(i64, i64)]| {
                let is_later = |which: usize, limit: i64| {
                    let team = net.items[which].team;
                    net.items[which].done.is_none() && count(team, limit, placed[which].1) > 0
                };
                !targets.iter().any(|which| is_later(*which, program))
                    && !all.iter().any(|which| is_later(*which, network))
            };
            if !holds(&later) || float > 300 {
                break;
            }
            float += 1;
        }
        let late = schedule.late(ix).unwrap();
        prop_assert_eq!(late.total_float, float, "float of m{:02} in\n{}", at, yaml);
        prop_assert_eq!(schedule.is_critical(ix), float == 0);
    }
    let finish = end(&early, targets);
    for (row, drag) in schedule.critical_path().path {
        let at: usize = row.id.as_str()[1..].parse().unwrap();
        let gone = end(&forward(net, Change::TakesNoTime(at)), targets);
        let gain = count(0, gone, finish);
        prop_assert_eq!(drag, Some(gain), "drag of m{:02} in\n{}", at, yaml);
    }
    if net.items[net.overdue].done.is_none() {
        let roots = schedule.blocked().roots;
        prop_assert_eq!(roots.len(), 1, "{}", yaml);
        let later = end(&forward(net, Change::FinishesAWeekLater(net.overdue)), targets);
        prop_assert_eq!(roots[0].week_costs, count(0, finish, later), "cost in\n{}", yaml);
    }
    is_certain(&schedule, &yaml)?;
    Ok(())
}

/// Where nothing is uncertain, a forecast is the schedule.
fn is_certain(schedule: &Schedule<'_>, yaml: &str) -> Result<(), TestCaseError> {
    let options = linchpin::forecast::Options {
        runs: 1,
        ..Default::default()
    };
    let forecast = linchpin::forecast::Forecast::new(schedule, options);
    for item in &forecast.items {
        let dates = item.dates.unwrap();
        let all = [dates.p10, dates.p50, dates.p80, dates.p90];
        let expected = item.row.early_finish.unwrap();
        prop_assert_eq!(all, [expected; 4], "dates of {} in\n{}", item.row.id, yaml);
        if let Some(due) = item.row.due {
            prop_assert_eq!(item.chance, Some(f64::from(u8::from(expected <= due))));
        }
        prop_assert_eq!(item.earliest_chance, Some(1.0), "{} in\n{}", item.row.id, yaml);
    }
    for (row, _) in schedule.critical_path().path {
        let item = forecast.item(row.id.as_str()).unwrap();
        prop_assert_eq!(item.criticality, Some(1.0), "{} drives in\n{}", row.id, yaml);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_calendar_agrees_with_days_counted_one_by_one(net in nets(1)) {
        agrees(&net)?;
    }

    #[test]
    fn mixed_calendars_agree_with_days_counted_one_by_one(net in nets(3)) {
        agrees(&net)?;
    }
}
