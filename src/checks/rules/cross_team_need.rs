//! `cross-team-need`: a team depends on another, and no contract says for what.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "cross-team-need",
    group: Group::Contracts,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "a need on another team's milestone without a contract between them",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A milestone needs one of another team, and no contract between the two teams says what is handed over. Off unless the
settings ask for it.

Between teams `done` means two things: what the giver has finished, and what the receiver can use. A contract is where
they become one.

```yaml
milestones:
  api-beta:
    title: Capacity API in staging
    owner: lee
    due: 2026-09-18
    duration: 8d
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 10d
    needs: [api-beta]
            ^^^^^^^^
    accept: Ten staff complete a purchase without help
```

Say what is handed over, and need that:

```yaml
contracts:
  capacity-api:
    title: Capacity API v1
    kind: api
    from: infra
    to: web
    owner: lee
    source: api-beta
    agreed_by: {infra: lee, web: jonas}
    need_by: 2026-09-18
    promised: 2026-09-18
milestones:
  api-beta:
    title: Capacity API in staging
    owner: lee
    due: 2026-09-18
    duration: 8d
    accept: All 14 calls pass the contract tests
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 10d
    needs: [capacity-api]
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut handed: BTreeSet<(&str, &str)> = BTreeSet::new();
    let live = program
        .contracts
        .values()
        .filter(|contract| contract.withdrawn.is_none());
    for contract in live {
        if let (Some(from), Some(to)) = (&contract.from, &contract.to) {
            handed.insert((from.as_str(), to.as_str()));
        }
    }
    for (id, milestone) in program.milestones.iter() {
        if milestone.done.is_some() || milestone.cancelled.is_some() {
            continue;
        }
        let Some(getter) = program.team_of(Item::Milestone(milestone)) else {
            continue;
        };
        for (number, need) in milestone.needs.iter().enumerate() {
            let Some(need) = need.id.as_ref() else { continue };
            let Some(needed) = program.milestones.get(need.as_str()) else {
                continue;
            };
            let Some(giver) = program.team_of(Item::Milestone(needed)) else {
                continue;
            };
            let is_over = needed.done.is_some() || needed.cancelled.is_some();
            if is_over || giver == getter || handed.contains(&(giver.as_str(), getter.as_str())) {
                continue;
            }
            let place = Place::field("milestones", id.as_str(), "needs")
                .at(number)
                .key("id");
            found
                .at(
                    place,
                    format!(
                        "{getter} depends on {giver} through {need}; no contract says what is handed over"
                    ),
                )
                .help(format!(
                    "add a contract from {giver} to {getter} with source: {need}, and need that"
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_contract_between_the_teams_answers_and_one_the_other_way_does_not() {
        assert_drawn(
            "cross-team-need",
            "2026-09-02",
            "\
teams: {web: {title: Web}, data: {title: Data}, infra: {title: Platform}}
contracts:
  api: {title: API, from: data, to: web}
  back: {title: Back, from: web, to: infra}
  gone: {title: Gone, from: infra, to: web, withdrawn: {date: 2026-09-01}}
milestones:
  page: {title: Page, team: web, needs: [query, network, own, built, nobody]}
                                                ^^^^^^^ web depends on infra through network; no contract says what is handed over
  query: {title: Query, team: data}
  network: {title: Network, team: infra}
  own: {title: Own, team: web}
  built: {title: Built, team: infra, done: 2026-09-01}
  nobody: {title: Nobody}
",
        );
    }
}
