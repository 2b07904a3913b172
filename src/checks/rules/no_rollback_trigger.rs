//! `no-rollback-trigger`: nothing says at which number a launch is rolled back.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GateState;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "no-rollback-trigger",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "nothing says at which number a launch is rolled back",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Nothing says at which number a launch, or one of its phases, is rolled back. A warning until 20 working days before
the launch, an error from then on.

In the night of the launch nobody wants to be the one who stops it. A number that was agreed before makes it
nobody's courage.

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
      rollback: {owner: lee, by: 2026-10-16}
      ^^^^^^^^
    phases:
      - {name: canary, share: 5%, bake: 5d, exit: failure rate under 0.8 %}
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
      rollback: {owner: lee, by: 2026-10-16}
    phases:
      - name: canary
        share: 5%
        bake: 5d
        exit: failure rate under 0.8 %
        rollback_if: failure rate above 2 % for 15 minutes
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        let Some(written) = launch.launch else { continue };
        let rollback = launch.gate("rollback");
        if rollback.is_some_and(|gate| gate.state == GateState::Waived) {
            continue;
        }
        let bare = launch.without_rollback();
        let message = if written.phases.is_empty() && launches::holds(facts, launch, "phases") {
            continue;
        } else if written.phases.is_empty() {
            format!("{}: nothing says at which number it is rolled back", launch.id)
        } else if bare.is_empty() {
            continue;
        } else {
            let names: Vec<String> = bare.iter().map(|at| launches::phase(written, *at)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (word, have) = match names.len() {
                1 => ("phase", "has"),
                _ => ("phases", "have"),
            };
            format!(
                "{}: {word} {} {have} no rollback_if",
                launch.id,
                launches::some(&names)
            )
        };
        let place = match rollback.filter(|gate| gate.item.is_some()) {
            Some(gate) => launches::gate_place(launch, gate).on_key(),
            None => launches::place(launch),
        };
        found
            .at(place, message)
            .field("phases")
            .severity(severity)
            .help("write rollback_if: on each phase, with the number at which it is called");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn every_phase_needs_its_number() {
        let phases = |phases: &str| {
            told(
                "no-rollback-trigger",
                "2026-09-02",
                &format!("    phases: [{phases}]\n"),
            )
        };
        let good = "{name: canary, rollback_if: errors above 1 %}";
        assert!(phases(good).is_empty());
        assert_eq!(
            phases(&format!("{good}, {{share: 50%}}")),
            ["warn 4: ga: phase 2 has no rollback_if"]
        );
        assert_eq!(
            phases(&format!("{{name: half}}, {good}, {{name: all}}")),
            ["warn 4: ga: phases half and all have no rollback_if"]
        );
        assert_eq!(phases(""), [""; 0], "an empty list is written");
        let none = told(
            "no-rollback-trigger",
            "2026-09-02",
            "    items: {rollback: {owner: jo}}\n",
        );
        assert_eq!(
            none,
            ["warn 5: ga: nothing says at which number it is rolled back"]
        );
    }

    #[test]
    fn a_waived_rollback_needs_none() {
        let text =
            "    items: {rollback: {waived: d-x}}\ndecisions: {d-x: {decider: jo, decided: 2026-09-01}}\n";
        assert!(told("no-rollback-trigger", "2026-09-02", text).is_empty());
    }
}
