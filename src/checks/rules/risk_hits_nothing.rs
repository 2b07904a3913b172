//! `risk-hits-nothing`: it cannot enter the forecast.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-hits-nothing",
    group: Group::Risks,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "an open risk hits no milestone or contract",
    page: PAGE,
    folded: Some("hit nothing"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open risk hits no milestone or contract, or only what was called off.

Such a risk cannot enter the forecast: it costs no day, whatever its probability, and stands in no ranking.

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
    response: accept
    review_by: 2026-09-15
```

Name what it would delay first:

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
        if risk.hits.is_empty() {
            if written::is_blank(facts, "risks", id.as_str(), "hits") {
                let said = found
                    .at(
                        Place::item("risks", id.as_str()),
                        format!("{id} hits nothing and cannot enter the forecast"),
                    )
                    .field("hits")
                    .help("write hits: with the milestone or contract that it would delay first");
                risks::spare(said, risk);
            }
        } else if risk.hits.iter().all(|hit| facts.program.has_left(hit.as_str())) {
            // Calling an item off is good order; it must not make its risks fail.
            let only = risk.hits.first().map_or("", |hit| hit.as_str());
            found
                .at(
                    Place::field("risks", id.as_str(), "hits").at(0),
                    format!("{id} hits only {only}, which was called off"),
                )
                .severity(Severity::Warn)
                .help("write closed: {date, because}, or name what it hits now");
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
    fn a_sized_risk_fails_from_delivering_and_one_jotted_down_never() {
        let found = |stage, risk| findings("risk-hits-nothing", "2026-09-02", &program(stage, risk));
        let message = "r-late-export hits nothing and cannot enter the forecast";
        assert_eq!(found("delivering", "prob: 0.3"), [format!("error 5: {message}")]);
        assert_eq!(
            found("delivering", "prob: 0.3, hits: []"),
            [format!("error 5: {message}")]
        );
        assert_eq!(found("defined", "prob: 0.3"), [format!("warn 5: {message}")]);
        assert_eq!(found("delivering", "owner: chen"), [format!("warn 5: {message}")]);
        assert_eq!(found("delivering", "prob: 0.3, hits: [data-backfill]"), [""; 0]);
        assert_eq!(
            found("delivering", "prob: 0.3, hits: {a: b}"),
            [""; 0],
            "unreadable"
        );
    }

    #[test]
    fn what_was_called_off_is_nothing_to_hit() {
        let text = program("delivering", "prob: 0.3, hits: [data-backfill]");
        let text = text.replace("title: Backfill,", "title: Backfill, cancelled: true,");
        assert_eq!(
            findings("risk-hits-nothing", "2026-09-02", &text),
            ["warn 5: r-late-export hits only data-backfill, which was called off"]
        );
    }
}
