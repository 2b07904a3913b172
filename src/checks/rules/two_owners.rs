//! `two-owners`: a field for one person names two.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "two-owners",
    group: Group::Ownership,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a field for one person names two",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A field for one person names two.

When two answer for something, each waits for the other. One owner; the second is the deputy.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen and lee
           ^^^^^^^^^^^^
    due: 2026-10-09
    accept: All rows match the ledger
```

Name one, and the other as deputy:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    deputy: lee
    due: 2026-10-09
    accept: All rows match the ledger
```
";
