//! `bad-duration`: a duration that is not written as 8d, 2w or 90ed.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bad-duration",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a duration that is not written as 8d, 2w or 90ed",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A duration is not written as working days (`8d`), weeks (`2w`) or calendar days (`90ed`).

Without its unit nobody knows whether weekends count; the schedule cannot use it.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 3 weeks
              ^^^^^^^
    accept: All rows match the ledger
```

Write working days or weeks:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 3w
    accept: All rows match the ledger
```
";
