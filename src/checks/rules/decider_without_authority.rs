//! `decider-without-authority`: the charter names another person for it.

use super::decisions;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Decision, Level, Place};
use crate::parse::{ItemId, PersonId};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "decider-without-authority",
    group: Group::Decisions,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "who decides may not decide this",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Who decides may not decide this: the charter names another person for changes of the target (`rebaseline`) or for
waiving a launch item (`waive_gate`).

The promise was made by somebody; a change of it by anybody else is only an opinion.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: data-backfill
  out_of_scope:
    - refund flows
  authority:
    rebaseline: vera
teams:
  data: {title: Data engineering, lead: chen}
people:
  vera: {name: Vera Lindqvist}
  tomas: {name: Tomas Adeyemi}
  chen: {name: Chen Li, team: data, deputy: tomas}
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 8d
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: tomas
             ^^^^^
    raised: 2026-08-24
    decide_by: 2026-09-11
    changes: [data-backfill]
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: data-backfill
  out_of_scope:
    - refund flows
  authority:
    rebaseline: vera
teams:
  data: {title: Data engineering, lead: chen}
people:
  vera: {name: Vera Lindqvist}
  tomas: {name: Tomas Adeyemi}
  chen: {name: Chen Li, team: data, deputy: tomas}
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 8d
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    changes: [data-backfill]
    options:
      copy: Copy it and switch over
      move: Move it at a weekend
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let Some(authority) = &facts.program.charter.authority else {
        return;
    };
    let waivers = waivers(facts);
    let targets: BTreeSet<&ItemId> = facts.program.targets().into_iter().collect();
    for (id, decision) in decisions::standing(facts) {
        let Some(decider) = &decision.decider else {
            continue;
        };
        let changed = changed_target(&targets, decision).map(|target| format!("changes the target {target}"));
        let waives = waivers.get(id).map(|item| format!("waives {item}"));
        let lacks = |power: Option<&PersonId>| power.is_some_and(|power| power != decider);
        let (what, power, field) = match (changed, waives) {
            (Some(what), _) if lacks(authority.rebaseline.as_ref()) => {
                (what, authority.rebaseline.as_ref(), "rebaseline")
            }
            (_, Some(what)) if lacks(authority.waive_gate.as_ref()) => {
                (what, authority.waive_gate.as_ref(), "waive_gate")
            }
            _ => continue,
        };
        let Some(power) = power else { continue };
        found
            .at(
                Place::field("decisions", id.as_str(), "decider"),
                format!("{id} {what}; authority to {field} lies with {power}, not {decider}"),
            )
            .also(
                &Place::field("charter", "", "authority").key(field),
                "who may decide it",
            )
            .help(format!("write decider: {power}, or change authority.{field}"));
    }
}

/// The target that a decision changes: it lists it, or what was chosen (any option, while it is open) moves its
/// due date or calls it off.
fn changed_target<'p>(targets: &BTreeSet<&'p ItemId>, decision: &Decision) -> Option<&'p ItemId> {
    let options = decision.options.iter().filter(|(id, _)| {
        let chosen = decision.chosen.as_ref();
        chosen.is_none_or(|chosen| chosen == *id)
    });
    let paths = options.flat_map(|(_, option)| option.set.keys());
    let moved = paths.filter_map(|path| {
        let path = path.strip_prefix("milestones.").unwrap_or(path);
        let (id, field) = path.split_once('.')?;
        matches!(field, "due" | "cancelled").then(|| ItemId::from(id))
    });
    let changed = decision.changes.iter().cloned().chain(moved);
    changed.filter_map(|id| targets.get(&id).copied()).min()
}

/// The launch item that each decision waives, the first by launch and name.
fn waivers<'p>(facts: &Facts<'p>) -> BTreeMap<&'p ItemId, String> {
    let mut waivers = BTreeMap::new();
    for (launch, written) in facts.program.launches.iter() {
        for (name, item) in written.items.iter() {
            if let Some(decision) = &item.waived {
                waivers
                    .entry(decision)
                    .or_insert_with(|| format!("{launch}.{name}"));
            }
        }
    }
    waivers
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(charter: &str, decision: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "charter: {{id: atlas, target: go-live, {charter}}}\nmilestones:\n  go-live: {{title: Live}}\n  \
             backfill: {{title: Backfill}}\ndecisions:\n  d-later: {{title: Later?, {decision}}}\n{rest}"
        );
        findings("decider-without-authority", "2026-09-02", &text)
    }

    const VERA: &str = "authority: {rebaseline: vera, waive_gate: lee}";

    #[test]
    fn the_target_is_changed_by_who_may_rebaseline() {
        let expected = [
            "error 6: d-later changes the target go-live; authority to rebaseline lies with vera, not tomas",
        ];
        assert_eq!(found(VERA, "decider: tomas, changes: [go-live]", ""), expected);
        assert_eq!(
            found(
                VERA,
                "decider: tomas, options: {now: Now, later: {set: {go-live.due: 2026-12-01}}}",
                ""
            ),
            expected
        );
        assert_eq!(found(VERA, "decider: vera, changes: [go-live]", ""), [""; 0]);
        assert_eq!(found(VERA, "decider: tomas, changes: [backfill]", ""), [""; 0]);
        assert_eq!(
            found(VERA, "changes: [go-live]", ""),
            [""; 0],
            "another rule tells of it"
        );
        assert_eq!(
            found("title: Atlas", "decider: tomas, changes: [go-live]", ""),
            [""; 0]
        );
    }

    #[test]
    fn only_what_was_chosen_counts_once_something_was() {
        let options = "options: {now: Now, later: {set: {go-live.due: 2026-12-01}}}";
        let chosen =
            |option: &str| format!("decider: tomas, decided: 2026-09-01, chosen: {option}, {options}");
        assert_eq!(found(VERA, &chosen("now"), ""), [""; 0]);
        assert_eq!(found(VERA, &chosen("later"), "").len(), 1);
    }

    #[test]
    fn launch_items_are_waived_by_who_may_waive_them() {
        let launch = "launches: {go-live: {items: {load-test: {waived: d-later}}}}\n";
        assert_eq!(
            found(VERA, "decider: vera", launch),
            ["error 6: d-later waives go-live.load-test; authority to waive_gate lies with lee, not vera"]
        );
        assert_eq!(found(VERA, "decider: lee", launch), [""; 0]);
        assert_eq!(
            found("authority: {rebaseline: vera}", "decider: tomas", launch),
            [""; 0]
        );
    }
}
