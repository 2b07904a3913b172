//! Chains so long that anything recursive overflows its stack and anything quadratic never ends.

use linchpin::model::{Milestone, Need, Program};
use linchpin::parse::{Duration, Estimate, ItemId, Map};
use linchpin::schedule::{Options, Schedule};
use linchpin::text::Date;

/// Milestones of one day, each needing the one before, and the last one the target.
fn chain(items: usize) -> Program {
    let id = |at: usize| ItemId::from(format!("m{at:07}").as_str());
    let milestone = |at: usize| {
        let mut milestone = Milestone {
            duration: Some(Estimate::One(Duration::days(1))),
            ..Milestone::default()
        };
        if at > 0 {
            let need = Need {
                id: Some(id(at - 1)),
                ..Need::default()
            };
            milestone.needs = vec![need].into();
        }
        milestone
    };
    let mut program = Program {
        has_charter: true,
        milestones: Map::from_entries((0..items).map(|at| (id(at), milestone(at))).collect()),
        ..Program::default()
    };
    program.charter.target = vec![id(items - 1)].into();
    program
}

/// One working day each from a Monday: five items a week, so that a multiple of five ends on a Friday.
fn holds(items: usize) {
    assert_eq!(items % 5, 0);
    let program = chain(items);
    let monday = Date::parse("2026-03-02").unwrap();
    let schedule = Schedule::new(&program, &[], monday, Options::default());
    let weeks = i32::try_from(items / 5).unwrap();
    let friday = Date::from_day(monday.day() + 7 * weeks - 3);
    assert_eq!(schedule.finish(), Some(friday));
    let rows = schedule.rows();
    assert_eq!(rows.len(), items);
    assert!(rows.iter().all(|row| row.critical && row.total_float == Some(0)));
    assert_eq!(rows[0].early_finish, Some(monday));
    let critical = schedule.critical_path();
    assert_eq!((critical.path.len(), critical.paths), (items, 1));
    assert_eq!(critical.path[items - 1].0.early_finish, Some(friday));
    // Nothing else runs beside it, so that each day of work is a day of the whole.
    assert_eq!(critical.path[items / 2].1, Some(1));
    assert!(schedule.blocked().roots.is_empty());
}

#[test]
fn a_chain_of_fifty_thousand_items_has_its_dates_at_once() {
    holds(50_000);
}

#[test]
#[ignore = "takes a minute unless optimized; run with --release"]
fn a_chain_of_a_million_items_has_its_dates() {
    holds(1_000_000);
}
