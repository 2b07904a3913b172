//! Work that is said to be in progress and that nobody touches.

use super::History;
use crate::model::{Item, Section};
use crate::parse::ItemId;
use crate::schedule::{Row, Schedule};
use std::collections::BTreeMap;

/// Working days after which work in progress is stale, and the same where little float is left.
const LIMITS: (i64, i64) = (14, 7);
/// Little float, in working days.
const LITTLE: i64 = 5;

/// The items in progress that nobody touched for too long, each with the working days; see [`stale_days`].
pub fn stale<'p>(
    history: &History,
    schedule: &Schedule<'p>,
    after: Option<i64>,
) -> BTreeMap<&'p ItemId, i64> {
    let rows = schedule.rows();
    let stale = rows
        .iter()
        .filter_map(|row| Some((row.id, stale_days(history, schedule, row, after)?)));
    stale.collect()
}

/// For how many working days an item in progress was untouched, where that is too long; `after` is another
/// limit. An owner that confirmed it has touched it.
pub fn stale_days(
    history: &History,
    schedule: &Schedule<'_>,
    row: &Row<'_>,
    after: Option<i64>,
) -> Option<i64> {
    let Item::Milestone(milestone) = row.item else {
        return None;
    };
    if milestone.started.is_none() || !row.state.is_open() {
        return None;
    }
    let (_, last) = history.touched(Section::Milestones, row.id.as_str())?;
    let last = milestone.confirmed.map_or(last, |confirmed| confirmed.max(last));
    let has_little = row.total_float.is_some_and(|float| float < LITTLE);
    let limit = after.unwrap_or(if has_little { LIMITS.1 } else { LIMITS.0 });
    let age = schedule.days_between(last, schedule.as_of);
    (age >= limit).then_some(age)
}
