//! A change of one file as a unified diff, as `git apply` takes it.

use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::ops::Range;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The change from one text of a file to another; empty where there is none.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (old, new) = (lines(old), lines(new));
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- {}\n+++ {}\n", name("a", path), name("b", path));
    let mut from = 0;
    while from < changes.len() {
        let mut to = from + 1;
        while to < changes.len() && changes[to].0.start <= changes[to - 1].0.end + 2 * CONTEXT {
            to += 1;
        }
        hunk(&mut out, &old, &new, &changes[from..to]);
        from = to;
    }
    out
}

/// Lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A run of old lines and the new ones in its place.
type Change = (Range<usize>, Range<usize>);

/// Where the texts differ. Lines that stand once in both are where they meet, as many of them as keep their
/// order; between two of them line stands against line if there are as many, and else block against block.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let (mut from, mut to) = (0, 0);
    let meetings = meetings(old, new).into_iter();
    for (at, is) in meetings.chain([(old.len(), new.len())]) {
        between(old, new, (from..at, to..is), &mut changes);
        (from, to) = (at, is);
    }
    changes
}

/// The changes between two meetings.
fn between(old: &[&str], new: &[&str], (before, after): Change, changes: &mut Vec<Change>) {
    let mut add = |gone: Range<usize>, come: Range<usize>| match changes.last_mut() {
        Some((before, after)) if before.end == gone.start && after.end == come.start => {
            (before.end, after.end) = (gone.end, come.end);
        }
        _ => changes.push((gone, come)),
    };
    if before.len() == after.len() {
        for (at, is) in before.zip(after).filter(|(at, is)| old[*at] != new[*is]) {
            add(at..at + 1, is..is + 1);
        }
        return;
    }
    let shorter = before.len().min(after.len());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old[before.clone()], &new[after.clone()]);
    let start = same(&mut gone.iter().zip(come));
    let end = same(&mut gone.iter().rev().zip(come.iter().rev())).min(shorter - start);
    add(
        before.start + start..before.end - end,
        after.start + start..after.end - end,
    );
}

/// Pairs of equal lines that stand once in either text: the longest row of them that rises in both.
fn meetings<'l>(old: &[&'l str], new: &[&'l str]) -> Vec<(usize, usize)> {
    let once = |lines: &[&'l str]| {
        let mut places: FxHashMap<&'l str, Option<usize>> = FxHashMap::default();
        for (at, line) in lines.iter().enumerate() {
            let place = places.entry(*line);
            place.and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let places = once(new);
    let mut pairs: Vec<(usize, usize)> = once(old)
        .into_iter()
        .filter_map(|(line, at)| Some((at?, places.get(line).copied()??)))
        .collect();
    pairs.sort_unstable();
    // For each length the row that ends lowest; each pair remembers the one before it in its row.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; pairs.len()];
    for (number, (_, is)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *is);
        previous[number] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(number) = at {
        row.push(pairs[number]);
        at = previous[number];
    }
    row.reverse();
    row
}

fn hunk(out: &mut String, old: &[&str], new: &[&str], changes: &[Change]) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
        return;
    };
    let before = first.0.start.min(CONTEXT);
    let after = (old.len() - last.0.end).min(CONTEXT);
    let was = first.0.start - before..last.0.end + after;
    let is = first.1.start - before..last.1.end + after;
    let _ = writeln!(out, "@@ -{} +{} @@", extent(&was), extent(&is));
    let mut at = was.start;
    for (gone, come) in changes {
        old[at..gone.start].iter().for_each(|text| line(out, ' ', text));
        old[gone.clone()].iter().for_each(|text| line(out, '-', text));
        new[come.clone()].iter().for_each(|text| line(out, '+', text));
        at = gone.end;
    }
    old[at..was.end].iter().for_each(|text| line(out, ' ', text));
}

/// `12,7`; of no lines, the number of the line before.
fn extent(lines: &Range<usize>) -> String {
    let start = if lines.is_empty() {
        lines.start
    } else {
        lines.start + 1
    };
    format!("{start},{}", lines.len())
}

fn line(out: &mut String, mark: char, text: &str) {
    out.push(mark);
    out.push_str(text);
    if !text.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

/// A path as git writes it, in quotes where it holds what would end the line or steer a terminal.
fn name(side: &str, path: &str) -> String {
    let plain = |c: char| !c.is_control() && c != '"' && c != '\\';
    if path.chars().all(plain) {
        // A tab ends the name, so that spaces in it are read.
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}/{path}{end}");
    }
    let mut out = format!("\"{side}/");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            0x20..=0x7e => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected text is what `diff -u` prints for these two files, with git's names.
    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk";
        let new = "A\nb\nc\nd\ne\nf\ng\nh\ni\nj\nK";
        assert_eq!(
            unified("plan.yaml", old, new),
            "--- a/plan.yaml\n+++ b/plan.yaml\n@@ -1,4 +1,4 @@\n-a\n+A\n b\n c\n d\n@@ -8,4 +8,4 @@\n h\n i\n j\n-k\n\
             \\ No newline at end of file\n+K\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("plan.yaml", old, old), "");
    }

    #[test]
    fn added_and_dropped_lines_stand_between_what_is_alike() {
        assert_eq!(
            unified("p", "a\nb\n", "a\nx\ny\nb\n"),
            "--- a/p\n+++ b/p\n@@ -1,2 +1,4 @@\n a\n+x\n+y\n b\n"
        );
        assert_eq!(
            unified("p", "a\na\n", "a\n"),
            "--- a/p\n+++ b/p\n@@ -1,2 +1,1 @@\n a\n-a\n"
        );
        assert_eq!(unified("p", "", "a\n"), "--- a/p\n+++ b/p\n@@ -0,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn lines_that_moved_are_told_apart_from_those_that_stayed() {
        assert_eq!(
            unified(
                "p",
                "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n",
                "x\na\nb\nc\nd\ne\nf\ng\nh\nj\ni\n"
            ),
            "--- a/p\n+++ b/p\n@@ -1,3 +1,4 @@\n+x\n a\n b\n c\n@@ -6,5 +7,5 @@\n f\n g\n h\n-i\n j\n+i\n"
        );
    }

    #[test]
    fn a_hostile_path_is_quoted() {
        let text = unified("a\n::error::\u{1b}\".yaml", "a\n", "b\n");
        assert!(
            text.starts_with("--- \"a/a\\012::error::\\033\\\".yaml\"\n"),
            "{text}"
        );
    }
}
