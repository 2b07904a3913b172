//! `ignore-expired`: a suppression outlived its end date.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ignore-expired",
    group: Group::Hygiene,
    level: Default::Always(Level::Error),
    timed: true,
    summary: "a suppression is past its end date",
    page: PAGE,
    folded: None,
    // Found where suppressions are applied.
    check: Check::WhileReading,
};

const PAGE: &str = "\
A suppression is past its end date; what it hid is reported again.

An accepted finding is accepted for a while. After that somebody looks: is it mended, or is there a new reason?

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    team: web
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
    ignore:
      - check: missing-owner
        ^^^^^
        because: the team lead decides in the first week
        until: 2026-08-31
```

Mend what it hides, or set a new end date with a reason:

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```
";
