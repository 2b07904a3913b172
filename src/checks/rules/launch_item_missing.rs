//! `launch-item-missing`: a launch says nothing about something every launch needs.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::GateState;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-item-missing",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch has no item for something every launch needs",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch says nothing about something that every launch needs: rollback, monitoring, on-call, capacity, comms and
the like. A warning until 20 working days before the launch, an error from then on.

What nobody listed, nobody prepared. The settings may name other items in `launch_items`; what a launch really does
not need is waived by a decision.

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
  ^^^^^^^^^^^^^
    items:
      qa-regression: {owner: chen, by: 2026-10-23}
      rollback: {owner: lee, by: 2026-10-16}
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
      load-test: {owner: chen, by: 2026-10-16}
      rollback: {owner: lee, by: 2026-10-16}
      disaster-recovery: {owner: lee, by: 2026-10-16}
      monitoring: {owner: lee, by: 2026-10-09}
      alerting: {owner: lee, by: 2026-10-09}
      runbooks: {owner: lee, by: 2026-10-09}
      oncall: {owner: jonas, by: 2026-10-02}
      capacity: {owner: lee, by: 2026-09-25}
      security-review: {owner: lee, by: 2026-10-09}
      incident-playbook: {owner: jonas, by: 2026-10-30}
      comms: {owner: jonas, by: 2026-10-30}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        let missing = launch
            .gates
            .iter()
            .filter(|gate| gate.state == GateState::Missing);
        let missing: Vec<&str> = missing.map(|gate| gate.name).collect();
        // Items that could not be read are told of by others.
        let is_unread = missing.len() == launch.gates.len() && launches::holds(facts, launch, "items");
        if missing.is_empty() || is_unread {
            continue;
        }
        found
            .at(
                launches::place(launch),
                format!("{}: no {}", launch.id, launches::none_of(&missing, "item")),
            )
            .field("items")
            .severity(severity)
            .help("write each under items: with owner and by, or the id of the milestone that covers it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;
    use crate::checks::drawn::findings;

    #[test]
    fn what_is_not_listed_is_told_once_a_launch() {
        let ten = "    items:\n      qa-regression: a\n      load-test: {}\n      rollback: {}\n      disaster-recovery: {}\n      \
                   monitoring: {}\n      alerting: {}\n      runbooks: {}\n      capacity: {}\n      security-review: {}\n      \
                   comms: {}\n";
        let message = "warn 4: ga: no oncall or incident-playbook item";
        assert_eq!(told("launch-item-missing", "2026-09-02", ten), [message]);
        let all = format!("{ten}      oncall: {{}}\n      incident-playbook: {{}}\n");
        assert!(told("launch-item-missing", "2026-09-02", &all).is_empty());
    }

    #[test]
    fn a_launch_of_which_nothing_is_written_lacks_all_and_one_that_cannot_be_read_nothing() {
        let bare = "milestones:\n  ga: {title: Live, kind: launch}\n";
        assert_eq!(
            findings("launch-item-missing", "2026-09-02", bare),
            ["warn 2: ga: no qa-regression, load-test, rollback, disaster-recovery and 8 more items"]
        );
        assert!(told("launch-item-missing", "2026-09-02", "    items: all of them\n").is_empty());
    }
}
