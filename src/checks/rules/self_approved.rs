//! `self-approved`: the one who did it checked it.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "self-approved",
    group: Group::Ownership,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a launch item is checked by the one who did it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch item is checked by the one who did it.

A gate exists for a second pair of eyes. The one who did the work has already seen everything they can see.

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
      rollback:
        owner: lee
        by: 2026-10-30
        checked_by: lee
                    ^^^
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
      rollback:
        owner: lee
        by: 2026-10-30
        checked_by: jonas
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, launch) in facts.program.launches.iter() {
        for (name, item) in launch.items.iter().filter(|(_, item)| item.waived.is_none()) {
            let covering = item
                .covered_by
                .as_ref()
                .and_then(|id| facts.program.milestones.get(id.as_str()));
            let doer = item
                .owner
                .as_ref()
                .or_else(|| covering.and_then(|milestone| milestone.owner.as_ref()));
            let Some(doer) = doer.filter(|doer| item.checked_by.as_ref() == Some(doer)) else {
                continue;
            };
            let is_ready = item.ready.is_some() || covering.is_some_and(|milestone| milestone.done.is_some());
            let what = if is_ready {
                "did it and checked it"
            } else {
                "does it and checks it"
            };
            found
                .at(
                    Place::field("launches", id.as_str(), "items")
                        .key(name.as_str())
                        .key("checked_by"),
                    format!("{id}.{name}: {doer} {what}"),
                )
                .help("name somebody else in checked_by:");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_doer_is_the_owner_of_the_item_or_of_the_milestone_that_covers_it() {
        assert_drawn(
            "self-approved",
            "2026-09-02",
            "\
milestones:
  ga: {title: Live}
  runbooks-ready: {title: Runbooks ready, owner: lee}
launches:
  ga:
    items:
      rollback: {owner: lee, ready: 2026-09-01, checked_by: lee}
                                                            ^^^ ga.rollback: lee did it and checked it
      monitoring: {owner: omar, checked_by: lee}
      capacity: {owner: lee, checked_by: lee, waived: d-waive}
      oncall: {owner: lee}
      alerting: {by: 2026-10-01, checked_by: lee}
      runbooks: {covered_by: runbooks-ready, checked_by: lee}
                                                         ^^^ ga.runbooks: lee does it and checks it
decisions: {d-waive: {title: Do we waive it?}}
",
        );
    }
}
