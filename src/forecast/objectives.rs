//! Whether the objectives still hold: the chance that all that serves one is finished by its date.

use super::{Forecast, Options, chances};
use crate::model::Objective;
use crate::parse::{Date, ItemId, Slug};
use crate::schedule::Schedule;

/// An objective and how it stands.
#[derive(Clone, Debug)]
pub struct Stake<'p> {
    /// Its id.
    pub id: &'p Slug,
    /// The objective.
    pub objective: &'p Objective,
    /// The milestones that serve it, by id; what was cancelled does not.
    pub served_by: Vec<&'p ItemId>,
    /// The earliest date by which all of them are finished.
    pub earliest: Option<Date>,
    /// The last of their safe dates, as far as they were simulated.
    pub safe: Option<Date>,
    /// The chance that all of them are finished by its date.
    pub chance: Option<f64>,
    /// Working days from the safe date to its date; negative is late.
    pub margin: Option<i64>,
    /// Whether all of them are done.
    pub is_done: bool,
}

impl Stake<'_> {
    /// Whether it cannot be relied on: nothing serves it, it has no date to hold, or its date holds with less than
    /// a week of margin after the safe date.
    pub fn is_at_stake(&self) -> bool {
        if self.is_done {
            return self.chance.is_some_and(|chance| chance < 1.0);
        }
        self.served_by.is_empty()
            || self.objective.by.is_none()
            || self.margin.is_none_or(|margin| margin < 5)
    }
}

/// The objectives of the charter by id; the safe dates are those of a forecast of the same schedule.
pub fn stakes<'p>(schedule: &Schedule<'p>, forecast: &Forecast<'p>, options: Options) -> Vec<Stake<'p>> {
    let program = schedule.program();
    let mut serving: rustc_hash::FxHashMap<&str, Vec<&'p ItemId>> = rustc_hash::FxHashMap::default();
    for (id, milestone) in program.milestones.iter() {
        for objective in milestone.serves.iter().filter(|_| milestone.cancelled.is_none()) {
            serving.entry(objective.as_str()).or_default().push(id);
        }
    }
    let safe_of: rustc_hash::FxHashMap<&str, Date> = forecast
        .items
        .iter()
        .filter_map(|item| Some((item.row.id.as_str(), item.dates?.p80)))
        .collect();
    let mut groups = Vec::new();
    let mut asked = Vec::new();
    let mut all: Vec<Stake<'p>> = Vec::new();
    for (id, objective) in program.charter.objectives.iter() {
        let mut served_by = serving.remove(id.as_str()).unwrap_or_default();
        served_by.dedup();
        let nodes: Vec<_> = served_by
            .iter()
            .filter_map(|id| schedule.plan.graph.find(id.as_str()))
            .collect();
        let finishes: Option<Vec<Date>> = nodes.iter().map(|ix| schedule.finish_date(*ix)).collect();
        let safe: Option<Vec<Date>> = served_by
            .iter()
            .map(|id| safe_of.get(id.as_str()).copied())
            .collect();
        let mut stake = Stake {
            id,
            objective,
            earliest: finishes.and_then(|finishes| finishes.into_iter().max()),
            safe: safe.and_then(|safe| safe.into_iter().max()),
            chance: None,
            margin: None,
            is_done: !nodes.is_empty() && nodes.iter().all(|ix| schedule.is_done(*ix)),
            served_by,
        };
        if let Some(by) = objective.by {
            stake.margin = stake.safe.map(|safe| schedule.days_between(safe, by));
            if stake.is_done {
                let is_held = stake.earliest.is_some_and(|earliest| earliest <= by);
                stake.chance = Some(f64::from(u8::from(is_held)));
            } else if stake.earliest.is_some() {
                asked.push(all.len());
                groups.push((nodes, by));
            }
        }
        all.push(stake);
    }
    if !groups.is_empty() {
        for (at, chance) in asked.into_iter().zip(chances(schedule, options, &groups)) {
            all[at].chance = Some(chance);
        }
    }
    all
}
