//! `cycle`: items that need each other in a circle.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};
use crate::parse::ItemId;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "cycle",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "items that need each other in a circle",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Items need each other in a circle.

None of them can ever begin, and no date can be computed for them nor for anything behind them. Each circle is
told once, by its shortest way round.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs: [ledger-copied]
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
    needs: [data-backfill]
            ^^^^^^^^^^^^^
```

Delete the need that is not true:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs: [ledger-copied]
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for cycle in &facts.schedule.plan.graph.cycles {
        let mut edges: Vec<Place> = Vec::new();
        for (number, id) in cycle.iter().enumerate() {
            edges.extend(edge(facts, id, &cycle[(number + 1) % cycle.len()]));
        }
        // The last edge of our own closes the circle; all of a circle may stand in other programs.
        let Some(last) = edges.pop() else { continue };
        let mut names: Vec<&str> = cycle.iter().map(ItemId::as_str).collect();
        names.extend(names.first().copied());
        let shown = if names.len() > 12 {
            format!(
                "{} → … → {} ({} items)",
                names[..6].join(" → "),
                names[names.len() - 3..].join(" → "),
                cycle.len()
            )
        } else {
            names.join(" → ")
        };
        let mut said = found
            .at(last, format!("these items need each other: {shown}"))
            .help("delete the need that is not true, or split one of the items");
        for other in &edges {
            said = said.also(other, format!("{} needs this", other.id));
        }
    }
}

/// Where an item says that it needs another; nothing for an item of another program.
fn edge(facts: &Facts<'_>, item: &ItemId, need: &ItemId) -> Option<Place> {
    let program = facts.program;
    let own = format!("{}/{need}", program.id);
    let is = |id: &str| id == need.as_str() || id == own;
    if let Some(milestone) = program.milestones.get(item.as_str()) {
        let at = milestone
            .needs
            .iter()
            .position(|need| need.id.as_ref().is_some_and(|id| is(id.as_str())))?;
        return Some(
            Place::field("milestones", item.as_str(), "needs")
                .at(at)
                .key("id"),
        );
    }
    program
        .contracts
        .get(item.as_str())
        .map(|_| Place::field("contracts", item.as_str(), "source"))
}
