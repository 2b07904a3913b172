//! `quality`: how sound the plan is as a plan.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::report::{json, views};
use clap::Args;

/// Options of `quality`.
#[derive(Debug, Args)]
pub struct Quality {
    #[command(flatten)]
    common: Common,
    /// Only these columns of the tables, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    columns: Vec<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Quality {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let filter = Filter {
            columns: self.columns.clone(),
            ..Filter::default()
        };
        session.each(self.format, &filter, |seen| {
            let schedule = seen.schedule;
            let measures = schedule.quality();
            if self.format == Format::Json {
                let body = json::Quality::from(measures.as_slice());
                return Ok(seen.json("quality", body));
            }
            let page = views::quality(seen.loaded.program.title(), &measures, self.common.verbose > 0);
            Ok(Shown::Page(page))
        })
    }
}
