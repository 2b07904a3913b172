//! `bare-critical-vendor`: much depends on an outside company, and the register does not know it.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Kind, Level, Place, Program, TeamKind};
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bare-critical-vendor",
    group: Group::Schedule,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a vendor's contract often drives the target, and no risk hits it",
    page: PAGE,
    folded: None,
    check: Check::Deep(check),
};

/// Share of simulations in which a contract drives the target before a risk is asked for.
const CRITICAL: f64 = 0.2;

const PAGE: &str = "\
A vendor's contract drives the target in more than a fifth of the simulations, and no open risk hits it.

An outside company has its own plan. Where the program hangs on it, its delay is the first risk to write down: with a
probability, a fallback, and somebody who asks every week.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
teams:
  cloudco: {title: CloudCo, kind: vendor, lead: tam}
  data: {title: Data engineering, lead: chen}
people:
  tam: {name: T. Tam, team: cloudco}
  chen: {name: Chen Li, team: data, deputy: priya}
  priya: {name: Priya Nair, team: data, deputy: chen}
  tomas: {name: Tomas Adeyemi}
  vera: {name: Vera Lindqvist}
contracts:
  edge-capacity:
  ^^^^^^^^^^^^^
    title: 400 vCPU in eu-west
    from: cloudco
    to: data
    owner: chen
    agreed_by: {cloudco: tam, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-18
    fallback: Rent on demand
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-10-30
    duration: 5d
    needs: [edge-capacity]
    accept: All traffic on the new platform for 24 hours
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
teams:
  cloudco: {title: CloudCo, kind: vendor, lead: tam}
  data: {title: Data engineering, lead: chen}
people:
  tam: {name: T. Tam, team: cloudco}
  chen: {name: Chen Li, team: data, deputy: priya}
  priya: {name: Priya Nair, team: data, deputy: chen}
  tomas: {name: Tomas Adeyemi}
  vera: {name: Vera Lindqvist}
contracts:
  edge-capacity:
    title: 400 vCPU in eu-west
    from: cloudco
    to: data
    owner: chen
    agreed_by: {cloudco: tam, data: chen}
    need_by: 2026-09-25
    promised: 2026-09-18
    fallback: Rent on demand
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-10-30
    duration: 5d
    needs: [edge-capacity]
    accept: All traffic on the new platform for 24 hours
risks:
  r-capacity-slips:
    title: If CloudCo misses its date, the launch waits
    class: vendor
    owner: chen
    prob: 0.3
    delay: [2d, 5d, 10d]
    hits: [edge-capacity]
    response: mitigate
    plan: [{do: Ask for the order number, owner: chen, by: 2026-09-10}]
    trigger: No order number by 10 September
    contingency: Rent on demand for a month
    review_by: 2026-09-16
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let open = program.risks.values().filter(|risk| Program::is_open(risk));
    let hit: FxHashSet<&str> = open
        .flat_map(|risk| risk.hits.iter())
        .map(|id| id.as_str())
        .collect();
    for (id, contract) in program.contracts.iter() {
        let team = contract
            .from
            .as_ref()
            .and_then(|team| program.teams.get(team.as_str()));
        let is_vendor = team.is_some_and(|team| team.kind == Some(TeamKind::Vendor));
        let is_done = Item::Contract(contract).done().is_some() || contract.withdrawn.is_some();
        if !is_vendor || is_done || hit.contains(id.as_str()) {
            continue;
        }
        let item = facts.forecast().item(id.as_str());
        let share = item.and_then(|item| item.criticality).unwrap_or(0.0);
        if share > CRITICAL {
            found
                .at(
                    Place::item(Kind::Contract.section(), id.as_str()),
                    format!(
                        "{id} drives the target in {:.0} % of the simulations, and no risk hits it",
                        share * 100.0
                    ),
                )
                .help("write the risk of its delay down: probability, delay, what is done then");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn only_a_vendor_that_drives_and_is_no_risk_is_told() {
        assert_drawn(
            "bare-critical-vendor",
            "2026-09-02",
            "\
charter: {id: atlas, target: ga}
teams:
  cloudco: {title: CloudCo, kind: vendor}
  data: {title: Data}
contracts:
  bare: {from: cloudco, to: data, promised: 2026-10-16}
  ^^^^ bare drives the target in 100 % of the simulations, and no risk hits it
  early: {from: cloudco, to: data, promised: 2026-09-04}
milestones:
  ga: {duration: 5d, needs: [bare, early]}
risks:
  r-old: {prob: 0.3, delay: 5d, hits: [bare], closed: {date: 2026-09-01, because: no more}}
",
        );
        assert_drawn(
            "bare-critical-vendor",
            "2026-09-02",
            "\
charter: {id: atlas, target: ga}
teams:
  cloudco: {title: CloudCo, kind: vendor}
  data: {title: Data}
contracts:
  known: {from: cloudco, to: data, promised: 2026-10-16}
  ours: {from: data, to: cloudco, promised: 2026-10-16}
milestones:
  ga: {duration: 5d, needs: [known, ours]}
risks:
  r-late: {prob: 0.3, delay: 5d, hits: [known]}
",
        );
    }
}
