//! The JSON shapes: small types of their own, so that renaming a field inside never renames one outside.
//! Fields are only ever added. Dates are ISO, durations whole working days, what is absent is `null`.

mod blocked;
mod check;
mod owners;
mod path;
mod readiness;
mod schedule;
mod show;
mod words;

pub use blocked::Blocked;
pub use check::{Check, Explain, Rule};
pub use owners::{Absence, Owners};
pub use path::CriticalPath;
pub use readiness::Readiness;
pub use schedule::{Item, Schedule, Target};
pub use show::{Charter, Show};
pub use words::Level;

use crate::report::render::findings::json::{Finding, Summary};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

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
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
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
    pub summary: Summary,
}

fn iso(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}
