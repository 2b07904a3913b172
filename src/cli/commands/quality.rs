//! `quality`: how sound the plan is as a plan.

use super::schedule::chosen;
use crate::cli::Env;
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
        if self.format == Format::Json {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in session.programs.iter() {
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let measures = schedule.quality();
            if self.format == Format::Json {
                let body = json::Quality::from(measures.as_slice());
                let program = Some(loaded.program.id.as_str());
                text.push_str(&json::text("quality", program, session.as_of, body));
                continue;
            }
            session.warn_of_errors(loaded);
            let page = views::quality(loaded.program.title(), &measures, self.common.verbose > 0);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&session.page(&chosen(page, &self.columns)?, self.format));
        }
        session.finish(&text, 0)
    }
}
