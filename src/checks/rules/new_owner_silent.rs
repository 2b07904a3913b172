//! `new-owner-silent`: a new owner is not among those who approved the change.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "new-owner-silent",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a new owner is not among those who approved the change",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
An item has a new owner, and they are not among those who approved the change.

Ownership that was never accepted is a name in a file. The approval of the change is the cheapest way to say yes.
Approvers are given with `check --base REV --approvers ID,ID`; without them the rule is silent. The program before:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: chen, due: 2026-10-09, accept: All rows match}
```

and after, approved by `jonas` alone:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: lee, due: 2026-10-09, accept: All rows match}
                                                     ^^^
```

Ask the new owner to approve, or leave the item with one who has:

```yaml
milestones:
  data-backfill: {title: Backfill reconciled, owner: jonas, due: 2026-10-09, accept: All rows match}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let Some(approvers) = change.approvers else { return };
    let has_approved = |person: &str| {
        let known = facts.program.people.get(person);
        let handle = known.and_then(|known| known.handle.as_deref());
        approvers.iter().any(|name| {
            let name = name.trim().trim_start_matches('@');
            name.eq_ignore_ascii_case(person)
                || handle.is_some_and(|handle| name.eq_ignore_ascii_case(handle))
        })
    };
    let sections = [
        Section::Milestones,
        Section::Contracts,
        Section::Blockers,
        Section::Risks,
    ];
    for each in &change.diff.edits {
        let edit = &each.edit;
        let (section, id) = (edit.section, edit.id.as_str());
        let is_new = edit.field == Some("owner") || edit.is_addition();
        if !is_new || !sections.contains(&section) {
            continue;
        }
        let program = facts.program;
        let owner = match section {
            Section::Milestones => program.milestones.get(id).and_then(|it| it.owner.as_ref()),
            Section::Contracts => program.contracts.get(id).and_then(|it| it.owner.as_ref()),
            Section::Blockers => program.blockers.get(id).and_then(|it| it.owner.as_ref()),
            _ => program.risks.get(id).and_then(|it| it.owner.as_ref()),
        };
        let Some(owner) = owner.filter(|owner| !has_approved(owner.as_str())) else {
            continue;
        };
        let message = format!("{id} goes to {owner}, who has not approved the change");
        found
            .at(Place::field(section.as_str(), id, "owner"), message)
            .help(format!("ask {} to approve it", program.name_of(owner.as_str())));
    }
}
