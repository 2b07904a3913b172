//! `blocked`: what is stuck, and on whom.

use super::schedule::chosen;
use crate::cli::Env;
use crate::cli::options::{Common, Filter, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast::{self, add_safe_costs};
use crate::report::{json, views};
use crate::schedule::{Blocked as Facts, Schedule};
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
        if self.format == Format::Json {
            session.only()?;
        }
        let mut text = String::new();
        for loaded in session.programs.iter() {
            self.filter.check(&loaded.program)?;
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let mut blocked = schedule.blocked();
            add_safe_costs(&schedule, forecast::Options::default(), &mut blocked);
            self.choose(&schedule, &mut blocked);
            if self.format == Format::Json {
                let body = json::Blocked::from(&blocked);
                text.push_str(&json::text(
                    "blocked",
                    Some(loaded.program.id.as_str()),
                    session.as_of,
                    body,
                ));
                continue;
            }
            session.warn_of_errors(loaded);
            let most = if self.common.verbose > 0 { usize::MAX } else { MOST };
            let page = match self.by {
                Some(By::Person) => views::by_person(&schedule, &blocked),
                None => views::blocked(&schedule, &blocked, most),
            };
            text.push_str(&session.page(&chosen(page, &self.filter.columns)?, self.format));
        }
        session.finish(&text, 0)
    }

    /// Keeps the items that pass the filter, and the roots that hold any of them up or are one.
    fn choose(&self, schedule: &Schedule<'_>, blocked: &mut Facts<'_>) {
        if !self.filter.is_any() {
            return;
        }
        let passes = |id: &crate::parse::ItemId| schedule.row(id).is_some_and(|row| self.filter.passes(&row));
        blocked.items.retain(|(id, _, _)| passes(id));
        blocked
            .roots
            .retain(|root| passes(root.id) || root.holds.iter().any(|id| passes(id)));
    }
}
