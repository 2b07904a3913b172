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
                    &value.id,
                    value.at(),
                    format!("{}: {} is \"{text}\"", value.id, value.key),
                )
                .field(value.field)
                .help("write what is meant, or leave it out until it is known");
        }
    });
}

pub(super) fn is_placeholder(key: &str, text: &str) -> bool {
    // Long texts hold more than a place.
    let lower = match text.len() {
        0 => return false,
        1..=64 => text.trim().to_lowercase(),
        _ => return text.to_lowercase().starts_with("lorem ipsum"),
    };
    let word = lower
        .trim_matches(|c: char| matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '.' | ':' | '!' | '-' | '…'));
    let is_known = matches!(
        word,
        "tbd" | "tba" | "tbc" | "todo" | "fixme" | "to be defined" | "to be determined" | "placeholder"
    );
    let is_drawn = lower.len() > 1
        && ["?", "x", ".", "_"]
            .iter()
            .any(|c| lower.replace(c, "").is_empty());
    let is_own_name = word == key
        && matches!(
            key,
            "title" | "accept" | "owner" | "note" | "say" | "because" | "is" | "do" | "next"
        );
    // `xx` and `xs` may be sizes or names; three make a placeholder.
    is_known
        || is_drawn && (lower.len() > 2 || !lower.contains('x'))
        || is_own_name
        || word.starts_with("lorem ipsum")
}
