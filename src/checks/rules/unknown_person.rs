//! `unknown-person`: a name that is not among the people.

use super::people;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::{Suggestions, is_certain};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unknown-person",
    group: Group::Ownership,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "somebody is named who is not among the people",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Somebody is named who is not among the people. Checked once the program has a `people:` section.

A misspelt owner is nobody: the item drops out of that person's list, and no reminder reaches them.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonsa
           ^^^^^
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
    let mut suggestions = Suggestions::default();
    for (place, person) in people::unknown(facts) {
        let id = person.as_str();
        if facts.unread().defines(id) {
            continue;
        }
        let near = suggestions.nearest(id, || program.people.keys().map(|known| known.as_str()));
        let field = place.field_name().unwrap_or("owner").to_owned();
        let said = found.at(place.clone(), format!("{field} {id}: no such person"));
        match near {
            Some(near) => {
                let people = program.people.keys().map(|known| known.as_str());
                said.help(format!("did you mean {near}?"))
                    .replace_if(is_certain(id, near, people), near)
            }
            None => said.help("add them to people:, or name somebody who is there"),
        };
    }
}
