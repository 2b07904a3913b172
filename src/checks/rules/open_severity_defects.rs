//! `open-severity-defects`: severe defects are open in the teams of a launch.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Place;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "open-severity-defects",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "severity 1 or 2 defects are open in the teams of a launch",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Defects of severity 1 or 2 are open in the teams of a launch, as the last figures of the tracker say
(`defects-open.sev1`, `defects-open.sev2`). A warning until 20 working days before the launch, an error from then
on.

Defects of a team that has no launch of its own count for the launch that comes first.

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
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-14}
```

```csv
date,team,metric,value
2026-08-21,web,defects-open.sev1,1
2026-08-28,web,defects-open.sev1,2
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-14}
```

```csv
date,team,metric,value
2026-08-21,web,defects-open.sev1,1
2026-08-28,web,defects-open.sev1,0
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        for defects in &launch.defects {
            let sample = defects.sample;
            let team = sample
                .team
                .as_ref()
                .map_or(String::new(), |team| format!(" of {team}"));
            found
                .at(
                    Place::figure(defects.file, defects.at),
                    format!(
                        "{}: {}{team} = {} on {}",
                        launch.id,
                        sample.metric,
                        sample.value,
                        sample.date.near(facts.as_of)
                    ),
                )
                .about(launch.id.as_str())
                .field("metrics")
                .severity(severity)
                .help("close them before the launch, and add a line with the new figure");
        }
    }
}
