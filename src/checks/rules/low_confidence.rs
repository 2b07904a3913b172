//! `low-confidence`: what was promised will probably not be held.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "low-confidence",
    group: Group::Schedule,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the chance of a target's due date is below the confidence asked for",
    page: PAGE,
    folded: None,
    check: Check::Deep(check),
};

const PAGE: &str = "\
The chance that a target holds its due date is below the confidence asked for: 80 % unless `thresholds.confidence` in
linchpin.yaml says otherwise.

The earliest date needs everything to go well, and where paths meet the latest of them counts. A date that holds in
three of ten simulations is a hope; say the safe date, or buy time while it is cheap.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-09-18
         ^^^^^^^^^^
    duration: [10d, 12d, 20d]
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
milestones:
  ga:
    title: General availability
    owner: priya
    due: 2026-09-28
    duration: [10d, 12d, 20d]
    accept: All traffic on the new platform for 24 hours
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for target in facts.schedule.targets() {
        // What is behind us is overdue, and what is done needs no forecast.
        let Some(due) = target.due.filter(|due| *due >= facts.as_of && !target.done) else {
            continue;
        };
        let Some(item) = facts.forecast().item(target.id.as_str()) else {
            continue;
        };
        let (Some(chance), Some(dates)) = (item.chance, item.dates) else {
            continue;
        };
        if chance >= facts.confidence() {
            continue;
        }
        let message = format!(
            "P({} ≤ {}) {}; 80 % date is {}",
            target.id,
            due.near(facts.as_of),
            told(chance, facts.confidence()),
            dates.p80.near(facts.as_of)
        );
        found
            .at(
                Place::field(Kind::Milestone.section(), target.id.as_str(), "due"),
                message,
            )
            .help("promise the 80 % date, or shorten what drives it; `linchpin forecast` ranks drivers and risks");
    }
}

/// `= 31 %`, `< 1 %`, as the forecast tells it; `= 79.8 %` where a whole percent would hide that it is too little.
fn told(chance: f64, confidence: f64) -> String {
    let whole = (chance * 100.0).round();
    if chance < 0.01 {
        "< 1 %".into()
    } else if whole < confidence * 100.0 {
        format!("= {whole:.0} %")
    } else {
        format!("= {:.1} %", (chance * 1000.0).floor() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_chance_is_told_as_elsewhere_and_never_as_what_was_asked_for() {
        assert_eq!(told(0.0099, 0.8), "< 1 %");
        assert_eq!(told(0.2052, 0.8), "= 21 %");
        assert_eq!(told(0.794, 0.8), "= 79 %");
        assert_eq!(told(0.795, 0.8), "= 79.5 %");
        assert_eq!(told(0.7999, 0.8), "= 79.9 %");
    }

    #[test]
    fn a_date_that_only_luck_can_hold_is_told_with_the_safe_one() {
        // Working days from 2 September on: the 13th is the 18th, the 16th is the 23rd. The distribution of
        // 10, 11, 20 is at 1 - 7 x 7 / (10 x 9) = 45.6 % after 13 days, and at 80 % after
        // 20 - sqrt(0.2 x 10 x 9) = 15.8 days.
        assert_drawn(
            "low-confidence",
            "2026-09-02",
            "\
charter: {id: atlas, target: [ga, beta, past]}
milestones:
  ga: {duration: [10d, 11d, 20d], due: 2026-09-18}
                                       ^^^^^^^^^^ P(ga ≤ 18 Sep) = 46 %; 80 % date is 23 Sep
  beta: {duration: [10d, 11d, 20d], due: 2026-09-28}
  past: {duration: [10d, 11d, 20d], due: 2026-09-01}
",
        );
    }
}
