//! How sound the plan is as a plan: each point with its count, its threshold and its result. What cannot be
//! assessed is said to be so, with what is missing.

use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::count;
use crate::schedule::{Grade, Measure, Population, Practice, Threshold};

/// Offenders named without `-v`.
const MOST: usize = 6;

/// The page of `quality`; with `all` every id is named.
pub fn quality(title: &str, measures: &[Measure], all: bool) -> Page {
    let number = |grade| measures.iter().filter(|measure| measure.grade() == grade).count();
    let (fail, pass, unknown) = (
        number(Grade::Fail),
        number(Grade::Pass),
        number(Grade::NotAssessable),
    );
    let line = Line::new().user(title).text(": ");
    let line = if fail > 0 {
        line.bad(format!("{fail} missed"))
    } else {
        line.good("none missed")
    };
    let line = line.text(format!(", {pass} held"));
    let mut page = Page::titled(match unknown {
        0 => line,
        unknown => line.text(", ").unknown(format!("{unknown} not assessable")),
    });
    let (dcma, gao): (Vec<&Measure>, Vec<&Measure>) =
        measures.iter().partition(|measure| measure.practice.is_dcma());
    page.heading("DCMA 14 points");
    page.table(table(&dcma, all));
    page.heading("GAO scheduling practices");
    page.table(table(&gao, all));
    page
}

fn table(measures: &[&Measure], all: bool) -> Table {
    let mut table = Table::new([
        Column::number("#"),
        Column::fixed("Result"),
        Column::flex("What", 3),
        Column::number("Count"),
        Column::number("Share").drop(1),
        Column::fixed("Good").drop(2),
        Column::flex("Of", 2),
    ]);
    for measure in measures {
        let grade = measure.grade();
        let is_unknown = grade == Grade::NotAssessable;
        let row = Row::new([
            Line::from(measure.practice.number().to_string()),
            match grade {
                Grade::Pass => Line::new().good("held"),
                Grade::Fail => Line::new().bad("MISSED"),
                Grade::NotAssessable => Line::new().unknown("not assessable"),
            },
            Line::from(what(measure.practice)),
            if is_unknown {
                Line::from("—")
            } else {
                Line::from(format!("{}/{}", measure.numerator, measure.denominator))
            },
            match measure.value() {
                Some(value) => Line::from(share(measure, value)),
                None => Line::from("—"),
            },
            Line::from(threshold(measure)),
            if is_unknown {
                Line::new().dim(missing(measure.population))
            } else {
                Line::from(population(measure.population))
            },
        ]);
        table.row(match offenders(measure, all) {
            Some(line) if grade == Grade::Fail || all => row.detail(line),
            _ => row,
        });
    }
    table
}

/// An index has two decimals, a share is in percent; neither is rounded over its threshold.
fn share(measure: &Measure, value: f64) -> String {
    let (digits, factor, unit) = match is_index(measure.practice) {
        true => (2, 1.0, ""),
        false => (0, 100.0, " %"),
    };
    let (Threshold::AtMost(limit) | Threshold::AtLeast(limit)) = measure.threshold;
    let text = format!("{:.*}", digits, value * factor);
    let shown_limit = format!("{:.*}", digits, limit as f64 / 100.0 * factor);
    let is_exact = measure.numerator * 100 == measure.denominator * limit;
    if text == shown_limit && !is_exact {
        return format!("{:.*}{unit}", digits + 2, value * factor);
    }
    format!("{text}{unit}")
}

fn is_index(practice: Practice) -> bool {
    matches!(practice, Practice::PathLengthIndex | Practice::ExecutionIndex)
}

fn threshold(measure: &Measure) -> String {
    let number = |percent: i64| match is_index(measure.practice) {
        true => format!("{:.2}", percent as f64 / 100.0),
        false => format!("{percent} %"),
    };
    match measure.threshold {
        Threshold::AtMost(0) => "none".into(),
        Threshold::AtMost(percent) => format!("≤ {}", number(percent)),
        Threshold::AtLeast(percent) => format!("≥ {}", number(percent)),
    }
}

fn offenders(measure: &Measure, all: bool) -> Option<Line> {
    let most = if all { usize::MAX } else { MOST };
    let shown = measure.offenders.iter().take(most);
    let line = Line::joined(shown.map(|id| Line::new().id(id.as_str())), ", ");
    let more = measure.offenders.len().saturating_sub(most);
    match (line.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(line),
        (false, more) => Some(line.text(format!(" and {}: -v", count(more, "other")))),
    }
}

fn what(practice: Practice) -> &'static str {
    match practice {
        Practice::Logic => "without a need, or needed by nothing",
        Practice::Leads => "leads (negative lags)",
        Practice::Lags => "lags",
        Practice::RelationshipTypes => "finish-to-start",
        Practice::HardConstraints => "hard constraints (the format has none)",
        Practice::HighFloat => "float over 44 d",
        Practice::NegativeFloat => "due before they can be finished",
        Practice::HighDuration => "longer than 44 d",
        Practice::InvalidDates => "done in the future, or planned in the past",
        Practice::Resources => "without an owner",
        Practice::MissedTasks => "not done on their day",
        Practice::CriticalPathTest => "a slip of the critical path that reaches the end",
        Practice::PathLengthIndex => "CPLI: path and margin over path",
        Practice::ExecutionIndex => "BEI: done over planned to be done",
        Practice::ActivitiesCaptured => "objectives that nothing serves",
        Practice::Sequenced => "in a cycle, or with a loose start or end",
        Practice::ResourcesAssigned => "without an owner",
        Practice::DurationsEstablished => "without a duration",
        Practice::TraceableHorizontally => "lead to no target",
        Practice::TraceableVertically => "served only after their date",
        Practice::CriticalPathValid => "set by a typed date",
        Practice::FloatReasonable => "float over 44 d",
        Practice::RiskAnalysis => "of one value, or without probability, delay or hits",
        Practice::ProgressUpdated => "without what remains, or without a new date",
        Practice::Baseline => "without a due date",
    }
}

fn population(population: Population) -> &'static str {
    match population {
        Population::OpenMilestones => "open milestones",
        Population::OpenItems => "open items",
        Population::OpenBeforeTarget => "open milestones and contracts",
        Population::OpenWork => "open milestones that take time",
        Population::Needs => "needs of open milestones",
        Population::DatedItems => "items with dates",
        Population::PastDue => "milestones due by now",
        Population::InProgress => "milestones in progress or past due",
        Population::TriedSlip => "days of the slip",
        Population::PathDays => "days of the path",
        Population::PathItems => "items of the critical path",
        Population::Objectives => "objectives",
        Population::DatedObjectives => "objectives with a date",
        Population::Uncertainties => "durations and open risks",
    }
}

/// Why there is nothing to count.
fn missing(population: Population) -> &'static str {
    match population {
        Population::OpenMilestones | Population::OpenItems => "nothing is open",
        Population::OpenBeforeTarget => "no target, or nothing is open",
        Population::OpenWork => "no open milestone takes time",
        Population::Needs => "no open milestone needs anything",
        Population::DatedItems => "nothing has a date",
        Population::PastDue => "nothing was due yet",
        Population::InProgress => "nothing is in progress or past due",
        Population::TriedSlip | Population::PathItems => "no critical path",
        Population::PathDays => "no open target with a due date",
        Population::Objectives => "the charter has no objectives",
        Population::DatedObjectives => "no objective has a date",
        Population::Uncertainties => "no durations and no risks",
    }
}
