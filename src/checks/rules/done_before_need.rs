//! `done-before-need`: done although something it needs is not.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Relation};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "done-before-need",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a milestone is done although something it needs is not",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A milestone is done although something it needs is not.

Either the need was none, or \"done\" is not. Both are worth a minute before others build on it.

```yaml
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: chen
    due: 2026-10-02
    duration: 8d
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-08-28
    done: 2026-08-27
          ^^^^^^^^^^
    needs: [pay-api-beta]
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: chen
    due: 2026-08-21
    done: 2026-08-20
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-08-28
    done: 2026-08-27
    needs: [pay-api-beta]
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let graph = &facts.schedule.plan.graph;
    for (id, milestone) in facts
        .program
        .milestones
        .iter()
        .filter(|(_, milestone)| milestone.done.is_some())
    {
        let Some(ix) = graph.find(id.as_str()) else {
            continue;
        };
        for edge in graph.needs(ix) {
            let binds = matches!(edge.relation, Relation::FS | Relation::FF);
            if !binds || facts.schedule.is_done(edge.from) {
                continue;
            }
            let need = &graph.nodes[edge.from as usize].id;
            let at = milestone
                .needs
                .iter()
                .position(|known| known.id.as_ref() == Some(need))
                .unwrap_or(0);
            found
                .at(
                    Place::field("milestones", id.as_str(), "done"),
                    format!("{id} is done, but needs {need}, which is not"),
                )
                .also(
                    &Place::field("milestones", id.as_str(), "needs").at(at),
                    "needed here",
                )
                .help(format!("say when {need} was done, or take it out of needs:"));
        }
    }
}
