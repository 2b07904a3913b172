//! New entities of a section: each behind the one whose id comes before its own, so that two branches that add
//! different ones merge.

use super::set::{Splice, line_end, newline};
use crate::parse::NodeRef;
use crate::text::Span;
use std::collections::BTreeMap;

/// The edits that add entities to a section: ids in their order with their lines, of which the first is the id,
/// indented by two spaces to a level.
///
/// # Errors
/// When the section is laid out in a way that is not understood; in plain words.
pub fn added(
    (section, value): (NodeRef<'_>, NodeRef<'_>),
    new: &[(&str, &str)],
) -> Result<Vec<Splice>, String> {
    let odd = || {
        format!(
            "{} is laid out in a way that is not understood; edit it by hand",
            section.text()
        )
    };
    let whole = section.whole_source();
    let entries: Vec<(NodeRef<'_>, NodeRef<'_>)> = value.entries().collect();
    if value.is_flow() || entries.is_empty() && !value.is_null() {
        return Err(odd());
    }
    let newline = newline(whole, section.span().start as usize);
    let indent = match entries.first() {
        Some((first, _)) => indent_of(whole, first.span().start as usize).ok_or_else(odd)?,
        None => "  ",
    };
    // Where entities stand apart, the new ones do too.
    let is_apart = entries.windows(2).any(|pair| {
        let between = &whole[pair[0].1.span().end as usize..pair[1].0.span().start as usize];
        between.lines().skip(1).any(|line| line.trim().is_empty()) && between.lines().count() > 2
    });
    let mut before: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, value) in &entries {
        let end = value.span().end.max(key.span().end) as usize;
        before.insert(key.text(), line_end(whole, end));
    }
    let head = line_end(whole, section.span().end as usize);
    let mut places: BTreeMap<usize, String> = BTreeMap::new();
    for (id, lines) in new {
        let at = before.range(..*id).next_back().map(|(_, at)| *at);
        let text = places.entry(at.unwrap_or(head)).or_default();
        let gap = if is_apart && at.is_some() { newline } else { "" };
        text.push_str(gap);
        for line in lines.lines() {
            text.push_str(newline);
            text.push_str(indent);
            text.push_str(line);
        }
        if is_apart && at.is_none() {
            text.push_str(newline);
        }
    }
    let splice = |(at, text)| Splice {
        at: Span::new(at, at),
        text,
    };
    Ok(places.into_iter().map(splice).collect())
}

/// The blanks in front of a key that stands first on its line.
fn indent_of(text: &str, at: usize) -> Option<&str> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let front = &text[line..at];
    front.bytes().all(|byte| byte == b' ').then_some(front)
}
