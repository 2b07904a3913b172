//! `absent-owner`: the one who answers for it is away while it is worked on, or has left by then.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Person, Place};
use crate::parse::Date;
use rustc_hash::FxHashMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "absent-owner",
    group: Group::Ownership,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an owner is away during the work, or leaves before its end, and nobody covers",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An owner is away while an open milestone is worked on or a contract is to be delivered, or leaves before its end
(`until`), and nobody covers.

Absences move no dates by themselves. Work whose owner is away stands still at the first question, and nobody
knows whom else to ask.

```yaml
people:
  omar:
    name: Omar Haddad
    team: data
    away: [2026-09-14..2026-09-18]
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: omar
           ^^^^
    due: 2026-10-09
    duration: 15d
    accept: All rows match the ledger
  ledger-live:
    title: Ledger live
    owner: jonas
    due: 2026-11-13
    duration: 25d
    accept: All new rows are written there
```

Name a deputy, of the person or of the milestone, or move the work:

```yaml
people:
  omar:
    name: Omar Haddad
    team: data
    away: [2026-09-14..2026-09-18]
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: omar
    deputy: chen
    due: 2026-10-09
    duration: 15d
    accept: All rows match the ledger
  ledger-live:
    title: Ledger live
    owner: jonas
    due: 2026-11-13
    duration: 25d
    accept: All new rows are written there
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut known: FxHashMap<&str, Vec<Absence>> = FxHashMap::default();
    for row in facts.rows() {
        let (Some(owner), Some(ix)) = (row.owner, row.ix) else {
            continue;
        };
        let (Some(start), Some(finish)) = (row.early_start, row.early_finish) else {
            continue;
        };
        let Some(person) = program.people.get(owner.as_str()) else {
            continue;
        };
        let is_asked = row.state.is_open() && row.kind != Kind::Decision;
        if !is_asked
            || program.has_departed(owner.as_str(), facts.as_of)
            || program.is_covered(row.item, start)
        {
            continue;
        }
        let all = known.entry(owner.as_str()).or_insert_with(|| absences(person));
        let calendar = facts.schedule.plan.calendar(ix);
        let works = |from: Date, to: Date| {
            calendar.index(i64::from(from.day())) < calendar.index(i64::from(to.day()) + 1)
        };
        // What is past can no longer be covered.
        let start = start.max(facts.as_of);
        let first = all.partition_point(|absence| absence.to < start);
        let absence = all[first..]
            .iter()
            .take_while(|absence| absence.from <= finish)
            .find(|absence| works(absence.from.max(start), absence.to.min(finish)));
        let Some(absence) = absence else {
            let gone = person.until.map(|until| (until, Date::from_day(until.day() + 1)));
            if let Some((until, gone)) = gone.filter(|(_, gone)| works((*gone).max(start), finish)) {
                let what = match row.due.filter(|due| *due >= gone) {
                    Some(due) => format!("is due {}", due.near(facts.as_of)),
                    None => format!("is earliest {}", finish.near(facts.as_of)),
                };
                let left = until.near(facts.as_of);
                found
                    .at(
                        Place::field(row.kind.section(), row.id.as_str(), "owner"),
                        format!("{owner} leaves {left}; {} {what}", row.id),
                    )
                    .also(&Place::field("people", owner.as_str(), "until"), "the last day")
                    .help("name who takes it over in owner:, or a deputy:".to_owned());
            }
            continue;
        };
        let what = match row.due.filter(|due| absence.from <= *due && *due <= absence.to) {
            Some(due) => format!("is due {}", due.near(facts.as_of)),
            None if start == finish => format!("comes {}", finish.near(facts.as_of)),
            None => format!("is worked on {}", days(start, finish, facts.as_of)),
        };
        found
            .at(
                Place::field(row.kind.section(), row.id.as_str(), "owner"),
                format!(
                    "{owner} is away {}; {} {what}",
                    days(absence.from, absence.to, facts.as_of),
                    row.id
                ),
            )
            .also(
                &Place::field("people", owner.as_str(), "away").at(absence.at),
                "away here",
            )
            .help(format!("name a deputy: for {owner}, or move the work"));
    }
}

/// Days away without a gap between them.
struct Absence {
    from: Date,
    to: Date,
    /// The first entry of `away` that they come from.
    at: usize,
}

/// All absences of a person in order, those that overlap made one.
fn absences(person: &Person) -> Vec<Absence> {
    let mut ranges: Vec<(Date, Date, usize)> = person
        .away
        .iter()
        .enumerate()
        .map(|(at, range)| (range.from, range.to, at))
        .collect();
    ranges.sort_unstable();
    let mut merged: Vec<Absence> = Vec::new();
    for (from, to, at) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.to => last.to = last.to.max(to),
            _ => merged.push(Absence { from, to, at }),
        }
    }
    merged
}

/// `6–17 Oct`, `29 Sep–3 Oct`, `6 Oct`.
fn days(from: Date, to: Date, as_of: Date) -> String {
    if from == to {
        return from.near(as_of);
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{}–{}", from.day_of_month(), to.near(as_of));
    }
    format!("{}–{}", from.near(as_of), to.near(as_of))
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// 15 days of work from Wednesday 2 September end on Tuesday the 22nd.
    fn plan(away: &str, milestone: &str, drawn: &str) {
        assert_drawn(
            "absent-owner",
            "2026-09-02",
            &format!(
                "\
people:
  omar: {{name: Omar Haddad, away: {away}}}
  chen: {{name: Chen Li, until: 2026-09-01}}
milestones:
  data-backfill:
    title: Backfill reconciled
    duration: 15d
    owner: omar
{drawn}    {milestone}
"
            ),
        );
    }

    #[test]
    fn the_first_absence_within_the_work_is_told_with_the_due_date_if_it_falls_there() {
        plan(
            "[2026-12-21..2026-12-31, 2026-09-18..2026-09-25, 2026-09-22..2026-09-24]",
            "due: 2026-09-22",
            "           ^^^^ omar is away 18–25 Sep; data-backfill is due 22 Sep\n",
        );
        plan(
            "2026-09-10",
            "due: 2026-09-22",
            "           ^^^^ omar is away 10 Sep; data-backfill is worked on 2–22 Sep\n",
        );
    }

    #[test]
    fn absences_beside_the_work_past_or_on_days_off_are_silent() {
        plan(
            "[2026-08-24..2026-09-01, 2026-09-23..2026-09-30]",
            "due: 2026-09-22",
            "",
        );
        plan("2026-09-12..2026-09-13", "due: 2026-09-22", "");
        plan("2026-08-24..2026-08-28", "started: 2026-08-24", "");
    }

    #[test]
    fn a_deputy_covers_unless_gone_or_the_owner() {
        plan("2026-09-10", "deputy: vera", "");
        let drawn = "           ^^^^ omar is away 10 Sep; data-backfill is worked on 2–22 Sep\n";
        plan("2026-09-10", "deputy: chen", drawn);
        plan("2026-09-10", "deputy: omar", drawn);
    }

    #[test]
    fn who_leaves_before_the_end_is_told_once_unless_covered() {
        // 15 days of work from Wednesday 2 September end on Tuesday the 22nd; Friday the 18th is a last day before it.
        let drawn = |until: &str, deputy: &str, drawn: &str| {
            assert_drawn(
                "absent-owner",
                "2026-09-02",
                &format!(
                    "people:\n  omar: {{name: Omar Haddad, until: {until}}}\nmilestones:\n  data-backfill:\n    duration: 15d\n    \
                     owner: omar\n{drawn}    title: Backfill reconciled{deputy}\n"
                ),
            );
        };
        let told = "           ^^^^ omar leaves 18 Sep; data-backfill is earliest 22 Sep\n";
        drawn("2026-09-18", "", told);
        drawn("2026-09-18", "\n    deputy: vera", "");
        drawn("2026-09-22", "", "");
        // Gone already: `departed-owner` says so.
        drawn("2026-09-01", "", "");
    }

    #[test]
    fn what_is_done_or_cancelled_needs_nobody() {
        plan("2026-08-01..2026-12-31", "done: 2026-08-14", "");
        plan("2026-08-01..2026-12-31", "cancelled: {date: 2026-08-14}", "");
    }

    #[test]
    fn the_day_of_a_delivery_counts() {
        assert_drawn(
            "absent-owner",
            "2026-09-02",
            "\
people: {lee: {name: Lee Park, away: [2026-09-28..2026-10-02]}}
contracts:
  edge-capacity:
    title: 400 vCPU
    owner: lee
           ^^^ lee is away 28 Sep–2 Oct; edge-capacity comes 29 Sep
    promised: 2026-09-29
  edge-network:
    title: Two lines
    owner: lee
    promised: 2026-10-05
",
        );
    }
}
