//! `unknown-reference`: a reference to an id that does not exist.

use crate::checks::references::{self, Wants};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::did_you_mean;
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unknown-reference",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a reference to an id that does not exist",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A reference to an id that does not exist.

A need that points nowhere protects nothing: the date is computed as if it had never been written.

```yaml
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
    needs:
      - data-backfil
        ^^^^^^^^^^^^
    accept: All traffic runs on the new platform
```

Write the id as it stands where the item is defined, or define it:

```yaml
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
    needs:
      - data-backfill
    accept: All traffic runs on the new platform
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for reference in references::all(program) {
        let id = reference.id;
        if id.is_empty() || id.contains('/') || reference.is_known(program) {
            continue;
        }
        let place = reference.place.clone();
        let what = reference.wants.name();
        let message = format!("{} {} {id}: no such {what}", reference.subject(), reference.verb);
        let near = did_you_mean(id, reference.candidates(program));
        let elsewhere = facts.others.iter().find(|other| other.kind(id).is_some());
        let said = found.at(place, message);
        match (near, elsewhere) {
            (Some(near), _) => {
                let home = references::home(facts, near);
                said.help(format!("did you mean {near}{home}?")).replace_by(near);
            }
            (None, Some(other)) if matches!(reference.wants, Wants::Need) => {
                let full = format!("{}/{id}", other.id);
                said.help(format!("write {full}; it is in another program"))
                    .replace_by(&full);
            }
            (None, _) => {
                said.help(format!("define {id}, or name a {what} that exists"));
            }
        }
    }
    for (id, _) in program
        .launches
        .iter()
        .filter(|(id, _)| program.kind(id.as_str()).is_none())
    {
        let near = did_you_mean(id.as_str(), program.milestones.keys().map(|id| id.as_str()));
        let said = found.at(
            Place::item("launches", id.as_str()),
            format!("launch {id}: no such milestone"),
        );
        match near {
            Some(near) => said.help(format!("did you mean {near}?")).replace_by(near),
            None => said.help("use the id of the launch milestone as key"),
        };
    }
}
