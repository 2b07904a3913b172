//! `red-without-recovery`: it is red or amber, and nothing says how it gets back.

use super::written;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};
use crate::parse::ItemId;
use crate::schedule::{Color, Colors, Evidence, Reason, Row};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "red-without-recovery",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a milestone is red or amber, and nothing says how it gets back",
    page: PAGE,
    folded: Some("are red or amber and say nothing of how they get back"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A milestone is red, or amber since it is late, and neither its `recovery` nor its `note` says how it gets back. What is
late only since it waits for something late is left out: the way back begins there.

Bad news is welcome; bad news without a next step is asked about in every meeting. One line saves the asking.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    started: 2026-08-17
    remaining: 8d
    accept: All rows match the ledger
    forecast: 2026-09-29
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    started: 2026-08-17
    remaining: 8d
    accept: All rows match the ledger
    forecast: 2026-09-29
    recovery: Two engineers join on 7 September; the second half is loaded in parallel
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let colors = Colors::new(facts.schedule);
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let Item::Milestone(milestone) = row.item else {
            continue;
        };
        let says = [&milestone.recovery, &milestone.note];
        if says.iter().any(|text| !written::is_empty(text.as_deref())) {
            continue;
        }
        let computed = colors.computed(row, &Evidence::default());
        let reasons = computed.iter().flat_map(|computed| &computed.reasons);
        // Little float and what has a rule of its own are no way to get back from.
        let late = |reason: &&Reason<'_>| {
            let is_late =
                reason.color() == Color::Red || matches!(reason, Reason::Tolerated(_) | Reason::Chance(_));
            let is_handed_on = matches!(
                reason,
                Reason::Tolerated(_) | Reason::Late { .. } | Reason::Chance(_)
            );
            is_late && !(is_handed_on && waits_for_late(facts, row))
        };
        let word = match reasons.filter(late).map(Reason::color).next() {
            Some(Color::Red) => "red",
            Some(_) => "amber",
            None => continue,
        };
        found
            .at(
                Place::item("milestones", row.id.as_str()),
                format!("{} is {word}, and nothing says how it gets back", row.id),
            )
            .field("recovery")
            .help("write recovery: with the next step in one line");
    }
}

/// Whether what sets its date is itself late: the way back begins there.
fn waits_for_late(facts: &Facts<'_>, row: &Row<'_>) -> bool {
    let need = row.driving.as_deref().map(ItemId::from);
    let need = need.and_then(|need| facts.schedule.row(&need));
    need.is_some_and(|need| need.state.is_open() && need.margin.is_some_and(|margin| margin < 0))
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    #[test]
    fn a_line_is_enough_and_what_is_on_time_needs_none() {
        // Ten days of work from Wednesday 2 September end on Tuesday the 15th.
        let told = |fields: &str| {
            let text = format!(
                "milestones:\n  rows: {{title: Moved, owner: lee, accept: Signed, duration: 10d, {fields}}}\n"
            );
            findings("red-without-recovery", "2026-09-02", &text)
        };
        let message = "warn 2: rows is red, and nothing says how it gets back";
        assert_eq!(told("due: 2026-09-01"), [message]);
        assert!(told("due: 2026-09-01, note: Two engineers join").is_empty());
        assert!(told("due: 2026-09-01, recovery: Two engineers join").is_empty());
        assert!(told("due: 2026-12-31").is_empty());
        // What waits for something late is late for its sake.
        let after = "due: 2026-09-10}\n  later: {title: Used, owner: lee, accept: Signed, duration: 1d, due: 2026-09-11, needs: [rows]";
        assert_eq!(told(after), [message]);
        assert!(told("due: 2026-09-01, done: 2026-09-01").is_empty());
    }
}
