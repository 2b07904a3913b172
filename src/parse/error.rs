//! What goes wrong with one value. Serde lets a visitor say only a text, so a problem with its rule and help
//! travels as one text and is taken apart again on arrival.

use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// Separates the parts of a problem on its way through serde; no text of a file that we read can hold it
/// unescaped, and escaped ones are replaced.
const MARK: char = '\u{1}';

/// Why a value could not be read.
#[derive(Debug)]
pub(super) enum Error {
    /// Already recorded as a finding.
    Recorded,
    /// To be recorded where the place is known.
    Problem(Problem),
}

/// A problem; `{field}` in its texts stands for the name of the field.
#[derive(Debug, Default)]
pub(super) struct Problem {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) help: String,
    /// A certain replacement for the value.
    pub(super) replacement: Option<String>,
}

const RULES: [&str; 7] = [
    "wrong-type",
    "bad-enum",
    "bad-date",
    "bad-duration",
    "range-order",
    "two-owners",
    "bad-id",
];

/// A problem as an error of whatever deserializer is at work.
pub(crate) fn problem<E: de::Error>(rule: &str, message: &str, help: &str, replacement: Option<&str>) -> E {
    let part = |text: &str| text.replace(MARK, " ");
    E::custom(format_args!(
        "{MARK}{rule}{MARK}{}{MARK}{}{MARK}{}",
        part(message),
        part(help),
        replacement.map(part).unwrap_or_default()
    ))
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(text: T) -> Error {
        let text = text.to_string();
        let Some(rest) = text.strip_prefix(MARK) else {
            return Error::Problem(Problem {
                rule: "wrong-type",
                message: text,
                ..Problem::default()
            });
        };
        let mut parts = rest.split(MARK);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let rule = next();
        Error::Problem(Problem {
            rule: RULES.iter().find(|known| **known == rule).unwrap_or(&RULES[0]),
            message: next(),
            help: next(),
            replacement: Some(next()).filter(|text| !text.is_empty()),
        })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Error {
        let is = match found {
            Unexpected::Seq => "a list",
            Unexpected::Map | Unexpected::StructVariant => "a mapping",
            Unexpected::Unit | Unexpected::Option => "nothing",
            _ => "a single value",
        };
        Error::Problem(Problem {
            rule: "wrong-type",
            message: format!("{{field}} must be {expected}, and is {is}"),
            ..Problem::default()
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Recorded => f.write_str("recorded"),
            Error::Problem(problem) => f.write_str(&problem.message),
        }
    }
}

impl std::error::Error for Error {}
