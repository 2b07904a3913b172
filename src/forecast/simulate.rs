//! All iterations, batch by batch and on all cores: the counts are whole numbers and the samples are put in
//! their places, so the result does not depend on who did what.

use super::batch::{LANES, Lanes, Luck, Mask, NONE, Row, Rows, lucks, pass, rows};
use super::driving::{finish, trace};
use super::network::Network;
use super::tally::{Days, Reach, Tally, Together};
use super::variants::{Changed, Overlay, Variant};
use fearless_simd::{Level, dispatch};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// Batches that say between which days an item finishes.
const FIRST_LOOK: usize = 4;

/// What to simulate.
#[derive(Debug)]
pub struct Job<'n, 'p> {
    /// The network.
    pub network: &'n Network<'p>,
    /// Iterations.
    pub runs: u32,
    /// Items whose days are counted; empty where only the program finish matters.
    pub days: Vec<Days>,
    /// Groups of nodes of which is asked how often all are in time.
    pub together: Vec<Together>,
    /// Changes whose effect on the program finish is asked for.
    pub variants: Vec<Variant>,
    /// The instructions that the machine has for work on many columns at once. The results do not depend on
    /// it: whole numbers are exact, and so are the four operations and the root of IEEE arithmetic.
    pub level: Level,
}

/// What came out.
#[derive(Debug)]
pub struct Samples {
    /// The program finish of each iteration, in the program's calendar.
    pub finish: Vec<i32>,
    /// What was counted.
    pub tally: Tally,
    /// For each variant the iterations in which the finish is another one, and that finish.
    pub changed: Vec<Changed>,
}

impl Job<'_, '_> {
    /// Runs it on the threads there are.
    pub fn run(&mut self) -> Samples {
        let batches = (self.runs as usize).div_ceil(LANES);
        let idle = Idle::default();
        let cells = self.look(batches.min(FIRST_LOOK), &idle);
        let empty = || Part {
            state: idle.take(self),
            tally: Tally::new(
                self.network.nodes.len(),
                self.days.len(),
                cells,
                self.together.len(),
            ),
            finish: Vec::new(),
            changed: vec![Changed::default(); self.variants.len()],
        };
        let chunk = batches.div_ceil(rayon::current_num_threads().max(1) * 4).max(1);
        let parts: Vec<Part> = (0..batches.div_ceil(chunk))
            .into_par_iter()
            .with_min_len(4)
            .fold(Vec::new, |mut parts: Vec<Part>, at| {
                if parts.is_empty() {
                    parts.push(empty());
                }
                if let Some(part) = parts.last_mut() {
                    for batch in at * chunk..((at + 1) * chunk).min(batches) {
                        self.batch(batch, part);
                    }
                }
                parts
            })
            .reduce(Vec::new, |mut all, more| {
                all.extend(more);
                all
            });
        let mut samples = Samples {
            finish: Vec::with_capacity(batches * LANES),
            tally: Tally::new(
                self.network.nodes.len(),
                self.days.len(),
                cells,
                self.together.len(),
            ),
            changed: vec![Changed::default(); self.variants.len()],
        };
        // Parts come in the order of their batches, and so do the samples in each.
        for part in parts {
            samples.tally.merge(&part.tally);
            samples.finish.extend(part.finish);
            for (all, more) in samples.changed.iter_mut().zip(part.changed) {
                all.0.extend(more.0);
            }
        }
        samples
    }

    /// Looks at the first batches to see where days have to be counted; the result is how many counts.
    fn look(&mut self, batches: usize, idle: &Idle) -> usize {
        if self.days.is_empty() {
            return 0;
        }
        let job = &*self;
        let reach = (0..batches)
            .into_par_iter()
            .map(|batch| {
                let mut state = idle.take(job);
                let mut reach = Reach::new(job.days.len());
                dispatch!(job.level, _simd => job.place(batch, &mut state));
                reach.add(&job.days, &state.rows, job.count(batch));
                idle.give(state);
                reach
            })
            .reduce(
                || Reach::new(job.days.len()),
                |mut all, more| {
                    all.merge(&more);
                    all
                },
            );
        reach.lay_out(&mut self.days)
    }

    /// How many samples of a batch count; the last may be cut.
    fn count(&self, batch: usize) -> usize {
        (self.runs as usize - batch * LANES).min(LANES)
    }

    #[inline(always)]
    fn place(&self, batch: usize, state: &mut State) {
        let first = (batch * LANES) as u32;
        lucks(self.network, first, &mut state.lucks);
        pass(self.network, first, &state.lucks, &mut state.rows);
    }

    fn batch(&self, batch: usize, part: &mut Part) {
        dispatch!(self.level, _simd => self.compute(batch, part));
    }

    #[inline(always)]
    fn compute(&self, batch: usize, part: &mut Part) {
        let state = &mut part.state;
        self.place(batch, state);
        let count = self.count(batch);
        let last: Row = finish(self.network, |at| &state.rows[at as usize]);
        part.finish.extend_from_slice(&last.0[..count]);
        trace(self.network, &state.rows, &last, valid(count), &mut state.masks);
        part.tally.add_driving(&state.masks);
        part.tally.add_days(self.network, &self.days, &state.rows, count);
        part.tally.add_together(&self.together, &state.rows, count);
        let first = (batch * LANES) as u32;
        for (variant, changed) in self.variants.iter().zip(&mut part.changed) {
            if let Some(other) = state.overlay.finish(
                self.network,
                variant,
                first,
                &state.lucks,
                &state.rows,
                &state.masks,
            ) {
                for lane in (0..count).filter(|lane| other.0[*lane] != last.0[*lane]) {
                    changed.0.push((first + lane as u32, other.0[lane]));
                }
            }
        }
    }
}

/// The mask of the first samples.
fn valid(count: usize) -> Mask {
    let bits = |count: usize| {
        if count >= 64 {
            u64::MAX
        } else {
            (1u64 << count) - 1
        }
    };
    [bits(count), bits(count.saturating_sub(64))]
}

/// What one thread gathers.
struct Part {
    state: State,
    tally: Tally,
    finish: Vec<i32>,
    changed: Vec<Changed>,
}

/// What a batch is computed in.
struct State {
    rows: Vec<Rows>,
    lucks: Vec<Luck>,
    masks: Vec<Mask>,
    overlay: Overlay,
}

/// States that no batch is computed in at the moment: making one takes longer than a batch does.
#[derive(Default)]
struct Idle(Mutex<Vec<State>>);

impl Idle {
    fn take(&self, job: &Job<'_, '_>) -> State {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| State::new(job))
    }

    fn give(&self, state: State) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(state);
    }
}

impl State {
    fn new(job: &Job<'_, '_>) -> State {
        let luck = Luck {
            occurs: Lanes([0; LANES]),
            severity: Lanes([0.5; LANES]),
        };
        State {
            rows: rows(job.network),
            lucks: vec![luck; job.network.risks.len()],
            masks: vec![NONE; job.network.nodes.len()],
            overlay: Overlay::new(job.network.nodes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::valid;

    #[test]
    fn only_the_samples_that_were_asked_for_count() {
        assert_eq!(valid(128), [u64::MAX, u64::MAX]);
        assert_eq!(valid(64), [u64::MAX, 0]);
        assert_eq!(valid(65), [u64::MAX, 1]);
        assert_eq!(valid(3), [7, 0]);
    }
}
