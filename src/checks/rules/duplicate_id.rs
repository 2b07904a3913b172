//! `duplicate-id`: one id for two things.

use crate::checks::{Check, Default, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Structure,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "one id for two things",
    page: PAGE,
    folded: None,
    // Found while files are merged.
    check: Check::WhileReading,
};

const PAGE: &str = "\
One id stands for two things, of one kind in two files or of two kinds.

An id is written in `needs`, `hits` and `blocks` without its kind, so that it must mean one thing in the whole
program. Of two the first stands.

```yaml
milestones:
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-09
    accept: All traffic runs on the new platform
decisions:
  go-live:
  ^^^^^^^
    title: When do we go live?
    decider: vera
    raised: 2026-08-03
    decided: 2026-08-28
    chosen: in-october
    because: Finance closes its books in September
    options:
      in-october: Go in October
      in-january: Go in January
```

Give one of them another id:

```yaml
milestones:
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-09
    accept: All traffic runs on the new platform
decisions:
  go-live-date:
    title: When do we go live?
    decider: vera
    raised: 2026-08-03
    decided: 2026-08-28
    chosen: in-october
    because: Finance closes its books in September
    options:
      in-october: Go in October
      in-january: Go in January
```
";
