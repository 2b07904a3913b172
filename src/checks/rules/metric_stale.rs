//! `metric-stale`: the figures of the tracker have stopped coming.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Sample, Stage};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "metric-stale",
    group: Group::Hygiene,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "figures of the tracker are older than twice the time between them",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The last line of a metrics file is older than twice the time that usually lies between its days. The settings may
set another age: `metric-stale: {after: 15d}`.

A trend that ends three weeks ago looks just like one that goes on.

```csv
date,team,metric,value
2026-08-07,web,velocity,31
2026-08-14,web,velocity,29
^^^^^^^^^^^^^^^^^^^^^^^^^^
```

```csv
date,team,metric,value
2026-08-07,web,velocity,31
2026-08-14,web,velocity,29
2026-08-28,web,velocity,33
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    if facts.has_reached(Stage::Closed) {
        return;
    }
    let after = facts.settings.rules.get(RULE.name).and_then(|rule| rule.after);
    for (name, samples) in &facts.program.metrics {
        let newest = samples
            .iter()
            .enumerate()
            .max_by_key(|(at, sample)| (sample.date, *at));
        let Some((at, newest)) = newest else { continue };
        let cadence = cadence(samples);
        let is_stale = match after {
            Some(after) => facts.schedule.days_between(newest.date, facts.as_of) > after.rough_days(),
            None => cadence.is_some_and(|cadence| facts.as_of.day() - newest.date.day() > 2 * cadence),
        };
        if !is_stale {
            continue;
        }
        let every = match cadence {
            Some(1) => "; they came every day".to_owned(),
            Some(cadence) => format!("; they came every {cadence} days"),
            None => String::new(),
        };
        let age = facts.as_of.day() - newest.date.day();
        let last = newest.date.near(facts.as_of);
        found
            .at(
                Place::figure(name, at),
                format!("{name}: the last figures are of {last}, {age} days ago{every}"),
            )
            .about(format!("metrics.{name}"))
            .help("add the figures since then, or delete the file when nobody keeps it");
    }
}

/// The median of the days between the days of a file.
fn cadence(samples: &[Sample]) -> Option<i32> {
    let days: BTreeSet<i32> = samples.iter().map(|sample| sample.date.day()).collect();
    let days: Vec<i32> = days.into_iter().collect();
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::cadence;
    use crate::model::Sample;
    use crate::parse::Date;

    #[test]
    fn the_cadence_is_the_median_of_the_days_between() {
        let samples = |days: &[&str]| {
            let days = days.iter().map(|day| Sample {
                date: Date::parse(day).expect("a date"),
                team: None,
                metric: "velocity".into(),
                value: 1.0,
            });
            cadence(&days.collect::<Vec<_>>())
        };
        assert_eq!(samples(&["2026-08-07"]), None);
        assert_eq!(samples(&["2026-08-07", "2026-08-07"]), None, "one day");
        // Gaps of 7, 7, 21: one missed fortnight does not change the rhythm; the order of lines neither.
        let days = ["2026-09-11", "2026-08-07", "2026-08-14", "2026-08-21"];
        assert_eq!(samples(&days), Some(7));
    }
}
