//! Which items drive the finish, sample by sample: bit masks taken back through the network.
//!
//! The ends begin with the samples in which they are last. An item hands its samples to each need whose
//! instant is the one it waited for; where several are, all drive. Items outside all masks are not looked at.

use super::batch::{Mask, NONE, Row, Rows, arrive, equal, latest, walk};
use super::network::{Network, Node, Step};
use super::triangular::FAR;

/// The program finish in each sample, in the program's calendar.
#[inline(always)]
pub fn finish<'r>(network: &Network<'_>, at: impl Fn(u32) -> &'r Rows) -> Row {
    let mut last = super::batch::Lanes([-FAR; super::batch::LANES]);
    for end in &network.ends {
        let mut row = at(end.node).finish;
        walk(network, &end.steps, &mut row);
        latest(&mut last, &row);
    }
    last
}

/// Fills the mask of every node: the samples in which it is on a driving path.
#[inline(always)]
pub fn trace(network: &Network<'_>, rows: &[Rows], finish: &Row, valid: Mask, masks: &mut [Mask]) {
    masks.fill(NONE);
    for end in &network.ends {
        if network.nodes[end.node as usize].fixed.is_none() {
            let mut row = rows[end.node as usize].finish;
            walk(network, &end.steps, &mut row);
            let last = equal(&row, finish);
            masks[end.node as usize] = [last[0] & valid[0], last[1] & valid[1]];
        }
    }
    for (at, node) in network.nodes.iter().enumerate().rev() {
        let mask = masks[at];
        if mask != NONE && node.fixed.is_none() {
            hand_back(network, node, mask, rows, &rows[at], masks);
        }
    }
}

#[inline(always)]
fn hand_back(network: &Network<'_>, node: &Node, mask: Mask, rows: &[Rows], own: &Rows, masks: &mut [Mask]) {
    let mask = [mask[0] & !own.heard[0], mask[1] & !own.heard[1]];
    let mut give = |need: u32, drives: Mask| {
        if network.nodes[need as usize].fixed.is_none() {
            let known = &mut masks[need as usize];
            *known = [known[0] | mask[0] & drives[0], known[1] | mask[1] & drives[1]];
        }
    };
    let links = &network.links[node.links.start as usize..node.links.end as usize];
    let (plain, others) = links.split_at(node.plain as usize);
    if node.compared.is_none() {
        for link in plain {
            give(link.need, equal(&rows[link.need as usize].finish, &own.start));
        }
    }
    let rest = if node.compared.is_some() { links } else { others };
    for link in rest {
        let mut row = arrive(network, link, &rows[link.need as usize]);
        let mut bound = if link.on_finish { own.finish } else { own.start };
        if let Some(crossing) = node.compared {
            let way = [Step::Cross(crossing)];
            super::batch::follow(network, &way, &mut row);
            super::batch::follow(network, &way, &mut bound);
        }
        give(link.need, equal(&row, &bound));
    }
}
