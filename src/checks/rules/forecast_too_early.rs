//! `forecast-too-early`: the owner's date is earlier than the graph allows.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "forecast-too-early",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a typed forecast is earlier than its needs allow",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A typed forecast is earlier than its needs allow; the computed date stands.

Green outside, red inside: a forecast that the network contradicts is a hope. Either the work is shorter than it says,
or the date is later.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 20d
    forecast: 2026-09-11
              ^^^^^^^^^^
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 20d
    forecast: 2026-10-02
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts.rows() {
        let Item::Milestone(milestone) = row.item else {
            continue;
        };
        let (Some(forecast), Some(finish)) = (milestone.forecast, row.early_finish) else {
            continue;
        };
        // A forecast in the past has a rule of its own.
        if row.state.is_open() && forecast < finish && forecast >= facts.as_of {
            found
                .at(
                    Place::field("milestones", row.id.as_str(), "forecast"),
                    format!(
                        "{} forecast {}; its needs allow {} at the earliest",
                        row.id,
                        forecast.near(facts.as_of),
                        finish.near(facts.as_of)
                    ),
                )
                .help("delete the forecast, or change the duration or the needs that stand against it");
        }
    }
}
