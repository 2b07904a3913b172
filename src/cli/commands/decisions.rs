//! `decisions`: the log; what is undecided and what it holds up.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
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
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let mut questions = schedule.questions();
            questions.retain(|question| {
                let is_wanted = !self.open || question.state.is_pending();
                let row = schedule.row(question.id);
                is_wanted && row.is_some_and(|row| self.filter.passes(&row))
            });
            if self.format == Format::Json {
                let body = json::Decisions::from(questions.as_slice());
                return Ok(seen.json("decisions", body));
            }
            Ok(Shown::Page(views::decisions(schedule, &questions, self.open)))
        })
    }
}
