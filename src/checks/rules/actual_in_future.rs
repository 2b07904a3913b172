//! `actual-in-future`: a fact is dated after today.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::parse::Date;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "actual-in-future",
    group: Group::Schedule,
    level: Default::Always(Level::Error),
    timed: true,
    summary: "a fact (done, started, delivered …) is dated after the as-of date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A fact (done, started, delivered, decided …) is dated after the as-of date.

What has not happened yet is a plan: facts drive the schedule and may not be promised.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    started: 2026-09-21
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
    not_before: 2026-09-21
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut see = |section: &'static str, id: &str, facts_of: &[(&str, Option<Date>)]| {
        for (field, date) in facts_of {
            if let Some(date) = date.filter(|date| *date > facts.as_of) {
                let as_of = facts.as_of.near(facts.as_of);
                found
                    .at(
                        Place::field(section, id, field),
                        format!("{id}: {field} {date} is in the future (as of {as_of})"),
                    )
                    .help("correct the date, or use due:, forecast:, promised: or not_before: for what is planned");
            }
        }
    };
    for (id, item) in program.milestones.iter() {
        see(
            "milestones",
            id.as_str(),
            &[("started", item.started), ("done", item.done)],
        );
    }
    for (id, item) in program.contracts.iter() {
        let dates = [
            ("ordered", item.ordered),
            ("frozen", item.frozen),
            ("delivered", item.delivered),
            ("accepted", item.accepted),
        ];
        see("contracts", id.as_str(), &dates);
    }
    for (id, item) in program.blockers.iter() {
        see(
            "blockers",
            id.as_str(),
            &[("raised", item.raised), ("resolved", item.resolved)],
        );
    }
    for (id, item) in program.risks.iter() {
        see("risks", id.as_str(), &[("occurred", item.occurred)]);
    }
    for (id, item) in program.decisions.iter() {
        see("decisions", id.as_str(), &[("decided", item.decided)]);
    }
}
