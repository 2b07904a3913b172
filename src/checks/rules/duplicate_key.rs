//! `duplicate-key`: a key stands twice in one mapping.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a key stands twice in one mapping",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A key stands twice in one mapping.

Most readers keep the last one and say nothing: a date, or a whole item, is gone without a trace. Here the first
one stands, and this is an error until one is deleted.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    due: 2026-10-16
    ^^^
    accept: All rows match the ledger
```

Keep one:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
