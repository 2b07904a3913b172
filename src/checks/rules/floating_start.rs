//! `floating-start`: an open milestone without needs and without a start.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "floating-start",
    group: Group::References,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "an open milestone without needs and without a start",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open milestone that needs nothing and has no day on which it starts.

It starts today by default, and tomorrow if it is looked at tomorrow: its date slips by one day each day.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    duration: 5d
```

Say when it starts, or what it waits for:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    duration: 5d
    not_before: 2026-09-14
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, milestone) in facts.program.milestones.iter() {
        let is_over = milestone.done.is_some() || milestone.cancelled.is_some();
        let has = |field| facts.documents.has("milestones", id.as_str(), field);
        // Without a duration the start is implied from the due date.
        let is_placed =
            milestone.duration.is_none() || ["needs", "started", "not_before"].into_iter().any(has);
        if !is_over && !is_placed {
            found
                .at(
                    Place::item("milestones", id.as_str()),
                    format!("{id} starts today by default, and so every day"),
                )
                .help("write needs:, not_before: or started:");
        }
    }
}
