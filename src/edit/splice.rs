//! Replacing bytes of a text.

use super::set::Splice;
use crate::diagnostic::TextEdit;
use crate::text::{FileId, FileSpan};

/// The text with the edits made, which are sorted and do not overlap.
pub fn spliced(text: &str, edits: &[&TextEdit]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.at.span.start as usize, edit.at.span.end as usize);
        out.push_str(&text[at..start]);
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// The text with edits in any order made; nothing where one lies outside, or two are too close.
pub fn joined(file: FileId, text: &str, splices: Vec<Splice>) -> Option<String> {
    let edit = |splice: Splice| TextEdit {
        at: FileSpan {
            file,
            span: splice.at,
        },
        text: splice.text,
    };
    let mut edits: Vec<TextEdit> = splices.into_iter().map(edit).collect();
    edits.sort_by_key(|edit| edit.at.span);
    let edits: Vec<&TextEdit> = edits.iter().collect();
    is_sound(text, &edits).then(|| spliced(text, &edits))
}

/// Whether sorted edits lie in the text, on character boundaries, and one behind the other. Two that touch are
/// too close: which of them an insertion belongs to could not be said.
pub(super) fn is_sound(text: &str, edits: &[&TextEdit]) -> bool {
    let mut last = None;
    edits.iter().all(|edit| {
        let (start, end) = (edit.at.span.start as usize, edit.at.span.end as usize);
        let is_behind = last.is_none_or(|last| start > last);
        last = Some(end);
        is_behind && start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit {
            at: FileSpan {
                file: FileId(0),
                span: Span::new(start, end),
            },
            text: text.into(),
        }
    }

    #[test]
    fn only_the_bytes_of_the_edits_change() {
        let edits = [edit(0, 5, "owner"), edit(7, 11, "priya")];
        let edits: Vec<&TextEdit> = edits.iter().collect();
        assert_eq!(spliced("owenr: prya # é\r\n", &edits), "owner: priya # é\r\n");
    }

    #[test]
    fn edits_that_overlap_or_split_a_letter_are_unsound() {
        let sound = |edits: &[TextEdit]| is_sound("é: abc", &edits.iter().collect::<Vec<_>>());
        assert!(sound(&[edit(0, 2, "x"), edit(4, 5, "y")]));
        assert!(!sound(&[edit(1, 2, "x")]));
        assert!(!sound(&[edit(4, 6, "x"), edit(5, 7, "y")]));
        assert!(!sound(&[edit(4, 4, "x"), edit(4, 5, "y")]));
        assert!(!sound(&[edit(4, 99, "x")]));
    }
}
