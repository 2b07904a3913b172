//! What one more week of each root costs the safe date.
//!
//! Each root is a variant of the same iterations, and costs as much as what lies behind it is long. The work is
//! bounded, so that a program in which hundreds of roots hold thousands of items is told of as fast as others:
//! the roots that cost the earliest date most come first, and those past the bound have no figure.

use super::{Options, safe_costs};
use crate::graph::Ix;
use crate::schedule::{Blocked, Holder, Root, Schedule, WEEK};

/// Items of a program past which nothing is simulated.
const LARGEST: usize = 10_000;

/// Items behind all roots together up to which each is simulated; the first root always is.
const BOUND: usize = 10_000;

/// Gives the roots their cost at P80 and puts the costliest first: by the safe date, then by the earliest, then
/// by id; those without a figure come last.
pub fn add_safe_costs(schedule: &Schedule<'_>, options: Options, blocked: &mut Blocked<'_>) {
    if blocked.roots.is_empty() || schedule.plan.graph.nodes.len() > LARGEST {
        return;
    }
    let mut left = BOUND;
    let mut groups: Vec<Vec<Ix>> = Vec::new();
    for root in &blocked.roots {
        let work = root.holds.len() + 1;
        if work > left && !groups.is_empty() {
            break;
        }
        left = left.saturating_sub(work);
        groups.push(held(schedule, root));
    }
    let costs = safe_costs(schedule, options, &groups, WEEK);
    for (root, cost) in blocked.roots.iter_mut().zip(costs) {
        // To the decimal that is shown, so that what looks alike is ordered alike.
        root.safe_costs = Some((cost * 10.0).round() / 10.0 + 0.0);
    }
    blocked.roots.sort_by(|a, b| {
        let cost = |root: &Root<'_>| root.safe_costs.unwrap_or(f64::MIN);
        cost(b)
            .total_cmp(&cost(a))
            .then_with(|| b.week_costs.cmp(&a.week_costs))
            .then_with(|| a.id.cmp(b.id))
    });
}

/// The nodes that a root holds directly: itself where it is overdue.
fn held(schedule: &Schedule<'_>, root: &Root<'_>) -> Vec<Ix> {
    let find = |id: &str| schedule.plan.graph.find(id);
    match root.holder {
        Holder::Blocker(_) => root.direct.iter().filter_map(|id| find(id.as_str())).collect(),
        Holder::Overdue(_) => find(root.id.as_str()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::text::{Date, MemoryTree};

    fn told(yaml: &str) -> Vec<String> {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
        assert_eq!(loaded.findings, []);
        let as_of = Date::parse("2026-09-02").expect("a date");
        let schedule = Schedule::new(&loaded.program, &[], as_of, crate::schedule::Options::default());
        let mut blocked = schedule.blocked();
        add_safe_costs(&schedule, Options::default(), &mut blocked);
        let told = blocked.roots.iter();
        told.map(|root| format!("{} {:?} {}", root.id, root.safe_costs, root.week_costs))
            .collect()
    }

    #[test]
    fn a_week_on_the_only_path_costs_a_week_at_p80_and_float_absorbs_as_much_as_it_is_long() {
        // Nothing is uncertain: the long path ends twelve days after the short one, which a week does not use up.
        let certain = "charter: {target: ga, spread: [1.0, 1.0, 1.0]}\nmilestones:\n  ga: {duration: 0d, needs: [long, short]}\n  \
                       long: {duration: 20d}\n  short: {duration: 8d}\nblockers:\n  \
                       b-long: {blocks: [long], expected: 2026-09-03}\n  b-short: {blocks: [short], expected: 2026-09-03}\n";
        assert_eq!(told(certain), ["b-long Some(5.0) 5", "b-short Some(0.0) 0"]);
    }

    #[test]
    fn an_overdue_item_is_moved_itself() {
        let overdue = "charter: {target: ga, spread: [1.0, 1.0, 1.0]}\nmilestones:\n  ga: {duration: 0d, needs: [late]}\n  \
                       late: {duration: 3d, due: 2026-09-01}\n";
        assert_eq!(told(overdue), ["late Some(5.0) 5"]);
    }
}
