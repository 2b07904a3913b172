//! `slipped-late`: a date moved when it was as good as due.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Contract, Level, Place, Section};
use crate::text::Date;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "slipped-late",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a date moved when it was as good as due",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A date was moved to a later one within five days of the old one, or after it.

A program that knows where it stands shows its slips early, not a week or two before. Who waits for the item had no
time to do anything about it. The program before:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-04, duration: 4d, accept: All 14 calls pass}
```

and after:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-18, duration: 4d, accept: All 14 calls pass}
                                                   ^^^^^^^^^^
```

There is no mending a late word, only saying the next one earlier. A date that moves with notice is silent:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-04, duration: 2d, accept: All 14 calls pass}
```
";

/// Notice below which a move is late, in working days.
const NOTICE: i64 = 5;

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for id in change.changed(Section::Milestones) {
        if let (Some(was), Some(is)) = (change.diff.base.milestones.get(id), program.milestones.get(id))
            && is.done.is_none()
            && is.cancelled.is_none()
        {
            tell(facts, ("milestones", id, "due"), was.due.zip(is.due), found);
        }
    }
    for id in change.changed(Section::Contracts) {
        if let (Some(was), Some(is)) = (change.diff.base.contracts.get(id), program.contracts.get(id))
            && is.delivered.is_none()
            && is.withdrawn.is_none()
        {
            let likely = |contract: &Contract| contract.promised.as_ref().map(|promised| promised.likely());
            tell(
                facts,
                ("contracts", id, "promised"),
                likely(was).zip(likely(is)),
                found,
            );
        }
    }
}

fn tell(
    facts: &Facts<'_>,
    (section, id, field): (&'static str, &str, &str),
    dates: Option<(Date, Date)>,
    found: &mut Found<'_>,
) {
    let Some((old, new)) = dates else { return };
    let notice = facts.schedule.days_between(facts.as_of, old);
    if new <= old || notice > NOTICE {
        return;
    }
    let when = match notice {
        0 => "on the day".to_owned(),
        late if late < 0 => format!("{} d after", -late),
        early => format!("{early} d before"),
    };
    let (old, new) = (day(old, facts.as_of), day(new, facts.as_of));
    let message = format!("{id} {field} {old} → {new}, moved {when} it was due");
    found
        .at(Place::field(section, id, field), message)
        .help("say what changed in note:, and tell those who wait for it");
}
