//! `blocker-overdue`: it should have cleared by now.

use super::{blockers, effect};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Place;
use crate::schedule::Effects;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-overdue",
    group: Group::Blockers,
    level: Default::Timed,
    timed: true,
    summary: "an open blocker was expected to clear before today",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open blocker was expected to clear before today.

The schedule takes it to clear tonight, every day again. Ask for a new date; the third new date is an answer too.

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
    raised: 2026-08-27
    expected: 2026-08-31
              ^^^^^^^^^^
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
    expected: 2026-09-03
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut effects = None;
    for open in blockers::open(facts) {
        let Some(expected) = open.blocker.expected.filter(|_| open.is_overdue(facts.as_of)) else {
            continue;
        };
        let id = open.id;
        let late = facts.schedule.days_between(expected, facts.as_of);
        let effects = effects.get_or_insert_with(|| Effects::new(facts.schedule));
        let cost = effects.of_a_week(&open.held);
        let message = format!(
            "{id}: expected {}, {late} d ago, still open{}",
            expected.near(facts.as_of),
            effect::week_moves(effects, cost)
        );
        let help = match open.whom(facts) {
            Some(whom) => format!("ask {whom} for a new expected: date, or write resolved: and resolution:"),
            None => "write a new expected: date, or resolved: and resolution:".into(),
        };
        found
            .at(Place::field("blockers", id.as_str(), "expected"), message)
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_expected_day_is_still_in_time_and_a_week_costs_what_the_float_does_not_absorb() {
        // Backfill waits for the end of the 2nd and needs the 3rd; screens ends on the 7th, so that backfill has two
        // days of float.
        assert_drawn(
            "blocker-overdue",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  backfill: {title: Backfill, duration: 1d}
  screens: {title: Screens, duration: 4d}
  ga: {title: Live, duration: 1d, needs: [backfill, screens]}
blockers:
  b-late: {title: No access, blocks: [backfill], expected: 2026-08-28}
                                                           ^^^^^^^^^^ b-late: expected 28 Aug, 3 d ago, still open; one more week moves ga by 3 d
  b-idle: {title: No access, expected: 2026-09-01}
                                       ^^^^^^^^^^ b-idle: expected 1 Sep, 1 d ago, still open
  b-today: {title: No access, blocks: [backfill], expected: 2026-09-02}
  b-over: {title: No access, blocks: [backfill], expected: 2026-08-28, resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
