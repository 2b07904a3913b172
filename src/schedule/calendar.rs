//! Working calendars as arithmetic: how many working days lie before a boundary, and which day is the n-th.
//!
//! A *boundary* is the midnight before a day, as days since 1970-01-01. The *index* of a boundary counts the
//! working days before it, so boundaries with no working day between them have one index: they are one
//! instant of that calendar. Both directions take a binary search over the holidays and nothing else; no
//! table limits how far a plan may reach.

use crate::model;

/// The days on which work is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    week: [bool; 7],
    /// Working days of a week before each weekday.
    before: [i64; 8],
    /// Weekday of each working day of a week.
    nth: Vec<i64>,
    /// Holidays that would be working days, ascending.
    holidays: Vec<i64>,
    /// `index among the weekday pattern - position` of each holiday, ascending.
    shifted: Vec<i64>,
}

/// Day 0, 1970-01-01, was a Thursday; weeks are counted from the Monday before it.
const MONDAY: i64 = 3;

impl Calendar {
    /// A calendar of working weekdays (Monday first) and days off. A week without working days is taken
    /// for one of seven, since nothing could ever finish in it.
    pub fn new(week: [bool; 7], holidays: impl IntoIterator<Item = i64>) -> Calendar {
        let week = if week.contains(&true) { week } else { [true; 7] };
        let mut before = [0; 8];
        let mut nth = Vec::new();
        for (day, works) in week.iter().enumerate() {
            before[day + 1] = before[day] + i64::from(*works);
            if *works {
                nth.push(day as i64);
            }
        }
        let mut calendar = Calendar {
            week,
            before,
            nth,
            holidays: Vec::new(),
            shifted: Vec::new(),
        };
        let mut holidays: Vec<i64> = holidays
            .into_iter()
            .filter(|day| week[(day + MONDAY).rem_euclid(7) as usize])
            .collect();
        holidays.sort_unstable();
        holidays.dedup();
        calendar.shifted = holidays
            .iter()
            .enumerate()
            .map(|(at, day)| calendar.pattern_index(*day) - at as i64)
            .collect();
        calendar.holidays = holidays;
        calendar
    }

    /// Every day is a working day: elapsed durations.
    pub fn every_day() -> Calendar {
        Calendar::new([true; 7], [])
    }

    /// The calendar of a program, or of a team: given fields replace, absent ones are the program's.
    pub fn of(program: &model::Calendar, team: Option<&model::Calendar>) -> Calendar {
        let week = team
            .and_then(|team| team.week.as_ref())
            .or(program.week.as_ref())
            .map_or([true, true, true, true, true, false, false], |week| week.days());
        let holidays = team
            .and_then(|team| team.holidays.as_ref())
            .or(program.holidays.as_ref());
        let days = holidays
            .into_iter()
            .flat_map(|ranges| ranges.iter())
            .flat_map(|range| i64::from(range.from.day())..=i64::from(range.to.day()));
        Calendar::new(week, days)
    }

    /// Working days of a week, holidays aside.
    pub fn week_days(&self) -> i64 {
        self.nth.len() as i64
    }

    /// Whether a day is a working day.
    pub fn works_on(&self, day: i64) -> bool {
        self.week[(day + MONDAY).rem_euclid(7) as usize] && self.holidays.binary_search(&day).is_err()
    }

    /// The number of working days before a boundary, from a fixed origin.
    pub fn index(&self, boundary: i64) -> i64 {
        self.pattern_index(boundary) - self.holidays.partition_point(|day| *day < boundary) as i64
    }

    /// The working day with `index` working days before it; as a boundary, the latest of that instant.
    pub fn day(&self, index: i64) -> i64 {
        let passed = {
            let mut low = 0;
            let mut high = self.shifted.len();
            while low < high {
                let middle = (low + high) / 2;
                if self.shifted[middle] <= index {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low as i64
        };
        let pattern = index + passed;
        let length = self.week_days();
        pattern.div_euclid(length) * 7 - MONDAY + self.nth[pattern.rem_euclid(length) as usize]
    }

    /// The end of the working day before the one with this index: the earliest boundary of that instant.
    pub fn end(&self, index: i64) -> i64 {
        self.day(index - 1) + 1
    }

    /// Working days after the first day through the second; negative when the second is earlier.
    pub fn between(&self, first: i64, second: i64) -> i64 {
        self.index(second + 1) - self.index(first + 1)
    }

    fn pattern_index(&self, boundary: i64) -> i64 {
        let day = boundary + MONDAY;
        day.div_euclid(7) * self.week_days() + self.before[day.rem_euclid(7) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Date;

    fn day(text: &str) -> i64 {
        i64::from(Date::parse(text).expect("a date").day())
    }

    fn weekdays(holidays: &[&str]) -> Calendar {
        Calendar::new(
            [true, true, true, true, true, false, false],
            holidays.iter().map(|text| day(text)),
        )
    }

    #[test]
    fn boundaries_of_a_weekend_are_one_instant() {
        let calendar = weekdays(&[]);
        let saturday = day("2025-09-06");
        assert_eq!(calendar.index(saturday), calendar.index(saturday + 2));
        assert_eq!(calendar.day(calendar.index(saturday)), saturday + 2, "Monday");
        assert_eq!(
            calendar.end(calendar.index(saturday + 2)),
            saturday,
            "end of Friday"
        );
    }

    #[test]
    fn index_and_day_are_inverse_around_holidays_far_and_near() {
        let calendar = weekdays(&[
            "2025-11-27",
            "2025-11-28",
            "2025-11-29",
            "1950-01-02",
            "2100-05-05",
        ]);
        let mut expected = calendar.index(-30_000);
        for boundary in -30_000..60_000 {
            assert_eq!(calendar.index(boundary), expected);
            if calendar.works_on(boundary) {
                assert_eq!(calendar.day(expected), boundary);
                expected += 1;
            }
        }
    }

    #[test]
    fn days_between_are_those_after_the_first_through_the_second() {
        // Counted by hand: 17-21, 24-26 November; 27 and 28 are holidays.
        let calendar = weekdays(&["2025-11-27", "2025-11-28"]);
        assert_eq!(calendar.between(day("2025-11-14"), day("2025-11-26")), 8);
        assert_eq!(calendar.between(day("2025-11-26"), day("2025-11-14")), -8);
        assert_eq!(calendar.between(day("2025-11-26"), day("2025-11-30")), 0);
    }
}
