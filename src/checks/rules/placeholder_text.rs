//! `placeholder-text`: a text that only holds a place.

use super::people;
use crate::checks::texts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;
use crate::text::FileSpan;
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "placeholder-text",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a text that only holds a place",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A text that only holds a place: TBD, TODO, ???, xxx, lorem ipsum, or the name of its own field.

It looks filled in to every rule and report, and tells the people who read them nothing.

```yaml
milestones:
  data-backfill:
    title: TBD
           ^^^
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
```

Write what is meant, or leave the field out until it is known:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    // A person who does not exist is told of as that.
    let unknown: FxHashSet<FileSpan> = people::unknown(facts)
        .filter_map(|(place, _)| facts.documents.find(place))
        .collect();
    texts::each(facts, |value| {
        if value.node.is_scalar()
            && !unknown.contains(&value.at())
            && is_placeholder(value.key, value.node.text())
        {
            let text = value.node.text().trim();
            found
                .at_span(
                    &value.id(),
                    value.at(),
                    format!("{}: {} is \"{text}\"", value.id(), value.key),
                )
                .field(value.field)
                .help("write what is meant, or leave it out until it is known");
        }
    });
}

/// Words that stand for one that is not there yet.
const KNOWN: [&str; 8] = [
    "tbd",
    "tba",
    "tbc",
    "todo",
    "fixme",
    "to be defined",
    "to be determined",
    "placeholder",
];

/// How the printers' dummy text begins.
const DUMMY: &str = "lorem ipsum";

pub(super) fn is_placeholder(key: &str, text: &str) -> bool {
    let begins = |text: &str| {
        let first = text.get(..DUMMY.len());
        first.is_some_and(|first| first.eq_ignore_ascii_case(DUMMY))
    };
    // Long texts hold more than a place.
    let whole = match text.len() {
        0 => return false,
        1..=64 => text.trim(),
        _ => return begins(text),
    };
    let word = whole
        .trim_matches(|c: char| matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '.' | ':' | '!' | '-' | '…'));
    let is_known = KNOWN.iter().any(|known| word.eq_ignore_ascii_case(known));
    // `xx` and `xs` may be sizes or names; three make a placeholder.
    let is_drawn = match whole.as_bytes() {
        [b'x' | b'X', rest @ ..] => rest.len() > 1 && rest.iter().all(|byte| matches!(byte, b'x' | b'X')),
        [first @ (b'?' | b'.' | b'_'), rest @ ..] => {
            !rest.is_empty() && rest.iter().all(|byte| byte == first)
        }
        _ => false,
    };
    let is_own_name = word.eq_ignore_ascii_case(key)
        && matches!(
            key,
            "title" | "accept" | "owner" | "note" | "say" | "because" | "is" | "do" | "next"
        );
    is_known || is_drawn || is_own_name || begins(word)
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn three_letters_x_are_a_placeholder_and_two_are_a_size() {
        let held = [
            "???",
            "..",
            "__",
            "XxX",
            " xxx ",
            "<TBD>",
            "Lorem ipsum dolor",
            "To be defined.",
        ];
        assert!(held.iter().all(|text| is_placeholder("note", text)));
        assert!(is_placeholder("note", "Note") && !is_placeholder("team", "team"));
        let said = ["xx", "XX", "x", "?", "?.", "xxy", "TBDs", "a lorem ipsum", "…"];
        assert!(!said.iter().any(|text| is_placeholder("note", text)));
    }
}
