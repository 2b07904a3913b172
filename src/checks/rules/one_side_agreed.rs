//! `one-side-agreed`: one of two sides has not agreed.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "one-side-agreed",
    group: Group::Contracts,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "one side of a contract has not agreed to it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
One side of a contract has not agreed to it, although somebody has.

A contract that one team has signed reads as agreed to everyone else. It is agreed when a person of each team says so.

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee}
               ^^^^^^^^^^^^
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
        let (contract, id) = (awaited.contract, awaited.id);
        let silent = contract.silent();
        let (Some(first), false) = (silent.first(), contract.agreed_by.is_empty()) else {
            continue;
        };
        let message = match silent.get(1) {
            Some(second) => format!("{id}: neither {first} nor {second} has agreed"),
            None => format!("{id}: {first} has not agreed"),
        };
        let ask = contracts::ask(facts, Some(first));
        found
            .at(Place::field("contracts", id.as_str(), "agreed_by"), message)
            .help(format!("ask {ask}, then add {first} to agreed_by:"));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn both_sides_count_and_nobody_else() {
        assert_drawn(
            "one-side-agreed",
            "2026-09-02",
            "\
contracts:
  half: {title: Half, from: infra, to: data, agreed_by: {data: chen}}
                                                        ^^^^^^^^^^^^ half: infra has not agreed
  third: {title: Third, from: infra, to: data, agreed_by: {web: jonas}}
                                                          ^^^^^^^^^^^^ third: neither infra nor data has agreed
  both: {title: Both, from: infra, to: data, agreed_by: {data: chen, infra: lee}}
  none: {title: None, from: infra, to: data}
  itself: {title: Itself, from: data, to: data, agreed_by: {data: chen}}
  came: {title: Came, from: infra, to: data, agreed_by: {data: chen}, delivered: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, agreed_by: {data: chen}, withdrawn: {date: 2026-09-01}}
",
        );
    }
}
