//! `blocker-without-waiting-on`: nobody is known who can free it.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-without-waiting-on",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "nobody is named who can free an open blocker",
    page: PAGE,
    folded: Some("wait on nobody"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
Nobody is named who can free an open blocker.

A blocker without a name is a complaint; with one it is a question that can be asked today.

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
    blocks: [data-backfill]
    owner: chen
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
        if open.blocker.waiting_on.is_some() || facts.documents.has("blockers", id.as_str(), "waiting_on") {
            continue;
        }
        found
            .at(
                Place::item("blockers", id.as_str()),
                format!("{id}: nobody waited on: who can free this?"),
            )
            .field("waiting_on")
            .help("write waiting_on: and the id of the person who can free it");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn only_open_blockers_wait() {
        assert_drawn(
            "blocker-without-waiting-on",
            "2026-09-02",
            "\
blockers:
  b-open: {title: No access, blocks: [backfill]}
  ^^^^^^ b-open: nobody waited on: who can free this?
  b-named: {title: No access, blocks: [backfill], waiting_on: lee}
  b-over: {title: No access, blocks: [backfill], resolved: 2026-09-01, resolution: Granted}
milestones:
  backfill: {title: Backfill}
",
        );
    }
}
