//! One value or three: durations, promises, and the delay of a risk.

use super::duration::Duration;
use super::error::Problem;
use super::lists::raise;
use super::reader::BRIEF;
use super::scalar::Scalar;
use super::scalar::{Read, read_from_text};
use crate::text::Date;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

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
