//! `report`: the whole picture.

use super::schedule::chosen;
use crate::checks::one_per_launch;
use crate::cli::Env;
use crate::cli::options::{Common, Filter, Format};
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
        if self.format == Format::Json {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in session.programs.iter() {
            self.filter.check(&loaded.program)?;
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let outcome = session.check(loaded, &others, &schedule, false)?;
            let options = Options {
                detail: Detail::Finish,
                ..Options::default()
            };
            let forecast = Forecast::new(&schedule, options);
            let colored = colors(&schedule, &forecast);
            let mut path = schedule.critical_path();
            let mut blocked = schedule.blocked();
            add_safe_costs(&schedule, options, &mut blocked);
            let mut owners = schedule.owners();
            if self.filter.is_any() {
                let passes = |id: &str| {
                    schedule
                        .row(&id.into())
                        .is_some_and(|row| self.filter.passes(&row))
                };
                path.path.retain(|(row, _)| self.filter.passes(row));
                path.near.retain(|row| self.filter.passes(row));
                blocked.items.retain(|(id, _, _)| passes(id.as_str()));
                blocked
                    .roots
                    .retain(|root| root.holds.iter().any(|id| passes(id.as_str())));
                owners
                    .gaps
                    .retain(|gap| passes(gap.id.split('.').next().unwrap_or_default()));
            }
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
                    findings: findings::findings(&outcome.findings, &loaded.sources),
                    summary: findings::summary(&outcome.findings, outcome.suppressed.len()),
                };
                text.push_str(&json::text(
                    "report",
                    Some(loaded.program.id.as_str()),
                    session.as_of,
                    body,
                ));
                continue;
            }
            let told = one_per_launch(&outcome.findings);
            let page = views::report(&schedule, &forecast, &colored, &path, &blocked, &owners, &told);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&session.page(&chosen(page, &self.filter.columns)?, self.format));
        }
        session.finish(&text, 0)
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
