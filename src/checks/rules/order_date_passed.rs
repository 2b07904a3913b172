//! `order-date-passed`: it was to be ordered by now.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Place};
use crate::parse::Date;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "order-date-passed",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "the last day to order is past: a warning if ordered late, else an error",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The last day on which an order comes in time, `need_by` less `lead_time`, is past. An error while nothing is ordered,
a warning when it was ordered late.

Hardware and contracts have the longest lead times of a program and the quietest ones: on the day the order is forgotten
nothing turns red.

```yaml
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
    title: 400 vCPU in eu-west
    kind: procurement
    from: infra
    to: data
    owner: lee
    agreed_by: {infra: lee, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    lead_time: 20d
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
    need_by: 2026-09-18
    promised: 2026-09-16
    lead_time: 20d
    ordered: 2026-08-17
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
        let (Some(lead_time), Some(needed)) = (contract.lead_time, contracts::needed(facts, &awaited)) else {
            continue;
        };
        let calendar = facts.schedule.plan.calendar(awaited.ix);
        let last = contracts::order_by(calendar, needed.date, lead_time);
        let day = |date: Date| i64::from(date.day());
        let shown = contracts::working_day(calendar, last);
        let told = format!(
            "{id}: {} lead time, needed {}: order by {}",
            contracts::spoken(lead_time),
            needed.date.near(facts.as_of),
            shown.near(facts.as_of)
        );
        match contract.ordered {
            Some(ordered) => {
                let late = facts.schedule.days_between(shown, ordered);
                // What cannot keep its promise either is told by another rule.
                let arrival = contracts::arrival(calendar, ordered, lead_time);
                let is_told = contract
                    .promised
                    .as_ref()
                    .is_some_and(|promised| facts.schedule.days_between(promised.likely(), arrival) > 0);
                if day(ordered) <= last || late <= 0 || is_told {
                    continue;
                }
                found
                    .at(
                        Place::field("contracts", id.as_str(), "ordered"),
                        format!("{told}; ordered {}, {late} d late", ordered.near(facts.as_of)),
                    )
                    .help("ask for faster delivery, or plan with a later need or a fallback");
            }
            None => {
                if day(facts.as_of) <= last || facts.documents.has("contracts", id.as_str(), "ordered") {
                    continue;
                }
                let late = facts.schedule.days_between(shown, facts.as_of);
                found
                    .at(
                        Place::item("contracts", id.as_str()),
                        format!("{told}, {late} d ago; nothing is ordered"),
                    )
                    .field("ordered")
                    .severity(Severity::Error)
                    .help("order it and write ordered: DATE, or agree on a later need or a fallback");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_last_day_is_still_in_time() {
        // Ten working days before Wed 16 September is Wed 2; before Tue 15 it is Tue 1.
        assert_drawn(
            "order-date-passed",
            "2026-09-02",
            "\
contracts:
  today: {title: Today, from: infra, to: data, need_by: 2026-09-16, lead_time: 10d}
  passed: {title: Passed, from: infra, to: data, need_by: 2026-09-15, lead_time: 2w}
  ^^^^^^ passed: 2 weeks lead time, needed 15 Sep: order by 1 Sep, 1 d ago; nothing is ordered
  late: {title: Late, from: infra, to: data, need_by: 2026-09-04, lead_time: 10d, ordered: 2026-08-24, promised: 2026-09-07}
                                                                                           ^^^^^^^^^^ late: 10 d lead time, needed 4 Sep: order by 21 Aug; ordered 24 Aug, 1 d late
  timely: {title: Timely, from: infra, to: data, need_by: 2026-09-04, lead_time: 10d, ordered: 2026-08-21}
  weekend: {title: Weekend, from: infra, to: data, need_by: 2026-09-04, lead_time: 10d, ordered: 2026-08-23}
  told: {title: Told, from: infra, to: data, need_by: 2026-09-04, lead_time: 10d, ordered: 2026-08-24, promised: 2026-09-04}
  elapsed: {title: Elapsed, from: infra, to: data, need_by: 2026-09-16, lead_time: 15ed}
  ^^^^^^^ elapsed: 15 calendar days lead time, needed 16 Sep: order by 1 Sep, 1 d ago; nothing is ordered
  came: {title: Came, from: infra, to: data, need_by: 2026-09-15, lead_time: 2w, delivered: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, need_by: 2026-09-15, lead_time: 2w, withdrawn: {date: 2026-09-01}}
",
        );
    }

    #[test]
    fn lead_times_count_in_the_giver_s_calendar() {
        // With Monday 31 August off, ten working days before Tue 15 September begin on Mon 31, after Fri 28.
        assert_drawn(
            "order-date-passed",
            "2026-08-31",
            "\
teams: {infra: {title: Platform, calendar: {holidays: [2026-09-01]}}}
contracts:
  passed: {title: Passed, from: infra, to: data, need_by: 2026-09-14, lead_time: 10d}
  ^^^^^^ passed: 10 d lead time, needed 14 Sep: order by 28 Aug, 1 d ago; nothing is ordered
  other: {title: Other, from: data, to: infra, need_by: 2026-09-14, lead_time: 10d}
",
        );
    }
}
