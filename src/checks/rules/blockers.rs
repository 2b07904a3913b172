//! What the rules about blockers share: which are open, what each holds, and whether that is critical.

use super::contracts;
use crate::checks::Facts;
use crate::graph::Ix;
use crate::model::{Blocker, BlockerKind};
use crate::parse::{Date, ItemId};

/// An open blocker.
pub(super) struct Open<'a> {
    pub(super) id: &'a ItemId,
    pub(super) blocker: &'a Blocker,
    /// Its position among the program's blockers.
    pub(super) number: u32,
    /// What it holds and is not done.
    pub(super) held: Vec<Ix>,
}

/// All open blockers, by id.
pub(super) fn open<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Open<'a>> {
    let schedule = facts.schedule;
    let blockers = facts.program.blockers.iter().enumerate();
    blockers
        .filter(|(_, (id, blocker))| {
            let is_told = || contracts::is_unreadable(facts, "blockers", id, &["resolved"]);
            blocker.resolved.is_none() && !is_told()
        })
        .map(move |(number, (id, blocker))| {
            let found = blocker
                .blocks
                .iter()
                .filter_map(|id| schedule.plan.graph.find(id.as_str()));
            let mut held: Vec<Ix> = found.filter(|ix| !schedule.is_done(*ix)).collect();
            held.sort_unstable();
            held.dedup();
            Open {
                id,
                blocker,
                number: number as u32,
                held,
            }
        })
}

impl Open<'_> {
    /// Whether something that it holds is on the critical path.
    pub(super) fn is_critical(&self, facts: &Facts<'_>) -> bool {
        self.held.iter().any(|ix| facts.schedule.is_critical(*ix))
    }

    /// The least float of what it holds back until the day it is expected to clear: what something else holds
    /// longer is not counted.
    pub(super) fn float_it_takes(&self, facts: &Facts<'_>) -> Option<i64> {
        let clears = i64::from(self.blocker.expected?.day()) + 1;
        let schedule = facts.schedule;
        let is_held_back = |ix: &Ix| {
            let calendar = schedule.plan.work_calendar(*ix);
            let rest = schedule.early(*ix).map(|placed| calendar.index(placed.rest));
            rest.is_some_and(|rest| calendar.index(clears) >= rest)
        };
        let late = self.held.iter().filter(|ix| is_held_back(ix));
        late.filter_map(|ix| Some(schedule.late(*ix)?.total_float)).min()
    }

    /// Working days since it was raised.
    pub(super) fn age(&self, facts: &Facts<'_>) -> Option<i64> {
        let raised = self.blocker.raised?;
        Some(facts.schedule.days_between(raised, facts.as_of))
    }

    /// Whether the day on which it should have cleared is past.
    pub(super) fn is_overdue(&self, as_of: Date) -> bool {
        self.blocker.expected.is_some_and(|expected| expected < as_of)
    }

    /// Whether it is an access or approval that takes longer than one does.
    pub(super) fn is_slow(&self, facts: &Facts<'_>) -> bool {
        let is_quick = matches!(
            self.blocker.kind,
            Some(BlockerKind::Access | BlockerKind::Approval)
        );
        is_quick && self.age(facts).is_some_and(|age| age > 5)
    }

    /// The name of the person waited for, else of the one who drives it.
    pub(super) fn whom<'f>(&'f self, facts: &'f Facts<'_>) -> Option<&'f str> {
        let person = self.blocker.waiting_on.as_ref().or(self.blocker.owner.as_ref())?;
        Some(facts.program.name_of(person.as_str()))
    }

    /// Whom to ask next, and for what: the one to whom it was escalated, else the one waited for.
    pub(super) fn next_ask(&self, facts: &Facts<'_>, wish: &str, else_: &str) -> String {
        let escalation = self.blocker.escalated.as_ref();
        let above = escalation.and_then(|escalation| Some((escalation.to.as_ref()?, escalation.date)));
        if let Some((to, date)) = above {
            let since = date.map_or(String::new(), |date| format!(" on {}", date.near(facts.as_of)));
            let name = facts.program.name_of(to.as_str());
            return format!("ask {name}, to whom it was escalated{since}, {wish}");
        }
        match self.whom(facts) {
            Some(whom) => format!("ask {whom} {wish}, or escalate it"),
            None => format!("{else_}, or escalate it"),
        }
    }
}
