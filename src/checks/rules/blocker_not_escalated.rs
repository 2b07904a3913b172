//! `blocker-not-escalated`: it was to be handed up by now, or takes longer than there is float.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-not-escalated",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "a blocker should have been escalated by now, and nothing says it was",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A blocker should have been escalated by now, and no `escalated` says that it was: its `escalate_by` is past, or it
holds an item back for more days still than that item has float.

Escalating is a service, not a complaint: somebody with more means gets the chance to help while it still helps.

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    accept: Differences below 0.01 % of rows for seven days
blockers:
  b-replica-access:
    title: No read access to the replica
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalate_by: 2026-09-01
                 ^^^^^^^^^^
```

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    accept: Differences below 0.01 % of rows for seven days
blockers:
  b-replica-access:
    title: No read access to the replica
    kind: technical
    blocks: [data-backfill]
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
    escalate_by: 2026-09-01
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for open in blockers::open(facts) {
        let (blocker, id) = (open.blocker, open.id);
        if blocker.escalated.is_some() || facts.documents.has("blockers", id.as_str(), "escalated") {
            continue;
        }
        let missed = blocker.escalate_by.filter(|date| *date < facts.as_of);
        let lasts = blocker
            .expected
            .map(|expected| facts.schedule.days_between(facts.as_of, expected))
            .zip(open.float_it_takes(facts))
            .filter(|(days, float)| float < days);
        let message = match (missed, lasts) {
            (Some(date), _) => {
                let late = facts.schedule.days_between(date, facts.as_of);
                format!(
                    "{id}: to be escalated by {}, {late} d ago, and was not",
                    date.near(facts.as_of)
                )
            }
            (None, Some((days, float))) => {
                format!("{id}: {days} d still expected, float {float} d, not escalated")
            }
            (None, None) => continue,
        };
        let field = match blocker.escalate_by {
            Some(_) => "escalate_by",
            None => "expected",
        };
        found
            .at(Place::field("blockers", id.as_str(), field), message)
            .help(match up(facts, &open) {
                Some(name) => format!("ask {name} for help, then write escalated: {{to, date, ask}}"),
                None => "write escalated: {to, date, ask}, or a way without it in next:".into(),
            });
    }
}

/// Whom to ask: where the team waited for escalates to, else the sponsor.
fn up<'f>(facts: &'f Facts<'_>, open: &blockers::Open<'f>) -> Option<&'f str> {
    let program = facts.program;
    let waiting_on = open.blocker.waiting_on.as_ref();
    let person = waiting_on.and_then(|person| program.people.get(person.as_str()));
    let team = person.and_then(|person| program.teams.get(person.team.as_ref()?.as_str()));
    let above = team.and_then(|team| team.escalate_to.as_ref());
    let to = [above, program.charter.sponsor.as_ref()]
        .into_iter()
        .flatten()
        .find(|above| Some(*above) != waiting_on)?;
    Some(program.name_of(to.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_day_to_escalate_is_still_in_time_and_float_may_last_as_long_as_the_blocker() {
        // Screens ends on Tue 8, the fifth day. What is held until Fri 4, two days from Wed 2, and needs one day
        // more, Mon 7, has one day of float; what is held until Thu 3, one day from now, and needs one, has two.
        // The promise of the 8th holds capacity longer than its blocker does.
        assert_drawn(
            "blocker-not-escalated",
            "2026-09-02",
            "\
charter: {target: ga}
milestones:
  backfill: {title: Backfill, duration: 1d}
  load: {title: Load, duration: 1d}
  screens: {title: Screens, duration: 5d}
  ga: {title: Live, duration: 1d, needs: [backfill, load, screens, capacity]}
contracts:
  capacity: {title: Capacity, from: infra, to: data, promised: 2026-09-08}
blockers:
  b-missed: {title: No access, blocks: [load], expected: 2026-09-03, escalate_by: 2026-09-01}
                                                                                  ^^^^^^^^^^ b-missed: to be escalated by 1 Sep, 1 d ago, and was not
  b-today: {title: No access, blocks: [load], expected: 2026-09-03, escalate_by: 2026-09-02}
  b-lasts: {title: No access, blocks: [backfill], expected: 2026-09-04}
                                                            ^^^^^^^^^^ b-lasts: 2 d still expected, float 1 d, not escalated
  b-planned: {title: No access, blocks: [backfill], expected: 2026-09-04, escalate_by: 2026-09-03}
                                                                                       ^^^^^^^^^^ b-planned: 2 d still expected, float 1 d, not escalated
  b-hidden: {title: No order, blocks: [capacity], expected: 2026-09-04}
  b-told: {title: No access, blocks: [backfill], expected: 2026-09-04, escalated: {to: vera, date: 2026-09-01}}
  b-over: {title: No access, blocks: [backfill], escalate_by: 2026-09-01, resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
