//! `need-dropped`: a need was dropped where there was hardly any float.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "need-dropped",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a need was dropped where there was hardly any float",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A need was taken out of an item on a path with hardly any float, although what was needed is not done.

It is the cheapest way to win days: the work is still there, and only the file forgot that it has to come first. The
program before:

```yaml
milestones:
  capacity: {title: 400 cores in place, owner: lee, due: 2026-09-25, duration: 15d, accept: Quota shown}
  backfill: {title: Backfill, owner: chen, due: 2026-10-09, duration: 10d, needs: [api, capacity], accept: Match}
  api: {title: API in staging, owner: jonas, due: 2026-09-11, duration: 3d, accept: All calls pass}
```

and after:

```yaml
milestones:
  capacity: {title: 400 cores in place, owner: lee, due: 2026-09-25, duration: 15d, accept: Quota shown}
  backfill: {title: Backfill, owner: chen, due: 2026-10-09, duration: 10d, needs: [api], accept: Match}
                                                                                  ^^^^^
  api: {title: API in staging, owner: jonas, due: 2026-09-11, duration: 3d, accept: All calls pass}
```

Put it back, or record the decision that made it needless:

```yaml
milestones:
  capacity: {title: 400 cores in place, owner: lee, due: 2026-09-25, duration: 15d, accept: Quota shown}
  backfill: {title: Backfill, owner: chen, due: 2026-10-09, duration: 10d, needs: [api], accept: Match}
  api: {title: API in staging, owner: jonas, due: 2026-09-11, duration: 3d, accept: All calls pass}
decisions:
  d-rent:
    title: Where does the backfill run?
    decider: vera
    decided: 2026-09-01
    chosen: rented
    because: Rented cores are there today
    changes: [backfill]
    options: {rented: \"Rented cores\", own: \"Our own\"}
```
";

/// Searches for another way from the need to the item; the rest of a change that drops more is told without.
const SEARCHES: usize = 200;

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let mut searches = SEARCHES;
    let limit = facts.schedule.options.near_critical;
    for each in change.edits_of(Section::Milestones, "needs") {
        let id = each.edit.id.as_str();
        let (Some(was), Some(is)) = (
            change.diff.base.milestones.get(id),
            facts.program.milestones.get(id),
        ) else {
            continue;
        };
        if is.done.is_some() || is.cancelled.is_some() || change.is_covered(facts, id) {
            continue;
        }
        let kept: BTreeSet<&str> = is
            .needs
            .iter()
            .filter_map(|need| Some(need.id.as_ref()?.as_str()))
            .collect();
        for need in was
            .needs
            .iter()
            .filter_map(|need| Some(need.id.as_ref()?.as_str()))
        {
            let graph = &change.base.plan.graph;
            let Some(node) = graph.find(need).filter(|_| !kept.contains(need)) else {
                continue;
            };
            let float = change.base.late(node).map(|late| late.total_float);
            let is_there = facts.program.item(need).is_some_and(|item| item.done().is_none());
            if float.is_none_or(|float| float >= limit) || !is_there || facts.program.has_left(need) {
                continue;
            }
            let is_implied = searches > 0 && facts.schedule.plan.graph.leads_to(need, id);
            searches = searches.saturating_sub(1);
            if is_implied {
                continue;
            }
            let gain = each.effect.without.or(each.effect.alone).filter(|days| *days < 0);
            let effect = match gain {
                Some(days) => format!("gains {} d", -days),
                None => format!("leaves a path with {} d of float", float.unwrap_or_default()),
            };
            found
                .at(
                    Place::field("milestones", id, "needs"),
                    format!("{id} no longer needs {need}; dropping it {effect}"),
                )
                .help(format!(
                    "put it back, or record why it is needless in a decision with changes: [{id}]"
                ));
        }
    }
}
