//! `late-start`: it slides without a word.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};
use crate::parse::Date;
use crate::schedule::State;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "late-start",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "planned to start before the as-of date, and not started",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A milestone is ready to start and should have: from the day it should have begun, its duration leads just to its due
date, and that day is past. It has no `started:`.

Items slide silently at their beginning. The missed start is known weeks before the missed date.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    duration: 15d
    accept: All rows match the ledger
```

Write when it began, or what has changed in the plan:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    duration: 15d
    started: 2026-08-31
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let plan = &facts.schedule.plan;
    for row in facts.rows().iter().filter(|row| row.state == State::Ready) {
        let (Item::Milestone(milestone), Some(ix), Some(due)) = (row.item, row.ix, row.due) else {
            continue;
        };
        // A guessed duration proves nothing, and of what is overdue another rule speaks.
        if milestone.duration.is_none() || due < facts.as_of {
            continue;
        }
        let (task, calendar) = (&plan.tasks[ix as usize], plan.work_calendar(ix));
        let latest = calendar.index(i64::from(due.day()) + 1) - task.duration;
        let not_before = milestone
            .not_before
            .map(|date| calendar.index(i64::from(date.day())));
        let begin = latest.max(not_before.unwrap_or(latest));
        let lost = calendar.index(plan.as_of) - begin;
        if lost <= 0 || task.duration == 0 {
            continue;
        }
        let day = Date::from_day(i32::try_from(calendar.day(begin)).unwrap_or(i32::MAX));
        let float = row
            .total_float
            .map_or(String::new(), |float| format!("; float {float} d"));
        found
            .at(
                Place::item("milestones", row.id.as_str()),
                format!(
                    "{} should have started {}, {lost} d ago, to be done on {}{float}",
                    row.id,
                    day.near(facts.as_of),
                    due.near(facts.as_of)
                ),
            )
            .field("started")
            .help("write started: DATE, or forecast: with the date it will be there");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// `aa` has 5 days of work; due on Tuesday 8 September it has to begin on Wednesday the 2nd.
    fn plan(as_of: &str, drawn: &str, fields: &str) {
        assert_drawn(
            "late-start",
            as_of,
            &format!(
                "milestones:\n  aa:\n{drawn}    {fields}\n    due: 2026-09-08\n  later: {{duration: 20d}}\n"
            ),
        );
    }

    #[test]
    fn the_day_itself_can_still_be_worked_and_the_next_is_late() {
        plan("2026-09-02", "", "duration: 5d");
        plan(
            "2026-09-03",
            "  ^^ aa should have started 2 Sep, 1 d ago, to be done on 8 Sep; float 15 d\n",
            "duration: 5d",
        );
        // Saturday: Wednesday, Thursday and Friday are lost.
        plan(
            "2026-09-05",
            "  ^^ aa should have started 2 Sep, 3 d ago, to be done on 8 Sep; float 15 d\n",
            "duration: 5d",
        );
        // On the due date itself four of five days are gone; after it the rule is `overdue`.
        plan(
            "2026-09-08",
            "  ^^ aa should have started 2 Sep, 4 d ago, to be done on 8 Sep; float 15 d\n",
            "duration: 5d",
        );
        plan("2026-09-09", "", "duration: 5d");
    }

    #[test]
    fn what_has_started_waits_or_takes_no_time_is_silent() {
        for fields in [
            "duration: 5d\n    started: 2026-09-02",
            "duration: 5d\n    done: 2026-09-02",
            "duration: 5d\n    cancelled: {date: 2026-09-02}",
            "duration: 5d\n    not_before: 2026-09-04",
            "duration: 5d\n    needs: [later]",
            "duration: 0d",
            "note: without a duration",
        ] {
            plan("2026-09-04", "", fields);
        }
    }

    #[test]
    fn elapsed_days_are_counted_on_the_calendar() {
        // Five calendar days through Tuesday 8 September begin on Friday the 4th.
        plan("2026-09-04", "", "duration: 5ed");
        plan(
            "2026-09-07",
            "  ^^ aa should have started 4 Sep, 3 d ago, to be done on 8 Sep; float 15 d\n",
            "duration: 5ed",
        );
    }

    #[test]
    fn a_later_not_before_is_the_planned_start() {
        plan(
            "2026-09-07",
            "  ^^ aa should have started 4 Sep, 1 d ago, to be done on 8 Sep; float 15 d\n",
            "duration: 5d\n    not_before: 2026-09-04",
        );
    }
}
