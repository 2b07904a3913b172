//! `dangling-end`: an open milestone that nothing needs.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, MilestoneKind, Place};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "dangling-end",
    group: Group::References,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open milestone that nothing needs",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open milestone that nothing needs, although the program has a target.

However late it is, no date moves: either a need is missing, or it is no part of the program.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: go-live
  out_of_scope:
    - refund flows
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
```

Say what needs it:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: go-live
  out_of_scope:
    - refund flows
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
    needs: [data-backfill]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let targets = program.targets();
    let Some(target) = targets.first() else { return };
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let live = program
        .milestones
        .values()
        .filter(|milestone| milestone.cancelled.is_none());
    let ids = live
        .flat_map(|milestone| milestone.needs.iter())
        .filter_map(|need| need.id.as_ref());
    needed.extend(ids.map(|id| id.as_str()));
    needed.extend(
        program
            .contracts
            .values()
            .filter_map(|contract| contract.source.as_ref())
            .map(|id| id.as_str()),
    );
    let covering = program.launches.values().flat_map(|launch| launch.items.values());
    needed.extend(
        covering
            .filter_map(|item| item.covered_by.as_ref())
            .map(|id| id.as_str()),
    );
    let prefix = format!("{}/", program.id);
    for other in facts.others.iter().flat_map(|other| other.milestones.values()) {
        let ids = other.needs.iter().filter_map(|need| need.id.as_ref());
        needed.extend(ids.filter_map(|id| id.as_str().strip_prefix(prefix.as_str())));
    }
    for (id, milestone) in program.milestones.iter() {
        let is_open = milestone.done.is_none() && milestone.cancelled.is_none();
        let is_end = targets.contains(&id) || milestone.kind == Some(MilestoneKind::Launch);
        if is_open && !is_end && !needed.contains(id.as_str()) && !facts.unread().mentions(id.as_str()) {
            found
                .at(
                    Place::item("milestones", id.as_str()),
                    format!("{id} leads to nothing"),
                )
                .help(format!(
                    "add {id} to the needs of {target}, or of what comes before it"
                ));
        }
    }
}
