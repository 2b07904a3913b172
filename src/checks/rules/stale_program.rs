//! `stale-program`: nobody has written anything for a week.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::history::History;
use crate::model::{Level, Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "stale-program",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a program that delivers, and no commit for 7 d",
    page: PAGE,
    folded: None,
    check: Check::History(check),
};

const PAGE: &str = "\
The program is delivering or launching, and no commit has touched it for 7 working days. The settings may set another
age: `stale-program: {after: 15d}`.

Dates that nobody looks at are wishes. A program in which nothing happens for a week and a half does not exist. Each
example here is a commit, with its day above it.

```yaml
# 2026-08-21
charter:
^^^^^^^
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: beta
  out_of_scope: [refund flows]
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-11, duration: 2d, accept: All 14 calls pass}
```

```yaml
# 2026-08-31
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: beta
  out_of_scope: [refund flows]
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-11, duration: 2d, accept: All 14 calls pass}
```
";

/// Working days without a commit.
const LONG: i64 = 7;

fn check(facts: &Facts<'_>, history: &History, found: &mut Found<'_>) {
    if !matches!(facts.program.stage(), Stage::Delivering | Stage::Launching) {
        return;
    }
    let Some(last) = history.commits.last() else {
        return;
    };
    let after = facts.settings.rules.get(RULE.name).and_then(|rule| rule.after);
    let limit = after.map_or(LONG, crate::parse::Duration::rough_days);
    let age = facts.schedule.days_between(last.date, facts.as_of);
    if age >= limit {
        found
            .at(
                Place::item("charter", ""),
                format!("{}: no commit for {age} d", facts.program.id),
            )
            .help("ask each owner for the state of what is in progress, and write it down");
    }
}
