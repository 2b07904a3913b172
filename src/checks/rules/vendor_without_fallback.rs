//! `vendor-without-fallback`: a vendor is critical, and nothing is said for the case that it does not deliver.

use super::contracts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, TeamKind};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "vendor-without-fallback",
    group: Group::Contracts,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a vendor's contract is (nearly) critical and has no fallback",
    page: PAGE,
    folded: Some("come from a vendor, are close to critical and have no fallback"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contract of a vendor lies on the critical path, or close to it, and neither it nor a risk that hits it says what is
done if the vendor does not deliver.

A vendor's priorities are its own. What you would do instead takes time to prepare, most of it before you need it.

```yaml
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
    title: 400 vCPU in eu-west
    kind: environment
    from: cloudco
    to: data
    owner: lee
    agreed_by: {cloudco: tam, data: chen}
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

```yaml
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    kind: environment
    from: cloudco
    to: data
    owner: lee
    agreed_by: {cloudco: tam, data: chen}
    need_by: 2026-09-18
    promised: 2026-09-16
    fallback: Rent on-demand capacity by the hour
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
    let program = facts.program;
    let open_risks = program
        .risks
        .values()
        .filter(|risk| risk.closed.is_none() && risk.occurred.is_none());
    let prepared = open_risks.filter(|risk| risk.contingency.is_some() || risk.fallback.is_some());
    let covered: BTreeSet<&str> = prepared
        .flat_map(|risk| risk.hits.iter())
        .map(|id| id.as_str())
        .collect();
    for awaited in contracts::awaited(facts) {
        let (contract, id) = (awaited.contract, awaited.id);
        let team = contract
            .from
            .as_ref()
            .and_then(|from| program.teams.get(from.as_str()));
        let is_vendor = team.is_some_and(|team| team.kind == Some(TeamKind::Vendor));
        let has_fallback =
            contract.fallback.is_some() || facts.documents.has("contracts", id.as_str(), "fallback");
        if !is_vendor || has_fallback || covered.contains(id.as_str()) {
            continue;
        }
        let Some(late) = facts.schedule.late(awaited.ix) else {
            continue;
        };
        if late.total_float >= facts.schedule.options.near_critical {
            continue;
        }
        found
            .at(
                Place::item("contracts", id.as_str()),
                format!(
                    "{id}: float {} d, no fallback, no contingency in a risk",
                    late.total_float
                ),
            )
            .field("fallback")
            .help("write fallback: or add a risk that hits it, with a contingency");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn five_days_of_float_or_a_contingency_are_enough() {
        // Screens ends on Tue 15 September, ten working days from the 2nd; what comes on 8 has five of float.
        assert_drawn(
            "vendor-without-fallback",
            "2026-09-02",
            "\
teams: {cloudco: {title: CloudCo, kind: vendor}, infra: {title: Platform}, data: {title: Data}}
contracts:
  near: {title: Near, from: cloudco, to: data, promised: 2026-09-09}
  ^^^^ near: float 4 d, no fallback, no contingency in a risk
  enough: {title: Enough, from: cloudco, to: data, promised: 2026-09-08}
  ours: {title: Ours, from: infra, to: data, promised: 2026-09-09}
  prepared: {title: Prepared, from: cloudco, to: data, promised: 2026-09-09, fallback: Rent it}
  covered: {title: Covered, from: cloudco, to: data, promised: 2026-09-09}
  closed: {title: Closed, from: cloudco, to: data, promised: 2026-09-09}
  ^^^^^^ closed: float 4 d, no fallback, no contingency in a risk
  came: {title: Came, from: cloudco, to: data, delivered: 2026-09-01}
milestones:
  screens: {title: Screens, duration: 10d}
  live: {title: Live, duration: 1d, needs: [near, enough, ours, prepared, covered, closed, came, screens]}
risks:
  r-late: {title: Late, hits: [covered], contingency: Rent it}
  r-old: {title: Old, hits: [closed], contingency: Rent it, closed: {date: 2026-09-01}}
",
        );
    }
}
