//! `promise-contradicts-plan`: the giver's own plan is later than the promise.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "promise-contradicts-plan",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the giver's own milestone is forecast later than the promise",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The giver's own milestone, the `source` of a contract, is forecast later than the contract is promised.

Giver and receiver read different dates in the same program. The schedule takes the later one; the receiver should hear
it from the giver.

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-16
              ^^^^^^^^^^
    source: network-ready
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
  network-ready:
    title: Network of the new cluster in service
    owner: lee
    due: 2026-09-22
    duration: 15d
    accept: 400 vCPU reachable from both sites
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
    need_by: 2026-09-25
    promised: 2026-09-23
    source: network-ready
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
  network-ready:
    title: Network of the new cluster in service
    owner: lee
    due: 2026-09-22
    duration: 15d
    accept: 400 vCPU reachable from both sites
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for awaited in contracts::awaited(facts) {
        let (contract, id) = (awaited.contract, awaited.id);
        let (Some(promised), Some(source)) = (&contract.promised, &contract.source) else {
            continue;
        };
        let promised = promised.likely();
        let Some(row) = facts.schedule.row(source) else {
            continue;
        };
        let Some(finish) = row.early_finish.filter(|_| row.state.is_open()) else {
            continue;
        };
        let late = facts.schedule.days_between(promised, finish);
        // A promise that is past is told by another rule.
        if late <= 0 || promised < facts.as_of {
            continue;
        }
        found
            .at(
                contracts::promised_at(&awaited),
                format!(
                    "{id}: promised {}, but its source {source} is forecast {} ({late} d later)",
                    promised.near(facts.as_of),
                    finish.near(facts.as_of)
                ),
            )
            .also(
                &Place::item("milestones", source.as_str()),
                format!("forecast {}", finish.near(facts.as_of)),
            )
            .help(format!(
                "promise a date that {source} allows, or shorten {source}"
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_source_may_end_on_the_promised_day() {
        // Five working days from Wed 2 September end on Tue 8.
        assert_drawn(
            "promise-contradicts-plan",
            "2026-09-02",
            "\
contracts:
  late: {title: Late, from: infra, to: data, promised: 2026-09-07, source: network}
                                                       ^^^^^^^^^^ late: promised 7 Sep, but its source network is forecast 8 Sep (1 d later)
  kept: {title: Kept, from: infra, to: data, promised: 2026-09-08, source: network}
  past: {title: Past, from: infra, to: data, promised: 2026-09-01, source: network}
  built: {title: Built, from: infra, to: data, promised: 2026-09-02, source: cabling}
  dead: {title: Dead, from: infra, to: data, promised: 2026-09-02, source: dropped}
  came: {title: Came, from: infra, to: data, promised: 2026-09-02, source: network, delivered: 2026-09-01}
milestones:
  network: {title: Network, duration: 5d}
  cabling: {title: Cabling, duration: 5d, done: 2026-09-01}
  dropped: {title: Dropped, duration: 5d, cancelled: {date: 2026-09-01}}
",
        );
    }
}
