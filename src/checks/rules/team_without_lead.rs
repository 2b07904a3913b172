//! `team-without-lead`: nobody speaks for a team.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "team-without-lead",
    group: Group::Ownership,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a team has no lead",
    page: PAGE,
    folded: Some("have no lead"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A team, vendor or business unit has no lead.

When one of its items has no owner or stands still, there is nobody to ask: the way up ends before it begins.

```yaml
teams:
  security:
  ^^^^^^^^
    title: Security
```

```yaml
teams:
  security:
    title: Security
    lead: vera
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, team) in facts.program.teams.iter() {
        // A lead that is there but could not be read is already told of.
        if team.lead.is_some() || facts.documents.has("teams", id.as_str(), "lead") {
            continue;
        }
        let help = match &team.escalate_to {
            Some(above) => format!("ask {above}, then write lead: and the id of one person"),
            None => "write lead: and the id of one person".into(),
        };
        found
            .at(
                Place::item("teams", id.as_str()),
                format!("team {id} has no lead"),
            )
            .field("lead")
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn every_kind_of_team_needs_a_lead_and_an_empty_one_is_none() {
        assert_drawn(
            "team-without-lead",
            "2026-09-02",
            "\
teams:
  web: {title: Web, lead: jonas}
  data:
  ^^^^ team data has no lead
    title: Data
    lead:
  cloudco: {title: CloudCo, kind: vendor, escalate_to: vera}
  ^^^^^^^ team cloudco has no lead
",
        );
    }
}
