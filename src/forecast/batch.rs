//! One batch of iterations: 128 samples of every item side by side, forward through the network.
//!
//! ```text
//!            iteration  0      1      2     …   127
//! item 0     start   [ 14563  14563  14563 … 14563 ]
//!            finish  [ 14569  14571  14570 … 14568 ]      one row is 512 bytes and stays in the cache
//! item 1     start   [ 14569  14571  14570 … 14568 ]      until its successors have read it
//! ```
//!
//! All loops run over the 128 columns of a few rows without a branch, so that the compiler makes them work on
//! as many columns at once as the machine can.

use super::network::{Drawn, Link, Network, Node, Step, What};
use super::triangular::{DAY, FAR};
use std::ops::Range;

/// Samples in a batch.
pub const LANES: usize = 128;

/// A number for each sample of a batch.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes<T>(pub [T; LANES]);

/// Instants or lengths, in parts of a day.
pub type Row = Lanes<i32>;

/// Start (of what is left) and finish of an item in each sample.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Starts.
    pub start: Row,
    /// Finishes, after the owner's own date was heard.
    pub finish: Row,
    /// Samples in which the owner's own date was later than what was computed.
    pub heard: Mask,
}

/// Samples, a bit each.
pub type Mask = [u64; 2];

/// No sample.
pub const NONE: Mask = [0; 2];

/// What a batch knows of one risk.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// All bits set where it occurs.
    pub occurs: Row,
    /// How bad it is.
    pub severity: Lanes<f32>,
}

impl Rows {
    /// Rows of one value each.
    pub fn of(start: i32, finish: i32) -> Rows {
        Rows {
            start: Lanes([start; LANES]),
            finish: Lanes([finish; LANES]),
            heard: NONE,
        }
    }
}

/// Rows of all nodes, those that nothing can change already filled.
pub fn rows(network: &Network<'_>) -> Vec<Rows> {
    let fill = |node: &Node| {
        let (start, finish) = node.fixed.unwrap_or((0, 0));
        Rows::of(start, finish)
    };
    network.nodes.iter().map(fill).collect()
}

/// Draws all risks of the batch that begins at an iteration.
#[inline(always)]
pub fn lucks(network: &Network<'_>, first: u32, lucks: &mut [Luck]) {
    for (chance, luck) in network.risks.iter().zip(lucks) {
        for lane in 0..LANES {
            let at = first.wrapping_add(lane as u32);
            let is_hit = u64::from(chance.occurrence.draw(at)) < chance.below;
            luck.occurs.0[lane] = -i32::from(is_hit);
            luck.severity.0[lane] = chance.severity.fraction(at);
        }
    }
}

/// Places every node that is not fixed.
#[inline(always)]
pub fn pass(network: &Network<'_>, first: u32, lucks: &[Luck], rows: &mut [Rows]) {
    for (at, node) in network.nodes.iter().enumerate() {
        if node.fixed.is_some() {
            continue;
        }
        let (before, after) = rows.split_at_mut(at);
        if let Some(row) = after.first_mut() {
            place(
                network,
                node,
                first,
                lucks,
                None,
                |need| &before[need as usize],
                row,
            );
        }
    }
}

/// In the place of one risk: all of them.
pub const ALL: u32 = u32::MAX;

/// Places one node, given where its needs are; without one of the risks, or [`ALL`], if that is `closed`.
#[inline(always)]
pub fn place<'r>(
    network: &Network<'_>,
    node: &Node,
    first: u32,
    lucks: &[Luck],
    closed: Option<u32>,
    at: impl Fn(u32) -> &'r Rows,
    out: &mut Rows,
) {
    let mut start = Lanes([node.floor; LANES]);
    let links = &network.links[node.links.start as usize..node.links.end as usize];
    let (plain, others) = links.split_at(node.plain as usize);
    for link in plain {
        latest(&mut start, &at(link.need).finish);
    }
    let mut pulled: Option<Row> = None;
    for link in others {
        let row = arrive(network, link, at(link.need));
        if link.on_finish {
            latest(pulled.get_or_insert(Lanes([i32::MIN; LANES])), &row);
        } else {
            latest(&mut start, &row);
        }
    }
    let mut work = Lanes([node.work; LANES]);
    if let Some(drawn) = &node.drawn {
        draw(drawn, first, &mut start, &mut work);
    }
    for hit in &network.hits[node.hits.start as usize..node.hits.end as usize] {
        if closed != Some(hit.risk) && closed != Some(ALL) {
            let luck = &lucks[hit.risk as usize];
            for lane in 0..LANES {
                let delay = hit.delay.at(luck.severity.0[lane]) & luck.occurs.0[lane];
                work.0[lane] = (work.0[lane] + delay).min(FAR);
            }
        }
    }
    for lane in 0..LANES {
        out.finish.0[lane] = (start.0[lane] + work.0[lane]).min(FAR);
    }
    if let Some(pulled) = &pulled {
        latest(&mut out.finish, pulled);
        for lane in 0..LANES {
            start.0[lane] = out.finish.0[lane] - work.0[lane];
        }
    }
    out.start = start;
    if let Some(forecast) = node.forecast {
        let named = Lanes([forecast; LANES]);
        out.heard = later(&named, &out.finish);
        latest(&mut out.finish, &named);
    }
}

/// Draws work, or moves the start to a drawn promise.
#[inline(always)]
fn draw(drawn: &Drawn, first: u32, start: &mut Row, work: &mut Row) {
    let inverse = drawn.inverse;
    if inverse.is_wide() {
        for lane in 0..LANES {
            work.0[lane] = inverse.at(drawn.key.fraction(first.wrapping_add(lane as u32)));
        }
    } else {
        for lane in 0..LANES {
            work.0[lane] = inverse.near(drawn.key.fraction(first.wrapping_add(lane as u32)));
        }
    }
    match drawn.what {
        What::Work => {}
        What::Rest(worked) => {
            for lane in 0..LANES {
                work.0[lane] = (work.0[lane] - worked).max(DAY);
            }
        }
        What::Promise(from) => {
            for lane in 0..LANES {
                start.0[lane] = start.0[lane].max(from + work.0[lane]);
            }
            *work = Lanes([0; LANES]);
        }
    }
}

/// Where a need pulls a node to, in the node's space.
#[inline(always)]
pub fn arrive(network: &Network<'_>, link: &Link, need: &Rows) -> Row {
    let mut row = if link.of_finish { need.finish } else { need.start };
    // The start that successors see is a fact once work has begun.
    if !link.of_finish
        && let Some(started) = network.nodes[link.need as usize].started
    {
        row = Lanes([started; LANES]);
    }
    walk(network, &link.steps, &mut row);
    row
}

/// Takes a row along a way.
#[inline(always)]
pub fn walk(network: &Network<'_>, way: &Range<u32>, row: &mut Row) {
    follow(network, &network.steps[way.start as usize..way.end as usize], row);
}

/// Takes a row along some steps.
#[inline(always)]
pub fn follow(network: &Network<'_>, steps: &[Step], row: &mut Row) {
    for step in steps {
        match *step {
            Step::Add(lag) => {
                for value in &mut row.0 {
                    *value = (*value + lag).min(FAR);
                }
            }
            Step::Cross(number) => {
                let crossing = &network.crossings[number as usize];
                for value in &mut row.0 {
                    *value = crossing.carry(*value);
                }
            }
        }
    }
}

/// The later of two in every sample.
#[inline(always)]
pub fn latest(row: &mut Row, other: &Row) {
    for (value, other) in row.0.iter_mut().zip(&other.0) {
        *value = (*value).max(*other);
    }
}

/// Samples in which two rows are equal.
#[inline(always)]
pub fn equal(a: &Row, b: &Row) -> Mask {
    let mut bytes = [0u8; LANES];
    for (byte, (a, b)) in bytes.iter_mut().zip(a.0.iter().zip(&b.0)) {
        *byte = u8::from(a == b);
    }
    bits(&bytes)
}

/// Samples in which the first row is later than the second.
#[inline(always)]
pub fn later(a: &Row, b: &Row) -> Mask {
    let mut bytes = [0u8; LANES];
    for (byte, (a, b)) in bytes.iter_mut().zip(a.0.iter().zip(&b.0)) {
        *byte = u8::from(a > b);
    }
    bits(&bytes)
}

/// Bytes of 0 or 1 as bits.
#[inline(always)]
fn bits(bytes: &[u8; LANES]) -> Mask {
    let mut mask = NONE;
    for (at, eight) in bytes.chunks_exact(8).enumerate() {
        let word = eight
            .iter()
            .rev()
            .fold(0u64, |word, byte| (word << 8) | u64::from(*byte));
        // The multiplication gathers the lowest bit of each byte in the highest byte of the product.
        let gathered = word.wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask[at / 8] |= gathered << (at % 8 * 8);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_have_the_bit_of_each_sample() {
        let a = Lanes(std::array::from_fn(|lane| lane as i32 % 7));
        let b = Lanes([3; LANES]);
        for lane in 0..LANES {
            let bit = |mask: Mask| mask[lane / 64] >> (lane % 64) & 1 == 1;
            assert_eq!(bit(equal(&a, &b)), lane % 7 == 3);
            assert_eq!(bit(later(&a, &b)), lane % 7 > 3);
        }
    }
}
