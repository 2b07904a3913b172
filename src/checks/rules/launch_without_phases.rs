//! `launch-without-phases`: a launch with a high risk reaches everybody at once.

use super::launches;
use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{MilestoneKind, Place};
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-without-phases",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch with a high risk reaches everybody in one step",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch that a high risk hits reaches everybody in one step. A warning until 20 working days before the launch, an
error from then on. A migration has a rule of its own, big-bang-migration.

With five percent on the new system a mistake costs five percent. What is high is told by `linchpin risks`:
likelihood against delay on a five-by-five matrix.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
  ^^^^^^^^^^^^^
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
risks:
  r-hidden-coupling:
    title: If an old job still writes, then orders are lost, so we roll back
    owner: lee
    prob: 0.7
    delay: 20d
    hits: [checkout-live]
    response: mitigate
    review_by: 2026-09-15
    plan: [{do: Log every writer for a month, owner: lee, by: 2026-09-02}]
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
    phases:
      - {name: canary, share: 5%, bake: 5d, exit: no order lost, rollback_if: an order is lost}
      - {name: all, share: 100%, bake: 2d, exit: no order lost, rollback_if: an order is lost}
risks:
  r-hidden-coupling:
    title: If an old job still writes, then orders are lost, so we roll back
    owner: lee
    prob: 0.7
    delay: 20d
    hits: [checkout-live]
    response: mitigate
    review_by: 2026-09-15
    plan: [{do: Log every writer for a month, owner: lee, by: 2026-09-02}]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut high = BTreeMap::new();
    for (id, risk) in risks::open(facts).filter(|(_, risk)| risk.is_high()) {
        for hit in risk.hits.iter() {
            high.entry(hit.as_str()).or_insert((id, risk));
        }
    }
    for (launch, severity) in launches::ahead(facts) {
        let Some((danger, risk)) = high.get(launch.id.as_str()) else {
            continue;
        };
        let phases = launch.launch.map_or(0, |written| written.phases.len());
        let is_unread = phases == 0 && launches::holds(facts, launch, "phases");
        let milestone = facts.program.milestones.get(launch.id.as_str());
        let kind = milestone.and_then(|milestone| milestone.kind);
        if phases > 1 || is_unread || kind == Some(MilestoneKind::Migration) {
            continue;
        }
        let size = risks::size(risk).unwrap_or_default();
        found
            .at(
                launches::place(launch),
                format!("{} is one step, with a high risk: {danger}, {size}", launch.id),
            )
            .field("phases")
            .severity(severity)
            .also(&Place::item("risks", danger.as_str()), "the risk")
            .help("write phases: with share, bake, exit and rollback_if each");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn a_high_risk_asks_for_more_than_one_phase() {
        let phases = |phases: &str, risk: &str| {
            let text = format!("    {phases}\nrisks:\n  r-rows: {{hits: [ga], {risk}}}\n");
            told("launch-without-phases", "2026-09-02", &text)
        };
        let high = "prob: 0.7, delay: 20d";
        let found = phases("ops: {team: web}", high);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("warn 4: ga is one step, with a high risk: r-rows"),
            "{found:?}"
        );
        assert_eq!(phases("phases: [{name: all}]", high).len(), 1);
        for (written, risk) in [
            ("phases: [{name: canary}, {name: all}]", high),
            ("phases: everybody", high),
            ("ops: {team: web}", "prob: 0.1, delay: 1d"),
            ("ops: {team: web}", "prob: 0.7, delay: 20d, occurred: 2026-09-01"),
        ] {
            assert!(phases(written, risk).is_empty(), "{written} {risk}");
        }
    }
}
