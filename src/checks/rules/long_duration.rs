//! `long-duration`: more than two months with nothing to show in between.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};
use crate::parse::Unit;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "long-duration",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an item takes more than 44 working days",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

/// The limit of the DCMA schedule assessment, in working days.
const LONGEST: i64 = 44;

const PAGE: &str = "\
An item takes more than 44 working days, the limit of the DCMA schedule assessment.

Over so long a time nobody can say how far it is, and a slip shows when it is too late. Durations in calendar days
(`90ed`) are windows, not work, and are exempt.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-12-18
    duration: 65d
              ^^^
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-12-18
    duration: 40d
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts
        .rows()
        .iter()
        .filter(|row| row.state.is_open() && !row.implied)
    {
        let Item::Milestone(milestone) = row.item else {
            continue;
        };
        let is_window = milestone
            .duration
            .is_some_and(|duration| duration.likely().unit == Unit::Elapsed);
        if let Some(days) = row.duration.filter(|days| *days > LONGEST && !is_window) {
            found
                .at(
                    Place::field("milestones", row.id.as_str(), "duration"),
                    format!("{} takes {days} d with nothing to show in between", row.id),
                )
                .help("split it into milestones of a month or less");
        }
    }
}
