//! `near-critical`: little float.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "near-critical",
    group: Group::Schedule,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "an item with little float",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open item has some float, and less than the threshold (`thresholds.near_critical`, 5 working days).

What is near the critical path is on it after the next slip. For those who want to see all of them in one list.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    accept: All rows match the ledger
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 18d
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 13d
    accept: All rows match the ledger
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 18d
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let schedule = facts.schedule;
    for row in facts.rows() {
        let (Some(ix), Some(float)) = (row.ix, row.total_float) else {
            continue;
        };
        if schedule.is_near_critical(ix) {
            found
                .at(
                    Place::item(row.kind.section(), row.id.as_str()),
                    format!("{} path: {float} d of float", row.id),
                )
                .help("shorten it, start it earlier, or watch it every week");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn float_of_one_to_four_days_is_little() {
        assert_drawn(
            "near-critical",
            "2026-09-02",
            "\
milestones:
  long: {duration: 20d}
  one: {duration: 19d}
  ^^^ one path: 1 d of float
  four: {duration: 16d}
  ^^^^ four path: 4 d of float
  five: {duration: 15d}
  ready: {duration: 19d, done: 2026-09-01}
contracts:
  sandbox: {title: Sandbox, promised: 2026-09-28}
  ^^^^^^^ sandbox path: 1 d of float
",
        );
    }
}
