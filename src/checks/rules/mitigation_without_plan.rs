//! `mitigation-without-plan`: it is to be made smaller, but nobody does anything.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Response, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "mitigation-without-plan",
    group: Group::Risks,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "a risk is to be mitigated, but no action is planned",
    page: PAGE,
    folded: Some("are to be mitigated without a plan"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A risk is to be mitigated, but no action is planned.

Mitigation without an action is a wish. Say who does what until when, or accept the risk openly.

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
              ^^^^^^^^
    review_by: 2026-09-15
```

Plan an action:

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
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let is_planned = !risk.plan.is_empty() || !written::is_blank(facts, "risks", id.as_str(), "plan");
        if risk.response == Some(Response::Mitigate) && !is_planned {
            found
                .at(
                    Place::field("risks", id.as_str(), "response"),
                    format!("{id}: response mitigate, no plan"),
                )
                .help("write plan: with do, owner and by for each action, or accept the risk");
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
    fn only_mitigation_of_an_open_risk_needs_a_plan() {
        let found = |risk| {
            findings(
                "mitigation-without-plan",
                "2026-09-02",
                &program("delivering", risk),
            )
        };
        let expected = ["error 5: r-late-export: response mitigate, no plan"];
        assert_eq!(found("response: mitigate"), expected);
        assert_eq!(found("response: mitigate, plan: []"), expected);
        assert_eq!(found("response: transfer, to: cloudco"), [""; 0]);
        assert_eq!(found("response: mitigate, plan: [Export a sample]"), [""; 0]);
        assert_eq!(found("response: mitigate, occurred: 2026-09-01"), [""; 0]);
    }

    #[test]
    fn before_delivering_it_is_a_warning() {
        let text = program("defined", "response: mitigate");
        let found = findings("mitigation-without-plan", "2026-09-02", &text);
        assert_eq!(found, ["warn 5: r-late-export: response mitigate, no plan"]);
    }
}
