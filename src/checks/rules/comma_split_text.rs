//! `comma-split-text`: a sentence in brackets that its commas cut in pieces.

use crate::checks::texts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;
use crate::parse::{NodeRef, Style};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "comma-split-text",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a sentence in brackets that its commas cut in pieces",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A sentence in brackets that its commas cut in pieces.

In `[…]` every comma begins a new entry, so that one criterion becomes two, each of them half a sentence.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: [Support, finance and sales have signed]
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
```

Write it on a line of its own, or quote it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: Support, finance and sales have signed
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    texts::each(facts, |value| {
        let is_prose = matches!(
            value.key,
            "accept" | "in_scope" | "out_of_scope" | "constraints" | "requirements"
        );
        if !is_prose || !value.node.is_sequence() || !value.node.is_flow() {
            return;
        }
        let entries: Vec<NodeRef<'_>> = value.node.items().collect();
        if let Some(second) = cut(&entries) {
            let message = format!(
                "{}: {} has {} entries that read as one",
                value.id(),
                value.key,
                entries.len()
            );
            found
                .at_span(&value.id(), texts::span(second), message)
                .field(value.field)
                .help("write it on a line of its own, or quote it as a whole");
        }
    });
}

/// The second piece of a sentence: it begins small where the first began large, and one piece is long.
fn cut<'d>(entries: &[NodeRef<'d>]) -> Option<NodeRef<'d>> {
    let [first, rest @ ..] = entries else { return None };
    let starts = |node: &NodeRef<'_>, is: fn(char) -> bool| {
        node.style() == Some(Style::Plain) && node.text().chars().next().is_some_and(is)
    };
    let is_sentence = starts(first, char::is_uppercase)
        && rest.iter().all(|node| starts(node, char::is_lowercase))
        && rest.iter().any(|node| node.text().split_whitespace().count() > 2);
    rest.first().filter(|_| is_sentence).copied()
}
