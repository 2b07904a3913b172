//! `proximity-passed`: the time in which it could strike has passed.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "proximity-passed",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "an open risk hits only what is done",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open risk hits only what is done: the time in which it could strike has passed.

It takes up a line of the register and room in people's heads. Close it, or name what it can still hit.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-08-28
    done: 2026-08-27
    accept: All rows match the ledger
risks:
  r-late-export:
  ^^^^^^^^^^^^^
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-08-28
    done: 2026-08-27
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
    closed: {date: 2026-08-31, because: The backfill is reconciled}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for (id, risk) in risks::open(facts) {
        let is_done = |hit: &str| program.item(hit).and_then(Item::done).is_some();
        let mut done = risk.hits.iter().filter(|hit| is_done(hit.as_str()));
        let Some(first) = done.next() else { continue };
        let is_over = |hit: &str| is_done(hit) || program.has_left(hit);
        if !risk.hits.iter().all(|hit| is_over(hit.as_str())) {
            continue;
        }
        let rest = match done.count() {
            0 => format!("{first} is done"),
            more => format!("{first} and {more} more are done"),
        };
        found
            .at(
                Place::item("risks", id.as_str()),
                format!("{id} is open, but {rest}"),
            )
            .help("write closed: {date, because}, or name what it can still hit");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(hits: &str, risk: &str) -> Vec<String> {
        let text = format!(
            "milestones:\n  aa: {{done: 2026-08-27}}\n  bb: {{done: 2026-08-28}}\n  cc: {{title: Open}}\n  \
             dd: {{cancelled: true}}\ncontracts:\n  ee: {{delivered: 2026-08-28}}\nrisks:\n  \
             r-late: {{title: If late then late, hits: {hits}, {risk}}}\n"
        );
        findings("proximity-passed", "2026-09-02", &text)
    }

    #[test]
    fn it_is_told_once_everything_is_done() {
        assert_eq!(
            found("[aa]", "prob: 0.3"),
            ["warn 9: r-late is open, but aa is done"]
        );
        assert_eq!(
            found("[aa, dd, ee, bb]", "prob: 0.3"),
            ["warn 9: r-late is open, but aa and 2 more are done"]
        );
        assert_eq!(found("[aa, cc]", "prob: 0.3"), [""; 0]);
        assert_eq!(found("[aa, unknown-item]", "prob: 0.3"), [""; 0]);
        assert_eq!(found("[dd]", "prob: 0.3"), [""; 0], "another rule tells of it");
        assert_eq!(found("[]", "prob: 0.3"), [""; 0]);
    }

    #[test]
    fn what_occurred_or_was_closed_is_over() {
        assert_eq!(found("[aa]", "occurred: 2026-08-20"), [""; 0]);
        assert_eq!(
            found("[aa]", "closed: {date: 2026-08-28, because: over}"),
            [""; 0]
        );
    }
}
