//! `residual-not-lower`: the plan does nothing, or the figures are wrong.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "residual-not-lower",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "what is left of a risk is no smaller than the risk",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
What is left of a risk after its plan is no smaller than the risk itself.

Then the plan does nothing, or the figures are wrong. Sizes are compared as probability times mean delay.

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
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-08
    residual: {prob: 0.4, delay: 5d}
              ^^^^^^^^^^^^^^^^^^^^^^
```

Correct the figures, or the plan:

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
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-08
    residual: {prob: 0.1, delay: 5d}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let Some(residual) = &risk.residual else { continue };
        if residual.prob.is_none() && residual.delay.is_none() {
            continue;
        }
        // What is not written is left as it is.
        let prob = risk.prob.map_or(1.0, |prob| prob.0);
        let delay = risk.delay.map_or(1.0, |delay| delay.mean());
        let prob_left = match (residual.prob, risk.prob) {
            (Some(left), Some(_)) => left.0,
            _ => prob,
        };
        let delay_left = match (residual.delay, risk.delay) {
            (Some(left), Some(_)) => left.mean(),
            _ => delay,
        };
        let is_comparable = risk.prob.is_some() && residual.prob.is_some()
            || risk.delay.is_some() && residual.delay.is_some();
        // A risk that delays nothing may still become less probable.
        let (before, left) = if delay > 0.0 {
            (prob * delay, prob_left * delay_left)
        } else {
            (prob, prob_left)
        };
        if !is_comparable || prob <= 0.0 || left < before - 1e-9 {
            continue;
        }
        let whole = risks::size(risk);
        let rest = risks::size(&crate::model::Risk {
            prob: residual.prob.or(risk.prob),
            delay: residual.delay.or(risk.delay),
            ..crate::model::Risk::default()
        });
        let message = match (whole, rest) {
            (Some(whole), Some(rest)) if whole != rest => {
                format!("{id}: residual {rest} is no lower than {whole}")
            }
            (Some(whole), Some(_)) => format!("{id}: residual is as high as the risk, {whole}"),
            _ => format!("{id}: residual is no lower than the risk"),
        };
        found
            .at(Place::field("risks", id.as_str(), "residual"), message)
            .help("correct the figures, or plan an action that lowers one of them");
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
        findings("residual-not-lower", "2026-09-02", &program("proposed", risk))
    }

    #[test]
    fn what_is_left_must_be_less_in_all() {
        assert_eq!(
            found("prob: 0.3, delay: 10d, residual: {prob: 0.3, delay: 10d}"),
            ["error 5: r-late-export: residual is as high as the risk, 30 % of 10 d"]
        );
        assert_eq!(
            found("prob: 0.3, delay: 10d, residual: {prob: 0.1, delay: 30d}"),
            ["error 5: r-late-export: residual 10 % of 30 d is no lower than 30 % of 10 d"]
        );
        assert_eq!(
            found("prob: 0.3, delay: 10d, residual: {prob: 0.1, delay: 29d}"),
            [""; 0]
        );
        // The mean of 5, 10 and 30 is 15.
        assert_eq!(
            found("prob: 0.3, delay: [5d, 10d, 30d], residual: {delay: 14d}"),
            [""; 0]
        );
        assert_eq!(
            found("prob: 0.3, delay: [5d, 10d, 30d], residual: {delay: 15d}").len(),
            1
        );
    }

    #[test]
    fn what_cannot_be_compared_is_not() {
        assert_eq!(found("prob: 0.3, residual: {delay: 14d}"), [""; 0]);
        assert_eq!(found("residual: {prob: 0.3}"), [""; 0]);
        assert_eq!(found("prob: 0.3, delay: 5d, residual: {}"), [""; 0]);
        assert_eq!(found("prob: 0.3, delay: 0d, residual: {prob: 0.1}"), [""; 0]);
        assert_eq!(found("prob: 0.3, delay: 0d, residual: {prob: 0.3}").len(), 1);
    }
}
