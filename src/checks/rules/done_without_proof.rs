//! `done-without-proof`: done, but a criterion has no date, or nothing shows it where it matters.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, MilestoneKind, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "done-without-proof",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a milestone is done, but its acceptance is not shown",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A milestone is done, but its acceptance is not shown: some criteria have a date when they were met and others have
none; or it is a target, a launch or a review and nothing shows that they were met.

`done` claims that every criterion is met. Where dates are kept, a missing one is a question; where it matters most, a
link answers it.

```yaml
milestones:
  security-reviewed:
    title: Security review passed
    owner: lee
    kind: review
    due: 2026-08-28
    done: 2026-08-27
          ^^^^^^^^^^
    accept:
      - is: Report signed by the reviewer
        met: 2026-08-27
```

```yaml
milestones:
  security-reviewed:
    title: Security review passed
    owner: lee
    kind: review
    due: 2026-08-28
    done: 2026-08-27
    accept:
      - is: Report signed by the reviewer
        met: 2026-08-27
        proof: https://example.org/reviews/17
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let targets = facts.program.targets();
    for (id, milestone) in facts.program.milestones.iter() {
        if milestone.done.is_none() || milestone.cancelled.is_some() || milestone.accept.is_empty() {
            continue;
        }
        let all = milestone.accept.len();
        let met = milestone
            .accept
            .iter()
            .filter(|criterion| criterion.met.is_some())
            .count();
        let unproven = milestone
            .accept
            .iter()
            .filter(|criterion| criterion.proof.is_none())
            .count();
        let is_gate = matches!(
            milestone.kind,
            Some(MilestoneKind::Launch | MilestoneKind::Review)
        ) || targets.contains(&id);
        let (message, help) = if (1..all).contains(&met) {
            (
                format!(
                    "{id} is done, but {} of {all} acceptance criteria has no met date",
                    all - met
                ),
                "write met: with the date, or take done: back",
            )
        } else if is_gate && unproven > 0 {
            (
                format!("{id} is done, but nothing shows {unproven} of {all} acceptance criteria"),
                "write proof: with a path or an address",
            )
        } else {
            continue;
        };
        found
            .at(Place::field("milestones", id.as_str(), "done"), message)
            .help(help);
    }
}
