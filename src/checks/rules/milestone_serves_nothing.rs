//! `milestone-serves-nothing`: a candidate for scope creep.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, MilestoneKind, Place};
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "milestone-serves-nothing",
    group: Group::Charter,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a target or launch serves no objective",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A target, or a launch that nothing else needs, serves no objective of the charter.

Either an objective is missing that people work for, or people work for something that nobody asked for.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  target: [checkout-live, loyalty-live]
  out_of_scope: [refund flows]
  objectives:
    fewer-failures: Payment failures below 0.8 %
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [fewer-failures]
  loyalty-live:
  ^^^^^^^^^^^^
    title: Loyalty points live
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  target: [checkout-live, loyalty-live]
  out_of_scope: [refund flows]
  objectives:
    fewer-failures: Payment failures below 0.8 %
    returning: 30 % of customers come back within a month
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [fewer-failures]
  loyalty-live:
    title: Loyalty points live
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [returning]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    if program.charter.objectives.is_empty() {
        return;
    }
    let targets: FxHashSet<&str> = program.targets().into_iter().map(|id| id.as_str()).collect();
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let (Item::Milestone(milestone), Some(ix)) = (row.item, row.ix) else {
            continue;
        };
        let is_end = || facts.schedule.plan.graph.needed_by(ix).next().is_none();
        let is_launch = milestone.kind == Some(MilestoneKind::Launch);
        let is_asked = targets.contains(row.id.as_str()) || is_launch && is_end();
        if is_asked
            && milestone.serves.is_empty()
            && !facts.documents.has("milestones", row.id.as_str(), "serves")
        {
            found
                .at(
                    Place::item("milestones", row.id.as_str()),
                    format!("{} serves no objective", row.id),
                )
                .field("serves")
                .help("write serves: with the objective it brings, or ask who needs it");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn only_targets_and_last_launches_are_asked() {
        assert_drawn(
            "milestone-serves-nothing",
            "2026-09-02",
            "\
charter: {target: ga, objectives: {faster: Payments in 2 s}}
milestones:
  step: {title: A step on the way}
  pilot: {title: Pilot, kind: launch}
  ga: {title: Live, needs: [step, pilot]}
  ^^ ga serves no objective
  side: {title: Another launch, kind: launch}
  ^^^^ side serves no objective
  over: {title: Launched, kind: launch, done: 2026-08-31}
  served: {title: Launched, kind: launch, serves: faster}
  loose: {title: Leads to nothing}
",
        );
    }

    #[test]
    fn without_objectives_there_is_nothing_to_serve() {
        assert_drawn(
            "milestone-serves-nothing",
            "2026-09-02",
            "charter: {target: ga}\nmilestones: {ga: {title: Live}}\n",
        );
    }
}
