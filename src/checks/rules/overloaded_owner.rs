//! `overloaded-owner`: more than one person can carry.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place};
use crate::parse::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "overloaded-owner",
    group: Group::Ownership,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a person carries too much at once, or too much of what is critical",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A person carries more than five open milestones and contracts in one week, critical ones counted double, or owns more
than a quarter of the critical items (looked at from four critical items on).

Nobody can answer for more than a handful of things at once; what they drop first is what nobody asks about.

```yaml
people:
  omar: {name: Omar Haddad, team: data, deputy: chen}
  ^^^^
milestones:
  ledger-ready: &work
    title: Ledger ready for the move
    owner: omar
    due: 2026-10-30
    duration: 8d
    accept: All rows match the ledger
  rows-moved: *work
  rows-checked: *work
```

Hand some of it over:

```yaml
people:
  omar: {name: Omar Haddad, team: data, deputy: chen}
milestones:
  ledger-ready: &work
    title: Ledger ready for the move
    owner: omar
    due: 2026-10-30
    duration: 8d
    accept: All rows match the ledger
  rows-moved: *work
  rows-checked:
    title: Rows checked by somebody else
    owner: chen
    due: 2026-10-30
    duration: 8d
    accept: All rows match the ledger
```
";

/// More than this in one week is too much.
const MOST: i64 = 5;
/// From how many critical items on a share of them says something: of fewer, one is more than a quarter.
const FEWEST: usize = 4;

/// What a person carries, week by week.
#[derive(Default)]
struct Weeks {
    /// By how much the load changes at the beginning of a week, counted in weeks from 1970.
    changes: BTreeMap<i64, i64>,
}

impl Weeks {
    /// The heaviest load and its week, the first of several.
    fn peak(&self) -> Option<(i64, i64)> {
        let mut load = 0;
        let weeks = self.changes.iter().map(|(week, change)| {
            load += change;
            (load, Reverse(*week))
        });
        weeks.max().map(|(load, Reverse(week))| (load, week))
    }
}

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut critical = 0;
    let mut of: FxHashMap<&str, Weeks> = FxHashMap::default();
    for row in facts
        .rows()
        .iter()
        .filter(|row| row.state.is_open() && row.kind != Kind::Decision)
    {
        critical += usize::from(row.critical);
        let (Some(owner), Some(start), Some(finish)) = (row.owner, row.early_start, row.early_finish) else {
            continue;
        };
        let weeks = of.entry(owner.as_str()).or_default();
        let weight = if row.critical { 2 } else { 1 };
        *weeks.changes.entry(week(start.max(facts.as_of))).or_default() += weight;
        *weeks
            .changes
            .entry(week(finish.max(facts.as_of)) + 1)
            .or_default() -= weight;
    }
    let open = facts.owners().open;
    for load in &facts.owners().load {
        let person = load.person.as_str();
        if !facts.program.people.contains_key(person) {
            continue;
        }
        let weeks = of.remove(person).unwrap_or_default();
        let peak = weeks.peak().filter(|(load, _)| *load > MOST);
        let is_share = critical >= FEWEST && load.critical * 4 > critical;
        if peak.is_none() && !is_share {
            continue;
        }
        let at_once = peak.map_or(String::new(), |(load, week)| {
            let monday = Date::from_day(i32::try_from(week * 7 - MONDAY).unwrap_or(i32::MAX));
            format!("; a load of {load} in the week of {}", monday.near(facts.as_of))
        });
        found
            .at(
                Place::item("people", person),
                format!(
                    "{person} owns {} of {open} open items, {} of {critical} on the critical path{at_once}",
                    load.open, load.critical
                ),
            )
            .help("hand some of them over, what is critical first");
    }
}

/// 1970-01-01 was a Thursday: the Monday before it is so many days earlier.
const MONDAY: i64 = 3;

/// The week of a date, counted from Mondays.
fn week(date: Date) -> i64 {
    (i64::from(date.day()) + MONDAY).div_euclid(7)
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// Items of five days, all in the week of Monday 7 September, beside a chain that takes longer.
    fn plan(items: &[&str], drawn: &str) {
        let item = |(at, text): (usize, &&str)| {
            format!("  m-{at}: {{title: A step, duration: 5d, not_before: 2026-09-07, {text}}}\n")
        };
        let all: String = items.iter().enumerate().map(item).collect();
        assert_drawn(
            "overloaded-owner",
            "2026-09-02",
            &format!(
                "people:\n  lee: {{name: Lee Park}}\n{drawn}  ana: {{name: Ana Costa}}\nmilestones:\n{all}  \
                 long: {{title: The longest, duration: 40d, owner: ana}}\n"
            ),
        );
    }

    #[test]
    fn six_in_one_week_are_too_many_and_five_are_not() {
        let lee = "owner: lee";
        plan(
            &[lee; 6],
            "  ^^^ lee owns 6 of 7 open items, 0 of 1 on the critical path; a load of 6 in the week of 7 Sep\n",
        );
        plan(&[lee; 5], "");
        plan(&[lee, lee, lee, lee, lee, "owner: lee, done: 2026-09-01"], "");
        plan(
            &[
                lee,
                lee,
                lee,
                lee,
                lee,
                "owner: lee, cancelled: {date: 2026-09-01}",
            ],
            "",
        );
        plan(&[lee, lee, lee, lee, lee, "owner: ana"], "");
    }

    #[test]
    fn the_same_number_spread_over_the_weeks_is_no_load() {
        assert_drawn(
            "overloaded-owner",
            "2026-09-02",
            "\
people: {lee: {name: Lee Park}, ana: {name: Ana Costa}}
milestones:
  m-1: {title: A step, owner: lee, duration: 3d}
  m-2: {title: A step, owner: lee, duration: 3d}
  m-3: {title: A step, owner: lee, duration: 3d}
  m-4: {title: A step, owner: lee, duration: 2d, not_before: 2026-09-14}
  m-5: {title: A step, owner: lee, duration: 2d, not_before: 2026-09-14}
  m-6: {title: A step, owner: lee, duration: 2d, not_before: 2026-09-14}
  long: {title: The longest, duration: 40d, owner: ana}
",
        );
    }

    #[test]
    fn more_than_a_quarter_of_the_critical_items_is_too_much() {
        // Of a chain of four, one is a quarter and two are a half.
        let chain = |second: &str, drawn: &str| {
            assert_drawn(
                "overloaded-owner",
                "2026-09-02",
                &format!(
                    "\
people:
  lee: {{name: Lee Park}}
{drawn}  ana: {{name: Ana Costa}}
  sam: {{name: Sam Osei}}
  omar: {{name: Omar Haddad}}
milestones:
  m-1: {{title: First, owner: lee, duration: 5d}}
  m-2: {{title: Second, owner: {second}, duration: 5d, needs: [m-1]}}
  m-3: {{title: Third, owner: ana, duration: 5d, needs: [m-2]}}
  m-4: {{title: Fourth, owner: omar, duration: 5d, needs: [m-3]}}
"
                ),
            );
        };
        chain("sam", "");
        chain(
            "lee",
            "  ^^^ lee owns 2 of 4 open items, 2 of 4 on the critical path\n",
        );
    }

    #[test]
    fn critical_items_count_double_and_only_people_who_are_listed_are_told_of() {
        // All three are critical; Wednesday 2 September is in the week of 31 August.
        let plan = |people: &str| {
            format!(
                "{people}milestones:\n  aa: {{duration: 5d, owner: lee}}\n  bb: {{duration: 5d, owner: lee}}\n  \
                 cc: {{duration: 5d, owner: lee}}\n"
            )
        };
        let message =
            "lee owns 3 of 3 open items, 3 of 3 on the critical path; a load of 6 in the week of 31 Aug";
        let drawn = plan(&format!("people:\n  lee: {{name: Lee Park}}\n  ^^^ {message}\n"));
        assert_drawn("overloaded-owner", "2026-09-02", &drawn);
        assert_drawn("overloaded-owner", "2026-09-02", &plan(""));
    }
}
