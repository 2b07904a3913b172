//! `risk-lowered`: probability or delay of a risk went down, and nothing was done.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Program, Risk, Section};
use crate::parse::Fields;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-lowered",
    group: Group::Change,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "probability or delay of a risk went down, and nothing was done",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
The probability or the delay of an open risk is lower than before, and no action of its plan was finished.

The forecast gets better with every number that is typed smaller. A risk becomes smaller because something was done or
learned; then an action is done, or the note says what was learned. The program before:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    prob: 0.5
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25}
```

and after:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    prob: 0.2
          ^^^
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25}
```

Say what was done:

```yaml
risks:
  r-sandbox:
    title: \"If the sandbox is down, then the beta slips\"
    owner: chen
    prob: 0.2
    plan:
      - {do: Record and replay, owner: chen, by: 2026-09-25, done: 2026-09-01}
```
";

fn check(facts: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    for id in change.changed(Section::Risks) {
        let (Some(was), Some(is)) = (change.diff.base.risks.get(id), facts.program.risks.get(id)) else {
            continue;
        };
        let done = |risk: &Risk| risk.plan.iter().filter(|action| action.done.is_some()).count();
        if !Program::is_open(is) || done(is) > done(was) {
            continue;
        }
        let delay = |risk: &Risk| risk.delay.as_ref().map(|delay| delay.0.likely().rough_days());
        let is_less = |pair: Option<(i64, i64)>| pair.is_some_and(|(old, new)| new < old);
        let field = if was.prob.zip(is.prob).is_some_and(|(old, new)| new < old) {
            "prob"
        } else if is_less(delay(was).zip(delay(is))) {
            "delay"
        } else {
            continue;
        };
        let (old, new) = (was.field(field), is.field(field));
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let message = format!("{id} {field} {old} → {new}; no action finished");
        found
            .at(Place::field("risks", id, field), message)
            .help("say which action of the plan was done:, or put the number back");
    }
}
