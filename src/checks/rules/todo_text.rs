//! `todo-text`: a text says that it is not finished.

use super::placeholder_text;
use crate::checks::texts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "todo-text",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a text says that it is not finished: TBD, TODO, ???, lorem ipsum",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A text says that it is not finished: TBD, TODO, ???, lorem ipsum.

What is to be written later is still there on the day somebody reads it and decides by it.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept:
      - All rows match the ledger within TBD percent
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept:
      - All rows match the ledger within 0.01 percent
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    texts::each(facts, |value| {
        if !value.node.is_scalar() || !is_prose(value.key) {
            return;
        }
        let text = value.node.text();
        // A text that is nothing else has a rule of its own.
        if placeholder_text::is_placeholder(value.key, text) {
            return;
        }
        if let Some(mark) = unfinished(text) {
            found
                .at_span(
                    &value.id(),
                    value.at(),
                    format!("{}: {} says {mark}", value.id(), value.key),
                )
                .field(value.field)
                .help("finish the sentence, or leave out what is not known");
        }
    });
}

/// Fields that hold no text of their own: keys of a tracker, paths and addresses.
fn is_prose(key: &str) -> bool {
    !matches!(
        key,
        "ref" | "spec" | "proof" | "deliverables" | "email" | "handle" | "was" | "version"
    )
}

/// The mark by which a text says that it is not finished.
fn unfinished(text: &str) -> Option<&'static str> {
    if text.contains("???") {
        return Some("???");
    }
    // In small letters `todo` is a word of other languages.
    let marks = ["TBD", "TBC", "TBA", "TODO", "FIXME"];
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    if text.contains(['T', 'F'])
        && let Some(mark) = words.find_map(|word| marks.into_iter().find(|mark| *mark == word))
    {
        return Some(mark);
    }
    let phrases = ["lorem ipsum", "to be defined", "to be determined"];
    if phrases.iter().all(|phrase| text.len() < phrase.len()) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    phrases.into_iter().find(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::unfinished;
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_mark_is_a_word_of_its_own() {
        for (text, mark) in [
            ("Within TBD percent", Some("TBD")),
            ("TODO: ask Chen", Some("TODO")),
            ("Who signs???", Some("???")),
            ("Lorem  ipsum", None),
            ("Limits to be determined by finance", Some("to be determined")),
            ("Todo el sistema en la nube", None),
            ("TODO-17 is closed", None),
            ("Why??", None),
        ] {
            assert_eq!(unfinished(text), mark, "{text}");
        }
    }

    #[test]
    fn keys_of_a_tracker_and_whole_placeholders_are_left_to_others() {
        assert_drawn(
            "todo-text",
            "2026-09-02",
            "\
milestones:
  data-backfill:
    title: TBD
    ref: TBD 17
    note: waits for FIXME in the loader
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ data-backfill: note says FIXME
    x-own: TODO later
",
        );
    }
}
