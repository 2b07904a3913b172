//! `ready-without-proof`: a launch item is ready, and nothing shows it.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GateState;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "ready-without-proof",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch item is ready, and nothing shows it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch item is ready, and nothing shows it. A warning until 20 working days before the launch, an error from then
on.

\"It is done\" is what everybody says the day before. A link to the dashboard, the report or the rehearsal lets
whoever decides look for themselves.

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
      monitoring: {owner: lee, by: 2026-10-09, ready: 2026-08-31}
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
      monitoring: {owner: lee, by: 2026-10-09, ready: 2026-08-31, proof: \"https://example.org/dash\"}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        // The proof of a milestone is asked for where the milestone is done.
        let place = launches::gate_place(launch, gate);
        let is_covered = gate.covered_by.is_some() || facts.documents.holds(&place.clone().key("proof"));
        if gate.state != GateState::Unproven || is_covered {
            continue;
        }
        found
            .at(
                place.key("ready"),
                format!("{}: {} is ready, no proof", launch.id, gate.name),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("write proof: with a path or an address");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn only_what_is_ready_by_now_and_has_no_proof_is_told() {
        let ready = |item: &str| {
            told(
                "ready-without-proof",
                "2026-09-02",
                &format!("    items: {{alerting: {{{item}}}}}\n"),
            )
        };
        let message = "warn 5: ga: alerting is ready, no proof";
        assert_eq!(ready("ready: 2026-09-02"), [message]);
        for item in [
            "ready: 2026-09-03",
            "ready: 2026-09-02, proof: docs/x.md",
            "ready: 2026-09-02, proof: [a, b]",
            "by: 2026-09-01",
        ] {
            assert!(ready(item).is_empty(), "{item}");
        }
    }
}
