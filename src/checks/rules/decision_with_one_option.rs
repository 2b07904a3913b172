//! `decision-with-one-option`: it is an announcement.

use super::{decisions, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decision-with-one-option",
    group: Group::Decisions,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a decision has fewer than two options",
    page: PAGE,
    folded: Some("have fewer than two options"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision has fewer than two options.

With one option it is an announcement: nothing was weighed, and nobody can be asked to choose. Doing nothing is an
option too, with its price.

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    options:
      copy: Copy it and switch over
      ^^^^
```

Write what else could be done:

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
        let is_written = !written::is_blank(facts, "decisions", id.as_str(), "options");
        // A log of what was decided elsewhere need not repeat what was weighed there.
        let message = match decision.options.len() {
            0 if is_written || decision.decided.is_some() => continue,
            0 => format!("{id} has no options"),
            1 => format!("{id} has one option"),
            _ => continue,
        };
        found
            .at(Place::field("decisions", id.as_str(), "options"), message)
            .field("options")
            .help("write at least two options, each with say and cost; doing nothing is one");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(decision: &str) -> Vec<String> {
        let text = format!("decisions:\n  d-copy: {{title: Copy or move?, {decision}}}\n");
        findings("decision-with-one-option", "2026-09-02", &text)
    }

    #[test]
    fn a_choice_is_between_two() {
        assert_eq!(found("decider: vera"), ["info 2: d-copy has no options"]);
        assert_eq!(found("options: {}"), ["info 2: d-copy has no options"]);
        assert_eq!(
            found("options: {copy: Copy it}"),
            ["info 2: d-copy has one option"]
        );
        assert_eq!(
            found("options: {copy: Copy it}, decided: 2026-08-31, chosen: copy"),
            ["info 2: d-copy has one option"]
        );
        assert_eq!(found("options: {copy: Copy it, move: Move it}"), [""; 0]);
    }

    #[test]
    fn a_log_of_what_was_decided_may_be_short() {
        assert_eq!(found("decided: 2026-08-31, because: It stays"), [""; 0]);
        assert_eq!(found("options: many"), [""; 0], "unreadable");
    }
}
