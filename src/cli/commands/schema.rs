//! `schema`: the JSON Schema of a kind of document.

use crate::cli::Env;
use crate::error::{Error, Result};
use crate::schema::{KINDS, Kind};
use clap::Args;

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which one; `--list` names them all
    #[arg(default_value = "program")]
    kind: String,
    /// List the kinds instead
    #[arg(long)]
    list: bool,
}

impl Schema {
    pub(super) fn run(&self) -> Result<u8> {
        let text = if self.list {
            let line = |kind: &Kind| format!("{:<14} {}\n", kind.name, kind.summary);
            KINDS.iter().map(line).collect()
        } else {
            Kind::find(&self.kind)?.text()
        };
        Env::print(&text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        Ok(0)
    }
}
