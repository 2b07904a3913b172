//! The morning: what moved, what is stuck, what trends to failure, what only the reader can do today, what comes
//! up, whose update is due, what landed, and what nobody knows.

mod ahead;
mod cadence;
mod news;
mod today;

pub use ahead::{Coming, Event};
pub use cadence::{Cadence, Update, cadence};
pub use news::{Landed, Moved, Stuck, Trending, Trouble};
pub use today::Todo;

use super::{History, stale_days};
use crate::diff::Diff;
use crate::parse::ItemId;
use crate::schedule::{Blocked, Color, Colors, Evidence, Reason, Row, Schedule};
use crate::text::Date;

/// What a brief is made of.
pub struct Morning<'a, 'p> {
    /// The schedule of this morning.
    pub schedule: &'a Schedule<'p>,
    /// What is stuck.
    pub blocked: &'a Blocked<'p>,
    /// The log, where git has one.
    pub history: Option<&'a History>,
    /// The way from then to now, where there is a then.
    pub diff: Option<&'a Diff>,
    /// The schedule of then on this morning, under the ids of now.
    pub base: Option<&'a Schedule<'a>>,
    /// The first commit since then, by its position.
    pub first: u32,
    /// Calendar days to look ahead.
    pub days: i32,
    /// Working days after which work in progress is stale, where the settings say so.
    pub stale_after: Option<i64>,
}

/// The brief.
#[derive(Debug)]
pub struct Brief<'p> {
    /// Commits since then.
    pub commits: usize,
    /// People who made them.
    pub people: usize,
    /// What was changed in dates, estimates and owners: what moves the finish most first.
    pub moved: Vec<Moved>,
    /// Roots that are new or worse: the costliest first.
    pub stuck: Vec<Stuck<'p>>,
    /// What trends to failure.
    pub trending: Vec<Trending>,
    /// What only the reader can do today, the most urgent first.
    pub today: Vec<Todo<'p>>,
    /// What comes up, by day.
    pub coming: Vec<Coming<'p>>,
    /// Whose update comes, by day.
    pub updates: Vec<Update<'p>>,
    /// What was finished, delivered, decided or cleared.
    pub landed: Vec<Landed>,
    /// What is not known, with the reasons.
    pub grey: Vec<(&'p ItemId, Vec<Reason<'p>>)>,
    /// Work in progress that nobody touches, with the working days; the longest first.
    pub stale: Vec<(&'p ItemId, i64)>,
}

impl<'p> Brief<'p> {
    /// The brief of a morning.
    pub fn new(morning: &Morning<'_, 'p>) -> Brief<'p> {
        let rows = morning.schedule.rows();
        let (stale, grey) = unknown(morning, &rows);
        let commits = morning.history.map_or(&[][..], |history| {
            let first = (morning.first as usize).min(history.commits.len());
            &history.commits[first..]
        });
        let committed = || commits.iter().filter(|commit| !commit.id.is_empty());
        let mut people: Vec<&str> = committed().map(|commit| commit.author.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        Brief {
            commits: committed().count(),
            people: people.len(),
            moved: news::moved(morning),
            stuck: news::stuck(morning),
            trending: news::trending(morning),
            today: today::todo(morning),
            coming: ahead::coming(morning),
            updates: cadence::updates(morning.schedule.program(), morning.schedule, morning.days),
            landed: news::landed(morning),
            grey,
            stale,
        }
    }
}

/// What is stale, and what is grey for any reason.
#[allow(clippy::type_complexity, reason = "two lists that come of one walk")]
fn unknown<'p>(
    morning: &Morning<'_, 'p>,
    rows: &[Row<'p>],
) -> (Vec<(&'p ItemId, i64)>, Vec<(&'p ItemId, Vec<Reason<'p>>)>) {
    let colors = Colors::new(morning.schedule);
    let (mut stale, mut grey) = (Vec::new(), Vec::new());
    for row in rows {
        let age = morning
            .history
            .and_then(|history| stale_days(history, morning.schedule, row, morning.stale_after));
        stale.extend(age.map(|age| (row.id, age)));
        let evidence = Evidence {
            is_stale: age.is_some(),
            ..Evidence::default()
        };
        let Some(colored) = colors.of(row, &evidence) else {
            continue;
        };
        let mut reasons = colored.reasons;
        reasons.retain(|reason| reason.color() == Color::Grey);
        if !reasons.is_empty() {
            grey.push((row.id, reasons));
        }
    }
    stale.sort_by_key(|(id, age)| (std::cmp::Reverse(*age), *id));
    (stale, grey)
}

/// The last working day before a morning: what is since then is news.
pub fn yesterday(schedule: &Schedule<'_>) -> Date {
    let calendar = schedule.plan.program_calendar();
    let as_of = i64::from(schedule.as_of.day());
    let day = calendar.day(calendar.index(as_of) - 1).min(as_of - 1);
    Date::from_day(i32::try_from(day).unwrap_or(schedule.as_of.day()))
}
