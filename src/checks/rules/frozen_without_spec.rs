//! `frozen-without-spec`: frozen, but nothing says what.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "frozen-without-spec",
    group: Group::Contracts,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a contract is frozen, but nothing says what was frozen",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract is frozen, but has no `spec`: nothing says what was frozen.

Both sides will remember it differently, and there is nothing to hold either of them to.

```yaml
contracts:
  edge-capacity:
    title: Capacity API v1
    kind: api
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    frozen: 2026-08-28
            ^^^^^^^^^^
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
    title: Capacity API v1
    kind: api
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    frozen: 2026-08-28
    spec: https://example.org/specs/capacity
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
    for (id, contract) in facts.program.contracts.iter() {
        let is_over = contract.withdrawn.is_some() || contract.accepted.is_some();
        let has_spec = !contract.spec.is_empty() || facts.documents.has("contracts", id.as_str(), "spec");
        if contract.frozen.is_none() || is_over || has_spec {
            continue;
        }
        found
            .at(
                Place::field("contracts", id.as_str(), "frozen"),
                format!("{id} is frozen, but has no spec"),
            )
            .help("write spec: with the path or address of what was frozen, or take frozen: back");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn what_is_over_needs_no_spec_any_more() {
        assert_drawn(
            "frozen-without-spec",
            "2026-09-02",
            "\
contracts:
  bare: {title: Bare, from: infra, to: data, frozen: 2026-09-01}
                                                     ^^^^^^^^^^ bare is frozen, but has no spec
  came: {title: Came, from: infra, to: data, frozen: 2026-08-20, delivered: 2026-09-01}
                                                     ^^^^^^^^^^ came is frozen, but has no spec
  accepted: {title: Accepted, from: infra, to: data, frozen: 2026-08-20, accepted: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, frozen: 2026-08-20, withdrawn: {date: 2026-09-01}}
  spec: {title: Spec, from: infra, to: data, frozen: 2026-08-20, spec: https://example.org/spec}
  open: {title: Open, from: infra, to: data}
",
        );
    }
}
