//! `missing-duration`: it cannot be forecast.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-duration",
    group: Group::Schedule,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "an open milestone has no duration; what follows uses its due date",
    page: PAGE,
    folded: Some("have no duration"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open milestone has no duration; what follows it uses its due date.

Without a duration the length of the work is implied from dates, so the date can only say what was hoped, not what the
work takes.

```yaml
milestones:
  checkout-ui-beta:
  ^^^^^^^^^^^^^^^^
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```

Working days after the last need is met: one value, or low, likely and high.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: [12d, 15d, 20d]
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts.rows() {
        let Item::Milestone(milestone) = row.item else {
            continue;
        };
        let has = |field| facts.documents.has("milestones", row.id.as_str(), field);
        let is_given = milestone.duration.is_some()
            || milestone.remaining.is_some()
            || has("duration")
            || has("remaining");
        if !row.state.is_open() || is_given {
            continue;
        }
        let behind = row
            .ix
            .map_or(0, |ix| facts.schedule.plan.graph.needed_by(ix).count());
        let message = match behind {
            0 => format!("{} has no duration", row.id),
            1 => format!("{} has no duration; 1 item uses its due date", row.id),
            more => format!("{} has no duration; {more} items use its due date", row.id),
        };
        found
            .at(Place::item("milestones", row.id.as_str()), message)
            .field("duration")
            .help("write duration: 8d, or [low, likely, high]");
    }
}
