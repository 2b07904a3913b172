//! `crunched`: durations on the critical path were cut while the due date stays.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Program, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "crunched",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "durations on the critical path were cut while the due date stays",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
Durations on the critical path were shortened, the finish gains by it, and the due date of the target, which was late
or nearly so, stays.

Work rarely becomes shorter because a date is near. Where it does, there is a reason: fewer rows, more people, a part
dropped. The program before:

```yaml
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 60d, accept: All calls pass}
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
```

and after:

```yaml
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 40d, accept: All calls pass}
                                                                         ^^^
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
```

Record what makes it shorter, or leave the duration:

```yaml
charter: {id: atlas, title: Payments move, stage: defined, sponsor: vera, tpm: tomas, target: ga}
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-10-02, duration: 40d, accept: All calls pass}
  ga: {title: General availability, owner: lee, due: 2026-11-13, duration: 5d, needs: [beta], accept: Traffic moved}
decisions:
  d-fewer-calls:
    title: Which calls does the beta need?
    decider: vera
    decided: 2026-09-01
    chosen: ten
    because: The rest is not used before spring
    changes: [beta]
    options: {ten: \"Ten of 14\", all: \"All 14\"}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let diff = change.diff;
    if diff.days.is_none_or(|days| days >= 0) {
        return;
    }
    let targets = facts.schedule.targets();
    let Some(target) = targets
        .iter()
        .filter(|target| !target.done)
        .max_by_key(|target| target.finish)
    else {
        return;
    };
    let before = diff
        .base
        .milestones
        .get(target.id.as_str())
        .and_then(|was| was.due);
    let Some(due) = target.due.filter(|due| Some(*due) == before) else {
        return;
    };
    // Where there was time enough before, nothing had to be made to fit.
    let was_tight = diff
        .margin
        .base
        .is_none_or(|margin| margin < facts.schedule.options.near_critical);
    let mut cuts: Vec<(&str, i64)> = Vec::new();
    for each in change.edits_of(Section::Milestones, "duration") {
        let id = each.edit.id.as_str();
        let length = |program: &Program| {
            let duration = program.milestones.get(id)?.duration?;
            Some(duration.likely().rough_days())
        };
        let (Some(old), Some(new)) = (length(&diff.base), length(facts.program)) else {
            continue;
        };
        let ix = change.base.plan.graph.find(id);
        let was_critical = ix.is_some_and(|ix| change.base.is_critical(ix));
        let is_done = facts
            .program
            .milestones
            .get(id)
            .is_some_and(|it| it.done.is_some());
        if was_tight && new < old && was_critical && !is_done && !change.is_covered(facts, id) {
            cuts.push((id, old - new));
        }
    }
    cuts.sort_unstable();
    let Some((first, _)) = cuts.first() else { return };
    let all: i64 = cuts.iter().map(|(_, days)| days).sum();
    let fits = match target.margin {
        Some(margin) if margin >= 0 => format!("so that {} fits {}", target.id, day(due, facts.as_of)),
        _ => format!("while {} stays due {}", target.id, day(due, facts.as_of)),
    };
    let message = match cuts.len() {
        1 => format!("duration of {first} cut by {all} d {fits}"),
        many => format!("{many} durations cut by {all} d in all {fits}"),
    };
    let mut said = found
        .at(Place::field("milestones", first, "duration"), message)
        .help("say what makes it shorter in a decision with changes:, or put the duration back");
    for (id, days) in cuts.iter().skip(1) {
        said = said.also(
            &Place::field("milestones", id, "duration"),
            format!("cut by {days} d"),
        );
    }
}
