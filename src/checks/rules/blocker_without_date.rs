//! `blocker-without-date`: it has no expected date, so the schedule assumes one.

use super::{blockers, effect};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::schedule::Effects;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-without-date",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open blocker has no expected date; the schedule assumes one",
    page: PAGE,
    folded: Some("have no expected date"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open blocker has no `expected` date, so the schedule assumes that it lasts ten working days (`blocker_days` in the
settings), counted anew every day.

What has no end moves everything behind it a day further each day, without anybody having changed a date.

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
    let mut effects = None;
    for open in blockers::open(facts) {
        let id = open.id;
        if open.blocker.expected.is_some() || facts.documents.has("blockers", id.as_str(), "expected") {
            continue;
        }
        let assumed = facts.schedule.options.blocker_days;
        let message = if open.held.is_empty() {
            format!("{id} has no expected date")
        } else {
            let effects = effects.get_or_insert_with(|| Effects::new(facts.schedule));
            let gain = effects.of_blocker(open.number, &open.held);
            let moves = effect::moves(effects, gain);
            format!("{id} has no expected date; the schedule assumes {assumed} d{moves}")
        };
        let help = match open.whom(facts) {
            Some(whom) => format!("ask {whom} for a date, then write expected:"),
            None => "find out who can free it, then write expected:".into(),
        };
        found
            .at(Place::item("blockers", id.as_str()), message)
            .field("expected")
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn what_the_assumption_costs_the_target_is_told() {
        // Ten working days counting the 2nd end on 15 September; backfill then needs 16 and 17, and not 2 and 3.
        // Screens hides the five days to 9 September.
        assert_drawn(
            "blocker-without-date",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  backfill: {title: Backfill, duration: 2d}
  screens: {title: Screens, duration: 6d}
  ga: {title: Live, duration: 1d, needs: [backfill, screens]}
blockers:
  b-open: {title: No access, blocks: [backfill]}
  ^^^^^^ b-open has no expected date; the schedule assumes 10 d; moves ga by 6 d
  b-dated: {title: No access, blocks: [backfill], expected: 2026-09-04}
  b-idle: {title: No access}
  ^^^^^^ b-idle has no expected date
  b-over: {title: No access, blocks: [backfill], resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
