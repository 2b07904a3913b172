//! linchpin reads a program kept as YAML and says what drives its date, what is stuck and what nobody owns.

pub mod text;
pub mod error;
pub mod diagnostic;
pub mod parse;
pub mod model;
pub mod load;
pub mod graph;
pub mod schedule;
pub mod checks;
pub mod workdir;
pub mod discover;
