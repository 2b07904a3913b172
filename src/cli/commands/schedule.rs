//! `schedule`: every item with its dates.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Detail, Forecast, Options};
use crate::report::{json, views};
use crate::schedule::Evidence;
use clap::Args;
use std::collections::BTreeMap;

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
                let targets = evidence(schedule);
                let evidence = |id: &str| match targets.get(id) {
                    Some(target) => *target,
                    None => Some(Evidence::default()),
                };
                let body = json::Schedule::new(schedule, &rows).colored(schedule, &rows, evidence);
                return Ok(seen.json("schedule", body));
            }
            Ok(Shown::Page(views::schedule(schedule, &rows)))
        })
    }
}

/// What the targets are colored by, by id; nothing in a program too large to simulate at every call, so that no
/// color is told that a report would not tell.
fn evidence(schedule: &crate::schedule::Schedule<'_>) -> BTreeMap<String, Option<Evidence>> {
    let targets = schedule.targets();
    let ids = targets.iter().map(|target| target.id.as_str());
    if schedule.plan.graph.nodes.len() > LARGEST {
        return ids.map(|id| (id.to_owned(), None)).collect();
    }
    let options = Options {
        detail: Detail::Finish,
        ..Options::default()
    };
    let forecast = Forecast::new(schedule, options);
    let chance = |id: &str| forecast.item(id).and_then(|item| item.chance);
    ids.map(|id| (id.to_owned(), Some(Evidence::of_chance(chance(id)))))
        .collect()
}
