//! `redundant-edge`: a need that a longer way implies already.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::graph::{Graph, Ix, is_zero};
use crate::model::{Level, Place, Relation};
use crate::parse::Duration;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "redundant-edge",
    group: Group::References,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "a need that a longer way implies already",
    page: PAGE,
    folded: Some("need something both directly and through others"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A direct need that a longer way through other needs implies already.

It changes no date and makes every board and graph harder to read. Delete it, unless it is meant to stay when
the longer way changes. A way through an item that is done already implies nothing.

```yaml
milestones:
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs: [ledger-copied]
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
    needs: [data-backfill, ledger-copied]
                           ^^^^^^^^^^^^^
```

Keep the longer way:

```yaml
milestones:
  ledger-copied:
    title: Ledger copied
    owner: chen
    due: 2026-09-18
    accept: The copy has all rows
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    needs: [ledger-copied]
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
    needs: [data-backfill]
```
";

/// No item's past is searched further than this many steps, and no program's further than so many in all.
const MOST_STEPS: usize = 2_000;
const MOST_STEPS_IN_ALL: usize = 2_000_000;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let graph = &facts.schedule.plan.graph;
    let mut search = Search {
        graph,
        seen: vec![0; graph.nodes.len()],
        through: vec![0; graph.nodes.len()],
        stamp: 0,
        left: MOST_STEPS_IN_ALL,
    };
    for ix in graph.own() {
        let node = &graph.nodes[ix as usize];
        let needs = node.item.needs();
        if needs.len() < 2 || facts.schedule.early(ix).is_none() {
            continue;
        }
        search.from(ix);
        for (number, need) in needs.iter().enumerate() {
            let plain = need.relation() == Relation::FS && need.lag.is_none_or(is_zero);
            let Some(id) = need.id.as_ref().filter(|_| plain) else {
                continue;
            };
            let local = id
                .as_str()
                .strip_prefix(facts.program.id.as_str())
                .and_then(|rest| rest.strip_prefix('/'));
            let Some(far) = graph.find(local.unwrap_or(id.as_str())) else {
                continue;
            };
            if let Some(near) = search.passed(far) {
                let near = &graph.nodes[near as usize].id;
                let place = Place::field("milestones", node.id.as_str(), "needs")
                    .at(number)
                    .key("id");
                found
                    .at(
                        place,
                        format!("{} needs {id} directly and through {near}", node.id),
                    )
                    .help("delete it; the longer way says the same");
            }
        }
    }
}

/// A search backwards along the needs, bounded.
struct Search<'g, 'p> {
    graph: &'g Graph<'p>,
    /// Stamp of the search that met a node, and the direct need it came through.
    seen: Vec<u32>,
    through: Vec<Ix>,
    stamp: u32,
    left: usize,
}

impl Search<'_, '_> {
    /// Marks what the direct needs of a node need in turn; ties that are not finish-to-start imply nothing.
    fn from(&mut self, ix: Ix) {
        self.stamp += 1;
        let graph = self.graph;
        let mut steps = MOST_STEPS.min(self.left);
        let before = |ix: Ix| {
            let edges = graph.needs(ix).iter();
            edges.filter(|edge| edge.relation == Relation::FS && Duration::from(edge.lag).amount >= 0)
        };
        let mut work: Vec<(Ix, Ix)> = before(ix).map(|edge| (edge.from, edge.from)).collect();
        while let Some((at, through)) = work.pop() {
            // What is done waits for nothing any more, also where it was done too early.
            if graph.nodes[at as usize].item.done().is_some() {
                continue;
            }
            for edge in before(at) {
                if steps == 0 {
                    return;
                }
                steps -= 1;
                self.left -= 1;
                let from = edge.from as usize;
                if self.seen[from] != self.stamp {
                    self.seen[from] = self.stamp;
                    self.through[from] = through;
                    work.push((edge.from, through));
                }
            }
        }
    }

    /// The direct need through which the last search met a node.
    fn passed(&self, ix: Ix) -> Option<Ix> {
        (self.seen[ix as usize] == self.stamp).then_some(self.through[ix as usize])
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_longer_way_counts_while_all_of_it_is_open() {
        assert_drawn(
            "redundant-edge",
            "2026-09-02",
            "\
milestones:
  copied: {title: Copied}
  filled: {title: Filled, needs: [copied]}
  live: {title: Live, needs: [copied, filled]}
                              ^^^^^^ live needs copied directly and through filled
  early: {title: Filled before it was copied, needs: [copied], done: 2026-09-01}
  told: {title: Told, needs: [copied, early]}
  overlapping: {title: Overlapping, needs: [{id: copied, type: SS}]}
  other: {title: Other, needs: [copied, overlapping]}
  lead: {title: Lead, needs: [{id: copied, lag: -2d}]}
  last: {title: Last, needs: [copied, lead]}
",
        );
    }
}
