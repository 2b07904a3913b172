//! `unknown-program`: a reference to a program or item that is not in this repository.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::{Suggestions, is_certain};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unknown-program",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a reference to a program or item that is not in this repository",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A reference into another program (`program/item`) names a program or an item that does not exist in this
repository.

What the other program promises cannot be seen, and the need counts for nothing.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs:
      - ledger/copy-ready
        ^^^^^^^^^^^^^^^^^
```

Name an item that exists; what comes from outside the repository is a contract:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs:
      - ledger-copy
contracts:
  ledger-copy:
    title: Copy of the ledger
    kind: data
    from: infra
    to: data
    owner: lee
    need_by: 2026-09-11
    promised: 2026-09-11
    agreed_by: {infra: lee, data: chen}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut programs = vec![facts.program];
    programs.extend(facts.others);
    let mut suggestions = Suggestions::default();
    for reference in facts.references() {
        let Some((name, item)) = reference.id.split_once('/') else {
            continue;
        };
        let (subject, id) = (reference.subject().to_owned(), reference.id);
        let Some(program) = programs.iter().find(|program| program.id.as_str() == name) else {
            let near = suggestions.nearest(name, || {
                programs.iter().skip(1).map(|program| program.id.as_str())
            });
            let said = found.at(
                reference.place.clone(),
                format!("{subject} {} {id}: there is no program {name}", reference.verb),
            );
            match near {
                Some(near) => said.help(format!("did you mean {near}/{item}?")).replace_if(
                    is_certain(
                        name,
                        near,
                        programs.iter().skip(1).map(|program| program.id.as_str()),
                    ),
                    &format!("{near}/{item}"),
                ),
                None => {
                    said.help("name a program of this repository, or make it a contract with who delivers it")
                }
            };
            continue;
        };
        if program.kind(item).is_none() {
            let near = suggestions.nearest(item, || program.ids().map(|(_, id)| id.as_str()));
            let message = format!("{subject} {} {id}: program {name} has no {item}", reference.verb);
            let said = found.at(reference.place.clone(), message);
            match near {
                Some(near) => said.help(format!("did you mean {name}/{near}?")).replace_if(
                    is_certain(item, near, program.ids().map(|(_, id)| id.as_str())),
                    &format!("{name}/{near}"),
                ),
                None => said.help(format!(
                    "name an item of {name}, or ask for it to be planned there"
                )),
            };
        }
    }
}
