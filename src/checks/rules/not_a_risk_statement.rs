//! `not-a-risk-statement`: its title is a topic or an outcome.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "not-a-risk-statement",
    group: Group::Risks,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "the title of a risk names no cause",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The title of a risk names no cause: it is a topic or an outcome, and nobody can act on either.

\"Delay\" is what every risk leads to. Cause, event and effect in one sentence say what to watch, what to prevent and
why it matters. Only short titles without any word of cause are told.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: Schedule risk
           ^^^^^^^^^^^^^
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```

Write cause, event and effect:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```
";

/// Longer titles may well name a cause in other words, or in another language.
const FEW_WORDS: usize = 6;

/// Words that lead to a cause, or from it to an effect.
const CAUSES: [&str; 21] = [
    "if", "when", "whenever", "because", "due", "since", "unless", "until", "without", "should", "so",
    "then", "thus", "cause", "causes", "caused", "lead", "leads", "means", "after", "as",
];

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let title = risk.title.as_deref().unwrap_or_default();
        if names_no_cause(title) {
            found
                .at(
                    Place::field("risks", id.as_str(), "title"),
                    format!("{id}: \"{}\" names no cause", title.trim()),
                )
                .help("write it as: If cause, then event, so effect");
        }
    }
}

fn names_no_cause(title: &str) -> bool {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.take(FEW_WORDS + 1).map(str::to_lowercase).collect();
    // A title without letters is a placeholder, of which another rule tells.
    let is_short = (1..=FEW_WORDS).contains(&words.len());
    let is_placeholder = matches!(words.as_slice(), [one] if matches!(one.as_str(), "tbd" | "tba" | "tbc" | "todo" | "fixme" | "placeholder" | "title"));
    is_short && !is_placeholder && !words.iter().any(|word| CAUSES.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(title: &str) -> Vec<String> {
        let text = format!("risks:\n  r-late-export:\n    title: {title}\n");
        findings("not-a-risk-statement", "2026-09-02", &text)
    }

    #[test]
    fn topics_and_outcomes_are_told() {
        assert_eq!(
            found("Schedule risk"),
            ["info 3: r-late-export: \"Schedule risk\" names no cause"]
        );
        assert_eq!(found("Delay").len(), 1);
        assert_eq!(found("CloudCo may deliver too late").len(), 1);
        // Six words, and one more.
        assert_eq!(found("One two three four five six").len(), 1);
        assert_eq!(found("One two three four five six seven"), [""; 0]);
    }

    #[test]
    fn statements_and_placeholders_are_not() {
        assert_eq!(found("If rollback fails, the canary waits"), [""; 0]);
        assert_eq!(found("Sandbox down, so tests wait"), [""; 0]);
        assert_eq!(found("Delay due to customs"), [""; 0]);
        assert_eq!(found("TBD"), [""; 0]);
        assert_eq!(found("\"???\""), [""; 0]);
    }
}
