//! How sound the plan is as a plan: the fourteen points by which the US Defense Contract Management Agency (DCMA)
//! assesses a schedule, and those of the ten scheduling practices of the US Government Accountability Office (GAO)
//! that can be counted.
//!
//! Each is a count over a population with a threshold. Where the population is empty the point can neither be held
//! nor missed: it is not assessable, which is a result of its own.

mod dcma;
mod gao;

#[cfg(test)]
mod tests;

use super::{Row, Schedule};
use crate::model::{Item, Milestone};

/// Working days beyond which a duration or a float is high: two months.
const HIGH: i64 = 44;

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is assessed.
    pub practice: Practice,
    /// What is counted.
    pub population: Population,
    /// How many are so, or days, or items done.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
    /// What is good.
    pub threshold: Threshold,
    /// The ids of what is not as it should be, sorted.
    pub offenders: Vec<String>,
}

/// What is good, in whole percent of the population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Not more.
    AtMost(i64),
    /// Not less.
    AtLeast(i64),
}

/// The result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Held.
    Pass,
    /// Missed.
    Fail,
    /// Nothing to count.
    NotAssessable,
}

impl Grade {
    /// All of them.
    pub const ALL: [Grade; 3] = [Grade::Pass, Grade::Fail, Grade::NotAssessable];

    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Grade::Pass => "pass",
            Grade::Fail => "fail",
            Grade::NotAssessable => "not-assessable",
        }
    }
}

macro_rules! words {
    ($(#[$about:meta])* $kind:ident, $number:literal: $($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind {
            $($(#[$doc])* $name,)*
        }

        impl $kind {
            /// All of them, in their order.
            pub const ALL: [$kind; $number] = [$($kind::$name,)*];

            /// The name used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($kind::$name => $word,)*
                }
            }
        }
    };
}

words! {
    /// What is counted.
    Population, 14:
    /// Milestones that are not done.
    OpenMilestones = "open-milestones",
    /// Milestones, contracts and decisions that are not done.
    OpenItems = "open-items",
    /// Milestones and contracts that are not done, where a target is named.
    OpenBeforeTarget = "open-milestones-and-contracts",
    /// Milestones that take time and are not done.
    OpenWork = "open-work",
    /// What open milestones need.
    Needs = "needs",
    /// All milestones, contracts and decisions with a date.
    DatedItems = "dated-items",
    /// Milestones that were due before as-of.
    PastDue = "past-due",
    /// Milestones that are in progress or past due.
    InProgress = "in-progress",
    /// The slip that is tried, in working days.
    TriedSlip = "tried-slip",
    /// Working days of the critical path.
    PathDays = "path-days",
    /// Items of the critical path.
    PathItems = "path-items",
    /// Objectives of the charter.
    Objectives = "objectives",
    /// Objectives with a date.
    DatedObjectives = "dated-objectives",
    /// Durations of open milestones, and open risks.
    Uncertainties = "uncertainties",
}

words! {
    /// What is assessed: the points of the DCMA, then the practices of the GAO.
    Practice, 25:
    /// Everything open has a predecessor and a successor.
    Logic = "logic",
    /// No negative lags.
    Leads = "leads",
    /// Few lags.
    Lags = "lags",
    /// Finish-to-start, nearly always.
    RelationshipTypes = "relationship-types",
    /// No dates that override the logic.
    HardConstraints = "hard-constraints",
    /// Little float beyond two months.
    HighFloat = "high-float",
    /// Nothing that is due before it can be finished.
    NegativeFloat = "negative-float",
    /// Few durations beyond two months.
    HighDuration = "high-duration",
    /// No facts in the future, no plans in the past.
    InvalidDates = "invalid-dates",
    /// Somebody does the work.
    Resources = "resources",
    /// What was due is done, and was done in time.
    MissedTasks = "missed-tasks",
    /// A slip on the critical path reaches the end.
    CriticalPathTest = "critical-path-test",
    /// Critical path length index.
    PathLengthIndex = "critical-path-length-index",
    /// Baseline execution index.
    ExecutionIndex = "baseline-execution-index",
    /// GAO 1: all activities are captured.
    ActivitiesCaptured = "activities-captured",
    /// GAO 2: all activities are sequenced.
    Sequenced = "activities-sequenced",
    /// GAO 3: resources are assigned to all activities.
    ResourcesAssigned = "resources-assigned",
    /// GAO 4: the durations of all activities are established.
    DurationsEstablished = "durations-established",
    /// GAO 5: traceable horizontally.
    TraceableHorizontally = "traceable-horizontally",
    /// GAO 5: traceable vertically.
    TraceableVertically = "traceable-vertically",
    /// GAO 6: the critical path is valid.
    CriticalPathValid = "critical-path-valid",
    /// GAO 7: the total float is reasonable.
    FloatReasonable = "float-reasonable",
    /// GAO 8: a schedule risk analysis is possible.
    RiskAnalysis = "risk-analysis",
    /// GAO 9: the schedule is updated with progress.
    ProgressUpdated = "progress-updated",
    /// GAO 10: there is a baseline.
    Baseline = "baseline",
}

impl Practice {
    /// Its number among the points of the DCMA, else among the practices of the GAO.
    pub fn number(self) -> usize {
        let at = Practice::ALL.iter().position(|each| *each == self).unwrap_or(0);
        match at {
            0..=13 => at + 1,
            14..=18 => at - 13,
            _ => at - 14,
        }
    }

    /// Whether it is a point of the DCMA.
    pub fn is_dcma(self) -> bool {
        Practice::ALL.iter().take(14).any(|each| *each == self)
    }
}

impl Measure {
    /// A count of what is not as it should be.
    fn bad(
        practice: Practice,
        population: Population,
        of: usize,
        at_most: i64,
        offenders: Vec<String>,
    ) -> Measure {
        let mut offenders = offenders;
        offenders.sort_unstable();
        let numerator = offenders.len() as i64;
        offenders.dedup();
        Measure {
            practice,
            population,
            numerator,
            denominator: of as i64,
            threshold: Threshold::AtMost(at_most),
            offenders,
        }
    }

    /// The result.
    pub fn grade(&self) -> Grade {
        let share = i128::from(self.numerator) * 100;
        let limit = |percent: i64| i128::from(self.denominator) * i128::from(percent);
        let holds = match self.threshold {
            _ if self.denominator <= 0 => return Grade::NotAssessable,
            Threshold::AtMost(percent) => share <= limit(percent),
            Threshold::AtLeast(percent) => share >= limit(percent),
        };
        if holds { Grade::Pass } else { Grade::Fail }
    }

    /// The share; none where nothing can be counted.
    pub fn value(&self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }
}

impl<'p> Schedule<'p> {
    /// The fourteen points of the DCMA, then the practices of the GAO, in their order.
    pub fn quality(&self) -> Vec<Measure> {
        let rows = self.rows();
        let open: Vec<(&Row<'p>, &'p Milestone)> = rows
            .iter()
            .filter(|row| row.state.is_open() && row.ix.is_some())
            .filter_map(|row| match row.item {
                Item::Milestone(milestone) => Some((row, milestone)),
                _ => None,
            })
            .collect();
        let plan = Assessed {
            schedule: self,
            rows: &rows,
            open,
        };
        let mut measures = plan.dcma();
        measures.extend(plan.gao());
        measures
    }
}

/// What the points are counted over.
struct Assessed<'a, 'p> {
    schedule: &'a Schedule<'p>,
    rows: &'a [Row<'p>],
    /// Milestones that are not done.
    open: Vec<(&'a Row<'p>, &'p Milestone)>,
}

impl<'a, 'p> Assessed<'a, 'p> {
    /// The ids of the open milestones that are so.
    fn those(&self, is: impl Fn(&Row<'p>, &'p Milestone) -> bool) -> Vec<String> {
        let bad = self.open.iter().filter(|(row, milestone)| is(row, milestone));
        bad.map(|(row, _)| row.id.to_string()).collect()
    }

    /// The same of milestones, contracts and decisions that are not done.
    fn items(&self) -> impl Iterator<Item = &'a Row<'p>> {
        self.rows
            .iter()
            .filter(|row| row.state.is_open() && row.ix.is_some())
    }

    fn is_target(&self, row: &Row<'p>) -> bool {
        row.ix.is_some_and(|ix| self.schedule.plan.targets.contains(&ix))
    }
}
