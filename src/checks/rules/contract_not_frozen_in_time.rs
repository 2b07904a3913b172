//! `contract-not-frozen-in-time`: its content may still change although it should not.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{ContractKind, Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "contract-not-frozen-in-time",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a contract should have stopped changing by now, and may still change",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract should have stopped changing by now: its `freeze_by` is past, or what needs it has begun, and it has no
`frozen` date.

Work that begins on a moving interface is done twice. The day of the freeze is the receiver's protection.

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
    freeze_by: 2026-08-28
               ^^^^^^^^^^
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
    freeze_by: 2026-08-28
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
    for awaited in contracts::awaited(facts) {
        let (contract, id) = (awaited.contract, awaited.id);
        // What nobody, or one side only, has agreed to cannot freeze: that is told by its own rules.
        let is_told = contracts::is_late_proposal(facts, &awaited)
            || !contract.agreed_by.is_empty() && !contract.silent().is_empty();
        if contract.frozen.is_some() || contract.disputed.is_some() || is_told {
            continue;
        }
        let nodes = &facts.schedule.plan.graph.nodes;
        let receiver = facts
            .schedule
            .open_successors(awaited.ix)
            .into_iter()
            .find_map(|ix| facts.schedule.row(&nodes[ix as usize].id));
        let starts = receiver.as_ref().and_then(|row| Some((row.id, row.early_start?)));
        let has_begun = receiver.as_ref().and_then(|row| match row.item {
            Item::Milestone(milestone) => Some((row.id, milestone.started?)),
            _ => None,
        });
        let is_interface = matches!(contract.kind, Some(ContractKind::Api | ContractKind::Data));
        let missed = contract.freeze_by.filter(|date| *date < facts.as_of);
        let message = match (missed, has_begun) {
            (Some(date), _) => {
                let late = facts.schedule.days_between(date, facts.as_of);
                let then = starts.map(|(receiver, start)| match has_begun {
                    Some((_, began)) => format!("; {receiver} started {}", began.near(facts.as_of)),
                    None => format!("; {receiver} starts {}", start.near(facts.as_of)),
                });
                let then = then.unwrap_or_default();
                format!(
                    "{id}: freeze was due {}, {late} d ago{then}",
                    date.near(facts.as_of)
                )
            }
            (None, Some((receiver, date))) if is_interface || contract.freeze_by.is_some() => {
                format!(
                    "{id}: not frozen, but {receiver} started {}",
                    date.near(facts.as_of)
                )
            }
            _ => continue,
        };
        let place = match contract.freeze_by {
            Some(_) => Place::field("contracts", id.as_str(), "freeze_by"),
            None => Place::item("contracts", id.as_str()),
        };
        let said = found
            .at(place, message)
            .help("write frozen: DATE once its spec stands, or agree on a new freeze_by:");
        if let Some((receiver, _)) = starts {
            said.also(&Place::item("milestones", receiver.as_str()), "needs it");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_day_itself_is_still_time_and_what_has_begun_is_not() {
        assert_drawn(
            "contract-not-frozen-in-time",
            "2026-09-02",
            "\
contracts:
  missed: {title: Missed, from: infra, to: data, need_by: 2026-09-04, promised: 2026-09-04, agreed_by: {infra: lee, data: chen}, freeze_by: 2026-08-28}
                                                                                                                                            ^^^^^^^^^^ missed: freeze was due 28 Aug, 3 d ago; backfill starts 7 Sep
  today: {title: Today, from: infra, to: data, agreed_by: {infra: lee, data: chen}, freeze_by: 2026-09-02}
  begun: {title: Begun, kind: api, from: infra, to: data, agreed_by: {infra: lee, data: chen}}
  ^^^^^ begun: not frozen, but screens started 1 Sep
  goods: {title: Goods, kind: procurement, from: infra, to: data, agreed_by: {infra: lee, data: chen}}
  frozen: {title: Frozen, from: infra, to: data, freeze_by: 2026-08-28, frozen: 2026-08-31, spec: a}
  came: {title: Came, from: infra, to: data, freeze_by: 2026-08-28, delivered: 2026-08-31}
  gone: {title: Gone, from: infra, to: data, freeze_by: 2026-08-28, withdrawn: {date: 2026-09-01}}
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [missed]}
  screens: {title: Screens, duration: 5d, started: 2026-09-01, needs: [begun, goods]}
",
        );
    }

    #[test]
    fn what_is_not_agreed_is_told_once() {
        assert_drawn(
            "contract-not-frozen-in-time",
            "2026-09-02",
            "\
contracts:
  proposed: {title: Proposed, from: infra, to: data, need_by: 2026-09-11, freeze_by: 2026-08-28}
  half: {title: Half, from: infra, to: data, need_by: 2026-09-11, freeze_by: 2026-08-28, agreed_by: {infra: lee}}
  far: {title: Far, from: infra, to: data, need_by: 2026-12-11, freeze_by: 2026-08-28}
                                                                           ^^^^^^^^^^ far: freeze was due 28 Aug, 3 d ago
",
        );
    }
}
