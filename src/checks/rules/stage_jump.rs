//! `stage-jump`: the stage advanced with errors of that stage open.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Place};
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "stage-jump",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "the stage advanced with errors of that stage open",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
The program went to a stage although it does not have what that stage asks for.

A stage is a promise that its fields are there: from then on people plan by them. The program before:

```yaml
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, out_of_scope: [refunds]}
milestones:
  ga: {title: General availability, due: 2026-11-13, accept: Traffic moved}
```

and after:

```yaml
charter: {id: atlas, title: Payments move, stage: delivering, sponsor: vera, tpm: tomas, out_of_scope: [refunds]}
                                                  ^^^^^^^^^^
milestones:
  ga: {title: General availability, due: 2026-11-13, accept: Traffic moved}
```

Fill in what the stage asks for, in the same change or before:

```yaml
charter:
  id: atlas
  title: Payments move
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refunds]
milestones:
  ga: {title: General availability, owner: lee, due: 2026-11-13, accept: Traffic moved}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let (old, new) = (change.diff.base.stage(), facts.program.stage());
    let is_new_program = change.diff.base.is_empty();
    if new <= old || is_new_program {
        return;
    }
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in change
        .found
        .iter()
        .filter(|found| found.severity == Severity::Error)
    {
        let rule = crate::checks::find(finding.rule);
        let belongs = |rule: &Rule| matches!(rule.level, Default::From(stage) if stage > old && stage <= new);
        if rule.is_some_and(belongs) {
            *open.entry(finding.rule).or_default() += 1;
        }
    }
    let errors: usize = open.values().sum();
    if errors == 0 {
        return;
    }
    let rules: Vec<String> = open
        .iter()
        .map(|(rule, number)| format!("{rule} {number}"))
        .collect();
    let message = format!(
        "stage {old} → {new} with {errors} {} of that stage open: {}",
        if errors == 1 { "error" } else { "errors" },
        rules.join(", ")
    );
    found
        .at(Place::field("charter", "", "stage"), message)
        .help("mend them first, or leave the stage as it was");
}
