//! `owners`: who answers for what.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format, date};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::model::Program;
use crate::report::{json, views};
use crate::schedule::{Row, Schedule};
use crate::text::Date;
use clap::Args;

/// Options of `owners`.
#[derive(Debug, Args)]
pub struct Owners {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// What stands still, and who takes what, while this person is away
    #[arg(long, value_name = "PERSON", conflicts_with_all = ["handover", "production"])]
    absent: Option<String>,
    /// First day away [default: as-of]
    #[arg(long, value_name = "DATE", value_parser = date, requires = "absent")]
    from: Option<Date>,
    /// Last day away [default: no end]
    #[arg(long, value_name = "DATE", value_parser = date, requires = "absent")]
    to: Option<Date>,
    /// The hand-over note of this person: open items, next dates, last notes
    #[arg(long, value_name = "PERSON", conflicts_with = "production")]
    handover: Option<String>,
    /// Only who owns it in production
    #[arg(long)]
    production: bool,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Owners {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let (from, to) = (self.from.unwrap_or(session.as_of), self.to.unwrap_or(Date::MAX));
        if to < from {
            return Err(Error::new(format!("--to {to} lies before --from {from}")).help("swap the two dates"));
        }
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            for person in self.absent.iter().chain(&self.handover) {
                known(&seen.loaded.program, schedule, person)?;
            }
            let mut owners = schedule.owners();
            self.filter.keep_owners(schedule, &mut owners);
            if self.format == Format::Json {
                let mut body = json::Owners::from(&owners);
                if self.production {
                    body.gaps.retain(|gap| {
                        matches!(gap.gap, "no-production-owner" | "not-accepted" | "no-oncall")
                    });
                }
                if let Some(person) = self.absent.as_ref().or(self.handover.as_ref()) {
                    let items = schedule.absence(person, from, to);
                    body.absent = Some(items.iter().map(json::Absence::from).collect());
                }
                return Ok(seen.json("owners", body));
            }
            let passes = |row: &Row<'_>| self.filter.passes(row);
            let page = match (&self.absent, &self.handover) {
                (Some(person), _) => {
                    let items = schedule.absence(person, from, to);
                    views::absence(schedule, person, from, to, &items)
                }
                (_, Some(person)) => {
                    views::handover(schedule, person, &schedule.absence(person, Date::MIN, Date::MAX))
                }
                _ if self.production => views::production(schedule, &passes),
                _ => views::owners(schedule, &owners, &passes, self.common.verbose > 0),
            };
            Ok(Shown::Page(page))
        })
    }
}

/// Fails with the nearest name when nobody is called that.
fn known(program: &Program, schedule: &Schedule<'_>, person: &str) -> Result<()> {
    let owners = schedule.owners();
    let owns = owners.load.iter().map(|load| load.person.as_str());
    let all: Vec<&str> = program.people.keys().map(|id| id.as_str()).chain(owns).collect();
    if all.contains(&person) {
        return Ok(());
    }
    let error = Error::new(format!("there is no person {person}"));
    Err(match did_you_mean(person, all.iter().copied()) {
        Some(near) => error.help(format!("did you mean {near}?")),
        None => error.help(format!(
            "there are: {}",
            all.into_iter().take(12).collect::<Vec<_>>().join(", ")
        )),
    })
}
