//! `contract-not-agreed-in-time`: it is needed soon, and neither side has agreed.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "contract-not-agreed-in-time",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a contract is needed soon, and nobody has agreed to it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract is needed within 20 working days, and neither side has agreed to it.

What was only proposed is a wish of one team. Twenty days is about what it takes to find out that the other one has
understood something else, and to mend it.

```yaml
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    need_by: 2026-09-18
    promised: 2026-09-16
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for awaited in contracts::awaited(facts) {
        if !contracts::is_late_proposal(facts, &awaited) {
            continue;
        }
        let (contract, id) = (awaited.contract, awaited.id);
        let (Some(from), Some(to)) = (&contract.from, &contract.to) else {
            continue;
        };
        let Some(needed) = contracts::needed(facts, &awaited) else {
            continue;
        };
        let when = contracts::when(facts, needed.date);
        found
            .at(
                Place::item("contracts", id.as_str()),
                format!("{id}: still proposed, needed {when}"),
            )
            .field("agreed_by")
            .help(format!(
                "get a yes from {from} and {to}, then write agreed_by: with a person of each"
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn twenty_working_days_before_the_need_it_is_time() {
        // From Wed 2 September to Wed 30 are twenty working days.
        assert_drawn(
            "contract-not-agreed-in-time",
            "2026-09-02",
            "\
contracts:
  near: {title: Near, from: infra, to: data, need_by: 2026-09-30}
  ^^^^ near: still proposed, needed in 20 d
  past: {title: Past, from: infra, to: data, need_by: 2026-09-01}
  ^^^^ past: still proposed, needed 1 d ago
  far: {title: Far, from: infra, to: data, need_by: 2026-10-01}
  agreed: {title: Agreed, from: infra, to: data, need_by: 2026-09-11, agreed_by: {infra: lee, data: chen}}
  half: {title: Half, from: infra, to: data, need_by: 2026-09-11, agreed_by: {infra: lee}}
  lonely: {title: Lonely, from: infra, need_by: 2026-09-11}
  frozen: {title: Frozen, from: infra, to: data, need_by: 2026-09-11, frozen: 2026-09-01}
  came: {title: Came, from: infra, to: data, need_by: 2026-09-11, delivered: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, need_by: 2026-09-11, withdrawn: {date: 2026-09-01}}
",
        );
    }
}
