//! Acceptance criteria before and after: which one is gone, and which one asks for less.
//!
//! A criterion that says the same in other words is no weakening, so two texts belong together when they
//! have their words in common; then only their numbers are compared.

use rustc_hash::FxHashSet;

/// What became of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its number is easier to meet: where it stands now, the number before and after.
    Loosened(usize, String, String),
    /// It is gone.
    Removed,
}

/// The criteria that ask for less now or for nothing, in their order.
pub(super) fn fates<'t>(old: &[&'t str], new: &[&str]) -> Vec<(&'t str, Fate)> {
    let kept: FxHashSet<&str> = new.iter().map(|text| text.trim()).collect();
    let before: FxHashSet<&str> = old.iter().map(|text| text.trim()).collect();
    let mut free: Vec<(usize, Parts)> = new
        .iter()
        .enumerate()
        .filter(|(_, text)| !before.contains(text.trim()))
        .map(|(at, text)| (at, Parts::of(text)))
        .collect();
    let mut fates = Vec::new();
    for text in old.iter().filter(|text| !kept.contains(text.trim())) {
        let parts = Parts::of(text);
        let nearest = free
            .iter()
            .take(MOST_TEXTS)
            .enumerate()
            .map(|(place, (_, other))| (parts.likeness(other), std::cmp::Reverse(place)))
            .max()
            .filter(|(likeness, _)| *likeness >= 50);
        match nearest {
            None => fates.push((*text, Fate::Removed)),
            Some((_, std::cmp::Reverse(place))) => {
                let (at, other) = free.remove(place);
                if let Some((from, to)) = parts.loosened(&other) {
                    fates.push((*text, Fate::Loosened(at, from, to)));
                }
            }
        }
    }
    fates
}

/// Which way a number becomes easier to meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Easier {
    /// "below 0.01 %", "at most 2".
    Up,
    /// "at least ten", "99.9 % of".
    Down,
}

/// A criterion taken apart.
struct Parts {
    words: FxHashSet<String>,
    /// Each number as written, and its value.
    numbers: Vec<(String, f64)>,
    easier: Easier,
}

/// A text is compared with at most this many others.
const MOST_TEXTS: usize = 100;

/// Criteria are compared by at most this many words.
const MOST_WORDS: usize = 200;

impl Parts {
    fn of(text: &str) -> Parts {
        let text = text.to_lowercase();
        let mut words = FxHashSet::default();
        let mut numbers = Vec::new();
        for word in text.split_whitespace().take(MOST_WORDS) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
            match digits.replace(['_', ','], "").parse::<f64>() {
                Ok(value) if value.is_finite() => numbers.push((bare.to_owned(), value)),
                _ if bare.is_empty() => {}
                _ => drop(words.insert(bare.to_owned())),
            }
        }
        const BOUNDS: [&str; 10] = [
            "below", "under", "less", "most", "within", "fewer", "maximum", "max", "no more", "<",
        ];
        let is_bound = BOUNDS.iter().any(|bound| text.contains(bound)) || text.contains('≤');
        Parts {
            words,
            numbers,
            easier: if is_bound { Easier::Up } else { Easier::Down },
        }
    }

    /// How many percent of their words two have in common.
    fn likeness(&self, other: &Parts) -> usize {
        let all = self.words.union(&other.words).count();
        if all == 0 {
            return usize::from(self.numbers.len() == other.numbers.len()) * 100;
        }
        self.words.intersection(&other.words).count() * 100 / all
    }

    /// The first number that is easier to meet in the other, or that is gone there.
    fn loosened(&self, other: &Parts) -> Option<(String, String)> {
        for (at, (text, value)) in self.numbers.iter().enumerate() {
            let Some((new, now)) = other.numbers.get(at) else {
                return Some((text.clone(), "no number".into()));
            };
            let is_easier = match self.easier {
                Easier::Up => now > value,
                Easier::Down => now < value,
            };
            if is_easier {
                return Some((text.clone(), new.clone()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_loosened_in_the_direction_that_its_words_say() {
        let loosened = |old, new| matches!(fates(&[old], &[new])[..], [(_, Fate::Loosened(0, ..))]);
        assert!(loosened(
            "Difference below 0.01 % of rows",
            "Difference below 0.1 % of rows"
        ));
        assert!(!loosened(
            "Difference below 0.1 % of rows",
            "Difference below 0.01 % of rows"
        ));
        assert!(loosened("p99 under 200 ms at load", "p99 under 300 ms at load"));
        assert!(loosened(
            "Ten runs, 100 % of traffic",
            "Ten runs, 90 % of traffic"
        ));
        assert!(!loosened(
            "Suite green 3 nights in a row",
            "Suite green 5 nights in a row"
        ));
    }

    #[test]
    fn other_words_for_the_same_are_no_weakening_and_what_is_gone_is() {
        let old = ["Regression suite green 3 nights", "Signed by the assessor"];
        let new = ["The regression suite is green 3 nights", "New one"];
        assert_eq!(fates(&old, &new), [("Signed by the assessor", Fate::Removed)]);
        assert!(
            fates(
                &old,
                &["Signed by the assessor", "Regression suite green 3 nights"]
            )
            .is_empty()
        );
    }
}
