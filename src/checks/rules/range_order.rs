//! `range-order`: low, likely and high are not in order.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "range-order",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "low, likely and high are not in order",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
Of three values the likely is below the low, or the high below the likely; or a range of days ends before it
begins.

A forecast from values in the wrong order would be nonsense, so that the field counts as empty until it is mended.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: [10d, 8d, 13d]
              ^^^^^^^^^^^^^^
    accept: All rows match the ledger
```

Write low, likely, high:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: [8d, 10d, 13d]
    accept: All rows match the ledger
```
";
