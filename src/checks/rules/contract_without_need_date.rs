//! `contract-without-need-date`: nobody has said when it is needed.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "contract-without-need-date",
    group: Group::Contracts,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a contract has no need_by; a derived date is used",
    page: PAGE,
    folded: Some("have no need date"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract has no `need_by`; the latest start of what needs it is used instead.

The derived date is the last one at which nothing is late yet. The receiver usually needs it earlier, and only the
receiver knows when.

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
    let elsewhere = contracts::needed_elsewhere(facts);
    for awaited in contracts::awaited(facts) {
        let id = awaited.id;
        if awaited.contract.need_by.is_some() || facts.documents.has("contracts", id.as_str(), "need_by") {
            continue;
        }
        // What nobody needs has a rule of its own.
        if !contracts::is_needed_here(facts, &awaited) && !elsewhere.contains(id.as_str()) {
            continue;
        }
        let start = contracts::needed(facts, &awaited).and_then(|needed| {
            let start_of = needed.start_of?;
            Some(format!(
                "; {start_of} must start by {}",
                needed.date.near(facts.as_of)
            ))
        });
        let ask = contracts::ask(facts, awaited.contract.to.as_ref());
        found
            .at(
                Place::item("contracts", id.as_str()),
                format!("{id} has no need_by{}", start.unwrap_or_default()),
            )
            .field("need_by")
            .help(format!("ask {ask} when it is needed, then write need_by:"));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_latest_start_of_the_first_receiver_stands_in() {
        // The network ends on 15 September: ten working days from the 2nd. Backfill may start on 9, load on 14.
        assert_drawn(
            "contract-without-need-date",
            "2026-09-02",
            "\
contracts:
  capacity: {title: Capacity, from: infra, to: data, promised: 2026-09-03}
  ^^^^^^^^ capacity has no need_by; backfill must start by 9 Sep
  dated: {title: Dated, from: infra, to: data, promised: 2026-09-03, need_by: 2026-09-09}
  unneeded: {title: Unneeded, from: infra, to: data, promised: 2026-09-03}
  came: {title: Came, from: infra, to: data, delivered: 2026-09-01}
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [capacity, dated, came]}
  load: {title: Load, duration: 2d, needs: [capacity]}
  screens: {title: Screens, duration: 10d}
",
        );
    }
}
