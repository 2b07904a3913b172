//! `contract-without-promise`: nobody has said when it comes.

use super::contracts;
use super::contracts::Needed;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "contract-without-promise",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contract has no promised date",
    page: PAGE,
    folded: Some("have no promised date"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract has no promised date.

Until the giver names a date the schedule takes the date of the need for granted: the plan looks as if it would hold,
whatever happens.

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
    for awaited in contracts::awaited(facts) {
        let id = awaited.id;
        // A field that is there but could not be read is already told of.
        if awaited.contract.promised.is_some() || facts.documents.has("contracts", id.as_str(), "promised") {
            continue;
        }
        let message = match contracts::needed(facts, &awaited) {
            Some(Needed {
                date,
                start_of: Some(start_of),
            }) => format!(
                "{id}: nothing promised; {start_of} must start by {}",
                date.near(facts.as_of)
            ),
            Some(Needed { date, start_of: None }) => {
                format!("{id}: needed {}, nothing promised", contracts::when(facts, date))
            }
            None => format!("{id}: nothing promised"),
        };
        let ask = contracts::ask(facts, awaited.contract.from.as_ref());
        found
            .at(Place::item("contracts", id.as_str()), message)
            .field("promised")
            .help(format!("ask {ask} for a date, then write promised:"));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_need_is_told_in_working_days_or_as_the_latest_start_of_what_waits() {
        // Backfill is the target: what has no date may come at the end of the 2nd, and a start later than the 3rd
        // moves it.
        assert_drawn(
            "contract-without-promise",
            "2026-09-02",
            "\
contracts:
  ahead: {title: Ahead, from: infra, to: data, need_by: 2026-09-18}
  ^^^^^ ahead: needed in 12 d, nothing promised
  past: {title: Past, from: infra, to: data, need_by: 2026-08-28}
  ^^^^ past: needed 3 d ago, nothing promised
  today: {title: Today, from: infra, to: data, need_by: 2026-09-02}
  ^^^^^ today: needed today, nothing promised
  undated: {title: Undated, from: infra, to: data}
  ^^^^^^^ undated: nothing promised; backfill must start by 3 Sep
  lonely: {title: Lonely, from: infra, to: data}
  ^^^^^^ lonely: nothing promised
  came: {title: Came, from: infra, to: data, delivered: 2026-09-01}
  gone: {title: Gone, from: infra, to: data, withdrawn: {date: 2026-09-01}}
milestones:
  backfill: {title: Backfill, duration: 5d, needs: [undated]}
",
        );
    }
}
