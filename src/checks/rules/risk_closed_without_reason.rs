//! `risk-closed-without-reason`: nobody says why it cannot happen any more.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-closed-without-reason",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a risk is closed without a reason",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A risk is closed without a reason.

Closing risks silently makes a register green and a program no safer. One sentence says why it cannot happen any more.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
    closed: {date: 2026-08-31}
            ^^^^^^^^^^^^^^^^^^
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
    closed: {date: 2026-08-31, because: The export came complete}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in facts.program.risks.iter() {
        let Some(closed) = &risk.closed else { continue };
        let place = Place::field("risks", id.as_str(), "closed");
        let written = facts
            .documents
            .entity("risks", id.as_str())
            .and_then(|(_, value)| value.get("closed")?.1.get("because"));
        // A reason that could not be read is a reason; another rule tells of it.
        let is_unreadable = written.is_some_and(|(_, because)| !because.is_scalar());
        if is_unreadable || !written::is_empty(closed.because.as_deref()) {
            continue;
        }
        let on = closed
            .date
            .map_or_else(String::new, |date| format!(" {}", date.near(facts.as_of)));
        let said = found
            .at(place, format!("{id} was closed{on} without a reason"))
            .help("write because: and why it cannot happen any more");
        risks::spare(said, risk);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// A milestone in September 2026, and one risk with the given fields.
    fn program(stage: &str, risk: &str) -> String {
        format!(
            "charter: {{id: atlas, stage: {stage}}}\nmilestones:\n  data-backfill: {{title: Backfill, due: 2026-09-25}}\n\
             risks:\n  r-late-export: {{title: If late then late, {risk}}}\n"
        )
    }

    fn found(risk: &str) -> Vec<String> {
        let text = program("proposed", risk);
        findings("risk-closed-without-reason", "2026-09-02", &text)
    }

    #[test]
    fn a_date_alone_is_no_reason() {
        assert_eq!(
            found("prob: 0.3, closed: {date: 2026-08-31}"),
            ["error 5: r-late-export was closed 31 Aug without a reason"]
        );
        assert_eq!(
            found("prob: 0.3, closed: true"),
            ["error 5: r-late-export was closed without a reason"]
        );
        assert_eq!(
            found("prob: 0.3, closed: {date: 2026-08-31, because: \" \"}").len(),
            1
        );
        assert_eq!(found("prob: 0.3, closed: {because: The export came}"), [""; 0]);
        assert_eq!(found("prob: 0.3"), [""; 0]);
    }

    #[test]
    fn one_jotted_down_does_not_fail() {
        assert_eq!(
            found("closed: {date: 2026-08-31}"),
            ["warn 5: r-late-export was closed 31 Aug without a reason"]
        );
    }
}
