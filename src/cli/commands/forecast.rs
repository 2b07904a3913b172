//! `forecast`: the dates that will hold.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
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
        let options = Options {
            runs: self.runs,
            seed: self.seed,
            ..Options::default()
        };
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let forecast = forecast::Forecast::new(schedule, options);
            let items: Vec<_> = forecast
                .items
                .iter()
                .filter(|item| self.filter.passes(&item.row))
                .collect();
            if self.format == Format::Json {
                let body = json::Forecast::new(schedule, &forecast, &items);
                return Ok(seen.json("forecast", body));
            }
            let page = views::forecast(schedule, &forecast, &items, self.common.verbose > 0);
            Ok(Shown::Page(page))
        })
    }
}
