//! `started-before-need`: work at risk.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place, Relation};
use crate::schedule::Progress;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "started-before-need",
    group: Group::Schedule,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "work has begun before what it needs is there",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Work has begun although something it needs is not done.

It may be the right thing to do, and it is work at risk: what comes late or otherwise than thought makes it void.

```yaml
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: chen
    due: 2026-09-25
    duration: 15d
    started: 2026-08-31
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    started: 2026-09-01
             ^^^^^^^^^^
    needs: [pay-api-beta]
    accept: Ten staff complete a purchase without help
```

Say how the two are really tied, here that the one may begin once the other has:

```yaml
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: chen
    due: 2026-09-25
    duration: 15d
    started: 2026-08-31
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 5d
    started: 2026-09-01
    needs: [{id: pay-api-beta, type: SS}]
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let plan = &facts.schedule.plan;
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let (Item::Milestone(milestone), Some(ix)) = (row.item, row.ix) else {
            continue;
        };
        let Some(started) = milestone.started else {
            continue;
        };
        let mut missing = plan.graph.needs(ix).iter().filter(|edge| {
            let progress = plan.tasks[edge.from as usize].progress;
            match edge.relation {
                // A lead is there to begin before the need is done.
                Relation::FS => !matches!(progress, Progress::Done { .. }) && edge.lag.amount >= 0,
                Relation::SS => progress == Progress::Waiting && edge.lag.amount >= 0,
                Relation::FF | Relation::SF => false,
            }
        });
        let Some(first) = missing.next() else { continue };
        let need = &plan.graph.nodes[first.from as usize];
        let state = if first.relation == Relation::SS {
            "begun"
        } else {
            "done"
        };
        let more = match missing.count() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let message = format!(
            "{} started {}, but needs {}{more}, which is not {state}",
            row.id,
            started.near(facts.as_of),
            need.id
        );
        let place = Place::field("milestones", row.id.as_str(), "started");
        let said = found.at(place, message);
        let said = if need.program == 0 {
            let home = Place::item(need.item.kind().section(), need.id.as_str());
            said.also(&home, format!("not {state}"))
        } else {
            said
        };
        said.help(format!(
            "write done: for {} if it is, or how the two are really tied",
            need.id
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    fn plan(needs: &str, drawn: &str) {
        assert_drawn(
            "started-before-need",
            "2026-09-02",
            &format!(
                "\
milestones:
  open: {{title: Not begun, duration: 5d}}
  begun: {{title: Begun, duration: 5d, started: 2026-09-01}}
  ready: {{title: Done, duration: 5d, done: 2026-09-01}}
  dead: {{title: Cancelled, cancelled: {{date: 2026-08-01}}}}
  work:
    needs: [{needs}]
    started: 2026-09-01
{drawn}    duration: 5d
contracts: {{sandbox: {{title: Sandbox, promised: 2026-09-10}}}}
"
            ),
        );
    }

    #[test]
    fn needs_that_are_not_done_are_told_by_the_first() {
        plan(
            "open, ready",
            "             ^^^^^^^^^^ work started 1 Sep, but needs open, which is not done\n",
        );
        plan(
            "sandbox, begun, open",
            "             ^^^^^^^^^^ work started 1 Sep, but needs begun (and 2 more), which is not done\n",
        );
        plan(
            "{id: open, type: SS}",
            "             ^^^^^^^^^^ work started 1 Sep, but needs open, which is not begun\n",
        );
    }

    #[test]
    fn what_is_done_or_bounds_only_the_finish_is_silent() {
        for needs in [
            "ready",
            "dead",
            "{id: open, type: FF}",
            "{id: begun, type: SS}",
            "{id: begun, lag: -2d}",
        ] {
            plan(needs, "");
        }
    }

    #[test]
    fn done_work_is_told_of_elsewhere() {
        assert_drawn(
            "started-before-need",
            "2026-09-02",
            "milestones: {aa: {duration: 5d}, bb: {started: 2026-08-01, done: 2026-09-01, needs: [aa]}}\n",
        );
    }
}
