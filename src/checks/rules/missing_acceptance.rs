//! `missing-acceptance`: nothing says when it is done.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-acceptance",
    group: Group::Schedule,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "an open milestone has no acceptance criteria",
    page: PAGE,
    folded: Some("have no acceptance criteria"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open milestone has no acceptance criteria.

Without them \"done\" is an argument: the giver says it is, the receiver says it is not, and both are right.

```yaml
milestones:
  checkout-ui-beta:
  ^^^^^^^^^^^^^^^^
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
```

Say what can be seen when it is done: a number, an artefact, or who signs.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, milestone) in facts.program.milestones.iter() {
        let is_open = milestone.done.is_none() && milestone.cancelled.is_none();
        if is_open && milestone.accept.is_empty() && !facts.documents.has("milestones", id.as_str(), "accept")
        {
            found
                .at(
                    Place::item("milestones", id.as_str()),
                    format!("{id} has no acceptance criteria"),
                )
                .field("accept")
                .help("write accept: with what can be seen when it is done");
        }
    }
}
