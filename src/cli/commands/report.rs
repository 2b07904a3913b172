//! `report`: the whole picture.

use crate::checks::one_per_launch;
use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Detail, Forecast, Options, add_safe_costs};
use crate::report::json::Target;
use crate::report::render::findings::json as findings;
use crate::report::{json, views};
use crate::schedule::{Colored, Colors, Evidence, Schedule, TargetRow};
use clap::Args;

/// Options of `report`.
#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Report {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let past = || session.past_of(seen.loaded);
            let (outcome, forecast) =
                session.check_and_forecast(&past, seen.loaded, seen.others, schedule)?;
            let options = Options {
                detail: Detail::Finish,
                ..Options::default()
            };
            let forecast = forecast.unwrap_or_else(|| Forecast::new(schedule, options));
            let colored = colors(schedule, &forecast);
            let mut path = schedule.critical_path();
            let mut blocked = schedule.blocked();
            add_safe_costs(schedule, options, &mut blocked);
            let mut owners = schedule.owners();
            self.filter.keep_path(&mut path);
            self.filter.keep_blocked(schedule, &mut blocked);
            self.filter.keep_owners(schedule, &mut owners);
            if self.format == Format::Json {
                let targets: Vec<Target> = schedule
                    .targets()
                    .iter()
                    .zip(&colored)
                    .map(|(target, colored)| {
                        let item = forecast.item(target.id.as_str());
                        Target::from(target).with(item).colored(colored.as_ref())
                    })
                    .collect();
                let worst = targets
                    .iter()
                    .min_by_key(|target| (target.done, target.margin.unwrap_or(i64::MAX)));
                let body = json::Report {
                    target: worst.cloned(),
                    targets,
                    critical_path: (&path).into(),
                    blocked: (&blocked).into(),
                    owners: (&owners).into(),
                    findings: findings::findings(&outcome.findings, &seen.loaded.sources),
                    summary: findings::summary(&outcome.findings, outcome.suppressed.len()),
                };
                return Ok(seen.json("report", body));
            }
            let told = one_per_launch(&outcome.findings);
            let page = views::report(schedule, &forecast, &colored, &path, &blocked, &owners, &told);
            Ok(Shown::Whole(page))
        })
    }
}

/// The colors of the targets, in their order.
fn colors<'p>(schedule: &Schedule<'p>, forecast: &Forecast<'p>) -> Vec<Option<Colored<'p>>> {
    let colors = Colors::new(schedule);
    let color = |target: &TargetRow<'p>| {
        let item = forecast.item(target.id.as_str())?;
        let evidence = Evidence {
            chance: item.chance,
            ..Evidence::default()
        };
        colors.of(&item.row, &evidence)
    };
    schedule.targets().iter().map(color).collect()
}
