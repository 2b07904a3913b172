//! Every cycle of one run: in each knot of nodes that need each other a shortest cycle is found, its last
//! edge is taken away, and what is left is looked at again, so that mending all witnesses mends the graph.

use super::{Graph, Ix};
use crate::parse::ItemId;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::VecDeque;

/// No program is helped by more witnesses than this at once.
const MOST: usize = 100;
/// Knots up to this size are searched from every node for the shortest cycle, larger ones from the first.
const SEARCHED_WHOLE: usize = 300;

type Knot = DiGraph<Ix, ()>;

/// Witness cycles among the nodes that are `left`; each starts at its smallest id and reads "needs".
pub(super) fn witnesses(graph: &Graph<'_>, left: &[bool]) -> Vec<Vec<ItemId>> {
    let mut knot = Knot::new();
    let mut at = vec![NodeIndex::end(); left.len()];
    for ix in (0..left.len()).filter(|ix| left[*ix]) {
        at[ix] = knot.add_node(ix as Ix);
    }
    for edge in &graph.edges {
        let (from, to) = (edge.from as usize, edge.to as usize);
        if left[from] && left[to] {
            // Petgraph's arrow reads "needs": from the item to what it needs.
            knot.update_edge(at[to], at[from], ());
        }
    }
    let mut found = Vec::new();
    let mut work: Vec<Vec<NodeIndex>> = knots(&knot, None);
    while let Some(members) = work.pop() {
        if found.len() == MOST {
            break;
        }
        let Some(cycle) = shortest(&knot, &members) else {
            continue;
        };
        let last = cycle[cycle.len() - 1];
        if let Some(edge) = knot.find_edge(last, cycle[0]) {
            knot.remove_edge(edge);
        }
        found.push(named(graph, &knot, &cycle));
        work.extend(knots(&knot, Some(&members)));
    }
    found.sort();
    found.dedup();
    found
}

/// Sets of nodes that reach each other, of two or more; within `among` when given.
fn knots(knot: &Knot, among: Option<&[NodeIndex]>) -> Vec<Vec<NodeIndex>> {
    let components = match among {
        None => kosaraju_scc(knot),
        Some(members) => {
            let mut inside = vec![false; knot.node_count()];
            for member in members {
                inside[member.index()] = true;
            }
            let part = knot.filter_map(|node, _| inside[node.index()].then_some(node), |_, ()| Some(()));
            kosaraju_scc(&part)
                .into_iter()
                .map(|component| component.into_iter().map(|node| part[node]).collect())
                .collect()
        }
    };
    let mut knots: Vec<Vec<NodeIndex>> = components
        .into_iter()
        .filter(|component| component.len() > 1)
        .collect();
    for members in &mut knots {
        members.sort_unstable();
    }
    knots.sort();
    knots
}

/// A shortest cycle through the members, found breadth first.
fn shortest(knot: &Knot, members: &[NodeIndex]) -> Option<Vec<NodeIndex>> {
    let starts = if members.len() <= SEARCHED_WHOLE {
        members
    } else {
        &members[..1]
    };
    let mut best: Option<Vec<NodeIndex>> = None;
    let mut before = vec![NodeIndex::end(); knot.node_count()];
    for start in starts {
        before.fill(NodeIndex::end());
        let mut queue = VecDeque::from([*start]);
        let mut closed = None;
        'search: while let Some(node) = queue.pop_front() {
            let mut needs: Vec<NodeIndex> = knot.neighbors(node).collect();
            needs.sort_unstable();
            for need in needs {
                if need == *start {
                    closed = Some(node);
                    break 'search;
                }
                if before[need.index()] == NodeIndex::end() {
                    before[need.index()] = node;
                    queue.push_back(need);
                }
            }
        }
        let Some(mut node) = closed else { continue };
        let mut cycle = vec![node];
        while node != *start {
            node = before[node.index()];
            cycle.push(node);
        }
        cycle.reverse();
        if best.as_ref().is_none_or(|known| cycle.len() < known.len()) {
            best = Some(cycle);
        }
    }
    best
}

fn named(graph: &Graph<'_>, knot: &Knot, cycle: &[NodeIndex]) -> Vec<ItemId> {
    let mut ids: Vec<ItemId> = cycle
        .iter()
        .map(|node| graph.nodes[knot[*node] as usize].id.clone())
        .collect();
    let first = (0..ids.len()).min_by_key(|at| &ids[*at]).unwrap_or(0);
    ids.rotate_left(first);
    ids
}
