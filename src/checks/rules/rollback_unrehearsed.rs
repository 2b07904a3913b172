//! `rollback-unrehearsed`: the way back of a launch was never tried.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::schedule::GateState;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "rollback-unrehearsed",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "the rollback of a launch was never rehearsed",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The rollback of a launch was never rehearsed. A warning until 20 working days before the launch, an error from then
on. A rollback that is planned for a day still to come is no finding until the launch is near.

\"Revert and redeploy\" is not a rollback, it is a hope: data that was written in between does not go back by itself.

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
      rollback: {owner: lee, by: 2026-10-16, started: 2026-08-31}
      ^^^^^^^^
    phases:
      - {name: all, share: 100%, bake: 2d, exit: no severity 1, rollback_if: failure rate above 1 %}
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
      rollback: {owner: lee, by: 2026-10-16, ready: 2026-08-31, proof: \"https://example.org/rehearsal\"}
    phases:
      - {name: all, share: 100%, bake: 2d, exit: no severity 1, rollback_if: failure rate above 1 %}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        if gate.name != "rollback" || !gate.is_to_do() {
            continue;
        }
        // Not begun, and its day still to come: that is a plan, until the launch is near.
        let is_planned = gate.by.is_some_and(|by| by >= facts.as_of) && gate.state == GateState::Todo;
        if is_planned && severity < Severity::Error {
            continue;
        }
        let message = match (gate.covered_by, gate.earliest) {
            (Some(by), Some(earliest)) => {
                let day = earliest.near(facts.as_of);
                format!("{}: rollback is not rehearsed; {by} is earliest {day}", launch.id)
            }
            _ => format!("{}: rollback was never rehearsed", launch.id),
        };
        found
            .at(launches::gate_place(launch, gate).on_key(), message)
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("rehearse it, then write ready: and proof:");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn a_rollback_counts_once_it_is_ready_waived_or_missing() {
        let rollback = |item: &str| {
            told(
                "rollback-unrehearsed",
                "2026-09-02",
                &format!("    items: {{{item}}}\n"),
            )
        };
        assert_eq!(
            rollback("rollback: {owner: jo}"),
            ["warn 5: ga: rollback was never rehearsed"]
        );
        for item in [
            "rollback: {ready: 2026-09-01}",
            "rollback: {ready: 2026-09-01, proof: docs/x.md}",
            "alerting: {owner: jo}",
        ] {
            assert!(rollback(item).is_empty(), "{item}");
        }
    }

    #[test]
    fn what_is_planned_is_no_finding_until_its_day_or_the_launch_is_near() {
        let rollback = |as_of: &str, item: &str| {
            told(
                "rollback-unrehearsed",
                as_of,
                &format!("    items: {{rollback: {{owner: jo, {item}}}}}\n"),
            )
        };
        let by = "by: 2026-10-16";
        assert!(rollback("2026-09-02", by).is_empty());
        assert!(rollback("2026-10-16", by).is_empty());
        assert_eq!(rollback("2026-10-19", by).len(), 1);
        assert_eq!(
            rollback("2026-10-21", "by: 2026-11-02").len(),
            1,
            "20 working days before"
        );
        assert_eq!(
            rollback("2026-09-02", "by: 2026-10-16, started: 2026-09-01").len(),
            1
        );
    }

    #[test]
    fn a_milestone_that_covers_it_is_named_with_its_day() {
        let text = "milestones:\n  ga: {title: Live, kind: launch}\n  drill: {title: Rehearsed, duration: 3d}\n\
                    launches: {ga: {items: {rollback: drill}}}\n";
        // Wednesday 2 September and two days more.
        assert_eq!(
            crate::checks::drawn::findings("rollback-unrehearsed", "2026-09-02", text),
            ["warn 4: ga: rollback is not rehearsed; drill is earliest 4 Sep"]
        );
    }
}
