//! `stale-item`: work is said to be in progress, and nobody has touched it for long.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::history::{History, stale_days};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "stale-item",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "in progress and untouched for 14 d, or 7 d with little float",
    page: PAGE,
    folded: None,
    check: Check::History(check),
};

const PAGE: &str = "\
A milestone is in progress, and no commit has changed it for 14 working days, or for 7 if its float is below 5 d. The
settings may set another age: `stale-item: {after: 21d}`.

What nobody writes about is either done or stuck. Where nothing has changed, `confirmed:` says that somebody looked.
Each example here is a commit, with its day above it.

```yaml
# 2026-08-21
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-11
    duration: 15d
    started: 2026-08-20
    accept: All rows match the ledger
```

```yaml
# 2026-08-31
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-11
    duration: 15d
    started: 2026-08-20
    accept: All rows match the ledger
  screens: {title: Screens signed off, owner: jonas, due: 2026-09-11, duration: 2d, accept: Ten staff agree}
```

```yaml
# 2026-08-31
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-11
    duration: 15d
    started: 2026-08-20
    confirmed: 2026-09-01
    accept: All rows match the ledger
  screens: {title: Screens signed off, owner: jonas, due: 2026-09-11, duration: 2d, accept: Ten staff agree}
```
";

fn check(facts: &Facts<'_>, history: &History, found: &mut Found<'_>) {
    let after = facts.settings.rules.get(RULE.name).and_then(|rule| rule.after);
    let after = after.map(crate::parse::Duration::rough_days);
    for row in facts.rows() {
        let Some(age) = stale_days(history, facts.schedule, row, after) else {
            continue;
        };
        let id = row.id.as_str();
        found
            .at(
                Place::item("milestones", id),
                format!("{id}: in progress, and untouched for {age} d"),
            )
            .help("write what is left in remaining:, or confirmed: if nothing has changed");
    }
}
