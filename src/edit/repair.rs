//! Certain repairs, made where reading the result proves that they changed what they say and nothing else.

use super::splice::{is_sound, spliced};
use crate::diagnostic::{Diagnostic, Fix, TextEdit};
use crate::parse::{self, Document, NodeRef};
use crate::text::{FileId, SourceFile, Sources};
use std::collections::BTreeMap;

/// How often a file is read again to find out which of its repairs go wrong; the rest is left alone.
const MOST_TRIES: usize = 64;

/// Files with repairs made.
#[derive(Debug, Default)]
pub struct Repaired<'f> {
    /// The new texts of the files that change.
    pub texts: BTreeMap<FileId, String>,
    /// The findings that were repaired, in the order given.
    pub made: Vec<&'f Diagnostic>,
    /// The findings whose repair overlaps another, or would break the file.
    pub skipped: Vec<&'f Diagnostic>,
}

/// Makes the repairs that the findings carry; of repairs that overlap the first stays.
pub fn repair<'f>(findings: &'f [Diagnostic], sources: &Sources) -> Repaired<'f> {
    let mut by_file: BTreeMap<FileId, Vec<(&'f Diagnostic, &'f Fix)>> = BTreeMap::new();
    let mut repaired = Repaired::default();
    for found in findings {
        let Some(fix) = &found.fix else { continue };
        let Some(file) = fix.edits.first().map(|edit| edit.at.file) else {
            continue;
        };
        // A repair of several files could be half made; none is certain enough for that.
        if fix.edits.iter().any(|edit| edit.at.file != file) {
            repaired.skipped.push(found);
        } else {
            by_file.entry(file).or_default().push((found, fix));
        }
    }
    for (file, fixes) in by_file {
        let (fixes, overlapping) = apart(fixes);
        repaired.skipped.extend(overlapping);
        let mut mending = Mending {
            source: sources.file(file),
            kept: Vec::new(),
            tries: MOST_TRIES,
            skipped: Vec::new(),
        };
        mending.keep(&fixes);
        let edits = mending.edits(&[]);
        if !edits.is_empty() {
            let text = spliced(&mending.source.text, &edits);
            repaired.texts.insert(file, text);
        }
        repaired.made.extend(mending.kept.iter().map(|(found, _)| *found));
        repaired.skipped.extend(mending.skipped);
    }
    repaired
}

type Repair<'f> = (&'f Diagnostic, &'f Fix);

/// The repairs that do not overlap one before them, and the findings of the others. Two findings with the
/// same repair (of a mapping that an alias shows twice) share it.
fn apart(fixes: Vec<Repair<'_>>) -> (Vec<Repair<'_>>, Vec<&Diagnostic>) {
    let mut taken: BTreeMap<u32, (u32, &Fix)> = BTreeMap::new();
    let (mut kept, mut overlapping) = (Vec::new(), Vec::new());
    for (found, fix) in fixes {
        let spans = || fix.edits.iter().map(|edit| edit.at.span);
        let before = |end: u32| taken.range(..=end).next_back();
        let is_same = spans().all(|span| {
            taken
                .get(&span.start)
                .is_some_and(|(end, other)| *end == span.end && other.edits == fix.edits)
        });
        let is_free = spans().all(|span| before(span.end).is_none_or(|(_, (end, _))| *end < span.start));
        if is_same {
            kept.push((found, fix));
        } else if is_free {
            taken.extend(spans().map(|span| (span.start, (span.end, fix))));
            kept.push((found, fix));
        } else {
            overlapping.push(found);
        }
    }
    (kept, overlapping)
}

/// One file on its way to a better text.
struct Mending<'s, 'f> {
    source: &'s SourceFile,
    kept: Vec<Repair<'f>>,
    tries: usize,
    skipped: Vec<&'f Diagnostic>,
}

impl<'f> Mending<'_, 'f> {
    /// Keeps as many of the repairs as prove right together with those kept already: all at once, or else
    /// one half and then the other.
    fn keep(&mut self, fixes: &[Repair<'f>]) {
        if fixes.is_empty() {
            return;
        }
        if self.tries > 0 && self.is_right(fixes) {
            self.kept.extend_from_slice(fixes);
            return;
        }
        if self.tries == 0 || fixes.len() == 1 {
            self.skipped.extend(fixes.iter().map(|(found, _)| *found));
            return;
        }
        let (first, second) = fixes.split_at(fixes.len() / 2);
        self.keep(first);
        self.keep(second);
    }

    /// The edits of what is kept and of these, sorted, each once.
    fn edits(&self, more: &[Repair<'f>]) -> Vec<&'f TextEdit> {
        let fixes = self.kept.iter().chain(more);
        let mut edits: Vec<&TextEdit> = fixes.flat_map(|(_, fix)| &fix.edits).collect();
        edits.sort_by_key(|edit| edit.at.span);
        edits.dedup();
        edits
    }

    /// Whether the file, read again with the edits made, holds what it held, new values at the places of the
    /// edits, and no fault of form that it had not.
    fn is_right(&mut self, fixes: &[Repair<'f>]) -> bool {
        self.tries -= 1;
        let edits = self.edits(fixes);
        if !is_sound(&self.source.text, &edits) {
            return false;
        }
        let after = SourceFile::new(self.source.path.as_str(), spliced(&self.source.text, &edits));
        let file = FileId(0);
        let (old, old_faults) = parse::document(file, self.source);
        let (new, new_faults) = parse::document(file, &after);
        new_faults.len() <= old_faults.len() && is_same(&old, &new, &edits)
    }
}

/// Whether two documents are the same node by node, but for scalars at the places of the edits, which must be
/// what the edits wrote there.
pub(super) fn is_same(old: &Document, new: &Document, edits: &[&TextEdit]) -> bool {
    if old.nodes().len() != new.nodes().len() {
        return false;
    }
    let mut edits = edits.iter().peekable();
    old.nodes().zip(new.nodes()).all(|(old, new)| {
        while edits
            .peek()
            .is_some_and(|edit| edit.at.span.end <= old.span().start && edit.at.span != old.span())
        {
            edits.next();
        }
        match edits.peek() {
            Some(edit) if edit.at.span == old.span() => new.is_scalar() && new.source() == edit.text,
            _ => is_like(old, new),
        }
    })
}

fn is_like(old: NodeRef<'_>, new: NodeRef<'_>) -> bool {
    old.style() == new.style()
        && old.is_sequence() == new.is_sequence()
        && old.is_flow() == new.is_flow()
        && old.text() == new.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileSpan, Span};

    /// Repairs that put `new` for the first `old` in the text.
    fn repaired(text: &str, repairs: &[(&str, &str)]) -> (String, usize) {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("plan.yaml", text));
        let findings: Vec<Diagnostic> = repairs
            .iter()
            .map(|(old, new)| {
                let start = text.find(old).unwrap();
                let span = Span::new(start, start + old.len());
                Diagnostic::new("unknown-field", "x")
                    .with_at(FileSpan { file, span })
                    .with_replacement("write it", span, *new)
            })
            .collect();
        let mut repaired = repair(&findings, &sources);
        let text = repaired.texts.remove(&file).unwrap_or_else(|| text.to_owned());
        (text, repaired.skipped.len())
    }

    #[test]
    fn everything_but_the_repaired_words_stays() {
        let text = "# plan\r\nga: {owenr: prya,  due: 2026-01-02}   # soon\r\n";
        let (after, skipped) = repaired(text, &[("prya", "priya"), ("owenr", "owner")]);
        assert_eq!(
            after,
            "# plan\r\nga: {owner: priya,  due: 2026-01-02}   # soon\r\n"
        );
        assert_eq!(skipped, 0);
    }

    #[test]
    fn a_repair_that_would_double_a_key_is_left_and_the_others_are_made() {
        let text = "ga:\n  owner: jonas\n  ownr: prya\n  dua: x\n";
        let (after, skipped) = repaired(text, &[("ownr", "owner"), ("prya", "priya"), ("dua", "due")]);
        assert_eq!(after, "ga:\n  owner: jonas\n  ownr: priya\n  due: x\n");
        assert_eq!(skipped, 1);
    }

    #[test]
    fn of_overlapping_repairs_the_first_is_made() {
        let (after, skipped) = repaired("a: [one]\n", &[("[one]", "two"), ("one", "three")]);
        // A list is no scalar: the first is refused too, since it says more than one word.
        assert_eq!((after.as_str(), skipped), ("a: [one]\n", 2));
        let (after, skipped) = repaired("a: one\n", &[("one", "two"), ("ne", "x")]);
        assert_eq!((after.as_str(), skipped), ("a: two\n", 1));
    }

    #[test]
    fn what_would_be_read_as_something_else_is_left() {
        for new in ["two: x", "[x]", "two # x", "'two", "two\n b: 1"] {
            let (after, skipped) = repaired("a: one\n", &[("one", new)]);
            assert_eq!((after.as_str(), skipped), ("a: one\n", 1), "{new}");
        }
    }
}
