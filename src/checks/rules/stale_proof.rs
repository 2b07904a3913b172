//! `stale-proof`: what shows that a launch item is ready is old.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::Section;
use crate::schedule::{Gate, Readiness};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "stale-proof",
    group: Group::Readiness,
    level: Default::Launch,
    timed: true,
    summary: "what shows that a launch item is ready is more than 30 d old",
    page: PAGE,
    folded: None,
    check: Check::Deep(check),
};

const PAGE: &str = "\
What shows that a launch item is ready is more than 30 working days old. A warning until 20 working days before the
launch, an error from then on. The settings may set another age: `stale-proof: {after: 60d}`. Where git holds the
history, a proof that is older than the last change of the launch's accept, spec or deliverables is stale too.

A rollback that worked in spring says little about the release of autumn.

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
      rollback: {owner: lee, by: 2026-10-16, ready: 2026-05-29, proof: \"https://example.org/rehearsal\"}
                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
      rollback: {owner: lee, by: 2026-10-16, ready: 2026-08-28, proof: \"https://example.org/rehearsal\"}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        let Some(age) = gate.stale else {
            outrun(facts, (launch, gate, severity), found);
            continue;
        };
        let place = launches::gate_place(launch, gate);
        let place = match gate.covered_by {
            Some(_) => place,
            None => place.key("proof"),
        };
        let word = if gate.name == "rollback" {
            "rehearsed"
        } else {
            "shown"
        };
        found
            .at(
                place,
                format!("{}: {} was {word} {age} d ago", launch.id, gate.name),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("show it again, then write the new ready: and proof:");
    }
}

/// A proof that is not old, but older than the last change of what the launch is.
fn outrun(
    facts: &Facts<'_>,
    (launch, gate, severity): (&Readiness<'_>, &Gate<'_>, Severity),
    found: &mut Found<'_>,
) {
    let (Some(ready), Some(_), None) = (gate.ready, gate.proof, gate.covered_by) else {
        return;
    };
    let Some(history) = facts.history() else { return };
    let scope = ["accept", "spec", "deliverables"];
    let changed = scope.iter().filter_map(|field| {
        let changes = history.of(Section::Milestones, launch.id.as_str()).iter();
        let changes = changes.map(|at| &history.changes[*at as usize]);
        // What was written first is no change.
        let changes = changes.filter(|change| matches!(change.of_field(field), Some((Some(_), _))));
        changes.map(|change| history.date(change)).max()
    });
    let Some(changed) = changed.max().filter(|changed| *changed > ready) else {
        return;
    };
    let days = facts.schedule.days_between(ready, changed);
    found
        .at(
            launches::gate_place(launch, gate).key("proof"),
            format!(
                "{}: {} was shown {days} d before what the launch is was changed",
                launch.id, gate.name
            ),
        )
        .about(launches::gate_id(launch, gate))
        .severity(severity)
        .help("show it again for what the launch is now, then write the new ready: and proof:");
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn thirty_working_days_are_not_stale_and_one_more_is() {
        let shown = |item: &str, day: &str| {
            let text = format!("    items: {{{item}: {{ready: {day}, proof: docs/x.md}}}}\n");
            told("stale-proof", "2026-09-02", &text)
        };
        // Six weeks before Wednesday 2 September is Wednesday 22 July.
        assert!(shown("rollback", "2026-07-22").is_empty());
        assert_eq!(
            shown("rollback", "2026-07-21"),
            ["warn 5: ga: rollback was rehearsed 31 d ago"]
        );
        assert_eq!(
            shown("alerting", "2026-07-20"),
            ["warn 5: ga: alerting was shown 32 d ago"]
        );
    }
}
