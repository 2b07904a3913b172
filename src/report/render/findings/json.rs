//! Findings for programs.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{FileSpan, Sources};
use schemars::JsonSchema;
use serde::Serialize;

/// One finding. Lines and columns count from 1, columns in characters, the end is exclusive.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the diagnostic")]
pub struct Finding {
    pub rule: &'static str,
    #[schemars(with = "crate::report::json::Level")]
    pub level: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub id: Option<String>,
    /// The field it is about; with rule and item it names the finding over time.
    pub field: Option<String>,
    pub file: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub end_line: Option<usize>,
    pub end_column: Option<usize>,
    pub related: Vec<Related>,
    /// Whether the change introduced it; `null` without a base.
    pub new: Option<bool>,
}

/// A second place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the finding")]
pub struct Related {
    pub message: String,
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are the levels")]
pub struct Summary {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub suppressed: usize,
}

/// The findings in their order.
pub fn findings(findings: &[Diagnostic], sources: &Sources) -> Vec<Finding> {
    findings.iter().map(|found| finding(found, sources)).collect()
}

/// The counts.
pub fn summary(findings: &[Diagnostic], suppressed: usize) -> Summary {
    let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
    Summary {
        error: count(Severity::Error),
        warning: count(Severity::Warn),
        info: count(Severity::Info),
        suppressed,
    }
}

fn finding(found: &Diagnostic, sources: &Sources) -> Finding {
    let place = |at: FileSpan| {
        let file = sources.file(at.file);
        (
            file.path.clone(),
            file.position(at.span.start),
            file.position(at.span.end),
        )
    };
    let at = found.at.map(place);
    Finding {
        rule: found.rule,
        level: found.severity.as_str(),
        message: found.message.clone(),
        help: found.help.clone(),
        id: found.id.clone(),
        field: found.field.clone(),
        file: at.as_ref().map(|at| at.0.clone()),
        line: at.as_ref().map(|at| at.1.line),
        column: at.as_ref().map(|at| at.1.column),
        end_line: at.as_ref().map(|at| at.2.line),
        end_column: at.as_ref().map(|at| at.2.column),
        related: found
            .related
            .iter()
            .map(|label| {
                let (file, start, _) = place(label.at);
                Related {
                    message: label.message.clone(),
                    file,
                    line: start.line,
                    column: start.column,
                }
            })
            .collect(),
        new: found.new,
    }
}
