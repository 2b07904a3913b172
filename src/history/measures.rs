//! What history measures: how well dates hold, how early slips are told, how long things wait.
//!
//! Each figure is computed for one morning from the program as it stood and from what the log knew by then,
//! so that the figure of four weeks ago is the one that would have been shown four weeks ago. What cannot be
//! judged is no figure, and never zero.

use super::{Exposure, History, Slips};
use crate::model::{Program, Section};
use crate::schedule::Schedule;
use crate::text::Date;
use std::collections::BTreeMap;

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Milestones done by their first due date / milestones whose first due date has passed.
    HitRate,
    /// Baseline execution index: milestones done / milestones planned to be done by the baseline.
    Bei,
    /// Critical path length index: (path length + margin) / path length.
    Cpli,
    /// Working days by which a date is moved to a later one, on average.
    MeanSlip,
    /// Working days before the old date at which such a move was told; the median.
    Notice,
    /// Working days for which open blockers are open; the median.
    BlockedAge,
    /// Working days from raised to decided; the median of the decisions made.
    DecisionLatency,
    /// Changes of an owner.
    OwnerChanges,
    /// Sum of probability times mean delay of the open risks, in working days.
    Exposure,
}

impl Measure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Measure; 9] = [
        Measure::HitRate,
        Measure::Bei,
        Measure::Cpli,
        Measure::MeanSlip,
        Measure::Notice,
        Measure::BlockedAge,
        Measure::DecisionLatency,
        Measure::OwnerChanges,
        Measure::Exposure,
    ];

    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::HitRate => "hit-rate",
            Measure::Bei => "bei",
            Measure::Cpli => "cpli",
            Measure::MeanSlip => "mean-slip",
            Measure::Notice => "notice",
            Measure::BlockedAge => "blocked-age",
            Measure::DecisionLatency => "decision-latency",
            Measure::OwnerChanges => "owner-changes",
            Measure::Exposure => "exposure",
        }
    }

    /// Whether more of it is better.
    pub fn is_good(self) -> bool {
        matches!(
            self,
            Measure::HitRate | Measure::Bei | Measure::Cpli | Measure::Notice
        )
    }
}

/// A figure on a morning, with what it was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// The figure; nothing where it cannot be judged.
    pub value: Option<f64>,
    /// What is counted: of a share its part, of a mean or median the cases behind it.
    pub count: Option<i64>,
    /// Of a share what it is a part of.
    pub whole: Option<i64>,
}

impl Reading {
    fn share(part: usize, whole: usize) -> Reading {
        Reading {
            value: (whole > 0).then(|| part as f64 / whole as f64),
            count: Some(part as i64),
            whole: Some(whole as i64),
        }
    }

    fn of(value: Option<f64>, count: usize) -> Reading {
        Reading {
            value,
            count: Some(count as i64),
            whole: None,
        }
    }
}

/// All figures of a program on the morning of its schedule. `first` is the first commit that counts for what
/// moved: what was there before it is the baseline.
pub fn measures(history: &History, schedule: &Schedule<'_>, first: u32) -> Vec<(Measure, Reading)> {
    let morning = schedule.as_of;
    let program = schedule.program();
    let slips: Vec<Slips> = history.all_slips();
    let slips: Vec<Slips> = slips.into_iter().filter_map(|each| each.until(morning)).collect();
    let moved: Vec<Slips> = slips.iter().cloned().map(|each| each.since(first)).collect();
    let days = |from: Date, to: Date| schedule.days_between(from, to);
    let later = || moved.iter().flat_map(Slips::later);
    Measure::ALL
        .into_iter()
        .map(|measure| {
            let reading = match measure {
                Measure::HitRate => hit_rate(program, &slips, morning),
                Measure::Bei => execution(program, &moved, morning),
                Measure::Cpli => path_length(schedule),
                Measure::MeanSlip => {
                    let all: Vec<i64> = later().map(|each| days(each.from, each.to)).collect();
                    Reading::of(mean(&all), all.len())
                }
                Measure::Notice => median_of(later().map(|each| days(each.on, each.from)).collect()),
                Measure::BlockedAge => blocked_age(history, schedule),
                Measure::DecisionLatency => latency(history, schedule),
                Measure::OwnerChanges => owner_changes(history, morning, first),
                Measure::Exposure => exposed(schedule),
            };
            (measure, reading)
        })
        .collect()
}

fn due_of<'s>(slips: &'s [Slips], id: &str) -> Option<&'s Slips> {
    let key = (Section::Milestones, id);
    let at = slips.binary_search_by(|each| (each.section, each.id.as_str()).cmp(&key));
    slips.get(at.ok()?)
}

fn hit_rate(program: &Program, slips: &[Slips], morning: Date) -> Reading {
    let live = program
        .milestones
        .iter()
        .filter(|(_, milestone)| milestone.cancelled.is_none());
    let (mut hit, mut all) = (0, 0);
    for (id, milestone) in live {
        let Some(original) = due_of(slips, id.as_str()).map(|slips| slips.original) else {
            continue;
        };
        if original < morning {
            all += 1;
            hit += usize::from(milestone.done.is_some_and(|done| done <= original));
        }
    }
    Reading::share(hit, all)
}

fn execution(program: &Program, moved: &[Slips], morning: Date) -> Reading {
    let live = || {
        program
            .milestones
            .iter()
            .filter(|(_, milestone)| milestone.cancelled.is_none())
    };
    let done = live()
        .filter(|(_, milestone)| milestone.done.is_some_and(|done| done <= morning))
        .count();
    let planned =
        live().filter(|(id, _)| due_of(moved, id.as_str()).is_some_and(|slips| slips.original < morning));
    Reading::share(done, planned.count())
}

fn path_length(schedule: &Schedule<'_>) -> Reading {
    let length = schedule
        .finish()
        .map(|finish| schedule.days_between(schedule.as_of, finish));
    let (Some(length), Some((_, margin))) = (length.filter(|length| *length > 0), schedule.target_margin())
    else {
        return Reading::default();
    };
    Reading {
        value: Some((length + margin) as f64 / length as f64),
        count: Some(length + margin),
        whole: Some(length),
    }
}

fn blocked_age(history: &History, schedule: &Schedule<'_>) -> Reading {
    let open = schedule
        .program()
        .blockers
        .iter()
        .filter(|(_, blocker)| blocker.resolved.is_none());
    let ages = open.filter_map(|(id, blocker)| {
        let first = || Some(history.touched(Section::Blockers, id.as_str())?.0);
        let raised = blocker.raised.or_else(first)?;
        Some(schedule.days_between(raised, schedule.as_of).max(0))
    });
    median_of(ages.collect())
}

fn latency(history: &History, schedule: &Schedule<'_>) -> Reading {
    let decided = schedule.program().decisions.iter().filter_map(|(id, decision)| {
        let decided = decision.decided.filter(|decided| *decided <= schedule.as_of)?;
        let first = || Some(history.touched(Section::Decisions, id.as_str())?.0);
        let raised = decision
            .raised
            .or_else(first)
            .filter(|raised| *raised <= decided)?;
        Some(schedule.days_between(raised, decided))
    });
    median_of(decided.collect())
}

fn owner_changes(history: &History, morning: Date, first: u32) -> Reading {
    let changed = history.changes.iter().filter(|change| {
        change.commit >= first
            && history.date(change) <= morning
            && matches!(change.of_field("owner"), Some((Some(_), _)))
    });
    let count = changed.count();
    Reading::of(Some(count as f64), count)
}

fn exposed(schedule: &Schedule<'_>) -> Reading {
    let exposure = Exposure::of(schedule.program());
    let value = exposure.is_known().then(|| exposure.total());
    Reading::of(value, exposure.estimated as usize)
}

fn mean(all: &[i64]) -> Option<f64> {
    (!all.is_empty()).then(|| all.iter().sum::<i64>() as f64 / all.len() as f64)
}

fn median_of(mut all: Vec<i64>) -> Reading {
    all.sort_unstable();
    let middle = all.len() / 2;
    let value = match all.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(all[middle] as f64),
        _ => Some((all[middle - 1] + all[middle]) as f64 / 2.0),
    };
    Reading::of(value, all.len())
}

/// A figure of the tracker through time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What was counted.
    pub metric: String,
    /// The team, if the figure is a team's.
    pub team: Option<String>,
    /// The day of the last figure.
    pub date: Date,
    /// The last figure; of a velocity the median of the last three.
    pub now: f64,
    /// The same four weeks before.
    pub then: Option<f64>,
    /// Whether more of it is better, where that is known.
    pub is_good: Option<bool>,
}

/// The figures of one metric and team, each with its day.
type Figures = Vec<(Date, f64)>;

/// The tracker's figures on a morning, by metric and team.
pub fn series(program: &Program, morning: Date) -> Vec<Series> {
    let mut all: BTreeMap<(&str, Option<&str>), Figures> = BTreeMap::new();
    for sample in program
        .metrics
        .values()
        .flatten()
        .filter(|sample| sample.date <= morning)
    {
        let team = sample.team.as_ref().map(|team| team.as_str());
        all.entry((&sample.metric, team))
            .or_default()
            .push((sample.date, sample.value));
    }
    let before = Date::from_day(morning.day() - FOUR_WEEKS);
    all.into_iter()
        .filter_map(|((metric, team), mut figures)| {
            // Stable: of two figures of a day the one that is written later is the last.
            figures.sort_by_key(|(date, _)| *date);
            let early = figures.partition_point(|(date, _)| *date <= before);
            Some(Series {
                metric: metric.to_owned(),
                team: team.map(str::to_owned),
                date: figures.last()?.0,
                now: level(metric, &figures)?,
                then: level(metric, &figures[..early]),
                is_good: is_good(metric),
            })
        })
        .collect()
}

/// Calendar days between the two columns of the figures.
pub const FOUR_WEEKS: i32 = 28;

fn level(metric: &str, figures: &[(Date, f64)]) -> Option<f64> {
    let last = figures.last()?.1;
    if metric != "velocity" || figures.len() < 3 {
        return Some(last);
    }
    let mut three: Vec<f64> = figures[figures.len() - 3..]
        .iter()
        .map(|(_, value)| *value)
        .collect();
    three.sort_by(f64::total_cmp);
    Some(three[1])
}

fn is_good(metric: &str) -> Option<bool> {
    match metric.split('.').next().unwrap_or(metric) {
        "velocity" | "defects-closed" => Some(true),
        "defects-open" | "defects-found" | "incidents" => Some(false),
        _ => None,
    }
}

/// Where a figure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As good readers want it.
    Better,
    /// The other way.
    Worse,
    /// Nowhere.
    Flat,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 3] = [Way::Better, Way::Worse, Way::Flat];

    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Better => "better",
            Way::Worse => "worse",
            Way::Flat => "flat",
        }
    }

    /// From one figure to another; nothing where nobody knows what is good.
    pub fn of(then: f64, now: f64, is_good: Option<bool>) -> Option<Way> {
        if (then - now).abs() < 0.005 {
            return Some(Way::Flat);
        }
        Some(if (now > then) == is_good? {
            Way::Better
        } else {
            Way::Worse
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::schedule::Options;
    use crate::text::MemoryTree;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// The figures of a program without history as of Wednesday 2 September 2026.
    fn told(yaml: &str) -> Vec<(Measure, Reading)> {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "atlas").unwrap();
        assert_eq!(loaded.findings, []);
        let schedule = Schedule::new(&loaded.program, &[], day("2026-09-02"), Options::default());
        measures(&History::default(), &schedule, 0)
    }

    fn value(all: &[(Measure, Reading)], measure: Measure) -> Option<f64> {
        all.iter().find(|(known, _)| *known == measure).unwrap().1.value
    }

    #[test]
    fn ages_latencies_and_exposure_come_from_dated_facts() {
        let all = told(
            "blockers:\n  b-one: {title: A, raised: 2026-08-31}\n  b-two: {title: B, raised: 2026-08-26}\n  \
             b-three: {title: C, raised: 2026-08-03, resolved: 2026-08-05}\ndecisions:\n  \
             d-one: {title: A, raised: 2026-08-24, decided: 2026-08-26, chosen: none}\n  \
             d-two: {title: B, raised: 2026-08-24, decided: 2026-08-31, chosen: none}\n  \
             d-three: {title: C, raised: 2026-08-24, decided: 2026-08-28, chosen: none}\nrisks:\n  \
             r-one: {title: A, prob: 0.5, delay: [2d, 4d, 6d]}\n  r-two: {title: B, prob: 0.1, delay: [10d, 10d, 10d]}\n  \
             r-three: {title: C, prob: 0.9, delay: 10d, closed: {date: 2026-08-03}}\n",
        );
        // Monday 31 to Wednesday 2 are two working days, Wednesday 26 to Wednesday 2 five: between them 3.5.
        assert_eq!(value(&all, Measure::BlockedAge), Some(3.5));
        // Monday 24 August to Wednesday, to Friday, to Monday: 2, 4 and 5.
        assert_eq!(value(&all, Measure::DecisionLatency), Some(4.0));
        // Half of four days and a tenth of ten.
        assert_eq!(value(&all, Measure::Exposure), Some(3.0));
    }

    #[test]
    fn what_cannot_be_judged_is_no_figure() {
        let all = told("milestones: {aa: {title: A}}\n");
        for measure in [
            Measure::HitRate,
            Measure::Bei,
            Measure::Cpli,
            Measure::MeanSlip,
            Measure::Notice,
            Measure::BlockedAge,
            Measure::DecisionLatency,
        ] {
            assert_eq!(value(&all, measure), None, "{measure:?}");
        }
        assert_eq!(
            value(&all, Measure::Exposure),
            Some(0.0),
            "no risk is no exposure"
        );
    }

    #[test]
    fn the_trackers_figures_stand_beside_those_of_four_weeks_ago() {
        let csv = "date,team,metric,value\n2026-07-10,web,velocity,20\n2026-07-24,web,velocity,30\n\
                   2026-08-05,web,velocity,40\n2026-08-07,web,velocity,90\n2026-08-21,web,velocity,10\n\
                   2026-09-01,,defects-open.sev1,3\n2026-09-03,,defects-open.sev1,9\n2026-08-01,,uptime,99.9\n";
        let tree = MemoryTree::new([("plan.yaml", "milestones: {}\n"), ("metrics/m.csv", csv)]);
        let loaded = load(&tree, "", "atlas").unwrap();
        let all = series(&loaded.program, day("2026-09-02"));
        let told: Vec<_> = all
            .iter()
            .map(|series| (series.metric.as_str(), series.then, series.now, series.is_good))
            .collect();
        // Four weeks before Wednesday 2 September is Wednesday 5 August; of 20, 30, 40 the middle is 30, of 40,
        // 90, 10 it is 40. A figure of tomorrow is not heard.
        assert_eq!(
            told,
            [
                ("defects-open.sev1", None, 3.0, Some(false)),
                ("uptime", Some(99.9), 99.9, None),
                ("velocity", Some(30.0), 40.0, Some(true)),
            ]
        );
        assert_eq!(Way::of(30.0, 40.0, Some(true)), Some(Way::Better));
        assert_eq!(Way::of(30.0, 40.0, Some(false)), Some(Way::Worse));
        assert_eq!(
            (Way::of(1.0, 1.001, None), Way::of(1.0, 2.0, None)),
            (Some(Way::Flat), None)
        );
    }
}
