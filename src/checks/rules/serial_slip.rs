//! `serial-slip`: a due date moves for the third time or more.

use crate::checks::change::day;
use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::history::History;
use crate::model::{Level, Place, Section};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "serial-slip",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a due date moves to a later one for the third time or more",
    page: PAGE,
    folded: None,
    check: Check::ChangeInTime(check),
};

const PAGE: &str = "\
A change moves a due date to a later one, and it is at least the third time.

Each move alone may be small and well explained. Together they say that the date was never worked out, and that the next
one will not hold either. Each example here is a commit, with its day above it.

```yaml
# 2026-06-01
milestones: {beta: {title: Beta in staging, owner: chen, due: 2026-08-28, duration: 4d, accept: All 14 calls pass}}
```

```yaml
# 2026-06-29
milestones: {beta: {title: Beta in staging, owner: chen, due: 2026-09-11, duration: 4d, accept: All 14 calls pass}}
```

```yaml
# 2026-07-20
milestones: {beta: {title: Beta in staging, owner: chen, due: 2026-09-25, duration: 4d, accept: All 14 calls pass}}
```

```yaml
# 2026-08-31
milestones: {beta: {title: Beta in staging, owner: chen, due: 2026-10-09, duration: 4d, accept: All 14 calls pass}}
                                                              ^^^^^^^^^^
```

Work out the date from what is left to do, and move it once. A change that leaves it is silent:

```yaml
# 2026-08-31
milestones: {beta: {title: Beta in staging, owner: chen, due: 2026-09-25, duration: 3d, accept: All 14 calls pass}}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, history: &History, found: &mut Found<'_>) {
    for each in change.edits_of(Section::Milestones, "due") {
        let id = each.edit.id.as_str();
        let (Some(was), Some(is)) = (
            change.diff.base.milestones.get(id),
            facts.program.milestones.get(id),
        ) else {
            continue;
        };
        let (Some(old), Some(new)) = (was.due, is.due) else {
            continue;
        };
        if new <= old || is.done.is_some() || is.cancelled.is_some() {
            continue;
        }
        let Some(slips) = history
            .slips(Section::Milestones, id)
            .filter(|slips| slips.is_serial())
        else {
            continue;
        };
        let times = slips.later().count();
        let days = facts.schedule.days_between(slips.original, new);
        let since = slips.later().next().map_or(facts.as_of, |first| first.on);
        let message = format!(
            "{id}: {} move of its due date since {}, {days:+} d in all",
            ordinal(times),
            day(since, facts.as_of)
        );
        found
            .at(Place::field("milestones", id, "due"), message)
            .help("work the date out from what is left to do, or split the milestone");
    }
}

/// `3rd`, `4th`, `21st`.
fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinals_are_english() {
        let all = [3, 4, 11, 12, 13, 21, 22, 23, 112].map(ordinal);
        assert_eq!(
            all,
            [
                "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "112th"
            ]
        );
    }
}
