//! `risks`: the register, ranked by what closing each risk would bring.

use crate::cli::Env;
use crate::cli::each::{Seen, Shown};
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::{Error, Result};
use crate::forecast::{Forecast, Options, RiskForecast};
use crate::history::Week;
use crate::report::{json, views};
use crate::schedule::Schedule;
use clap::Args;

/// Options of `risks`.
#[derive(Debug, Args)]
pub struct Risks {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// Draw probability against delay
    #[arg(long)]
    heatmap: bool,
    /// Show how the exposure went week by week, a line for each class, from git history: of the whole register
    #[arg(long)]
    burndown: bool,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Risks {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let forecast = Forecast::new(schedule, Options::default());
            let risks: Vec<_> = forecast
                .risks
                .iter()
                .filter(|risk| self.passes(schedule, risk))
                .collect();
            let weeks = match self.burndown {
                true => Some(self.weeks(&session, seen)?),
                false => None,
            };
            if self.format == Format::Json {
                let body = json::Risks::new(schedule, &forecast, &risks, weeks.as_deref());
                return Ok(seen.json("risks", body));
            }
            let mut page = views::risks(schedule, &forecast, &risks, self.heatmap);
            if let Some(weeks) = &weeks {
                views::burndown(&mut page, weeks, session.as_of, self.common.verbose > 0);
            }
            Ok(Shown::Page(page))
        })
    }

    /// The exposure week by week.
    fn weeks(&self, session: &Session<'_>, seen: &Seen<'_, '_>) -> Result<Vec<Week>> {
        let history = session.history(seen.loaded, false)?;
        let history = history.ok_or_else(|| Error::no_history(&session.found.root))?;
        session.tell_limits(&history);
        Ok(history.burndown(seen.schedule))
    }

    /// A risk passes by its own owner; by team if that is the owner's, and by team and workstream if anything that it
    /// hits does.
    fn passes(&self, schedule: &Schedule<'_>, risk: &RiskForecast<'_>) -> bool {
        let owner = risk.risk.owner.as_ref().map(|owner| owner.as_str());
        let is_owner = self
            .filter
            .owner
            .as_deref()
            .is_none_or(|wanted| owner == Some(wanted));
        let of_items = Filter {
            owner: None,
            ..self.filter.clone()
        };
        let people = &schedule.program().people;
        let team = owner.and_then(|owner| people.get(owner)?.team.as_ref());
        let is_team = team.is_some_and(|team| self.filter.team.as_deref() == Some(team.as_str()));
        is_owner
            && (!of_items.is_any()
                || is_team && of_items.workstream.is_none()
                || risk
                    .risk
                    .hits
                    .iter()
                    .filter_map(|id| schedule.row(id))
                    .any(|row| of_items.passes(&row)))
    }
}
