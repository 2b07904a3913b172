//! `unplanned-milestone`: a new milestone while delivering, beside the way to the target.

use crate::checks::added;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unplanned-milestone",
    group: Group::Change,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a new milestone while delivering, beside the way to the target",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A program that is delivering has a new milestone that the target does not wait for.

It costs the promise nothing as long as nobody works on it instead. It is worth asking whether it belongs to this
program. The program before:

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
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, accept: Traffic moved}
```

and after:

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
  fx: {title: Currencies converted, owner: chen, due: 2026-10-02, duration: 5d, accept: All rates match}
  ^^
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, accept: Traffic moved}
```

Record who wanted it, or let the target wait for it:

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
  fx: {title: Currencies converted, owner: chen, due: 2026-10-02, duration: 5d, accept: All rates match}
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, accept: Traffic moved}
decisions:
  d-fx:
    title: Do we convert currencies ourselves?
    decider: vera
    decided: 2026-09-01
    chosen: ourselves
    because: The provider stops in October
    changes: [fx]
    options: {ourselves: \"Convert ourselves\", provider: \"Pay another provider\"}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let way = added::on_the_way(facts);
    for id in added::milestones(facts, change) {
        if way.contains(id) || change.is_covered(facts, id) {
            continue;
        }
        found
            .at(
                Place::item("milestones", id),
                format!("{id} was added while the program is delivering"),
            )
            .help("leave it to another program, or say in a decision why it belongs here");
    }
}
