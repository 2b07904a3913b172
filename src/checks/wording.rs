//! What a sentence holds that can be checked: a number, a thing to look at, somebody who signs. English words;
//! a sentence in another language is never called vague.

/// A text in quotation marks, short enough to stand in a sentence.
pub(super) fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return format!("\"{text}\"");
    }
    let start: String = text.chars().take(59).collect();
    format!("\"{start}…\"")
}

/// Whether a text names a number, in digits or as a word.
pub(super) fn has_number(text: &str) -> bool {
    text.chars().any(char::is_numeric) || words(text).any(|word| NUMBERS.contains(&word.as_str()))
}

/// Whether a criterion rests on a word that everybody reads differently, and on nothing else.
pub(super) fn is_vague(text: &str) -> bool {
    let words: Vec<String> = words(text).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let lower = words.join(" ");
    if PHRASES.iter().any(|phrase| lower == *phrase) {
        return true;
    }
    let is_open = has(VAGUE) || PHRASES.iter().any(|phrase| lower.contains(phrase));
    is_open && !has_number(text) && !has(ALL) && !has(SEEN) && !has(SIGNED) && !has_address(text)
}

/// Whether a text names a path, a file or a web address.
fn has_address(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '`'));
        let has_extension = word.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty()
                && (2..=5).contains(&extension.len())
                && extension.chars().all(char::is_alphanumeric)
        });
        word.contains("://") || word.matches('/').count() > 1 || has_extension
    })
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

const NUMBERS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "twenty", "thirty", "fifty", "hundred", "thousand", "million", "half", "quarter", "third",
    "twice", "once", "double", "dozen",
];

/// All or none is a number too, where something is counted.
const ALL: &[&str] = &[
    "all", "every", "each", "no", "none", "nobody", "nothing", "both", "without",
];

/// Things that can be looked at, and acts that leave one.
const SEEN: &[&str] = &[
    "report",
    "reports",
    "document",
    "documents",
    "documentation",
    "documented",
    "runbook",
    "runbooks",
    "dashboard",
    "dashboards",
    "suite",
    "test",
    "tests",
    "tested",
    "log",
    "logs",
    "logged",
    "list",
    "checklist",
    "ticket",
    "tickets",
    "certificate",
    "certificates",
    "contract",
    "invoice",
    "minutes",
    "screenshot",
    "recording",
    "demo",
    "demonstrated",
    "merged",
    "tagged",
    "published",
    "deployed",
    "released",
    "benchmark",
    "alert",
    "alerts",
    "green",
];

const SIGNED: &[&str] = &[
    "signed",
    "signs",
    "sign",
    "signature",
    "sign-off",
    "signoff",
    "signed-off",
    "approved",
    "approves",
    "approval",
    "accepted",
    "accepts",
    "confirmed",
    "confirms",
    "agreed",
    "agrees",
    "attested",
    "certified",
    "audited",
    "assessor",
    "auditor",
];

const VAGUE: &[&str] = &[
    "works",
    "working",
    "work",
    "good",
    "fine",
    "nice",
    "ok",
    "okay",
    "great",
    "acceptable",
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "satisfactory",
    "sufficient",
    "sufficiently",
    "reasonable",
    "reasonably",
    "robust",
    "stable",
    "fast",
    "faster",
    "quick",
    "quickly",
    "responsive",
    "smooth",
    "smoothly",
    "seamless",
    "seamlessly",
    "user-friendly",
    "intuitive",
    "easy",
    "ready",
    "done",
    "complete",
    "completed",
    "finished",
    "better",
    "improved",
    "properly",
    "correctly",
    "successfully",
    "successful",
    "efficient",
    "efficiently",
    "scalable",
    "reliable",
    "happy",
    "enough",
    "usable",
];

const PHRASES: &[&str] = &[
    "as needed",
    "as required",
    "as appropriate",
    "as expected",
    "as necessary",
    "if needed",
    "if necessary",
    "all good",
    "looks good",
    "look good",
    "high quality",
    "state of the art",
    "best effort",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vague_word_alone_is_vague() {
        for text in [
            "Works",
            "It works as expected",
            "good performance",
            "All good",
            "Looks good",
            "Scaled as needed",
            "Migration complete",
            "The team is happy",
        ] {
            assert!(is_vague(text), "{text}");
        }
    }

    #[test]
    fn a_number_a_thing_a_signer_or_all_of_them_can_be_checked() {
        for text in [
            "Works on 14 hosts",
            "Two people have done it once",
            "Every page has a runbook and works",
            "Stable: dashboard green for a week",
            "Good enough, signed by finance",
            "Works, see docs/load/report.md",
            "Works, see https://example.com/run",
            "Ready without help",
            "Rows match the ledger",
            "Legacy acquirer switched off",
            "",
            "Работает",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }

    #[test]
    fn long_texts_are_cut_and_lines_joined() {
        assert_eq!(quoted("two\n lines"), "\"two lines\"");
        assert_eq!(quoted(&"ä".repeat(61)), format!("\"{}…\"", "ä".repeat(59)));
        assert_eq!(quoted(&"ä".repeat(60)), format!("\"{}\"", "ä".repeat(60)));
    }
}
