//! `risk-deleted`: a risk was deleted instead of closed.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-deleted",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a risk was deleted instead of closed",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A risk was deleted from the files.

A register that forgets looks better every week. What did not happen is closed, with the reason and what shows it, and
stays to be learned from. The program before:

```yaml
risks:
  r-capacity: {title: \"If CloudCo ships late, then the backfill waits\", owner: lee}
  r-sandbox: {title: \"If the sandbox is down, then the beta slips\", owner: chen}
```

and after:

```yaml
risks:
  r-capacity: {title: \"If CloudCo ships late, then the backfill waits\", owner: lee}
                                                                               ^^^
```

Close it:

```yaml
risks:
  r-capacity: {title: \"If CloudCo ships late, then the backfill waits\", owner: lee}
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    closed: {date: 2026-09-01, because: Ten days without an outage, proof: https://example.com/uptime}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let twins = change.twins(facts);
    let renamed: BTreeSet<&str> = twins.iter().map(|twin| twin.old.as_str()).collect();
    for (_, id) in change.diff.removed.iter().filter(|(kind, _)| *kind == Kind::Risk) {
        if renamed.contains(id.as_str()) {
            continue;
        }
        if let Some(at) = change.last_line_before(facts, "risks", id) {
            found
                .at_span(id, at, format!("risk {id} deleted"))
                .help("keep it, and say closed: {date, because, proof}");
        }
    }
}
