//! The same iterations with one thing otherwise: a risk closed, or some items a week later.
//!
//! Only what lies behind the change is placed again, and of that only what really moves. A risk that hits no
//! driving item in any sample of a batch changes no finish there.

use super::batch::{ALL, LANES, Lanes, Luck, Mask, NONE, Row, Rows, equal, place, walk};
use super::driving::finish;
use super::network::Network;
use std::ops::Range;

/// What is otherwise.
#[derive(Clone, Debug)]
pub struct Variant {
    /// A risk that does not occur.
    closed: Option<u32>,
    /// Nodes that finish later, each by a way.
    later: Vec<(u32, Range<u32>)>,
    /// What can move, needs first.
    cone: Vec<u32>,
}

/// Iterations with another finish, and that finish.
#[derive(Clone, Debug, Default)]
pub struct Changed(pub Vec<(u32, i32)>);

impl Variant {
    /// Without one of the risks.
    pub fn closed(network: &Network<'_>, behind: &Behind, risk: u32) -> Variant {
        Variant {
            closed: Some(risk),
            later: Vec::new(),
            cone: behind.cone(network, &network.risks[risk as usize].hits),
        }
    }

    /// Without any risk.
    pub fn certain(network: &Network<'_>, behind: &Behind) -> Variant {
        let hits = network.risks.iter().flat_map(|risk| risk.hits.iter().copied());
        Variant {
            closed: Some(ALL),
            later: Vec::new(),
            cone: behind.cone(network, &hits.collect::<Vec<u32>>()),
        }
    }

    /// With some nodes later, each by a way from [`Network::later`].
    pub fn later(network: &Network<'_>, behind: &Behind, later: Vec<(u32, Range<u32>)>) -> Variant {
        let nodes: Vec<u32> = later.iter().map(|(node, _)| *node).collect();
        Variant {
            closed: None,
            cone: behind.cone(network, &nodes),
            later,
        }
    }
}

/// What needs what, the other way round, as far as it leads to an end.
#[derive(Debug)]
pub struct Behind {
    successors: Vec<Vec<u32>>,
}

impl Behind {
    /// Of a network.
    pub fn new(network: &Network<'_>) -> Behind {
        let count = network.nodes.len();
        let mut leads = vec![false; count];
        for end in &network.ends {
            leads[end.node as usize] = true;
        }
        let mut successors = vec![Vec::new(); count];
        for (at, node) in network.nodes.iter().enumerate().rev() {
            if !leads[at] || node.fixed.is_some() {
                continue;
            }
            for link in &network.links[node.links.start as usize..node.links.end as usize] {
                leads[link.need as usize] = true;
                successors[link.need as usize].push(at as u32);
            }
        }
        Behind { successors }
    }

    /// Some nodes and all that lies behind them, needs first.
    fn cone(&self, network: &Network<'_>, from: &[u32]) -> Vec<u32> {
        let mut is_in = vec![false; network.nodes.len()];
        let mut cone: Vec<u32> = Vec::new();
        for node in from {
            if !std::mem::replace(&mut is_in[*node as usize], true) {
                cone.push(*node);
            }
        }
        let mut next = 0;
        while next < cone.len() {
            for successor in &self.successors[cone[next] as usize] {
                if !std::mem::replace(&mut is_in[*successor as usize], true) {
                    cone.push(*successor);
                }
            }
            next += 1;
        }
        cone.sort_unstable();
        cone
    }
}

/// Rows that differ from those of the batch.
#[derive(Debug)]
pub struct Overlay {
    rows: Vec<Rows>,
    /// For each node where its other rows are, if it has any now.
    of: Vec<Option<u32>>,
}

impl Overlay {
    /// Nothing differs.
    pub fn new(nodes: usize) -> Overlay {
        Overlay {
            rows: Vec::new(),
            of: vec![None; nodes],
        }
    }

    /// The program finish of a variant; `None` where it is the same in the whole batch.
    #[inline(always)]
    pub fn finish(
        &mut self,
        network: &Network<'_>,
        variant: &Variant,
        first: u32,
        lucks: &[Luck],
        rows: &[Rows],
        masks: &[Mask],
    ) -> Option<Row> {
        if let Some(risk) = variant.closed.filter(|risk| *risk != ALL)
            && network.is_monotone
            && !can_matter(network, risk, lucks, masks)
        {
            return None;
        }
        let mut used = 0;
        let mut is_end_moved = false;
        let mut next_end = 0;
        for at in &variant.cone {
            let node = &network.nodes[*at as usize];
            if node.fixed.is_some() {
                continue;
            }
            let later = variant.later.iter().find(|(moved, _)| moved == at);
            let is_hit = later.is_some()
                || match variant.closed {
                    Some(ALL) => !node.hits.is_empty(),
                    Some(risk) => network.risks[risk as usize].hits.binary_search(at).is_ok(),
                    None => false,
                };
            let links = &network.links[node.links.start as usize..node.links.end as usize];
            if !is_hit && links.iter().all(|link| self.of[link.need as usize].is_none()) {
                continue;
            }
            if self.rows.len() == used {
                self.rows.push(Rows::of(0, 0));
            }
            let mut row = Rows::of(0, 0);
            let read = |need: u32| match self.of[need as usize] {
                Some(other) => &self.rows[other as usize],
                None => &rows[need as usize],
            };
            place(network, node, first, lucks, variant.closed, read, &mut row);
            if let Some((_, way)) = later {
                walk(network, way, &mut row.finish);
            }
            let known = &rows[*at as usize];
            let all = [u64::MAX; 2];
            if equal(&row.finish, &known.finish) == all && equal(&row.start, &known.start) == all {
                continue;
            }
            self.rows[used] = row;
            self.of[*at as usize] = Some(used as u32);
            used += 1;
            while network.ends.get(next_end).is_some_and(|end| end.node < *at) {
                next_end += 1;
            }
            is_end_moved |= network.ends.get(next_end).is_some_and(|end| end.node == *at);
        }
        let read = |need: u32| match self.of[need as usize] {
            Some(other) => &self.rows[other as usize],
            None => &rows[need as usize],
        };
        let last = is_end_moved.then(|| finish(network, read));
        for at in &variant.cone {
            self.of[*at as usize] = None;
        }
        last
    }
}

/// Whether a risk occurs in any sample in which something that it hits drives the finish.
#[inline(always)]
fn can_matter(network: &Network<'_>, risk: u32, lucks: &[Luck], masks: &[Mask]) -> bool {
    let driving = network.risks[risk as usize].hits.iter().fold(NONE, |all, hit| {
        let mask = masks[*hit as usize];
        [all[0] | mask[0], all[1] | mask[1]]
    });
    let occurs = equal(&lucks[risk as usize].occurs, &Lanes([-1; LANES]));
    driving[0] & occurs[0] != 0 || driving[1] & occurs[1] != 0
}
