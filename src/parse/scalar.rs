//! Dates, durations, probabilities and the other single values, each with its own sentence when it is wrong.

use super::error::Problem;
use super::lists::raise;
use super::reader::{BRIEF, Scalar};
use super::words::cut;
use crate::diagnostic::did_you_mean;
use crate::text::{Date, DateError};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The longest duration that is read, in its own unit.
const LONGEST: i64 = 10_000;

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

read_from_text!(Date, Duration, Lag, Probability);

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
                    several.iter().map(Date::to_string).collect::<Vec<_>>().join(" or ")
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

/// The dates that a text of three numbers may mean.
fn readings(text: &str) -> Vec<Date> {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<u32> = date.split(['/', '.', '-']).filter_map(|part| part.parse().ok()).collect();
    let [a, b, c] = parts.as_slice() else {
        return Vec::new();
    };
    let year = |year: u32| if year < 100 { 2000 + year as i32 } else { year as i32 };
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
            return Err(bad_duration(text, "a duration cannot be negative", "write 0d or more"));
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
        return Err(bad_duration(text, "longer than 10000", "split the work, or check the number"));
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

/// A probability, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Probability(pub f64);

/// The five words for a probability.
pub const PROBABILITIES: [(&str, f64); 5] = [
    ("very-low", 0.1),
    ("low", 0.3),
    ("medium", 0.5),
    ("high", 0.7),
    ("very-high", 0.9),
];

impl Read for Probability {
    const EXPECTS: &'static str = "a probability from 0 to 1";

    fn read(text: &str) -> Result<Probability, Problem> {
        let text = text.trim();
        if let Some((_, value)) = PROBABILITIES.iter().find(|(word, _)| *word == text) {
            return Ok(Probability(*value));
        }
        let (digits, scale) = match text.strip_suffix('%') {
            Some(digits) => (digits.trim(), 100.0),
            None => (text, 1.0),
        };
        let number = digits.parse::<f64>().ok().filter(|number| number.is_finite());
        let words = "very-low, low, medium, high, very-high";
        let (message, help, replacement) = match number {
            Some(number) if (0.0..=scale).contains(&number) => return Ok(Probability(number / scale)),
            Some(number) if (1.0..=100.0).contains(&number) => (
                format!("{} is no probability: 0 to 1", cut(text)),
                format!("write {number}%"),
                None,
            ),
            Some(_) => (
                format!("{} is no probability: 0 to 1", cut(text)),
                "write a number from 0 to 1, or 0% to 100%".into(),
                None,
            ),
            None => {
                let near = did_you_mean(text, PROBABILITIES.iter().map(|(word, _)| *word));
                (
                    format!("{} is no probability; allowed: 0 to 1, 30%, {words}", cut(text)),
                    near.map_or("write 0.3, 30% or low".into(), |near| format!("did you mean {near}?")),
                    near.map(str::to_owned),
                )
            }
        };
        Err(Problem {
            rule: if number.is_some() { "wrong-type" } else { "bad-enum" },
            message,
            help,
            replacement,
        })
    }
}

/// One value, or low, likely and high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimate<T> {
    /// A single value.
    One(T),
    /// Low, likely and high, in this order.
    Three([T; 3]),
}

impl<T: Copy> Estimate<T> {
    /// The low value.
    pub fn low(&self) -> T {
        match self {
            Estimate::One(value) => *value,
            Estimate::Three(values) => values[0],
        }
    }

    /// The likely value.
    pub fn likely(&self) -> T {
        match self {
            Estimate::One(value) => *value,
            Estimate::Three(values) => values[1],
        }
    }

    /// The high value.
    pub fn high(&self) -> T {
        match self {
            Estimate::One(value) => *value,
            Estimate::Three(values) => values[2],
        }
    }
}

/// What can be put in order for `low <= likely <= high`.
pub(super) trait Rank {
    fn rank(&self) -> i64;
}

impl Rank for Date {
    fn rank(&self) -> i64 {
        i64::from(self.day())
    }
}

impl Rank for Duration {
    fn rank(&self) -> i64 {
        self.rough_days()
    }
}

impl<'de, T: Deserialize<'de> + Copy + Rank + fmt::Display> Deserialize<'de> for Estimate<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(BRIEF, EstimateVisitor(PhantomData))
    }
}

struct EstimateVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Copy + Rank + fmt::Display> Visitor<'de> for EstimateVisitor<T> {
    type Value = Estimate<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one value, or [low, likely, high]")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Estimate::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element::<T>()? {
            values.push(value);
        }
        match values.as_slice() {
            [one] => Ok(Estimate::One(*one)),
            [low, likely, high] => {
                let wrong = if likely.rank() < low.rank() {
                    "likely is below low"
                } else if high.rank() < likely.rank() {
                    "high is below likely"
                } else {
                    return Ok(Estimate::Three([*low, *likely, *high]));
                };
                let mut sorted = [*low, *likely, *high];
                sorted.sort_by_key(Rank::rank);
                let [a, b, c] = sorted;
                Err(raise(Problem {
                    rule: "range-order",
                    message: format!("[{low}, {likely}, {high}]: {wrong}"),
                    help: format!("write [{a}, {b}, {c}]"),
                    replacement: None,
                }))
            }
            other => Err(raise(Problem {
                rule: "wrong-type",
                message: format!("{{field}} has {} values; it takes one, or three", other.len()),
                help: "write one value, or [low, likely, high]".into(),
                replacement: None,
            })),
        }
    }
}

/// The delay of a risk: a duration, three of them, or a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay(pub Estimate<Duration>);

/// The five sizes of a delay in working days.
pub const SIZES: [(&str, i32); 5] = [("xs", 1), ("s", 3), ("m", 5), ("l", 10), ("xl", 20)];

#[derive(Clone, Copy)]
struct Size(Duration);

impl Read for Size {
    const EXPECTS: &'static str = "a duration such as 8d, or xs, s, m, l, xl";

    fn read(text: &str) -> Result<Size, Problem> {
        match SIZES.iter().find(|(word, _)| *word == text.trim()) {
            Some((_, days)) => Ok(Size(Duration::days(*days))),
            None => Duration::read(text).map(Size),
        }
    }
}

read_from_text!(Size);

impl Rank for Size {
    fn rank(&self) -> i64 {
        self.0.rough_days()
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Delay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Delay, D::Error> {
        Ok(Delay(match Estimate::<Size>::deserialize(deserializer)? {
            Estimate::One(one) => Estimate::One(one.0),
            Estimate::Three(three) => Estimate::Three(three.map(|each| each.0)),
        }))
    }
}

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
        deserializer.deserialize_any(RangeVisitor)
    }
}

struct RangeVisitor;

impl RangeVisitor {
    fn range<E: de::Error>(from: &str, to: &str, name: Option<String>) -> Result<DateRange, E> {
        let (from, to) = (Date::read(from).map_err(raise)?, Date::read(to).map_err(raise)?);
        if to < from {
            return Err(raise(Problem {
                rule: "range-order",
                message: format!("{from}..{to} ends before it begins"),
                help: format!("write {to}..{from}"),
                replacement: None,
            }));
        }
        Ok(DateRange { from, to, name })
    }
}

impl<'de> Visitor<'de> for RangeVisitor {
    type Value = DateRange;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date, a range date..date, or {from, to, name}")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DateRange, E> {
        match text.split_once("..") {
            Some((from, to)) => RangeVisitor::range(from, to, None),
            None => RangeVisitor::range(text, text, None),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<DateRange, A::Error> {
        let (mut from, mut to, mut name) = (None, None, None);
        while let Some(key) = entries.next_key::<&str>()? {
            match key {
                "from" => from = Some(entries.next_value::<String>()?),
                "to" => to = Some(entries.next_value::<String>()?),
                "date" => {
                    let date = entries.next_value::<String>()?;
                    let (first, last) = date.split_once("..").unwrap_or((&date, &date));
                    (from, to) = (Some(first.to_owned()), Some(last.to_owned()));
                }
                "name" => name = Some(entries.next_value::<String>()?),
                other if other.starts_with("x-") => {
                    entries.next_value::<de::IgnoredAny>()?;
                }
                other => {
                    return Err(raise(Problem {
                        rule: "wrong-type",
                        message: format!("unknown field {} in a range of days", cut(other)),
                        help: "known here: from, to, date, name".into(),
                        replacement: None,
                    }));
                }
            }
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(raise(Problem {
                rule: "wrong-type",
                message: "a range of days needs `from` and `to`, or `date`".into(),
                help: "write {from: 2026-03-02, to: 2026-03-06, name: …}".into(),
                replacement: None,
            }));
        };
        RangeVisitor::range(&from, &to, name)
    }
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
        deserializer.deserialize_seq(TripleVisitor)
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
