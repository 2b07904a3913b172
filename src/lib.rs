//! linchpin reads a program kept as YAML and says what drives its date, what is stuck and what nobody owns.

pub mod diagnostic;
pub mod text;
