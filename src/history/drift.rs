//! How the computed dates drifted: the early finish of every item on chosen days.
//!
//! A schedule for each commit would be too much, and nobody could read it. Of the last five weeks the last
//! commit of each day is computed, of the last year that of each week, before that that of every four weeks.
//! Whole weeks and whole four weeks change their step at once: a
//! day that was chosen stays chosen or gives way to a later one of its week, so that a history that grows
//! keeps the samples it would have been given anew.

use super::names::Names;
use crate::model::{Kind, Program};
use crate::schedule::{Options, Schedule};
use crate::text::{Commit, Date};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Weeks, the present one among them, for which every day counts.
const DAILY: i32 = 5;
/// Times four weeks, the present ones among them, for which every week counts.
const WEEKLY: i32 = 13;

/// The computed dates of a program through time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// The items, by the ids of today.
    pub ids: Vec<String>,
    /// The chosen days, as the commits come.
    pub samples: Vec<Sample>,
}

/// What was computed from one commit, on the morning of its own day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The commit, by its position.
    pub commit: u32,
    /// Its day.
    pub date: Date,
    /// The program finish.
    pub finish: Option<Date>,
    /// Early finishes of milestones and contracts, each with the position of its id in [`Drift::ids`].
    pub dates: Vec<(u32, Date)>,
}

/// One point of an item's curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day of the report.
    pub date: Date,
    /// The early finish that it gave.
    pub earliest: Date,
}

/// Dates computed from one commit, not numbered yet.
pub(super) struct Computed {
    pub(super) commit: u32,
    pub(super) date: Date,
    pub(super) finish: Option<Date>,
    pub(super) dates: Vec<(String, Date)>,
}

impl Computed {
    /// The dates of a program on a morning.
    pub(super) fn new(
        program: &Program,
        others: &[&Program],
        (commit, date): (u32, Date),
        options: Options,
    ) -> Computed {
        let schedule = Schedule::new(program, others, date, options);
        let graph = &schedule.plan.graph;
        let shown = graph
            .own()
            .filter(|ix| graph.nodes[*ix as usize].item.kind() != Kind::Decision);
        let dates = shown.filter_map(|ix| {
            let finish = schedule.finish_date(ix)?;
            Some((graph.nodes[ix as usize].id.to_string(), finish))
        });
        Computed {
            commit,
            date,
            finish: schedule.finish(),
            dates: dates.collect(),
        }
    }
}

impl Drift {
    /// Adds what was computed, in any order.
    pub(super) fn add(&mut self, mut computed: Vec<Computed>) {
        computed.sort_by_key(|sample| sample.commit);
        let mut numbers: FxHashMap<String, u32> = self.ids.iter().cloned().zip(0..).collect();
        for Computed {
            commit,
            date,
            finish,
            dates,
        } in computed
        {
            let mut numbered = Vec::with_capacity(dates.len());
            for (id, day) in dates {
                let next = numbers.len() as u32;
                let number = *numbers.entry(id).or_insert_with_key(|id| {
                    self.ids.push(id.clone());
                    next
                });
                numbered.push((number, day));
            }
            self.samples.push(Sample {
                commit,
                date,
                finish,
                dates: numbered,
            });
        }
    }

    /// Gives the ids that held at each sample those of today.
    pub(super) fn rename(&mut self, mut names: Names<'_>) {
        let mut numbers: FxHashMap<String, u32> = self.ids.iter().cloned().zip(0..).collect();
        for sample in self.samples.iter_mut().rev() {
            names.go_back(Some(sample.commit));
            for (number, _) in &mut sample.dates {
                let Some(today) = names.today(&self.ids[*number as usize]) else {
                    continue;
                };
                let today = today.to_owned();
                let next = numbers.len() as u32;
                *number = *numbers.entry(today).or_insert_with_key(|id| {
                    self.ids.push(id.clone());
                    next
                });
            }
        }
    }

    /// Leaves out the samples that are not chosen any more.
    pub(super) fn thin(&mut self, newest: Date) {
        let days = self.samples.iter().map(|sample| sample.date);
        let chosen = chosen(days, newest);
        let mut at = 0;
        self.samples.retain(|_| {
            at += 1;
            chosen[at - 1]
        });
    }

    /// The curve of an item.
    pub fn of(&self, id: &str) -> Vec<Point> {
        let Some(number) = self.ids.iter().position(|known| known == id) else {
            return Vec::new();
        };
        let point = |sample: &Sample| {
            let (_, earliest) = sample.dates.iter().find(|(other, _)| *other == number as u32)?;
            Some(Point {
                date: sample.date,
                earliest: *earliest,
            })
        };
        self.samples.iter().filter_map(point).collect()
    }
}

/// The number of a week, from Monday to Sunday; day 0 was a Thursday.
fn week(date: Date) -> i32 {
    (date.day() + 3).div_euclid(7)
}

/// Which of some days, given in the order of their commits, are sampled when history ends on `newest`.
pub(super) fn chosen(days: impl Iterator<Item = Date>, newest: Date) -> Vec<bool> {
    let mut last: BTreeMap<(u8, i32), usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (at, date) in days.enumerate() {
        let weeks = week(newest) - week(date);
        let fours = week(newest).div_euclid(4) - week(date).div_euclid(4);
        let bucket = if weeks < DAILY {
            (2, date.day())
        } else if fours < WEEKLY {
            (1, week(date))
        } else {
            (0, week(date).div_euclid(4))
        };
        chosen.push(true);
        if let Some(earlier) = last.insert(bucket, at) {
            chosen[earlier] = false;
        }
    }
    chosen
}

/// The same for commits.
pub(super) fn chosen_of<'c>(commits: impl Iterator<Item = &'c Commit>, newest: Date) -> Vec<bool> {
    chosen(commits.map(|commit| commit.date), newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_then_weeks_then_four_weeks() {
        let days = [
            "2025-01-06", // more than a year ago: the only one of its four weeks
            "2026-01-05", // a Monday, of the week that
            "2026-01-07", // this Wednesday is in too
            "2026-03-02", // and the last five weeks day by day
            "2026-03-02",
            "2026-03-03",
        ];
        let all = chosen(days.iter().map(|text| day(text)), day("2026-03-03"));
        assert_eq!(all, [true, false, true, false, true, true]);
    }

    #[test]
    fn a_history_that_grows_keeps_what_it_would_be_given_anew() {
        // A commit every fifteen hours or so, by a rule of thumb that is no multiple of a week.
        let first = day("2023-01-02").day();
        let all: Vec<Date> = (0..2000).map(|at| Date::from_day(first + at * 5 / 8)).collect();
        let mut grown: Vec<Date> = Vec::new();
        for end in (0..=all.len()).step_by(125).skip(1) {
            grown.extend(&all[end - 125..end]);
            let kept = chosen(grown.iter().copied(), all[end - 1]);
            let mut kept = kept.iter();
            grown.retain(|_| *kept.next().unwrap());
        }
        let anew = chosen(all.iter().copied(), all[1999]);
        let anew: Vec<Date> = all
            .iter()
            .zip(anew)
            .filter(|(_, is)| *is)
            .map(|(day, _)| *day)
            .collect();
        assert_eq!(grown, anew);
        assert!(anew.len() < 35 + 53 + 30, "{}", anew.len());
    }
}
