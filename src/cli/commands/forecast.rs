//! `forecast`: the dates that will hold.

use super::schedule::chosen;
use crate::cli::Env;
use crate::cli::options::{Common, Filter, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{self, Options};
use crate::report::{json, views};
use clap::Args;

/// Options of `forecast`.
#[derive(Debug, Args)]
pub struct Forecast {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// Iterations of the simulation
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    runs: u32,
    /// Seed of all random draws: the same seed, the same figures
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Forecast {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        if self.format == Format::Json {
            session.only()?;
        }
        let options = Options {
            runs: self.runs,
            seed: self.seed,
            ..Options::default()
        };
        let mut text = String::new();
        for loaded in session.programs.iter() {
            self.filter.check(&loaded.program)?;
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let forecast = forecast::Forecast::new(&schedule, options);
            let items: Vec<_> = forecast
                .items
                .iter()
                .filter(|item| self.filter.passes(&item.row))
                .collect();
            if self.format == Format::Json {
                let body = json::Forecast::new(&schedule, &forecast, &items);
                let program = Some(loaded.program.id.as_str());
                text.push_str(&json::text("forecast", program, session.as_of, body));
                continue;
            }
            session.warn_of_errors(loaded);
            let page = views::forecast(&schedule, &forecast, &items, self.common.verbose > 0);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&session.page(&chosen(page, &self.filter.columns)?, self.format));
        }
        session.finish(&text, 0)
    }
}
