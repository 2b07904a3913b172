//! `decision-without-rationale`: nothing says why, or when.

use super::{decisions, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decision-without-rationale",
    group: Group::Decisions,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a decision was made without a reason or a date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision was made without a reason, or an option is chosen and no date says when.

Without its reason it is made again as soon as somebody new asks; without its date nobody can say what was known then.

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    decided: 2026-08-31
             ^^^^^^^^^^
    chosen: copy
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

Say why:

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    decided: 2026-08-31
    chosen: copy
    because: The old one stays as a way back
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, decision) in decisions::standing(facts) {
        let blank = |field: &str| written::is_blank(facts, "decisions", id.as_str(), field);
        let has_reason = !written::is_empty(decision.because.as_deref())
            || decision.because.is_none() && !blank("because");
        if let Some(decided) = decision.decided.filter(|_| !has_reason) {
            found
                .at(
                    Place::field("decisions", id.as_str(), "decided"),
                    format!(
                        "{id} was decided {}, but nothing says why",
                        decided.near(facts.as_of)
                    ),
                )
                .help("write because: with the reason in one sentence");
        }
        // `decided` that could not be read is told by another rule.
        if let Some(chosen) = &decision.chosen
            && decision.decided.is_none()
            && blank("decided")
        {
            found
                .at(
                    Place::field("decisions", id.as_str(), "chosen"),
                    format!("{id} has chosen {chosen}, but was never decided"),
                )
                .help("write decided: with the date, or take chosen back");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(decision: &str) -> Vec<String> {
        let text = format!("decisions:\n  d-copy: {{title: Copy or move?, {decision}}}\n");
        findings("decision-without-rationale", "2026-09-02", &text)
    }

    #[test]
    fn what_was_decided_has_a_reason_and_what_was_chosen_a_date() {
        let why = "error 2: d-copy was decided 31 Aug, but nothing says why";
        assert_eq!(found("decided: 2026-08-31"), [why]);
        assert_eq!(found("decided: 2026-08-31, because: \" \""), [why]);
        assert_eq!(
            found("chosen: copy, because: The old one stays"),
            ["error 2: d-copy has chosen copy, but was never decided"]
        );
        assert_eq!(found("decided: 2026-08-31, because: The old one stays"), [""; 0]);
        assert_eq!(
            found("chosen: copy, decided: yesterday, because: It stays"),
            [""; 0]
        );
    }

    #[test]
    fn open_and_superseded_ones_need_none() {
        assert_eq!(found("decider: vera"), [""; 0]);
        let text = "decisions:\n  d-old: {decided: 2026-08-03}\n  d-new: {supersedes: d-old}\n";
        assert_eq!(
            findings("decision-without-rationale", "2026-09-02", text),
            [""; 0]
        );
    }
}
