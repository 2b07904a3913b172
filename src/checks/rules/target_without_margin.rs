//! `target-without-margin`: the first surprise moves the target.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "target-without-margin",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a target far away that has no margin",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A target is more than 20 working days away, and its earliest date leaves it less than 5 days of margin.

The earliest date holds if nothing goes wrong. A plan with no room is late with its first surprise, and over a month
there is always one.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: checkout-ui-beta
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
         ^^^^^^^^^^
    duration: 26d
    accept: Ten staff complete a purchase without help
```

Shorten what drives it, or agree on a date that can be kept:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: checkout-ui-beta
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-23
    duration: 26d
    accept: Ten staff complete a purchase without help
```
";

/// The least margin of a target far away, in working days.
const MARGIN: i64 = 5;
/// From how many working days on a target is far away.
const FAR: i64 = 20;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for target in facts.schedule.targets().iter().filter(|target| !target.done) {
        let (Some(due), Some(margin)) = (target.due, target.margin) else {
            continue;
        };
        // Without a duration the earliest date is the due date, and says nothing of margin.
        let has_duration = facts
            .program
            .milestones
            .get(target.id.as_str())
            .is_some_and(|milestone| milestone.duration.is_some() || milestone.remaining.is_some());
        let to_go = facts.schedule.days_between(facts.as_of, due);
        // Below 0 it cannot be met at all, of which another rule speaks.
        if !(0..MARGIN).contains(&margin) || to_go <= FAR || !has_duration {
            continue;
        }
        found
            .at(
                Place::field("milestones", target.id.as_str(), "due"),
                format!("{} has {margin} d of margin, {to_go} d to go", target.id),
            )
            .help("shorten what drives it (`linchpin critical-path`), or agree on a date with room for surprises");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// As of Wednesday 2 September; the work ends on Friday 2 October, 23 days of work later.
    fn plan(due: &str, drawn: &str) {
        target("2026-09-02", "duration: 23d", due, drawn);
    }

    fn target(as_of: &str, fields: &str, due: &str, drawn: &str) {
        assert_drawn(
            "target-without-margin",
            as_of,
            &format!("charter: {{target: ga}}\nmilestones:\n  ga:\n    {fields}\n    due: {due}\n{drawn}"),
        );
    }

    #[test]
    fn less_than_five_days_are_too_few_and_below_none_is_another_matter() {
        plan(
            "2026-10-02",
            "         ^^^^^^^^^^ ga has 0 d of margin, 22 d to go\n",
        );
        plan(
            "2026-10-08",
            "         ^^^^^^^^^^ ga has 4 d of margin, 26 d to go\n",
        );
        plan("2026-10-09", "");
        plan("2026-10-01", "");
    }

    #[test]
    fn within_twenty_days_it_is_too_late_for_this() {
        // Twenty working days after 2 September is the 30th.
        target("2026-09-02", "duration: 21d", "2026-09-30", "");
        let drawn = "         ^^^^^^^^^^ ga has 0 d of margin, 21 d to go\n";
        target("2026-09-02", "duration: 22d", "2026-10-01", drawn);
    }

    #[test]
    fn a_date_that_is_only_implied_says_nothing_of_margin() {
        target("2026-09-02", "note: without a duration", "2026-10-02", "");
    }

    #[test]
    fn done_and_other_milestones_are_silent() {
        target("2026-09-02", "done: 2026-09-01", "2026-10-02", "");
        let plan =
            "charter: {target: ga}\nmilestones: {aa: {duration: 23d, due: 2026-10-02}, ga: {duration: 1d}}\n";
        assert_drawn("target-without-margin", "2026-09-02", plan);
    }
}
