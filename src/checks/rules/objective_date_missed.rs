//! `objective-date-missed`: an objective's day comes before what serves it is safe.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "objective-date-missed",
    group: Group::Charter,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the safe date of what serves an objective is after its `by`",
    page: PAGE,
    folded: None,
    check: Check::Deep(check),
};

const PAGE: &str = "\
The safe date of a milestone that serves an objective, the one that holds in 80 % of the simulations, is after the date
by which the objective must hold.

The milestone may be on time for its own due date and still leave the promise behind it to luck. Executives know the
objectives, not the milestones.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
  objectives:
    retire-legacy: {say: Legacy acquirer switched off by 18 September, by: 2026-09-18}
                                                                           ^^^^^^^^^^
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-09-30
    duration: [10d, 12d, 20d]
    serves: [retire-legacy]
    accept: All traffic on the new platform for 24 hours
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
  objectives:
    retire-legacy: {say: Legacy acquirer switched off by 30 September, by: 2026-09-30}
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-09-30
    duration: [10d, 12d, 20d]
    serves: [retire-legacy]
    accept: All traffic on the new platform for 24 hours
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for (objective, known) in program.charter.objectives.iter() {
        let Some(by) = known.by else { continue };
        let serving = program.milestones.iter().filter(|(_, milestone)| {
            milestone.done.is_none()
                && milestone.cancelled.is_none()
                && milestone
                    .serves
                    .iter()
                    .any(|id| id.as_str() == objective.as_str())
        });
        let dates = serving.filter_map(|(id, _)| {
            let dates = facts.forecast().item(id.as_str())?.dates?;
            Some((dates.p80, id))
        });
        // The latest counts; of several on one day the first by id.
        let Some((safe, id)) = dates.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(a.1))) else {
            continue;
        };
        if safe > by {
            found
                .at(
                    Place::field("charter", "", "objectives").key(objective.as_str()).key("by"),
                    format!(
                        "{objective} must hold by {}; the safe date of {id}, which serves it, is {}",
                        by.near(facts.as_of),
                        safe.near(facts.as_of)
                    ),
                )
                .help("say so now, or shorten what drives the milestone; `linchpin forecast` ranks drivers and risks");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn the_latest_safe_date_of_what_serves_it_counts() {
        // Single durations spread to 0.9, 1 and 1.3: 80 % of 20 days is 26 - sqrt(0.2 x 8 x 6) = 22.9 days,
        // the 23rd working day from 2 September on, the 2nd of October; of 10 days it is 11.5, the 17th.
        assert_drawn(
            "objective-date-missed",
            "2026-09-02",
            "\
charter:
  id: atlas
  objectives:
    soon: {say: Two things, by: 2026-10-01}
                                ^^^^^^^^^^ soon must hold by 1 Oct; the safe date of long, which serves it, is 2 Oct
    held: {say: One thing, by: 2026-09-17}
    none: {say: Nobody serves it, by: 2026-09-03}
milestones:
  long: {duration: 20d, serves: [soon]}
  short: {duration: 10d, serves: [soon, held]}
  done: {duration: 10d, serves: [held], done: 2026-09-01}
",
        );
    }
}
