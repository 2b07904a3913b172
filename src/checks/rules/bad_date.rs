//! `bad-date`: a date that is not written as 2026-10-09.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bad-date",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a date that is not written as 2026-10-09",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A date is not written as year-month-day, or there is no such day.

`10/09/26` is one day in Berlin and another in Boston. A date that two people read as two days is worse than
none.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 10/09/26
         ^^^^^^^^
    accept: All rows match the ledger
```

Write year, month, day:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
