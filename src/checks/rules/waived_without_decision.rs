//! `waived-without-decision`: a launch item is waived, and no decision stands behind it.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::parse::PersonId;
use crate::schedule::Refusal;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "waived-without-decision",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch item is waived without a decision of whoever may",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch item is waived, and no decision stands behind it: it is open, was turned down or replaced, or was taken by
somebody who may not. A warning until 20 working days before the launch, an error from then on.

Going without something is allowed. Going without it and without a name under it is not: a conditional go needs one.

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
      load-test: {owner: chen, by: 2026-10-16, waived: d-no-load-test}
                                                       ^^^^^^^^^^^^^^
decisions:
  d-no-load-test:
    title: Do we launch without a load test?
    decider: vera
    options:
      launch: {say: Launch without, downside: A slow first hour}
      wait: {say: Wait for the test, cost: Two weeks}
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
      load-test: {owner: chen, by: 2026-10-16, waived: d-no-load-test}
decisions:
  d-no-load-test:
    title: Do we launch without a load test?
    decider: vera
    decided: 2026-08-31
    chosen: launch
    because: The old checkout carries twice the traffic on the same machines
    options:
      launch: {say: Launch without, downside: A slow first hour}
      wait: {say: Wait for the test, cost: Two weeks}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let authority = facts.program.may_waive();
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        let Some((decision, refusal)) = gate.refused else {
            continue;
        };
        let why = match refusal {
            // That is told as an unknown reference.
            Refusal::Unknown => continue,
            Refusal::Open => "which is not decided".to_owned(),
            Refusal::Superseded => "which another decision replaced".to_owned(),
            Refusal::Declined => "which chose none".to_owned(),
            Refusal::Nobody => "which names nobody who decided".to_owned(),
            Refusal::NotTheirs { decider, authority } => {
                let name = |person: &PersonId| facts.program.name_of(person.as_str()).to_owned();
                format!("which {} decided; only {} may", name(decider), name(authority))
            }
        };
        let help = match authority {
            Some(person) => {
                let name = facts.program.name_of(person.as_str());
                format!("let {name} decide, or get it ready")
            }
            None => "have it decided, or get it ready".into(),
        };
        found
            .at(
                launches::gate_place(launch, gate).key("waived"),
                format!("{}: {} is waived by {decision}, {why}", launch.id, gate.name),
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
    fn the_reason_is_told_and_an_unknown_decision_is_not() {
        let waived = |decision: &str| {
            let text = format!(
                "    items: {{load-test: {{waived: d-without}}}}\ncharter: {{authority: {{waive_gate: lee}}}}\n\
                 people: {{lee: {{name: Lee Park}}, jo: {{name: Jo May}}}}\ndecisions: {{{decision}}}\n"
            );
            told("waived-without-decision", "2026-09-02", &text)
        };
        let start = "warn 5: ga: load-test is waived by d-without,";
        let open = "d-without: {decider: lee}";
        assert_eq!(waived(open), [format!("{start} which is not decided")]);
        let other = "d-without: {decider: jo, decided: 2026-09-01}";
        assert_eq!(
            waived(other),
            [format!("{start} which Jo May decided; only Lee Park may")]
        );
        let none = "d-without: {decider: lee, decided: 2026-09-01, chosen: none}";
        assert_eq!(waived(none), [format!("{start} which chose none")]);
        assert!(waived("d-without: {decider: lee, decided: 2026-09-02}").is_empty());
        assert!(waived("d-other: {decider: lee}").is_empty(), "told as unknown");
    }
}
