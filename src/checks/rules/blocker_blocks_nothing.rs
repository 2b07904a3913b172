//! `blocker-blocks-nothing`: it holds nothing up.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-blocks-nothing",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open blocker holds nothing up",
    page: PAGE,
    folded: Some("block nothing"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open blocker names nothing that it holds up.

The schedule cannot wait for it, and nobody who plans the work behind it sees it.

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
  ^^^^^^^^^^^^^^^^
    title: No read access to the replica
    kind: technical
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
    title: No read access to the replica
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
        if !open.blocker.blocks.is_empty() || facts.documents.has("blockers", id.as_str(), "blocks") {
            continue;
        }
        found
            .at(
                Place::item("blockers", id.as_str()),
                format!("{id} blocks nothing"),
            )
            .field("blocks")
            .help("write blocks: with the ids of what waits for it, or resolve it");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_blocker_that_is_over_may_name_nothing() {
        assert_drawn(
            "blocker-blocks-nothing",
            "2026-09-02",
            "\
blockers:
  b-idle: {title: No access}
  ^^^^^^ b-idle blocks nothing
  b-one: {title: No access, blocks: backfill}
  b-over: {title: No access, resolved: 2026-09-01, resolution: Granted}
milestones:
  backfill: {title: Backfill}
",
        );
    }
}
