//! `ignore-unused`: a suppression that hides nothing.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ignore-unused",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a suppression that hides nothing",
    page: PAGE,
    folded: None,
    // Found where suppressions are applied.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A suppression hides nothing, or names no rule.

What it hid was mended. Left standing, it would hide the next finding of that rule on the same item, which
nobody has looked at.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
    ignore:
      - check: missing-owner
        ^^^^^
        because: the team lead decides in September
        until: 2026-12-31
```

Delete it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
