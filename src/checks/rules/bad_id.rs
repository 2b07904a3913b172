//! `bad-id`: an id that is not in kebab-case.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bad-id",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an id that is not in kebab-case",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
An id has other characters than small letters, digits and single hyphens, or is shorter than 2 or longer than 64.

Ids stand in addresses, file names and commands, and people type them; one spelling keeps them easy to find.

```yaml
milestones:
  Data_Backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```

Write it in kebab-case, and wherever it is referred to:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
