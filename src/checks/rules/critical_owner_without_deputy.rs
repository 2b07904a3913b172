//! `critical-owner-without-deputy`: one absence away from standing still.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "critical-owner-without-deputy",
    group: Group::Ownership,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "what is critical soon hangs on one person",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An item with little float, whose work begins within 30 working days, hangs on one person: its owner has no deputy.

An illness on the critical path is a slip of the target by the same number of days, unless somebody else knows how
things stand.

```yaml
people:
  omar: {name: Omar Haddad, team: data}
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: omar
           ^^^^
    due: 2026-10-09
    duration: 15d
    accept: All rows match the ledger
```

```yaml
people:
  omar: {name: Omar Haddad, team: data, deputy: chen}
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: omar
    due: 2026-10-09
    duration: 15d
    accept: All rows match the ledger
```
";

/// How soon, in working days.
const SOON: i64 = 30;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let (program, schedule) = (facts.program, facts.schedule);
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let (Some(owner), Some(float), Some(start)) = (row.owner, row.total_float, row.early_start) else {
            continue;
        };
        let id = owner.as_str();
        let is_known = program.people.contains_key(id) && !program.has_departed(id, facts.as_of);
        let is_soon = schedule.days_between(facts.as_of, start) <= SOON;
        let is_tight = float < schedule.options.near_critical;
        if row.kind == Kind::Decision
            || !(is_known && is_soon && is_tight)
            || program.is_covered(row.item, facts.as_of)
        {
            continue;
        }
        found
            .at(
                Place::field(row.kind.section(), row.id.as_str(), "owner"),
                format!("{}: {owner} has no deputy; float {float} d", row.id),
            )
            .help(format!("write deputy: under people for {owner}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn little_float_and_nobody_else_are_needed() {
        // Beside ten days of work before the target, eight leave two of float, six leave four, five leave five.
        assert_drawn(
            "critical-owner-without-deputy",
            "2026-09-02",
            "\
charter: {target: ga}
people:
  omar: {name: Omar Haddad}
  chen: {name: Chen Li, deputy: omar}
  gone: {name: Gone, until: 2026-09-01}
milestones:
  aa: {title: Longest, duration: 10d, owner: omar}
                                             ^^^^ aa: omar has no deputy; float 0 d
  bb: {title: Near, duration: 6d, owner: omar}
                                         ^^^^ bb: omar has no deputy; float 4 d
  cc: {title: Enough, duration: 5d, owner: omar}
  dd: {title: Covered, duration: 10d, owner: chen}
  ee: {title: Covered here, duration: 10d, owner: omar, deputy: chen}
  ff: {title: Departed, duration: 10d, owner: gone}
  gg: {title: Done, duration: 10d, owner: omar, done: 2026-09-01}
  ga: {title: Live, duration: 2d, owner: chen, needs: [aa, bb, cc, dd, ee, ff, gg]}
",
        );
    }

    #[test]
    fn what_begins_in_more_than_thirty_days_can_wait() {
        // 30 working days after Wednesday 2 September is Wednesday 14 October.
        let plan = |start: &str, drawn: &str| {
            assert_drawn(
                "critical-owner-without-deputy",
                "2026-09-02",
                &format!(
                    "\
people: {{omar: {{name: Omar Haddad}}}}
milestones:
  aa:
    not_before: {start}
    duration: 10d
    owner: omar
{drawn}"
                ),
            );
        };
        plan(
            "2026-10-14",
            "           ^^^^ aa: omar has no deputy; float 0 d\n",
        );
        plan("2026-10-15", "");
    }

    #[test]
    fn nobody_is_known_before_there_are_people() {
        let plan = "milestones: {aa: {title: Longest, duration: 10d, owner: omar}}\n";
        assert_drawn("critical-owner-without-deputy", "2026-09-02", plan);
    }
}
