//! One file per question: facts in, a page out. No view knows a format.

mod blocked;
mod charter;
mod critical_path;
mod forecast;
mod owners;
mod report;
mod risks;
mod schedule;
mod show;
mod words;

pub use blocked::{blocked, by_person};
pub use charter::charter;
pub use critical_path::{by_team, critical_path};
pub use forecast::forecast;
pub use owners::{absence, handover, owners, production};
pub use report::report;
pub use risks::risks;
pub use schedule::schedule;
pub use show::{Written, show};
