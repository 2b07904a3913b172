//! `dispute-undecided`: a dispute that no open decision will end.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "dispute-undecided",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a dispute of more than five days that no open decision will end",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract has been disputed for more than five working days, and no open decision will end the dispute.

Two teams that disagree for a week will not agree by themselves: somebody above both has to decide, on a date.

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
    disputed:
      since: 2026-08-24
             ^^^^^^^^^^
      over: Whether the 400 vCPU include the replica
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
    disputed:
      since: 2026-08-24
      over: Whether the 400 vCPU include the replica
      decision: d-replica-share
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    needs: [edge-capacity]
    accept: Differences below 0.01 % of rows for seven days
decisions:
  d-replica-share:
    title: Do the 400 vCPU include the replica?
    decider: vera
    driver: tomas
    raised: 2026-08-31
    decide_by: 2026-09-04
    options:
      included: {kind: scope, say: The replica runs within the 400 vCPU}
      on-top: {kind: other, say: 60 vCPU on top, cost: 4 000 EUR a month}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for (id, contract) in program.contracts.iter() {
        let Some(dispute) = contract
            .disputed
            .as_ref()
            .filter(|_| contract.withdrawn.is_none())
        else {
            continue;
        };
        let Some(since) = dispute.since else { continue };
        let age = facts.schedule.days_between(since, facts.as_of);
        let named = dispute.decision.as_ref();
        let decision = named.and_then(|named| program.decisions.get(named.as_str()));
        let decided = decision.and_then(|decision| decision.decided);
        let is_open = decided.is_none() && named.is_some_and(|named| !program.has_left(named.as_str()));
        // A decision that does not exist is told by the rule about references.
        if age <= 5 || is_open {
            continue;
        }
        let place = Place::field("contracts", id.as_str(), "disputed").key("since");
        let (message, help) = match (named, decided) {
            (Some(named), Some(decided)) => (
                format!(
                    "{id}: disputed for {age} d, although {named} was decided {}",
                    decided.near(facts.as_of)
                ),
                "delete disputed: and write what was agreed, or open a new decision",
            ),
            _ => (
                format!("{id}: disputed for {age} d, and no decision is open"),
                "add a decision with a decider and a date, and name it in disputed:",
            ),
        };
        found.at(place, message).help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn five_working_days_are_time_to_agree() {
        // From Wed 26 August to Wed 2 September are five working days.
        assert_drawn(
            "dispute-undecided",
            "2026-09-02",
            "\
contracts:
  long: {title: Long, from: infra, to: data, disputed: {since: 2026-08-25}}
                                                               ^^^^^^^^^^ long: disputed for 6 d, and no decision is open
  short: {title: Short, from: infra, to: data, disputed: {since: 2026-08-26}}
  deciding: {title: Deciding, from: infra, to: data, disputed: {since: 2026-08-03, decision: d-open}}
  decided: {title: Decided, from: infra, to: data, disputed: {since: 2026-08-25, decision: d-made}}
                                                                     ^^^^^^^^^^ decided: disputed for 6 d, although d-made was decided 31 Aug
  replaced: {title: Replaced, from: infra, to: data, disputed: {since: 2026-08-25, decision: d-old}}
                                                                       ^^^^^^^^^^ replaced: disputed for 6 d, and no decision is open
  gone: {title: Gone, from: infra, to: data, disputed: {since: 2026-08-03}, withdrawn: {date: 2026-09-01}}
decisions:
  d-open: {title: Which?, decide_by: 2026-09-04, supersedes: [d-old]}
  d-made: {title: Which?, decided: 2026-08-31}
  d-old: {title: Which?, decide_by: 2026-08-31}
",
        );
    }
}
