//! What single values have in common, and dates: each value is wrong in its own sentence.

use super::error::Problem;
use super::words::cut;
use crate::text::{Date, DateError};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

/// A visitor of one scalar: what it expects, and how it reads the text.
pub(super) struct Scalar<T> {
    pub(super) expects: &'static str,
    pub(super) read: fn(&str) -> Result<T, Problem>,
}

impl<'de, T> Visitor<'de> for Scalar<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expects)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(|found| {
            super::problem(
                found.rule,
                &found.message,
                &found.help,
                found.replacement.as_deref(),
            )
        })
    }
}

/// A scalar that reads itself from a text.
pub(super) trait Read: Sized {
    const EXPECTS: &'static str;
    fn read(text: &str) -> Result<Self, Problem>;
}

macro_rules! read_from_text {
    ($($name:ty),*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Scalar { expects: <$name>::EXPECTS, read: <$name>::read })
            }
        }
    )*};
}

read_from_text!(Date);

pub(super) use read_from_text;

impl Read for Date {
    const EXPECTS: &'static str = "a date";

    fn read(text: &str) -> Result<Date, Problem> {
        let text = text.trim();
        Date::parse(text).map_err(|error| {
            let shown = cut(text);
            let message = match error {
                DateError::NotIso => format!("{shown} is not an ISO date"),
                DateError::NoSuchDay => format!("{shown}: there is no such day"),
                DateError::OutOfRange => format!("{shown} is out of range: 1900 to 2199"),
            };
            let readings = readings(text);
            let help = match readings.as_slice() {
                [] => match error {
                    DateError::NoSuchDay => last_of_month(text),
                    _ => "write year-month-day, such as 2026-03-31".into(),
                },
                [one] => format!("did you mean {one}?"),
                several => format!(
                    "did you mean {}?",
                    several
                        .iter()
                        .map(Date::to_string)
                        .collect::<Vec<_>>()
                        .join(" or ")
                ),
            };
            Problem {
                rule: "bad-date",
                message,
                help,
                replacement: None,
            }
        })
    }
}

/// Reads a date outside of YAML.
///
/// # Errors
/// What is wrong with the text, and help.
pub fn date(text: &str) -> Result<Date, (String, String)> {
    <Date as Read>::read(text).map_err(|problem| (problem.message, problem.help))
}

/// What to write for a day that a month does not have.
fn last_of_month(text: &str) -> String {
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let month = number(0, 4).zip(number(5, 7));
    let last = month.and_then(|(year, month)| {
        (28..=31)
            .rev()
            .find_map(|day| Date::from_ymd(year as i32, month, day))
    });
    match last {
        Some(last) => format!("write a day that exists; the month ends on {last}"),
        None => "write a month from 01 to 12 and a day that exists".into(),
    }
}

/// The dates that a text of three numbers, or of a day, the name of a month and a year may mean.
fn readings(text: &str) -> Vec<Date> {
    if let Some(date) = named_month(text) {
        return vec![date];
    }
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<u32> = date
        .split(['/', '.', '-'])
        .filter_map(|part| part.parse().ok())
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return Vec::new();
    };
    let year = |year: u32| {
        if year < 100 {
            2000 + year as i32
        } else {
            year as i32
        }
    };
    let mut dates: Vec<Date> = if *a > 31 {
        vec![Date::from_ymd(year(*a), *b, *c)]
    } else {
        vec![Date::from_ymd(year(*c), *a, *b), Date::from_ymd(year(*c), *b, *a)]
    }
    .into_iter()
    .flatten()
    .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// `23 Dec 2026`, `Dec 23, 2026`, `December 23rd 2026`.
fn named_month(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut numbers = Vec::new();
    let mut month = None;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<u32>() {
            numbers.push(number);
            continue;
        }
        let start = word.get(..3)?.to_ascii_lowercase();
        let at = MONTHS.iter().position(|name| *name == start)?;
        if month.replace(at as u32 + 1).is_some() {
            return None;
        }
    }
    match (numbers.as_slice(), month) {
        (&[a, b], Some(month)) => {
            let (year, day) = if a > 31 { (a, b) } else { (b, a) };
            Date::from_ymd(year as i32, month, day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_the_day_that_was_meant_or_what_is_wrong_with_it() {
        let help = |text: &str| date(text).unwrap_err().1;
        for text in ["23 Dec 2026", "Dec 23, 2026", "December 23rd 2026", "2026 dec 23"] {
            assert_eq!(help(text), "did you mean 2026-12-23?", "{text}");
        }
        assert_eq!(
            help("2026-02-30"),
            "write a day that exists; the month ends on 2026-02-28"
        );
        assert_eq!(
            help("2026-13-01"),
            "write a month from 01 to 12 and a day that exists"
        );
        assert_eq!(help("next May"), "write year-month-day, such as 2026-03-31");
        assert_eq!(help("10/09/25"), "did you mean 2025-09-10 or 2025-10-09?");
    }
}
