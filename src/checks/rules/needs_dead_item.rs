//! `needs-dead-item`: a need that was cancelled, withdrawn or superseded.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "needs-dead-item",
    group: Group::References,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a need that was cancelled, withdrawn or superseded",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A need that was cancelled, withdrawn or superseded.

The schedule leaves it out, so that the item looks ready although something it was waiting for will never come.

```yaml
milestones:
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
    cancelled: {date: 2026-08-28, because: The replica serves as copy}
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs: [ledger-copied]
            ^^^^^^^^^^^^^
```

Delete the need, or name what came in its place:

```yaml
milestones:
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
    cancelled: {date: 2026-08-28, because: The replica serves as copy}
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for (id, milestone) in program.milestones.iter() {
        if milestone.done.is_some() || milestone.cancelled.is_some() {
            continue;
        }
        for (number, need) in milestone.needs.iter().enumerate() {
            let Some(need) = need.id.as_ref().filter(|need| program.has_left(need.as_str())) else {
                continue;
            };
            let (section, field, what, date) = if let Some(dead) = program.milestones.get(need.as_str()) {
                let date = dead.cancelled.as_ref().and_then(|ending| ending.date);
                ("milestones", "cancelled", "was cancelled", date)
            } else if let Some(dead) = program.contracts.get(need.as_str()) {
                let date = dead.withdrawn.as_ref().and_then(|ending| ending.date);
                ("contracts", "withdrawn", "was withdrawn", date)
            } else {
                ("decisions", "title", "was superseded", None)
            };
            let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
            let place = Place::field("milestones", id.as_str(), "needs")
                .at(number)
                .key("id");
            let dead = Place::field(section, need.as_str(), field).on_key();
            found
                .at(place, format!("{id} needs {need}, which {what}{on}"))
                .help("delete the need, or name what came in its place")
                .also(&dead, format!("{need} {what}"));
        }
    }
}
