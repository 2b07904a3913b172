//! `launch-item-late`: something a launch needs is ready after it starts.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-item-late",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch item is ready only after the launch starts",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch item is to be ready only after the launch starts, by its date or by the forecast of the milestone that
covers it. A warning until 20 working days before the launch, an error from then on.

A recovery plan that is ready when everybody is already on the new system recovers nobody.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    items:
      disaster-recovery: {owner: lee, by: 2026-11-16}
                                          ^^^^^^^^^^
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    items:
      disaster-recovery: {owner: lee, by: 2026-10-16}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        // Two items have rules of their own.
        let end = gate.after(launch).filter(|_| !gate.is_qa() && !gate.is_review());
        let (Some(end), Some(start)) = (end, launch.start) else {
            continue;
        };
        let word = if gate.earliest.is_some() { "earliest" } else { "by" };
        found
            .at(
                launches::end_place(launch, gate),
                format!(
                    "{}: {} {word} {}, launch starts {}",
                    launch.id,
                    gate.name,
                    end.near(facts.as_of),
                    start.near(facts.as_of)
                ),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("get it ready before, or move the launch");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;
    use crate::checks::drawn::findings;

    #[test]
    fn the_day_of_the_start_is_not_late_and_qa_and_review_have_their_own_rules() {
        let item = |item: &str| {
            told(
                "launch-item-late",
                "2026-09-02",
                &format!("    items: {{{item}}}\n"),
            )
        };
        assert!(item("runbooks: {by: 2026-11-12}").is_empty());
        assert_eq!(
            item("runbooks: {by: 2026-11-13}"),
            ["warn 5: ga: runbooks by 13 Nov, launch starts 12 Nov"]
        );
        assert!(item("qa-regression: {by: 2026-11-13}, security-review: {by: 2026-11-13}").is_empty());
    }

    #[test]
    fn a_covering_milestone_counts_with_its_forecast() {
        let text = "milestones:\n  ga: {title: Live, kind: launch, due: 2026-09-09}\n  \
                    books: {title: Runbooks, due: 2026-09-04, duration: 10d}\nlaunches:\n  ga: {items: {runbooks: books}}\n";
        assert_eq!(
            findings("launch-item-late", "2026-09-02", text),
            ["error 5: ga: runbooks earliest 15 Sep, launch starts 9 Sep"]
        );
    }
}
