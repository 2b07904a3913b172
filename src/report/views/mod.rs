//! One file per question: facts in, a page out. No view knows a format.

mod blocked;
mod charter;
mod critical_path;
mod decisions;
mod diff;
mod owners;
mod report;
mod schedule;
mod show;
mod words;

pub use blocked::{blocked, by_person};
pub use charter::charter;
pub use critical_path::{by_team, critical_path};
pub use decisions::decisions;
pub use diff::{Change, Said, diff};
pub use owners::{absence, handover, owners, production};
pub use report::report;
pub use schedule::schedule;
pub use show::{Written, show};
