//! What a machine can count of the ten scheduling practices of the GAO. The office gives no thresholds: nothing
//! should be missing.

use super::{Assessed, HIGH, Measure, Population, Practice};
use crate::model::{Item, Program, Relation};
use crate::parse::{Date, Estimate};
use crate::schedule::{Driver, Row};
use rustc_hash::{FxHashMap, FxHashSet};

impl<'p> Assessed<'_, 'p> {
    pub(super) fn gao(&self) -> Vec<Measure> {
        let program = self.schedule.program();
        let serving = serving(program);
        let objectives = &program.charter.objectives;
        let unserved = objectives.keys().filter(|id| !serving.contains_key(id.as_str()));
        let dated = objectives
            .iter()
            .filter_map(|(id, objective)| Some((id, objective.by?)));
        let late = dated.clone().filter(|(id, by)| {
            let served = serving.get(id.as_str()).into_iter().flatten();
            served.clone().any(|due| due.is_none_or(|due| due > *by))
        });
        let open = self.open.len();
        let path = self.path();
        let typed = path.iter().filter(|row| {
            let driver = row
                .ix
                .and_then(|ix| self.schedule.early(ix))
                .map(|placed| placed.driver);
            matches!(driver, Some(Driver::NotBefore | Driver::Due | Driver::Forecast))
        });
        vec![
            Measure::bad(
                Practice::ActivitiesCaptured,
                Population::Objectives,
                objectives.len(),
                0,
                unserved.map(ToString::to_string).collect(),
            ),
            Measure::bad(
                Practice::Sequenced,
                Population::OpenMilestones,
                open,
                0,
                self.those(|row, _| row.early_finish.is_none() || self.dangles(row)),
            ),
            Measure::bad(
                Practice::ResourcesAssigned,
                Population::OpenItems,
                self.items().count(),
                0,
                ids(self.items().filter(|row| row.owner.is_none())),
            ),
            Measure::bad(
                Practice::DurationsEstablished,
                Population::OpenMilestones,
                open,
                0,
                self.those(|_, milestone| milestone.duration.is_none() && milestone.remaining.is_none()),
            ),
            self.horizontal(),
            Measure::bad(
                Practice::TraceableVertically,
                Population::DatedObjectives,
                dated.clone().count(),
                0,
                late.map(|(id, _)| id.to_string()).collect(),
            ),
            Measure::bad(
                Practice::CriticalPathValid,
                Population::PathItems,
                path.len(),
                0,
                ids(typed),
            ),
            Measure::bad(
                Practice::FloatReasonable,
                Population::OpenBeforeTarget,
                self.before_target().count(),
                0,
                ids(self
                    .before_target()
                    .filter(|row| row.total_float.is_some_and(|float| float > HIGH))),
            ),
            self.uncertain(),
            self.updated(),
            Measure::bad(
                Practice::Baseline,
                Population::OpenMilestones,
                open,
                0,
                self.those(|_, milestone| milestone.due.is_none()),
            ),
        ]
    }

    /// Whether a delay of its finish moves nothing, or nothing moves its start, for all that it is tied to others.
    fn dangles(&self, row: &Row<'p>) -> bool {
        let Some(ix) = row.ix else { return false };
        let graph = &self.schedule.plan.graph;
        let mut after = graph.needed_by(ix).peekable();
        let mut before = graph.needs(ix).iter().peekable();
        let ends_loose =
            after.peek().is_some() && after.all(|edge| matches!(edge.relation, Relation::SS | Relation::SF));
        let starts_loose = before.peek().is_some()
            && before.all(|edge| matches!(edge.relation, Relation::FF | Relation::SF));
        ends_loose || starts_loose
    }

    fn path(&self) -> Vec<Row<'p>> {
        let nodes = &self.schedule.plan.graph.nodes;
        let own = self.schedule.chain().into_iter();
        own.filter_map(|ix| self.schedule.row(&nodes[ix as usize].id))
            .collect()
    }

    /// Milestones and contracts that are not done; none where no target is named.
    fn before_target(&self) -> impl Iterator<Item = &Row<'p>> {
        let has_target = !self.schedule.plan.targets.is_empty();
        self.items()
            .filter(move |row| has_target && !matches!(row.item, Item::Decision(_)))
    }

    /// What leads to no target.
    fn horizontal(&self) -> Measure {
        let graph = &self.schedule.plan.graph;
        let mut leads = vec![false; graph.nodes.len()];
        let mut next: Vec<u32> = self.schedule.plan.targets.clone();
        while let Some(ix) = next.pop() {
            if !std::mem::replace(&mut leads[ix as usize], true) {
                next.extend(graph.needs(ix).iter().map(|edge| edge.from));
            }
        }
        let loose = self
            .before_target()
            .filter(|row| row.ix.is_some_and(|ix| !leads[ix as usize]));
        Measure::bad(
            Practice::TraceableHorizontally,
            Population::OpenBeforeTarget,
            self.before_target().count(),
            0,
            ids(loose),
        )
    }

    /// Durations of one value, and risks that cannot be simulated.
    fn uncertain(&self) -> Measure {
        let program = self.schedule.program();
        let estimates: Vec<_> = self
            .open
            .iter()
            .filter_map(|(row, milestone)| Some((row, milestone.remaining.or(milestone.duration)?)))
            .collect();
        let single = estimates
            .iter()
            .filter(|(_, estimate)| matches!(estimate, Estimate::One(one) if one.amount > 0))
            .map(|(row, _)| row.id.to_string());
        let risks: Vec<_> = program
            .risks
            .iter()
            .filter(|(_, risk)| Program::is_open(risk))
            .collect();
        let vague = risks
            .iter()
            .filter(|(_, risk)| risk.prob.is_none() || risk.delay.is_none() || risk.hits.is_empty())
            .map(|(id, _)| id.to_string());
        Measure::bad(
            Practice::RiskAnalysis,
            Population::Uncertainties,
            estimates.len() + risks.len(),
            0,
            single.chain(vague).collect(),
        )
    }

    /// Work in progress that does not say what remains, and what is past due without a new date.
    fn updated(&self) -> Measure {
        let as_of = self.schedule.as_of;
        let is_past = |due: Option<Date>| due.is_some_and(|due| due < as_of);
        let running = self
            .open
            .iter()
            .filter(|(_, milestone)| milestone.started.is_some() || is_past(milestone.due));
        let silent = running.clone().filter(|(_, milestone)| {
            let is_vague = milestone.started.is_some() && milestone.remaining.is_none();
            let is_undated = is_past(milestone.due) && milestone.forecast.is_none_or(|date| date < as_of);
            is_vague || is_undated
        });
        Measure::bad(
            Practice::ProgressUpdated,
            Population::InProgress,
            running.clone().count(),
            0,
            silent.map(|(row, _)| row.id.to_string()).collect(),
        )
    }
}

fn ids<'r, 'p: 'r>(rows: impl Iterator<Item = &'r Row<'p>>) -> Vec<String> {
    rows.map(|row| row.id.to_string()).collect()
}

/// The due dates of the milestones that serve each objective.
fn serving(program: &Program) -> FxHashMap<&str, Vec<Option<Date>>> {
    let mut serving: FxHashMap<&str, Vec<Option<Date>>> = FxHashMap::default();
    let live = program
        .milestones
        .values()
        .filter(|milestone| milestone.cancelled.is_none());
    for milestone in live {
        let objectives: FxHashSet<&str> = milestone.serves.iter().map(|id| id.as_str()).collect();
        for objective in objectives {
            serving.entry(objective).or_default().push(milestone.due);
        }
    }
    serving
}
