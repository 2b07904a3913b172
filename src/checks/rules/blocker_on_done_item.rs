//! `blocker-on-done-item`: it holds up what is done.

use super::blockers;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "blocker-on-done-item",
    group: Group::Blockers,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open blocker holds up what is done or called off",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open blocker holds up something that is done or was called off.

One of the two is not true any more: either the blocker is over, or the work is not done.

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    started: 2026-08-03
    done: 2026-08-28
    accept: Differences below 0.01 % of rows for seven days
blockers:
  b-replica-access:
    title: No read access to the replica
    kind: technical
    blocks: [data-backfill]
             ^^^^^^^^^^^^^
    owner: chen
    waiting_on: lee
    raised: 2026-08-31
    expected: 2026-09-04
    next: Lee grants the role in the next change slot
    escalated: {to: vera, date: 2026-09-01, ask: Approve the role this week}
```

```yaml
milestones:
  data-backfill:
    title: Ledger backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: 15d
    started: 2026-08-03
    done: 2026-08-28
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
    resolved: 2026-08-28
    resolution: Lee granted the role
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for open in blockers::open(facts) {
        let id = open.id;
        for (number, blocked) in open.blocker.blocks.iter().enumerate() {
            let Some(item) = program.item(blocked.as_str()) else {
                continue;
            };
            let verb = match (item, program.has_left(blocked.as_str()), item.done()) {
                (Item::Milestone(_), true, _) => "was cancelled".into(),
                (Item::Contract(_), true, _) => "was withdrawn".into(),
                (Item::Decision(_), true, _) => "was superseded".into(),
                (Item::Milestone(_), false, Some(date)) => format!("was done {}", date.near(facts.as_of)),
                (Item::Contract(_), false, Some(date)) => format!("was delivered {}", date.near(facts.as_of)),
                (Item::Decision(_), false, Some(date)) => format!("was decided {}", date.near(facts.as_of)),
                (_, false, None) => continue,
            };
            let help = if open.held.is_empty() {
                "write resolved: and resolution:, or name what it holds now".into()
            } else {
                format!("delete {blocked} from blocks:")
            };
            found
                .at(
                    Place::field("blockers", id.as_str(), "blocks").at(number),
                    format!("{id} blocks {blocked}, which {verb}"),
                )
                .help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn every_way_in_which_an_item_ends_is_told_once() {
        assert_drawn(
            "blocker-on-done-item",
            "2026-09-02",
            "\
milestones:
  built: {title: Built, done: 2026-09-01}
  dropped: {title: Dropped, cancelled: {date: 2026-09-01}}
  open: {title: Open}
contracts:
  came: {title: Came, from: infra, to: data, delivered: 2026-09-01}
decisions:
  d-made: {title: Which?, decided: 2026-09-01}
blockers:
  b-built: {title: No access, blocks: [open, built]}
                                             ^^^^^ b-built blocks built, which was done 1 Sep
  b-dropped: {title: No access, blocks: dropped}
                                        ^^^^^^^ b-dropped blocks dropped, which was cancelled
  b-came: {title: No access, blocks: [came]}
                                      ^^^^ b-came blocks came, which was delivered 1 Sep
  b-made: {title: No access, blocks: [d-made]}
                                      ^^^^^^ b-made blocks d-made, which was decided 1 Sep
  b-open: {title: No access, blocks: [open]}
  b-over: {title: No access, blocks: [built], resolved: 2026-09-01, resolution: Granted}
",
        );
    }
}
