//! `one-sided-contract`: nobody gives it, or nobody receives it.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "one-sided-contract",
    group: Group::Ownership,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a contract lacks the team that gives or the team that gets",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract lacks the team that gives or the team that gets.

A hand-over has two sides: without a giver nobody works on it, without a receiver nobody will say that it does not fit.

```yaml
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
    title: 400 vCPU in eu-west
    from: infra
    owner: lee
    need_by: 2026-09-25
    promised: 2026-09-25
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-25
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, contract) in facts.program.contracts.iter() {
        let has = |field| facts.documents.has("contracts", id.as_str(), field);
        if contract.withdrawn.is_some() {
            continue;
        }
        let (what, field) = match (
            contract.from.is_some() || has("from"),
            contract.to.is_some() || has("to"),
        ) {
            (true, true) => continue,
            (true, false) => ("nobody receives it", "to"),
            (false, true) => ("nobody gives it", "from"),
            (false, false) => ("nobody gives it and nobody receives it", "from"),
        };
        found
            .at(Place::item("contracts", id.as_str()), format!("{id}: {what}"))
            .field(field)
            .help("write from: and to: with the ids of two teams");
    }
}
