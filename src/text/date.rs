//! Calendar dates as plain day numbers, so that the schedule counts with integers; the only file that
//! names the calendar library.

use std::fmt;

use jiff::SignedDuration;
use jiff::civil::{self, Weekday};

/// A day of the calendar, from 1900-01-01 to 2199-12-31, without time or zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// Why a text is no [`Date`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not of the form `yyyy-mm-dd`.
    NotIso,
    /// Of that form, but the calendar has no such day.
    NoSuchDay,
    /// Before 1900 or after 2199.
    OutOfRange,
}

const EPOCH: civil::Date = civil::date(1970, 1, 1);
const FIRST: i32 = -25_567;
const LAST: i32 = 84_005;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Date {
    /// The first day there is, 1900-01-01.
    pub const MIN: Date = Date(FIRST);
    /// The last day there is, 2199-12-31.
    pub const MAX: Date = Date(LAST);

    /// Reads `yyyy-mm-dd`, all digits written.
    ///
    /// # Errors
    /// When the text has another form, or the day does not exist, or it is out of range.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(DateError::NotIso);
        };
        let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(DateError::NotIso);
        }
        let number = |digits: &[u8]| {
            digits
                .iter()
                .fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
        };
        let (year, month, day) = (number(&digits[..4]), number(&digits[4..6]), number(&digits[6..]));
        match Date::from_ymd(year, month as u32, day as u32) {
            Some(date) => Ok(date),
            None if (1900..=2199).contains(&year) => Err(DateError::NoSuchDay),
            None => Err(DateError::OutOfRange),
        }
    }

    /// The day of a year, month (1 to 12) and day of the month (1 to 31), if it exists and is in range.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1900..=2199).contains(&year) {
            return None;
        }
        let date = civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()?;
        Some(Date((date.duration_since(EPOCH).as_hours() / 24) as i32))
    }

    /// The day of a number of days since 1970-01-01; the first or last day there is for numbers beyond.
    pub fn from_day(day: i32) -> Date {
        Date(day.clamp(FIRST, LAST))
    }

    /// Days since 1970-01-01.
    pub fn day(self) -> i32 {
        self.0
    }

    /// Day of the week, Monday 0 to Sunday 6.
    pub fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// The year.
    pub fn year(self) -> i32 {
        i32::from(self.civil().year())
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.civil().month() as u32
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.civil().day() as u32
    }

    /// The day as `14 Nov`.
    pub fn short(self) -> String {
        format!("{} {}", self.day_of_month(), MONTHS[self.month() as usize - 1])
    }

    /// The day as it is read on another: `14 Nov`, with the year where it is another one and half a year away.
    pub fn near(self, as_of: Date) -> String {
        if self.year() == as_of.year() || (self.day() - as_of.day()).abs() < 180 {
            self.short()
        } else {
            format!("{} {}", self.short(), self.year())
        }
    }

    /// The day as `Wed 3 Sep 2025`.
    pub fn long(self) -> String {
        format!("{} {} {}", DAYS[self.weekday()], self.short(), self.year())
    }

    fn civil(self) -> civil::Date {
        debug_assert_eq!(Weekday::Monday.to_monday_zero_offset(), 0);
        EPOCH.saturating_add(SignedDuration::from_hours(24 * i64::from(self.0)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.civil();
        let (year, month, day) = (date.year(), date.month(), date.day());
        if f.width().is_none() {
            return write!(f, "{year:04}-{month:02}-{day:02}");
        }
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateError::NotIso => "not an ISO date (yyyy-mm-dd)",
            DateError::NoSuchDay => "no such day",
            DateError::OutOfRange => "out of range (1900 to 2199)",
        })
    }
}

impl std::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_survives_writing_and_reading() {
        for day in (FIRST..=LAST).step_by(97).chain([FIRST, -1, 0, 1, LAST]) {
            let date = Date::from_day(day);
            assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }
        assert_eq!(Date::MIN.to_string(), "1900-01-01");
        assert_eq!(Date::MAX.to_string(), "2199-12-31");
    }

    #[test]
    fn only_full_iso_dates_that_exist_are_read() {
        assert_eq!(Date::parse("2025-9-3"), Err(DateError::NotIso));
        assert_eq!(Date::parse("2025-02-30"), Err(DateError::NoSuchDay));
        assert_eq!(Date::parse("2025-13-01"), Err(DateError::NoSuchDay));
        assert_eq!(Date::parse("1899-12-31"), Err(DateError::OutOfRange));
        assert_eq!(Date::parse("+025-01-01"), Err(DateError::NotIso));
    }

    #[test]
    fn people_read_day_month_and_weekday() {
        let date = Date::parse("2025-09-03").unwrap();
        assert_eq!((date.year(), date.month(), date.day_of_month()), (2025, 9, 3));
        assert_eq!(date.weekday(), 2);
        assert_eq!(
            (date.short().as_str(), date.long().as_str()),
            ("3 Sep", "Wed 3 Sep 2025")
        );
    }
}
