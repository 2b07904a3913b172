//! `risk-closed-bare`: a risk was closed without reason and proof, or with open actions.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-closed-bare",
    group: Group::Change,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a risk was closed without reason and proof, or with open actions",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
A risk was closed without `because` and `proof`, or with actions of its plan still open.

Closing is the easiest way to a short register. A risk that is really gone leaves something to show, and nothing to do.
The program before:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25}
```

and after:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25}
    closed: {date: 2026-09-01, because: No outage this month, proof: https://example.com/uptime}
    ^^^^^^
```

Finish its plan first, and say why and what shows it:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25, done: 2026-08-31}
    closed: {date: 2026-09-01, because: Replay needs no sandbox, proof: https://example.com/replay}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for (id, risk) in facts.program.risks.iter() {
        let Some(closed) = &risk.closed else { continue };
        let was_closed = change
            .diff
            .base
            .risks
            .get(id)
            .is_some_and(|was| was.closed.is_some());
        if was_closed || !change.diff.touches(id.as_str()) {
            continue;
        }
        let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
        let mut lacks = Vec::new();
        if is_blank(&closed.because) {
            lacks.push("because");
        }
        if is_blank(&closed.proof) {
            lacks.push("proof");
        }
        let open = risk.plan.iter().filter(|action| action.done.is_none()).count();
        let message = match (lacks.is_empty(), open) {
            (true, 0) => continue,
            (true, 1) => format!("{id} closed with 1 action open"),
            (true, open) => format!("{id} closed with {open} actions open"),
            (false, _) => format!("{id} closed without {}", lacks.join(" and ")),
        };
        found
            .at(Place::field("risks", id.as_str(), "closed").on_key(), message)
            .help("say because: and proof:, and when each action of the plan was done");
    }
}
