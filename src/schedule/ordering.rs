//! When something has to be ordered to come in time, and when it comes if it was ordered.

use super::Calendar;
use super::row::date;
use crate::parse::{Date, Duration, Unit};

/// The last day on which an order still comes by `need`; a day off when the days before it are.
pub fn order_by(calendar: &Calendar, need: Date, lead_time: Duration) -> i64 {
    let need = i64::from(need.day());
    match working_days(calendar, lead_time) {
        Some(days) => calendar.day(calendar.index(need + 1) - days) - 1,
        None => need - i64::from(lead_time.amount),
    }
}

/// The day on which what was ordered comes.
pub fn arrival(calendar: &Calendar, ordered: Date, lead_time: Duration) -> Date {
    let ordered = i64::from(ordered.day());
    let day = match working_days(calendar, lead_time) {
        Some(0) => ordered,
        Some(days) => calendar.day(calendar.index(ordered + 1) + days - 1),
        None => ordered + i64::from(lead_time.amount),
    };
    date(day)
}

/// The last working day up to a day.
pub fn working_day(calendar: &Calendar, day: i64) -> Date {
    date(calendar.day(calendar.index(day + 1) - 1))
}

/// Working days of a duration; none for calendar days.
fn working_days(calendar: &Calendar, duration: Duration) -> Option<i64> {
    match duration.unit {
        Unit::Days => Some(i64::from(duration.amount)),
        Unit::Weeks => Some(i64::from(duration.amount) * calendar.week_days()),
        Unit::Elapsed => None,
    }
}
