//! `launch-item-flipped`: a launch item became ready without new proof.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-item-flipped",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a launch item became ready without new proof",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A launch item became ready, and nothing new shows it.

On the way to a launch every item that turns green by itself is a doubt on the day. What was checked leaves a report, a
log or a link. The program before:

```yaml
milestones:
  ga: {title: General availability, owner: lee, due: 2026-12-11, kind: launch, accept: Traffic moved}
launches:
  ga:
    items:
      rollback: {owner: lee, by: 2026-11-20}
```

and after:

```yaml
milestones:
  ga: {title: General availability, owner: lee, due: 2026-12-11, kind: launch, accept: Traffic moved}
launches:
  ga:
    items:
      rollback: {owner: lee, by: 2026-11-20, ready: 2026-09-01}
                                                    ^^^^^^^^^^
```

Say what shows it:

```yaml
milestones:
  ga: {title: General availability, owner: lee, due: 2026-12-11, kind: launch, accept: Traffic moved}
launches:
  ga:
    items:
      rollback: {owner: lee, by: 2026-11-20, ready: 2026-09-01, proof: https://example.com/rehearsal}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for each in change.edits_of(Section::Launches, "items") {
        let id = each.edit.id.as_str();
        let (Some(was), Some(is)) = (change.diff.base.launches.get(id), facts.program.launches.get(id))
        else {
            continue;
        };
        for (key, item) in is.items.iter().filter(|(_, item)| item.ready.is_some()) {
            let before = was.items.get(key);
            let was_ready = before.is_some_and(|before| before.ready.is_some());
            let has_new_proof =
                item.proof.is_some() && before.is_none_or(|before| before.proof != item.proof);
            if was_ready || has_new_proof {
                continue;
            }
            let what = if item.proof.is_some() {
                "no new proof"
            } else {
                "no proof"
            };
            let place = Place::field("launches", id, "items")
                .key(key.as_str())
                .key("ready");
            found
                .at(place, format!("{id}.{key} became ready with {what}"))
                .help("say what shows it in proof:");
        }
    }
}
