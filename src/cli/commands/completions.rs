//! `completions`: the completion script of a shell.

use crate::cli::{Arguments, Env};
use crate::error::{Error, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<u8> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "linchpin", &mut script);
        let text = String::from_utf8_lossy(&script);
        Env::print(&text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        Ok(0)
    }
}
