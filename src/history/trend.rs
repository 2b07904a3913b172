//! What a program's history says on a morning: the curve of each item, the moves of its promised date, and
//! the figures beside those of four weeks ago.

use super::{FOUR_WEEKS, History, Measure, Point, Reading, Series, Slips, measures, promise_of, series};
use crate::model::{Kind, Section};
use crate::parse::ItemId;
use crate::schedule::Schedule;
use crate::text::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// A trend.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The first commit that counts for what moved, by its position.
    pub first: u32,
    /// The items: targets first, then by days moved, then by id.
    pub items: Vec<Curve>,
    /// The program finish that each sampled day gave, and the present one.
    pub finish: Vec<Point>,
    /// The figures of four weeks ago, where history reaches so far, and of now.
    pub measures: Vec<(Measure, Option<Reading>, Reading)>,
    /// The tracker's figures.
    pub series: Vec<Series>,
    /// Whether items were left out because there are too many.
    pub is_thinned: bool,
}

/// An item through time.
#[derive(Clone, Debug)]
pub struct Curve {
    /// The item.
    pub id: ItemId,
    /// Its kind: a milestone or a contract.
    pub kind: Kind,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is a target milestone.
    pub is_target: bool,
    /// Whether it is done.
    pub is_done: bool,
    /// Its promised date as it stands.
    pub due: Option<Date>,
    /// Its early finish as it stands.
    pub earliest: Option<Date>,
    /// The moves of its promised date; nothing where it has none.
    pub slips: Option<Slips>,
    /// Working days by which the promised date moved in all.
    pub days: i64,
    /// Early finishes by day, the present one last.
    pub points: Vec<Point>,
}

/// What a trend is made of.
pub struct Asked<'a> {
    /// The log, with computed dates.
    pub history: &'a History,
    /// The schedule of this morning.
    pub schedule: &'a Schedule<'a>,
    /// The schedule of four weeks ago, as it was computed then.
    pub before: Option<&'a Schedule<'a>>,
    /// The first commit that counts.
    pub first: u32,
    /// The first day that is drawn.
    pub since: Option<Date>,
    /// The items that are asked for; all where none is named.
    pub ids: &'a [String],
}

/// Points after which only targets, what has slipped and what is critical is drawn.
const MOST: usize = 200_000;

impl Trend {
    /// The trend of a program.
    pub fn new(asked: &Asked<'_>) -> Trend {
        let schedule = asked.schedule;
        let as_of = schedule.as_of;
        let is_drawn = |date: Date| date < as_of && asked.since.is_none_or(|since| date >= since);
        let mut by_item: FxHashMap<&str, Vec<Point>> = FxHashMap::default();
        let mut finish = Vec::new();
        let drift = asked.history.drift.as_ref();
        let samples = drift.map_or(&[][..], |drift| &drift.samples);
        for sample in samples.iter().filter(|sample| is_drawn(sample.date)) {
            let date = sample.date;
            finish.extend(sample.finish.map(|earliest| Point { date, earliest }));
            for (number, earliest) in &sample.dates {
                let id = drift.map_or("", |drift| drift.ids[*number as usize].as_str());
                let earliest = *earliest;
                by_item.entry(id).or_default().push(Point { date, earliest });
            }
        }
        finish.extend(schedule.finish().map(|earliest| Point {
            date: as_of,
            earliest,
        }));
        let mut items = curves(asked, &mut by_item);
        let is_thinned = asked.ids.is_empty() && items.len() * samples.len().max(1) > MOST;
        if is_thinned {
            let critical: FxHashSet<String> = schedule
                .rows()
                .into_iter()
                .filter(|row| row.critical)
                .map(|row| row.id.to_string())
                .collect();
            let is_shown =
                |curve: &Curve| curve.is_target || curve.days != 0 || critical.contains(curve.id.as_str());
            items.retain(is_shown);
            items.truncate(MOST / samples.len().max(1));
        }
        let now = measures(asked.history, schedule, asked.first);
        let then = asked
            .before
            .map(|before| measures(asked.history, before, asked.first));
        let measures = now.into_iter().enumerate().map(|(at, (measure, now))| {
            let then = then.as_ref().map(|then| then[at].1);
            (measure, then, now)
        });
        Trend {
            first: asked.first,
            items,
            finish,
            measures: measures.collect(),
            series: series(schedule.program(), as_of),
            is_thinned,
        }
    }

    /// The morning of the earlier figures.
    pub fn earlier(as_of: Date) -> Date {
        Date::from_day(as_of.day() - FOUR_WEEKS)
    }
}

fn curves(asked: &Asked<'_>, by_item: &mut FxHashMap<&str, Vec<Point>>) -> Vec<Curve> {
    let schedule = asked.schedule;
    let targets: FxHashSet<&str> = schedule
        .targets()
        .iter()
        .map(|target| target.id.as_str())
        .collect();
    let mut slips: FxHashMap<(Section, String), Slips> = asked
        .history
        .all_slips()
        .into_iter()
        .filter_map(|slips| slips.until(schedule.as_of))
        .map(|slips| ((slips.section, slips.id.clone()), slips.since(asked.first)))
        .collect();
    let mut items: Vec<Curve> = Vec::new();
    for row in schedule.rows() {
        let is_asked = asked.ids.is_empty() || asked.ids.iter().any(|id| id == row.id.as_str());
        let section = match row.kind {
            Kind::Milestone => Section::Milestones,
            Kind::Contract => Section::Contracts,
            _ => continue,
        };
        if !is_asked || promise_of(section).is_none() {
            continue;
        }
        let slips = slips.remove(&(section, row.id.to_string()));
        let ends = slips
            .as_ref()
            .and_then(|slips| Some((slips.original, slips.moves.last()?.to)));
        let due = match row.item {
            crate::model::Item::Contract(contract) => {
                contract.promised.as_ref().map(|promised| promised.likely())
            }
            _ => row.due,
        };
        let mut points = by_item.remove(row.id.as_str()).unwrap_or_default();
        points.extend(row.early_finish.map(|earliest| Point {
            date: schedule.as_of,
            earliest,
        }));
        items.push(Curve {
            id: row.id.clone(),
            kind: row.kind,
            title: row.item.title().map(str::to_owned),
            is_target: targets.contains(row.id.as_str()),
            is_done: row.item.done().is_some(),
            due,
            earliest: row.early_finish,
            days: ends.map_or(0, |(first, last)| schedule.days_between(first, last)),
            slips,
            points,
        });
    }
    items.sort_by(|a, b| {
        let key = |curve: &Curve| (!curve.is_target, -curve.days.abs());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    items
}
