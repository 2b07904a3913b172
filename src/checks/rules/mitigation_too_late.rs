//! `mitigation-too-late`: what it hits has begun by then.

use super::risks;
use crate::checks::wording;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "mitigation-too-late",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an action ends after the risk can strike",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An action against a risk ends after the risk can strike: the work that it hits has begun by then.

It cannot lower what it was planned to lower. Work that waits for something is struck from its earliest start on, work
that could start or has started until its end, a contract when it comes.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    not_before: 2026-09-14
    duration: 8d
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-18
            ^^^^^^^^^^
```

Act before it starts:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    not_before: 2026-09-14
    duration: 8d
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: mitigate
    review_by: 2026-09-15
    plan:
      - do: Export a sample of every table
        owner: chen
        by: 2026-09-11
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        if risk.plan.iter().all(|action| action.done.is_some()) {
            continue;
        }
        let Some(strike) = risks::strike(facts, risk) else {
            continue;
        };
        for (number, action) in risk.plan.iter().enumerate() {
            let is_open = action.done.is_none();
            let Some(by) = action.by.filter(|by| is_open && *by > strike.day) else {
                continue;
            };
            let what = action
                .do_
                .as_deref()
                .map_or_else(|| format!("action {}", number + 1), wording::quoted);
            let (hit, does) = (strike.id, strike.does);
            let plan = Place::field("risks", id.as_str(), "plan");
            let section = facts
                .program
                .kind(hit.as_str())
                .map_or("milestones", |kind| kind.section());
            found
                .at(
                    plan.at(number).key("by"),
                    format!(
                        "{id}: {what} by {}, but {hit} {does} {}",
                        by.near(facts.as_of),
                        strike.day.near(facts.as_of)
                    ),
                )
                .also(
                    &Place::item(section, hit.as_str()),
                    format!("{does} {}", strike.day.near(facts.as_of)),
                )
                .help(format!(
                    "act by {}, or plan for when it has happened",
                    strike.day.near(facts.as_of)
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// One milestone as of Wednesday 2 September 2026, one contract, and a risk with an action until a day.
    fn found(milestone: &str, hits: &str, by: &str) -> Vec<String> {
        let text = format!(
            "milestones:\n  data-backfill: {{title: Backfill, duration: 8d, {milestone}}}\ncontracts:\n  \
             export: {{title: Export, promised: 2026-09-10}}\nrisks:\n  r-late-export:\n    hits: {hits}\n    \
             plan: [{{do: Ask, by: {by}}}]\n"
        );
        findings("mitigation-too-late", "2026-09-02", &text)
    }

    #[test]
    fn waiting_work_is_struck_from_its_start_on() {
        let waits = "not_before: 2026-09-14";
        assert_eq!(found(waits, "[data-backfill]", "2026-09-14"), [""; 0]);
        assert_eq!(
            found(waits, "[data-backfill]", "2026-09-15"),
            ["error 8: r-late-export: \"Ask\" by 15 Sep, but data-backfill starts 14 Sep"]
        );
    }

    #[test]
    fn work_in_progress_is_struck_until_its_end() {
        // Two of eight days were worked on 31 August and 1 September; six more end on the 9th.
        let runs = "started: 2026-08-31";
        assert_eq!(found(runs, "[data-backfill]", "2026-09-09"), [""; 0]);
        assert_eq!(
            found(runs, "[data-backfill]", "2026-09-10"),
            ["error 8: r-late-export: \"Ask\" by 10 Sep, but data-backfill ends 9 Sep"]
        );
    }

    #[test]
    fn work_that_could_start_is_struck_until_it_is_due() {
        // Eight working days from 2 September end on the 11th.
        assert_eq!(found("title: Ready", "[data-backfill]", "2026-09-11"), [""; 0]);
        assert_eq!(
            found("title: Ready", "[data-backfill]", "2026-09-14"),
            ["error 8: r-late-export: \"Ask\" by 14 Sep, but data-backfill ends 11 Sep"]
        );
        assert_eq!(found("due: 2026-09-18", "[data-backfill]", "2026-09-18"), [""; 0]);
        assert_eq!(
            found("due: 2026-09-18", "[data-backfill]", "2026-09-21"),
            ["error 8: r-late-export: \"Ask\" by 21 Sep, but data-backfill is due 18 Sep"]
        );
    }

    #[test]
    fn the_first_open_hit_counts_and_done_ones_do_not() {
        let waits = "not_before: 2026-09-14";
        assert_eq!(
            found(waits, "[data-backfill, export]", "2026-09-11"),
            ["error 8: r-late-export: \"Ask\" by 11 Sep, but export comes 10 Sep"]
        );
        let done = "started: 2026-08-20, done: 2026-09-01";
        assert_eq!(found(done, "[data-backfill]", "2026-09-11"), [""; 0]);
        assert_eq!(found(waits, "[nothing-known]", "2026-09-30"), [""; 0]);
    }
}
