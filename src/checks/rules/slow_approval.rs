//! `slow-approval`: an access or approval takes longer than one does.

use super::{blockers, effect};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::schedule::Effects;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "slow-approval",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "an access or approval is waited for since more than five days",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An access or an approval has been waited for since more than five working days.

It is minutes of work for the one who gives it. When it takes a week, it lies in a queue that nobody looks at, or on the
wrong desk.

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
    kind: access
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-24
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
    kind: access
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
    let mut effects = None;
    for open in blockers::open(facts).filter(|open| open.is_slow(facts)) {
        let (Some(age), Some(kind)) = (open.age(facts), open.blocker.kind) else {
            continue;
        };
        let id = open.id;
        // What is overdue is told with its cost by another rule.
        let cost = if open.is_overdue(facts.as_of) {
            String::new()
        } else {
            let effects = effects.get_or_insert_with(|| Effects::new(facts.schedule));
            let days = effects.of_a_week(&open.held);
            effect::week_moves(effects, days)
        };
        let help = open.next_ask(facts, "for a date", "find out whose desk it is on");
        found
            .at(
                Place::field("blockers", id.as_str(), "raised"),
                format!("{id}: {} open for {age} d{cost}", kind.as_str()),
            )
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn five_days_are_time_for_a_signature() {
        // From Wed 26 August to Wed 2 September are five working days.
        assert_drawn(
            "slow-approval",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  ga: {title: Live, duration: 1d}
blockers:
  b-access: {title: No access, kind: access, blocks: [ga], raised: 2026-08-25, expected: 2026-09-04}
                                                                   ^^^^^^^^^^ b-access: access open for 6 d; one more week moves ga by 5 d
  b-approval: {title: No signature, kind: approval, raised: 2026-08-25, expected: 2026-09-01}
                                                            ^^^^^^^^^^ b-approval: approval open for 6 d
  b-young: {title: No access, kind: access, raised: 2026-08-26}
  b-vendor: {title: No access, kind: vendor, raised: 2026-08-03}
  b-over: {title: No access, kind: access, raised: 2026-08-03, resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
