//! `promised-after-need`: what is given comes later than it is needed.

use super::{contracts, effect};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::schedule::Effects;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "promised-after-need",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contract is promised later than it is needed",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract is promised later than it is needed.

This is the gap between give and get: both dates are written by people who believe in them, and nobody has put them side
by side. The message says by how many days the target moves because of it; other work may hide the rest.

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: environment
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-11
    promised: 2026-09-16
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
    let mut effects = None;
    for awaited in contracts::awaited(facts) {
        let contract = awaited.contract;
        let (Some(promised), Some(need_by)) = (&contract.promised, contract.need_by) else {
            continue;
        };
        let promised = promised.likely();
        let late = facts.schedule.days_between(need_by, promised);
        if late <= 0 {
            continue;
        }
        let effects = effects.get_or_insert_with(|| Effects::new(facts.schedule));
        let gain = effects.of_promise(awaited.ix, need_by);
        let id = awaited.id;
        let way_out = if contract.fallback.is_some() {
            "agree on an earlier promise or a later need, or take the fallback"
        } else {
            "agree on an earlier promise or a later need, or decide on a fallback"
        };
        found
            .at(
                contracts::promised_at(&awaited),
                format!(
                    "{id}: promised {}, needed {} ({late} d late){}",
                    promised.near(facts.as_of),
                    need_by.near(facts.as_of),
                    effect::moves(effects, gain)
                ),
            )
            .also(&Place::field("contracts", id.as_str(), "need_by"), "needed here")
            .help(way_out);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_days_are_working_days_and_the_effect_is_what_no_other_path_covers() {
        // From Fri 4 to Fri 11 September are five working days; backfill then ends on 18, ga on 22. Kept, backfill
        // would end on 11; screens ends on 9 and hides nothing, so ga would gain all five days.
        assert_drawn(
            "promised-after-need",
            "2026-09-02",
            "\
charter: {target: ga}
contracts:
  capacity: {title: Capacity, from: infra, to: data, need_by: 2026-09-04, promised: 2026-09-11}
                                                                                    ^^^^^^^^^^ capacity: promised 11 Sep, needed 4 Sep (5 d late); moves ga by 5 d
  licence: {title: Licence, from: infra, to: data, need_by: 2026-09-04, promised: [2026-09-04, 2026-09-07, 2026-09-30]}
                                                                                               ^^^^^^^^^^ licence: promised 7 Sep, needed 4 Sep (1 d late)
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [capacity]}
  screens: {title: Screens, duration: 2d, needs: [licence]}
  ga: {title: Live, duration: 2d, needs: [backfill, screens]}
",
        );
    }

    #[test]
    fn a_promise_of_the_day_or_over_the_weekend_is_kept_and_what_came_or_was_called_off_is_over() {
        assert_drawn(
            "promised-after-need",
            "2026-09-02",
            "\
contracts:
  aa: {title: Same day, from: infra, to: data, need_by: 2026-09-04, promised: 2026-09-04}
  bb: {title: Sunday after, from: infra, to: data, need_by: 2026-09-04, promised: 2026-09-06}
  cc: {title: Delivered, from: infra, to: data, need_by: 2026-08-24, promised: 2026-08-31, delivered: 2026-08-31}
  dd: {title: Accepted, from: infra, to: data, need_by: 2026-08-24, promised: 2026-08-31, accepted: 2026-08-31}
  ee: {title: Gone, from: infra, to: data, need_by: 2026-09-04, promised: 2026-09-11, withdrawn: {date: 2026-09-01}}
  ff: {title: No need date, from: infra, to: data, promised: 2026-09-11}
  gg: {title: No promise, from: infra, to: data, need_by: 2026-09-04}
",
        );
    }
}
