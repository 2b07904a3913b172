//! `late-freeze`: the content may change after the receiver has begun.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "late-freeze",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contract is to be frozen after what needs it has begun",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract is to be frozen after what needs it begins.

Until the freeze the giver may change it, and the receiver has already started to build on it.

```yaml
contracts:
  edge-capacity:
    title: Capacity API v1
    kind: api
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    freeze_by: 2026-09-25
               ^^^^^^^^^^
    spec: https://example.org/specs/capacity
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```

```yaml
contracts:
  edge-capacity:
    title: Capacity API v1
    kind: api
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    freeze_by: 2026-09-11
    spec: https://example.org/specs/capacity
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for awaited in contracts::awaited(facts) {
        let (contract, id) = (awaited.contract, awaited.id);
        let Some(freeze_by) = contract.freeze_by.filter(|_| contract.frozen.is_none()) else {
            continue;
        };
        let nodes = &facts.schedule.plan.graph.nodes;
        let first = facts.schedule.open_successors(awaited.ix).into_iter().next();
        let Some(row) = first.and_then(|ix| facts.schedule.row(&nodes[ix as usize].id)) else {
            continue;
        };
        // What has begun is told by another rule.
        let has_begun = matches!(row.item, Item::Milestone(milestone) if milestone.started.is_some());
        let Some(start) = row.early_start.filter(|start| *start < freeze_by && !has_begun) else {
            continue;
        };
        found
            .at(
                Place::field("contracts", id.as_str(), "freeze_by"),
                format!(
                    "{id}: freeze by {}, but {} starts {}",
                    freeze_by.near(facts.as_of),
                    row.id,
                    start.near(facts.as_of)
                ),
            )
            .also(
                &Place::item("milestones", row.id.as_str()),
                format!("starts {}", start.near(facts.as_of)),
            )
            .help(format!(
                "agree on a freeze before {}, or let {} start later",
                start.near(facts.as_of),
                row.id
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_freeze_on_the_first_day_of_the_work_is_in_time() {
        assert_drawn(
            "late-freeze",
            "2026-09-02",
            "\
contracts:
  late: {title: Late, from: infra, to: data, promised: 2026-09-04, freeze_by: 2026-09-08}
                                                                              ^^^^^^^^^^ late: freeze by 8 Sep, but backfill starts 7 Sep
  timely: {title: Timely, from: infra, to: data, promised: 2026-09-04, freeze_by: 2026-09-07}
  begun: {title: Begun, from: infra, to: data, promised: 2026-09-04, freeze_by: 2026-09-08}
  frozen: {title: Frozen, from: infra, to: data, promised: 2026-09-04, freeze_by: 2026-09-08, frozen: 2026-09-01}
  unneeded: {title: Unneeded, from: infra, to: data, promised: 2026-09-04, freeze_by: 2026-09-08}
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [late, timely, frozen]}
  screens: {title: Screens, duration: 5d, started: 2026-09-01, needs: [begun]}
",
        );
    }
}
