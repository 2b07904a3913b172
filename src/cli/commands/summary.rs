//! `summary`: one page for executives.

use crate::cli::Env;
use crate::cli::each::{Seen, Shown};
use crate::cli::filter::Filter;
use crate::cli::lookback::Lookback;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Escalation, Forecast, add_safe_costs, stakes};
use crate::report::{json, views};
use crate::schedule::{Ask, Evidence};
use clap::Args;

/// Items up to which the options of a decision are modelled for the page; of larger programs only the memo does.
const LARGEST: usize = 5_000;

/// Options of `summary`.
#[derive(Debug, Args)]
pub struct Summary {
    #[command(flatten)]
    common: Common,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Summary {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &Filter::default(), |seen| self.tell(&session, seen))
    }

    fn tell(&self, session: &Session<'_>, seen: &Seen<'_, '_>) -> Result<Shown> {
        let schedule = seen.schedule;
        let grounds = session.grounds(seen.loaded, seen.others);
        let forecast = Forecast::new(schedule, grounds.forecast);
        let (outcome, stale) = session.check_by(&forecast, seen)?;
        let mut blocked = schedule.blocked();
        add_safe_costs(schedule, grounds.forecast, &mut blocked);
        let asks = schedule.asks(&blocked);
        let is_small = schedule.plan.graph.nodes.len() <= LARGEST;
        let escalation = asks.iter().find_map(|ask| match ask {
            Ask::Decide(question) if is_small && !question.decision.options.is_empty() => {
                let (id, decision) = (question.id, question.decision);
                Some(Escalation::new(grounds, schedule, &forecast, id, decision))
            }
            _ => None,
        });
        let targets = forecast.targets(schedule, |id| stale.contains_key(id));
        let lookback = session.lookback(seen, &forecast);
        let told = views::Executive {
            schedule,
            forecast: &forecast,
            path: &schedule.critical_path(),
            targets: &targets,
            asks: &asks,
            escalation: escalation.as_ref(),
            changed: match &lookback {
                Lookback::Since(since) => Ok(views::Changed {
                    morning: since.morning,
                    diff: &since.diff,
                    commit: &since.commit,
                    outlook: &since.outlook,
                }),
                Lookback::LeftOut(why) => Err(why.as_str()),
            },
            done: &schedule.achievements(),
            next: &schedule.appointments(),
            obstacles: &schedule.obstacles(&blocked),
            streams: &schedule.streams(|id| {
                let each = targets.iter().find(|each| each.target.id == id);
                Evidence {
                    chance: each.and_then(|each| each.item.chance),
                    is_stale: stale.contains_key(id),
                }
            }),
            stakes: &stakes(schedule, &forecast, grounds.forecast),
            suppressed: outcome.suppressed.len(),
        };
        if self.format == Format::Json {
            return Ok(seen.json("summary", json::Summary::new(&told)));
        }
        Ok(Shown::Page(views::summary(&told)))
    }
}
