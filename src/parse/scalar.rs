//! What single values have in common, and dates: each value is wrong in its own sentence.

use super::error::Problem;
use super::reader::Scalar;
use super::words::cut;
use crate::text::{Date, DateError};
use serde::de::{Deserialize, Deserializer};

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
                [] => "write it as 2026-03-31".into(),
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

/// The dates that a text of three numbers may mean.
fn readings(text: &str) -> Vec<Date> {
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
