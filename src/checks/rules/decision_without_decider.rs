//! `decision-without-decider`: nobody can say yes or no.

use super::{decisions, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decision-without-decider",
    group: Group::Decisions,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a decision names nobody who decides",
    page: PAGE,
    folded: Some("have no decider"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision names nobody who decides.

Many may be asked and many told, but one person says yes or no. What everybody decides is decided by who waits
longest.

```yaml
decisions:
  d-ledger-copy:
  ^^^^^^^^^^^^^
    title: Do we copy the ledger or move it?
    raised: 2026-08-24
    decide_by: 2026-09-11
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

Name one person:

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, decision) in decisions::standing(facts) {
        let is_blank = written::is_blank(facts, "decisions", id.as_str(), "decider");
        if decision.decider.is_none() && is_blank {
            let message = match decision.decided {
                Some(decided) => format!("{id} was decided {} by nobody", decided.near(facts.as_of)),
                None => format!("{id} has no decider"),
            };
            found
                .at(Place::item("decisions", id.as_str()), message)
                .field("decider")
                .help("write decider: and the id of one person");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(decision: &str) -> Vec<String> {
        let text = format!("decisions:\n  d-copy: {{title: Copy or move?, {decision}}}\n");
        findings("decision-without-decider", "2026-09-02", &text)
    }

    #[test]
    fn one_person_decides() {
        assert_eq!(found("driver: tomas"), ["warn 2: d-copy has no decider"]);
        assert_eq!(
            found("decided: 2026-08-28"),
            ["warn 2: d-copy was decided 28 Aug by nobody"]
        );
        assert_eq!(found("decider: vera"), [""; 0]);
        assert_eq!(
            found("decider: [vera, tomas]"),
            [""; 0],
            "another rule tells of two"
        );
    }

    #[test]
    fn what_was_superseded_is_history() {
        let text = "decisions:\n  d-old: {title: Copy?}\n  d-new: {decider: vera, supersedes: d-old}\n";
        assert_eq!(findings("decision-without-decider", "2026-09-02", text), [""; 0]);
    }
}
