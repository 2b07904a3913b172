//! A finding as plain data: no color, no format, no printing. Rules and the parser make them, renderers
//! show them.

use crate::text::{FileSpan, Span};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be mended.
    Warn,
    /// The file cannot be trusted, or a commitment lacks cover.
    Error,
}

impl Severity {
    /// The word used in settings, options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warn => "warn",
            Severity::Error => "error",
        }
    }
}

/// A place in a file and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub at: FileSpan,
    /// What, in a few words; may be empty.
    pub message: String,
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes to replace; an empty span inserts.
    pub at: FileSpan,
    /// The new text.
    pub text: String,
}

/// A repair that is certain: it may be applied without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, starting with a verb.
    pub title: String,
    /// Its edits, which do not overlap.
    pub edits: Vec<TextEdit>,
}

/// One finding about the user's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// One short phrase that names the item and gives the fact with its figure.
    pub message: String,
    /// The nearest fix, starting with a verb.
    pub help: Option<String>,
    /// The item it is about (`ga`, `ga.incident-playbook`, `charter`).
    pub id: Option<String>,
    /// The field it is about; with rule and item it identifies the finding over time.
    pub field: Option<String>,
    /// Where to look first; absent only where there is no file at all.
    pub at: Option<FileSpan>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// A certain repair.
    pub fix: Option<Fix>,
    /// Whether the change introduced it: `Some(false)` for one that the base or a baseline already has, which
    /// is listed and cannot fail; `None` where there is nothing to compare with.
    pub new: Option<bool>,
}

impl Diagnostic {
    /// An error without help or item, to be completed by the `with_` functions.
    pub fn new(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: Severity::Error,
            message: short(message.into()),
            help: None,
            id: None,
            field: None,
            at: None,
            related: Vec::new(),
            fix: None,
            new: None,
        }
    }

    /// Sets the severity.
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Sets the place.
    pub fn with_at(mut self, at: FileSpan) -> Self {
        self.at = Some(at);
        self
    }

    /// Sets the help.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(short(help.into()));
        self
    }

    /// Sets the item.
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the field.
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Adds a second place.
    pub fn with_label(mut self, at: FileSpan, message: impl Into<String>) -> Self {
        self.related.push(Label {
            at,
            message: message.into(),
        });
        self
    }

    /// Sets a fix of one replacement in the file of the finding.
    pub fn with_replacement(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        if let Some(at) = self.at {
            self.fix = Some(Fix {
                title: title.into(),
                edits: vec![TextEdit {
                    at: FileSpan { file: at.file, span },
                    text: text.into(),
                }],
            });
        }
        self
    }
}

/// The longest word, and the longest sentence, that is shown in full, in characters.
const LONGEST: (usize, usize) = (160, 1000);

/// A sentence that quotes a page of text as a word, cut to what can be read.
pub(crate) fn short(text: String) -> String {
    let (word, all) = LONGEST;
    if text.len() <= word || (text.len() <= all && text.split(' ').all(|part| part.len() <= word)) {
        return text;
    }
    let mut cut = String::new();
    let (mut length, mut shown) = (0, 0);
    for c in text.chars() {
        length = if c == ' ' { 0 } else { length + 1 };
        if length > word {
            continue;
        }
        shown += 1;
        cut.push(if length == word || shown > all { '…' } else { c });
        if shown > all {
            break;
        }
    }
    cut
}

/// Comparisons that suggestions may take in all: where a whole file is missing, tens of thousands of ids are
/// unknown, and each would be held against all that are there.
const MOST_COMPARISONS: usize = 2_000_000;

/// Suggestions for many misspelt words, as long as they do not take too long.
#[derive(Debug, Default)]
pub struct Suggestions {
    compared: usize,
}

impl Suggestions {
    /// The nearest of what is known, as [`did_you_mean`] has it.
    pub fn nearest<'k, I: IntoIterator<Item = &'k str>>(
        &mut self,
        word: &str,
        known: impl FnOnce() -> I,
    ) -> Option<&'k str> {
        if self.compared > MOST_COMPARISONS {
            return None;
        }
        let compared = &mut self.compared;
        did_you_mean(word, known().into_iter().inspect(|_| *compared += 1))
    }
}

/// The nearest of `known` to a misspelt `word`: at most three edits and a third of its length, letter
/// case ignored; ties go to the one that sorts first.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let letters = Letters::of(&word);
    known
        .into_iter()
        .filter(|candidate| letters.is_within(limit, candidate))
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often each letter stands in a word: two words that differ by more letters than edits could change are
/// not near each other, and need no closer look.
struct Letters {
    counts: [i32; 32],
    is_ascii: bool,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut counts = [0; 32];
        for byte in word.bytes() {
            counts[usize::from(byte & 31)] += 1;
        }
        Letters {
            counts,
            is_ascii: word.is_ascii(),
        }
    }

    /// Whether `edits` edits could make the other word of this one, as far as letters tell: an edit takes away
    /// one letter and adds another. The lower five bits of an ASCII letter are the same in both cases.
    fn is_within(&self, edits: usize, other: &str) -> bool {
        let other = Letters::of(other);
        if !self.is_ascii || !other.is_ascii {
            return true;
        }
        let differing: i32 = self
            .counts
            .iter()
            .zip(&other.counts)
            .map(|(ours, theirs)| (ours - theirs).abs())
            .sum();
        differing <= 2 * edits as i32
    }
}

/// Whether a misspelt `word` can only stand for `near`, so that it may be replaced without asking: no other
/// of `known` is as near, and both hold the same figures (`phase-3` is no misspelling of `phase-2`).
pub fn is_certain<'k>(word: &str, near: &str, known: impl IntoIterator<Item = &'k str>) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let word = word.to_lowercase();
    let letters = Letters::of(&word);
    let distance = |other: &str| strsim::osa_distance(&word, &other.to_lowercase());
    let nearest = distance(near);
    digits(&word) == digits(near)
        && known
            .into_iter()
            .all(|other| other == near || !letters.is_within(nearest, other) || distance(other) > nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_rule_out_no_word_that_is_near(a in "[a-dA-D-]{0,9}", b in "[a-dA-Dé-]{0,9}") {
            let distance = strsim::osa_distance(&a.to_lowercase(), &b.to_lowercase());
            for edits in distance..4 {
                prop_assert!(Letters::of(&a.to_lowercase()).is_within(edits, &b));
            }
        }
    }

    #[test]
    fn a_page_of_text_is_cut_and_a_sentence_is_not() {
        let path = format!("spec {}: no such file", "docs/".repeat(30));
        assert_eq!(short(path.clone()), path, "150 characters in one word");
        let cut = short(format!("owner {}: no such person", "é".repeat(9000)));
        assert_eq!(cut, format!("owner {}… no such person", "é".repeat(159)));
        assert_eq!(short("b ".repeat(9000)), format!("{}…", "b ".repeat(500)));
    }

    #[test]
    fn a_repair_is_certain_only_where_one_word_is_nearest() {
        assert!(is_certain("prya", "priya", ["priya", "jonas"]));
        assert!(!is_certain("chin", "chen", ["chen", "chan"]), "two are as near");
        assert!(
            !is_certain("phase-3", "phase-2", ["phase-2"]),
            "figures are no typing errors"
        );
        assert!(is_certain("owenr", "owner", ["owner", "over"]));
    }
}
