//! `risk-without-response`: nobody has said what is done about it.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-without-response",
    group: Group::Risks,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "an open risk has no response",
    page: PAGE,
    folded: Some("have no response"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open risk has no response: nobody has said what is done about it.

A risk that is only written down is a record that somebody knew. Choose: avoid it, transfer it, mitigate it, accept
it, or hand it up.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
  ^^^^^^^^^^^^^
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    review_by: 2026-09-15
```

Choose one:

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
        if risk.response.is_some() || !written::is_blank(facts, "risks", id.as_str(), "response") {
            continue;
        }
        let size = risks::size(risk).map_or_else(String::new, |size| format!(": {size}"));
        let said = found
            .at(
                Place::item("risks", id.as_str()),
                format!("{id} has no response{size}"),
            )
            .field("response")
            .help("write response: avoid, transfer, mitigate, accept or escalate");
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

    #[test]
    fn a_sized_risk_fails_from_delivering_and_one_jotted_down_never() {
        let found = |stage, risk| findings("risk-without-response", "2026-09-02", &program(stage, risk));
        let sized = "prob: 30%, delay: 2w";
        assert_eq!(
            found("delivering", sized),
            ["error 5: r-late-export has no response: 30 % of 10 d"]
        );
        assert_eq!(
            found("defined", sized),
            ["warn 5: r-late-export has no response: 30 % of 10 d"]
        );
        assert_eq!(
            found("launching", "owner: chen"),
            ["warn 5: r-late-export has no response"]
        );
    }

    #[test]
    fn what_is_over_or_could_not_be_read_is_not_told() {
        for risk in [
            "prob: 0.3, occurred: 2026-09-01",
            "prob: 0.3, closed: {date: 2026-09-01, because: gone}",
            "prob: 0.3, response: ignroe",
        ] {
            let found = findings(
                "risk-without-response",
                "2026-09-02",
                &program("delivering", risk),
            );
            assert_eq!(found, [""; 0], "{risk}");
        }
    }
}
