//! `risk-review-overdue`: nobody has looked at it since.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-review-overdue",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "the review of an open risk is past its date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The review of an open risk is past its date.

A register that is not looked at is a list of what people once feared. Look again: has the probability changed, are the
actions done, is it over?

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
    review_by: 2026-08-28
               ^^^^^^^^^^
```

Review it and set the next date:

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
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let Some(review_by) = risk.review_by.filter(|date| *date < facts.as_of) else {
            continue;
        };
        let ago = written::ago(facts.schedule.days_between(review_by, facts.as_of));
        found
            .at(
                Place::field("risks", id.as_str(), "review_by"),
                format!("{id} was to be reviewed by {}{ago}", review_by.near(facts.as_of)),
            )
            .help("review it and write the next review_by, or close it");
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

    #[test]
    fn the_day_itself_can_still_be_used() {
        let found = |as_of| {
            let text = program("delivering", "review_by: 2026-09-04");
            findings("risk-review-overdue", as_of, &text)
        };
        assert_eq!(found("2026-09-04"), [""; 0]);
        // 4 September 2026 is a Friday: no working day has passed on Sunday, one on Monday.
        assert_eq!(
            found("2026-09-06"),
            ["warn 5: r-late-export was to be reviewed by 4 Sep"]
        );
        assert_eq!(
            found("2026-09-07"),
            ["warn 5: r-late-export was to be reviewed by 4 Sep, 1 d ago"]
        );
    }

    #[test]
    fn what_is_over_needs_no_review() {
        let text = program("delivering", "review_by: 2026-08-04, occurred: 2026-08-20");
        assert_eq!(findings("risk-review-overdue", "2026-09-04", &text), [""; 0]);
    }
}
