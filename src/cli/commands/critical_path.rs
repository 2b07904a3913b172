//! `critical-path`: what drives the date.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::forecast::{Detail, Forecast, Options};
use crate::parse::{Few, ItemId};
use crate::report::{json, views};
use clap::{Args, ValueEnum};

/// Options of `critical-path`.
#[derive(Debug, Args)]
pub struct CriticalPath {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// The path to this milestone instead of the target
    #[arg(long, value_name = "ID")]
    to: Option<String>,
    /// Float below which an item is near-critical [default: 5d, or the settings']
    #[arg(long, value_name = "DAYS", value_parser = days)]
    near: Option<i64>,
    /// Group all critical items
    #[arg(long, value_enum)]
    by: Option<By>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By team.
    Team,
}

fn days(text: &str) -> std::result::Result<i64, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    match number.parse::<i64>() {
        Ok(days) if (0..=10_000).contains(&days) => Ok(days),
        _ => Err(format!("`{text}` is no number of working days; write 5d")),
    }
}

impl CriticalPath {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let mut session = Session::open(env, &self.common)?;
        if let Some(to) = &self.to {
            aim(&mut session, to)?;
        }
        let mut options = session.options();
        options.near_critical = self.near.unwrap_or(options.near_critical);
        session.each_with(options, self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let mut path = schedule.critical_path();
            self.filter.keep_path(&mut path);
            if self.format == Format::Json {
                let body = json::CriticalPath::from(&path);
                return Ok(seen.json("critical-path", body));
            }
            let page = match self.by {
                Some(By::Team) => views::by_team(schedule, &path),
                None => {
                    let options = Options {
                        detail: Detail::Finish,
                        ..Options::default()
                    };
                    // Whoever chooses columns may choose any.
                    let is_full = self.common.verbose > 0 || !self.filter.columns.is_empty();
                    let forecast = is_full.then(|| Forecast::new(schedule, options));
                    views::critical_path(schedule, &path, forecast.as_ref())
                }
            };
            Ok(Shown::Page(page))
        })
    }
}

/// Makes an item the target, so that float, drag and near-critical items are those of its date.
fn aim(session: &mut Session<'_>, to: &str) -> Result<()> {
    session.only()?;
    let Some(loaded) = session.programs.first_mut() else {
        return Ok(());
    };
    let program = &mut loaded.program;
    if program.item(to).is_none() {
        let ids = program
            .ids()
            .filter(|(_, id)| program.item(id.as_str()).is_some());
        let near = did_you_mean(to, ids.map(|(_, id)| id.as_str()));
        let error = Error::new(format!("there is no milestone, contract or decision {to}"));
        return Err(match near {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help("`linchpin schedule` lists all items"),
        });
    }
    program.charter.target = Few::from(vec![ItemId::from(to)]);
    program.has_charter = true;
    Ok(())
}
