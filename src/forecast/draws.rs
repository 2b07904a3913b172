//! Random numbers that depend on nothing but what they are for: a hash of seed, item, stream and iteration.
//!
//! There is no state to advance, so an edit elsewhere, another order of items or another number of threads
//! moves no draw, and two versions of a program see the same luck where they agree. The function must never
//! change: a test holds raw draws that were written down once.
//!
//! An item's key is the 64-bit FNV-1a hash of its id, mixed with seed and stream by the finalizer of
//! SplitMix64. An iteration is then hashed with Chris Wellons' three-round 32-bit finalizer `triple32`, half
//! of the key going in before the first round and half before the second, so that items whose first halves
//! are near each other still have nothing in common.

/// What a draw is for; one item may need several in the same iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// A duration, remaining work or a promise.
    Work = 1,
    /// Whether a risk occurs.
    Occurrence = 2,
    /// How bad it is if it does.
    Severity = 3,
}

/// The draws of one stream of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    first: u32,
    second: u32,
}

impl Key {
    /// The key of a stream of an item.
    pub fn new(seed: u64, id: &str, stream: Stream) -> Key {
        let name = id.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mixed = mix(mix(name ^ mix(seed)).wrapping_add(stream as u64));
        Key {
            first: mixed as u32,
            second: (mixed >> 32) as u32,
        }
    }

    /// The draw of an iteration: 32 bits, each as good as the others.
    #[inline(always)]
    pub fn draw(self, iteration: u32) -> u32 {
        let mut x = iteration.wrapping_add(self.first);
        x ^= x >> 17;
        x = x.wrapping_mul(0xed5a_d4bb);
        x ^= x >> 11;
        x = x.wrapping_add(self.second);
        x = x.wrapping_mul(0xac4c_1b51);
        x ^= x >> 15;
        x = x.wrapping_mul(0x3184_8bab);
        x ^ (x >> 14)
    }

    /// The draw of an iteration as a fraction, above 0 and below 1: the middle of one of 2^23 equal slices,
    /// so that it is exact in 32-bit floating point and never 0 or 1.
    #[inline(always)]
    pub fn fraction(self, iteration: u32) -> f32 {
        const SLICE: f32 = 1.0 / 8_388_608.0;
        ((self.draw(iteration) >> 9) as i32 as f32 + 0.5) * SLICE
    }
}

/// The finalizer of SplitMix64.
fn mix(value: u64) -> u64 {
    let mut x = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed apart from this project by a dozen lines of Python from the description above.
    #[test]
    fn draws_are_the_same_for_ever() {
        let raw = [
            (
                1,
                "ga",
                Stream::Work,
                [
                    0x6644_ee71,
                    0x7cad_a60d,
                    0x0212_6af8,
                    0x2c4e_a59b,
                    0xa356_bd99,
                    0x9af8_bbec,
                ],
            ),
            (
                1,
                "ga",
                Stream::Occurrence,
                [
                    0x8e16_b59f,
                    0x9dfd_9104,
                    0x8d7a_0c1d,
                    0xd815_aa9a,
                    0x2113_6c90,
                    0x9d1c_05a2,
                ],
            ),
            (
                1,
                "ga",
                Stream::Severity,
                [
                    0x4cb9_b472,
                    0xe06f_f1f4,
                    0x3213_eb5a,
                    0x84b8_edc9,
                    0x2ee5_793c,
                    0x9bfa_7dd0,
                ],
            ),
            (
                2,
                "ga",
                Stream::Work,
                [
                    0xf319_cf1e,
                    0x5707_4f08,
                    0x6a1f_4e3b,
                    0x231b_616a,
                    0xb073_b028,
                    0xb8b8_bba1,
                ],
            ),
            (
                1,
                "data-backfill",
                Stream::Work,
                [
                    0x49d5_c9bc,
                    0x70ed_c747,
                    0xd3a2_0128,
                    0xc352_0809,
                    0x3370_7463,
                    0x4577_c5a1,
                ],
            ),
            (
                1 << 63,
                "r-capacity-slips",
                Stream::Occurrence,
                [
                    0xe4d6_17a7,
                    0x0184_1081,
                    0x10c2_5c99,
                    0xee72_0711,
                    0xf75c_c8fa,
                    0x9d24_7153,
                ],
            ),
        ];
        for (seed, id, stream, draws) in raw {
            let key = Key::new(seed, id, stream);
            let found = [0, 1, 127, 128, 9999, u32::MAX].map(|at| key.draw(at));
            assert_eq!(found, draws, "{seed} {id} {stream:?}");
        }
    }

    #[test]
    fn fractions_fill_the_unit_interval_evenly() {
        // Chi-square over 64 cells with 63 degrees of freedom: mean 63, standard deviation 11.2; 110 is more
        // than four of them away. Mean and variance of a uniform: 1/2 and 1/12.
        for id in ["ga", "data-backfill", "a", "zz-9"] {
            for stream in [Stream::Work, Stream::Occurrence, Stream::Severity] {
                let key = Key::new(1, id, stream);
                let n = 64_000;
                let mut cells = [0u32; 64];
                let (mut sum, mut squares) = (0.0f64, 0.0f64);
                for at in 0..n {
                    let x = f64::from(key.fraction(at));
                    assert!(x > 0.0 && x < 1.0);
                    cells[(x * 64.0) as usize] += 1;
                    sum += x;
                    squares += x * x;
                }
                let expected = f64::from(n) / 64.0;
                let chi: f64 = cells
                    .iter()
                    .map(|count| (f64::from(*count) - expected).powi(2) / expected)
                    .sum();
                assert!(chi > 25.0 && chi < 110.0, "{id} {stream:?}: chi-square {chi}");
                let mean = sum / f64::from(n);
                let variance = squares / f64::from(n) - mean * mean;
                assert!((mean - 0.5).abs() < 4.0 * (1.0f64 / 12.0 / f64::from(n)).sqrt());
                assert!((variance - 1.0 / 12.0).abs() < 0.002, "{variance}");
            }
        }
    }

    #[test]
    fn items_streams_seeds_and_iterations_know_nothing_of_each_other() {
        // The correlation of two independent uniforms over n draws has standard deviation 1/sqrt(n).
        let n = 20_000u32;
        let correlation = |a: Key, b: Key, lag: u32| {
            let sum: f64 = (0..n)
                .map(|at| (f64::from(a.fraction(at)) - 0.5) * (f64::from(b.fraction(at + lag)) - 0.5))
                .sum();
            12.0 * sum / f64::from(n)
        };
        let limit = 4.5 / f64::from(n).sqrt();
        let key = |id: &str| Key::new(1, id, Stream::Work);
        let ids: Vec<String> = (0..40).map(|at| format!("item-{at}")).collect();
        for (at, id) in ids.iter().enumerate() {
            for other in &ids[at + 1..] {
                let found = correlation(key(id), key(other), 0);
                assert!(found.abs() < limit, "{id} {other}: {found}");
            }
            for lag in [1, 2, 3, 64, 128, 129] {
                let found = correlation(key(id), key(id), lag);
                assert!(found.abs() < limit, "{id} lag {lag}: {found}");
            }
            let found = correlation(key(id), Key::new(2, id, Stream::Work), 0);
            assert!(found.abs() < limit, "{id} other seed: {found}");
            let found = correlation(key(id), Key::new(1, id, Stream::Severity), 0);
            assert!(found.abs() < limit, "{id} other stream: {found}");
        }
    }

    #[test]
    fn halves_of_a_key_do_their_work_each() {
        let n = 20_000u32;
        let near = [
            Key { first: 7, second: 1 },
            Key { first: 7, second: 2 },
            Key { first: 8, second: 1 },
        ];
        for (at, a) in near.iter().enumerate() {
            for b in &near[at + 1..] {
                let sum: f64 = (0..n)
                    .map(|at| (f64::from(a.fraction(at)) - 0.5) * (f64::from(b.fraction(at)) - 0.5))
                    .sum();
                assert!(
                    (12.0 * sum / f64::from(n)).abs() < 4.5 / f64::from(n).sqrt(),
                    "{a:?} {b:?}"
                );
            }
        }
    }
}
