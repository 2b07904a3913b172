//! `risk-class-unexamined`: none, or not looked?

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, RiskClass, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-class-unexamined",
    group: Group::Risks,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "no risk of some class stands in the register",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The program is under way and no risk of some class stands in its register.

Perhaps there is none; more often nobody has looked there. Classes are technical, delivery, vendor, security,
compliance, people and cost; risks that occurred or were closed count too.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
^^^^^
  r-technical-one:
    title: If the technical review finds a gap, then the backfill waits
    class: technical
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-delivery-one:
    title: If the delivery review finds a gap, then the backfill waits
    class: delivery
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-vendor-one:
    title: If the vendor review finds a gap, then the backfill waits
    class: vendor
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-compliance-one:
    title: If the compliance review finds a gap, then the backfill waits
    class: compliance
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-people-one:
    title: If the people review finds a gap, then the backfill waits
    class: people
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-cost-one:
    title: If the cost review finds a gap, then the backfill waits
    class: cost
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
```

Look there too, and write what was found:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-technical-one:
    title: If the technical review finds a gap, then the backfill waits
    class: technical
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-delivery-one:
    title: If the delivery review finds a gap, then the backfill waits
    class: delivery
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-vendor-one:
    title: If the vendor review finds a gap, then the backfill waits
    class: vendor
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-security-one:
    title: If the security review finds a gap, then the backfill waits
    class: security
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-compliance-one:
    title: If the compliance review finds a gap, then the backfill waits
    class: compliance
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-people-one:
    title: If the people review finds a gap, then the backfill waits
    class: people
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
  r-cost-one:
    title: If the cost review finds a gap, then the backfill waits
    class: cost
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    trigger: A finding in the interim note
    contingency: Repeat the last export
    review_by: 2026-09-15
```
";

const CLASSES: [RiskClass; 7] = [
    RiskClass::Technical,
    RiskClass::Delivery,
    RiskClass::Vendor,
    RiskClass::Security,
    RiskClass::Compliance,
    RiskClass::People,
    RiskClass::Cost,
];

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    if !facts.has_reached(Stage::Delivering) || program.stage() == Stage::Closed {
        return;
    }
    let is_there = |class: RiskClass| program.risks.values().any(|risk| risk.class == Some(class));
    let missing: Vec<&str> = CLASSES
        .into_iter()
        .filter(|class| !is_there(*class))
        .map(RiskClass::as_str)
        .collect();
    let classes = match missing.as_slice() {
        [] => return,
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    let section = if program.risks.is_empty() {
        "charter"
    } else {
        "risks"
    };
    found
        .at(
            Place::item(section, ""),
            format!("no {classes} risk in the register: none, or not looked?"),
        )
        .help("ask who knows that side, and write what they fear");
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(stage: &str, classes: &[&str]) -> Vec<String> {
        let mut text = format!("charter: {{id: atlas, stage: {stage}}}\nrisks:\n");
        for class in classes {
            text.push_str(&format!("  r-{class}: {{class: {class}}}\n"));
        }
        findings("risk-class-unexamined", "2026-09-02", &text)
    }

    #[test]
    fn all_missing_classes_are_told_at_once_from_delivering_on() {
        let some = ["technical", "delivery", "vendor", "compliance"];
        assert_eq!(
            found("delivering", &some),
            ["info 2: no security, people or cost risk in the register: none, or not looked?"]
        );
        assert_eq!(found("defined", &some), [""; 0]);
        assert_eq!(found("closed", &some), [""; 0]);
        let most = ["technical", "delivery", "vendor", "compliance", "people", "cost"];
        assert_eq!(
            found("launching", &most),
            ["info 2: no security risk in the register: none, or not looked?"]
        );
    }

    #[test]
    fn without_any_risk_the_charter_is_shown() {
        let found = findings(
            "risk-class-unexamined",
            "2026-09-02",
            "charter: {id: atlas, stage: delivering}\n",
        );
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("info 1: no technical, delivery, vendor,"),
            "{found:?}"
        );
    }
}
