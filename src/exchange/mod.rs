//! Other tools' files: read into our format, and written from a program. Nothing is guessed: what could mean
//! two things is left out and said, with its line.

mod columns;
mod dates;
mod export;
mod fields;
mod import;
mod known;
mod naming;
mod people;
mod references;
mod sheet;
mod update;
mod yaml;

pub use dates::Order;
pub use export::csv;
pub use import::{Flavor, Imported, Taken, import};
pub use sheet::{Sheet, Unreadable};
pub use update::{Addition, Fate, Put, Update, update};

/// What could not be taken over as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line of the file, from 1.
    pub line: u64,
    /// What it is, in a sentence.
    pub message: String,
    /// Whether something was left out; else it is told and nothing is lost.
    pub is_loss: bool,
}
