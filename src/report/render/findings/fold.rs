//! Missing fields fold: what a rule about them finds at three or more items of one file is told in one line, so
//! that the first day with a program is no wall.

use crate::checks::find;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::FileId;
use rustc_hash::{FxHashMap, FxHashSet};

/// From how many items on a rule is told in one line.
const LEAST: usize = 3;

/// Several findings told in one line.
#[derive(Debug)]
pub(super) struct Folded<'f> {
    /// The first of them.
    pub(super) first: &'f Diagnostic,
    /// What is said of them behind their number.
    pub(super) words: &'static str,
    /// How many items they are about.
    pub(super) number: usize,
}

/// The findings that are told each on its own, and the rest by rule, file, level and age, in the order of
/// their first.
pub(super) fn fold(findings: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<Folded<'_>>) {
    type Key<'f> = (&'f str, Option<FileId>, Severity, Option<bool>);
    let key = |found: &Diagnostic| -> Key<'static> {
        (found.rule, found.at.map(|at| at.file), found.severity, found.new)
    };
    let words = |found: &Diagnostic| find(found.rule).and_then(|rule| rule.folded);
    let mut numbers: FxHashMap<Key<'_>, usize> = FxHashMap::default();
    let mut seen: FxHashSet<(Key<'_>, &str)> = FxHashSet::default();
    for found in findings.iter().filter(|found| words(found).is_some()) {
        let is_new = found.id.as_deref().is_none_or(|id| seen.insert((key(found), id)));
        *numbers.entry(key(found)).or_default() += usize::from(is_new);
    }
    let (mut alone, mut folded) = (Vec::new(), Vec::new());
    for found in findings {
        match (numbers.get_mut(&key(found)), words(found)) {
            // Told with the first of them.
            (Some(0), _) => {}
            (Some(number), Some(words)) if *number >= LEAST => folded.push(Folded {
                first: found,
                words,
                number: std::mem::take(number),
            }),
            _ => alone.push(found),
        }
    }
    (alone, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_of_a_kind_are_one_line_and_two_are_two() {
        let missing = |new| {
            let mut found = Diagnostic::new("missing-owner", "x has no owner");
            found.new = new;
            found
        };
        let other = Diagnostic::new("cycle", "a → b → a");
        let findings = [
            missing(None),
            other.clone(),
            missing(None),
            missing(None),
            missing(Some(true)),
        ];
        let (alone, folded) = fold(&findings);
        assert_eq!(alone, [&other, &findings[4]]);
        assert_eq!(folded.len(), 1);
        assert_eq!(folded[0].number, 3);
        assert_eq!(fold(&findings[1..3]).0.len(), 2);
        // Three findings about two items are not three items.
        let of = |id| missing(None).with_id(id);
        let findings = [of("a"), of("a"), of("b")];
        assert_eq!(fold(&findings).0.len(), 3);
        let findings = [of("a"), of("a"), of("b"), of("c")];
        let (alone, folded) = fold(&findings);
        assert_eq!((alone.len(), folded[0].number), (0, 3));
    }
}
