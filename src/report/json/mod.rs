//! The JSON shapes: small types of their own, so that renaming a field inside never renames one outside.
//! Fields are only ever added. Dates are ISO, durations whole working days, what is absent is `null`.

mod blocked;
mod brief;
mod check;
mod colors;
mod contracts;
mod decisions;
mod diff;
mod escalate;
mod export;
mod forecast;
mod owners;
mod path;
mod quality;
mod readiness;
mod risks;
mod schedule;
mod show;
mod summary;
mod trend;
mod words;

pub use blocked::Blocked;
pub use brief::{Brief, Frame as BriefFrame};
pub use check::{Check, Explain, Rule};
pub use contracts::Contracts;
pub use decisions::Decisions;
pub use diff::Diff;
pub use escalate::Escalation;
pub use export::{Export, value};
pub use forecast::Forecast;
pub use owners::{Absence, Owners};
pub use path::CriticalPath;
pub use quality::Quality;
pub use readiness::Readiness;
pub use risks::Risks;
pub use schedule::{Item, Schedule, Target};
pub use show::{Charter, Deed, Show};
pub use summary::Summary;
pub use trend::Trend;
pub use words::Level;

use crate::report::render::clean::is_hidden;
use crate::report::render::findings::json::{Finding, Summary as Counts};
use crate::text::Date;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::fmt::Write;

/// What every document begins with.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document<'a, T> {
    /// Version of the shapes.
    pub version: u32,
    /// The command.
    pub kind: &'static str,
    /// The program's id; `null` where there are several.
    pub program: Option<&'a str>,
    /// The as-of date.
    #[schemars(with = "Date")]
    pub as_of: String,
    /// The rest.
    #[serde(flatten)]
    pub body: T,
}

/// A document as text, with a line end.
pub fn text<T: Serialize>(kind: &'static str, program: Option<&str>, as_of: Date, body: T) -> String {
    let document = Document {
        version: 1,
        kind,
        program,
        as_of: as_of.to_string(),
        body,
    };
    pretty(&document)
}

/// A value as indented JSON with a line end. What would steer a terminal or a workflow runner that shows it
/// is written as an escape, which every reader gives back as the letter.
pub fn pretty<T: Serialize>(value: &T) -> String {
    let mut plain = serde_json::to_string_pretty(value).unwrap_or_default();
    if plain.is_ascii() && !plain.contains('\u{7f}') && !plain.contains("##[") {
        plain.push('\n');
        return plain;
    }
    let mut text = String::with_capacity(plain.len() + 1);
    let mut units = [0; 2];
    let mut hashes = 0;
    for c in plain.chars() {
        // All of these stand in strings: outside there are only brackets, digits, spaces and line ends.
        let steers = is_hidden(c) && c != '\n';
        let commands = c == '[' && hashes >= 2;
        hashes = if c == '#' { hashes + 1 } else { 0 };
        if steers || commands {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text.push('\n');
    text
}

/// The whole picture.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The target milestones; the worst first is not promised: they come in the order of the charter.
    pub targets: Vec<Target>,
    /// The target with the worst margin.
    pub target: Option<Target>,
    /// As `critical-path`.
    pub critical_path: CriticalPath,
    /// As `blocked`.
    pub blocked: Blocked,
    /// As `owners`.
    pub owners: Owners,
    /// As in `check`.
    pub findings: Vec<Finding>,
    /// As in `check`.
    pub summary: Counts,
}

fn iso(date: Option<Date>) -> Option<Iso> {
    date.map(Iso)
}

/// A date as `2026-03-02`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Iso(Date);

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_an_escape_and_reads_back() {
        let hostile = "\u{7f}a\u{85}b\u{202e}c\u{e0041}d\u{ffff} ###[error]x ##[y] é 漢 😀 #[z]";
        let text = pretty(&[hostile]);
        assert!(!text.contains("##["), "{text}");
        assert!(
            !text.contains(['\u{7f}', '\u{85}', '\u{202e}', '\u{e0041}']),
            "{text}"
        );
        assert!(text.contains("é 漢 😀 #[z]"), "{text}");
        let read: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, [hostile]);
    }
}
