//! `blocker-without-next-action`: it is critical, and nothing is said of what happens next.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-without-next-action",
    group: Group::Blockers,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "a blocker on the critical path has no next action",
    page: PAGE,
    folded: Some("have no next action"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A blocker on the critical path has no `next` action. A warning before stage `delivering`, and for one that is only
jotted down; else an error.

Every day that it stands moves the target by a day. What is done about it tomorrow, and by whom, fits in one line.

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
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
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
        let (blocker, id) = (open.blocker, open.id);
        let has_next = blocker.next.is_some() || facts.documents.has("blockers", id.as_str(), "next");
        if has_next || !open.is_critical(facts) {
            continue;
        }
        // What is only jotted down must not fail: people would keep it to themselves.
        let is_stub = blocker.owner.is_none() && blocker.waiting_on.is_none() && blocker.expected.is_none();
        let severity = if facts.has_reached(Stage::Delivering) && !is_stub {
            Severity::Error
        } else {
            Severity::Warn
        };
        found
            .at(
                Place::item("blockers", id.as_str()),
                format!("{id} is on the critical path and has no next action"),
            )
            .field("next")
            .severity(severity)
            .help("write next: and what is done to free it, by whom");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn with_float_there_is_time_and_a_done_item_waits_for_nothing() {
        assert_drawn(
            "blocker-without-next-action",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  backfill: {title: Backfill, duration: 10d}
  screens: {title: Screens, duration: 1d}
  built: {title: Built, done: 2026-09-01}
  ga: {title: Live, duration: 1d, needs: [backfill, screens, built]}
blockers:
  b-critical: {title: No access, blocks: [backfill], expected: 2026-09-02}
  ^^^^^^^^^^ b-critical is on the critical path and has no next action
  b-driven: {title: No access, blocks: [backfill], expected: 2026-09-02, next: Lee grants it}
  b-float: {title: No access, blocks: [screens], expected: 2026-09-02}
  b-built: {title: No access, blocks: [built], expected: 2026-09-02}
  b-over: {title: No access, blocks: [backfill], resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
