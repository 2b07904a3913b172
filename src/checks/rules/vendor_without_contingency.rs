//! `vendor-without-contingency`: nothing is ready for the day the vendor fails.

use super::{risks, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Place, RiskClass};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "vendor-without-contingency",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a vendor risk has no contingency",
    page: PAGE,
    folded: Some("are vendor risks without contingency"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A vendor risk has no contingency: nothing is ready for the day it happens.

A vendor cannot be told what to do, only be waited for. For a high risk this is an error.

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
    class: vendor
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: transfer
    review_by: 2026-09-15
    to: cloudco
```

Say what is done when it happens, and by which sign it is seen:

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
    class: vendor
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: transfer
    review_by: 2026-09-15
    to: cloudco
    trigger: No file in the drop folder on two days in a row
    contingency: Read from the replica at night
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        let is_covered =
            risk.contingency.is_some() || !written::is_blank(facts, "risks", id.as_str(), "contingency");
        if risk.class != Some(RiskClass::Vendor) || is_covered {
            continue;
        }
        let size = risks::size(risk).map_or_else(String::new, |size| format!(": {size}"));
        let high = if risk.is_high() { "high " } else { "" };
        found
            .at(
                Place::item("risks", id.as_str()),
                format!("{id} is a {high}vendor risk without contingency{size}"),
            )
            .field("contingency")
            .severity(if risk.is_high() {
                Severity::Error
            } else {
                Severity::Warn
            })
            .help("write contingency: what is done when it happens, and trigger: the sign of it");
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
    fn a_high_one_is_an_error_in_every_stage() {
        let found = |risk| {
            findings(
                "vendor-without-contingency",
                "2026-09-02",
                &program("defined", risk),
            )
        };
        // 60 % is the third band, 16 d the fifth; 15 d would be the fourth.
        assert_eq!(
            found("class: vendor, prob: 0.6, delay: 16d"),
            ["error 5: r-late-export is a high vendor risk without contingency: 60 % of 16 d"]
        );
        assert_eq!(
            found("class: vendor, prob: 0.6, delay: 15d"),
            ["warn 5: r-late-export is a vendor risk without contingency: 60 % of 15 d"]
        );
        assert_eq!(
            found("class: vendor"),
            ["warn 5: r-late-export is a vendor risk without contingency"]
        );
    }

    #[test]
    fn other_classes_and_covered_ones_are_silent() {
        let found = |risk| {
            findings(
                "vendor-without-contingency",
                "2026-09-02",
                &program("defined", risk),
            )
        };
        assert_eq!(found("class: technical, prob: 0.9, delay: 20d"), [""; 0]);
        assert_eq!(found("prob: 0.9, delay: 20d"), [""; 0]);
        assert_eq!(found("class: vendor, contingency: Read the replica"), [""; 0]);
        assert_eq!(
            found("class: vendor, closed: {date: 2026-09-01, because: gone}"),
            [""; 0]
        );
    }
}
