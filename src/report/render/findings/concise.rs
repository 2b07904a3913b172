//! One finding a line: `path:line:column: error[rule] message; help`.

use crate::diagnostic::Diagnostic;
use crate::report::render::clean::neutralize;
use crate::report::render::{Look, clean};
use crate::text::Sources;
use std::fmt::Write;

/// The findings as lines.
pub fn render(findings: &[Diagnostic], sources: &Sources, look: &Look) -> String {
    let mut out = String::new();
    for found in findings {
        if let Some(at) = found.at {
            let file = sources.file(at.file);
            let place = file.position(at.span.start);
            let _ = write!(out, "{}:{}:{}: ", clean(&file.path), place.line, place.column);
        }
        let _ = write!(
            out,
            "{}[{}] {}",
            found.severity.as_str(),
            found.rule,
            clean(&found.message)
        );
        if let Some(help) = &found.help {
            let _ = write!(out, "; {}", clean(help));
        }
        out.push('\n');
    }
    neutralize(out, look.workflow)
}
