//! `brief`: the morning.

use crate::cli::Env;
use crate::cli::each::{Seen, Shown};
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::past::Past;
use crate::cli::session::Session;
use crate::diff::{Diff, Outlook, Pair};
use crate::error::Result;
use crate::forecast::{Detail, Forecast, Options, TargetForecast};
use crate::history::{self, Brief as Facts, History, Morning};
use crate::model::Program;
use crate::report::{json, views};
use crate::schedule::Schedule;
use crate::text::Date;
use clap::Args;

/// Options of `brief`.
#[derive(Debug, Args)]
pub struct Brief {
    #[command(flatten)]
    common: Common,
    /// What is news: since this day, since yesterday (the last working day), or after a commit or tag
    #[arg(long, value_name = "WHEN", default_value = "yesterday")]
    since: String,
    /// Calendar days to look ahead
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(i32).range(0..=3660))]
    days: i32,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// The program as it was, and what the way from there means.
struct Then {
    past: Past,
    diff: Diff,
    /// The finish as it was told then.
    told: Option<Date>,
    outlook: Outlook,
}

impl Brief {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &Filter::default(), |seen| self.tell(&session, seen))
    }

    fn tell(&self, session: &Session<'_>, seen: &Seen<'_, '_>) -> Result<Shown> {
        let (loaded, schedule) = (seen.loaded, seen.schedule);
        let history = session.history(loaded, false)?;
        if let Some(history) = &history {
            session.tell_limits(history);
        }
        let (first, since) = match &history {
            Some(history) if self.since == "yesterday" => {
                let day = history::yesterday(schedule);
                (history.first_on(day), Some(day))
            }
            Some(history) => session.since(history, &self.since)?,
            None => (0, None),
        };
        let options = Options {
            detail: Detail::Finish,
            ..Options::default()
        };
        let forecast = Forecast::new(schedule, options);
        let then = match &history {
            Some(history) => self.then(session, (seen, &forecast), (history, first), since)?,
            None => None,
        };
        let is_broken = loaded.is_broken() || then.as_ref().is_some_and(|then| then.past.is_broken());
        let then = then.filter(|_| !is_broken);
        let then_others: Vec<&Program> = then.iter().flat_map(|then| &then.past.others).collect();
        let base = then
            .as_ref()
            .map(|then| Schedule::new(&then.diff.base, &then_others, session.as_of, session.options()));
        let blocked = schedule.blocked();
        let facts = Facts::new(&Morning {
            schedule,
            blocked: &blocked,
            history: history.as_ref(),
            diff: then.as_ref().map(|then| &then.diff),
            base: base.as_ref(),
            first,
            days: self.days,
            stale_after: session.stale_after(),
        });
        self.show(
            session,
            (seen, &forecast),
            &facts,
            then.as_ref(),
            (since, is_broken),
        )
    }

    /// The state before the first commit that is news; nothing where history begins with it.
    fn then(
        &self,
        session: &Session<'_>,
        (seen, forecast): (&Seen<'_, '_>, &Forecast<'_>),
        (history, first): (&History, u32),
        since: Option<Date>,
    ) -> Result<Option<Then>> {
        let loaded = seen.loaded;
        let Some(commit) = first
            .checked_sub(1)
            .and_then(|at| history.commits.get(at as usize))
        else {
            return Ok(None);
        };
        // What is not committed yet is the last commit without a hash: then nothing is news.
        if commit.id.is_empty() {
            return Ok(None);
        }
        let past = session.past(&session.exactly(&commit.id)?, loaded)?;
        let diff = session.diff(&past, loaded);
        let outlook = session.outlook(&past, &diff, (seen.schedule, forecast));
        let others: Vec<&Program> = past.others.iter().collect();
        let morning = since.unwrap_or(commit.date).min(session.as_of);
        let told = Schedule::new(&past.loaded.program, &others, morning, session.options()).finish();
        Ok(Some(Then {
            past,
            diff,
            told,
            outlook,
        }))
    }

    fn show(
        &self,
        session: &Session<'_>,
        (seen, forecast): (&Seen<'_, '_>, &Forecast<'_>),
        facts: &Facts<'_>,
        then: Option<&Then>,
        (since, is_broken): (Option<Date>, bool),
    ) -> Result<Shown> {
        let schedule = seen.schedule;
        let targets = forecast.targets(schedule, |id| facts.stale.iter().any(|(stale, _)| *stale == id));
        let target = TargetForecast::worst(&targets);
        let head = forecast.finish.as_ref().map(|finish| finish.dates.p80);
        let alone = Outlook {
            safe: Pair { base: None, head },
            ..Outlook::default()
        };
        let outlook = then.map_or(&alone, |then| &then.outlook);
        if self.format == Format::Json {
            let none = Pair {
                base: None,
                head: schedule.finish(),
            };
            let frame = json::BriefFrame {
                since: then.and(since),
                base: then.and_then(|then| then.past.commit.clone()),
                target: target.map(json::Target::from),
                finish: then.map_or((&none, None), |then| (&then.diff.finish, then.diff.days)),
                was: then.and_then(|then| then.told),
                outlook,
            };
            return Ok(seen.json("brief", json::Brief::new(facts, frame)));
        }
        let since = match (then, since) {
            (None, _) => None,
            (Some(_), Some(day)) if self.since == "yesterday" || Date::parse(&self.since).is_ok() => {
                Some(day.long())
            }
            (Some(_), _) => Some(self.since.clone()),
        };
        let frame = views::BriefFrame {
            schedule,
            since,
            is_broken,
            target,
            was: then.and_then(|then| then.told),
            moved: then.and_then(|then| then.diff.days),
            outlook,
            most: if session.common.verbose > 0 { usize::MAX } else { 7 },
        };
        Ok(Shown::Page(views::brief(facts, &frame)))
    }
}
