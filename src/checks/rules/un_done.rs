//! `un-done`: what was done or delivered is so no longer.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "un-done",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "what was done or delivered is so no longer",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An item was done or delivered, and the file does not say so any more.

It happens honestly, when acceptance fails after all; then it should be said, since others may have begun to build on
it. The program before:

```yaml
milestones:
  beta: {title: Beta, owner: chen, due: 2026-09-04, done: 2026-08-31, accept: Calls pass}
```

and after:

```yaml
milestones:
  beta: {title: Beta, owner: chen, due: 2026-09-04, accept: Calls pass}
  ^^^^
```

Leave what was done, and say what is left in `note`, or as an item of its own:

```yaml
milestones:
  beta: {title: Beta, owner: chen, due: 2026-09-04, done: 2026-08-31, accept: Calls pass, note: Refunds follow}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for (section, field) in [
        (Section::Milestones, "done"),
        (Section::Contracts, "delivered"),
        (Section::Contracts, "accepted"),
        (Section::Blockers, "resolved"),
    ] {
        for each in change.edits_of(section, field) {
            let edit = &each.edit;
            let (Some(old), None) = (&edit.old, &edit.new) else {
                continue;
            };
            if facts.program.has_left(&edit.id) {
                continue;
            }
            found
                .at(
                    Place::item(section.as_str(), &edit.id),
                    format!("{} was {field} on {old}, and is not any more", edit.id),
                )
                .field(field)
                .help("say in note: why it is open again, or put the date back");
        }
    }
}
