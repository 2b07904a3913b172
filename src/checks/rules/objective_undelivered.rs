//! `objective-undelivered`: nothing serves it.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "objective-undelivered",
    group: Group::Charter,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "no milestone serves an objective",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
No milestone serves an objective of the charter. A warning at first, an error from stage `delivering` on.

What the program exists for and what it works on have come apart: all milestones can be green while the objective is
not reached.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  objectives:
    retire-legacy: {say: Legacy acquirer switched off, by: 2026-12-31}
    ^^^^^^^^^^^^^
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
```

Say which milestone brings it, or drop the objective:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  objectives:
    retire-legacy: {say: Legacy acquirer switched off, by: 2026-12-31}
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [retire-legacy]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    // Before anything is planned nothing can serve.
    if program.milestones.is_empty() {
        return;
    }
    let live = program
        .milestones
        .values()
        .filter(|milestone| milestone.cancelled.is_none());
    let served: FxHashSet<&str> = live
        .flat_map(|milestone| milestone.serves.iter())
        .map(|id| id.as_str())
        .collect();
    for id in program.charter.objectives.keys() {
        if !served.contains(id.as_str()) && !facts.unread().mentions(id.as_str()) {
            found
                .at(
                    Place::field("charter", "", "objectives")
                        .key(id.as_str())
                        .on_key(),
                    format!("nothing serves {id}"),
                )
                .help(format!(
                    "write serves: [{id}] on the milestone that brings it, or drop the objective"
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_cancelled_milestone_serves_nothing_and_a_done_one_does() {
        assert_drawn(
            "objective-undelivered",
            "2026-09-02",
            "\
charter:
  objectives:
    retire-legacy: Legacy switched off
    ^^^^^^^^^^^^^ nothing serves retire-legacy
    fewer-failures: Failures below 0.8 %
    faster: Payments in 2 s
milestones:
  ga: {title: Live, serves: fewer-failures}
  pilot: {title: Pilot, serves: [faster], done: 2026-08-31}
  switch-off: {title: Switched off, serves: [retire-legacy], cancelled: {date: 2026-08-31}}
",
        );
    }

    #[test]
    fn before_anything_is_planned_it_is_silent() {
        assert_drawn(
            "objective-undelivered",
            "2026-09-02",
            "charter: {objectives: {faster: Payments in 2 s}}\n",
        );
    }
}
