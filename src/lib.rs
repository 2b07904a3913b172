//! linchpin reads a program kept as YAML and says what drives its date, what is stuck and what nobody owns.

pub mod checks;
pub mod diagnostic;
pub mod diff;
pub mod discover;
pub mod edit;
pub mod error;
pub mod exchange;
pub mod forecast;
pub mod git;
pub mod graph;
pub mod history;
pub mod load;
pub mod model;
pub mod parse;
pub mod schedule;
pub mod text;
pub mod workdir;

pub mod cli;
pub mod report;
pub mod schema;
