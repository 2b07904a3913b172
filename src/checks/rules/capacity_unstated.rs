//! `capacity-unstated`: a launch that says nothing on capacity.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{ContractKind, Item, MilestoneKind, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "capacity-unstated",
    group: Group::Contracts,
    level: Default::Launch,
    timed: false,
    summary: "a launch says nothing on capacity",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch says nothing on capacity: nothing it needs, however far up, is a procurement contract, and it has no launch
item `capacity`. A warning until 20 working days before the launch, an error from then on.

Capacity has the longest lead time of all that a launch needs. If there is enough, one line says who has looked.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
  ^^^^^^^^^^^^^
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
    items:
      capacity: {owner: lee, by: 2026-10-30}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let expected = facts.settings.launch_items.as_ref();
    if expected.is_some_and(|items| !items.iter().any(|item| item.as_str() == "capacity")) {
        return;
    }
    let graph = &facts.schedule.plan.graph;
    // One pass in the order of the needs: whether a procurement contract lies on the way to each node.
    let mut procured = vec![false; graph.nodes.len()];
    for ix in &graph.order {
        let bought = match graph.nodes[*ix as usize].item {
            Item::Contract(contract) => contract.kind == Some(ContractKind::Procurement),
            _ => false,
        };
        procured[*ix as usize] = bought || graph.needs(*ix).iter().any(|edge| procured[edge.from as usize]);
    }
    for (id, milestone) in facts.program.milestones.iter() {
        let launch = facts.program.launches.get(id.as_str());
        let is_launch = launch.is_some() || milestone.kind == Some(MilestoneKind::Launch);
        if !is_launch || milestone.done.is_some() || milestone.cancelled.is_some() {
            continue;
        }
        let is_stated = launch.is_some_and(|launch| launch.items.get("capacity").is_some());
        if is_stated || graph.find(id.as_str()).is_none_or(|ix| procured[ix as usize]) {
            continue;
        }
        let section = if launch.is_some() {
            "launches"
        } else {
            "milestones"
        };
        let severity = if facts.is_near_launch(id.as_str()) {
            Severity::Error
        } else {
            Severity::Warn
        };
        found
            .at(
                Place::item(section, id.as_str()),
                format!("{id} needs no procurement contract and has no launch item capacity"),
            )
            .field("items")
            .severity(severity)
            .help("add capacity: to its launch items, with who has looked and by when");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_procurement_contract_far_up_answers_too() {
        assert_drawn(
            "capacity-unstated",
            "2026-09-02",
            "\
contracts:
  servers: {title: Servers, kind: procurement, from: infra, to: data}
  interface: {title: Interface, kind: api, from: infra, to: data}
milestones:
  moved: {title: Moved, needs: [servers]}
  first: {title: First, kind: launch, needs: [moved]}
  second: {title: Second, kind: launch, needs: [interface]}
  ^^^^^^ second needs no procurement contract and has no launch item capacity
  third: {title: Third}
  fourth: {title: Fourth}
  fifth: {title: Fifth, kind: launch, done: 2026-09-01}
  sixth: {title: Sixth, kind: launch, cancelled: {date: 2026-09-01}}
launches:
  third: {items: {capacity: moved}}
  fourth: {items: {rollback: moved}}
  ^^^^^^ fourth needs no procurement contract and has no launch item capacity
",
        );
    }
}
