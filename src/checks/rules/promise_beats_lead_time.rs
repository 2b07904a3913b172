//! `promise-beats-lead-time`: promised before it can come.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "promise-beats-lead-time",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "promised earlier than order and lead time allow",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract is promised earlier than its order and lead time allow.

One of three is wrong: the promise, the lead time, or the day of the order. As long as nobody says which, the promise is
the one that will not hold.

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: procurement
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-16
              ^^^^^^^^^^
    lead_time: 20d
    ordered: 2026-08-24
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
    kind: procurement
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-22
    lead_time: 20d
    ordered: 2026-08-24
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
        let (Some(promised), Some(lead_time), Some(ordered)) =
            (&contract.promised, contract.lead_time, contract.ordered)
        else {
            continue;
        };
        let promised = promised.likely();
        let arrival = contracts::arrival(facts.schedule.plan.calendar(awaited.ix), ordered, lead_time);
        if facts.schedule.days_between(promised, arrival) <= 0 {
            continue;
        }
        found
            .at(
                contracts::promised_at(&awaited),
                format!(
                    "{id}: ordered {} + {} = {}; promised {}",
                    ordered.near(facts.as_of),
                    contracts::spoken(lead_time),
                    arrival.near(facts.as_of),
                    promised.near(facts.as_of)
                ),
            )
            .also(&Place::field("contracts", id.as_str(), "ordered"), "ordered here")
            .help(format!(
                "ask {} which of the two holds, then correct it",
                contracts::ask(facts, contract.from.as_ref())
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_day_it_can_come_may_be_promised() {
        // Ten working days after Mon 24 August is Mon 7 September.
        assert_drawn(
            "promise-beats-lead-time",
            "2026-09-02",
            "\
contracts:
  early: {title: Early, from: infra, to: data, promised: 2026-09-04, lead_time: 10d, ordered: 2026-08-24}
                                                         ^^^^^^^^^^ early: ordered 24 Aug + 10 d = 7 Sep; promised 4 Sep
  kept: {title: Kept, from: infra, to: data, promised: 2026-09-07, lead_time: 2w, ordered: 2026-08-24}
  elapsed: {title: Elapsed, from: infra, to: data, promised: 2026-09-03, lead_time: 14ed, ordered: 2026-08-24}
                                                             ^^^^^^^^^^ elapsed: ordered 24 Aug + 14 calendar days = 7 Sep; promised 3 Sep
  at-once: {title: At once, from: infra, to: data, promised: 2026-09-03, lead_time: 0d, ordered: 2026-09-03}
  came: {title: Came, from: infra, to: data, promised: 2026-09-04, lead_time: 10d, ordered: 2026-08-24, delivered: 2026-09-01}
  unordered: {title: Unordered, from: infra, to: data, promised: 2026-09-04, lead_time: 10d}
",
        );
    }
}
