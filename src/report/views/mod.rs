//! One file per question: facts in, a page out. No view knows a format.

mod blocked;
mod charter;
mod critical_path;
mod decisions;
mod diff;
mod forecast;
mod history;
mod owners;
mod readiness;
mod report;
mod risks;
mod runsheet;
mod schedule;
mod show;
mod trend;
mod words;

pub use blocked::{blocked, by_person};
pub use charter::charter;
pub use critical_path::{by_team, critical_path};
pub use decisions::decisions;
pub use diff::{Change, Said, diff};
pub use forecast::forecast;
pub use history::{Deed, history};
pub use owners::{absence, handover, owners, production};
pub use readiness::readiness;
pub use report::report;
pub use risks::risks;
pub use runsheet::runsheet;
pub use schedule::schedule;
pub use show::{Written, show};
pub use trend::trend;
