//! `hash-cut-text`: a text that ends where a # begins a comment.

use crate::checks::texts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;
use crate::parse::Style;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "hash-cut-text",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a text that ends where a # begins a comment",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A text without quotes that ends where ` #` begins a comment.

In YAML a `#` after a space is the beginning of a comment, and the rest of the sentence is lost without a word.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    note: PO #4471 sent
          ^^
```

Quote it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    note: \"PO #4471 sent\"
```
";

/// Fields that hold prose; in others nobody writes on after a `#`.
const PROSE: [&str; 27] = [
    "accept",
    "ask",
    "because",
    "constraints",
    "contingency",
    "deliverables",
    "do",
    "downside",
    "exit",
    "fallback",
    "in_scope",
    "is",
    "name",
    "next",
    "note",
    "oncall",
    "out_of_scope",
    "over",
    "proof",
    "recovery",
    "ref",
    "requirements",
    "resolution",
    "rollback_if",
    "say",
    "title",
    "trigger",
];

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    texts::each(facts, |value| {
        if value.node.style() != Some(Style::Plain) || PROSE.binary_search(&value.key).is_err() {
            return;
        }
        let end = value.node.span().end as usize;
        let rest = value.node.whole_source()[end..]
            .lines()
            .next()
            .unwrap_or_default();
        let Some(comment) = rest.trim_start().strip_prefix('#') else {
            return;
        };
        // A space after the `#` says that a comment is meant.
        if !comment.starts_with(|c: char| c.is_alphanumeric()) || comment.starts_with("linchpin:") {
            return;
        }
        let text = value.node.text();
        let whole = format!("{text}{rest}").trim().replace('"', "\\\"");
        found
            .at_span(
                &value.id(),
                value.at(),
                format!(
                    "{}: {} reads as \"{text}\"; the rest is a comment",
                    value.id(),
                    value.key
                ),
            )
            .field(value.field)
            .help(format!("quote it: \"{whole}\""));
    });
}
