//! `certain-or-impossible-risk`: what is certain is an issue, what cannot happen is over.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "certain-or-impossible-risk",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "the probability of an open risk is 0 or 1",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The probability of an open risk is 0 or 1.

What is certain is no risk but an issue: it belongs among the blockers, with a person waited on and a date. What cannot
happen is over: it is closed, with the reason.

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
    prob: 1.0
          ^^^
    delay: 5d
    hits: [data-backfill]
    response: escalate
    review_by: 2026-09-15
    to: vera
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
    prob: 0.9
    delay: 5d
    hits: [data-backfill]
    response: escalate
    review_by: 2026-09-15
    to: vera
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let (message, help) = match risk.prob {
            Some(prob) if prob.0 >= 1.0 => (
                format!("{id}: prob is 100 %, so it is an issue and no risk"),
                format!("write occurred: DATE, and a blocker with from_risk: {id}"),
            ),
            Some(prob) if prob.0 <= 0.0 => (
                format!("{id}: prob is 0 %, so it is over and no risk"),
                "write closed: {date, because}, or the probability that is left".into(),
            ),
            _ => continue,
        };
        found
            .at(Place::field("risks", id.as_str(), "prob"), message)
            .help(help);
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
    fn both_ends_are_told_and_nothing_between() {
        let found = |risk| {
            findings(
                "certain-or-impossible-risk",
                "2026-09-02",
                &program("proposed", risk),
            )
        };
        assert_eq!(
            found("prob: 100%"),
            ["error 5: r-late-export: prob is 100 %, so it is an issue and no risk"]
        );
        assert_eq!(
            found("prob: 0"),
            ["error 5: r-late-export: prob is 0 %, so it is over and no risk"]
        );
        assert_eq!(found("prob: 0.99"), [""; 0]);
        assert_eq!(found("prob: 1%"), [""; 0]);
        assert_eq!(found("prob: 1.0, occurred: 2026-09-01"), [""; 0]);
        assert_eq!(
            found("prob: 0, closed: {date: 2026-09-01, because: gone}"),
            [""; 0]
        );
    }
}
