//! `aging-blocker`: it is open for long.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "aging-blocker",
    group: Group::Blockers,
    level: Default::Always(Level::Info),
    timed: true,
    summary: "an open blocker is old: over 3 d if critical, over 10 d elsewhere",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open blocker is old: more than three working days on the critical path, more than ten elsewhere.

A blocker that is older than a few days is waited for by habit. Those whose date is past, and slow access and approvals,
have rules of their own.

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
    raised: 2026-08-26
            ^^^^^^^^^^
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
        let Some(age) = open.age(facts) else { continue };
        let is_critical = open.is_critical(facts);
        let is_old = age > if is_critical { 3 } else { 10 };
        if !is_old || open.is_overdue(facts.as_of) || open.is_slow(facts) {
            continue;
        }
        let id = open.id;
        let path = if is_critical { " on the critical path" } else { "" };
        let help = open.next_ask(facts, "what would free it", "find out who can free it");
        found
            .at(
                Place::field("blockers", id.as_str(), "raised"),
                format!("{id}: open for {age} d{path}"),
            )
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn three_days_on_the_critical_path_and_ten_elsewhere_are_not_yet_old() {
        // From 28 August to 2 September are three working days, from 19 August ten.
        assert_drawn(
            "aging-blocker",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  backfill: {title: Backfill, duration: 5d}
  screens: {title: Screens, duration: 1d}
  ga: {title: Live, duration: 1d, needs: [backfill, screens]}
blockers:
  b-critical: {title: No access, blocks: [backfill], raised: 2026-08-27, expected: 2026-09-02}
                                                             ^^^^^^^^^^ b-critical: open for 4 d on the critical path
  b-young: {title: No access, blocks: [backfill], raised: 2026-08-28, expected: 2026-09-02}
  b-old: {title: No access, blocks: [screens], raised: 2026-08-18, expected: 2026-09-02}
                                                       ^^^^^^^^^^ b-old: open for 11 d
  b-ten: {title: No access, blocks: [screens], raised: 2026-08-19, expected: 2026-09-02}
  b-late: {title: No access, blocks: [screens], raised: 2026-08-03, expected: 2026-09-01}
  b-slow: {title: No access, kind: access, blocks: [screens], raised: 2026-08-03, expected: 2026-09-02}
  b-undated: {title: No access, blocks: [screens], expected: 2026-09-02}
  b-over: {title: No access, blocks: [screens], raised: 2026-08-03, resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
