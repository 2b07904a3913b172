//! `wrong-type`: a value of the wrong shape.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "wrong-type",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a value of the wrong shape",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A value has another shape than its field: one value for a list, a list for a text.

The field counts as empty until it is mended, so that a need, an owner or a probability would be missing.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    needs: ledger-copied
           ^^^^^^^^^^^^^
    accept: All rows match the ledger
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-25
    accept: The copy has all rows
```

Write a list, even for one:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    needs: [ledger-copied]
    accept: All rows match the ledger
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-25
    accept: The copy has all rows
```
";
