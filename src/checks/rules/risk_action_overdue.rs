//! `risk-action-overdue`: the register counts on what nobody did.

use super::{risks, written};
use crate::checks::wording;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-action-overdue",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "an action against a risk is past its date and not done",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An action against a risk is past its date and not done.

The probability in the register counts on it. Do it, move it openly, or raise the probability.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
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
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        owner: chen
        by: 2026-08-28
```

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
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
        by: 2026-08-28
        done: 2026-08-27
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, risk) in risks::open(facts) {
        for (number, action) in risk.plan.iter().enumerate() {
            let is_open = action.done.is_none();
            let Some(by) = action.by.filter(|by| is_open && *by < facts.as_of) else {
                continue;
            };
            let ago = written::ago(facts.schedule.days_between(by, facts.as_of));
            let what = action
                .do_
                .as_deref()
                .map_or_else(|| format!("action {}", number + 1), wording::quoted);
            let plan = Place::field("risks", id.as_str(), "plan");
            found
                .at(
                    plan.at(number).key("do"),
                    format!("{id}: {what} was due {}{ago}", by.near(facts.as_of)),
                )
                .help("write done: DATE, or a new by: date");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// A milestone in September 2026, and one risk with the given fields.
    fn program(stage: &str, risk: &str) -> String {
        format!(
            "charter: {{id: atlas, stage: {stage}}}\nmilestones:\n  data-backfill: {{title: Backfill, due: 2026-09-25}}\n\
             risks:\n  r-late-export: {{title: If late then late, {risk}}}\n"
        )
    }

    fn found(as_of: &str, plan: &str) -> Vec<String> {
        let text = program("delivering", &format!("plan: [{plan}]"));
        findings("risk-action-overdue", as_of, &text)
    }

    #[test]
    fn the_day_itself_can_still_be_used() {
        let plan = "{do: Export a sample, by: 2026-09-04}, {by: 2026-09-03}, {do: Ask}";
        assert_eq!(found("2026-09-03", plan), [""; 0]);
        assert_eq!(
            found("2026-09-04", plan),
            ["warn 5: r-late-export: action 2 was due 3 Sep, 1 d ago"]
        );
        // The 7th is a Monday.
        assert_eq!(
            found("2026-09-07", plan),
            [
                "warn 5: r-late-export: \"Export a sample\" was due 4 Sep, 1 d ago",
                "warn 5: r-late-export: action 2 was due 3 Sep, 2 d ago"
            ]
        );
    }

    #[test]
    fn done_actions_and_closed_risks_are_silent() {
        assert_eq!(
            found("2026-09-09", "{do: Ask, by: 2026-09-04, done: 2026-09-08}"),
            [""; 0]
        );
        let text = program(
            "delivering",
            "plan: [{do: Ask, by: 2026-09-04}], closed: {date: 2026-09-05, because: gone}",
        );
        assert_eq!(findings("risk-action-overdue", "2026-09-09", &text), [""; 0]);
    }
}
