//! One file per question: facts in, a page out. No view knows a format.

mod blocked;
mod cause;
mod charter;
mod colors;
mod contracts;
mod critical_path;
mod decisions;
mod diff;
mod escalate;
mod forecast;
mod owners;
mod readiness;
mod report;
mod risks;
mod runsheet;
mod schedule;
mod show;
mod summary;
mod words;

pub use blocked::{blocked, by_person};
pub use charter::charter;
pub use contracts::{contracts, contracts_by_team};
pub use critical_path::{by_team, critical_path};
pub use decisions::decisions;
pub use diff::{Change, Said, diff};
pub use escalate::{Memo, escalate};
pub use forecast::forecast;
pub use owners::{absence, handover, owners, production};
pub use readiness::readiness;
pub use report::report;
pub use risks::risks;
pub use runsheet::runsheet;
pub use schedule::schedule;
pub use show::{Written, show};
pub use summary::{Changed, Executive, summary};
