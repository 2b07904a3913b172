//! `summary`: one page for executives.

use crate::cli::Env;
use crate::cli::lookback::Lookback;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{Detail, Escalation, Forecast, Grounds, Options, add_safe_costs, stakes};
use crate::load::Loaded;
use crate::report::json::{self, Target};
use crate::report::views;
use crate::schedule::{Ask, Color, Colors, Evidence};
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
        if self.format == Format::Json {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in session.programs.iter() {
            if self.format != Format::Json {
                session.warn_of_errors(loaded);
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&self.tell(&session, loaded)?);
        }
        session.finish(&text, 0)
    }

    fn tell(&self, session: &Session<'_>, loaded: &Loaded) -> Result<String> {
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        let suppressed = session.check(loaded, &others, &schedule, false)?.suppressed.len();
        let options = Options {
            detail: Detail::Items,
            ..Options::default()
        };
        let forecast = Forecast::new(&schedule, options);
        let mut blocked = schedule.blocked();
        add_safe_costs(&schedule, options, &mut blocked);
        let asks = schedule.asks(&blocked);
        let is_small = schedule.plan.graph.nodes.len() <= LARGEST;
        let escalation = asks.iter().find_map(|ask| match ask {
            Ask::Decide(question) if is_small && !question.decision.options.is_empty() => {
                let grounds = Grounds {
                    program: &loaded.program,
                    documents: &loaded.documents,
                    others: &others,
                    as_of: session.as_of,
                    options: session.options(),
                    forecast: options,
                    looks_ahead: false,
                };
                Some(Escalation::new(
                    grounds,
                    &schedule,
                    &forecast,
                    question.id,
                    question.decision,
                ))
            }
            _ => None,
        });
        let colors = Colors::new(&schedule);
        let evidence = |chance: Option<f64>| Evidence {
            chance,
            ..Evidence::default()
        };
        let targets = schedule.targets();
        let colored: Vec<_> = targets
            .iter()
            .filter_map(|target| forecast.item(target.id.as_str()))
            .map(|item| (item, colors.of(&item.row, &evidence(item.chance))))
            .collect();
        let lookback = session.lookback(loaded);
        let told = views::Executive {
            schedule: &schedule,
            forecast: &forecast,
            path: &schedule.critical_path(),
            targets: &colored,
            asks: &asks,
            escalation: escalation.as_ref(),
            changed: match &lookback {
                Lookback::Since(since) => Ok(views::Changed {
                    morning: since.morning,
                    diff: &since.diff,
                    safe: &since.safe,
                    commit: &since.commit,
                    safe_days: since.safe_days,
                }),
                Lookback::LeftOut(why) => Err(why.as_str()),
            },
            done: &schedule.achievements(),
            next: &schedule.appointments(),
            obstacles: &schedule.obstacles(&blocked),
            streams: &schedule.streams(|id| {
                let item = colored.iter().find(|(item, _)| item.row.id == id);
                evidence(item.and_then(|(item, _)| item.chance))
            }),
            stakes: &stakes(&schedule, &forecast, options),
            suppressed,
        };
        if self.format != Format::Json {
            return Ok(session.page(&views::summary(&told), self.format));
        }
        let shapes = targets.iter().map(|target| {
            let known = colored.iter().find(|(item, _)| item.row.id == target.id);
            Target::from(target)
                .with(known.map(|(item, _)| *item))
                .colored(known.and_then(|(_, colored)| colored.as_ref()))
        });
        let worst = colored.iter().filter_map(|(_, colored)| colored.as_ref());
        let color = worst.map(|colored| colored.color).max().unwrap_or(Color::Grey);
        let body = json::Summary::new(&told, shapes.collect(), color.as_str());
        let program = Some(loaded.program.id.as_str());
        Ok(json::text("summary", program, session.as_of, body))
    }
}
