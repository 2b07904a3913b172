//! `unused-contract`: nobody needs what is handed over.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unused-contract",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contract that nothing needs",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract that nothing needs: no milestone of this program, or of another one, lists it.

However late it is, no date moves: either a need is missing, or somebody works on something that nobody waits for.

```yaml
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
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
    let elsewhere = contracts::needed_elsewhere(facts);
    for awaited in contracts::awaited(facts) {
        let id = awaited.id;
        let is_needed = contracts::is_needed_here(facts, &awaited) || elsewhere.contains(id.as_str());
        if is_needed || facts.unread().mentions(id.as_str()) {
            continue;
        }
        let help = match &awaited.contract.to {
            Some(to) => format!("add {id} to the needs of what {to} does with it, or withdraw it"),
            None => format!("add {id} to the needs of what is done with it, or withdraw it"),
        };
        found
            .at(
                Place::item("contracts", id.as_str()),
                format!("{id}: nobody needs it"),
            )
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_need_of_cancelled_work_is_none_and_what_came_or_was_called_off_is_over() {
        assert_drawn(
            "unused-contract",
            "2026-09-02",
            "\
contracts:
  used: {title: Used, from: infra, to: data}
  unused: {title: Unused, from: infra, to: data}
  ^^^^^^ unused: nobody needs it
  dropped: {title: Dropped, from: infra, to: data}
  ^^^^^^^ dropped: nobody needs it
  came: {title: Came, from: infra, to: data, delivered: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, withdrawn: {date: 2026-09-01}}
milestones:
  backfill: {title: Backfill, needs: [used]}
  old: {title: Old, needs: [dropped], cancelled: {date: 2026-09-01}}
",
        );
    }
}
