//! `acceptance-weakened`: an acceptance criterion was removed or loosened.

use crate::checks::criteria::{self, Fate};
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Criterion, Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "acceptance-weakened",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an acceptance criterion was removed or loosened",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An acceptance criterion was removed, or its number was made easier to meet, and no accepted decision lists the
milestone in `changes`.

A milestone that is late can always be made done by asking less of it. That may be right; it is a decision, and those
who will use the result should hear of it. The program before:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept:
      - Difference below 0.01 % of rows for seven days
```

and after:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept:
      - Difference below 0.1 % of rows for seven days
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
```

Record the decision in the same change:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept:
      - Difference below 0.1 % of rows for seven days
decisions:
  d-difference:
    title: Which difference can finance live with?
    decider: vera
    decided: 2026-09-01
    chosen: tenth
    because: Rounding of old currencies cannot be undone
    changes: [data-backfill]
    options: {tenth: \"A tenth of a percent\", hundredth: \"A hundredth\"}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for each in change.edits_of(Section::Milestones, "accept") {
        let id = each.edit.id.as_str();
        let (Some(was), Some(is)) = (
            change.diff.base.milestones.get(id),
            facts.program.milestones.get(id),
        ) else {
            continue;
        };
        if is.cancelled.is_some() || change.is_covered(facts, id) {
            continue;
        }
        for (old, fate) in criteria::fates(&texts(&was.accept), &texts(&is.accept)) {
            let place = Place::field("milestones", id, "accept");
            let (place, message) = match fate {
                Fate::Loosened(at, from, to) => {
                    (place.at(at), format!("{id} asks for less: \"{from}\" → \"{to}\""))
                }
                Fate::Removed => (place.on_key(), format!("{id} no longer asks for \"{old}\"")),
            };
            let help = format!("put it back, or record the decision, with changes: [{id}]");
            found.at(place, message).help(help);
        }
    }
}

fn texts(accept: &[Criterion]) -> Vec<&str> {
    accept
        .iter()
        .map(|criterion| criterion.is.as_deref().unwrap_or_default())
        .collect()
}
