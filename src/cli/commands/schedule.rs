//! `schedule`: every item with its dates.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Detail, Forecast, Options};
use crate::report::{json, views};
use clap::Args;

/// Items up to which the chance of a target is simulated for its color.
const LARGEST: usize = 5_000;

/// Options of `schedule`.
#[derive(Debug, Args)]
pub struct Schedule {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Schedule {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let mut rows = schedule.rows();
            rows.retain(|row| self.filter.passes(row));
            if self.format == Format::Json {
                let chances = chances(schedule);
                let chance = |id: &str| {
                    chances
                        .iter()
                        .find(|(known, _)| known == id)
                        .map(|(_, chance)| *chance)
                };
                let body = json::Schedule::new(schedule, &rows).colored(schedule, &rows, chance);
                return Ok(seen.json("schedule", body));
            }
            Ok(Shown::Page(views::schedule(schedule, &rows)))
        })
    }
}

/// The chances of the targets, by id; none in a program too large to simulate at every call.
fn chances(schedule: &crate::schedule::Schedule<'_>) -> Vec<(String, f64)> {
    if schedule.plan.graph.nodes.len() > LARGEST {
        return Vec::new();
    }
    let options = Options {
        detail: Detail::Finish,
        ..Options::default()
    };
    let forecast = Forecast::new(schedule, options);
    let chance = |target: &crate::schedule::TargetRow<'_>| {
        let chance = forecast.item(target.id.as_str())?.chance?;
        Some((target.id.to_string(), chance))
    };
    schedule.targets().iter().filter_map(chance).collect()
}
