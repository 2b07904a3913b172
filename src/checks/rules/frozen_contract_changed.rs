//! `frozen-contract-changed`: a frozen contract changed without both sides.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Contract, Level, Place, Section};
use crate::parse::TeamId;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "frozen-contract-changed",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a frozen contract changed without both sides",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
What a contract hands over, or when, was changed after it was frozen, and nothing shows that both sides agreed.

Others build on what is frozen. An accepted decision that lists the contract in `changes` shows it, or the approval of
both who signed it (`--approvers`). The program before:

```yaml
contracts:
  pay-api: &pay-api
    title: Payments API v1
    from: data
    to: web
    owner: chen
    agreed_by: {data: chen, web: jonas}
    frozen: 2026-08-24
    need_by: 2026-09-25
    promised: 2026-09-18
    version: \"1.0\"
```

and after:

```yaml
contracts:
  pay-api:
    title: Payments API v1
    from: data
    to: web
    owner: chen
    agreed_by: {data: chen, web: jonas}
    frozen: 2026-08-24
    need_by: 2026-09-25
    promised: 2026-09-18
    version: \"1.1\"
             ^^^^^
```

Record what both sides decided:

```yaml
contracts:
  pay-api:
    title: Payments API v1
    from: data
    to: web
    owner: chen
    agreed_by: {data: chen, web: jonas}
    frozen: 2026-08-24
    need_by: 2026-09-25
    promised: 2026-09-18
    version: \"1.1\"
decisions:
  d-refunds:
    title: Does the API carry refunds?
    decider: vera
    decided: 2026-09-01
    chosen: yes-it-does
    because: Two calls more, and no second version in spring
    changes: [pay-api]
    options: {yes-it-does: \"Two calls more\", no-it-does-not: \"A second version in spring\"}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for field in ["spec", "version", "need_by", "promised"] {
        for each in change.edits_of(Section::Contracts, field) {
            let id = each.edit.id.as_str();
            let (Some(was), Some(is)) = (
                change.diff.base.contracts.get(id),
                facts.program.contracts.get(id),
            ) else {
                continue;
            };
            let is_over = is.delivered.is_some() || is.withdrawn.is_some();
            if was.frozen.is_none() || is_over || change.is_covered(facts, id) || both_approved(change, is) {
                continue;
            }
            let value = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".into());
            let message = format!(
                "{id} is frozen, and its {field} changed: {} → {}",
                value(&each.edit.old),
                value(&each.edit.new)
            );
            found
                .at(Place::field("contracts", id, field), message)
                .help(format!("record what both sides decided, with changes: [{id}]"));
        }
    }
}

/// Whether those who signed for the two sides approved the change.
fn both_approved(change: &Change<'_>, contract: &Contract) -> bool {
    let Some(approvers) = change.approvers else {
        return false;
    };
    let signed = |team: &Option<TeamId>| {
        let who = team
            .as_ref()
            .and_then(|team| contract.agreed_by.get(team.as_str()));
        who.is_some_and(|who| {
            approvers
                .iter()
                .any(|name| name.trim_start_matches('@') == who.as_str())
        })
    };
    signed(&contract.from) && signed(&contract.to)
}
