//! `qa-unscheduled`: nobody has said when a launch is tested.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "qa-unscheduled",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "the QA of a launch has no date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The QA of a launch has no date. A warning until 20 working days before the launch, an error from then on.

Testing that has no date gets the days that are left, and then there are none.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    items:
      qa-regression: {owner: chen}
      ^^^^^^^^^^^^^
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    items:
      qa-regression: {owner: chen, by: 2026-10-23}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        let place = launches::gate_place(launch, gate);
        let has_date = gate.end().is_some() || facts.documents.holds(&place.clone().key("by"));
        if !gate.is_qa() || !gate.is_to_do() || has_date {
            continue;
        }
        let help = match launch.start {
            Some(start) => format!(
                "write by: with a date before the launch starts {}",
                start.near(facts.as_of)
            ),
            None => "write by: with a date before the launch".into(),
        };
        found
            .at(
                place.on_key(),
                format!("{}: {} has no date", launch.id, gate.name),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn any_date_will_do_and_other_items_are_left_alone() {
        let item = |item: &str| {
            told(
                "qa-unscheduled",
                "2026-09-02",
                &format!("    items: {{{item}}}\n"),
            )
        };
        assert_eq!(
            item("qa-regression: {owner: jo}"),
            ["warn 5: ga: qa-regression has no date"]
        );
        for good in [
            "qa-regression: {by: 2026-12-31}",
            "qa-regression: {by: soon}",
            "qa-regression: {ready: 2026-09-01}",
            "alerting: {owner: jo}",
        ] {
            assert!(item(good).is_empty(), "{good}");
        }
    }
}
