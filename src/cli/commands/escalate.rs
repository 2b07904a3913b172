//! `escalate`: the memo for the one who decides.

use crate::cli::Env;
use crate::cli::each::chosen;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::forecast::{Escalation, Forecast, Grounds, stakes};
use crate::load::Loaded;
use crate::model::{Decision, Program};
use crate::parse::ItemId;
use crate::report::{json, views};
use clap::Args;

/// Options of `escalate`.
#[derive(Debug, Args)]
pub struct Escalate {
    /// The decision
    decision: String,
    #[command(flatten)]
    common: Common,
    /// Only these columns of the table of options, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    columns: Vec<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Escalate {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let loaded = self.program(&session)?;
        let (id, decision) = self.find(&loaded.program)?;
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        let grounds = Grounds {
            looks_ahead: true,
            ..session.grounds(loaded, &others)
        };
        let forecast = Forecast::new(&schedule, grounds.forecast);
        let escalation = Escalation::new(grounds, &schedule, &forecast, id, decision);
        let stakes = stakes(&schedule, &forecast, grounds.forecast);
        let text = if self.format == Format::Json {
            let driver = decision.driver.as_ref().or(loaded.program.charter.tpm.as_ref());
            let driver = driver.map(ToString::to_string);
            let body = json::Escalation::new(&escalation, &forecast, &stakes, driver);
            json::text("escalate", Some(loaded.program.id.as_str()), session.as_of, body)
        } else {
            session.warn_of_errors(loaded);
            let page = views::escalate(&views::Memo {
                schedule: &schedule,
                forecast: &forecast,
                escalation: &escalation,
                path: &schedule.critical_path(),
                stakes: &stakes,
                all: self.common.verbose > 0 || self.format == Format::Markdown,
            });
            session.page(chosen(page, &self.columns)?, loaded, self.format)
        };
        session.finish(&text, 0)
    }

    /// The program that has the decision.
    fn program<'s>(&self, session: &'s Session<'_>) -> Result<&'s Loaded> {
        let having = |loaded: &&Loaded| loaded.program.decisions.contains_key(self.decision.as_str());
        match session.programs.iter().find(having) {
            Some(loaded) => Ok(loaded),
            None => session.only(),
        }
    }

    fn find<'p>(&self, program: &'p Program) -> Result<(&'p ItemId, &'p Decision)> {
        let id = self.decision.as_str();
        if let Some(found) = program.decisions.get_key_value(id) {
            return Ok(found);
        }
        if let Some(kind) = program.kind(id) {
            return Err(Error::new(format!("{id} is a {} and no decision", kind.as_str()))
                .help("write the question and its options under decisions:"));
        }
        let error = Error::new(format!("there is no decision {id} in {}", program.id));
        let names: Vec<&str> = program.decisions.keys().map(|id| id.as_str()).collect();
        Err(match did_you_mean(id, names.iter().copied()) {
            Some(near) => error.help(format!("did you mean {near}?")),
            None if names.is_empty() => {
                error.help("there are none: write the question and its options under decisions:")
            }
            None => error.help(format!(
                "there are: {}",
                names.into_iter().take(12).collect::<Vec<_>>().join(", ")
            )),
        })
    }
}
