//! `readiness`: may a launch go? The exit code lets a release pipeline ask.

use crate::cli::Env;
use crate::cli::options::{Common, Format};
use crate::cli::session::{Rigor, Session};
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::model::Program;
use crate::report::{json, views};
use crate::schedule::{Readiness as Launch, Schedule, Standard, Verdict};
use clap::Args;

/// Options of `readiness`.
#[derive(Debug, Args)]
pub struct Readiness {
    /// The launch: the id of its milestone
    launch: String,
    #[command(flatten)]
    common: Common,
    /// The sheet of the day: who does what, phases with their numbers, and who is told when
    #[arg(long)]
    runsheet: bool,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Readiness {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let loaded = self.program(&session)?;
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        let launches = schedule.launches(&Standard::of(&session.settings));
        let launch = self.find(&schedule, &launches)?;
        let text = if self.format == Format::Json {
            let outcome = session.check(loaded, &others, &schedule, Rigor::default())?;
            let body = json::Readiness::new(launch, &outcome.findings);
            json::text("readiness", Some(loaded.program.id.as_str()), session.as_of, body)
        } else {
            session.warn_of_errors(loaded);
            let full = self.common.verbose > 0 || self.format == Format::Markdown;
            let page = if self.runsheet {
                views::runsheet(&schedule, launch)
            } else {
                views::readiness(&schedule, launch, full)
            };
            session.page(&page, self.format)
        };
        session.finish(&text, u8::from(launch.verdict() == Verdict::NoGo))
    }

    /// The program that has the launch.
    fn program<'s>(&self, session: &'s Session<'_>) -> Result<&'s Loaded> {
        let having = |loaded: &&Loaded| loaded.program.milestones.contains_key(self.launch.as_str());
        match session.programs.iter().find(having) {
            Some(loaded) => Ok(loaded),
            None => session.only(),
        }
    }

    fn find<'l, 'p>(&self, schedule: &Schedule<'_>, launches: &'l [Launch<'p>]) -> Result<&'l Launch<'p>> {
        if let Some(launch) = launches.iter().find(|launch| launch.id.as_str() == self.launch) {
            return Ok(launch);
        }
        Err(self.unknown(schedule.program(), launches))
    }

    fn unknown(&self, program: &Program, launches: &[Launch<'_>]) -> Error {
        let id = self.launch.as_str();
        if program.is_launch(id) {
            return Error::new(format!("launch {id} was called off"));
        }
        if program.kind(id).is_some() {
            return Error::new(format!("{id} is no launch")).help(format!(
                "write kind: launch on the milestone, and what it needs under launches: {id}:"
            ));
        }
        let error = Error::new(format!("there is no launch {id} in {}", program.id));
        let names: Vec<&str> = launches.iter().map(|launch| launch.id.as_str()).collect();
        match did_you_mean(id, names.iter().copied()) {
            Some(near) => error.help(format!("did you mean {near}?")),
            None if names.is_empty() => {
                error.help("there are none: write kind: launch on a milestone, and launches: with its id")
            }
            None => error.help(format!(
                "there are: {}",
                names.into_iter().take(12).collect::<Vec<_>>().join(", ")
            )),
        }
    }
}
