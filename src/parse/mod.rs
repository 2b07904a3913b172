//! Text to typed documents. Nothing here fails: every function returns what could be read, and findings
//! for the rest; one bad value hides no other.

mod error;
mod ids;
mod lists;
mod macros;
mod patch;
mod reader;
mod scalar;
mod words;
mod yaml;

pub use crate::text::Date;
pub use ids::{ItemId, PersonId, Slug, TeamId, is_slug};
pub use lists::{Few, List, Map, Overrides, Raw};
pub(crate) use macros::{WordVisitor, entity, text_enum};
pub use patch::patched;
pub use reader::typed;
pub(crate) use reader::{BRIEF, lenient};
pub use scalar::{PROBABILITIES, SIZES, DateRange, Delay, Duration, Estimate, Lag, Probability, Triple, Unit, Week};
pub use yaml::{Document, NodeRef, Style, comments, document, read_source};

pub(crate) use error::problem;
