//! `high-float`: it probably lacks a successor.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "high-float",
    group: Group::Schedule,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "an item could slip by more than two months",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open item has more than 44 working days of float.

Nearly always something is missing behind it: what really waits for it does not say so, and its delay would show
nowhere.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-11
    duration: 8d
    accept: All rows match the ledger
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-12-18
    duration: 40d
    not_before: 2026-10-01
    accept: All traffic on the new checkout for 24 hours
```

Add it to the needs of what waits for it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-11
    duration: 8d
    accept: All rows match the ledger
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-12-18
    duration: 40d
    needs: [data-backfill]
    accept: All traffic on the new checkout for 24 hours
```
";

/// The most float that is no sign of anything: two months.
const MOST: i64 = 44;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    // What waits for a decision are people; they stand in no needs.
    for row in facts.rows().iter().filter(|row| row.kind != Kind::Decision) {
        let Some(float) = row.total_float.filter(|float| *float > MOST) else {
            continue;
        };
        found
            .at(
                Place::item(row.kind.section(), row.id.as_str()),
                format!("{} has {float} d of float", row.id),
            )
            .help(format!("add {} to the needs of what waits for it", row.id));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn forty_four_days_are_no_sign_and_one_more_is() {
        assert_drawn(
            "high-float",
            "2026-09-02",
            "\
milestones:
  long: {duration: 50d}
  six: {duration: 6d}
  five: {duration: 5d}
  ^^^^ five has 45 d of float
  ready: {duration: 5d, done: 2026-09-01}
  dead: {duration: 5d, cancelled: {date: 2026-09-01}}
decisions: {d-name: {title: Which name?, decide_by: 2026-09-03}}
",
        );
    }
}
