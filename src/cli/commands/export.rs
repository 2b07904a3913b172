//! `export`: the program for other tools, on standard output.

use crate::cli::Env;
use crate::cli::options::Common;
use crate::cli::session::Session;
use crate::error::{Error, Result};
use crate::exchange;
use crate::report::json;
use clap::{Args, ValueEnum};

/// Options of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The form
    #[arg(value_enum)]
    format: Format,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One row an item, with its dates; `import csv` reads it back.
    Csv,
    /// All sections as they are written, merged, and the schedule.
    Json,
}

impl Export {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        if self.format == Format::Json && !self.common.set.is_empty() {
            return Err(
                Error::new("export json gives what is written, and --set changes nothing in it")
                    .help("leave out --set, or take export csv, which follows it"),
            );
        }
        let session = Session::open(env, &self.common)?;
        let loaded = session.only()?;
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        session.warn_of_errors(loaded);
        let rows = schedule.rows();
        let text = match self.format {
            Format::Csv => exchange::csv(&rows),
            Format::Json => {
                let body = json::Export::new(&loaded.documents, &schedule, &rows);
                json::text("export", Some(loaded.program.id.as_str()), session.as_of, body)
            }
        };
        session.finish(&text, 0)
    }
}
