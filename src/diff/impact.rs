//! What moves between two schedules.

use crate::schedule::{Schedule, State};
use crate::text::Date;

/// An item on both sides whose early finish differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Id.
    pub id: String,
    /// Early finish in base.
    pub base: Option<Date>,
    /// Early finish in head.
    pub head: Option<Date>,
    /// By how many working days it moves; later is positive. Nothing where one side has no date.
    pub days: Option<i64>,
    /// Total float in base.
    pub base_float: Option<i64>,
    /// Total float in head.
    pub head_float: Option<i64>,
    /// What was promised, in head.
    pub due: Option<Date>,
    /// Working days from the early finish to it in head; negative is late.
    pub margin: Option<i64>,
}

/// A target that is promised for another day: what no reader of a change must miss, whatever else it moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Id.
    pub id: String,
    /// Its due date in base.
    pub base: Option<Date>,
    /// In head.
    pub head: Option<Date>,
    /// Working days between; later is positive.
    pub days: Option<i64>,
}

/// The targets of head whose due date differs, by id; one that base does not have is a new promise.
pub fn promises(base: &Schedule<'_>, head: &Schedule<'_>) -> Vec<Promise> {
    let due = |schedule: &Schedule<'_>, id: &str| schedule.program().milestones.get(id)?.due;
    let mut promises: Vec<Promise> = head
        .program()
        .targets()
        .into_iter()
        .map(|id| (id, due(base, id.as_str()), due(head, id.as_str())))
        .filter(|(_, before, after)| before != after)
        .map(|(id, before, after)| Promise {
            id: id.to_string(),
            base: before,
            head: after,
            days: before
                .zip(after)
                .map(|(first, second)| head.days_between(first, second)),
        })
        .collect();
    promises.sort_by(|a, b| a.id.cmp(&b.id));
    promises
}

/// The items that move: the farthest first, then by id.
pub fn moved(base: &Schedule<'_>, head: &Schedule<'_>) -> Vec<Moved> {
    let mut moved = Vec::new();
    for after in head.rows() {
        let Some(before) = base.row(after.id) else {
            continue;
        };
        let is_dated = before.early_finish.is_some() || after.early_finish.is_some();
        if before.early_finish == after.early_finish || !is_dated {
            continue;
        }
        let days = before.early_finish.zip(after.early_finish);
        moved.push(Moved {
            id: after.id.to_string(),
            base: before.early_finish,
            head: after.early_finish,
            days: days.map(|(first, second)| head.days_between(first, second)),
            base_float: before.total_float,
            head_float: after.total_float,
            due: after.due,
            margin: after.margin,
        });
    }
    moved.sort_by(|a, b| {
        let size = |each: &Moved| std::cmp::Reverse(each.days.map_or(0, i64::abs));
        size(a).cmp(&size(b)).then_with(|| a.id.cmp(&b.id))
    });
    moved
}

/// The ids on the critical path.
pub fn path(schedule: &Schedule<'_>) -> Vec<String> {
    let path = schedule.critical_path().path;
    path.iter().map(|(row, _)| row.id.to_string()).collect()
}

/// What is blocked in head and was not in base, and the other way round; an item that is gone counts in
/// neither.
pub fn blocked(base: &Schedule<'_>, head: &Schedule<'_>) -> (Vec<String>, Vec<String>) {
    let (mut newly, mut freed) = (Vec::new(), Vec::new());
    let mut rows = head.rows();
    rows.sort_by(|a, b| a.id.cmp(b.id));
    for row in rows {
        let was = base
            .row(row.id)
            .is_some_and(|before| before.state == State::Blocked);
        match row.state {
            State::Blocked if !was => newly.push(row.id.to_string()),
            State::Blocked | State::Cancelled | State::Unscheduled => {}
            _ if was => freed.push(row.id.to_string()),
            _ => {}
        }
    }
    (newly, freed)
}
