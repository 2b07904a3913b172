//! Needs first: a topological order that does not depend on the order of files, and what is left over
//! when there is a cycle.

use super::{Graph, Ix, cycles};

/// Fills `order`, and `cycles` when some nodes have no place in it.
pub(super) fn sort(graph: &mut Graph<'_>) {
    let count = graph.nodes.len();
    let mut waits: Vec<u32> = (0..count as Ix).map(|ix| graph.needs(ix).len() as u32).collect();
    let mut order: Vec<Ix> = (0..count as Ix).filter(|ix| waits[*ix as usize] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        let ix = order[next];
        next += 1;
        for edge in graph.needed_by(ix) {
            let waits = &mut waits[edge.to as usize];
            *waits -= 1;
            if *waits == 0 {
                order.push(edge.to);
            }
        }
    }
    graph.order = order;
    if graph.order.len() < count {
        let left: Vec<bool> = waits.iter().map(|waits| *waits > 0).collect();
        graph.cycles = cycles::witnesses(graph, &left);
    }
}
