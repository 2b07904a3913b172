//! `execution-index`: the plan is not kept.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Milestone, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "execution-index",
    group: Group::Schedule,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "BEI or CPLI is below 0.95",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
One of two indices of the Defense Contract Management Agency is below 0.95. BEI: milestones done / milestones planned
to be done by now. CPLI: (working days of critical path + margin of the target) / working days of critical path.

Two figures for people who compare programs. The first says how much of what was promised is there, the second how much
faster than planned the rest would have to go.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: checkout-ui-beta
          ^^^^^^^^^^^^^^^^
  out_of_scope: [refund flows]
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-08-28
    duration: 5d
    started: 2026-08-24
    accept: All rows match the ledger
    ignore: [{check: overdue, because: The last check runs, until: 2026-09-11}]
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 10d
    needs: [data-backfill]
    accept: Ten staff complete a purchase without help
```

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
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-08-28
    duration: 5d
    done: 2026-08-28
    accept: All rows match the ledger
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 10d
    needs: [data-backfill]
    accept: Ten staff complete a purchase without help
```
";

/// An index of at least so many hundredths is good.
const GOOD: i64 = 95;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut tell = |message: String, help: &str| {
        found
            .at(Place::field("charter", "", "target"), message)
            .help(help);
    };
    let live = || {
        let all = facts.program.milestones.values();
        all.filter(|milestone| milestone.cancelled.is_none())
    };
    let count = |is: &dyn Fn(&Milestone) -> bool| live().filter(|each| is(each)).count() as i64;
    let done = count(&|each| each.done.is_some_and(|done| done <= facts.as_of));
    let planned = count(&|each| each.due.is_some_and(|due| due < facts.as_of));
    if let Some(index) = bad_index(done, planned) {
        tell(
            format!("BEI {index}: {done} done, {planned} planned to be done by now"),
            "see what is overdue in `linchpin blocked`",
        );
    }
    let schedule = facts.schedule;
    let (Some(finish), Some((_, margin))) = (schedule.finish(), schedule.target_margin()) else {
        return;
    };
    let length = schedule.days_between(facts.as_of, finish);
    if let Some(index) = bad_index(length + margin, length) {
        tell(
            format!("CPLI {index}: {length} d of critical path, {} d late", -margin),
            "see what drives the target in `linchpin critical-path`",
        );
    }
}

/// A share below the limit, with as many digits as it takes to look so.
fn bad_index(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 || part * 100 >= whole * GOOD {
        return None;
    }
    let index = part as f64 / whole as f64;
    let short = format!("{index:.2}");
    Some(if short == "0.95" {
        format!("{index:.4}")
    } else {
        short
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// `ga` takes 20 days of work from Wednesday 2 September, so that it is done on Tuesday the 29th, the 19th
    /// working day after the 2nd.
    fn late(due: &str, drawn: &str) {
        assert_drawn(
            "execution-index",
            "2026-09-02",
            &format!("charter:\n  target: ga\n{drawn}milestones: {{ga: {{due: {due}, duration: 20d}}}}\n"),
        );
    }

    #[test]
    fn the_path_index_is_path_and_margin_over_path() {
        // 18/19 = 0.947; 14/19 = 0.737.
        late("2026-09-29", "");
        late("2026-10-30", "");
        late(
            "2026-09-28",
            "          ^^ CPLI 0.9474: 19 d of critical path, 1 d late\n",
        );
        late(
            "2026-09-22",
            "          ^^ CPLI 0.74: 19 d of critical path, 5 d late\n",
        );
    }

    #[test]
    fn the_execution_index_is_done_over_planned_to_be_done() {
        let plan = |milestones: &str, drawn: &str| {
            let text = format!("charter:\n  target: ga\n{drawn}milestones: {{{milestones}}}\n");
            assert_drawn("execution-index", "2026-09-02", &text);
        };
        let late = "aa: {due: 2026-09-01}";
        let kept = "bb: {due: 2026-08-31, done: 2026-08-31}";
        let early = "cc: {due: 2026-12-31, done: 2026-08-31}";
        plan(
            &format!("{late}, {kept}"),
            "          ^^ BEI 0.50: 1 done, 2 planned to be done by now\n",
        );
        plan(&format!("{late}, {kept}, {early}"), "");
        // What is due on the as-of date itself can still be done.
        plan("aa: {due: 2026-09-02}", "");
        plan("aa: {due: 2026-09-01, cancelled: {date: 2026-09-01}}", "");
    }
}
