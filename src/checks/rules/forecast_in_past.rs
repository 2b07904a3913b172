//! `forecast-in-past`: unfinished work is forecast before today.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "forecast-in-past",
    group: Group::Schedule,
    level: Default::Always(Level::Error),
    timed: true,
    summary: "unfinished work is forecast or promised before the as-of date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Unfinished work is forecast or promised before the as-of date.

\"When do you plan to finish?\" - \"Last Tuesday.\" A date in the past is no forecast: everything computed from it is wrong
by at least that much.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    forecast: 2026-08-31
              ^^^^^^^^^^
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    forecast: 2026-09-30
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let (field, date) = match row.item {
            Item::Milestone(milestone) => ("forecast", milestone.forecast),
            Item::Contract(contract) => ("promised", contract.promised.map(|promised| promised.likely())),
            Item::Decision(_) => continue,
        };
        let Some(date) = date.filter(|date| *date < facts.as_of) else {
            continue;
        };
        let days = facts.schedule.days_between(date, facts.as_of);
        let word = if field == "forecast" {
            "is forecast"
        } else {
            "was promised"
        };
        found
            .at(
                Place::field(row.kind.section(), row.id.as_str(), field),
                format!(
                    "{} {word} for {}, {days} d ago, and is not done",
                    row.id,
                    date.near(facts.as_of)
                ),
            )
            .help(format!(
                "write the date it will be there now in {field}:, or that it is done"
            ));
    }
}
