//! A change of one file as a unified diff, as `git apply` takes it.

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

/// Where the texts differ. Repairs replace words, so line stands against line; a text with more or fewer
/// lines differs in one place, between what begins and what ends alike.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    if old.len() == new.len() {
        let mut changes: Vec<Change> = Vec::new();
        for at in (0..old.len()).filter(|at| old[*at] != new[*at]) {
            match changes.last_mut() {
                Some((before, after)) if before.end == at => {
                    (before.end, after.end) = (at + 1, at + 1);
                }
                _ => changes.push((at..at + 1, at..at + 1)),
            }
        }
        return changes;
    }
    let shorter = old.len().min(new.len());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let start = same(&mut old.iter().zip(new));
    let end = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter - start);
    vec![(start..old.len() - end, start..new.len() - end)]
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
    fn a_hostile_path_is_quoted() {
        let text = unified("a\n::error::\u{1b}\".yaml", "a\n", "b\n");
        assert!(
            text.starts_with("--- \"a/a\\012::error::\\033\\\".yaml\"\n"),
            "{text}"
        );
    }
}
