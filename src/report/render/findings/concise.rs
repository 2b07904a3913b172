//! One finding a line: `path:line:column: error[rule] message; help`.

use super::{Entry, Judged};
use crate::report::render::clean::neutralize;
use crate::report::render::{Look, clean};
use std::fmt::Write;

/// The findings as lines.
pub fn render(all: &[Judged<'_>], look: &Look) -> String {
    let mut out = String::new();
    for entry in all.iter().flat_map(Judged::entries) {
        out.push_str(&line(&entry));
        out.push('\n');
    }
    neutralize(out, look.workflow)
}

/// One finding on one line, without a line end.
pub(super) fn line(entry: &Entry<'_>) -> String {
    let found = entry.found;
    let mut out = String::new();
    if found.at.is_some() {
        let place = entry.place();
        let _ = write!(
            out,
            "{}:{}:{}: ",
            clean(place.path),
            place.start.line,
            place.start.column
        );
    }
    let _ = write!(out, "{}[{}] ", found.severity.as_str(), found.rule);
    out.push_str(&clean(&found.message));
    if let Some(help) = &found.help {
        let _ = write!(out, "; {}", clean(help));
    }
    out
}
