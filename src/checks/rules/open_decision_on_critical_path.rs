//! `open-decision-on-critical-path`: each day it stays open moves the end.

use super::decisions;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "open-decision-on-critical-path",
    group: Group::Decisions,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open decision is needed soon by an item without float",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open decision is needed within ten working days by an item with little float: fewer days than the near-critical
threshold, five unless set.

Each day it stays open beyond then moves the end. It is among the few things that only one person can speed up.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 8d
    needs: [d-ledger-copy]
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
  ^^^^^^^^^^^^^
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-04
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

Decide it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 8d
    needs: [d-ledger-copy]
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-04
    decided: 2026-09-01
    chosen: copy
    because: The old one stays as a way back
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

/// How many working days ahead is soon.
const SOON: i64 = 10;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let schedule = facts.schedule;
    let graph = &schedule.plan.graph;
    for (id, decision) in decisions::pending(facts) {
        let Some(ix) = graph.find(id.as_str()) else {
            continue;
        };
        let urgent = graph
            .needed_by(ix)
            .filter_map(|edge| {
                let need = &graph.nodes[edge.to as usize];
                let row = schedule.row(&need.id).filter(|_| need.program == 0)?;
                let float = row.total_float?;
                let days = schedule.days_between(facts.as_of, row.late_start?);
                let is_urgent = days <= SOON && float < schedule.options.near_critical;
                is_urgent.then_some((days.max(0), float, edge.to))
            })
            .min();
        let Some((days, float, to)) = urgent else { continue };
        let when = match days {
            0 => "now".to_owned(),
            days => format!("in {days} d"),
        };
        let item = &graph.nodes[to as usize].id;
        let help = match &decision.decider {
            Some(decider) => format!(
                "ask {} to decide, or put in chosen, decided and because",
                facts.program.name_of(decider.as_str())
            ),
            None => "write decider: and ask that person to decide".into(),
        };
        found
            .at(
                Place::item("decisions", id.as_str()),
                format!("{id} is not decided; {item} needs it {when} and has {float} d of float"),
            )
            .also(&Place::item("milestones", item.as_str()), "needs it")
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// A milestone that needs a decision with the given fields.
    fn program(milestone: &str, decision: &str) -> String {
        format!(
            "charter: {{id: atlas, stage: delivering}}\nmilestones:\n  data-backfill: {{title: Backfill, needs: [d-copy], {milestone}}}\n\
             decisions:\n  d-copy: {{title: Copy or move?, {decision}}}\n"
        )
    }

    fn found(milestone: &str, decision: &str) -> Vec<String> {
        let text = program(milestone, decision);
        findings("open-decision-on-critical-path", "2026-09-02", &text)
    }

    #[test]
    fn ten_days_ahead_is_soon() {
        // The 15th is nine working days after 2 September, so that the work starts on the 16th, the tenth.
        assert_eq!(
            found("duration: 8d", "decider: vera, decide_by: 2026-09-15"),
            ["warn 5: d-copy is not decided; data-backfill needs it in 10 d and has 0 d of float"]
        );
        assert_eq!(found("duration: 8d", "decide_by: 2026-09-16"), [""; 0]);
        assert_eq!(found("duration: 8d", "decide_by: 2026-09-04").len(), 1, "the 7th");
        assert_eq!(
            found("duration: 8d", "decide_by: 2026-09-04, decided: 2026-09-01"),
            [""; 0]
        );
    }

    #[test]
    fn float_of_five_days_is_enough() {
        let beside = |days| {
            let text = program("duration: 8d", "decide_by: 2026-09-02");
            text.replace(
                "decisions:",
                &format!("  longest: {{title: Longest, duration: {days}d}}\ndecisions:"),
            )
        };
        let found = |days| findings("open-decision-on-critical-path", "2026-09-02", &beside(days));
        // The decision takes the 2nd, the backfill eight more days: nine in all.
        assert_eq!(
            found(13),
            ["warn 6: d-copy is not decided; data-backfill needs it in 5 d and has 4 d of float"]
        );
        assert_eq!(found(14), [""; 0]);
    }

    #[test]
    fn what_nothing_needs_is_not_told() {
        let text = "decisions:\n  d-copy: {decide_by: 2026-09-04}\n";
        assert_eq!(
            findings("open-decision-on-critical-path", "2026-09-02", text),
            [""; 0]
        );
    }
}
