//! `phase-without-exit`: nothing says when the next phase may come.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "phase-without-exit",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a phase of a launch has no exit rule or no bake time",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A phase of a launch has no exit rule, or no time for which it is held. A warning until 20 working days before the
launch, an error from then on.

Without them the next phase comes when the first person grows impatient.

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
    phases:
      - name: canary
        ^^^^
        share: 5%
        bake: 5d
        rollback_if: failure rate above 2 % for 15 minutes
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
        for (at, phase) in written.phases.iter().enumerate() {
            let place = launches::place(launch).key("phases").at(at);
            let has = |field: &str| facts.documents.holds(&place.clone().key(field));
            let lacks = match (
                phase.exit.is_some() || has("exit"),
                phase.bake.is_some() || has("bake"),
            ) {
                (true, true) => continue,
                (false, true) => "exit rule",
                (true, false) => "bake time",
                (false, false) => "exit rule and no bake time",
            };
            let name = launches::phase(written, at);
            found
                .at(place, format!("{}: phase {name} has no {lacks}", launch.id))
                .severity(severity)
                .help("write exit: with a number that can be read off, and bake: with how long it must hold");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn exit_and_bake_are_asked_of_every_phase() {
        let text = "    phases:\n      - {name: canary, bake: 5d, exit: no errors}\n      - {name: half, bake: 5d}\n      \
                    - {exit: no errors}\n      - {name: all}\n      - {name: late, bake: long, exit: no errors}\n";
        assert_eq!(
            told("phase-without-exit", "2026-09-02", text),
            [
                "warn 7: ga: phase half has no exit rule",
                "warn 8: ga: phase 3 has no bake time",
                "warn 9: ga: phase all has no exit rule and no bake time",
            ]
        );
    }
}
