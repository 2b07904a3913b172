//! `blocked`: what is stuck, and on whom.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{self, add_safe_costs};
use crate::report::{json, views};
use clap::{Args, ValueEnum};

/// Options of `blocked`.
#[derive(Debug, Args)]
pub struct Blocked {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// One list for each person to ask, ready to paste
    #[arg(long, value_enum)]
    by: Option<By>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By the person waited on.
    Person,
}

/// Roots shown without `-v`.
const MOST: usize = 20;

impl Blocked {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let mut blocked = schedule.blocked();
            add_safe_costs(schedule, forecast::Options::default(), &mut blocked);
            self.filter.keep_blocked(schedule, &mut blocked);
            if self.format == Format::Json {
                let body = json::Blocked::from(&blocked);
                return Ok(seen.json("blocked", body));
            }
            let most = if self.common.verbose > 0 { usize::MAX } else { MOST };
            let page = match self.by {
                Some(By::Person) => views::by_person(schedule, &blocked),
                None => views::blocked(schedule, &blocked, most),
            };
            Ok(Shown::Page(page))
        })
    }
}
