//! Text edits that keep comments and layout: bytes are spliced at exact spans, and the result is read again
//! and compared before anybody may write it.

mod add;
mod layout;
mod list;
mod rename;
mod repair;
mod set;
mod splice;
mod unified;

pub use add::added;
pub use layout::{Unsure, first_unordered_line, laid_out};
pub use list::{extended, relisted};
pub use rename::{Renaming, renamed};
pub use repair::{Repaired, repair};
pub use set::{Splice, Target, set_field, value_text};
pub use splice::{joined, spliced};
pub use unified::unified;
