//! `missing-owner`: nobody answers for it.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};
use crate::schedule::GapKind;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-owner",
    group: Group::Ownership,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "an open milestone, contract or risk has no owner",
    page: PAGE,
    folded: Some("have no owner"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
An open milestone, contract or risk has no owner.

Shared ownership is often no ownership: what nobody answers for is noticed when it is late. An owner is one
person, who need not do the work but will say how it stands.

```yaml
milestones:
  checkout-ui-beta:
  ^^^^^^^^^^^^^^^^
    title: Checkout UI beta
    team: web
    due: 2026-10-09
    accept: Ten staff complete a purchase without help
```

Name one person:

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
    for gap in facts
        .owners()
        .gaps
        .iter()
        .filter(|gap| gap.gap == GapKind::NoOwner)
    {
        let section = gap.kind.section();
        // A field that is there but could not be read is already told of.
        if gap.id.contains('.') || facts.documents.has(section, &gap.id, "owner") {
            continue;
        }
        let team = facts
            .program
            .item(&gap.id)
            .and_then(|item| facts.program.team_of(item))
            .map(|team| format!("{} has a team ({team}) but no owner", gap.id));
        let message = team.unwrap_or_else(|| format!("{} has no owner", gap.id));
        let help = match &gap.ask {
            Some(ask) => format!(
                "ask {}, then write owner: ID",
                facts.program.name_of(ask.as_str())
            ),
            None => "write owner: and the id of one person".into(),
        };
        found
            .at(Place::item(section, &gap.id), message)
            .field("owner")
            .help(help);
    }
}
