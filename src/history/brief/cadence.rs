//! Whose update is due: how often a stakeholder wants to hear, read from the words people write.
//!
//! An update is due on the first working day of its period: of the week, of each second week counted from the
//! week in which the program starts, of the month, of the quarter; or on the weekday that is named.

use crate::model::{Program, Stakeholder};
use crate::schedule::{Calendar, Schedule};
use crate::text::Date;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// On every working day.
    Daily,
    /// Every so many weeks, perhaps on a weekday (Monday is 0).
    Weeks(i32, Option<usize>),
    /// Every so many months.
    Months(i32),
}

/// An update that comes.
#[derive(Clone, Debug)]
pub struct Update<'p> {
    /// For whom, and what they want to hear.
    pub stakeholder: &'p Stakeholder,
    /// The day; nothing where the words are not understood.
    pub due: Option<Date>,
}

/// Periods that are looked through for a working day; a calendar without any has none.
const PERIODS: i32 = 60;

/// The cadence that words mean.
pub fn cadence(words: &str) -> Option<Cadence> {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let text = words.to_lowercase().replace(['-', '_'], " ");
    let all: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let weekday = all.iter().find_map(|word| {
        DAYS.iter()
            .position(|day| *word == *day || word.strip_suffix('s') == Some(day))
    });
    let number = all.iter().find_map(|word| match *word {
        "other" | "second" | "two" | "bi" => Some(2),
        "three" | "third" => Some(3),
        "four" | "fourth" => Some(4),
        "six" | "sixth" => Some(6),
        digits => digits
            .parse::<i32>()
            .ok()
            .filter(|number| (1..=52).contains(number)),
    });
    let has = |known: &[&str]| all.iter().any(|word| known.contains(word));
    if has(&["daily"]) || has(&["day", "days"]) && number.is_none() {
        Some(Cadence::Daily)
    } else if has(&["fortnight", "fortnightly", "biweekly"]) {
        Some(Cadence::Weeks(2, weekday))
    } else if has(&["week", "weeks", "weekly"]) {
        Some(Cadence::Weeks(number.unwrap_or(1), weekday))
    } else if has(&["quarter", "quarterly"]) {
        Some(Cadence::Months(3))
    } else if has(&["month", "months", "monthly"]) {
        Some(Cadence::Months(number.unwrap_or(1)))
    } else {
        weekday.map(|day| Cadence::Weeks(number.unwrap_or(1), Some(day)))
    }
}

/// The updates of the days to come, by day; those whose words are not understood last.
pub(super) fn updates<'p>(program: &'p Program, schedule: &Schedule<'p>, days: i32) -> Vec<Update<'p>> {
    let as_of = schedule.as_of;
    let last = Date::from_day(as_of.day().saturating_add(days));
    let calendar = schedule.plan.program_calendar();
    let start = program.charter.start.unwrap_or(Date::from_day(0));
    let mut updates: Vec<Update<'p>> = Vec::new();
    for stakeholder in program.charter.stakeholders.iter() {
        let Some(words) = &stakeholder.cadence else {
            continue;
        };
        let due = cadence(words).map(|cadence| next(cadence, as_of, start, calendar));
        match due {
            None => updates.push(Update {
                stakeholder,
                due: None,
            }),
            Some(due) => {
                if let Some(due) = due.filter(|due| *due <= last) {
                    updates.push(Update {
                        stakeholder,
                        due: Some(due),
                    });
                }
            }
        }
    }
    updates.sort_by_key(|update| (update.due.is_none(), update.due));
    updates
}

/// The first day of a cadence on or after a morning.
fn next(cadence: Cadence, as_of: Date, start: Date, calendar: &Calendar) -> Option<Date> {
    let works = |day: i32| calendar.works_on(i64::from(day));
    let monday = |day: i32| day - Date::from_day(day).weekday() as i32;
    match cadence {
        Cadence::Daily => (0..PERIODS)
            .map(|ahead| as_of.day() + ahead)
            .find(|day| works(*day)),
        Cadence::Weeks(weeks, weekday) => {
            let first = monday(start.day());
            let behind = (monday(as_of.day()) - first).div_euclid(7).rem_euclid(weeks);
            let this = monday(as_of.day()) - behind * 7;
            let in_week = |week: i32| match weekday {
                Some(day) => Some(week + day as i32),
                None => (week..week + 7).find(|day| works(*day)),
            };
            (0..PERIODS)
                .filter_map(|ahead| in_week(this + ahead * weeks * 7))
                .find(|day| *day >= as_of.day())
        }
        Cadence::Months(months) => {
            let (year, month) = (as_of.year(), as_of.month() as i32 - 1);
            let this = year * 12 + month - month.rem_euclid(months.min(12));
            (0..PERIODS)
                .filter_map(|ahead| {
                    let month = this + ahead * months;
                    let first = Date::from_ymd(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)?;
                    (first.day()..first.day() + 28).find(|day| works(*day))
                })
                .find(|day| *day >= as_of.day())
        }
    }
    .map(Date::from_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_people_write_are_understood() {
        for (words, expected) in [
            ("daily", Some(Cadence::Daily)),
            ("every day", Some(Cadence::Daily)),
            ("weekly", Some(Cadence::Weeks(1, None))),
            ("Weekly, on Fridays", Some(Cadence::Weeks(1, Some(4)))),
            ("every two weeks", Some(Cadence::Weeks(2, None))),
            ("bi-weekly", Some(Cadence::Weeks(2, None))),
            ("every 3 weeks", Some(Cadence::Weeks(3, None))),
            ("every other Tuesday", Some(Cadence::Weeks(2, Some(1)))),
            ("monthly", Some(Cadence::Months(1))),
            ("quarterly", Some(Cadence::Months(3))),
            ("when needed", None),
        ] {
            assert_eq!(cadence(words), expected, "{words}");
        }
    }

    #[test]
    fn an_update_is_due_on_the_first_working_day_of_its_period() {
        let day = |text: &str| Date::parse(text).unwrap();
        // Monday 7 September 2026 is off; the program starts on Wednesday 2 September.
        let calendar = Calendar::new(
            [true, true, true, true, true, false, false],
            [i64::from(day("2026-09-07").day())],
        );
        let due = |words: &str, as_of: &str| {
            let cadence = cadence(words).unwrap();
            next(cadence, day(as_of), day("2026-09-02"), &calendar)
                .unwrap()
                .to_string()
        };
        assert_eq!(due("daily", "2026-09-05"), "2026-09-08");
        assert_eq!(due("weekly", "2026-09-02"), "2026-09-08");
        assert_eq!(due("weekly", "2026-09-08"), "2026-09-08");
        assert_eq!(due("weekly on Friday", "2026-09-08"), "2026-09-11");
        // The weeks from 31 August, 14 September and 28 September.
        assert_eq!(due("every two weeks", "2026-09-02"), "2026-09-14");
        assert_eq!(due("every two weeks", "2026-09-15"), "2026-09-28");
        assert_eq!(due("monthly", "2026-09-02"), "2026-10-01");
        assert_eq!(due("quarterly", "2026-09-02"), "2026-10-01");
    }

    #[test]
    fn a_calendar_without_working_days_has_no_updates() {
        let never = Calendar::new([false; 7], []);
        let as_of = Date::parse("2026-09-02").unwrap();
        for cadence in [Cadence::Daily, Cadence::Weeks(1, None), Cadence::Months(1)] {
            assert!(next(cadence, as_of, as_of, &never).is_none_or(|day| day >= as_of));
        }
    }
}
