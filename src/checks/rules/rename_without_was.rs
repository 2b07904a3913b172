//! `rename-without-was`: an item has a new id and does not say its old one.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "rename-without-was",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an item has a new id and does not say its old one",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An id is gone, an item much like it is new, and `was:` does not link the two.

Everything that is told over time hangs on the id: how often its date moved, since when it is stuck. `was:` keeps that.
The program before:

```yaml
milestones:
  data-backfil: {title: Backfill reconciled, owner: chen, due: 2026-10-09, accept: All rows match}
```

and after:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: chen, due: 2026-10-09, accept: All rows match}
  ^^^^^^^^^^^^^
```

Say what it was:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    was: data-backfil
    owner: chen
    due: 2026-10-09
    accept: All rows match
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for twin in change.twins(facts) {
        let message = format!("{} looks like {}, which is gone", twin.new, twin.old);
        found
            .at(Place::item(twin.kind.section(), &twin.new), message)
            .help(format!("write was: {} if it is the same item", twin.old));
    }
}
