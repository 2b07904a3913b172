//! The comments of a file: `#` that stands in no scalar.

use super::Document;
use crate::text::Span;

/// Span and text (after the `#`, trimmed) of each comment, in the order of the file.
pub fn comments(document: &Document) -> Vec<(Span, &str)> {
    let text: &str = &document.text;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut gap = |from: usize, to: usize| {
        let mut at = from;
        while at < to {
            let is_start =
                bytes[at] == b'#' && (at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'\r'));
            if !is_start {
                at += 1;
                continue;
            }
            let end = text[at..]
                .find(['\n', '\r'])
                .map_or(text.len(), |length| at + length);
            found.push((Span::new(at, end), text[at + 1..end].trim()));
            at = end;
        }
    };
    for scalar in document.scalars() {
        let start = scalar.start as usize;
        if start >= at {
            gap(at, start);
        }
        at = at.max(scalar.end as usize);
    }
    gap(at, text.len());
    found
}
