//! `blocker-worded-as-risk`: its title says what may happen.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-worded-as-risk",
    group: Group::Blockers,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a blocker's title says what may happen",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The title of an open blocker says what may happen: `might`, `could`.

A blocker has happened and holds work up; what may happen is a risk, with a probability. As a blocker it delays the plan
with certainty, as a risk by what it is worth.

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    accept: Differences below 0.01 % of rows for seven days
blockers:
  b-replica-access:
    title: The replica might be too small
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
```

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    accept: Differences below 0.01 % of rows for seven days
blockers:
  b-replica-access:
    title: The replica is too small
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for open in blockers::open(facts) {
        let id = open.id;
        let Some(word) = open.blocker.title.as_deref().and_then(doubt) else {
            continue;
        };
        found
            .at(
                Place::field("blockers", id.as_str(), "title"),
                format!("{id} says \"{word}\": what may happen is a risk"),
            )
            .help("say what has happened, or move it to risks: with prob, delay and hits");
    }
}

/// The first word of a title that leaves open whether it happens.
fn doubt(title: &str) -> Option<&str> {
    let mut words = title
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .peekable();
    while let Some(word) = words.next() {
        let is_doubt = match word.to_lowercase().as_str() {
            "might" | "possibly" | "potentially" | "perhaps" => true,
            // "Could not" tells what has happened.
            "could" => words.peek().is_none_or(|next| !next.eq_ignore_ascii_case("not")),
            // May with a capital is a month, or begins a question; before a number it is a month too.
            "may" => {
                word == "may"
                    && words
                        .peek()
                        .is_some_and(|next| !next.starts_with(char::is_numeric))
            }
            _ => false,
        };
        if is_doubt {
            return Some(word);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn doubt_is_a_risk_and_a_month_or_a_failure_is_none() {
        assert_drawn(
            "blocker-worded-as-risk",
            "2026-09-02",
            "\
blockers:
  b-might: {title: The vendor might slip}
                   ^^^^^^^^^^^^^^^^^^^^^ b-might says \"might\": what may happen is a risk
  b-could: {title: Access could be refused}
                   ^^^^^^^^^^^^^^^^^^^^^^^ b-could says \"could\": what may happen is a risk
  b-may: {title: The audit may fail}
                 ^^^^^^^^^^^^^^^^^^ b-may says \"may\": what may happen is a risk
  b-failed: {title: CloudCo could not deliver}
  b-month: {title: No slot before 4 May 2026}
  b-mighty: {title: Mighty long queue}
  b-over: {title: The vendor might slip, resolved: 2026-09-01, resolution: It did not}
",
        );
    }
}
