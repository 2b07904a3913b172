//! `duplicate-item`: the same need stands twice.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Step};
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "duplicate-item",
    group: Group::References,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the same need stands twice",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The same need stands twice in one list.

It does no harm to the dates, but the second was perhaps meant to be another item, which is missing now.

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
      - data-backfill
        ^^^^^^^^^^^^^
    accept: All traffic runs on the new platform
```

Delete one, or name what was meant:

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
    let mut list = ("", "", "");
    let mut seen = FxHashSet::default();
    for reference in facts.references() {
        // Overrides and single fields have one place each and cannot be seen twice.
        let place = &reference.place;
        let field = place.field_name().unwrap_or_default();
        if !matches!(
            field,
            "needs"
                | "blocks"
                | "hits"
                | "serves"
                | "target"
                | "changes"
                | "supersedes"
                | "consulted"
                | "informed"
        ) {
            continue;
        }
        // What stands in one list comes in one piece.
        let own = (place.section, place.id.as_str(), field);
        if list != own {
            list = own;
            seen.clear();
        }
        if !seen.insert((reference.id, relation(facts, place))) {
            let message = format!(
                "{} {} {} twice",
                reference.subject(),
                reference.verb,
                reference.id
            );
            found
                .at(reference.place.clone(), message)
                .help("delete one, or name what was meant");
        }
    }
}

/// The relationship of a need: two ties of different kinds to one item are no mistake.
fn relation(facts: &Facts<'_>, place: &Place) -> &'static str {
    if place.field_name() != Some("needs") {
        return "";
    }
    let at = place.steps.iter().find_map(|step| match step {
        Step::Index(at) => Some(*at),
        Step::Key(_) => None,
    });
    let milestone = facts.program.milestones.get(place.id.as_str());
    let need = milestone
        .zip(at)
        .and_then(|(milestone, at)| milestone.needs.get(at));
    need.map_or("", |need| need.relation().as_str())
}
