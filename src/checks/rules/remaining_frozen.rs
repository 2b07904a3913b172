//! `remaining-frozen`: what is left to do does not become less.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::history::History;
use crate::model::{Level, Place, Section};
use crate::parse::Field;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "remaining-frozen",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "in progress, and remaining is what it was a week of work ago",
    page: PAGE,
    folded: None,
    check: Check::History(check),
};

const PAGE: &str = "\
A milestone is in progress, and its `remaining` has been the same for a week of work or longer.

The rest of the work begins anew every morning as long as nobody writes it down, and the date of everything behind it
moves by a day a day. Each example here is a commit, with its day above it.

```yaml
# 2026-08-26
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    started: 2026-08-20
    remaining: 6d
               ^^
    accept: All rows match the ledger
```

```yaml
# 2026-08-31
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    started: 2026-08-20
    remaining: 3d
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, history: &History, found: &mut Found<'_>) {
    let week = facts.schedule.plan.program_calendar().week_days();
    for (id, milestone) in facts.program.milestones.iter() {
        let is_open =
            milestone.started.is_some() && milestone.done.is_none() && milestone.cancelled.is_none();
        let Some(remaining) = milestone.remaining.as_ref().filter(|_| is_open) else {
            continue;
        };
        let Some(set) = history.set_on(Section::Milestones, id.as_str(), "remaining") else {
            continue;
        };
        let age = facts.schedule.days_between(set, facts.as_of);
        if age < week {
            continue;
        }
        let left = remaining.written().unwrap_or_default();
        found
            .at(
                Place::field("milestones", id.as_str(), "remaining"),
                format!("{id}: {left} remain, as {age} d ago"),
            )
            .help("write what is left today, or what keeps it from becoming less as a blocker");
    }
}
