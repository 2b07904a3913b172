//! The forecast against an independent model, against the schedule where nothing is uncertain, and against
//! itself: the same for every number of threads, and untouched by what has nothing to do with it.

use linchpin::forecast::{Forecast, Options};
use linchpin::load::{Loaded, load};
use linchpin::schedule::Schedule;
use linchpin::text::{Date, MemoryTree};
use linchpin::workdir::WorkDir;
use std::fmt::Write;
use std::path::Path;

const AS_OF: &str = "2025-09-03";

fn atlas() -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/atlas");
    load(&WorkDir::open(&root).unwrap(), "", "atlas").unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn schedule(loaded: &Loaded) -> Schedule<'_> {
    Schedule::new(&loaded.program, &[], day(AS_OF), Default::default())
}

/// Everything that a forecast says, as text.
fn told(forecast: &Forecast<'_>) -> String {
    let mut text = format!("{} runs, seed {}\n", forecast.runs, forecast.seed);
    for item in &forecast.items {
        let _ = write!(text, "{:<21}", item.row.id.to_string());
        match item.dates {
            Some(dates) => {
                let _ = write!(text, "{} {} {} {}", dates.p10, dates.p50, dates.p80, dates.p90);
            }
            None => text.push_str("no dates"),
        }
        let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.4}"));
        let _ = writeln!(
            text,
            "  chance {}  drives {}",
            share(item.chance),
            share(item.criticality)
        );
    }
    for risk in &forecast.risks {
        let _ = writeln!(
            text,
            "{:<21}buys {:.2}",
            risk.id.to_string(),
            risk.days_bought.unwrap()
        );
    }
    text
}

/// P50, P80, the share that holds the deterministic date, criticality and days bought as the independent
/// model behind the design has them; its own sampling error is in the tolerances.
#[test]
fn the_worked_program_agrees_with_the_independent_model() {
    let loaded = atlas();
    let schedule = schedule(&loaded);
    for (runs, seed) in [(10_000, 1), (100_000, 2)] {
        let forecast = Forecast::new(
            &schedule,
            Options {
                runs,
                seed,
                ..Options::default()
            },
        );
        let target = forecast.target(&schedule).unwrap();
        let dates = target.dates.unwrap();
        assert_eq!((dates.p50, dates.p80), (day("2025-12-17"), day("2025-12-29")));
        let held = target.earliest_chance.unwrap();
        assert!((held - 0.025).abs() < 0.006, "{held}");
        assert!(target.chance.unwrap() < 0.01);
        let by = forecast
            .finish
            .as_ref()
            .unwrap()
            .chance(&schedule, day("2025-12-12"));
        assert!((by - 0.37).abs() < 0.02, "{by}");
        for (id, expected) in [
            ("edge-capacity", 0.61),
            ("data-backfill", 0.61),
            ("integration-complete", 0.94),
            ("paygate-sandbox", 0.39),
            ("canary-5pct", 1.0),
        ] {
            let found = forecast.item(id).unwrap().criticality.unwrap();
            assert!((found - expected).abs() < 0.02, "{id}: {found}");
        }
        for (id, expected) in [
            ("r-capacity-slips", 2.4),
            ("r-paygate-unstable", 2.0),
            ("r-backfill-quality", 1.9),
            ("r-qa-env", 1.7),
            ("r-rollback-untested", 0.8),
            ("r-pci-finding", 0.3),
        ] {
            let risk = forecast.risks.iter().find(|risk| risk.id.as_str() == id).unwrap();
            assert!(
                (risk.days_bought.unwrap() - expected).abs() < 0.4,
                "{id}: {}",
                risk.days_bought.unwrap()
            );
        }
        let exposure: f64 = forecast.risks.iter().filter_map(|risk| risk.exposure).sum();
        assert!((exposure - 17.4).abs() < 0.05, "{exposure}");
    }
}

/// Never to change: in no release, on no platform. The same program, draws and conventions in 60 lines of
/// Python with double precision gave the same dates and counts.
#[test]
fn results_are_the_same_for_ever() {
    let loaded = atlas();
    let forecast = Forecast::new(
        &schedule(&loaded),
        Options {
            runs: 1_000,
            seed: 42,
            ..Options::default()
        },
    );
    assert_eq!(told(&forecast), include_str!("golden/forecast.txt"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let loaded = atlas();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            told(&Forecast::new(
                &schedule(&loaded),
                Options {
                    runs: 9_999,
                    seed: 3,
                    ..Options::default()
                },
            ))
        })
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

/// Five items in a chain and one apart; what is apart is added, renamed and removed.
#[test]
fn what_is_unrelated_moves_nothing() {
    let chain: String = (1..=5)
        .map(|at| {
            let needs = if at > 1 {
                format!(", needs: [step-{}]", at - 1)
            } else {
                String::new()
            };
            format!(
                "  step-{at}: {{duration: [4d, {}d, 20d], due: 2025-10-0{at}{needs}}}\n",
                4 + at
            )
        })
        .collect();
    let risks = "risks:\n  r-late: {prob: 0.4, delay: [2d, 5d, 9d], hits: [step-2, step-4]}\n";
    let told = |extra: &str, more_risks: &str| {
        let yaml =
            format!("charter: {{id: aa, target: step-5}}\nmilestones:\n{chain}{extra}{risks}{more_risks}");
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml.as_str())]), "", "aa").unwrap();
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        let forecast = Forecast::new(&schedule(&loaded), Options::default());
        let text = told(&forecast);
        let is_ours = |line: &&str| line.starts_with("step-") || line.starts_with("r-late");
        text.lines()
            .filter(is_ours)
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let alone = told("", "");
    assert_eq!(alone.lines().count(), 6);
    assert_eq!(
        alone,
        told("  apart: {duration: [1d, 2d, 9d], needs: [step-1]}\n", "")
    );
    assert_eq!(
        alone,
        told("  a-part: {duration: [1d, 2d, 9d], needs: [step-1]}\n", "")
    );
    let hit = "  r-apart: {prob: 0.5, delay: 9d, hits: [apart]}\n";
    assert_eq!(alone, told("  apart: {duration: 1d}\n", hit));
}

#[test]
fn done_items_have_their_date_at_every_percentile_and_drive_nothing() {
    let loaded = atlas();
    let forecast = Forecast::new(&schedule(&loaded), Options::default());
    let item = forecast.item("ledger-schema-frozen").unwrap();
    let dates = item.dates.unwrap();
    let done = day("2025-08-26");
    assert_eq!([dates.p10, dates.p50, dates.p80, dates.p90], [done; 4]);
    assert_eq!((item.criticality, item.chance), (Some(0.0), Some(0.0)));
}

#[test]
fn what_has_no_place_in_the_network_has_no_dates_and_stops_nothing() {
    let yaml = "charter: {id: aa, target: ga}\nmilestones:\n  aa: {duration: 2d, needs: [bb]}\n  \
                bb: {duration: 2d, needs: [aa]}\n  cc: {duration: 2d, needs: [bb]}\n  \
                dd: {duration: 2d, cancelled: {date: 2025-09-01, because: no}}\n  ga: {duration: 3d, needs: [dd]}\n\
                risks:\n  r-cycle: {prob: 0.5, delay: 5d, hits: [aa, nowhere, dd]}\n";
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "aa").unwrap();
    let forecast = Forecast::new(
        &schedule(&loaded),
        Options {
            runs: 1,
            seed: 1,
            ..Options::default()
        },
    );
    for id in ["aa", "bb", "cc", "dd"] {
        let item = forecast.item(id).unwrap();
        assert!(item.dates.is_none() && item.criticality.is_none(), "{id}");
    }
    assert!(forecast.item("ga").unwrap().dates.is_some());
    assert_eq!(forecast.risks[0].days_bought, Some(0.0));
}
