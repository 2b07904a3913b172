//! `due-before-need`: it is promised before what it needs is.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Relation};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "due-before-need",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an item is due before something it needs is due",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An item is due before something it needs is due: the dates contradict the graph.

One of the two promises cannot be kept. Better to know which while both can still be changed.

```yaml
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: chen
    due: 2026-10-14
    duration: 8d
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
         ^^^^^^^^^^
    duration: 5d
    needs: [pay-api-beta]
    accept: Ten staff complete a purchase without help
```

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
    due: 2026-10-09
    duration: 5d
    needs: [pay-api-beta]
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let graph = &facts.schedule.plan.graph;
    for ix in graph
        .own()
        .filter(|ix| !facts.schedule.is_done(*ix) && facts.schedule.early(*ix).is_some())
    {
        let node = &graph.nodes[ix as usize];
        let Some(due) = node.item.due() else { continue };
        // The worst contradiction of an item is told, not every one.
        let worst = graph
            .needs(ix)
            .iter()
            .filter(|edge| edge.relation == Relation::FS && !facts.schedule.is_done(edge.from))
            .filter_map(|edge| {
                let need = &graph.nodes[edge.from as usize];
                Some((need.item.due().filter(|date| *date > due)?, edge.from))
            })
            .max();
        let Some((date, need)) = worst else { continue };
        let need = &graph.nodes[need as usize];
        let field = match need.item.kind() {
            crate::model::Kind::Contract => "need_by",
            crate::model::Kind::Decision => "decide_by",
            _ => "due",
        };
        found
            .at(
                Place::field(node.item.kind().section(), node.id.as_str(), "due"),
                format!(
                    "{} is due {}, but needs {} due {}",
                    node.id,
                    due.near(facts.as_of),
                    need.id,
                    date.near(facts.as_of)
                ),
            )
            .also(
                &Place::field(need.item.kind().section(), need.id.as_str(), field),
                "due here",
            )
            .help(format!(
                "move one of the two dates, or drop the need; {} comes first",
                need.id
            ));
    }
}
