//! `resolved-without-how`: it is over, and nothing says how or when.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "resolved-without-how",
    group: Group::Blockers,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a blocker is resolved without a date, or without saying how",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A blocker has a `resolved` date and no `resolution`, or a `resolution` and no date.

Without the date it still holds everything up; without the words the next one who meets it starts from nothing.

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
    title: No read access to the replica
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
    resolved: 2026-09-01
              ^^^^^^^^^^
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
    title: No read access to the replica
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
    resolved: 2026-09-01
    resolution: Lee granted the role for the replica
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, blocker) in facts.program.blockers.iter() {
        let has = |field| facts.documents.has("blockers", id.as_str(), field);
        let place = |field| Place::field("blockers", id.as_str(), field);
        match (blocker.resolved, &blocker.resolution) {
            (Some(date), None) if !has("resolution") => {
                found
                    .at(
                        place("resolved"),
                        format!(
                            "{id} was resolved {}, but nothing says how",
                            date.near(facts.as_of)
                        ),
                    )
                    .help("write resolution: and how, in one line");
            }
            (None, Some(_)) if !has("resolved") => {
                found
                    .at(
                        place("resolution"),
                        format!("{id} has a resolution but no date: it still counts as open"),
                    )
                    .field("resolved")
                    .help("write resolved: and the date");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_date_and_the_words_belong_together() {
        assert_drawn(
            "resolved-without-how",
            "2026-09-02",
            "\
blockers:
  b-mute: {title: No access, resolved: 2026-09-01}
                                       ^^^^^^^^^^ b-mute was resolved 1 Sep, but nothing says how
  b-undated: {title: No access, resolution: Granted}
                                            ^^^^^^^ b-undated has a resolution but no date: it still counts as open
  b-over: {title: No access, resolved: 2026-09-01, resolution: Granted}
  b-open: {title: No access}
",
        );
    }
}
