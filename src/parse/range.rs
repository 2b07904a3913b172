//! Ranges of days, working weeks, and triples of factors.

use super::error::Problem;
use super::lists::raise;
use super::reader::BRIEF;
use super::scalar::Scalar;
use super::scalar::{Read, read_from_text};
use super::words::cut;
use crate::text::Date;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Days from one date through another: `2025-10-06..2025-10-17`, a single date, `{date, name}` or
/// `{from, to, name}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Name.
    pub name: Option<String>,
}

impl<'de> Deserialize<'de> for DateRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DateRange, D::Error> {
        deserializer.deserialize_newtype_struct(BRIEF, RangeVisitor)
    }
}

struct RangeVisitor;

impl<'de> Visitor<'de> for RangeVisitor {
    type Value = DateRange;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date, a range date..date, or {from, to, name}")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<DateRange, D::Error> {
        let days = Days::deserialize(deserializer)?;
        Ok(DateRange {
            from: days.0,
            to: days.1,
            name: None,
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<DateRange, D::Error> {
        deserializer.deserialize_struct("DateRange", &["from", "to", "date", "name"], RangeVisitor)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<DateRange, A::Error> {
        // Each value is read on its own, so that what is wrong with it is found where it stands.
        let (mut from, mut to, mut name) = (None, None, None);
        let mut failed = None;
        let mut keep = |read: Result<Date, A::Error>| read.map_err(|error| failed = Some(error)).ok();
        while let Some(key) = entries.next_key::<&str>()? {
            match key {
                "from" => from = keep(entries.next_value()),
                "to" => to = keep(entries.next_value()),
                "date" => {
                    let days = entries.next_value::<Days>();
                    let last = days.as_ref().ok().map(|days| days.1);
                    (from, to) = (keep(days.map(|days| days.0)), last);
                }
                "name" => name = entries.next_value::<Option<String>>().unwrap_or_default(),
                _ => {
                    entries.next_value::<de::IgnoredAny>()?;
                }
            }
        }
        if let Some(error) = failed {
            return Err(error);
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(raise(Problem {
                rule: "wrong-type",
                message: "a range of days needs `from` and `to`, or `date`".into(),
                help: "write {from: 2026-03-02, to: 2026-03-06, name: …}".into(),
                replacement: None,
            }));
        };
        ordered(from, to).map_err(raise)?;
        Ok(DateRange { from, to, name })
    }
}

/// First and last day, written as a day or as `date..date`.
struct Days(Date, Date);

impl Read for Days {
    const EXPECTS: &'static str = "a date, or a range date..date";

    fn read(text: &str) -> Result<Days, Problem> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let (from, to) = (Date::read(from)?, Date::read(to)?);
        ordered(from, to)?;
        Ok(Days(from, to))
    }
}

read_from_text!(Days);

fn ordered(from: Date, to: Date) -> Result<(), Problem> {
    if from <= to {
        return Ok(());
    }
    Err(Problem {
        rule: "range-order",
        message: format!("{from}..{to} ends before it begins"),
        help: format!("write {to}..{from}"),
        replacement: None,
    })
}

/// The working days of a week: `mon-fri`, or a list of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week([bool; 7]);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Week {
    /// Whether each day works, Monday first.
    pub fn days(self) -> [bool; 7] {
        self.0
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Week, D::Error> {
        deserializer.deserialize_any(WeekVisitor)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = DAYS.iter().zip(self.0).filter(|(_, works)| *works);
        let days: Vec<&str> = days.map(|(day, _)| *day).collect();
        write!(f, "[{}]", days.join(", "))
    }
}

struct WeekVisitor;

fn day(text: &str) -> Result<usize, Problem> {
    let lower = text.trim().to_lowercase();
    DAYS.iter()
        .position(|day| *day == lower || lower.len() > 3 && lower.starts_with(day) && lower.ends_with("day"))
        .ok_or_else(|| Problem {
            rule: "bad-enum",
            message: format!("{} is no day; allowed: {}", cut(text), DAYS.join(", ")),
            help: "write mon-fri, or [sun, mon, tue, wed, thu]".into(),
            replacement: None,
        })
}

impl<'de> Visitor<'de> for WeekVisitor {
    type Value = Week;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a week such as mon-fri, or a list of days")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Week, E> {
        let mut week = [false; 7];
        for part in text.split(',') {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let (from, to) = (day(from).map_err(raise)?, day(to).map_err(raise)?);
            let mut at = from;
            week[at] = true;
            while at != to {
                at = (at + 1) % 7;
                week[at] = true;
            }
        }
        Ok(Week(week))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Week, A::Error> {
        let mut week = [false; 7];
        while let Some(text) = items.next_element::<String>()? {
            week[day(&text).map_err(raise)?] = true;
        }
        if !week.contains(&true) {
            return Err(raise(Problem {
                rule: "wrong-type",
                message: "{field} names no working day".into(),
                help: "write mon-fri, or at least one day".into(),
                replacement: None,
            }));
        }
        Ok(Week(week))
    }
}

/// Three factors in ascending order, each above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triple(pub [f64; 3]);

impl<'de> Deserialize<'de> for Triple {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Triple, D::Error> {
        deserializer.deserialize_any(TripleVisitor)
    }
}

struct TripleVisitor;

impl<'de> Visitor<'de> for TripleVisitor {
    type Value = Triple;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("three factors such as [0.9, 1.0, 1.3]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Triple, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element::<f64>()? {
            values.push(value);
        }
        let problem = |rule, message: String| Problem {
            rule,
            message,
            help: "write three factors such as [0.9, 1.0, 1.3]".into(),
            replacement: None,
        };
        let [low, likely, high] = values[..] else {
            let message = format!("{{field}} has {} values; it takes three", values.len());
            return Err(raise(problem("wrong-type", message)));
        };
        if low > likely || likely > high || low < 0.0 || high > 100.0 {
            let message = format!("[{low}, {likely}, {high}] must ascend from 0 or more to 100 at most");
            return Err(raise(problem("range-order", message)));
        }
        Ok(Triple([low, likely, high]))
    }
}
