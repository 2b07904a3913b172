//! What one date is worth to the target: the figure behind "moves ga by 4 d".
//!
//! Each answer is a forward pass over what moves. A program in which everything moves everything would make
//! many answers quadratic, so the answers of one [`Effects`] share a budget; once it is spent there is none.

use super::Schedule;
use super::early::Tweak;
use super::rerun::Rerun;
use crate::graph::Ix;
use crate::parse::{Date, ItemId};

/// Re-placed nodes that may be spent; the answer that spends the last of them is still given.
const BUDGET: usize = 20_000;

/// Answers what the target gains or loses.
pub struct Effects<'s, 'p> {
    schedule: &'s Schedule<'p>,
    rerun: Rerun<'s, 'p>,
    left: usize,
}

impl<'s, 'p> Effects<'s, 'p> {
    /// Answers about a schedule.
    pub fn new(schedule: &'s Schedule<'p>) -> Effects<'s, 'p> {
        Effects {
            schedule,
            rerun: Rerun::new(schedule),
            left: BUDGET,
        }
    }

    /// The item that sets the program finish: the target that is last, by id.
    pub fn target(&self) -> Option<&'p ItemId> {
        let last = self.schedule.ends().into_iter().next()?;
        let id = &self.schedule.plan.graph.nodes[last as usize].id;
        self.schedule.program().item_id(id.as_str())
    }

    /// Working days by which the program would finish earlier if a contract's promise were this date.
    pub fn of_promise(&mut self, contract: Ix, date: Date) -> Option<i64> {
        let end = i64::from(date.day()) + 1;
        self.delay(&[(contract, Tweak::Promised(end))])
            .map(|days| (-days).max(0))
    }

    /// Working days by which the program would finish earlier without a blocker, given by its position among
    /// the program's blockers and the nodes it holds.
    pub fn of_blocker(&mut self, blocker: u32, held: &[Ix]) -> Option<i64> {
        let tweaks: Vec<(Ix, Tweak)> = held.iter().map(|ix| (*ix, Tweak::Cleared(blocker))).collect();
        self.delay(&tweaks).map(|days| (-days).max(0))
    }

    /// Working days by which the program would finish later if each node finished five working days later.
    pub fn of_a_week(&mut self, held: &[Ix]) -> Option<i64> {
        let tweaks = self.schedule.a_week_later(held);
        self.delay(&tweaks).map(|days| days.max(0))
    }

    fn delay(&mut self, tweaks: &[(Ix, Tweak)]) -> Option<i64> {
        if self.left == 0 {
            return None;
        }
        let (days, moved) = self.rerun.delay(tweaks)?;
        self.left = self.left.saturating_sub(moved + 1);
        Some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::schedule::Options;
    use crate::text::MemoryTree;

    const NETWORK: &str = "
charter: {id: atlas, title: Atlas, target: ga}
contracts:
  capacity: {title: Capacity, from: a, to: b, need_by: 2026-09-04, promised: 2026-09-11}
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [capacity]}
  screens: {title: Screens, duration: 8d}
  ga: {title: Live, duration: 2d, needs: [backfill, screens]}
";
    const BLOCKER: &str = "
blockers:
  b-access: {title: No access, blocks: [screens], expected: 2026-09-11}
";

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    /// Asks about a network as of Wed 2 September 2026.
    fn ask<T>(yaml: &str, question: impl Fn(&mut Effects<'_, '_>, &dyn Fn(&str) -> Ix) -> T) -> T {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
        assert_eq!(loaded.findings, []);
        let schedule = Schedule::new(&loaded.program, &[], date("2026-09-02"), Options::default());
        let ix = |id: &str| schedule.plan.graph.find(id).expect("a node");
        question(&mut Effects::new(&schedule), &ix)
    }

    #[test]
    fn a_late_promise_costs_what_no_other_path_covers() {
        let gain = |yaml: &str| {
            ask(yaml, |effects, ix| {
                effects.of_promise(ix("capacity"), date("2026-09-04"))
            })
        };
        // Capacity comes at the end of Fri 11, backfill ends on 18, ga on 22; kept, on 4, 11 and 15.
        assert_eq!(gain(NETWORK), Some(5));
        // Held until the end of Fri 11, screens ends on 23 and sets ga, whatever backfill does.
        assert_eq!(gain(&format!("{NETWORK}{BLOCKER}")), Some(0));
    }

    #[test]
    fn a_blocker_costs_what_the_target_gains_without_it_and_a_week_what_the_float_does_not_absorb() {
        ask(&format!("{NETWORK}{BLOCKER}"), |effects, ix| {
            assert_eq!(effects.target().map(|id| id.as_str()), Some("ga"));
            // Free, screens ends on 11; then backfill, on 18, sets ga to 22 and not to 25.
            assert_eq!(effects.of_blocker(0, &[ix("screens")]), Some(3));
            // One more week: screens ends on 30, ga on 2 October.
            assert_eq!(effects.of_a_week(&[ix("screens")]), Some(5));
            // Backfill has three days of float.
            assert_eq!(effects.of_a_week(&[ix("backfill")]), Some(2));
        });
    }

    #[test]
    fn a_spent_budget_gives_no_figure() {
        ask(NETWORK, |effects, ix| {
            effects.left = 1;
            assert_eq!(effects.of_a_week(&[ix("backfill")]), Some(5));
            assert_eq!(effects.of_a_week(&[ix("backfill")]), None);
        });
    }
}
