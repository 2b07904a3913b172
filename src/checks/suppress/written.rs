//! Where suppressions are written, and what can be read of them.

use super::{Covers, Suppression};
use crate::checks::rule::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::{Ignore, Place};
use crate::parse::{self, Date};
use crate::text::{FileSpan, SourceFile, Span};

/// The `ignore:` lists of items.
pub(super) fn on_items(facts: &Facts<'_>) -> Vec<Suppression> {
    let program = facts.program;
    let milestones = program.milestones.iter();
    let contracts = program.contracts.iter();
    let blockers = program.blockers.iter();
    let risks = program.risks.iter();
    let decisions = program.decisions.iter();
    let launches = program.launches.iter();
    let lists = milestones
        .map(|(id, item)| ("milestones", id, &item.ignore))
        .chain(contracts.map(|(id, item)| ("contracts", id, &item.ignore)))
        .chain(blockers.map(|(id, item)| ("blockers", id, &item.ignore)))
        .chain(risks.map(|(id, item)| ("risks", id, &item.ignore)))
        .chain(decisions.map(|(id, item)| ("decisions", id, &item.ignore)))
        .chain(launches.map(|(id, item)| ("launches", id, &item.ignore)));
    let mut all = Vec::new();
    for (section, id, list) in lists {
        for (number, ignore) in list.iter().enumerate() {
            let place = Place::field(section, id.as_str(), "ignore").at(number);
            all.push(on_item(facts, id.as_str(), ignore, place));
        }
    }
    all
}

fn on_item(facts: &Facts<'_>, id: &str, ignore: &Ignore, place: Place) -> Suppression {
    let because = ignore.because.as_deref().map(str::trim);
    Suppression {
        rule: ignore.check.clone().unwrap_or_default().trim().to_owned(),
        until: ignore.until,
        because: because.filter(|text| !text.is_empty()).map(str::to_owned),
        at: facts.documents.find(&place),
        name_at: ignore
            .check
            .as_ref()
            .and_then(|_| facts.documents.find(&place.key("check"))),
        covers: Covers::Item(id.to_owned()),
        used: false,
    }
}

/// The comments `# linchpin: …`; of those that cannot be read a finding each is added to `malformed`.
pub(super) fn in_comments(facts: &Facts<'_>, malformed: &mut Vec<Diagnostic>) -> Vec<Suppression> {
    let mut all = Vec::new();
    for document in facts.documents.iter() {
        let file = document.file();
        let source = facts.sources.file(file);
        if !source.text.contains("linchpin") {
            continue;
        }
        let comments = parse::comments(document);
        // From the last to the first: a comment above comments covers the line that the last of them covers.
        let mut below: Option<(usize, usize)> = None;
        let mut found = Vec::new();
        for (span, text) in comments.iter().rev() {
            let at = FileSpan { file, span: *span };
            let line = source.lines().line(span.start);
            let covered = match below {
                _ if !is_alone(source, *span, line) => line,
                Some((next, covered)) if next == line + 1 => covered,
                _ => line + 1,
            };
            below = is_alone(source, *span, line).then_some((line, covered));
            let Some(text) = addressed(text) else { continue };
            match read(text) {
                Some(comment) => found.extend(comment.rules.into_iter().rev().map(|rule| Suppression {
                    name_at: name_at(source, at, &rule),
                    rule,
                    until: comment.until,
                    because: comment.because.clone(),
                    at: Some(at),
                    covers: Covers::Line(file, covered),
                    used: false,
                })),
                None => malformed.push(unreadable(at)),
            }
        }
        all.extend(found.into_iter().rev());
    }
    all
}

/// Whether nothing but space stands before a comment on its line.
fn is_alone(source: &SourceFile, span: Span, line: usize) -> bool {
    let start = source.lines().start(line) as usize;
    source.text[start..span.start as usize].trim().is_empty()
}

/// What a comment says to linchpin. One that only looks so (`# linchpin ignore[…]`) counts, so that it is
/// told to be unreadable and does not silently hide nothing.
fn addressed(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("linchpin")?;
    match rest.strip_prefix(':') {
        Some(rest) => Some(rest.trim()),
        None => rest.trim_start().starts_with("ignore[").then_some(""),
    }
}

/// The bytes of a rule's name in a comment.
fn name_at(source: &SourceFile, at: FileSpan, rule: &str) -> Option<FileSpan> {
    let text = &source.text[at.span.start as usize..at.span.end as usize];
    let names = text.find('[')? + 1;
    let end = text[names..].find(']')? + names;
    let mut from = names;
    for name in text[names..end].split(',') {
        if name.trim() == rule {
            let start = at.span.start as usize + from + (name.len() - name.trim_start().len());
            let span = Span::new(start, start + rule.len());
            return Some(FileSpan { file: at.file, span });
        }
        from += name.len() + 1;
    }
    None
}

fn unreadable(at: FileSpan) -> Diagnostic {
    let message = "this comment for linchpin cannot be read";
    Diagnostic::new("ignore-without-reason", message)
        .with_at(at)
        .with_field("ignore")
        .with_help("write # linchpin: ignore[rule] until=2026-12-31 -- reason")
}

/// What a comment says.
struct Comment {
    rules: Vec<String>,
    until: Option<Date>,
    because: Option<String>,
}

fn read(text: &str) -> Option<Comment> {
    let rest = text.strip_prefix("ignore[")?;
    let (rules, rest) = rest.split_once(']')?;
    let (options, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let mut until = None;
    for option in options.split_whitespace() {
        until = Some(Date::parse(option.strip_prefix("until=")?).ok()?);
    }
    let rules: Vec<String> = rules.split(',').map(|rule| rule.trim().to_owned()).collect();
    let reason = reason.trim();
    let because = (!reason.is_empty()).then(|| reason.to_owned());
    let comment = Comment {
        rules,
        until,
        because,
    };
    (!comment.rules.iter().any(String::is_empty)).then_some(comment)
}
