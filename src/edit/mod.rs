//! Text edits that keep comments and layout: bytes are spliced at exact spans, and the result is read again
//! and compared before anybody may write it.

mod layout;
mod repair;
mod splice;
mod unified;

pub use layout::{Unsure, first_unordered_line, laid_out};
pub use repair::{Repaired, repair};
pub use splice::spliced;
pub use unified::unified;
