//! `self-reference`: an item refers to itself.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "self-reference",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an item refers to itself",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An item needs, blocks or supersedes itself.

It would never be allowed to begin; the schedule leaves the reference out until it is deleted.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    needs:
      - data-backfill
      - go-live
        ^^^^^^^
    accept: All traffic runs on the new platform
```

Delete it, or name what was meant:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    needs:
      - data-backfill
    accept: All traffic runs on the new platform
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for reference in facts.references() {
        // A launch shares its milestone's id, and an option may set what its own decision says.
        if reference.id == reference.place.id
            && reference.wants.is_item()
            && reference.place.section != "launches"
            && reference.verb != "sets"
        {
            let message = format!("{} {} itself", reference.place.id, reference.verb);
            found
                .at(reference.place.clone(), message)
                .help("delete it, or name what was meant");
        }
    }
}
