//! `rollback-unrehearsed`: the way back of a launch was never tried.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

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
on.

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
        let message = match (gate.covered_by, gate.earliest) {
            (Some(by), Some(earliest)) => {
                let day = earliest.short();
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
