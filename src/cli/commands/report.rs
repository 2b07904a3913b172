//! `report`: the whole picture.

use crate::checks::one_per_launch;
use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Detail, Forecast, Options, TargetForecast, add_safe_costs};
use crate::report::json::Target;
use crate::report::render::findings::json as findings;
use crate::report::{json, views};
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
            let options = Options {
                detail: Detail::Finish,
                ..Options::default()
            };
            let forecast = Forecast::new(schedule, options);
            let (outcome, stale) = session.check_by(&forecast, seen)?;
            let targets = forecast.targets(schedule, |id| stale.contains_key(id));
            let mut path = schedule.critical_path();
            let mut blocked = schedule.blocked();
            add_safe_costs(schedule, options, &mut blocked);
            let mut owners = schedule.owners();
            self.filter.keep_path(&mut path);
            self.filter.keep_blocked(schedule, &mut blocked);
            self.filter.keep_owners(schedule, &mut owners);
            if self.format == Format::Json {
                let body = json::Report {
                    target: TargetForecast::worst(&targets).map(Target::from),
                    targets: targets.iter().map(Target::from).collect(),
                    critical_path: (&path).into(),
                    blocked: (&blocked).into(),
                    owners: (&owners).into(),
                    findings: findings::findings(&outcome.findings, &seen.loaded.sources),
                    summary: findings::summary(&outcome.findings, outcome.suppressed.len()),
                };
                return Ok(seen.json("report", body));
            }
            let told = one_per_launch(&outcome.findings);
            let page = views::report(schedule, &targets, &path, &blocked, &owners, &told);
            Ok(Shown::Whole(page))
        })
    }
}
