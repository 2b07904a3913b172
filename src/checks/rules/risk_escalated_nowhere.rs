//! `risk-escalated-nowhere`: nobody above knows of it.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Response};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-escalated-nowhere",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a risk is escalated, but to nobody",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A risk is to be escalated, but nobody is named to whom.

Who escalates to nobody carries it alone and believes the opposite.

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
    response: escalate
              ^^^^^^^^
    review_by: 2026-09-15
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
    response: escalate
    review_by: 2026-09-15
    to: vera
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let sponsor = facts.program.charter.sponsor.as_ref();
    for (id, risk) in risks::open(facts) {
        let goes_somewhere = risk.to.is_some() || !written::is_blank(facts, "risks", id.as_str(), "to");
        if risk.response == Some(Response::Escalate) && !goes_somewhere {
            let help = sponsor.map_or_else(
                || "write to: and the id of one person".to_owned(),
                |sponsor| format!("write to: and one person, such as the sponsor {sponsor}"),
            );
            found
                .at(
                    Place::field("risks", id.as_str(), "response"),
                    format!("{id} is escalated to nobody"),
                )
                .help(help);
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

    fn found(risk: &str) -> Vec<String> {
        let text = program("proposed", risk);
        findings("risk-escalated-nowhere", "2026-09-02", &text)
    }

    #[test]
    fn escalation_needs_somebody() {
        let expected = ["error 5: r-late-export is escalated to nobody"];
        assert_eq!(found("response: escalate"), expected);
        assert_eq!(found("response: escalate, to:"), expected);
        assert_eq!(found("response: escalate, to: vera"), [""; 0]);
        assert_eq!(
            found("response: escalate, to: [vera, tomas]"),
            [""; 0],
            "unreadable"
        );
    }

    #[test]
    fn other_responses_and_closed_risks_do_not() {
        assert_eq!(found("response: transfer"), [""; 0]);
        assert_eq!(found("response: escalate, occurred: 2026-09-01"), [""; 0]);
    }
}
