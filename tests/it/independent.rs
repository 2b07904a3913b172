//! The forecast against two models that were written apart from this project: plain Monte Carlo of each program by
//! name, one line of arithmetic an item, with the random numbers and the arrays of numpy, two million and one million
//! iterations. They were written from the description of the format alone.

use linchpin::forecast::{Forecast, ItemForecast, Options};
use linchpin::load::load;
use linchpin::schedule::Schedule;
use linchpin::text::{Date, MemoryTree};

/// A Monday.
const AS_OF: &str = "2026-09-07";
const RUNS: u32 = 100_000;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn forecast(yaml: &str, judge: impl Fn(&Forecast<'_>)) {
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").unwrap();
    assert_eq!(loaded.findings, []);
    let schedule = Schedule::new(&loaded.program, &[], day(AS_OF), Default::default());
    for seed in [1, 2] {
        let options = Options {
            runs: RUNS,
            seed,
            ..Options::default()
        };
        judge(&Forecast::new(&schedule, options));
    }
}

fn item<'f, 'p>(forecast: &'f Forecast<'p>, id: &str) -> &'f ItemForecast<'p> {
    forecast.item(id).unwrap_or_else(|| panic!("no {id}"))
}

/// Four standard errors of a share in so many iterations, and the decimals that are given here.
fn agrees(what: &str, found: Option<f64>, expected: f64) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing"));
    let error = (expected * (1.0 - expected) / f64::from(RUNS)).sqrt();
    assert!(
        (found - expected).abs() < 4.0 * error + 0.0006,
        "{what}: {found} is not {expected}"
    );
}

fn buys(forecast: &Forecast<'_>, expected: &[(&str, f64)]) {
    for (id, expected) in expected {
        let risk = forecast
            .risks
            .iter()
            .find(|risk| risk.id.as_str() == *id)
            .unwrap();
        let found = risk.days_bought.unwrap();
        assert!((found - expected).abs() < 0.15, "{id}: {found} is not {expected}");
    }
}

/// All relationships with lag and lead, work in progress with three values left, a promise of three dates and of one,
/// risks on contracts and on two items at once, a blocker with a date and one without, a duration implied by dates,
/// a first day, two targets.
const KINDS: &str = "
charter: {id: kinds, target: [ga, beta], spread: [0.8, 1.0, 1.5]}
calendar: {week: mon-fri, holidays: [2026-09-21]}
milestones:
  spec: {started: 2026-08-31, duration: 9d, remaining: [2d, 4d, 9d]}
  api: {duration: [5d, 8d, 14d], needs: [spec]}
  ui: {duration: [6d, 10d, 18d], needs: [{id: api, type: SS, lag: 3d}, {id: api, type: FF, lag: 2d}]}
  docs: {duration: 6d, needs: [spec, {id: ui, type: SF, lag: 11d}]}
  data: {duration: [8d, 12d, 20d], due: 2026-10-09, needs: [box, {id: spec, lag: -1d}]}
  check: {due: 2026-10-16, needs: [data]}
  load: {duration: [3d, 4d, 9d], needs: [api]}
  vault: {duration: [4d, 9d, 16d]}
  beta: {due: 2026-10-09, duration: [2d, 3d, 5d], needs: [ui, load, docs]}
  ga: {due: 2026-10-26, duration: [3d, 5d, 8d], not_before: 2026-10-05, needs: [check, keys]}
contracts:
  box: {from: aa, to: bb, promised: [2026-09-11, 2026-09-16, 2026-09-29]}
  keys: {from: aa, to: bb, promised: 2026-09-25, source: vault}
blockers:
  b-lab: {blocks: [load]}
  b-visa: {blocks: [keys], expected: 2026-09-29}
risks:
  r-box: {prob: 0.35, delay: [2d, 6d, 15d], hits: [box]}
  r-api: {prob: 0.4, delay: [1d, 5d, 12d], hits: [api, data]}
  r-load: {prob: 0.25, delay: 8d, hits: [load]}
  r-keys: {prob: 0.5, delay: [3d, 10d, 24d], hits: [keys]}
";

/// The day in which an instant falls, counted in working days from as-of on.
fn day_of(instant: f64) -> Date {
    let is_worked = |day: &Date| day.weekday() < 5 && *day != Date::parse("2026-09-21").unwrap();
    let days = (day(AS_OF).day()..).map(Date::from_day).filter(is_worked);
    let whole = instant.ceil() as usize - 1;
    days.into_iter().nth(whole).unwrap()
}

#[test]
fn every_kind_of_bound_agrees_with_a_model_of_its_own() {
    // P50 and P80 of the model in working days from as-of, and its criticality.
    let expected = [
        ("spec", 4.817, 6.353, 0.0507),
        ("api", 15.772, 19.984, 0.0466),
        ("ui", 20.577, 23.492, 0.0012),
        ("docs", 19.741, 22.286, 0.0001),
        ("box", 11.317, 16.459, 0.8133),
        ("data", 27.468, 33.321, 0.8173),
        ("check", 32.976, 38.856, 0.8173),
        ("load", 23.153, 28.883, 0.0456),
        ("vault", 9.519, 11.902, 0.0),
        ("keys", 20.281, 29.812, 0.1359),
        ("beta", 27.141, 32.280, 0.0468),
        ("ga", 39.074, 44.412, 0.9532),
    ];
    forecast(KINDS, |forecast| {
        for (id, likely, safe, criticality) in expected {
            let found = item(forecast, id);
            let dates = found.dates.unwrap();
            for (date, instant) in [(dates.p50, likely), (dates.p80, safe)] {
                // The percentiles of both models are some hundredths of a day apart.
                let days = [day_of(instant - 0.1), day_of(instant + 0.1)];
                assert!(days.contains(&date), "{id}: {date} is not in {days:?}");
            }
            agrees(id, found.criticality, criticality);
        }
        for (id, chance) in [
            ("ga", 0.2376),
            ("beta", 0.2366),
            ("data", 0.2844),
            ("check", 0.2557),
        ] {
            agrees(id, item(forecast, id).chance, chance);
        }
        buys(
            forecast,
            &[
                ("r-box", 3.18),
                ("r-api", 2.67),
                ("r-load", 0.04),
                ("r-keys", 0.15),
            ],
        );
    });
}

/// Three calendars whose weeks begin and end on other days, elapsed time, work in progress that loses what was worked
/// and work in progress that waits, a typed forecast, a promise counted in the giver's week, a lag in the receiver's.
const WEEKS: &str = "
charter: {id: site, target: open}
calendar: {week: mon-fri, holidays: [2026-09-21]}
teams:
  night: {title: Night shift, calendar: {week: [sun, mon, tue, wed, thu]}}
  crane: {title: Crane, calendar: {week: mon-sun, holidays: []}}
milestones:
  survey: {done: 2026-09-02}
  dig: {team: night, started: 2026-09-01, duration: [6d, 9d, 15d]}
  pour: {team: crane, duration: [4d, 6d, 11d], needs: [dig, {id: steel, lag: 1d}]}
  cure: {duration: 10ed, needs: [pour]}
  frame: {duration: [5d, 9d, 12d], forecast: 2026-10-14, needs: [cure, permit]}
  roof: {started: 2026-09-03, remaining: [5d, 8d, 14d], needs: [pour]}
  paint:
    team: night
    duration: [8d, 12d, 21d]
    needs: [{id: roof, type: SS, lag: 2d}, {id: dig, type: FF, lag: 1d}, {id: survey, lag: 5d}, ask]
  open: {duration: 0d, due: 2026-10-15, needs: [frame, roof, paint]}
contracts:
  steel: {from: night, to: crane, promised: 2026-09-10}
  permit: {from: crane, to: night, need_by: 2026-09-25}
decisions:
  ask: {title: Which color?, decide_by: 2026-09-16}
risks:
  r-frost: {prob: 0.4, delay: [2d, 4d, 9d], hits: [pour, roof]}
  r-steel: {prob: 0.3, delay: [1d, 5d, 8d], hits: [steel]}
  r-paint: {prob: 0.2, delay: [5d, 10d, 20d], hits: [paint]}
";

#[test]
fn weeks_of_other_days_and_elapsed_time_agree_with_a_model_of_their_own() {
    // None of these percentiles is nearer than a tenth of a day to a midnight. The last one ends on a Sunday night
    // when it is the night shift that ends, and is shown on the Friday before: it has the week of the program.
    let expected = [
        ("dig", "2026-09-14", "2026-09-16"),
        ("steel", "2026-09-13", "2026-09-17"),
        ("pour", "2026-09-25", "2026-09-29"),
        ("cure", "2026-10-06", "2026-10-10"),
        ("frame", "2026-10-19", "2026-10-22"),
        ("roof", "2026-10-09", "2026-10-19"),
        ("paint", "2026-10-08", "2026-10-15"),
        ("open", "2026-10-20", "2026-10-23"),
        ("permit", "2026-09-25", "2026-09-25"),
        ("ask", "2026-09-16", "2026-09-16"),
    ];
    forecast(WEEKS, |forecast| {
        for (id, likely, safe) in expected {
            let dates = item(forecast, id).dates.unwrap();
            assert_eq!((dates.p50, dates.p80), (day(likely), day(safe)), "{id}");
        }
        agrees("open", item(forecast, "open").chance, 0.2834);
        for (id, criticality) in [
            ("frame", 0.7667),
            ("roof", 0.0759),
            ("paint", 0.1575),
            ("open", 1.0),
        ] {
            agrees(id, item(forecast, id).criticality, criticality);
        }
        buys(
            forecast,
            &[("r-frost", 1.61), ("r-steel", 1.09), ("r-paint", 1.16)],
        );
    });
}
