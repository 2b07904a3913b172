//! `launch-comms-gap`: a business team hears nothing of a launch.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-comms-gap",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "no message of a launch is for a business team",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A business team is a stakeholder, and no message of the launch is for it. A warning until 20 working days before the
launch, an error from then on.

Where the charter lists stakeholders, the business teams among them count; else all.

Support meets the launch with the first call of a customer. It should not be how they hear of it.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
teams:
  support: {title: Customer support, kind: business, lead: nadia}
  finance: {title: Finance, kind: business, lead: rosa}
people:
  nadia: {name: Nadia Roy, team: support}
  rosa: {name: Rosa Diaz, team: finance}
launches:
  checkout-live:
    comms:
    ^^^^^
      - {to: support, channel: briefing, date: 2026-10-30, owner: jonas}
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
teams:
  support: {title: Customer support, kind: business, lead: nadia}
  finance: {title: Finance, kind: business, lead: rosa}
people:
  nadia: {name: Nadia Roy, team: support}
  rosa: {name: Rosa Diaz, team: finance}
launches:
  checkout-live:
    comms:
      - {to: support, channel: briefing, date: 2026-10-30, owner: jonas}
      - {to: finance, channel: e-mail, date: 2026-10-30, owner: jonas}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        let Some(written) = launch.launch else { continue };
        let untold: Vec<&str> = launch.untold().map(|team| team.as_str()).collect();
        let is_unread = written.comms.is_empty() && launches::holds(facts, launch, "comms");
        if untold.is_empty() || is_unread {
            continue;
        }
        let told: Vec<&str> = launch.told().map(|team| team.as_str()).collect();
        let message = if told.is_empty() {
            format!("{}: no message is for {}", launch.id, launches::some(&untold))
        } else {
            let is = |teams: &[&str]| if teams.len() == 1 { "is" } else { "are" };
            format!(
                "{}: {} {} informed; {} {} not",
                launch.id,
                launches::some(&told),
                is(&told),
                launches::some(&untold),
                is(&untold)
            )
        };
        let place = match written.comms.is_empty() {
            true => launches::place(launch),
            false => launches::place(launch).key("comms").on_key(),
        };
        found
            .at(place, message)
            .field("comms")
            .severity(severity)
            .help("write a line with to, channel, date and owner for each");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn who_is_told_and_who_is_not() {
        let told_of = |comms: &str, rest: &str| {
            let text = format!(
                "    comms: [{comms}]\nteams:\n  finance: {{kind: business}}\n  sales: {{kind: business}}\n  web: {{lead: jo}}\n{rest}"
            );
            told("launch-comms-gap", "2026-09-02", &text)
        };
        assert_eq!(
            told_of("{to: web}", ""),
            ["warn 5: ga: no message is for finance and sales"]
        );
        assert_eq!(
            told_of("{to: sales}", ""),
            ["warn 5: ga: sales is informed; finance is not"]
        );
        assert!(told_of("{to: sales}, {to: finance}", "").is_empty());
        let stakeholders = "charter: {stakeholders: [{who: sales}]}\n";
        assert!(told_of("{to: sales}", stakeholders).is_empty());
        assert!(
            told("launch-comms-gap", "2026-09-02", "    ops: {team: web}\n").is_empty(),
            "no business teams"
        );
    }
}
