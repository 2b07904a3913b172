//! `delivery-not-accepted`: it came, and the receiver says nothing.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "delivery-not-accepted",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "delivered for more than five days, and not accepted",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract was delivered more than five working days ago, and the receiver has neither accepted nor disputed it.

A fault that is found in the last week was there in the first. Silence is not acceptance; it is a test that nobody has
run.

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
    delivered: 2026-08-24
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
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    delivered: 2026-08-24
    accepted: 2026-08-27
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
        let is_answered =
            contract.accepted.is_some() || contract.withdrawn.is_some() || contract.disputed.is_some();
        let Some(delivered) = contract.delivered.filter(|_| !is_answered) else {
            continue;
        };
        let age = facts.schedule.days_between(delivered, facts.as_of);
        if age <= 5 {
            continue;
        }
        let who = contract
            .to
            .as_ref()
            .map_or("the receiver".into(), |to| to.to_string());
        let ask = contract
            .to
            .as_ref()
            .map_or("the receiver", |to| contracts::ask(facts, Some(to)));
        found
            .at(
                Place::field("contracts", id.as_str(), "delivered"),
                format!(
                    "{id}: delivered {}, {age} d ago; {who} has not accepted it",
                    delivered.near(facts.as_of)
                ),
            )
            .help(format!(
                "ask {ask} to test it, then write accepted: DATE or disputed:"
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn five_working_days_are_time_to_test() {
        // From Wed 26 August to Wed 2 September are five working days.
        assert_drawn(
            "delivery-not-accepted",
            "2026-09-02",
            "\
contracts:
  long: {title: Long, from: infra, to: data, delivered: 2026-08-25}
                                                        ^^^^^^^^^^ long: delivered 25 Aug, 6 d ago; data has not accepted it
  lonely: {title: Lonely, from: infra, delivered: 2026-08-25}
                                                  ^^^^^^^^^^ lonely: delivered 25 Aug, 6 d ago; the receiver has not accepted it
  short: {title: Short, from: infra, to: data, delivered: 2026-08-26}
  accepted: {title: Accepted, from: infra, to: data, delivered: 2026-08-03, accepted: 2026-08-04}
  disputed: {title: Disputed, from: infra, to: data, delivered: 2026-08-03, disputed: {since: 2026-08-31}}
  gone: {title: Gone, from: infra, to: data, delivered: 2026-08-03, withdrawn: {date: 2026-08-31}}
",
        );
    }
}
