//! `wrong-kind`: a reference to an item of the wrong kind.

use crate::checks::references::Wants;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "wrong-kind",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a reference to an item of the wrong kind",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A reference to an item that exists but is of a kind that does not belong there.

A risk or a blocker cannot be waited for: it has no day on which it is delivered. Needs are milestones, contracts
or decisions; blockers and risks say themselves what they block or hit.

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
      - r-late-data
        ^^^^^^^^^^^
    accept: All traffic runs on the new platform
risks:
  r-late-data:
    title: If the export is late, then the backfill starts late, so go-live slips
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```

The risk names what it hits; delete the need:

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
risks:
  r-late-data:
    title: If the export is late, then the backfill starts late, so go-live slips
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for reference in facts.references() {
        let id = reference.id;
        let Some(kind) = program.kind(id).filter(|_| reference.wants.is_item()) else {
            continue;
        };
        if reference.fits(program) {
            continue;
        }
        let place = reference.place.clone();
        let message = format!(
            "{} {} {id}, which is a {}",
            reference.subject(),
            reference.verb,
            kind.as_str()
        );
        let help = match reference.wants {
            Wants::Need => "use milestones, contracts or decisions".to_owned(),
            wants => format!("name a {}", wants.name()),
        };
        found
            .at(place, message)
            .help(help)
            .also(&Place::item(kind.section(), id), format!("{id} is defined here"));
    }
    for (id, _) in program.launches.iter() {
        if let Some(kind) = program
            .kind(id.as_str())
            .filter(|_| !program.milestones.contains_key(id.as_str()))
        {
            found
                .at(
                    Place::item("launches", id.as_str()),
                    format!("launch {id} is a {}", kind.as_str()),
                )
                .help("use the id of the launch milestone as key");
        }
    }
}
