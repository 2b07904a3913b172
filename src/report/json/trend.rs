//! `trend`: dates through time, and the figures of history.

use super::{Iso, iso, words};
use crate::history::{self, History, Move, Point, Reading};
use crate::schedule::Schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `trend`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Trend {
    /// The day from which on moves count; `null` for all of history.
    #[schemars(with = "Option<Date>")]
    pub since: Option<Iso>,
    /// Commits that touch the program.
    pub commits: usize,
    /// The day of the first of them.
    #[schemars(with = "Option<Date>")]
    pub begins: Option<Iso>,
    /// Whether the clone is shallow, so that history begins before that day.
    pub shallow: bool,
    /// The program finish, by the day of the report.
    pub finish: Vec<Sample>,
    /// Milestones and contracts: targets first, then by days moved, then by id.
    pub items: Vec<Item>,
    /// Whether items that neither moved nor are critical were left out, because there are too many.
    pub thinned: bool,
    /// The figures, in a fixed order.
    pub metrics: Vec<Metric>,
    /// The tracker's figures, by metric and team.
    pub series: Vec<Series>,
}

/// One point of a curve.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Sample {
    /// The day of the report.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// The earliest date that it gave.
    #[schemars(with = "Date")]
    pub earliest: Iso,
}

/// An item through time.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// Title.
    pub title: Option<String>,
    /// Whether it is a target milestone.
    pub target: bool,
    /// Whether it is done.
    pub done: bool,
    /// The promised date at the beginning: of history, or of the days that count.
    #[schemars(with = "Option<Date>")]
    pub original: Option<Iso>,
    /// The promised date.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// The earliest date.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// Working days by which the promised date moved in all; later is positive.
    pub days: i64,
    /// Whether it was moved to a later date three times or more.
    pub serial: bool,
    /// The moves of the promised date, oldest first.
    pub moves: Vec<Moved>,
    /// The earliest date by the day of the report.
    pub points: Vec<Sample>,
}

/// One move of a promised date.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// The day on which it was moved.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// The commit; `null` where it is not committed yet.
    pub commit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The date before.
    #[schemars(with = "Date")]
    pub from: Iso,
    /// The date after.
    #[schemars(with = "Date")]
    pub to: Iso,
    /// Working days from one to the other; later is positive.
    pub days: i64,
    /// Working days from the move to the date before; negative where that had passed.
    pub notice: i64,
}

/// A figure of history.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Metric {
    /// Its name.
    #[schemars(with = "words::Measure")]
    pub name: &'static str,
    /// Four weeks ago; `null` where history does not reach so far.
    pub then: Option<Figure>,
    /// Now.
    pub now: Figure,
    /// Where it goes; `null` where one of the two cannot be judged.
    #[schemars(with = "Option<words::Trend>")]
    pub trend: Option<&'static str>,
}

/// A figure and what it is made of.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Figure {
    /// The figure; `null` where it cannot be assessed.
    pub value: Option<f64>,
    /// Of a share its part, else the cases behind it.
    pub count: Option<i64>,
    /// Of a share what it is a part of.
    pub of: Option<i64>,
}

/// A figure of the tracker.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Series {
    /// What was counted.
    pub metric: String,
    /// The team.
    pub team: Option<String>,
    /// The day of the last figure.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// Four weeks ago.
    pub then: Option<f64>,
    /// The last figure; of a velocity the median of the last three.
    pub now: f64,
    /// Where it goes; `null` where nothing is known of before, or of what is good.
    #[schemars(with = "Option<words::Trend>")]
    pub trend: Option<&'static str>,
}

impl Trend {
    /// The body.
    pub fn new(
        history: &History,
        trend: &history::Trend,
        schedule: &Schedule<'_>,
        since: Option<Date>,
    ) -> Trend {
        Trend {
            since: iso(since),
            commits: history
                .commits
                .iter()
                .filter(|commit| !commit.id.is_empty())
                .count(),
            begins: iso(history.commits.first().map(|commit| commit.date)),
            shallow: history.is_cut,
            finish: samples(&trend.finish),
            items: trend
                .items
                .iter()
                .map(|curve| item(history, curve, schedule))
                .collect(),
            thinned: trend.is_thinned,
            metrics: trend
                .measures
                .iter()
                .map(|(measure, then, now)| Metric {
                    name: measure.as_str(),
                    then: then.as_ref().map(figure),
                    now: figure(now),
                    trend: word(
                        then.and_then(|then| then.value),
                        now.value,
                        Some(measure.is_good()),
                    ),
                })
                .collect(),
            series: trend.series.iter().map(one_series).collect(),
        }
    }
}

/// The moves of a promised date.
pub fn moved(history: &History, schedule: &Schedule<'_>, each: &Move) -> Moved {
    let commit = &history.commits[each.commit as usize];
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Moved {
        date: Iso(each.on),
        commit: text(&commit.id),
        author: text(&commit.author),
        from: Iso(each.from),
        to: Iso(each.to),
        days: schedule.days_between(each.from, each.to),
        notice: schedule.days_between(each.on, each.from),
    }
}

fn samples(points: &[Point]) -> Vec<Sample> {
    let sample = |point: &Point| Sample {
        date: Iso(point.date),
        earliest: Iso(point.earliest),
    };
    points.iter().map(sample).collect()
}

fn item(history: &History, curve: &history::Curve, schedule: &Schedule<'_>) -> Item {
    let slips = curve.slips.as_ref();
    let moves = slips.map_or(&[][..], |slips| &slips.moves);
    Item {
        id: curve.id.to_string(),
        kind: curve.kind.as_str(),
        title: curve.title.clone(),
        target: curve.is_target,
        done: curve.is_done,
        original: iso(slips.map(|slips| slips.original)),
        due: iso(curve.due),
        earliest: iso(curve.earliest),
        days: curve.days,
        serial: slips.is_some_and(history::Slips::is_serial),
        moves: moves.iter().map(|each| moved(history, schedule, each)).collect(),
        points: samples(&curve.points),
    }
}

fn figure(reading: &Reading) -> Figure {
    Figure {
        value: reading.value.map(|value| (value * 100.0).round() / 100.0),
        count: reading.count,
        of: reading.whole,
    }
}

fn one_series(series: &history::Series) -> Series {
    Series {
        metric: series.metric.clone(),
        team: series.team.clone(),
        date: Iso(series.date),
        then: series.then,
        now: series.now,
        trend: word(series.then, Some(series.now), series.is_good),
    }
}

fn word(then: Option<f64>, now: Option<f64>, is_good: Option<bool>) -> Option<&'static str> {
    history::Way::of(then?, now?, is_good).map(history::Way::as_str)
}
