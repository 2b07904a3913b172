//! What a simulation costs: 10,000 iterations of 2,000 items with criticality, then with dates for every
//! item, then with what closing each risk would bring; on one thread and on all there are.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use linchpin::forecast::{Detail, Forecast, Options};
use linchpin::load::load;
use linchpin::schedule::Schedule;
use linchpin::text::{Date, MemoryTree};
use std::fmt::Write;
use std::hint::black_box;

/// A layered network: each item needs one to three of the fifty before it; one in a hundred carries a risk
/// that hits four items. A small generator of our own keeps it the same for ever.
fn network(items: u64) -> String {
    let mut seed = 1u64;
    let mut next = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut yaml = format!(
        "charter: {{id: net, stage: delivering, target: m{:06}}}\nmilestones:\n",
        items - 1
    );
    let mut risks = String::from("risks:\n");
    for at in 0..items {
        let low = 1 + next(8);
        let likely = low + next(5);
        let high = likely + 1 + next(9);
        let _ = write!(
            yaml,
            "  m{at:06}: {{due: 2027-{:02}-{:02}, duration: [{low}d, {likely}d, {high}d]",
            1 + at % 12,
            1 + at % 28,
        );
        if at > 0 {
            let needs: Vec<String> = (0..=next(3))
                .map(|_| format!("m{:06}", at - 1 - next(at.min(50))))
                .collect();
            let _ = write!(yaml, ", needs: [{}]", needs.join(", "));
        }
        yaml.push_str("}\n");
        if at % 100 == 50 {
            let hits: Vec<String> = (0..4).map(|_| format!("m{:06}", next(items))).collect();
            let _ = writeln!(
                risks,
                "  r{at:06}: {{prob: 0.3, delay: [2d, 5d, 12d], hits: [{}]}}",
                hits.join(", ")
            );
        }
    }
    yaml + &risks
}

fn simulation(criterion: &mut Criterion) {
    let as_of = Date::parse("2026-03-02").unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for items in [200, 2_000, 20_000] {
        let yaml = network(items);
        let tree = MemoryTree::new([("plan.yaml", yaml.as_str())]);
        let loaded = load(&tree, "", "net").unwrap();
        let schedule = Schedule::new(&loaded.program, &[], as_of, Default::default());
        let mut group = criterion.benchmark_group(format!("{items} items"));
        group
            .sample_size(10)
            .throughput(Throughput::Elements(items * 10_000));
        for (name, detail) in [
            ("criticality", Detail::Finish),
            ("dates", Detail::Items),
            ("risks", Detail::Risks),
        ] {
            for threads in [1, threads] {
                let pool = rayon::ThreadPoolBuilder::new()
                    .num_threads(threads)
                    .build()
                    .unwrap();
                group.bench_function(format!("{name} on {threads}"), |bench| {
                    let options = Options {
                        detail,
                        ..Options::default()
                    };
                    pool.install(|| bench.iter(|| Forecast::new(black_box(&schedule), options)));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(forecast, simulation);
criterion_main!(forecast);
