//! `back-dated`: done is set long after the day it names, and after it was due.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "back-dated",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "done is set long after the day it names, and after it was due",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An item that was past due became done on a day more than five working days ago.

The change is the first to say so. Perhaps nobody wrote it down; perhaps the date makes a late item look on time. The
program before:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-08-21, accept: All calls pass}
```

and after, on 2 September:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-08-21, done: 2026-08-20, accept: All calls pass}
                                                                     ^^^^^^^^^^
```

Give the day on which it was accepted:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-08-21, done: 2026-09-01, accept: All calls pass}
```
";

/// Working days after which a fact is written down late.
const LATE: i64 = 5;

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for each in change.edits_of(Section::Milestones, "done") {
        let id = each.edit.id.as_str();
        let (Some(was), Some(is)) = (
            change.diff.base.milestones.get(id),
            facts.program.milestones.get(id),
        ) else {
            continue;
        };
        let (None, Some(done), Some(due)) = (was.done, is.done, was.due) else {
            continue;
        };
        // The day of the commit that says so; without history, the day of the check.
        let history = facts.history();
        let said = history.and_then(|history| history.set_on(Section::Milestones, id, "done"));
        let said = said.unwrap_or(facts.as_of);
        let age = facts.schedule.days_between(done, said);
        if due >= said || age <= LATE {
            continue;
        }
        let message = if said == facts.as_of {
            format!(
                "{id} was due {} and is said only now to be done on {}, {age} d ago",
                day(due, facts.as_of),
                day(done, facts.as_of)
            )
        } else {
            format!(
                "{id} was due {} and was said on {} to be done on {}, {age} d before",
                day(due, facts.as_of),
                day(said, facts.as_of),
                day(done, facts.as_of)
            )
        };
        found
            .at(Place::field("milestones", id, "done"), message)
            .help("give the day on which it was accepted, or say in proof: what shows the earlier one");
    }
}
