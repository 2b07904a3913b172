//! `departed-owner`: the owner's last day is past.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::schedule::GapKind;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "departed-owner",
    group: Group::Ownership,
    level: Default::Always(Level::Error),
    timed: true,
    summary: "the owner of something open has left",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The owner of something open has left: their `until` lies before the as-of date.

What somebody took along in their head is found out when it is due. Hand over before the last day.

```yaml
people:
  omar:
    name: Omar Haddad
    team: web
    until: 2026-08-28
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: omar
           ^^^^
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```

```yaml
people:
  omar:
    name: Omar Haddad
    team: web
    until: 2026-08-28
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for gap in &facts.owners().gaps {
        let Some(owner) = gap.owner.as_ref().filter(|_| gap.gap == GapKind::Departed) else {
            continue;
        };
        let place = match gap.id.split_once('.') {
            Some((launch, item)) => Place::field("launches", launch, "items").key(item).key("owner"),
            None => Place::field(gap.kind.section(), &gap.id, "owner"),
        };
        let until = facts
            .program
            .people
            .get(owner.as_str())
            .and_then(|person| person.until);
        let when = until
            .map(|until| format!(" on {}", until.near(facts.as_of)))
            .unwrap_or_default();
        let ask = gap.ask.as_ref().map_or("name a new owner".into(), |ask| {
            format!("name a new owner; ask {}", facts.program.name_of(ask.as_str()))
        });
        found
            .at(place, format!("{}: {owner} left{when}", gap.id))
            .also(&Place::field("people", owner.as_str(), "until"), "last day here")
            .help(ask);
    }
}
