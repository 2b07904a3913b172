//! `owner-removed`: an owner was taken off and nobody put in their place.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Program, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "owner-removed",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an owner was taken off and nobody put in their place",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An open item had an owner and has none now.

An item without an owner is nobody's: it is not worked on, and nobody says so. People leave, but what they owned has
to go to somebody. The program before:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: chen, due: 2026-10-09, accept: All rows match}
```

and after:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, team: data, due: 2026-10-09, accept: All rows match}
  ^^^^^^^^^^^^^
```

Name the next owner:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: lee, due: 2026-10-09, accept: All rows match}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for section in [
        Section::Milestones,
        Section::Contracts,
        Section::Blockers,
        Section::Risks,
    ] {
        for each in change.edits_of(section, "owner") {
            let edit = &each.edit;
            let id = edit.id.as_str();
            let is_open = match section {
                Section::Milestones => program.milestones.get(id).is_some_and(|it| it.done.is_none()),
                Section::Contracts => program.contracts.get(id).is_some_and(|it| it.delivered.is_none()),
                Section::Blockers => program.blockers.get(id).is_some_and(|it| it.resolved.is_none()),
                _ => program.risks.get(id).is_some_and(Program::is_open),
            } && !program.has_left(id);
            let (Some(old), None, true) = (&edit.old, &edit.new, is_open) else {
                continue;
            };
            found
                .at(
                    Place::item(section.as_str(), id),
                    format!("owner {old} removed from {id}"),
                )
                .field("owner")
                .help("name who takes it over in owner:");
        }
    }
}
