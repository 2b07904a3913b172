//! `bad-enum`: a word that is not one of those allowed.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bad-enum",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a word that is not one of those allowed",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A field takes one of a few words, and this is none of them.

Rules and reports hang on these words; what is not understood counts as absent.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    kind: migraton
          ^^^^^^^^
    due: 2026-10-09
    accept: All rows match the ledger
```

Write one of the words named:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    kind: migration
    due: 2026-10-09
    accept: All rows match the ledger
```
";
