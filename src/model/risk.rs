//! How large a risk is: its place on the five-by-five matrix of likelihood and consequence.

use super::Risk;
use crate::parse::{Delay, Duration, Estimate, Unit};

/// The level of a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskLevel {
    /// To be watched.
    Low,
    /// Needs an owner who acts.
    Moderate,
    /// Needs somebody above who knows.
    High,
}

impl RiskLevel {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RiskLevel::Low => "low",
            RiskLevel::Moderate => "moderate",
            RiskLevel::High => "high",
        }
    }

    /// The level of a place on the matrix, both from 0 to 4.
    pub fn at(likelihood: usize, consequence: usize) -> RiskLevel {
        MATRIX[likelihood.min(4)][consequence.min(4)]
    }
}

/// Levels by likelihood (rows, the least likely first) and consequence (columns, the smallest first), as the
/// risk guide of the US Department of Defense draws them.
const MATRIX: [[RiskLevel; 5]; 5] = {
    const L: RiskLevel = RiskLevel::Low;
    const M: RiskLevel = RiskLevel::Moderate;
    const H: RiskLevel = RiskLevel::High;
    [
        [L, L, L, L, M],
        [L, L, L, M, M],
        [L, L, M, M, H],
        [L, M, M, H, H],
        [L, M, H, H, H],
    ]
};

/// The highest probability of each band but the last; the five words lie in the middle of theirs.
const LIKELIHOODS: [f64; 4] = [0.2, 0.4, 0.6, 0.8];
/// The longest likely delay of each band but the last, in working days.
const DELAYS: [f64; 4] = [1.0, 4.0, 8.0, 15.0];

impl Risk {
    /// The band of its probability, from 0 for very low to 4 for very high.
    pub fn likelihood(&self) -> Option<usize> {
        Some(band(&LIKELIHOODS, self.prob?.0))
    }

    /// The band of its likely delay, from 0 for a day to 4 for more than three weeks.
    pub fn consequence(&self) -> Option<usize> {
        Some(band(&DELAYS, days(self.delay?.0.likely())))
    }

    /// The level; none before probability and delay are known.
    pub fn level(&self) -> Option<RiskLevel> {
        Some(RiskLevel::at(self.likelihood()?, self.consequence()?))
    }

    /// Whether it is high.
    pub fn is_high(&self) -> bool {
        self.level() == Some(RiskLevel::High)
    }
}

impl Delay {
    /// The mean of the triangle in rough working days, five a week.
    pub fn mean(&self) -> f64 {
        match self.0 {
            Estimate::One(one) => days(one),
            Estimate::Three(three) => three.map(days).iter().sum::<f64>() / 3.0,
        }
    }
}

fn days(duration: Duration) -> f64 {
    let amount = f64::from(duration.amount);
    match duration.unit {
        Unit::Days => amount,
        Unit::Weeks => amount * 5.0,
        Unit::Elapsed => amount * 5.0 / 7.0,
    }
}

fn band(limits: &[f64; 4], value: f64) -> usize {
    // A percentage read as text may miss its limit by the last bit.
    limits.iter().filter(|limit| value > **limit + 1e-9).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Probability;

    fn level(prob: f64, delay: i32) -> Option<RiskLevel> {
        let risk = Risk {
            prob: Some(Probability(prob)),
            delay: Some(Delay(Estimate::One(Duration::days(delay)))),
            ..Risk::default()
        };
        risk.level()
    }

    #[test]
    fn level_follows_the_matrix_and_a_limit_belongs_to_the_lower_band() {
        assert_eq!(level(0.9, 1), Some(RiskLevel::Low));
        assert_eq!(level(0.9, 5), Some(RiskLevel::High));
        assert_eq!(level(0.8, 5), Some(RiskLevel::Moderate));
        assert_eq!(level(0.6, 15), Some(RiskLevel::Moderate));
        assert_eq!(level(0.6, 16), Some(RiskLevel::High));
        assert_eq!(level(0.61, 15), Some(RiskLevel::High));
        assert_eq!(level(0.4, 100), Some(RiskLevel::Moderate));
        assert_eq!(level(0.2, 15), Some(RiskLevel::Low));
    }

    #[test]
    fn the_words_and_sizes_of_the_format_fall_into_their_own_bands() {
        let prob = |prob| Risk {
            prob: Some(Probability(prob)),
            ..Risk::default()
        };
        let words = [0.1, 0.3, 0.5, 0.7, 0.9];
        let bands = [0, 1, 2, 3, 4].map(Some);
        assert_eq!(words.map(|word| prob(word).likelihood()), bands);
        let delay = |days| Risk {
            delay: Some(Delay(Estimate::One(Duration::days(days)))),
            ..Risk::default()
        };
        assert_eq!([1, 3, 5, 10, 20].map(|days| delay(days).consequence()), bands);
        assert_eq!(
            [8, 9, 15].map(|days| delay(days).consequence()),
            [2, 3, 3].map(Some)
        );
    }

    #[test]
    fn a_risk_without_figures_has_no_level() {
        let risk = Risk {
            prob: Some(Probability(0.9)),
            ..Risk::default()
        };
        assert_eq!(risk.level(), None);
    }

    #[test]
    fn units_are_compared_in_working_days() {
        let mean = |amount, unit| Delay(Estimate::One(Duration { amount, unit })).mean();
        assert_eq!(mean(2, Unit::Weeks), 10.0);
        assert_eq!(mean(14, Unit::Elapsed), 10.0);
        let three = [3, 8, 16].map(Duration::days);
        assert_eq!(Delay(Estimate::Three(three)).mean(), 9.0);
    }
}
