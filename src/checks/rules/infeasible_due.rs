//! `infeasible-due`: the network allows no date as early as the promise.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place};
use crate::schedule::{Row, Schedule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "infeasible-due",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a target cannot be reached by its due date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A target cannot be reached by its due date: even if nothing goes wrong it is later.

The date was promised to somebody. Say so now, with options, while there still are some.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope:
    - refund flows
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-16
    duration: 10d
    accept: All rows match the ledger
  ga:
    title: General availability
    owner: priya
    due: 2026-09-18
         ^^^^^^^^^^
    duration: 5d
    needs: [data-backfill]
    accept: All traffic on the new platform for 24 hours
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope:
    - refund flows
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-16
    duration: 10d
    accept: All rows match the ledger
  ga:
    title: General availability
    owner: priya
    due: 2026-09-22
    duration: 5d
    needs: [data-backfill]
    accept: All traffic on the new platform for 24 hours
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let schedule = facts.schedule;
    let targets = schedule.targets();
    for target in targets.iter().filter(|target| !target.done) {
        let (Some(due), Some(finish), Some(margin)) = (target.due, target.finish, target.margin) else {
            continue;
        };
        if margin >= 0 || due < facts.as_of {
            continue;
        }
        let chain = chain(schedule, target.id.as_str());
        let driven = if chain.is_empty() {
            String::new()
        } else {
            format!("; driven by {chain}")
        };
        let message = format!(
            "{} is {} at the earliest, {} d after due {}{driven}",
            target.id,
            finish.near(facts.as_of),
            -margin,
            due.near(facts.as_of)
        );
        found
            .at(
                Place::field(Kind::Milestone.section(), target.id.as_str(), "due"),
                message,
            )
            .help("shorten what drives it, or agree on a new date; `linchpin critical-path` shows the chain");
    }
}

/// The last few items that drive a target, earliest first.
fn chain(schedule: &Schedule<'_>, target: &str) -> String {
    let mut ids: Vec<String> = Vec::new();
    let mut row: Option<Row<'_>> = schedule.row(&target.into());
    while let Some(next) = row
        .and_then(|row| row.driving)
        .and_then(|driving| schedule.row(&driving.as_str().into()))
    {
        if ids.len() == 4 {
            ids.push("…".into());
            break;
        }
        ids.push(next.id.to_string());
        row = Some(next);
    }
    ids.reverse();
    ids.join(" → ")
}
