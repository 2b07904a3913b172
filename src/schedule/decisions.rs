//! The decision log: what is undecided, since when, what waits for it, and how long it may still wait.

use super::Schedule;
use crate::model::{Decision, DecisionState};
use crate::parse::{Date, ItemId};

/// One decision and how it stands.
#[derive(Clone, Debug)]
pub struct Question<'p> {
    /// Id.
    pub id: &'p ItemId,
    /// The decision as written.
    pub decision: &'p Decision,
    /// Its state.
    pub state: DecisionState,
    /// Working days from `raised` to as-of, or to the day it was decided.
    pub age: Option<i64>,
    /// When it has to be decided: `decide_by`, or the later date to which it was put off.
    pub due: Option<Date>,
    /// The open items that need it, by early start and then by id.
    pub holds: Vec<&'p ItemId>,
    /// Its float, where something open needs it.
    pub total_float: Option<i64>,
    /// The last day on which it can be decided without delay of the target, where something open needs it.
    pub latest: Option<Date>,
    /// Working days from as-of to that day.
    pub days_left: Option<i64>,
    /// The decisions that supersede it.
    pub superseded_by: Vec<&'p ItemId>,
}

impl<'p> Schedule<'p> {
    /// All decisions: what is undecided first, by the days that are left, then by date and id; then the rest,
    /// the latest decided first.
    pub fn questions(&self) -> Vec<Question<'p>> {
        let decisions = &self.program().decisions;
        let mut newer: rustc_hash::FxHashMap<&str, Vec<&'p ItemId>> = rustc_hash::FxHashMap::default();
        for (id, decision) in decisions.iter() {
            for old in decision.supersedes.iter() {
                newer.entry(old.as_str()).or_default().push(id);
            }
        }
        let mut all: Vec<Question<'p>> = decisions
            .iter()
            .map(|(id, decision)| {
                let superseded_by = newer.remove(id.as_str()).unwrap_or_default();
                self.question(id, decision, superseded_by)
            })
            .collect();
        all.sort_by_cached_key(|question| {
            let is_pending = question.state.is_pending();
            let decided = question.decision.decided.map(Date::day);
            (
                !is_pending,
                is_pending.then(|| question.days_left.unwrap_or(i64::MAX)),
                is_pending.then(|| question.due.unwrap_or(Date::MAX)),
                std::cmp::Reverse(decided),
                question.id,
            )
        });
        all
    }

    fn question(
        &self,
        id: &'p ItemId,
        decision: &'p Decision,
        superseded_by: Vec<&'p ItemId>,
    ) -> Question<'p> {
        let state = self.program().decision_state(id, decision);
        let until = decision.decided.unwrap_or(self.as_of);
        let mut question = Question {
            id,
            decision,
            state,
            age: decision.raised.map(|raised| self.days_between(raised, until)),
            due: decision.decide_by(),
            holds: Vec::new(),
            total_float: None,
            latest: None,
            days_left: None,
            superseded_by,
        };
        let Some(ix) = self.plan.graph.find(id.as_str()).filter(|_| state.is_pending()) else {
            return question;
        };
        let holds = self.open_successors(ix);
        let own = |to: &u32| {
            self.program()
                .item_id(self.plan.graph.nodes[*to as usize].id.as_str())
        };
        question.holds = holds.iter().filter_map(own).collect();
        if !question.holds.is_empty()
            && let Some(row) = self.row(id)
        {
            question.total_float = row.total_float;
            question.latest = row.late_finish;
            question.days_left = row
                .late_finish
                .map(|latest| self.days_between(self.as_of, latest));
        }
        question
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::load::load;
    use crate::text::MemoryTree;

    /// As of Monday 7 September 2026.
    fn told(yaml: &str) -> Vec<String> {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
        let as_of = Date::parse("2026-09-07").expect("a date");
        let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
        let questions = schedule.questions();
        let told = questions.iter().map(|question| {
            let holds: Vec<&str> = question.holds.iter().map(|id| id.as_str()).collect();
            let latest = question.latest.map_or("—".into(), Date::short);
            format!(
                "{} {} age {:?} left {:?} until {latest} holds {}",
                question.id,
                question.state.as_str(),
                question.age,
                question.days_left,
                holds.join(" ")
            )
        });
        told.collect()
    }

    #[test]
    fn a_decision_may_wait_as_long_as_what_needs_it_has_float() {
        // The long way takes ten days, 7 to 18 September; after the decision three are needed, 16 to 18: it may
        // be made by the end of the 15th, six working days after the 7th.
        let yaml = "charter: {id: aa, target: ga}\nmilestones:\n  ga: {duration: 0d, needs: [longest, small]}\n  \
                    longest: {duration: 10d}\n  small: {duration: 3d, needs: [d-how]}\ndecisions:\n  \
                    d-how: {raised: 2026-09-01, decide_by: 2026-09-08}\n";
        assert_eq!(
            told(yaml),
            ["d-how open age Some(4) left Some(6) until 15 Sep holds small"]
        );
    }

    #[test]
    fn the_undecided_come_first_and_the_latest_decided_before_older_ones() {
        // Without a target the end is 1 October, to which one was put off: three days before it are left after
        // the 28th, the fifteenth working day from the 7th on.
        let yaml = "milestones:\n  small: {duration: 3d, needs: [d-late, d-made]}\n  over: {done: 2026-09-01, needs: [d-free]}\n\
                    decisions:\n  d-free: {title: Free?}\n  d-late: {decide_by: 2026-09-09}\n  \
                    d-made: {raised: 2026-09-01, decided: 2026-09-03}\n  d-newer: {decided: 2026-09-04, supersedes: d-old}\n  \
                    d-old: {decided: 2026-08-03}\n  d-put-off: {deferred: {to: 2026-10-01}}\n";
        assert_eq!(
            told(yaml),
            [
                "d-late open age None left Some(15) until 28 Sep holds small",
                "d-put-off deferred age None left None until — holds ",
                "d-free open age None left None until — holds ",
                "d-newer decided age None left None until — holds ",
                "d-made decided age Some(2) left None until — holds ",
                "d-old superseded age None left None until — holds ",
            ]
        );
    }
}
