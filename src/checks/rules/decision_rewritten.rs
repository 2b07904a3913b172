//! `decision-rewritten`: an accepted decision was edited instead of superseded.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decision-rewritten",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an accepted decision was edited instead of superseded",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
What was decided, by whom, when, why or over what was changed after the decision was accepted.

A decision log is worth something because it says what people agreed to then. Who decides anew writes a new decision
that names the old one in `supersedes`. The program before:

```yaml
decisions:
  d-provider:
    title: Which provider carries the EU?
    decider: vera
    decided: 2026-08-10
    chosen: paygate
    because: Lower fees
    options: {paygate: \"PayGate\", cardone: \"CardOne\"}
```

and after:

```yaml
decisions:
  d-provider:
    title: Which provider carries the EU?
    decider: vera
    decided: 2026-08-10
    chosen: cardone
            ^^^^^^^
    because: Lower fees
    options: {paygate: \"PayGate\", cardone: \"CardOne\"}
```

Decide anew:

```yaml
decisions:
  d-provider:
    title: Which provider carries the EU?
    decider: vera
    decided: 2026-08-10
    chosen: paygate
    because: Lower fees
    options: {paygate: \"PayGate\", cardone: \"CardOne\"}
  d-provider-again:
    title: Which provider carries the EU after the outage?
    decider: vera
    decided: 2026-09-01
    chosen: cardone
    because: PayGate has no second region
    supersedes: [d-provider]
    options: {paygate: \"PayGate\", cardone: \"CardOne\"}
```
";

/// What people agreed to; a field that was empty may be filled in later, but for what the decision covers.
const AGREED: [&str; 8] = [
    "title",
    "decider",
    "decided",
    "chosen",
    "because",
    "options",
    "changes",
    "supersedes",
];

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for each in &change.diff.edits {
        let edit = &each.edit;
        let Some(field) = edit.field.filter(|field| AGREED.contains(field)) else {
            continue;
        };
        let id = edit.id.as_str();
        let was = change
            .diff
            .base
            .decisions
            .get(id)
            .filter(|_| edit.section == Section::Decisions);
        let is_filled_in = edit.old.is_none() && field != "changes";
        let Some(decided) = was.and_then(|was| was.decided).filter(|_| !is_filled_in) else {
            continue;
        };
        let message = format!(
            "{id} was decided on {}, and its {field} changed",
            day(decided, facts.as_of)
        );
        found
            .at(Place::field("decisions", id, field), message)
            .help(format!(
                "put it back, and write a new decision with supersedes: [{id}]"
            ));
    }
}
