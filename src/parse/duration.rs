//! Durations and lags: `8d`, `2w`, `90ed`, `-2d`.

use super::error::Problem;
use super::scalar::Scalar;
use super::scalar::{Read, read_from_text};
use super::words::cut;
use serde::de::{Deserialize, Deserializer};
use std::fmt;

/// The longest duration that is read, in its own unit.
const LONGEST: i64 = 10_000;

read_from_text!(Duration, Lag);

/// What a duration counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Working days.
    #[default]
    Days,
    /// Weeks of as many working days as the calendar's week has.
    Weeks,
    /// Calendar days.
    Elapsed,
}

/// A duration: `8d`, `2w`, `90ed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many, 0 to 10 000.
    pub amount: i32,
    /// Of what.
    pub unit: Unit,
}

/// A lag: a duration that may be negative (a lead).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lag {
    /// How many, -10 000 to 10 000.
    pub amount: i32,
    /// Of what.
    pub unit: Unit,
}

impl From<Lag> for Duration {
    fn from(lag: Lag) -> Duration {
        Duration {
            amount: lag.amount,
            unit: lag.unit,
        }
    }
}

impl Duration {
    /// A number of working days.
    pub fn days(amount: i32) -> Duration {
        Duration {
            amount,
            unit: Unit::Days,
        }
    }

    /// Working days, weeks taken for five of them; for comparing, not for scheduling.
    pub fn rough_days(self) -> i64 {
        let factor = if self.unit == Unit::Weeks { 5 } else { 1 };
        i64::from(self.amount) * factor
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "d",
            Unit::Weeks => "w",
            Unit::Elapsed => "ed",
        };
        write!(f, "{}{unit}", self.amount)
    }
}

impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Duration::from(*self).fmt(f)
    }
}

impl Read for Duration {
    const EXPECTS: &'static str = "a duration such as 8d, 2w or 90ed";

    fn read(text: &str) -> Result<Duration, Problem> {
        let lag = length(text)?;
        if lag.amount < 0 {
            return Err(bad_duration(
                text,
                "a duration cannot be negative",
                "write 0d or more",
            ));
        }
        Ok(lag.into())
    }
}

impl Read for Lag {
    const EXPECTS: &'static str = "a lag such as 3d or -2d";

    fn read(text: &str) -> Result<Lag, Problem> {
        length(text)
    }
}

fn bad_duration(text: &str, message: &str, help: &str) -> Problem {
    Problem {
        rule: "bad-duration",
        message: format!("{}: {message}", cut(text)),
        help: help.into(),
        replacement: None,
    }
}

fn length(text: &str) -> Result<Lag, Problem> {
    let text = text.trim();
    let digits = text.trim_start_matches('-');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (number, unit) = (&digits[..end], &digits[end..]);
    let unit_known = match unit {
        "d" => Some(Unit::Days),
        "w" => Some(Unit::Weeks),
        "ed" => Some(Unit::Elapsed),
        _ => None,
    };
    let (Some(unit), Ok(amount)) = (unit_known, number.parse::<i64>()) else {
        return Err(bad_duration(text, "not a duration", &suggestion(digits)));
    };
    if amount > LONGEST {
        return Err(bad_duration(
            text,
            "longer than 10000",
            "split the work, or check the number",
        ));
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Ok(Lag {
        amount: (amount * sign) as i32,
        unit,
    })
}

/// How the duration should be written, for the usual other spellings.
fn suggestion(text: &str) -> String {
    let lower = text.to_lowercase();
    let end = lower
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(lower.len());
    let number: Option<f64> = lower[..end].replace(',', ".").parse().ok();
    let per = match lower[end..].trim() {
        "" | "day" | "days" | "d" | "bd" | "wd" | "working days" => Some((1.0, "d")),
        "week" | "weeks" | "wk" | "wks" | "w" => Some((5.0, "d")),
        "month" | "months" | "mo" | "m" => Some((20.0, "d")),
        "hour" | "hours" | "h" => Some((0.125, "d")),
        "calendar days" | "cd" | "ed" | "edays" => Some((1.0, "ed")),
        _ => None,
    };
    let is_week = lower[end..].trim().starts_with('w') && lower[end..].trim() != "wd";
    match (number, per) {
        (Some(number), Some((days, unit))) if number * days < 1e6 => {
            let whole = (number * days).ceil();
            if is_week && number.fract() == 0.0 {
                format!("write {whole}{unit} or {number}w")
            } else {
                format!("write {whole}{unit}")
            }
        }
        _ => "write working days as 8d, weeks as 2w, calendar days as 90ed".into(),
    }
}
