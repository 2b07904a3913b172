//! `target-worse`: the change moves the earliest date of the target.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::diff::Attributed;
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "target-worse",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the change moves the earliest date of the target",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
The change makes the earliest date of the target later.

It is no fault: a truthful word is worth more than a good date. But whoever approves the change should have seen what
it costs. The program before:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 5d, accept: All calls pass}
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
```

and after:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 9d, accept: All calls pass}
                                                                         ^^
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
```

Nothing has to be mended. A change that does not move the target is silent:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 4d, accept: All calls pass}
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let diff = change.diff;
    let (Some(days), Some(old), Some(new)) = (
        diff.days.filter(|days| *days > 0),
        diff.finish.base,
        diff.finish.head,
    ) else {
        return;
    };
    let targets = facts.schedule.targets();
    let target = targets
        .iter()
        .filter(|target| !target.done)
        .min_by_key(|target| (std::cmp::Reverse(target.finish), target.id));
    let Some(target) = target else { return };
    let worse = |each: &&Attributed| {
        each.effect
            .alone
            .max(each.effect.without)
            .is_some_and(|days| days > 0)
    };
    let cause = diff.edits.iter().find(worse).map(|each| &each.edit);
    let (old, new) = (day(old, facts.as_of), day(new, facts.as_of));
    let mut message = format!("{} earliest {old} → {new} (+{days} d)", target.id);
    let place = match cause {
        Some(edit) if edit.is_elsewhere() => {
            message.push_str(&format!(", through {}", edit.id));
            let mut milestones = facts.program.milestones.iter();
            let needs = milestones.find(|(_, one)| {
                one.needs
                    .iter()
                    .any(|need| need.id.as_ref().is_some_and(|id| id.as_str() == edit.id))
            });
            match needs {
                Some((id, _)) => Place::item("milestones", id.as_str()).key("needs"),
                None => Place::item("milestones", target.id.as_str()),
            }
        }
        Some(edit) if !edit.is_removal() => {
            let place = Place::item(edit.section.as_str(), &edit.id);
            message.push_str(&match edit.field {
                Some(field) => format!(", through {} {field}", edit.entity()),
                None => format!(", through {}, which is new", edit.entity()),
            });
            edit.field.map_or(place.clone(), |field| place.key(field))
        }
        Some(edit) => {
            message.push_str(&format!(", through {}, which is gone", edit.entity()));
            Place::item("milestones", target.id.as_str())
        }
        None => Place::item("milestones", target.id.as_str()),
    };
    found.at(place, message).help(
        "see `linchpin diff` for what else moves; say what will be done about it in note: or recovery:",
    );
}
