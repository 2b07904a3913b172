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
#[derive(Clone, Debug, Args)]
pub struct Readiness {
    /// The launch: the id of its milestone [default: the only one there is]
    launch: Option<String>,
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
        if let Some(moved) = self.of_folder(env) {
            return moved.run(env);
        }
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
            session.page(page, loaded, self.format)
        };
        session.finish(&text, u8::from(launch.verdict() == Verdict::NoGo))
    }

    /// The same where the only name is a program's folder and no launch.
    fn of_folder(&self, env: &Env) -> Option<Readiness> {
        let name = self.launch.as_deref().filter(|_| self.common.program.is_none())?;
        if !Env::is_folder(&env.cwd.join(name)) {
            return None;
        }
        let is_milestone = |loaded: &Loaded| loaded.program.milestones.contains_key(name);
        let here = Session::open(env, &self.common);
        if here.is_ok_and(|session| session.programs.iter().any(is_milestone)) {
            return None;
        }
        let mut moved = self.clone();
        moved.common.program = moved.launch.take();
        Some(moved)
    }

    /// The program that has the launch; without one that is named, the only program that has any.
    fn program<'s>(&self, session: &'s Session<'_>) -> Result<&'s Loaded> {
        let having = |loaded: &&Loaded| match &self.launch {
            Some(id) => loaded.program.milestones.contains_key(id.as_str()),
            None => {
                let program = &loaded.program;
                let mut ids = program.milestones.keys().map(|id| id.as_str());
                ids.any(|id| program.is_launch(id) && !program.has_left(id))
            }
        };
        let mut found = session.programs.iter().filter(having);
        match (found.next(), found.next()) {
            (Some(loaded), None) => Ok(loaded),
            (Some(loaded), Some(_)) if self.launch.is_some() => Ok(loaded),
            _ => session.only(),
        }
    }

    fn find<'l, 'p>(&self, schedule: &Schedule<'_>, launches: &'l [Launch<'p>]) -> Result<&'l Launch<'p>> {
        let Some(id) = &self.launch else {
            return match launches {
                [one] => Ok(one),
                [] => Err(
                    Error::new(format!("there is no launch in {}", schedule.program().id))
                        .help("write kind: launch on a milestone, and launches: with its id"),
                ),
                several => Err(Error::usage(format!("{} launches: say which", several.len()))
                    .help(format!("there are: {}", named(several)))),
            };
        };
        let mut all = launches.iter();
        let found = all.find(|launch| launch.id.as_str() == id);
        found.ok_or_else(|| unknown(id, schedule.program(), launches))
    }
}

/// The ids of launches, as many as a line holds.
fn named(launches: &[Launch<'_>]) -> String {
    let names = launches.iter().map(|launch| launch.id.as_str());
    names.take(12).collect::<Vec<_>>().join(", ")
}

fn unknown(id: &str, program: &Program, launches: &[Launch<'_>]) -> Error {
    if program.is_launch(id) {
        return Error::new(format!("launch {id} was called off"));
    }
    if program.kind(id).is_some() {
        return Error::new(format!("{id} is no launch")).help(format!(
            "write kind: launch on the milestone, and what it needs under launches: {id}:"
        ));
    }
    let error = Error::new(format!("there is no launch {id} in {}", program.id));
    let mut names = launches.iter().map(|launch| launch.id.as_str());
    match did_you_mean(id, names.by_ref()) {
        Some(near) => error.help(format!("did you mean {near}?")),
        None if launches.is_empty() => {
            error.help("there are none: write kind: launch on a milestone, and launches: with its id")
        }
        None => error.help(format!("there are: {}", named(launches))),
    }
}
