//! The worked program of the design, whose figures an independent model computed.

use super::*;
use crate::load::{Loaded, load};
use crate::text::MemoryTree;

fn program(yaml: &str) -> Loaded {
    load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads")
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn atlas() -> Loaded {
    let mut files = Vec::new();
    for entry in std::fs::read_dir("examples/atlas").expect("examples/atlas") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "yaml") {
            files.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
    load(&MemoryTree::new(files), "examples/atlas", "atlas").expect("loads")
}

#[test]
fn the_worked_program_has_the_figures_of_the_independent_model() {
    let loaded = atlas();
    assert_eq!(loaded.findings, []);
    let schedule = Schedule::new(&loaded.program, &[], date("2025-09-03"), Options::default());
    let path = schedule.critical_path();
    assert_eq!(path.finish, Some(date("2025-11-26")));
    assert_eq!((path.due, path.margin), (Some(date("2025-11-14")), Some(-8)));
    assert_eq!(path.to_go, Some(60));
    let drags: Vec<(&str, Option<i64>)> = path
        .path
        .iter()
        .map(|(row, drag)| (row.id.as_str(), *drag))
        .collect();
    assert_eq!(
        drags,
        [
            ("edge-capacity", Some(4)),
            ("data-backfill", Some(4)),
            ("integration-complete", Some(10)),
            ("canary-5pct", Some(8)),
            ("ga", Some(5)),
        ]
    );
    let float = |id: &str| schedule.row(&id.into()).and_then(|row| row.total_float);
    assert_eq!(float("paygate-sandbox"), Some(4));
    assert_eq!(float("launch-comms"), Some(14));
    assert_eq!(float("pci-assessment"), Some(17));
    assert_eq!(float("runbooks-ready"), Some(23));
    let roots: Vec<(String, Option<i64>, i64, usize)> = schedule
        .blocked()
        .roots
        .iter()
        .map(|root| (root.id.to_string(), root.age, root.week_costs, root.holds.len()))
        .collect();
    assert_eq!(
        roots,
        [
            ("b-capacity-po".into(), Some(7), 5, 5),
            ("b-paygate-certs".into(), Some(4), 1, 9),
            ("b-auditor-access".into(), Some(11), 0, 3),
        ]
    );
    let owners = schedule.owners();
    assert_eq!(
        (owners.bus_factor, owners.critical_bus_factor),
        (Some(3), Some(1))
    );
    assert_eq!((owners.uncovered, owners.open), (10, 18));
    let gap = &owners.gaps[0];
    assert_eq!(
        (gap.id.as_str(), gap.gap.as_str()),
        ("checkout-ui-beta", "no-owner")
    );
    assert_eq!(gap.ask.as_ref().map(|ask| ask.as_str()), Some("jonas"));
    let lee = &owners.load[0];
    assert_eq!((lee.person.as_str(), lee.open, lee.critical), ("lee", 5, 2));
}
