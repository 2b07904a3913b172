//! The fourteen points of the DCMA, with its thresholds.
//!
//! Two are told otherwise than in a scheduling tool. Float is never negative here, since due dates enter through
//! margin: what is due before it can be finished is the same thing. The format has no hard constraints: its dates
//! hold work back and never pull it forward, so that the point holds by construction.

use super::{Assessed, HIGH, Measure, Population, Practice, Threshold};
use crate::model::{Item, Program, Relation};
use crate::parse::Unit;
use crate::schedule::early::Tweak;
use crate::schedule::rerun::Rerun;
use rustc_hash::FxHashSet;

/// The slip that the critical path test tries, in working days.
const SLIP: i64 = 600;

impl Assessed<'_, '_> {
    pub(super) fn dcma(&self) -> Vec<Measure> {
        use Population::{DatedItems, Needs, OpenMilestones, OpenWork};
        let of = self.open.len();
        let needs = self.needs();
        let tied = |is: &dyn Fn(Relation, i32) -> bool| {
            let found = needs.iter().filter(|(_, relation, lag)| is(*relation, *lag));
            found.map(|(id, _, _)| id.clone()).collect::<Vec<String>>()
        };
        let others = tied(&|relation, _| relation != Relation::FS);
        let types = Measure {
            numerator: (needs.len() - others.len()) as i64,
            threshold: Threshold::AtLeast(90),
            ..Measure::bad(Practice::RelationshipTypes, Needs, needs.len(), 0, others)
        };
        let covering = covering(self.schedule.program());
        let work = self
            .open
            .iter()
            .filter(|(row, _)| row.duration.is_some_and(|days| days > 0));
        let dated = self.rows.iter().filter(|row| row.early_finish.is_some());
        vec![
            Measure::bad(
                Practice::Logic,
                OpenMilestones,
                of,
                5,
                self.those(|row, _| {
                    let Some(ix) = row.ix else { return false };
                    let graph = &self.schedule.plan.graph;
                    let is_needed =
                        graph.needed_by(ix).next().is_some() || covering.contains(row.id.as_str());
                    graph.needs(ix).is_empty() || !(is_needed || self.is_target(row))
                }),
            ),
            Measure::bad(Practice::Leads, Needs, needs.len(), 0, tied(&|_, lag| lag < 0)),
            Measure::bad(Practice::Lags, Needs, needs.len(), 5, tied(&|_, lag| lag > 0)),
            types,
            Measure::bad(Practice::HardConstraints, OpenMilestones, of, 5, Vec::new()),
            Measure::bad(
                Practice::HighFloat,
                OpenMilestones,
                of,
                5,
                self.those(|row, _| row.total_float.is_some_and(|float| float > HIGH)),
            ),
            Measure::bad(
                Practice::NegativeFloat,
                OpenMilestones,
                of,
                0,
                self.those(|row, _| row.margin.is_some_and(|margin| margin < 0)),
            ),
            Measure::bad(
                Practice::HighDuration,
                OpenMilestones,
                of,
                5,
                self.those(|row, milestone| {
                    // A time that has to pass is no work that could be split.
                    let is_window = milestone
                        .duration
                        .is_some_and(|duration| duration.likely().unit == Unit::Elapsed);
                    !row.implied && !is_window && row.duration.is_some_and(|days| days > HIGH)
                }),
            ),
            Measure::bad(
                Practice::InvalidDates,
                DatedItems,
                dated.count(),
                0,
                self.invalid(),
            ),
            Measure::bad(
                Practice::Resources,
                OpenWork,
                work.count(),
                0,
                self.those(|row, _| row.owner.is_none() && row.duration.is_some_and(|days| days > 0)),
            ),
            self.missed(),
            self.path_test(),
            self.length_index(),
            self.execution_index(),
        ]
    }

    /// What open milestones need: the one that needs it, how, and the lag.
    fn needs(&self) -> Vec<(String, Relation, i32)> {
        let graph = &self.schedule.plan.graph;
        let ties = self.open.iter().filter_map(|(row, _)| Some((row, row.ix?)));
        ties.flat_map(|(row, ix)| {
            let edges = graph.needs(ix).iter();
            edges.map(|edge| (row.id.to_string(), edge.relation, edge.lag.amount))
        })
        .collect()
    }

    /// Facts after as-of, and plans before it.
    fn invalid(&self) -> Vec<String> {
        let as_of = self.schedule.as_of;
        let is_invalid = |item: Item<'_>| {
            let is_done = item.done().is_some();
            let facts = match item {
                Item::Milestone(milestone) => [milestone.started, milestone.done],
                Item::Contract(contract) => [contract.delivered, contract.accepted],
                Item::Decision(decision) => [decision.decided, None],
            };
            let plan = match item {
                Item::Milestone(milestone) => milestone.forecast,
                Item::Contract(contract) => contract.promised.as_ref().map(|promised| promised.likely()),
                Item::Decision(_) => None,
            };
            facts.into_iter().flatten().any(|fact| fact > as_of)
                || (!is_done && plan.is_some_and(|plan| plan < as_of))
        };
        let dated = self.rows.iter().filter(|row| row.early_finish.is_some());
        dated
            .filter(|row| is_invalid(row.item))
            .map(|row| row.id.to_string())
            .collect()
    }

    /// Of what was due before as-of, what was not done, or done later.
    fn missed(&self) -> Measure {
        let as_of = self.schedule.as_of;
        let due = self.rows.iter().filter_map(|row| match row.item {
            Item::Milestone(milestone) if row.ix.is_some() => {
                let due = milestone.due.filter(|due| *due < as_of)?;
                Some((row, due, milestone.done))
            }
            _ => None,
        });
        let due: Vec<_> = due.collect();
        let missed = due
            .iter()
            .filter(|(_, due, done)| done.is_none_or(|done| done > *due))
            .map(|(row, _, _)| row.id.to_string());
        Measure::bad(
            Practice::MissedTasks,
            Population::PastDue,
            due.len(),
            5,
            missed.collect(),
        )
    }

    /// Lets the first item of the critical path slip far, and looks how much of it reaches the end.
    fn path_test(&self) -> Measure {
        let schedule = self.schedule;
        let mut measure = Measure {
            practice: Practice::CriticalPathTest,
            population: Population::TriedSlip,
            numerator: 0,
            denominator: 0,
            // Calendars of other weeks on the way may cost some days of it.
            threshold: Threshold::AtLeast(98),
            offenders: Vec::new(),
        };
        let Some(first) = schedule.chain().first().copied() else {
            return measure;
        };
        let Some(placed) = schedule.early(first) else {
            return measure;
        };
        let own = schedule.plan.calendar(first);
        let slipped = own.end(own.index(placed.finish) + SLIP);
        let calendar = schedule.plan.program_calendar();
        measure.denominator = calendar.index(slipped) - calendar.index(placed.finish);
        let delay = Rerun::new(schedule).delay(&[(first, Tweak::NotBefore(slipped))]);
        measure.numerator = delay.map_or(0, |(days, _)| days);
        if measure.grade() == super::Grade::Fail {
            let id = &schedule.plan.graph.nodes[first as usize].id;
            measure.offenders.push(id.to_string());
        }
        measure
    }

    /// Critical path length and margin, over the length.
    fn length_index(&self) -> Measure {
        let schedule = self.schedule;
        let targets = schedule.targets();
        let worst = targets
            .iter()
            .filter(|target| !target.done)
            .filter_map(|target| Some((target.margin?, target)))
            .min_by_key(|(margin, target)| (*margin, target.id));
        let length = schedule
            .finish()
            .map_or(0, |finish| schedule.days_between(schedule.as_of, finish).max(0));
        let mut measure = Measure {
            practice: Practice::PathLengthIndex,
            population: Population::PathDays,
            numerator: 0,
            denominator: 0,
            threshold: Threshold::AtLeast(95),
            offenders: Vec::new(),
        };
        if let Some((margin, target)) = worst {
            measure.numerator = length + margin;
            measure.denominator = length;
            if measure.grade() == super::Grade::Fail {
                measure.offenders.push(target.id.to_string());
            }
        }
        measure
    }

    /// Milestones done, over those that were to be done by now.
    fn execution_index(&self) -> Measure {
        let as_of = self.schedule.as_of;
        let live = self.rows.iter().filter_map(|row| match row.item {
            Item::Milestone(milestone) if row.ix.is_some() => Some((row, milestone)),
            _ => None,
        });
        let live: Vec<_> = live.collect();
        let is_done = |done: Option<crate::parse::Date>| done.is_some_and(|done| done <= as_of);
        let planned = live
            .iter()
            .filter(|(_, milestone)| milestone.due.is_some_and(|due| due < as_of));
        let behind = planned
            .clone()
            .filter(|(_, milestone)| !is_done(milestone.done))
            .map(|(row, _)| row.id.to_string());
        Measure {
            numerator: live
                .iter()
                .filter(|(_, milestone)| is_done(milestone.done))
                .count() as i64,
            threshold: Threshold::AtLeast(95),
            ..Measure::bad(
                Practice::ExecutionIndex,
                Population::PastDue,
                planned.clone().count(),
                0,
                behind.collect(),
            )
        }
    }
}

/// The milestones that cover an item of a launch: the launch waits for them.
fn covering(program: &Program) -> FxHashSet<&str> {
    let items = program.launches.values().flat_map(|launch| launch.items.values());
    items
        .filter_map(|item| item.covered_by.as_ref())
        .map(|id| id.as_str())
        .collect()
}
