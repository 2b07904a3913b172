//! Closed forms, published networks, and the independent model behind the worked program.

use super::*;
use crate::load::{Loaded, load};
use crate::text::MemoryTree;

/// 2026-09-07, a Monday.
const AS_OF: &str = "2026-09-07";

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn read(yaml: &str) -> Loaded {
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
    assert_eq!(loaded.findings, []);
    loaded
}

fn forecast<T>(yaml: &str, runs: u32, seed: u64, ask: impl FnOnce(&Schedule<'_>, &Forecast<'_>) -> T) -> T {
    let loaded = read(yaml);
    let schedule = Schedule::new(&loaded.program, &[], day(AS_OF), Default::default());
    let forecast = Forecast::new(
        &schedule,
        Options {
            runs,
            seed,
            ..Options::default()
        },
    );
    ask(&schedule, &forecast)
}

/// Every day works, so that a date is a number of days after as-of.
const DAILY: &str = "calendar: {week: mon-sun}\n";

fn finish<'f>(forecast: &'f Forecast<'_>) -> &'f Finish {
    forecast.finish.as_ref().expect("a finish")
}

/// Chance of being finished after at most so many days, all of them working days.
fn within(schedule: &Schedule<'_>, forecast: &Forecast<'_>, days: i32) -> f64 {
    finish(forecast).chance(schedule, Date::from_day(day(AS_OF).day() + days - 1))
}

/// A share agrees with a probability within three standard errors.
fn agrees(share: f64, probability: f64, runs: u32) {
    let error = (probability * (1.0 - probability) / f64::from(runs)).sqrt();
    assert!(
        (share - probability).abs() <= 3.0 * error,
        "{share} is not {probability} within 3 x {error}"
    );
}

/// The distribution function of a triangular distribution.
fn below([a, m, b]: [f64; 3], x: f64) -> f64 {
    if x <= a {
        0.0
    } else if x < m {
        (x - a).powi(2) / ((b - a) * (m - a))
    } else if x < b {
        1.0 - (b - x).powi(2) / ((b - a) * (b - m))
    } else {
        1.0
    }
}

/// Mean and variance of a triangular distribution.
fn moments([a, m, b]: [f64; 3]) -> (f64, f64) {
    let squares = a * a + m * m + b * b - a * m - a * b - m * b;
    ((a + m + b) / 3.0, squares / 18.0)
}

const RUNS: [u32; 2] = [10_000, 1_000_000];

#[test]
fn one_item_has_the_triangular_distribution_of_its_three_values() {
    let yaml =
        format!("charter: {{id: aa, target: aa}}\n{DAILY}milestones:\n  aa: {{duration: [10d, 20d, 45d]}}\n");
    for runs in RUNS {
        for seed in [1, 2] {
            forecast(&yaml, runs, seed, |schedule, forecast| {
                for days in [12, 17, 20, 25, 31, 40] {
                    let expected = below([10.0, 20.0, 45.0], f64::from(days));
                    agrees(within(schedule, forecast, days), expected, runs);
                }
                let (mean, variance) = moments([10.0, 20.0, 45.0]);
                let (found, spread) = finish(forecast).moments(schedule);
                let error = (variance / f64::from(runs)).sqrt();
                assert!((found - mean).abs() < 3.0 * error, "{found} is not {mean}");
                assert!(
                    (spread / variance - 1.0).abs() < 0.05,
                    "{spread} is not {variance}"
                );
            });
        }
    }
}

#[test]
fn a_single_duration_spreads_by_the_factors_of_the_charter() {
    let yaml = |spread: &str| {
        format!("charter: {{id: aa, target: aa{spread}}}\n{DAILY}milestones:\n  aa: {{duration: 100d}}\n")
    };
    forecast(&yaml(""), 10_000, 1, |schedule, forecast| {
        agrees(
            within(schedule, forecast, 110),
            below([90.0, 100.0, 130.0], 110.0),
            10_000,
        );
    });
    forecast(
        &yaml(", spread: [0.5, 1.0, 2.0]"),
        10_000,
        1,
        |schedule, forecast| {
            agrees(
                within(schedule, forecast, 110),
                below([50.0, 100.0, 200.0], 110.0),
                10_000,
            );
        },
    );
}

#[test]
fn means_and_variances_of_a_chain_add() {
    let values = [
        [3.0, 5.0, 9.0],
        [10.0, 10.0, 20.0],
        [1.0, 4.0, 4.0],
        [6.0, 8.0, 11.0],
    ];
    let mut yaml = format!("charter: {{id: aa, target: m3}}\n{DAILY}milestones:\n");
    for (at, [a, m, b]) in values.iter().enumerate() {
        yaml += &format!("  m{at}: {{duration: [{a}d, {m}d, {b}d]");
        yaml += &if at > 0 {
            format!(", needs: [m{}]}}\n", at - 1)
        } else {
            "}\n".into()
        };
    }
    let sums = values
        .map(moments)
        .iter()
        .fold((0.0, 0.0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    for runs in RUNS {
        forecast(&yaml, runs, 1, |schedule, forecast| {
            let (mean, variance) = finish(forecast).moments(schedule);
            let error = (sums.1 / f64::from(runs)).sqrt();
            assert!((mean - sums.0).abs() < 3.0 * error, "{mean} is not {}", sums.0);
            // The standard error of a variance is about sqrt(2/n) of it.
            let slack = 3.0 * (2.0 / f64::from(runs)).sqrt();
            assert!(
                (variance / sums.1 - 1.0).abs() < slack,
                "{variance} is not {}",
                sums.1
            );
            assert!(forecast.items.iter().all(|item| item.criticality == Some(1.0)));
        });
    }
}

#[test]
fn two_parallel_items_have_the_distribution_of_the_maximum() {
    let (a, b) = ([10.0, 20.0, 30.0], [12.0, 16.0, 34.0]);
    let yaml = format!(
        "charter: {{id: aa, target: ga}}\n{DAILY}milestones:\n  aa: {{duration: [10d, 20d, 30d]}}\n  \
         bb: {{duration: [12d, 16d, 34d]}}\n  ga: {{duration: 0d, needs: [aa, bb]}}\n"
    );
    for runs in RUNS {
        forecast(&yaml, runs, 1, |schedule, forecast| {
            for days in [15, 18, 20, 22, 25, 29] {
                let x = f64::from(days);
                agrees(within(schedule, forecast, days), below(a, x) * below(b, x), runs);
            }
            // P(A > B) by the midpoint rule over A's density.
            let steps = 20_000;
            let width = 20.0 / f64::from(steps);
            let density = |x: f64| (below(a, x + width / 2.0) - below(a, x - width / 2.0)) / width;
            let expected: f64 = (0..steps)
                .map(|step| 10.0 + (f64::from(step) + 0.5) * width)
                .map(|x| density(x) * below(b, x) * width)
                .sum();
            let item = |id: &str| {
                forecast
                    .item(id)
                    .and_then(|item| item.criticality)
                    .expect("an item")
            };
            let tie = 3.0 / f64::from(DAY);
            let error = 3.0 * (expected * (1.0 - expected) / f64::from(runs)).sqrt();
            assert!(
                (item("aa") - expected).abs() < error + tie,
                "{} is not {expected}",
                item("aa")
            );
            assert!((item("aa") + item("bb") - 1.0).abs() < tie);
            assert_eq!(item("ga"), 1.0);
        });
    }
}

#[test]
fn a_risk_occurs_with_its_probability_and_delays_each_item_by_one_severity() {
    // aa and bb are certain; the risk adds 10 to 30 days to both of them, the same percentile to each, so
    // that the chain grows by twice one draw: 20, 40, 60 with the probability of 0.3.
    let yaml = format!(
        "charter: {{id: aa, target: bb, spread: [1, 1, 1]}}\n{DAILY}milestones:\n  aa: {{duration: 10d}}\n  \
         bb: {{duration: 10d, needs: [aa]}}\nrisks:\n  r-late: {{prob: 0.3, delay: [10d, 20d, 30d], hits: [aa, bb]}}\n"
    );
    for runs in RUNS {
        forecast(&yaml, runs, 1, |schedule, forecast| {
            agrees(within(schedule, forecast, 20), 0.7, runs);
            for days in [45, 60, 70] {
                let late = below([20.0, 40.0, 60.0], f64::from(days) - 20.0);
                agrees(within(schedule, forecast, days), 0.7 + 0.3 * late, runs);
            }
            let risk = &forecast.risks[0];
            assert_eq!(risk.exposure, Some(6.0), "0.3 x 20");
            // P80 lies where the risk's own distribution is at (0.8 - 0.7) / 0.3 = 1/3:
            // 20 + sqrt(1/3 x 40 x 20) = 36.33 days over the 20 without it.
            assert!(
                risk.days_bought.is_some_and(|days| (days - 36.33).abs() < 1.5),
                "{:?}",
                risk.days_bought
            );
        });
    }
}

#[test]
fn a_single_promise_spreads_over_the_working_days_from_as_of() {
    // From Monday the 7th through Friday the 18th are ten working days: 9, 10 and 13 with the usual spread.
    let yaml = "charter: {id: aa, target: ga}\ncontracts:\n  box: {promised: 2026-09-18}\n\
                milestones:\n  ga: {duration: 0d, needs: [box]}\n";
    forecast(yaml, 10_000, 1, |schedule, forecast| {
        let (mean, variance) = finish(forecast).moments(schedule);
        let expected = moments([9.0, 10.0, 13.0]);
        assert!(
            (mean - expected.0).abs() < 3.0 * (expected.1 / 10_000.0).sqrt(),
            "{mean}"
        );
        assert!((variance / expected.1 - 1.0).abs() < 0.05, "{variance}");
    });
}

/// "Reliable Construction": Hillier and Lieberman, Introduction to Operations Research, the network of 14
/// activities, here in half weeks. The textbook's single path of mean 44 and variance 9 says 0.84 for 47
/// weeks. A plain loop over the standard library's triangular random numbers, written apart from this
/// project, gave 0.5936 in 400,000 iterations.
const CONSTRUCTION: &str = "
  ax-excavate: {duration: [2d, 4d, 6d]}
  bx-foundation: {duration: [4d, 7d, 16d], needs: [ax-excavate]}
  cx-wall: {duration: [12d, 18d, 36d], needs: [bx-foundation]}
  dx-roof: {duration: [8d, 11d, 20d], needs: [cx-wall]}
  ex-plumbing-out: {duration: [2d, 9d, 10d], needs: [cx-wall]}
  fx-plumbing-in: {duration: [8d, 8d, 20d], needs: [ex-plumbing-out]}
  gx-siding: {duration: [10d, 13d, 22d], needs: [dx-roof]}
  hx-paint-out: {duration: [10d, 16d, 34d], needs: [ex-plumbing-out, gx-siding]}
  ix-electric: {duration: [6d, 15d, 18d], needs: [cx-wall]}
  jx-wallboard: {duration: [6d, 18d, 18d], needs: [fx-plumbing-in, ix-electric]}
  kx-floor: {duration: [8d, 8d, 8d], needs: [jx-wallboard]}
  lx-paint-in: {duration: [2d, 11d, 14d], needs: [jx-wallboard]}
  mx-fix-out: {duration: [2d, 4d, 6d], needs: [hx-paint-out]}
  nx-fix-in: {duration: [10d, 11d, 18d], needs: [kx-floor, lx-paint-in]}
  ready: {duration: 0d, needs: [mx-fix-out, nx-fix-in]}
";

#[test]
fn parallel_paths_make_the_construction_network_later_than_its_longest_one() {
    let yaml = format!("charter: {{id: aa, target: ready}}\n{DAILY}milestones:{CONSTRUCTION}");
    forecast(&yaml, 1_000_000, 1, |schedule, forecast| {
        // Three standard errors of both simulations together, and half a part of a day.
        let share = within(schedule, forecast, 2 * 47);
        assert!((share - 0.5936).abs() < 0.003, "{share}");
    });
}

#[test]
fn a_week_more_costs_a_week_on_the_only_path_and_nothing_off_it() {
    let yaml = format!(
        "charter: {{id: aa, target: ga}}\n{DAILY}milestones:\n  aa: {{duration: [10d, 20d, 30d]}}\n  \
         bb: {{duration: 1d}}\n  ga: {{duration: 2d, needs: [aa, bb]}}\n"
    );
    let loaded = read(&yaml);
    let schedule = Schedule::new(&loaded.program, &[], day(AS_OF), Default::default());
    let ix = |id: &str| schedule.plan.graph.find(id).expect("a node");
    let groups = [vec![ix("aa")], vec![ix("bb")], vec![], vec![ix("aa"), ix("ga")]];
    assert_eq!(
        safe_costs(&schedule, Options::default(), &groups, 5),
        [5.0, 0.0, 0.0, 10.0]
    );
}

#[test]
fn a_machine_with_more_columns_at_once_gives_the_same_figures() {
    let yaml = format!(
        "charter: {{id: aa, target: ready}}\n{DAILY}milestones:{CONSTRUCTION}risks:\n  \
         r-rain: {{prob: 30%, delay: [2d, 9d, 30d], hits: [dx-roof, hx-paint-out]}}\n"
    );
    let loaded = read(&yaml);
    let schedule = Schedule::new(&loaded.program, &[], day(AS_OF), Default::default());
    let network = Network::new(&schedule, 1);
    let behind = Behind::new(&network);
    let with = |level| {
        let mut job = Job {
            network: &network,
            runs: 5_000,
            days: counted(&schedule, &network, Detail::Risks),
            together: Vec::new(),
            variants: vec![Variant::closed(&network, &behind, 0)],
            level,
        };
        let samples = job.run();
        (
            samples.finish,
            samples.tally.driving,
            samples.tally.in_time,
            samples.changed[0].0.clone(),
        )
    };
    assert_eq!(
        with(fearless_simd::Level::baseline()),
        with(fearless_simd::Level::new())
    );
}

#[test]
fn two_needs_are_both_in_time_as_often_as_their_chances_multiply() {
    let yaml = format!(
        "charter: {{id: aa, target: ga}}\n{DAILY}milestones:\n  aa: {{duration: [10d, 20d, 30d]}}\n  \
         bb: {{duration: [12d, 16d, 34d]}}\n  ga: {{duration: 5d, needs: [aa, bb]}}\n"
    );
    let loaded = read(&yaml);
    let schedule = Schedule::new(&loaded.program, &[], day(AS_OF), Default::default());
    let ix = |id: &str| schedule.plan.graph.find(id).expect("a node");
    let by = Date::from_day(day(AS_OF).day() + 21);
    let groups = [
        (vec![ix("aa")], by),
        (vec![ix("bb")], by),
        (vec![ix("aa"), ix("bb")], by),
    ];
    let found = chances(&schedule, Options::default(), &groups);
    let (a, b) = (below([10.0, 20.0, 30.0], 22.0), below([12.0, 16.0, 34.0], 22.0));
    for (share, expected) in found.iter().zip([a, b, a * b]) {
        agrees(*share, expected, 10_000);
    }
}
