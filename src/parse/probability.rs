//! Probabilities: `0.3`, `30%`, `low`.

use super::error::Problem;
use super::scalar::Scalar;
use super::scalar::{Read, read_from_text};
use super::words::cut;
use crate::diagnostic::{did_you_mean, is_certain};
use serde::de::{Deserialize, Deserializer};

read_from_text!(Probability);

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
                    near.map_or("write 0.3, 30% or low".into(), |near| {
                        format!("did you mean {near}?")
                    }),
                    near.filter(|near| is_certain(text, near, PROBABILITIES.iter().map(|(word, _)| *word)))
                        .map(str::to_owned),
                )
            }
        };
        Err(Problem {
            rule: if number.is_some() {
                "wrong-type"
            } else {
                "bad-enum"
            },
            message,
            help,
            replacement,
        })
    }
}
