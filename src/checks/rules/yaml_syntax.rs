//! `yaml-syntax`: a file is no YAML.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "yaml-syntax",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a file is no YAML",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A file is no YAML, or no text at all.

Nothing that stands in it can be trusted, so that no other rule says much about it. This finding cannot be
ignored.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: @chen
           ^^^^^
    due: 2026-10-09
    accept: All rows match the ledger
```

People are named by id, without `@`:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";
