//! `non-working-day`: promised for a day on which nobody works.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "non-working-day",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a date is promised for a day on which nobody works",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A date is promised for a day on which nobody works.

It is either the working day before or the one after, and the two sides will not mean the same.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-10
         ^^^^^^^^^^
    duration: 5d
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let Some(ix) = row.ix else { continue };
        let (field, date) = match row.item {
            Item::Milestone(milestone) => ("due", milestone.due),
            Item::Contract(contract) => ("promised", contract.promised.map(|promised| promised.likely())),
            Item::Decision(decision) => ("decide_by", decision.decide_by),
        };
        let calendar = facts.schedule.plan.calendar(ix);
        if let Some(date) = date.filter(|date| !calendar.works_on(i64::from(date.day()))) {
            let index = calendar.index(i64::from(date.day()));
            let day = |day: i64| crate::parse::Date::from_day(i32::try_from(day).unwrap_or(i32::MAX));
            let (before, next) = (day(calendar.day(index - 1)), day(calendar.day(index)));
            found
                .at(
                    Place::field(row.kind.section(), row.id.as_str(), field),
                    format!("{} {field} {}: nobody works that day", row.id, date.long()),
                )
                .help(format!("write {before} or {next}"));
        }
    }
}
