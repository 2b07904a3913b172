//! `missing-production-owner`: no team owns a launch in production.

use super::production;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GapKind;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-production-owner",
    group: Group::Ownership,
    level: Default::Launch,
    timed: false,
    summary: "no team owns a launch in production",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
No team owns a launch in production. A warning until 20 working days before the launch, an error from then on.

\"Who owns this in production?\" is asked by the first person who is woken up. Ask before.

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
  ^^^^^^^^^^^^^
    ops:
      oncall: web-primary
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
        GapKind::NoProductionOwner,
        "no team owns it in production",
        "write ops: with the team that will operate it",
    );
}
