//! `contingency-without-trigger`: no sign says when it is time for it.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "contingency-without-trigger",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a contingency has no trigger",
    page: PAGE,
    folded: Some("have a contingency without a trigger"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A contingency has no trigger: no sign is named by which it is seen that the time has come.

Without one it is discussed while it should be done. A trigger is something that can be observed: a number, a date
that passes, a message that does not come.

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
    contingency: Read from the replica at night
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
```

Name the sign:

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
    trigger: No file in the drop folder on two days in a row
    contingency: Read from the replica at night
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let has_trigger =
            risk.trigger.is_some() || !written::is_blank(facts, "risks", id.as_str(), "trigger");
        if !written::is_empty(risk.contingency.as_deref()) && !has_trigger {
            found
                .at(
                    Place::field("risks", id.as_str(), "contingency"),
                    format!("{id} has a contingency, but no trigger"),
                )
                .help("write trigger: the sign that can be observed");
        }
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
    fn a_contingency_of_an_open_risk_needs_a_sign() {
        let found = |risk| {
            findings(
                "contingency-without-trigger",
                "2026-09-02",
                &program("delivering", risk),
            )
        };
        let expected = ["warn 5: r-late-export has a contingency, but no trigger"];
        assert_eq!(found("contingency: Read the replica"), expected);
        assert_eq!(found("contingency: Read the replica, trigger:"), expected);
        assert_eq!(
            found("contingency: Read the replica, trigger: Two days without a file"),
            [""; 0]
        );
        assert_eq!(found("contingency: Read it, occurred: 2026-09-01"), [""; 0]);
        assert_eq!(found("trigger: Two days without a file"), [""; 0]);
    }
}
