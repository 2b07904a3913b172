//! `double-count`: its delay counts twice.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::graph::{Graph, Ix};
use crate::model::{Level, Place, Relation};
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "double-count",
    group: Group::Risks,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a risk hits two items in series",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A risk hits two items in series, so that its delay counts twice: once at the first, and again at the second, which the
first has moved already.

Name the first one only; the rest follows from the needs. Where both really take longer, each has a risk of its own.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
    needs: [data-backfill]
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill, go-live]
                          ^^^^^^^
    response: accept
    review_by: 2026-09-15
```

Keep the first:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    accept: All traffic runs on the new platform
    needs: [data-backfill]
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.3
    delay: 5d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
```
";

/// Ties that are looked at in all; beyond it a program of hundreds of thousands of items, in which each risk
/// hits the first and the last, would take time that grows with its square.
const MOST_STEPS: usize = 4_000_000;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let graph = &facts.schedule.plan.graph;
    let mut search = Search {
        graph,
        is_done: &|ix| facts.schedule.is_done(ix),
        rank: Vec::new(),
        seen: Vec::new(),
        stamp: 0,
        left: MOST_STEPS,
    };
    for (id, risk) in risks::open(facts) {
        let hits: BTreeMap<Ix, usize> = risk
            .hits
            .iter()
            .enumerate()
            .filter_map(|(at, hit)| Some((graph.find(hit.as_str())?, at)))
            .filter(|(ix, _)| !facts.schedule.is_done(*ix))
            .collect();
        let pairs = search.in_series(&hits);
        let Some((first, second)) = pairs.first().copied() else {
            continue;
        };
        let name = |ix: Ix| &graph.nodes[ix as usize].id;
        let more = match pairs.len() - 1 {
            0 => String::new(),
            1 => "; 1 more of its hits follows another".into(),
            more => format!("; {more} more of its hits follow others"),
        };
        let place = |ix: Ix| Place::field("risks", id.as_str(), "hits").at(hits[&ix]);
        found
            .at(
                place(second),
                format!(
                    "{id} hits {} and {} on one path, so its delay counts twice{more}",
                    name(first),
                    name(second)
                ),
            )
            .also(&place(first), "moves it already")
            .help(format!(
                "delete {}; {} moves it already",
                name(second),
                name(first)
            ));
    }
}

/// A search along the needs, from all hits of a risk at once, so that it meets each tie once.
struct Search<'g, 'p> {
    graph: &'g Graph<'p>,
    is_done: &'g dyn Fn(Ix) -> bool,
    /// Place of each node in the order in which needs come first; made when first needed.
    rank: Vec<u32>,
    /// Stamp of the search that met a node, with its start moved or only its finish.
    seen: Vec<[u32; 2]>,
    stamp: u32,
    left: usize,
}

impl Search<'_, '_> {
    /// Hits that a delay of another hit moves, each with one such other, by the place in the list.
    fn in_series(&mut self, hits: &BTreeMap<Ix, usize>) -> Vec<(Ix, Ix)> {
        if hits.len() < 2 {
            return Vec::new();
        }
        self.prepare();
        // What comes after the last hit is of no interest.
        let last = hits.keys().map(|ix| self.rank[*ix as usize]).max().unwrap_or(0);
        self.stamp += 1;
        let mut movers: BTreeMap<Ix, Ix> = BTreeMap::new();
        let graph = self.graph;
        // A delay lengthens the work: it moves the finish, and not the start.
        let mut work: Vec<(Ix, Ix, bool)> = hits.keys().map(|ix| (*ix, *ix, false)).collect();
        while let Some((at, origin, starts_later)) = work.pop() {
            for edge in graph.needed_by(at) {
                if self.left == 0 {
                    break;
                }
                self.left -= 1;
                let bears = match edge.relation {
                    Relation::FS | Relation::FF => true,
                    Relation::SS | Relation::SF => starts_later,
                };
                let moves_start = matches!(edge.relation, Relation::FS | Relation::SS);
                let to = edge.to as usize;
                let is_met = self.seen[to][usize::from(moves_start)] == self.stamp;
                if !bears || is_met || self.rank[to] > last || (self.is_done)(edge.to) {
                    continue;
                }
                self.seen[to][usize::from(moves_start)] = self.stamp;
                if hits.contains_key(&edge.to) {
                    movers.entry(edge.to).or_insert(origin);
                }
                work.push((edge.to, origin, moves_start));
            }
        }
        let mut pairs: Vec<(Ix, Ix)> = movers.into_iter().map(|(moved, mover)| (mover, moved)).collect();
        pairs.sort_by_key(|(first, second)| (hits[second], hits[first]));
        pairs
    }

    fn prepare(&mut self) {
        if !self.rank.is_empty() {
            return;
        }
        // What is in a cycle, or behind one, has no place and is not searched.
        self.rank = vec![u32::MAX; self.graph.nodes.len()];
        for (at, ix) in self.graph.order.iter().enumerate() {
            self.rank[*ix as usize] = at as u32;
        }
        self.seen = vec![[0; 2]; self.graph.nodes.len()];
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    fn found(needs: &str, hits: &str) -> Vec<String> {
        let text = format!(
            "milestones:\n  aa: {{duration: 5d}}\n  bb: {{duration: 5d, needs: [{needs}]}}\n  \
             cc: {{duration: 5d, needs: [bb]}}\n  dd: {{duration: 5d, needs: [aa]}}\n\
             risks:\n  r-late: {{hits: [{hits}]}}\n"
        );
        findings("double-count", "2026-09-02", &text)
    }

    #[test]
    fn two_hits_on_one_path_count_twice_however_far_apart() {
        assert_eq!(
            found("aa", "aa, cc"),
            ["warn 7: r-late hits aa and cc on one path, so its delay counts twice"]
        );
        assert_eq!(
            found("aa", "cc, aa"),
            ["warn 7: r-late hits aa and cc on one path, so its delay counts twice"]
        );
        assert_eq!(
            found("aa", "aa, bb, cc, dd"),
            [
                "warn 7: r-late hits aa and bb on one path, so its delay counts twice; 2 more of its hits follow others"
            ]
        );
    }

    #[test]
    fn hits_beside_each_other_count_once() {
        assert_eq!(found("aa", "bb, dd"), [""; 0]);
        assert_eq!(found("aa", "aa"), [""; 0]);
        assert_eq!(found("aa", "aa, aa"), [""; 0], "another rule tells of it");
        assert_eq!(found("aa", "aa, unknown-item"), [""; 0]);
    }

    #[test]
    fn a_longer_duration_does_not_move_what_is_tied_to_the_start() {
        assert_eq!(found("{id: aa, type: SS}", "aa, cc"), [""; 0]);
        // It moves the finish of bb, and with it the start of cc.
        assert_eq!(found("{id: aa, type: FF}", "aa, cc").len(), 1);
        assert_eq!(found("{id: aa, type: SF}", "aa, bb"), [""; 0]);
    }

    #[test]
    fn what_is_done_passes_nothing_on() {
        let text = "milestones:\n  aa: {duration: 5d}\n  bb: {done: 2026-08-28, needs: [aa]}\n  \
                    cc: {duration: 5d, needs: [bb]}\nrisks:\n  r-late: {hits: [aa, cc]}\n";
        assert_eq!(findings("double-count", "2026-09-02", text), [""; 0]);
    }

    #[test]
    fn a_cycle_among_the_hits_ends_the_search() {
        let text = "milestones:\n  aa: {duration: 5d, needs: [bb]}\n  bb: {duration: 5d, needs: [aa]}\n\
                    risks:\n  r-late: {hits: [aa, bb]}\n";
        let _ = findings("double-count", "2026-09-02", text);
    }
}
