//! Findings as GitHub's Markdown: for a job's summary or a comment on a pull request.

use super::{Judged, counts, worst_first};
use crate::diagnostic::Severity;
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::clean::neutralize;
use crate::report::render::markdown;
use crate::report::render::words::count;
use std::fmt::Write;

/// Bytes that a comment can hold on GitHub, less a little for what may be written around it.
const LONGEST: usize = 60_000;

/// The findings as Markdown.
pub fn render(all: &[Judged<'_>]) -> String {
    let entries = worst_first(all);
    let mut table = Table::new([
        Column::fixed("Level"),
        Column::fixed("Rule"),
        Column::fixed("Where"),
        Column::flex("Finding", 1),
    ]);
    let (mut used, mut shown) = (0, 0);
    for entry in &entries {
        let found = entry.found;
        let place = entry.place();
        let mut message = Line::new().user(found.message.as_str());
        if let Some(help) = &found.help {
            message = message.text("; ").user(help.as_str());
        }
        let level = match found.new {
            Some(true) => format!("{}, new", found.severity.as_str()),
            _ => found.severity.as_str().to_owned(),
        };
        let row = [
            Line::from(level),
            Line::new().id(found.rule),
            Line::new().id(format!("{}:{}", place.path, place.start.line)),
            message,
        ];
        used += markdown::size(&row);
        if used > LONGEST {
            break;
        }
        table.row(row);
        shown += 1;
    }
    let mut page = Page::titled(Line::from(title(all)));
    page.table(table);
    if shown < entries.len() {
        let more = count(entries.len() - shown, "more finding");
        page.line(Line::from(format!(
            "{more}: see the log, or run linchpin check -v."
        )));
    }
    neutralize(markdown::render(&page), true)
}

/// `linchpin check: 1 error, 4 warnings, 2 suppressed`.
fn title(all: &[Judged<'_>]) -> String {
    let mut parts: Vec<String> = counts(all)
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(severity, number)| count(number, word(severity)))
        .collect();
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    let mut title = format!("linchpin check: {}", parts.join(", "));
    let suppressed: usize = all.iter().map(|judged| judged.suppressed.len()).sum();
    if suppressed > 0 {
        let _ = write!(title, ", {suppressed} suppressed");
    }
    title
}

/// What findings of a level are called in a sentence.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{hostile, many};
    use super::*;

    fn rows(text: &str) -> Vec<&str> {
        text.lines().filter(|line| line.starts_with("| error")).collect()
    }

    #[test]
    fn hostile_text_is_one_row_without_mention_or_markup() {
        let text = hostile(render);
        let rows = rows(&text);
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].matches('|').count(), 5, "{}", rows[0]);
        assert!(!rows[0].contains(['<', '>', '@']), "{}", rows[0]);
    }

    #[test]
    fn what_a_comment_cannot_hold_is_counted() {
        assert_eq!(rows(&many(25, render)).len(), 25);
        let text = many(3000, render);
        assert!(text.len() < 65_536, "{}", text.len());
        let more = 3000 - rows(&text).len();
        assert!(text.contains(&format!("{more} more findings")), "{more}");
    }
}
