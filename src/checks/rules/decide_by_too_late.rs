//! `decide-by-too-late`: it comes after the work must start.

use super::decisions;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::graph::{Edge, Ix};
use crate::model::{Kind, Level, Place, Relation};
use crate::parse::{Date, Unit};
use crate::schedule::Held;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decide-by-too-late",
    group: Group::Decisions,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a decision is planned for after the work that needs it must start",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision is planned for after the work that needs it must start, to hold its due date or one behind it.

Then the date is missed by a decision, not by work. Decide earlier, or move the date that hangs on it.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 8d
    needs: [d-ledger-copy]
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-10-02
               ^^^^^^^^^^
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

Decide in time:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 8d
    needs: [d-ledger-copy]
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-25
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let schedule = facts.schedule;
    let graph = &schedule.plan.graph;
    let mut held: Option<Vec<Option<Held>>> = None;
    for (id, decision) in decisions::pending(facts) {
        // What is past its date is told by another rule.
        let Some(by) = decision.decide_by().filter(|by| *by >= facts.as_of) else {
            continue;
        };
        let Some(ix) = graph.find(id.as_str()) else {
            continue;
        };
        let held = held.get_or_insert_with(|| schedule.held());
        let starts = graph
            .needed_by(ix)
            .filter_map(|edge| Some((must_start(facts, held, edge, by)?, edge.to)));
        let Some((start, to)) = starts.min() else { continue };
        let node = &graph.nodes[to as usize];
        let field = if decision.decide_by == Some(by) {
            "decide_by"
        } else {
            "deferred"
        };
        let due = node.item.due().filter(|due| is_own(facts, held, to, *due));
        let holds = due.map_or_else(
            || "to hold the dates behind it".to_owned(),
            |due| format!("to be done {}", due.near(facts.as_of)),
        );
        found
            .at(
                Place::field("decisions", id.as_str(), field),
                format!(
                    "{id} is decided by {}, but {} must start {} {holds}",
                    by.near(facts.as_of),
                    node.id,
                    start.near(facts.as_of)
                ),
            )
            .also(
                &Place::item(Kind::Milestone.section(), node.id.as_str()),
                format!("must start {}", start.near(facts.as_of)),
            )
            .help(format!(
                "decide before {}, or move what hangs on it",
                start.near(facts.as_of)
            ));
    }
}

/// The day on which an item must start that waits for a decision, where the decision comes too late for it.
fn must_start(facts: &Facts<'_>, held: &[Option<Held>], edge: &Edge, by: Date) -> Option<Date> {
    let schedule = facts.schedule;
    let node = &schedule.plan.graph.nodes[edge.to as usize];
    let is_waiting = node.item.due().is_none_or(|due| due >= facts.as_of) && node.program == 0;
    if !is_waiting || edge.relation != Relation::FS {
        return None;
    }
    let latest = held[edge.to as usize]?;
    let calendar = schedule.plan.calendar(edge.to);
    let lag = match edge.lag.unit {
        Unit::Days => i64::from(edge.lag.amount),
        Unit::Weeks => i64::from(edge.lag.amount) * calendar.week_days(),
        Unit::Elapsed => 0,
    };
    let start = calendar.index(latest.start) - lag;
    let decided = calendar.index(i64::from(by.day()) + 1);
    if decided <= start {
        return None;
    }
    let day = i32::try_from(calendar.day(calendar.index(latest.start))).ok()?;
    Some(Date::from_day(day))
}

/// Whether it is the item's own due date that it must start for.
fn is_own(facts: &Facts<'_>, held: &[Option<Held>], ix: Ix, due: Date) -> bool {
    let calendar = facts.schedule.plan.calendar(ix);
    held[ix as usize]
        .is_some_and(|latest| calendar.index(latest.finish) == calendar.index(i64::from(due.day()) + 1))
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
        findings("decide-by-too-late", "2026-09-02", &text)
    }

    #[test]
    fn eight_days_to_the_25th_must_start_on_the_16th() {
        // 16, 17, 18, 21, 22, 23, 24, 25 September are eight working days.
        let work = "duration: 8d, due: 2026-09-25";
        assert_eq!(found(work, "decide_by: 2026-09-15"), [""; 0]);
        assert_eq!(
            found(work, "decide_by: 2026-09-16"),
            ["warn 5: d-copy is decided by 16 Sep, but data-backfill must start 16 Sep to be done 25 Sep"]
        );
        assert_eq!(found(work, "decide_by: 2026-09-16, decided: 2026-09-01"), [""; 0]);
        assert_eq!(
            found(work, "decide_by: 2026-09-04, deferred: {to: 2026-09-18}").len(),
            1
        );
    }

    #[test]
    fn a_date_further_down_counts_as_well() {
        let text = program("duration: 8d", "decide_by: 2026-09-16").replace(
            "decisions:",
            "  go-live: {title: Live, duration: 2d, due: 2026-09-29, needs: [data-backfill]}\ndecisions:",
        );
        // 28 and 29 September are left for going live: the same eight days before.
        assert_eq!(
            findings("decide-by-too-late", "2026-09-02", &text),
            [
                "warn 6: d-copy is decided by 16 Sep, but data-backfill must start 16 Sep to hold the dates behind it"
            ]
        );
    }

    #[test]
    fn nothing_is_said_where_nothing_is_due_or_its_date_is_past() {
        assert_eq!(found("duration: 8d", "decide_by: 2026-09-30"), [""; 0]);
        assert_eq!(
            found("duration: 8d, due: 2026-08-28", "decide_by: 2026-09-30"),
            [""; 0]
        );
        assert_eq!(
            found("duration: 8d, due: 2026-09-04", "decide_by: 2026-09-01"),
            [""; 0]
        );
        assert_eq!(found("duration: 8d, due: 2026-09-04", "driver: tomas"), [""; 0]);
    }
}
