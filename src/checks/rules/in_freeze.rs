//! `in-freeze`: a launch falls into a time when nothing may change.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{MilestoneKind, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "in-freeze",
    group: Group::Schedule,
    level: Default::Launch,
    timed: false,
    summary: "a launch falls into a change freeze",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch is due, or at the earliest done, in a change freeze of the calendar.

Freezes move no dates by themselves: somebody has to ask for an exception, or move the launch, before the week itself.

```yaml
calendar:
  freezes: [2026-11-23..2026-11-30]
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-25
         ^^^^^^^^^^
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
```

```yaml
calendar:
  freezes: [2026-11-23..2026-11-30]
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
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-31}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let Some(freezes) = &facts.program.calendar.freezes else {
        return;
    };
    for (id, milestone) in facts.program.milestones.iter() {
        let is_launch =
            milestone.kind == Some(MilestoneKind::Launch) || facts.program.launches.contains_key(id.as_str());
        let Some(row) = facts
            .schedule
            .row(id)
            .filter(|row| is_launch && row.state.is_open())
        else {
            continue;
        };
        let inside = |date: Option<crate::parse::Date>| {
            let date = date?;
            let at = freezes
                .iter()
                .position(|freeze| freeze.from <= date && date <= freeze.to)?;
            Some((date, at))
        };
        let (word, Some((date, at))) = (match inside(row.early_finish) {
            Some(hit) => ("is earliest", Some(hit)),
            None => ("is due", inside(row.due)),
        }) else {
            continue;
        };
        let freeze = &freezes[at];
        let place = match milestone.due {
            Some(_) => Place::field("milestones", id.as_str(), "due"),
            None => Place::item("milestones", id.as_str()),
        };
        let severity = if facts.is_near_launch(id.as_str()) {
            Severity::Error
        } else {
            Severity::Warn
        };
        found
            .at(
                place,
                format!(
                    "{id} {word} {}, in the freeze {} to {}",
                    date.near(facts.as_of),
                    freeze.from.near(facts.as_of),
                    freeze.to.near(facts.as_of)
                ),
            )
            .severity(severity)
            .also(&Place::field("calendar", "", "freezes").at(at), "the freeze")
            .help("ask for an exception, or move the launch before or after the freeze");
    }
}
