//! `target-moved`: the due date of a target moved without a decision.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};
use crate::parse::Date;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "target-moved",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "the due date of a target moved without a decision",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
The due date of a target milestone was changed, and no accepted decision lists the milestone in `changes`.

It is the promise to the outside. Whoever may move it should be seen to have done so, with the reason, before the
date in the file is another one. The program before:

```yaml
milestones:
  ga: {title: General availability, owner: chen, due: 2026-11-13, accept: All traffic on the new platform}
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
```

and after:

```yaml
milestones:
  ga: {title: General availability, owner: chen, due: 2026-12-11, accept: All traffic on the new platform}
                                                      ^^^^^^^^^^
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
```

Record the decision in the same change:

```yaml
milestones:
  ga: {title: General availability, owner: chen, due: 2026-12-11, accept: All traffic on the new platform}
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
decisions:
  d-new-date:
    title: Which date do we promise?
    decider: vera
    decided: 2026-09-01
    chosen: december
    because: Capacity comes two weeks late
    changes: [ga]
    options:
      december: Promise 11 December
      november: Drop the EU ledgers
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let before: Vec<&str> = change.diff.base.targets().iter().map(|id| id.as_str()).collect();
    let after: Vec<&str> = facts.program.targets().iter().map(|id| id.as_str()).collect();
    let authority = facts.program.charter.authority.as_ref();
    let who = authority.and_then(|authority| authority.rebaseline.as_ref());
    let who = who.map(|who| format!(" (authority: {who})")).unwrap_or_default();
    for each in change.edits_of(Section::Milestones, "due") {
        let edit = &each.edit;
        let id = edit.id.as_str();
        let is_target = before.contains(&id) || after.contains(&id);
        let Some(old) = edit
            .old
            .as_deref()
            .filter(|_| is_target && !change.is_covered(facts, id))
        else {
            continue;
        };
        let day = |written: &str| {
            Date::parse(written).map_or_else(|_| written.to_owned(), |date| date.near(facts.as_of))
        };
        let old = day(old);
        let new = edit.new.as_deref().map_or_else(|| "no date".to_owned(), day);
        let message = format!("{id} due {old} → {new}: no accepted decision covers it{who}");
        found
            .at(Place::field("milestones", id, "due"), message)
            .help(format!("record the decision that moves it, with changes: [{id}]"));
    }
    for id in before.iter().filter(|id| !after.contains(id)) {
        if after.is_empty() || change.is_covered(facts, id) || facts.program.has_left(id) {
            continue;
        }
        let message = format!("{id} is no target any more: no accepted decision covers it{who}");
        found
            .at(Place::field("charter", "", "target"), message)
            .help(format!(
                "record the decision that gives it up, with changes: [{id}]"
            ));
    }
}
