//! `decision-overdue`: it is not made, and what needs it waits.

use super::{decisions, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Place;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decision-overdue",
    group: Group::Decisions,
    level: Default::Timed,
    timed: true,
    summary: "a decision is past its date and not made",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision is past its date and not made.

Work that waits for a decision costs as much as work that is late, and is seen by nobody. Decide, or put it off to a
date and say why.

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-08-28
               ^^^^^^^^^^
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-08-28
    decided: 2026-08-28
    chosen: copy
    because: The old one stays as a way back
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let schedule = facts.schedule;
    for (id, decision) in decisions::pending(facts) {
        let Some(by) = decision.decide_by().filter(|by| *by < facts.as_of) else {
            continue;
        };
        let place = match decision.decide_by == Some(by) {
            true => Place::field("decisions", id.as_str(), "decide_by"),
            false => Place::field("decisions", id.as_str(), "deferred").key("to"),
        };
        let what = match decision.raised.filter(|raised| *raised <= facts.as_of) {
            Some(raised) => format!(
                "open {} d, decide by {}",
                schedule.days_between(raised, facts.as_of),
                by.near(facts.as_of)
            ),
            None => format!(
                "decide by {}{}",
                by.near(facts.as_of),
                written::ago(schedule.days_between(by, facts.as_of))
            ),
        };
        let graph = &schedule.plan.graph;
        let waiting = graph.find(id.as_str()).map_or_else(Vec::new, |ix| {
            let waiting = graph.needed_by(ix).filter(|edge| !schedule.is_done(edge.to));
            waiting.map(|edge| &graph.nodes[edge.to as usize].id).collect()
        });
        let waits = match waiting.as_slice() {
            [] => String::new(),
            [one] => format!("; {one} waits for it"),
            more => format!("; {} items wait for it", more.len()),
        };
        found
            .at(place, format!("{id}: {what}{waits}"))
            .help("write decided, chosen and because, or deferred: {to, because}");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::{findings, scheduled};

    /// A milestone that needs a decision with the given fields.
    fn program(milestone: &str, decision: &str) -> String {
        format!(
            "charter: {{id: atlas, stage: delivering}}\nmilestones:\n  data-backfill: {{title: Backfill, needs: [d-copy], {milestone}}}\n\
             decisions:\n  d-copy: {{title: Copy or move?, {decision}}}\n"
        )
    }

    fn found(as_of: &str, decision: &str) -> Vec<String> {
        findings("decision-overdue", as_of, &program("duration: 8d", decision))
    }

    #[test]
    fn it_is_told_from_the_day_after() {
        let open = "raised: 2026-08-24, decide_by: 2026-09-04";
        assert_eq!(found("2026-09-04", open), [""; 0]);
        // From Monday 24 August to Monday 7 September are ten working days.
        let message = "d-copy: open 10 d, decide by 4 Sep; data-backfill waits for it";
        assert_eq!(found("2026-09-07", open), [format!("warn 5: {message}")]);
        let text = program("duration: 8d", open);
        assert_eq!(
            scheduled("decision-overdue", "2026-09-07", &text),
            [format!("error 5: {message}")]
        );
        assert_eq!(
            found("2026-09-07", "decide_by: 2026-09-03"),
            ["warn 5: d-copy: decide by 3 Sep, 2 d ago; data-backfill waits for it"]
        );
    }

    #[test]
    fn what_is_decided_or_put_off_is_not_overdue() {
        let late = "decide_by: 2026-09-03";
        assert_eq!(
            found("2026-09-07", &format!("{late}, decided: 2026-09-07")),
            [""; 0]
        );
        assert_eq!(
            found("2026-09-07", &format!("{late}, deferred: {{to: 2026-09-07}}")),
            [""; 0]
        );
        assert_eq!(
            found("2026-09-08", &format!("{late}, deferred: {{to: 2026-09-07}}")),
            ["warn 5: d-copy: decide by 7 Sep, 1 d ago; data-backfill waits for it"]
        );
        assert_eq!(found("2026-09-08", "raised: 2026-01-05"), [""; 0]);
    }
}
