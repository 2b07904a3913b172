//! `ignore-without-reason`: a suppression lacks its reason or end date.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ignore-without-reason",
    group: Group::Hygiene,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a suppression lacks its reason or end date",
    page: PAGE,
    folded: None,
    // Found where suppressions are applied.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A suppression lacks its reason or its end date, or a comment for linchpin cannot be read.

A finding that is hidden for no reason and for ever is a finding that nobody will see again; without both the
suppression does nothing.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    team: data
    due: 2026-10-09
    accept: All rows match the ledger
    ignore:
      - check: missing-owner
        ^^^^^
        until: 2026-12-31
```

Say why and until when, or mend what it hides:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
