//! What is counted over the batches: all of it whole numbers, so that adding up in any order gives the same.
//!
//! Dates are shown by the day, so an item needs no samples to be kept: its iterations are counted by day. The
//! first few hundred iterations say between which days; the percentiles that are asked for lie there with a
//! certainty beyond that of the hardware, and what falls outside is counted at the ends.

use super::batch::{LANES, Mask, Rows};
use super::network::Network;
use super::triangular::DAY;
use std::ops::Range;

/// Days of an item that are counted apart; an item spread over more years than this allows is counted by
/// twos, fours and so on.
const MOST_DAYS: i32 = 1024;

/// How an item's instants become days, and where its days are counted.
#[derive(Clone, Debug)]
pub struct Days {
    /// Its position among the nodes.
    pub node: u32,
    /// 1 where an instant belongs to the day that ends there, 0 where to the day that begins.
    pub ends: i32,
    /// The last instants that count as in time: for the due date, and for the earliest date.
    pub limits: [i32; 2],
    /// The first day that is counted apart.
    first: i32,
    /// How many doublings a count stands for.
    shift: u32,
    /// Its counts.
    cells: Range<usize>,
}

impl Days {
    /// Days of a node, before anything is known of them.
    pub fn new(node: u32, ends: i32, limits: [i32; 2]) -> Days {
        Days {
            node,
            ends,
            limits,
            first: 0,
            shift: 0,
            cells: 0..0,
        }
    }

    #[inline(always)]
    fn day(&self, instant: i32) -> i32 {
        (instant - self.ends).div_euclid(DAY)
    }
}

/// The least and the latest instant of each item in some iterations.
#[derive(Clone, Debug)]
pub struct Reach(Vec<(i32, i32)>);

impl Reach {
    /// Of no iterations.
    pub fn new(items: usize) -> Reach {
        Reach(vec![(i32::MAX, i32::MIN); items])
    }

    /// Takes in the first `count` samples of a batch.
    pub fn add(&mut self, days: &[Days], rows: &[Rows], count: usize) {
        for (days, (least, most)) in days.iter().zip(&mut self.0) {
            for instant in &rows[days.node as usize].finish.0[..count] {
                *least = (*least).min(*instant);
                *most = (*most).max(*instant);
            }
        }
    }

    /// Takes in another.
    pub fn merge(&mut self, other: &Reach) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (own.0.min(other.0), own.1.max(other.1));
        }
    }

    /// Lays out the counts; the result is how many there are.
    pub fn lay_out(&self, days: &mut [Days]) -> usize {
        let mut next = 0;
        for (days, (least, most)) in days.iter_mut().zip(&self.0) {
            days.first = days.day(*least);
            let span = days.day(*most).saturating_sub(days.first);
            days.shift = 0;
            while span >> days.shift >= MOST_DAYS {
                days.shift += 1;
            }
            let cells = (span >> days.shift) as usize + 1;
            days.cells = next..next + cells;
            next += cells;
        }
        next
    }
}

/// Nodes and the last instant of each that is in time: are they all?
pub type Together = Vec<(u32, i32)>;

/// Counts.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Iterations in which all nodes of each group are in time.
    pub together: Vec<u64>,
    /// Iterations in which each node is on a driving path.
    pub driving: Vec<u64>,
    /// Iterations in which each item is within each of its limits.
    pub in_time: Vec<[u64; 2]>,
    /// Iterations by item and day.
    cells: Vec<u32>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(nodes: usize, items: usize, cells: usize, groups: usize) -> Tally {
        Tally {
            together: vec![0; groups],
            driving: vec![0; nodes],
            in_time: vec![[0; 2]; items],
            cells: vec![0; cells],
        }
    }

    /// Counts the driving items of a batch.
    #[inline(always)]
    pub fn add_driving(&mut self, masks: &[Mask]) {
        for (count, mask) in self.driving.iter_mut().zip(masks) {
            *count += u64::from(mask[0].count_ones() + mask[1].count_ones());
        }
    }

    /// Counts the days of the first `count` samples of a batch.
    #[inline(always)]
    pub fn add_days(&mut self, network: &Network<'_>, days: &[Days], rows: &[Rows], count: usize) {
        debug_assert_eq!(network.nodes.len(), rows.len());
        for (days, in_time) in days.iter().zip(&mut self.in_time) {
            let finish = &rows[days.node as usize].finish.0;
            let cells = &mut self.cells[days.cells.clone()];
            let last = cells.len() as i32 - 1;
            let mut at = [0u16; LANES];
            for lane in 0..LANES {
                let day = (days.day(finish[lane]) - days.first) >> days.shift;
                at[lane] = day.clamp(0, last) as u16;
            }
            for at in &at[..count] {
                cells[usize::from(*at)] += 1;
            }
            for (limit, in_time) in days.limits.iter().zip(in_time) {
                let within = finish[..count].iter().map(|instant| u32::from(instant <= limit));
                *in_time += u64::from(within.sum::<u32>());
            }
        }
    }

    /// Counts the groups in the first `count` samples of a batch.
    #[inline(always)]
    pub fn add_together(&mut self, groups: &[Together], rows: &[Rows], count: usize) {
        for (group, all) in groups.iter().zip(&mut self.together) {
            let mut is_late = [0u32; LANES];
            for (node, limit) in group {
                for (is_late, instant) in is_late.iter_mut().zip(&rows[*node as usize].finish.0) {
                    *is_late |= u32::from(instant > limit);
                }
            }
            *all += (count as u64) - u64::from(is_late[..count].iter().sum::<u32>());
        }
    }

    /// Takes in another.
    pub fn merge(&mut self, other: &Tally) {
        for (own, other) in self.together.iter_mut().zip(&other.together) {
            *own += other;
        }
        for (own, other) in self.driving.iter_mut().zip(&other.driving) {
            *own += other;
        }
        for (own, other) in self.in_time.iter_mut().zip(&other.in_time) {
            *own = [own[0] + other[0], own[1] + other[1]];
        }
        for (own, other) in self.cells.iter_mut().zip(&other.cells) {
            *own += other;
        }
    }

    /// The day of a percentile of an item, as an index of its space.
    pub fn percentile(&self, days: &Days, percent: u64, runs: u64) -> i64 {
        let rank = rank(percent, runs);
        let mut below = 0;
        let cells = &self.cells[days.cells.clone()];
        let at = cells
            .iter()
            .position(|count| {
                below += u64::from(*count);
                below >= rank
            })
            .unwrap_or(cells.len().saturating_sub(1));
        i64::from(days.first) + ((at as i64) << days.shift)
    }
}

/// The rank, from 1, of the smallest of `runs` values with at least `percent` of them at or below it.
pub fn rank(percent: u64, runs: u64) -> u64 {
    (percent * runs).div_ceil(100).max(1)
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn a_percentile_has_at_least_its_share_at_or_below_it() {
        assert_eq!(rank(50, 10_000), 5_000);
        assert_eq!(rank(80, 10_000), 8_000);
        assert_eq!(rank(50, 3), 2, "one of three is less than half");
        assert_eq!(rank(80, 5), 4);
        assert_eq!(rank(80, 6), 5, "four of six are 67 %");
        assert_eq!(rank(10, 1), 1);
    }
}
