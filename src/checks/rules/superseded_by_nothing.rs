//! `superseded-by-nothing`: neither the old one nor the new one is in force.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::parse::ItemId;
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "superseded-by-nothing",
    group: Group::Decisions,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a decision was superseded by one that was never made",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A decision was superseded by one that was never made, so that neither is in force.

Until the new one is made the old one holds. Decide the new one, or supersede the old one when it is decided.

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    supersedes: d-ledger-move
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
  d-ledger-move:
  ^^^^^^^^^^^^^
    title: Do we move the ledger?
    decider: vera
    raised: 2026-08-03
    decided: 2026-08-07
    chosen: move
    because: One weekend is enough
    options:
      move: Move it at a weekend
      stay: Leave it where it is
```

```yaml
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    supersedes: d-ledger-move
    decided: 2026-09-01
    chosen: copy
    because: Moving takes three days and a weekend has two
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
  d-ledger-move:
    title: Do we move the ledger?
    decider: vera
    raised: 2026-08-03
    decided: 2026-08-07
    chosen: move
    because: One weekend is enough
    options:
      move: Move it at a weekend
      stay: Leave it where it is
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut by: BTreeMap<&ItemId, Vec<&ItemId>> = BTreeMap::new();
    for (id, decision) in program.decisions.iter() {
        for old in decision.supersedes.iter().filter(|old| *old != id) {
            by.entry(old).or_default().push(id);
        }
    }
    let covered = covered(facts, &by);
    for (id, decision) in program.decisions.iter() {
        let Some(newer) = by.get(id) else { continue };
        // A question that was asked anew before it was answered is no loss.
        if decision.decided.is_none() || covered.get(id) == Some(&true) {
            continue;
        }
        let newest = newer[0];
        let is_made = program
            .decisions
            .get(newest.as_str())
            .is_some_and(|decision| decision.decided.is_some());
        let why = if is_made {
            format!("{id} and {newest} supersede each other, so neither is in force")
        } else {
            format!("{id} was superseded by {newest}, which is not decided")
        };
        found
            .at(Place::item("decisions", id.as_str()), why)
            .also(
                &Place::field("decisions", newest.as_str(), "supersedes"),
                "superseded here",
            )
            .help(format!("decide {newest}, or delete its supersedes until then"));
    }
}

/// For each superseded decision, newest first, whether one that was made stands in its place, itself perhaps
/// superseded in turn. Those that supersede each other in a circle, and what lies behind them, are missing.
fn covered<'p>(facts: &Facts<'p>, by: &BTreeMap<&'p ItemId, Vec<&'p ItemId>>) -> BTreeMap<&'p ItemId, bool> {
    let decisions = &facts.program.decisions;
    let mut waits: BTreeMap<&ItemId, usize> = by.iter().map(|(old, newer)| (*old, newer.len())).collect();
    let mut covered: BTreeMap<&'p ItemId, bool> = BTreeMap::new();
    let mut ready: Vec<&'p ItemId> = decisions.keys().filter(|id| !by.contains_key(*id)).collect();
    while let Some(id) = ready.pop() {
        let Some(decision) = decisions.get(id.as_str()) else {
            continue;
        };
        let stands = decision.decided.is_some() || covered.get(id) == Some(&true);
        for old in decision.supersedes.iter().filter(|old| *old != id) {
            let Some((old, _)) = by.get_key_value(old) else {
                continue;
            };
            *covered.entry(*old).or_default() |= stands;
            if let Some(left) = waits.get_mut(old) {
                *left -= 1;
                if *left == 0 {
                    ready.push(*old);
                }
            }
        }
    }
    covered.retain(|id, is_covered| *is_covered || waits.get(id) == Some(&0));
    covered
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(decisions: &str) -> Vec<String> {
        findings(
            "superseded-by-nothing",
            "2026-09-02",
            &format!("decisions:\n{decisions}"),
        )
    }

    #[test]
    fn the_new_one_has_to_be_made() {
        let old = "  d-old: {decided: 2026-08-03}\n";
        assert_eq!(
            found(&format!("{old}  d-new: {{title: Again?, supersedes: d-old}}\n")),
            ["error 2: d-old was superseded by d-new, which is not decided"]
        );
        assert_eq!(
            found(&format!(
                "{old}  d-new: {{decided: 2026-08-28, supersedes: d-old}}\n"
            )),
            [""; 0]
        );
        assert_eq!(
            found("  d-old: {title: Copy?}\n  d-new: {supersedes: d-old}\n"),
            [""; 0]
        );
    }

    #[test]
    fn in_a_chain_only_the_last_link_is_told() {
        let chain = "  d-a: {decided: 2026-08-03}\n  d-b: {decided: 2026-08-10, supersedes: d-a}\n";
        assert_eq!(
            found(&format!("{chain}  d-c: {{supersedes: d-b}}\n")),
            ["error 3: d-b was superseded by d-c, which is not decided"]
        );
        let through = "  d-a: {decided: 2026-08-03}\n  d-b: {supersedes: d-a}\n";
        let made = format!("{through}  d-c: {{decided: 2026-08-28, supersedes: d-b}}\n");
        assert_eq!(found(&made), [""; 0]);
        // One of two is enough.
        let two = format!("{through}  d-c: {{decided: 2026-08-28, supersedes: [d-a]}}\n");
        assert_eq!(found(&two), [""; 0]);
    }

    #[test]
    fn a_circle_leaves_nothing_in_force() {
        assert_eq!(
            found(
                "  d-a: {decided: 2026-08-03, supersedes: d-b}\n  d-b: {decided: 2026-08-10, supersedes: d-a}\n"
            ),
            [
                "error 2: d-a and d-b supersede each other, so neither is in force",
                "error 3: d-b and d-a supersede each other, so neither is in force"
            ]
        );
        assert_eq!(
            found("  d-a: {decided: 2026-08-03, supersedes: [d-a, d-x]}\n"),
            [""; 0]
        );
    }
}
