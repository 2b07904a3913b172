//! `review-too-late`: the security review ends too close to the launch.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "review-too-late",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "the security review ends less than 10 d before the launch starts",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The security review ends less than ten working days before the launch starts, by its date or by the forecast of the
milestone that covers it. A warning until 20 working days before the launch, an error from then on.

A review that finds something needs days in which it can be mended. Without them its result is known beforehand.

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
      security-review: {owner: lee, by: 2026-11-04}
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
      security-review: {owner: lee, by: 2026-10-28}
```
";

/// Working days between a review and the launch.
const ROOM: i64 = 10;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, gate, severity) in launches::gates_ahead(facts) {
        let (Some(end), Some(start)) = (gate.end().filter(|_| gate.is_review()), launch.start) else {
            continue;
        };
        let room = facts.schedule.days_between(end, start);
        if room >= ROOM {
            continue;
        }
        let how = match room {
            late if end > start => format!("{} d after", -late),
            room => format!("{room} d before"),
        };
        found
            .at(
                launches::end_place(launch, gate),
                format!(
                    "{}: {} ends {}, {how} the launch starts {}",
                    launch.id,
                    gate.name,
                    end.near(facts.as_of),
                    start.near(facts.as_of)
                ),
            )
            .about(launches::gate_id(launch, gate))
            .severity(severity)
            .help("begin the review earlier, so that ten working days are left for what it finds");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn ten_working_days_before_the_start_are_enough_and_nine_are_not() {
        // Two weeks before Thursday 12 November is Thursday 29 October.
        let by = |by: &str| {
            told(
                "review-too-late",
                "2026-09-02",
                &format!("    items: {{security-review: {{{by}}}}}\n"),
            )
        };
        assert!(by("by: 2026-10-29").is_empty());
        let start = "warn 5: ga: security-review ends";
        assert_eq!(
            by("by: 2026-10-30"),
            [format!("{start} 30 Oct, 9 d before the launch starts 12 Nov")]
        );
        assert_eq!(
            by("by: 2026-11-16"),
            [format!("{start} 16 Nov, 2 d after the launch starts 12 Nov")]
        );
        assert!(by("by: 2026-10-30, ready: 2026-09-01").is_empty());
        assert!(by("owner: jo").is_empty());
    }
}
