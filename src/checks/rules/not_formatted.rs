//! `not-formatted`: a file is not in its canonical layout.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::edit::first_unordered_line;
use crate::model::Level;
use crate::text::{FileSpan, Span};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "not-formatted",
    group: Group::Hygiene,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a file is not in its canonical layout",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A file is not in its canonical layout.

With sections and fields always in the same order and at the same indentation, a diff shows what was decided and
nothing else, and two branches meet in fewer lines. `linchpin fmt` moves whole lines and keeps every comment;
`linchpin fmt --check` fails where something would move. Entities keep the order that the author gave them.

```yaml
milestones:
  data-backfill:
    due: 2026-10-09
    ^^^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    accept: All rows match the ledger
```

Put in order by `linchpin fmt`:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for document in facts.documents.iter() {
        let file = document.file();
        let source = facts.sources.file(file);
        let Some(line) = first_unordered_line(source, document) else {
            continue;
        };
        let start = source.lines().start(line) as usize;
        let text = source.text[start..].lines().next().unwrap_or_default();
        let indent = text.len() - text.trim_start().len();
        let at = FileSpan {
            file,
            span: Span::new(start + indent, start + indent.max(text.trim_end().len())),
        };
        let path = &source.path;
        found
            .at_span(
                path,
                at,
                format!("{path} is not in the canonical layout from here on"),
            )
            .help("run `linchpin fmt`; it moves whole lines and keeps every comment");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_first_line_out_of_order_is_shown() {
        assert_drawn(
            "not-formatted",
            "2026-09-02",
            "\
milestones:
  data-backfill:
    title: Backfill
    due: 2026-10-09 # promised
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ plan.yaml is not in the canonical layout from here on
    owner: chen
",
        );
    }

    #[test]
    fn entities_in_any_order_and_what_is_left_alone_are_fine() {
        assert_drawn(
            "not-formatted",
            "2026-09-02",
            "\
people:
  zoe: {name: Zoe}
  ana: &ana
    team: data
    name: Ana
",
        );
    }
}
