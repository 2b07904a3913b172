//! Text to typed documents. Nothing here fails: every function returns what could be read, and findings
//! for the rest; one bad value hides no other.

mod access;
mod duration;
mod error;
mod estimate;
mod field;
mod ids;
mod lists;
mod macros;
mod map;
mod patch;
mod probability;
mod range;
mod reader;
mod scalar;
mod schema;
mod shape;
mod words;
mod yaml;

pub use crate::text::Date;
pub use duration::{Duration, Lag, Unit};
pub use estimate::{Delay, Estimate, SIZES};
pub use field::{Field, Fields, Renames};
pub(crate) use field::{mapped, name_of};
pub use ids::{ItemId, PersonId, Slug, TeamId, is_slug};
pub use lists::{Few, List, Overrides, Raw};
pub(crate) use macros::{WordVisitor, entity, text_enum};
pub use map::Map;
pub use patch::patched;
pub use probability::{PROBABILITIES, Probability};
pub use range::{DateRange, Triple, Week};
pub use reader::typed;
pub(crate) use reader::{BRIEF, lenient};
pub use scalar::date;
pub(crate) use schema::{Brief, mapping};
pub use shape::Shape;
pub use yaml::{Document, NodeRef, Style, comments, document, read_source};

pub(crate) use error::problem;
pub(crate) use words::cut;
