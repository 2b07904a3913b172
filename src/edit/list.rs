//! Lists of an entity: entries put behind the last, or all of them replaced, in the layout that the list has.

use super::set::{Splice, Target, has_comment, line_end, newline, set_field};
use crate::parse::NodeRef;
use crate::text::Span;

/// The edit that puts entries behind those of a list; each is YAML on one line.
///
/// # Errors
/// When it cannot be done with certainty; in plain words.
pub fn extended(target: Target<'_>, field: &str, entries: &[String]) -> Result<Splice, String> {
    let found = target.value.get(field).filter(|(_, list)| !list.is_null());
    let Some((key, list)) = found else {
        return set_field(target, &[field], &format!("[{}]", entries.join(", ")));
    };
    if !list.is_sequence() {
        return Err(format!("{} is no list; edit it by hand", key.text()));
    }
    let whole = key.whole_source();
    let last = list.items().last();
    let (at, text) = match last {
        None => (list.span().start as usize + 1, entries.join(", ")),
        Some(last) if list.is_flow() => (last.span().end as usize, format!(", {}", entries.join(", "))),
        Some(last) => {
            let dash = dashed(last)
                .ok_or_else(|| format!("{} is laid out otherwise; edit it by hand", key.text()))?;
            let break_ = format!("{}{dash}", newline(whole, key.span().start as usize));
            let text = entries.iter().map(|entry| format!("{break_}{entry}")).collect();
            (line_end(whole, last.span().end as usize), text)
        }
    };
    Ok(Splice {
        at: Span::new(at, at),
        text,
    })
}

/// The edit that gives a list these entries and no others; each is YAML on one line.
///
/// # Errors
/// When it cannot be done without losing a comment; in plain words.
pub fn relisted(target: Target<'_>, field: &str, entries: &[String]) -> Result<Splice, String> {
    let found = target.value.get(field);
    let block = found.filter(|(_, list)| list.is_sequence() && !list.is_flow());
    let first = block.and_then(|(key, list)| Some((key, list, list.items().next()?)));
    let Some((key, list, first)) = first else {
        // Within brackets words that follow each other look like one text that a comma has cut.
        let quoted = entries.iter().map(|entry| match entry.starts_with('"') {
            true => entry.clone(),
            false => format!("\"{entry}\""),
        });
        return set_field(
            target,
            &[field],
            &format!("[{}]", quoted.collect::<Vec<_>>().join(", ")),
        );
    };
    let (start, end) = (first.span().start, list.span().end);
    if has_comment(target.document, key.span().end, end) {
        return Err(format!("a comment stands in {}; edit it by hand", key.text()));
    }
    let dash =
        dashed(first).ok_or_else(|| format!("{} is laid out otherwise; edit it by hand", key.text()))?;
    let break_ = format!("{}{dash}", newline(key.whole_source(), start as usize));
    Ok(Splice {
        at: Span::new(start as usize, end as usize),
        text: entries.join(&break_),
    })
}

/// What stands in front of an entry on its line: blanks, a dash, and blanks.
fn dashed(entry: NodeRef<'_>) -> Option<&str> {
    let whole = entry.whole_source();
    let start = entry.span().start as usize;
    let line = whole[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let front = &whole[line..start];
    let blanks = front.trim_start_matches(' ').strip_prefix('-')?;
    blanks.bytes().all(|byte| byte == b' ').then_some(front)
}
