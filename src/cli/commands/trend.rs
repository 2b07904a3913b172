//! `trend`: how dates drifted and how often promises moved, from git.

use crate::cli::Env;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::history::{Asked, History, Trend as Facts};
use crate::load::Loaded;
use crate::report::{json, views};
use crate::schedule::Schedule;
use crate::text::Date;
use clap::Args;

/// Options of `trend`.
#[derive(Debug, Args)]
pub struct Trend {
    #[command(flatten)]
    common: Common,
    /// Only these milestones and contracts [default: all]
    ids: Vec<String>,
    /// Count moves from this day, or from after this commit or tag, on [default: from the first commit on]
    #[arg(long, value_name = "DATE|REV")]
    since: Option<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Trend {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let (common, ids) = self.sorted(env);
        let session = Session::open(env, &common)?;
        if self.format == Format::Json || !ids.is_empty() {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in session.programs.iter() {
            let history = session.history(loaded, true)?;
            let history = history.ok_or_else(|| Error::no_history(&session.found.root))?;
            session.tell_limits(&history);
            session.warn_of_errors(loaded);
            known(loaded, &ids)?;
            text.push_str(&self.tell(&session, loaded, &history, &ids)?);
        }
        session.finish(&text, 0)
    }

    fn tell(
        &self,
        session: &Session<'_>,
        loaded: &Loaded,
        history: &History,
        ids: &[String],
    ) -> Result<String> {
        let (first, since) = match &self.since {
            Some(text) => session.since(history, text)?,
            None => (0, None),
        };
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        let earlier = Facts::earlier(session.as_of);
        let past = match history.last_before(Date::from_day(earlier.day() + 1)) {
            Some(commit) => Some(session.past(&session.exactly(&commit.id)?, loaded)?),
            None => None,
        };
        let before = past.as_ref().map(|past| {
            let others: Vec<_> = past.others.iter().collect();
            Schedule::new(&past.loaded.program, &others, earlier, session.options())
        });
        let trend = Facts::new(&Asked {
            history,
            schedule: &schedule,
            before: before.as_ref(),
            first,
            since,
            ids,
        });
        if self.format == Format::Json {
            let body = json::Trend::new(history, &trend, &schedule, since);
            let program = Some(loaded.program.id.as_str());
            return Ok(json::text("trend", program, session.as_of, body));
        }
        let most = if session.common.verbose > 0 {
            usize::MAX
        } else {
            20
        };
        let page = views::trend(history, &trend, &schedule, since, most);
        Ok(session.page(page, loaded, self.format))
    }

    /// The names sorted out: the first or last of them is the program where it is a folder.
    fn sorted(&self, env: &Env) -> (Common, Vec<String>) {
        let mut names: Vec<String> = self.common.program.iter().chain(&self.ids).cloned().collect();
        // No id has a slash: a folder of the revision need not be on the disk.
        let is_folder = |name: &String| name.contains('/') || Env::is_folder(&env.cwd.join(name));
        let program = if names.first().is_some_and(is_folder) {
            Some(names.remove(0))
        } else if names.last().is_some_and(is_folder) {
            names.pop()
        } else {
            None
        };
        let common = Common {
            program,
            ..self.common.clone()
        };
        (common, names)
    }
}

/// Fails with the nearest name where an id is no milestone and no contract.
fn known(loaded: &Loaded, ids: &[String]) -> Result<()> {
    let program = &loaded.program;
    for id in ids {
        if program.milestones.contains_key(id.as_str()) || program.contracts.contains_key(id.as_str()) {
            continue;
        }
        let all = program.milestones.keys().chain(program.contracts.keys());
        let error = Error::new(format!(
            "there is no milestone or contract {id} in {}",
            program.id
        ));
        return Err(match did_you_mean(id, all.map(|id| id.as_str())) {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help("`linchpin schedule` lists the items"),
        });
    }
    Ok(())
}
