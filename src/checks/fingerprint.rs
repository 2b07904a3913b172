//! What a finding is called over time: by its rule, program, item and field, never by a line or a message, so
//! that moving an item or sharpening a sentence makes no new finding.
//!
//! One identity serves everywhere a finding is recognized again: in baseline files, in SARIF and in GitLab's
//! report. Findings that agree in all four parts are numbered in the order in which they stand in the files.

use crate::diagnostic::Diagnostic;
use crate::text::Sources;
use rustc_hash::FxHashMap;
use std::fmt::{self, Write};

/// The identity of a finding; equal ones mean the same finding at another time. Shown as one line of four
/// or five words, which its `hash` sums up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    rule: String,
    /// Program, item and field, each without spaces, with a number from the second of equals on.
    rest: String,
}

impl Fingerprint {
    /// The fingerprint that a line tells, as [`fmt::Display`] writes it and with or without a hash behind it;
    /// `canonical` gives today's name of a rule. `None` where the line has not the four words.
    pub fn read(line: &str, canonical: impl Fn(&str) -> Option<&'static str>) -> Option<Fingerprint> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [rule, program, item, field, ..] = words.as_slice() else {
            return None;
        };
        Some(Fingerprint {
            rule: canonical(rule).unwrap_or(rule).to_owned(),
            rest: format!("{program} {item} {field}"),
        })
    }

    /// The program that the finding is in.
    pub fn program(&self) -> &str {
        self.rest.split(' ').next().unwrap_or_default()
    }

    /// Sixteen hexadecimal digits: FNV-1a of the line, 64 bits.
    pub fn hash(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in self.to_string().bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        format!("{hash:016x}")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rule, self.rest)
    }
}

/// The word by which fingerprints name a program.
pub fn program_word(id: &str) -> String {
    word(id)
}

/// The fingerprints of findings, each given with the program's id and files, in the same order. All that are
/// shown together must be given together, so that no two are equal.
pub fn fingerprints<'f>(
    findings: impl IntoIterator<Item = (&'f str, &'f Sources, &'f Diagnostic)>,
) -> Vec<Fingerprint> {
    let findings: Vec<_> = findings.into_iter().collect();
    let mut order: Vec<usize> = (0..findings.len()).collect();
    let place = |at: usize| {
        let (_, sources, found) = findings[at];
        found.at.map(|at| (sources.file(at.file).path.as_str(), at.span))
    };
    order.sort_by(|a, b| place(*a).cmp(&place(*b)));
    let mut all: Vec<Option<Fingerprint>> = vec![None; findings.len()];
    let mut seen: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for at in order {
        let (program, sources, found) = findings[at];
        let mut fingerprint = of(program, sources, found);
        let number = seen.entry(fingerprint.clone()).or_default();
        *number += 1;
        if *number > 1 {
            let _ = write!(fingerprint.rest, ":{number}");
        }
        all[at] = Some(fingerprint);
    }
    all.into_iter().flatten().collect()
}

fn of(program: &str, sources: &Sources, found: &Diagnostic) -> Fingerprint {
    let file = || found.at.map_or("", |at| sources.file(at.file).path.as_str());
    let item = found.id.as_deref().filter(|id| !id.is_empty());
    let item = item.unwrap_or_else(file);
    let field = found.field.as_deref().unwrap_or_default();
    Fingerprint {
        rule: found.rule.to_owned(),
        rest: format!("{} {} {}", word(program), word(item), word(field)),
    }
}

/// A text as one word that is never empty: spaces, controls, `%` and `:` are written as `%3A`.
fn word(text: &str) -> String {
    if text.is_empty() {
        return "-".to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let plain = !c.is_whitespace() && !c.is_control() && !matches!(c, '%' | ':' | '\u{feff}');
        if plain {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, FileSpan, SourceFile, Span};

    fn found(start: usize, field: &str, message: &str) -> Diagnostic {
        let at = FileSpan {
            file: FileId(0),
            span: Span::new(start, start + 1),
        };
        Diagnostic::new("missing-owner", message)
            .with_at(at)
            .with_id("ga")
            .with_field(field)
    }

    fn lines(findings: &[Diagnostic]) -> Vec<String> {
        let mut sources = Sources::default();
        sources.add(SourceFile::new("plan.yaml", "one\ntwo\nthree\n"));
        fingerprints(findings.iter().map(|found| ("atlas", &sources, found)))
            .iter()
            .map(Fingerprint::to_string)
            .collect()
    }

    #[test]
    fn neither_line_nor_message_is_part_of_the_identity() {
        assert_eq!(lines(&[found(0, "owner", "a")]), lines(&[found(8, "owner", "b")]));
        assert_ne!(lines(&[found(0, "owner", "a")]), lines(&[found(0, "due", "a")]));
    }

    #[test]
    fn equals_are_numbered_as_they_stand_in_the_file() {
        assert_eq!(
            lines(&[found(8, "needs", "later"), found(0, "needs", "earlier")]),
            ["missing-owner atlas ga needs:2", "missing-owner atlas ga needs"]
        );
    }

    #[test]
    fn a_hostile_field_stays_one_word_and_a_line_reads_back() {
        let line = lines(&[found(0, "a b\n% :", "x")]).remove(0);
        assert_eq!(line, "missing-owner atlas ga a%20b%0A%25%20%3A");
        let read = Fingerprint::read(&format!("{line} 0123456789abcdef"), |_| None).unwrap();
        assert_eq!(read.to_string(), line);
        let renamed = Fingerprint::read("no-owner atlas ga owner", |_| Some("missing-owner")).unwrap();
        assert_eq!(renamed.to_string(), "missing-owner atlas ga owner");
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        let fingerprint = Fingerprint {
            rule: "foo".into(),
            rest: "bar".into(),
        };
        // Worked out by a separate program that gives the published 85944171f73967e8 for "foobar".
        assert_eq!(fingerprint.hash(), "5fd13fcc22c814ca");
    }
}
