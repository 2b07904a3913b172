//! `unknown-field`: a field that the format does not know.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unknown-field",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a field that the format does not know",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A field that the format does not know.

A misspelt field is an absent field: the plan loses a duration or an owner and nobody notices. Keys that begin
with `x-` are free for your own use.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    durration: 8d
    ^^^^^^^^^
    accept: All rows match the ledger
```

Write it as the format does:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 8d
    accept: All rows match the ledger
```
";
