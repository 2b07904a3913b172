//! `ops-not-accepted`: the operating team has not accepted a launch.

use super::production;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GapKind;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ops-not-accepted",
    group: Group::Ownership,
    level: Default::Launch,
    timed: false,
    summary: "the operating team has not accepted a launch",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The operating team has not accepted a launch. A warning until 20 working days before the launch, an error from then on.

A hand-over is two-sided: a team that was only told will say in the night of the incident that it is not theirs.

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
    ops:
    ^^^
      team: web
      oncall: web-primary
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
    ops:
      team: web
      oncall: web-primary
      accepted_by: jonas
      accepted_on: 2026-08-31
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    production::tell(
        facts,
        found,
        GapKind::NotAccepted,
        "its operation is not accepted",
        "write accepted_by: and accepted_on: once they have agreed",
    );
}
