//! `big-bang-migration`: there is nothing to learn from before everything is at stake.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{MilestoneKind, Place, Stage};
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "big-bang-migration",
    group: Group::Risks,
    level: Default::From(Stage::Launching),
    timed: false,
    summary: "a migration with a high risk goes in one step",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A migration with a high risk goes in one step.

In one step there is nothing to learn from before everything is at stake, and the way back is as long as the way
there. Phases with an exit and a rollback number make a failure small.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    kind: migration
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.7
    delay: 20d
    hits: [data-backfill]
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-08
```

Move a part first:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    kind: migration
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.7
    delay: 20d
    hits: [data-backfill]
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-08
launches:
  data-backfill:
    ops: {team: data, oncall: data-primary, accepted_by: chen, accepted_on: 2026-08-31}
    phases:
      - name: one region
        share: 10%
        bake: 3d
        exit: no row differs
        rollback_if: more than ten rows differ
      - name: all
        share: 100%
        bake: 5d
        exit: no row differs
        rollback_if: more than ten rows differ
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut high = BTreeMap::new();
    for (id, risk) in risks::open(facts).filter(|(_, risk)| risk.is_high()) {
        for hit in risk.hits.iter() {
            high.entry(hit.as_str()).or_insert((id, risk));
        }
    }
    for (id, milestone) in program.milestones.iter() {
        let is_open = milestone.done.is_none() && milestone.cancelled.is_none();
        if milestone.kind != Some(MilestoneKind::Migration) || !is_open {
            continue;
        }
        let Some((danger, risk)) = high.get(id.as_str()) else {
            continue;
        };
        let launch = program.launches.get(id.as_str());
        let has_phases = launch.is_some_and(|launch| !launch.phases.is_empty())
            || !super::written::is_blank(facts, "launches", id.as_str(), "phases");
        if has_phases {
            continue;
        }
        let size = risks::size(risk).unwrap_or_default();
        found
            .at(
                Place::item("milestones", id.as_str()),
                format!("{id} migrates in one step, with a high risk: {danger}, {size}"),
            )
            .field("phases")
            .also(&Place::item("risks", danger.as_str()), "the risk")
            .help(format!(
                "write phases: under launches.{id}, each with exit and rollback_if"
            ));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(stage: &str, milestone: &str, risk: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "charter: {{id: atlas, stage: {stage}}}\nmilestones:\n  data-moved: {{{milestone}}}\nrisks:\n  \
             r-rows: {{hits: [data-moved], {risk}}}\n{rest}"
        );
        findings("big-bang-migration", "2026-09-02", &text)
    }

    const HIGH: &str = "prob: 0.7, delay: 20d";

    #[test]
    fn a_high_risk_on_a_migration_asks_for_phases() {
        let message = "data-moved migrates in one step, with a high risk: r-rows, 70 % of 20 d";
        assert_eq!(
            found("delivering", "kind: migration", HIGH, ""),
            [format!("warn 3: {message}")]
        );
        assert_eq!(
            found("launching", "kind: migration", HIGH, ""),
            [format!("error 3: {message}")]
        );
        let empty = "launches: {data-moved: {phases: []}}\n";
        assert_eq!(found("delivering", "kind: migration", HIGH, empty).len(), 1);
        let phases = "launches: {data-moved: {phases: [{name: one}, {name: all}]}}\n";
        assert_eq!(found("delivering", "kind: migration", HIGH, phases), [""; 0]);
    }

    #[test]
    fn other_kinds_smaller_risks_and_done_ones_do_not() {
        assert_eq!(found("launching", "kind: work", HIGH, ""), [""; 0]);
        assert_eq!(
            found("launching", "kind: migration", "prob: 0.6, delay: 15d", ""),
            [""; 0]
        );
        assert_eq!(
            found("launching", "kind: migration, done: 2026-09-01", HIGH, ""),
            [""; 0]
        );
        let occurred = "prob: 0.7, delay: 20d, occurred: 2026-09-01";
        assert_eq!(found("launching", "kind: migration", occurred, ""), [""; 0]);
    }
}
