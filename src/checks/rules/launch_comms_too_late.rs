//! `launch-comms-too-late`: people are told of a launch at the last moment.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-comms-too-late",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a message goes out less than 5 d before the launch starts",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A message goes out less than five working days before the launch starts. A warning until 20 working days before the
launch, an error from then on.

Whoever is told the day before can be annoyed, but not prepared.

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
    comms:
      - {to: jonas, channel: briefing, date: 2026-11-09, owner: jonas}
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
    comms:
      - {to: jonas, channel: briefing, date: 2026-11-05, owner: jonas}
```
";

/// Working days between a message and the launch.
const NOTICE: i64 = 5;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        let (Some(written), Some(start)) = (launch.launch, launch.start) else {
            continue;
        };
        for (at, comm) in written.comms.iter().enumerate() {
            // What is sent cannot be sent earlier.
            let Some(date) = comm.date.filter(|_| comm.sent.is_none()) else {
                continue;
            };
            let notice = facts.schedule.days_between(date, start);
            if notice >= NOTICE {
                continue;
            }
            let who = comm.to.as_ref().map_or("nobody", |to| to.as_str());
            let (day, first) = (date.near(facts.as_of), start.near(facts.as_of));
            let when = match notice {
                late if date > start => format!("{day}, {} d after it starts {first}", -late),
                0 => format!("{day}, when it starts {first}"),
                notice => format!("{day}, {notice} d before it starts {first}"),
            };
            found
                .at(
                    launches::place(launch).key("comms").at(at).key("date"),
                    format!("{}: {who} is told {when}", launch.id),
                )
                .severity(severity)
                .help("tell them five working days before, or write sent: with the date");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn five_working_days_before_the_start_are_enough_and_four_are_not() {
        // The launch starts on Thursday 12 November.
        let on = |comm: &str| {
            told(
                "launch-comms-too-late",
                "2026-09-02",
                &format!("    comms: [{{to: sales, {comm}}}]\n"),
            )
        };
        assert!(on("date: 2026-11-05").is_empty());
        let start = "warn 5: ga: sales is told";
        assert_eq!(
            on("date: 2026-11-06"),
            [format!("{start} 6 Nov, 4 d before it starts 12 Nov")]
        );
        assert_eq!(
            on("date: 2026-11-12"),
            [format!("{start} 12 Nov, when it starts 12 Nov")]
        );
        assert_eq!(
            on("date: 2026-11-16"),
            [format!("{start} 16 Nov, 2 d after it starts 12 Nov")]
        );
        assert!(on("date: 2026-11-16, sent: 2026-09-01").is_empty());
        assert!(on("channel: e-mail").is_empty());
    }
}
