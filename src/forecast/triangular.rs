//! The triangular distribution of three values, and its inverse in the fixed-point days of an iteration.

/// Parts of a day that are told apart inside an iteration.
pub const DAY: i32 = 1024;
/// No instant or length inside an iteration goes beyond this: more than a thousand years of days, and far
/// enough from the limits of the type that a few of them can be added.
pub const FAR: i32 = 400_000 * DAY;

/// Low, likely and high, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangular {
    /// The least there is.
    pub low: f64,
    /// The mode.
    pub likely: f64,
    /// The most there is.
    pub high: f64,
}

impl Triangular {
    /// The distribution of three values in ascending order.
    pub fn new(low: f64, likely: f64, high: f64) -> Triangular {
        Triangular { low, likely, high }
    }

    /// A single value with its spread: factors for low, likely and high.
    pub fn spread(value: f64, [low, likely, high]: [f64; 3]) -> Triangular {
        Triangular::new(value * low, value * likely, value * high)
    }

    /// The mean: a third of the sum.
    pub fn mean(&self) -> f64 {
        (self.low + self.likely + self.high) / 3.0
    }

    /// The inverse of the distribution function, ready to be evaluated many times.
    pub fn inverse(&self) -> Inverse {
        let most = f64::from(FAR);
        let parts = |days: f64| (days * f64::from(DAY)).clamp(-most, most);
        let (low, high) = (parts(self.low).round(), parts(self.high));
        let likely = parts(self.likely).clamp(low, high.max(low));
        let width = (high - low).max(0.0);
        let rising = likely - low;
        Inverse {
            low: low as i32,
            width: width as f32,
            rising: (width * rising) as f32,
            falling: (width * (width - rising)) as f32,
            mode: if width > 0.0 { (rising / width) as f32 } else { 1.0 },
        }
    }
}

/// The value below which a given fraction lies: with `a` low, `m` likely, `b` high,
/// `a + sqrt(u (b-a) (m-a))` where `u` is below the mode's own fraction `(m-a)/(b-a)`, and
/// `b - sqrt((1-u) (b-a) (b-m))` from there on. One square root, the branch a selection: it costs less than
/// a look into a table, has no grid, and is exact to the last bit on every platform, since IEEE arithmetic is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inverse {
    low: i32,
    width: f32,
    rising: f32,
    falling: f32,
    mode: f32,
}

impl Inverse {
    /// Whether it is one value.
    pub fn is_fixed(&self) -> bool {
        self.width < 1.0
    }

    /// The value where it is one, else the low end; in parts of a day.
    pub fn low(&self) -> i32 {
        self.low
    }

    /// Whether values may be too far from the low end for [`Inverse::near`].
    pub fn is_wide(&self) -> bool {
        self.width >= NEAR
    }

    /// The value at a fraction, in parts of a day.
    #[inline(always)]
    pub fn at(&self, fraction: f32) -> i32 {
        self.low + (self.above(fraction) + 0.5) as i32
    }

    /// The same where nothing is more than 8,000 days above the low end: adding 2^23 leaves the rounded
    /// number in the low bits of the result, which is quicker than a conversion that checks.
    #[inline(always)]
    pub fn near(&self, fraction: f32) -> i32 {
        let bits = (self.above(fraction) + NEAR).to_bits() as i32;
        self.low + (bits - NEAR.to_bits() as i32)
    }

    #[inline(always)]
    fn above(&self, fraction: f32) -> f32 {
        let is_rising = fraction < self.mode;
        let square = if is_rising {
            fraction * self.rising
        } else {
            (1.0 - fraction) * self.falling
        };
        let root = square.sqrt();
        if is_rising { root } else { self.width - root }
    }
}

/// 2^23: from here on 32-bit floating point holds whole numbers only.
const NEAR: f32 = 8_388_608.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_undoes_the_distribution_function() {
        // The distribution function from the textbook, in double precision.
        let cases = [
            [6.0, 8.0, 11.0],
            [0.0, 0.0, 5.0],
            [3.0, 7.0, 7.0],
            [0.0, 10.0, 4000.0],
        ];
        for [a, m, b] in cases {
            let inverse = Triangular::new(a, m, b).inverse();
            for step in 1..1000 {
                let u = f64::from(step) / 1000.0;
                let x = f64::from(inverse.at(u as f32)) / f64::from(DAY);
                let below = |x: f64| {
                    if x < m {
                        (x - a).powi(2) / ((b - a) * (m - a))
                    } else {
                        1.0 - (b - x).powi(2) / ((b - a) * (b - m))
                    }
                };
                let slack = 1.0 / f64::from(DAY) + (b - a) * 1e-6;
                let (low, high) = (below((x - slack).max(a)), below((x + slack).min(b)));
                assert!(low <= u && u <= high, "{a} {m} {b} at {u}: {x}, {low} to {high}");
                let apart = inverse.at(u as f32) - inverse.near(u as f32);
                assert!(apart.abs() <= 1, "halves may be rounded either way");
            }
        }
    }

    #[test]
    fn one_value_is_that_value() {
        let inverse = Triangular::new(5.0, 5.0, 5.0).inverse();
        assert!(inverse.is_fixed());
        for fraction in [0.000_1, 0.5, 0.999_9] {
            assert_eq!(inverse.at(fraction), 5 * DAY);
            assert_eq!(inverse.near(fraction), 5 * DAY);
        }
    }

    #[test]
    fn values_too_far_to_be_near_are_told_apart() {
        let inverse = Triangular::new(0.0, 50_000.0, 100_000.0).inverse();
        assert!(inverse.is_wide());
        let middle = f64::from(inverse.at(0.5)) / f64::from(DAY);
        assert!((middle - 50_000.0).abs() < 1.0, "{middle}");
        assert!(!Triangular::new(0.0, 10.0, 8000.0).inverse().is_wide());
    }
}
