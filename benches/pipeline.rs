//! What a run costs, stage by stage, on networks of 1,000, 10,000 and 100,000 items in one file.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use linchpin::graph::Graph;
use linchpin::load::load;
use linchpin::parse;
use linchpin::schedule::{Options, Schedule};
use linchpin::text::{Date, FileId, MemoryTree, SourceFile};
use std::fmt::Write;
use std::hint::black_box;

/// A layered network: each item needs one to three of the two hundred before it. A small generator of our
/// own keeps the text the same for ever.
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
    for at in 0..items {
        let _ = write!(
            yaml,
            "  m{at:06}:\n    title: Milestone number {at} is reached\n    owner: p{}\n    due: 2027-{:02}-{:02}\n    \
             duration: {}d\n",
            at % 200,
            1 + at % 12,
            1 + at % 28,
            1 + at % 9
        );
        if at > 0 {
            let needs: Vec<String> = (0..=next(3))
                .map(|_| format!("m{:06}", at - 1 - next(at.min(200))))
                .collect();
            let _ = writeln!(yaml, "    needs: [{}]", needs.join(", "));
        }
        yaml.push_str("    accept: It works for everybody in the test group\n");
    }
    yaml
}

fn stages(criterion: &mut Criterion) {
    let as_of = Date::parse("2026-03-02").unwrap();
    for items in [1_000, 10_000, 100_000] {
        let yaml = network(items);
        let tree = MemoryTree::new([("plan.yaml", yaml.as_str())]);
        let loaded = load(&tree, "", "net").unwrap();
        let mut group = criterion.benchmark_group(format!("{items} items"));
        group.sample_size(10).throughput(Throughput::Elements(items));
        group.bench_with_input(BenchmarkId::new("parse", items), &yaml, |bench, yaml| {
            let source = SourceFile::new("plan.yaml", yaml.as_str());
            bench.iter(|| parse::document(FileId(0), black_box(&source)));
        });
        group.bench_function("load", |bench| {
            bench.iter(|| load(black_box(&tree), "", "net").unwrap())
        });
        group.bench_function("graph", |bench| {
            bench.iter(|| Graph::new(black_box(&loaded.program), &[]))
        });
        group.bench_function("schedule", |bench| {
            bench.iter(|| Schedule::new(black_box(&loaded.program), &[], as_of, Options::default()));
        });
        let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
        group.bench_function("report", |bench| {
            bench.iter(|| {
                (
                    schedule.critical_path().paths,
                    schedule.blocked().roots.len(),
                    schedule.owners().open,
                )
            });
        });
        group.finish();
    }
}

criterion_group!(pipeline, stages);
criterion_main!(pipeline);
