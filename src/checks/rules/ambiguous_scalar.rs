//! `ambiguous-scalar`: a text that other YAML readers take for something else.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ambiguous-scalar",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a text that other YAML readers take for something else",
    page: PAGE,
    folded: None,
    // Found while files are read.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A text without quotes that other YAML readers take for true, false or a number.

Here `no` and `0412` stay what they are. Scripts that read the same file by YAML 1.1 see false and 266.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
    ref: 0412
         ^^^^
```

Quote it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
    ref: \"0412\"
```
";
