//! Which ways are worth their price, and which of them is recommended.

use super::{Course, Price, Way};
use crate::parse::Date;
use crate::schedule::Schedule;

/// Working days of the safe date that one more option has to bring, where the promise is lost anyhow.
const WORTH: i64 = 2;

/// Marks the ways that nothing beats: no other that is known to be as cheap has as early a safe date. Fewer of
/// the same options are cheaper; amounts of one unit compare.
pub(super) fn mark_front(ways: &mut [Way<'_>]) {
    let is_beaten = |way: &Way<'_>| {
        ways.iter().any(|other| {
            let is_other = other.course != way.course && !matches!(other.course, Course::NewDate(_));
            is_other && is_cheaper(other, way) && effect(other) <= effect(way)
        })
    };
    let beaten: Vec<bool> = ways.iter().map(is_beaten).collect();
    for (way, is_beaten) in ways.iter_mut().zip(beaten) {
        way.is_front = match way.course {
            Course::Nothing => true,
            Course::NewDate(_) => false,
            Course::Options(_) => !is_beaten,
        };
    }
}

/// What counts: the safe date, then the earliest; no date is the worst.
fn effect(way: &Way<'_>) -> (Date, Date) {
    (way.safe.unwrap_or(Date::MAX), way.earliest.unwrap_or(Date::MAX))
}

fn is_cheaper(a: &Way<'_>, b: &Way<'_>) -> bool {
    let is_part = a.options().iter().all(|option| b.options().contains(option));
    let is_less = match (&a.price, &b.price) {
        (Price::Amount { amount, .. }, Price::Amount { amount: other, .. }) => amount < other,
        _ => false,
    };
    (is_part && a.options().len() < b.options().len()) || (is_less && a.price.is_within(&b.price))
}

/// The recommended way, among those that nothing beats and that bring the safe date forward. If any holds the
/// promise: the fewest options that do, and of as many those with the earliest safe date. Else the earliest safe
/// date, with one more option only where it brings two more days. If nothing helps: the new date.
pub(super) fn recommended(schedule: &Schedule<'_>, ways: &[Way<'_>], due: Option<Date>) -> Option<usize> {
    let helps = |at: &usize| {
        let way = &ways[*at];
        way.is_front && !way.options().is_empty() && way.safe_gain.is_some_and(|days| days > 0)
    };
    let mut helpful: Vec<usize> = (0..ways.len()).filter(helps).collect();
    helpful.sort_by_key(|at| (ways[*at].options().len(), effect(&ways[*at]), *at));
    if let Some(holding) = helpful.iter().find(|at| ways[**at].holds(due)) {
        return Some(*holding);
    }
    let mut best: Option<usize> = None;
    for at in helpful {
        let is_better = best.is_none_or(|best| {
            let more = ways[at].options().len() as i64 - ways[best].options().len() as i64;
            let safe = ways[at].safe.zip(ways[best].safe);
            safe.is_some_and(|(now, then)| {
                let days = schedule.days_between(now, then);
                days > 0 && days >= WORTH * more
            })
        });
        if is_better {
            best = Some(at);
        }
    }
    let new_date = || {
        ways.iter()
            .position(|way| matches!(way.course, Course::NewDate(_)))
    };
    best.or_else(new_date)
}
