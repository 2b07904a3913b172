//! `owner-is-team`: a team stands where one person belongs.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "owner-is-team",
    group: Group::Ownership,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a team stands where one person belongs",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A team stands where one person belongs.

The directly responsible individual is one person: an answer that starts with \"the team\" is no answer when a date is
missed.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: web
           ^^^
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    for (place, person) in facts.people_named() {
        let id = person.as_str();
        let Some(team) = program.teams.get(id).filter(|_| !program.people.contains_key(id)) else {
            continue;
        };
        let field = place.field_name().unwrap_or("owner").to_owned();
        let said = found.at(place.clone(), format!("{field} {id} is a team"));
        match &team.lead {
            Some(lead) => said.help(format!("name one person; its lead is {lead}")),
            None => said.help("name one person"),
        };
    }
}
