//! From what was counted to the dates, chances and criticality of each item.

use super::network::{NOWHERE, Network};
use super::simulate::Samples;
use super::tally::Days;
use super::{Detail, ItemForecast, Percentiles, crossing};
use crate::graph::Ix;
use crate::model::Item;
use crate::parse::Date;
use crate::schedule::{Row, Schedule};
use rustc_hash::FxHashSet;

/// The items whose days are counted: those of the program that are open and asked for. Targets and what serves
/// an objective always are: promises hang on them.
pub(super) fn counted(schedule: &Schedule<'_>, network: &Network<'_>, detail: Detail) -> Vec<Days> {
    let plan = &schedule.plan;
    let targets: FxHashSet<Ix> = plan.targets.iter().copied().collect();
    let mut days = Vec::new();
    for (at, node) in network.nodes.iter().enumerate() {
        let known = &plan.graph.nodes[node.ix as usize];
        let serves = matches!(known.item, Item::Milestone(milestone) if !milestone.serves.is_empty());
        let is_asked = detail >= Detail::Items || serves || targets.contains(&node.ix);
        if node.fixed.is_some() || known.program != 0 || !is_asked {
            continue;
        }
        let ends = ends(schedule, network, node.ix);
        let limit = |date| limit(schedule, network, at as u32, date);
        let limits = [limit(known.item.due()), limit(schedule.finish_date(node.ix))];
        days.push(Days::new(at as u32, ends, limits));
    }
    days
}

/// The last instant of a node that is shown on a date or before; no instant for a date that is behind us.
pub(super) fn limit(schedule: &Schedule<'_>, network: &Network<'_>, at: u32, date: Option<Date>) -> i32 {
    let plan = &schedule.plan;
    let node = &network.nodes[at as usize];
    match date {
        Some(date) if date >= schedule.as_of => {
            let own = plan.work_calendar(node.ix);
            let boundary = own.day(own.index(i64::from(date.day()) + 1));
            let calendar = &plan.calendars[node.space as usize];
            crossing::parts(calendar.index(boundary)) - (1 - ends(schedule, network, node.ix))
        }
        _ => i32::MIN,
    }
}

/// 1 where a finish is shown on the day that ends there, 0 where on the day that begins.
fn ends(schedule: &Schedule<'_>, network: &Network<'_>, ix: Ix) -> i32 {
    let node = &network.nodes[network.position[ix as usize] as usize];
    let takes_time = node.work > 0 || node.drawn.is_some() || !node.hits.is_empty();
    let by_finish = schedule.early(ix).is_some_and(|placed| placed.finish_like);
    i32::from(takes_time || node.forecast.is_some() || by_finish)
}

/// The forecast of every item.
pub(super) fn items<'p>(
    schedule: &Schedule<'p>,
    network: &Network<'_>,
    days: &[Days],
    samples: &Samples,
    runs: u32,
) -> Vec<ItemForecast<'p>> {
    let mut counted: Vec<Option<usize>> = vec![None; network.nodes.len()];
    for (at, days) in days.iter().enumerate() {
        counted[days.node as usize] = Some(at);
    }
    let share = |count: u64| count as f64 / f64::from(runs);
    let forecast = |row: Row<'p>| {
        let at = row.ix.map_or(NOWHERE, |ix| network.position[ix as usize]);
        let mut item = ItemForecast {
            row,
            dates: None,
            chance: None,
            earliest_chance: None,
            criticality: None,
        };
        if at == NOWHERE {
            return item;
        }
        match counted[at as usize] {
            Some(number) => {
                let days = &days[number];
                let day = |percent| {
                    let index = samples.tally.percentile(days, percent, runs.into());
                    shown(schedule, network, days, index)
                };
                item.dates = Some(Percentiles {
                    p10: day(10),
                    p50: day(50),
                    p80: day(80),
                    p90: day(90),
                });
                let [due, earliest] = samples.tally.in_time[number];
                item.chance = item.row.due.map(|_| share(due));
                item.earliest_chance = Some(share(earliest));
                item.criticality = Some(share(samples.tally.driving[at as usize]));
            }
            None if network.nodes[at as usize].fixed.is_none() => {
                item.criticality = Some(share(samples.tally.driving[at as usize]));
            }
            None => {
                item.dates = item.row.early_finish.map(|date| Percentiles {
                    p10: date,
                    p50: date,
                    p80: date,
                    p90: date,
                });
                let is_in_time = |due| item.row.early_finish.is_some_and(|done| done <= due);
                item.chance = item.row.due.map(|due| f64::from(u8::from(is_in_time(due))));
                item.earliest_chance = item.row.early_finish.map(|_| 1.0);
                item.criticality = Some(0.0);
            }
        }
        item
    };
    schedule.rows().into_iter().map(forecast).collect()
}

/// The day on which a counted day of an item is shown.
fn shown(schedule: &Schedule<'_>, network: &Network<'_>, days: &Days, index: i64) -> Date {
    let plan = &schedule.plan;
    let node = &network.nodes[days.node as usize];
    let day = plan.calendars[node.space as usize].day(index);
    // What takes no time may be at a boundary on a day off: it is shown on the working day before or after.
    let own = plan.work_calendar(node.ix);
    let day = if days.ends == 1 {
        own.day(own.index(day + 1) - 1)
    } else {
        own.day(own.index(day))
    };
    date(day).max(schedule.as_of)
}

/// The date of a day; days past the last one a date can name are that one.
pub(super) fn date(day: i64) -> Date {
    Date::from_day(i32::try_from(day).unwrap_or(i32::MAX))
}
