//! `occurred-risk-without-blocker`: it moves no date and nobody is waited on.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "occurred-risk-without-blocker",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a risk occurred, but no blocker came of it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A risk occurred, but no blocker came of it.

What has happened is no longer a probability. As a blocker it moves dates, has somebody waited on and a day when it
clears; as an occurred risk it is only a note.

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
    occurred: 2026-08-31
              ^^^^^^^^^^
```

Write the blocker, also when it is resolved already:

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
    occurred: 2026-08-31
blockers:
  b-late-export:
    title: The export has not come
    blocks: [data-backfill]
    owner: chen
    waiting_on: tam
    raised: 2026-08-31
    expected: 2026-09-08
    next: CloudCo repeats the export on Friday night
    from_risk: r-late-export
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let blockers = facts.program.blockers.values();
    let became: BTreeSet<&str> = blockers
        .filter_map(|blocker| blocker.from_risk.as_ref())
        .map(|id| id.as_str())
        .collect();
    for (id, risk) in facts.program.risks.iter() {
        let Some(occurred) = risk.occurred.filter(|_| risk.closed.is_none()) else {
            continue;
        };
        if became.contains(id.as_str()) {
            continue;
        }
        let said = found
            .at(
                Place::field("risks", id.as_str(), "occurred"),
                format!(
                    "{id} occurred {}, but no blocker came of it",
                    occurred.near(facts.as_of)
                ),
            )
            .help(format!("add a blocker with from_risk: {id}, or close the risk"));
        risks::spare(said, risk);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(risk: &str, blocker: &str) -> Vec<String> {
        let text = format!(
            "risks:\n  r-late-export: {{title: If late then late, occurred: 2026-08-31, {risk}}}\nblockers:\n  \
             b-export: {{title: No export, {blocker}}}\n"
        );
        findings("occurred-risk-without-blocker", "2026-09-02", &text)
    }

    #[test]
    fn a_blocker_that_names_it_answers_even_resolved() {
        let message = "r-late-export occurred 31 Aug, but no blocker came of it";
        assert_eq!(
            found("prob: 0.3", "kind: vendor"),
            [format!("error 2: {message}")]
        );
        assert_eq!(
            found("prob: 0.3", "from_risk: r-other"),
            [format!("error 2: {message}")]
        );
        assert_eq!(found("prob: 0.3", "from_risk: r-late-export"), [""; 0]);
        assert_eq!(
            found("prob: 0.3", "from_risk: r-late-export, resolved: 2026-09-01"),
            [""; 0]
        );
    }

    #[test]
    fn one_jotted_down_does_not_fail_and_a_closed_one_is_over() {
        let message = "r-late-export occurred 31 Aug, but no blocker came of it";
        assert_eq!(
            found("owner: chen", "kind: vendor"),
            [format!("warn 2: {message}")]
        );
        assert_eq!(
            found(
                "prob: 0.3, closed: {date: 2026-09-01, because: It came}",
                "kind: vendor"
            ),
            [""; 0]
        );
    }
}
