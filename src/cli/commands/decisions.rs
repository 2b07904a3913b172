//! `decisions`: the log; what is undecided and what it holds up.

use super::schedule::chosen;
use crate::cli::Env;
use crate::cli::options::{Common, Filter, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::report::{json, views};
use clap::Args;

/// Options of `decisions`.
#[derive(Debug, Args)]
pub struct Decisions {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// Only what is not decided yet
    #[arg(long)]
    open: bool,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Decisions {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        if self.format == Format::Json {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in &*session.programs {
            self.filter.check(&loaded.program)?;
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let mut questions = schedule.questions();
            questions.retain(|question| {
                let is_wanted = !self.open || question.state.is_pending();
                let row = schedule.row(question.id);
                is_wanted && row.is_some_and(|row| self.filter.passes(&row))
            });
            if self.format == Format::Json {
                let body = json::Decisions::from(questions.as_slice());
                text.push_str(&json::text(
                    "decisions",
                    Some(loaded.program.id.as_str()),
                    session.as_of,
                    body,
                ));
            } else {
                session.warn_of_errors(loaded);
                let page = views::decisions(&schedule, &questions, self.open);
                text.push_str(&session.page(&chosen(page, &self.filter.columns)?, self.format));
            }
        }
        session.finish(&text, 0)
    }
}
