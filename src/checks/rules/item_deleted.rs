//! `item-deleted`: an item was deleted instead of called off.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "item-deleted",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "an item was deleted instead of called off",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A milestone, contract, blocker or decision was deleted from the files.

What is deleted takes its history with it: why it was wanted, who waited for it and why it is not wanted any more. An
item that is called off stays in the file, out of the schedule, and says so. The program before:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-18, accept: All 14 calls pass}
  pci-assessment: {title: Assessment passed, owner: lee, due: 2026-10-08, accept: Report signed}
```

and after:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-18, accept: All 14 calls pass}
                                                                       ^^^^^^^^^^^^^^^^^
```

Keep it, and say why it was called off:

```yaml
milestones:
  beta: {title: Beta in staging, owner: chen, due: 2026-09-18, accept: All 14 calls pass}
  pci-assessment:
    title: Assessment passed
    owner: lee
    due: 2026-10-08
    accept: Report signed
    cancelled: {date: 2026-09-01, because: The acquirer carries the certificate}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let twins = change.twins(facts);
    let renamed: BTreeSet<&str> = twins.iter().map(|twin| twin.old.as_str()).collect();
    for (kind, id) in &change.diff.removed {
        let help = match kind {
            Kind::Milestone => "keep it, and say cancelled: {date, because}",
            Kind::Contract => "keep it, and say withdrawn: {date, because}",
            Kind::Blocker => "keep it, and say resolved: and resolution:",
            Kind::Decision => "keep it; a later decision can name it in supersedes:",
            Kind::Risk | Kind::Launch => continue,
        };
        // What only lost its name is told by rename-without-was.
        if renamed.contains(id.as_str()) {
            continue;
        }
        let message = format!(
            "{id} deleted; a {} that is not wanted any more is called off",
            kind.as_str()
        );
        if let Some(at) = change.last_line_before(facts, kind.section(), id) {
            found.at_span(id, at, message).help(help);
        }
    }
}
