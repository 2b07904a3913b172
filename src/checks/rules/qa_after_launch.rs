//! `qa-after-launch`: a launch is tested after it starts.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "qa-after-launch",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "the QA of a launch ends after the launch starts",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The QA of a launch ends after the launch starts, by its date or by the forecast of the milestone that covers it. A
warning until 20 working days before the launch, an error from then on.

Then customers do the testing.

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
      qa-regression: {owner: chen, by: 2026-11-13}
                                       ^^^^^^^^^^
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
      qa-regression: {owner: chen, by: 2026-11-06}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        let (Some(end), Some(start)) = (gate.after(launch).filter(|_| gate.is_qa()), launch.start) else {
            continue;
        };
        found
            .at(
                launches::end_place(launch, gate),
                format!(
                    "{}: {} ends {}, after the launch starts {}",
                    launch.id,
                    gate.name,
                    end.near(facts.as_of),
                    start.near(facts.as_of)
                ),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("test earlier, or move the launch");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn the_day_of_the_start_is_not_after_it() {
        let by = |by: &str| {
            told(
                "qa-after-launch",
                "2026-09-02",
                &format!("    items: {{qa-regression: {{{by}}}}}\n"),
            )
        };
        assert!(by("by: 2026-11-12").is_empty());
        assert_eq!(
            by("by: 2026-11-13"),
            ["warn 5: ga: qa-regression ends 13 Nov, after the launch starts 12 Nov"]
        );
        assert!(by("by: 2026-11-13, ready: 2026-09-01").is_empty());
    }
}
