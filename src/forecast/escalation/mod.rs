//! The options of a decision, each laid over the program and forecast: alone, in pairs and all together, beside
//! doing nothing and promising a new date.
//!
//! Two options that set the same field cannot be combined, so that "all together" may be several sets: for each
//! option the first that fit with it, in the order of their ids. A set's expiry is the last morning on which it
//! still gains a day of the target over doing nothing, both as they are on that morning.

mod choose;
mod combine;
mod price;

pub use price::Price;

use super::{Detail, Forecast, Options, chances};
use crate::model::{Decision, Documents, Edit, Program, overlay};
use crate::parse::{Date, ItemId, Slug};
use crate::schedule::{self, Schedule, finish_on};

/// Options of which pairs are modelled: those that bring the safe date forward most.
const MOST_PAIRED: usize = 8;
/// The same in a program of more items than [`LARGE`].
const MOST_PAIRED_IN_LARGE: usize = 4;
/// Items of a large program.
const LARGE: usize = 10_000;
/// Mornings that are looked at for the expiry, at most.
const MORNINGS: usize = 130;
/// Items placed anew for all of them together, at most.
const BUDGET: usize = 1_500_000;
/// Mornings for which the cost of waiting is told.
const WAITS: usize = 10;

/// What everything is judged by.
#[derive(Clone, Copy)]
pub struct Grounds<'p> {
    /// The program as it is.
    pub program: &'p Program,
    /// Its files, which an option is laid over.
    pub documents: &'p Documents,
    /// The other programs of the repository.
    pub others: &'p [&'p Program],
    /// The as-of date.
    pub as_of: Date,
    /// The thresholds.
    pub options: schedule::Options,
    /// How to simulate.
    pub forecast: Options,
    /// Whether the mornings to come are looked at: without them nothing expires, and waiting costs nothing.
    pub looks_ahead: bool,
}

/// A decision with what each way to decide it would do.
#[derive(Debug)]
pub struct Escalation<'p> {
    /// The decision's id.
    pub id: &'p ItemId,
    /// The decision.
    pub decision: &'p Decision,
    /// The target that is judged by: the one with the worst margin.
    pub target: Option<&'p ItemId>,
    /// When it was promised.
    pub due: Option<Date>,
    /// The ways: doing nothing, the new date, options by id, pairs, then sets; those alike by safe date.
    pub ways: Vec<Way<'p>>,
    /// The recommended way, by its place among them.
    pub recommended: Option<usize>,
    /// The target by the morning of the decision, from the next working day on: with the recommended options, or
    /// doing nothing where none are recommended.
    pub waiting: Vec<(Date, Option<Date>)>,
    /// Options that cannot be laid over the program, and why.
    pub unmodelled: Vec<(&'p Slug, String)>,
    /// Pairs that were left out.
    pub pairs_left_out: usize,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course<'p> {
    /// Nothing.
    Nothing,
    /// Nothing but promising another date.
    NewDate(Date),
    /// These options, by id.
    Options(Vec<&'p Slug>),
}

/// A way to decide, and what comes of it.
#[derive(Clone, Debug)]
pub struct Way<'p> {
    /// What is done.
    pub course: Course<'p>,
    /// The earliest date of the target.
    pub earliest: Option<Date>,
    /// The likely date.
    pub likely: Option<Date>,
    /// The safe date.
    pub safe: Option<Date>,
    /// The chance of what was promised.
    pub chance: Option<f64>,
    /// Working days that it gains of the earliest date.
    pub gain: Option<i64>,
    /// Working days that it gains of the safe date.
    pub safe_gain: Option<i64>,
    /// The price.
    pub price: Price,
    /// When it stops to help.
    pub expiry: Expiry,
    /// Whether nothing that is known to be as cheap brings as early a safe date.
    pub is_front: bool,
    edits: Vec<Edit>,
}

/// When a way stops to gain a day of the earliest date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It gains none, on no morning that was looked at.
    GainsNothing,
    /// This is the last morning on which it does.
    Last(Date),
    /// It still does on the last morning that was looked at.
    Later,
}

impl Way<'_> {
    /// The options of the way; none for the two that have none.
    pub fn options(&self) -> &[&Slug] {
        match &self.course {
            Course::Options(options) => options,
            Course::Nothing | Course::NewDate(_) => &[],
        }
    }

    /// Whether its earliest date holds what was promised.
    pub fn holds(&self, due: Option<Date>) -> bool {
        self.earliest
            .zip(due)
            .is_some_and(|(earliest, due)| earliest <= due)
    }

    /// Whether its safe date does.
    pub fn holds_safely(&self, due: Option<Date>) -> bool {
        self.safe.zip(due).is_some_and(|(safe, due)| safe <= due)
    }
}

impl<'p> Escalation<'p> {
    /// Models the options of a decision; `schedule` and `forecast` are those of the program as it is.
    pub fn new(
        grounds: Grounds<'p>,
        schedule: &Schedule<'p>,
        forecast: &Forecast<'p>,
        id: &'p ItemId,
        decision: &'p Decision,
    ) -> Escalation<'p> {
        let target = forecast.target(schedule);
        let mut escalation = Escalation {
            id,
            decision,
            target: target.map(|target| target.row.id),
            due: target.and_then(|target| target.row.due),
            ways: Vec::new(),
            recommended: None,
            waiting: Vec::new(),
            unmodelled: Vec::new(),
            pairs_left_out: 0,
        };
        let modeller = Modeller { grounds, schedule };
        let nothing = modeller.nothing(&escalation, forecast);
        escalation.ways.push(nothing.clone());
        if let Some(safe) = nothing.safe {
            escalation.ways.push(Way {
                course: Course::NewDate(safe),
                is_front: false,
                ..nothing
            });
        }
        modeller.options(&mut escalation);
        choose::mark_front(&mut escalation.ways);
        escalation.recommended = choose::recommended(schedule, &escalation.ways, escalation.due);
        if grounds.looks_ahead {
            modeller.mornings(&mut escalation);
        }
        escalation
    }
}

struct Modeller<'g, 'p> {
    grounds: Grounds<'p>,
    schedule: &'g Schedule<'p>,
}

impl<'p> Modeller<'_, 'p> {
    fn nothing(&self, escalation: &Escalation<'p>, forecast: &Forecast<'p>) -> Way<'p> {
        let item = escalation.target.and_then(|id| forecast.item(id.as_str()));
        let finish = forecast.finish.as_ref();
        let dates = item
            .and_then(|item| item.dates)
            .or(finish.filter(|_| item.is_none()).map(|finish| finish.dates));
        Way {
            course: Course::Nothing,
            earliest: match item {
                Some(item) => item.row.early_finish,
                None => self.schedule.finish(),
            },
            likely: dates.map(|dates| dates.p50),
            safe: dates.map(|dates| dates.p80),
            chance: item.and_then(|item| item.chance),
            gain: None,
            safe_gain: None,
            price: Price::Free,
            expiry: Expiry::GainsNothing,
            is_front: true,
            edits: Vec::new(),
        }
    }

    /// Adds the options alone, in pairs, and all that fit together.
    fn options(&self, escalation: &mut Escalation<'p>) {
        let mut alone: Vec<Way<'p>> = Vec::new();
        for (id, choice) in escalation.decision.options.iter() {
            let edit = |(path, value): (&String, &crate::parse::Raw)| {
                Edit::new(path, value.as_yaml())
                    .ok_or_else(|| format!("`{path}` is not of the form entity.field"))
            };
            let edits: Result<Vec<Edit>, String> = choice.set.iter().map(edit).collect();
            let way = edits.and_then(|edits| {
                if edits.is_empty() {
                    return Err("it has no `set`".to_owned());
                }
                self.way(escalation, vec![id], edits)
            });
            match way {
                Ok(way) => alone.push(way),
                Err(problem) => escalation.unmodelled.push((id, problem)),
            }
        }
        let is_large = self.schedule.plan.graph.nodes.len() > LARGE;
        let most = if is_large {
            MOST_PAIRED_IN_LARGE
        } else {
            MOST_PAIRED
        };
        let mut paired: Vec<usize> = (0..alone.len()).collect();
        paired.sort_by_key(|at| (alone[*at].safe, *at));
        paired.truncate(most);
        paired.sort_unstable();
        let mut pairs = Vec::new();
        for (first, a) in alone.iter().enumerate() {
            for (second, b) in alone.iter().enumerate().skip(first + 1) {
                if combine::clash(&a.edits, &b.edits) {
                    continue;
                }
                if !(paired.contains(&first) && paired.contains(&second)) {
                    escalation.pairs_left_out += 1;
                    continue;
                }
                pairs.extend(self.joined(escalation, &alone, &[first, second]));
            }
        }
        let mut sets = Vec::new();
        for group in combine::groups(&alone, most) {
            sets.extend(self.joined(escalation, &alone, &group));
        }
        for mut ways in [pairs, sets] {
            ways.sort_by(|a: &Way<'p>, b| (a.safe, a.options()).cmp(&(b.safe, b.options())));
            alone.append(&mut ways);
        }
        escalation.ways.append(&mut alone);
    }

    fn joined(&self, escalation: &mut Escalation<'p>, alone: &[Way<'p>], which: &[usize]) -> Option<Way<'p>> {
        let ways = || which.iter().map(|at| &alone[*at]);
        let ids: Vec<&'p Slug> = ways()
            .filter_map(|way| match &way.course {
                Course::Options(options) => options.first().copied(),
                _ => None,
            })
            .collect();
        let edits = ways().flat_map(|way| way.edits.iter().cloned()).collect();
        self.way(escalation, ids, edits).ok()
    }

    fn way(
        &self,
        escalation: &Escalation<'p>,
        ids: Vec<&'p Slug>,
        edits: Vec<Edit>,
    ) -> Result<Way<'p>, String> {
        let grounds = &self.grounds;
        let changed = overlay(grounds.program, grounds.documents, &edits)
            .map_err(|problem| problem.trim_start_matches("--set ").to_owned())?;
        let others: Vec<&Program> = grounds.others.to_vec();
        let schedule = Schedule::new(&changed, &others, grounds.as_of, grounds.options);
        let options = Options {
            detail: Detail::Finish,
            ..grounds.forecast
        };
        let forecast = Forecast::new(&schedule, options);
        let target = escalation.target.map(|id| id.as_str());
        // A target of the program as it is need not be one of the program as it would be.
        let item = target.and_then(|id| forecast.item(id));
        let dates = match target {
            Some(_) => item.and_then(|item| item.dates),
            None => forecast.finish.as_ref().map(|finish| finish.dates),
        };
        let earliest = match target {
            Some(_) => item.and_then(|item| item.row.early_finish),
            None => schedule.finish(),
        };
        let dated = item.filter(|item| item.dates.is_some());
        let chance = match (dated, escalation.due) {
            (Some(item), Some(due)) if item.row.due == Some(due) => item.chance,
            // The option sets the date itself: what counts is what was promised.
            (Some(item), Some(due)) => item
                .row
                .ix
                .and_then(|ix| chances(&schedule, options, &[(vec![ix], due)]).first().copied()),
            _ => None,
        };
        let nothing = &escalation.ways[0];
        let days = |now: Option<Date>, then: Option<Date>| {
            let (now, then) = now.zip(then)?;
            Some(self.schedule.days_between(then, now))
        };
        let safe = dates.map(|dates| dates.p80);
        let costs = ids.iter().map(|id| {
            let choice = escalation.decision.options.get(id.as_str())?;
            choice.cost.as_deref()
        });
        Ok(Way {
            price: Price::of(costs),
            course: Course::Options(ids),
            earliest,
            likely: dates.map(|dates| dates.p50),
            safe,
            chance,
            gain: days(nothing.earliest, earliest),
            safe_gain: days(nothing.safe, safe),
            expiry: Expiry::GainsNothing,
            is_front: false,
            edits,
        })
    }

    /// Looks at the mornings to come: when each way stops to help, and what waiting costs.
    fn mornings(&self, escalation: &mut Escalation<'p>) {
        let mornings = self.working_mornings(escalation.ways[0].earliest);
        let ways: Vec<usize> = (0..escalation.ways.len())
            .filter(|at| !escalation.ways[*at].edits.is_empty())
            .collect();
        let a_morning = (ways.len() + 1) * self.schedule.plan.graph.nodes.len().max(1);
        let looked = (BUDGET / a_morning).clamp(WAITS, mornings.len().max(WAITS));
        let mornings = &mornings[..looked.min(mornings.len())];
        let grounds = &self.grounds;
        let target = escalation.target.map(|id| id.as_str());
        let finish = |program: &Program, morning: Date| {
            let others: Vec<&Program> = grounds.others.to_vec();
            finish_on(program, &others, morning, grounds.options, target)
        };
        let nothing: Vec<Option<Date>> = mornings
            .iter()
            .map(|morning| finish(grounds.program, *morning))
            .collect();
        let waited = escalation
            .recommended
            .filter(|at| !escalation.ways[*at].edits.is_empty());
        let told = |finishes: &[Option<Date>]| {
            let later = mornings.iter().copied().zip(finishes.iter().copied());
            later.skip(1).take(WAITS).collect::<Vec<_>>()
        };
        if waited.is_none() {
            escalation.waiting = told(&nothing);
        }
        for at in ways {
            let way = &escalation.ways[at];
            let Ok(changed) = overlay(grounds.program, grounds.documents, &way.edits) else {
                continue;
            };
            let with: Vec<Option<Date>> = mornings
                .iter()
                .map(|morning| finish(&changed, *morning))
                .collect();
            let gains = |at: &usize| {
                let days = with[*at].zip(nothing[*at]);
                days.is_some_and(|(with, without)| self.schedule.days_between(with, without) >= 1)
            };
            let last = (0..mornings.len()).rev().find(gains);
            let expiry = match last {
                None => Expiry::GainsNothing,
                Some(last) if last + 1 == mornings.len() => Expiry::Later,
                Some(last) => Expiry::Last(mornings[last]),
            };
            if waited == Some(at) {
                escalation.waiting = told(&with);
            }
            escalation.ways[at].expiry = expiry;
        }
    }

    /// The as-of date, then the working days up to the finish.
    fn working_mornings(&self, finish: Option<Date>) -> Vec<Date> {
        let calendar = self.schedule.plan.program_calendar();
        let as_of = self.grounds.as_of;
        let mut mornings = vec![as_of];
        let mut index = calendar.index(i64::from(as_of.day()) + 1);
        while mornings.len() < MORNINGS {
            let Ok(day) = i32::try_from(calendar.day(index)) else {
                break;
            };
            let morning = Date::from_day(day);
            if finish.is_none_or(|finish| morning > finish) && mornings.len() > WAITS {
                break;
            }
            mornings.push(morning);
            index += 1;
        }
        mornings
    }
}

#[cfg(test)]
mod tests;
