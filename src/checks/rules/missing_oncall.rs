//! `missing-oncall`: a launch has no on-call rota.

use super::production;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GapKind;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-oncall",
    group: Group::Ownership,
    level: Default::Launch,
    timed: false,
    summary: "a launch has no on-call rota",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch has no on-call rota. A warning until 20 working days before the launch, an error from then on.

Somebody has to be called at three in the morning, and has to know it before.

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
      accepted_by: jonas
      accepted_on: 2026-08-31
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
        GapKind::NoOncall,
        "it has no on-call rota",
        "write oncall: with the name of the rota",
    );
}
