//! `slipping-promise`: a contract's promise was put off again and again.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::history::History;
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "slipping-promise",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contract's promise was put off twice or more",
    page: PAGE,
    folded: None,
    check: Check::History(check),
};

const PAGE: &str = "\
The promise of a contract was put off twice or more, as git tells.

What has slipped twice slips a third time: the giver does not know when it will be there. Whoever waits for it needs
another way, or a date that somebody has worked out. Each example here is a commit, with its day above it.

```yaml
# 2026-08-03
milestones:
  data-backfill: {title: Backfill done, owner: chen, duration: 5d, due: 2026-10-09, needs: [edge], accept: All match}
contracts:
  edge:
    title: Edge capacity
    from: cloudco
    to: data
    owner: lee
    promised: 2026-09-11
    need_by: 2026-10-02
    fallback: Rented capacity
```

```yaml
# 2026-08-10
milestones:
  data-backfill: {title: Backfill done, owner: chen, duration: 5d, due: 2026-10-09, needs: [edge], accept: All match}
contracts:
  edge:
    title: Edge capacity
    from: cloudco
    to: data
    owner: lee
    promised: 2026-09-15
    need_by: 2026-10-02
    fallback: Rented capacity
```

```yaml
# 2026-08-31
milestones:
  data-backfill: {title: Backfill done, owner: chen, duration: 5d, due: 2026-10-09, needs: [edge], accept: All match}
contracts:
  edge:
    title: Edge capacity
    from: cloudco
    to: data
    owner: lee
    promised: 2026-09-25
              ^^^^^^^^^^
    need_by: 2026-10-02
    fallback: Rented capacity
```

There is no mending a date that has slipped but to keep the next one. A promise that was put off once is silent:

```yaml
# 2026-08-31
milestones:
  data-backfill: {title: Backfill done, owner: chen, duration: 5d, due: 2026-10-09, needs: [edge], accept: All match}
contracts:
  edge:
    title: Edge capacity
    from: cloudco
    to: data
    owner: lee
    promised: 2026-09-15
    need_by: 2026-10-02
    fallback: Rented capacity
```
";

/// Moves to a later date from which on a promise is slipping.
const OFTEN: usize = 2;

fn check(facts: &Facts<'_>, history: &History, found: &mut Found<'_>) {
    for (id, contract) in facts.program.contracts.iter() {
        let is_open =
            contract.delivered.is_none() && contract.accepted.is_none() && contract.withdrawn.is_none();
        let Some(promised) = contract.promised.as_ref().filter(|_| is_open) else {
            continue;
        };
        let Some(slips) = history.slips(Section::Contracts, id.as_str()) else {
            continue;
        };
        let times = slips.later().count();
        let days = facts.schedule.days_between(slips.original, promised.likely());
        let Some(first) = slips.later().next().filter(|_| times >= OFTEN && days > 0) else {
            continue;
        };
        let weeks = ((facts.as_of.day() - first.on.day()) / 7).max(1);
        let weeks = if weeks == 1 {
            "a week".into()
        } else {
            format!("{weeks} weeks")
        };
        found
            .at(
                Place::field("contracts", id.as_str(), "promised"),
                format!("{id}: promised moved {times} times in {weeks}, +{days} d in all"),
            )
            .help("ask the giver how the date was worked out, and write a fallback:");
    }
}
