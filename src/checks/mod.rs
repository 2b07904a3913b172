//! The rules: what makes a program's files untrustworthy, or a commitment hollow.
//!
//! A rule is one file in `rules/` and one line in the registry. It looks at [`Facts`] and says what it found
//! about which [place](crate::model::Place); levels, suppressions, positions and order are settled here,
//! once for all.

mod added;
mod answers;
mod change;
mod codeowners;
mod criteria;
#[cfg(test)]
mod drawn;
mod fingerprint;
mod fold;
mod found;
mod levels;
mod misspelt;
mod references;
mod registry;
mod rule;
mod run;
mod suppress;
mod texts;
mod unread;
mod wording;

pub mod rules;

pub use answers::{Answers, Simulation};
pub use change::{Change, Matched, matched};
pub use fingerprint::{Fingerprint, fingerprints, program_word};
pub use fold::one_per_launch;
pub use found::{Found, Said};
pub use levels::{Levels, Source};
pub use registry::{RULES, find};
pub use rule::{Check, Default, Facts, Group, Rule};
pub use run::{Outcome, Suppressed, run, run_over};
