//! What changed since the last week: the program as it was on that morning, if git has it.

use super::each::Seen;
use super::past::Past;
use super::session::Session;
use crate::diff::{Diff, Outlook};
use crate::error::Result;
use crate::forecast::Forecast;
use crate::git::{Base, Repository};
use crate::text::Date;

/// Days of a week.
const WEEK: i32 = 7;

/// The program a week ago, or why there is nothing to compare with.
pub enum Lookback {
    /// As it was.
    Since(Box<Since>),
    /// Left out, and why.
    LeftOut(String),
}

/// The way from a week ago to today.
pub struct Since {
    /// The morning.
    pub morning: Date,
    /// The commit, short.
    pub commit: String,
    /// What changed.
    pub diff: Diff,
    /// What the forecast says of then and now.
    pub outlook: Outlook,
}

impl Session<'_> {
    /// One of the programs on the morning a week before as-of: by the last commit before that day, both judged on
    /// today's morning. What keeps the two from being compared is told and fails nothing.
    pub fn lookback(&self, seen: &Seen<'_, '_>, forecast: &Forecast<'_>) -> Lookback {
        let morning = Date::from_day(self.as_of.day() - WEEK);
        match self.back_to(morning, seen, forecast) {
            Ok(lookback) => lookback,
            Err(error) => Lookback::LeftOut(error.message().to_owned()),
        }
    }

    fn back_to(&self, morning: Date, seen: &Seen<'_, '_>, forecast: &Forecast<'_>) -> Result<Lookback> {
        let today = seen.loaded;
        let left_out = |why: String| Ok(Lookback::LeftOut(why));
        let Some(repository) = Repository::discover(&self.found.root)? else {
            return left_out("the program is in no git repository".into());
        };
        let from = self.common.rev.as_deref().unwrap_or("HEAD");
        let day = (
            i16::try_from(morning.year()).unwrap_or(i16::MAX),
            morning.month() as i8,
            morning.day_of_month() as i8,
        );
        let Some(revision) = repository.before(from, day)? else {
            return left_out(format!("there is no commit before {}", morning.long()));
        };
        let commit = revision.short.clone();
        let base = Base::new(Some(revision), commit.clone());
        let past: Past = self.past(&base, today)?;
        if past.loaded.program.is_empty() {
            return left_out(format!("the program did not exist on {}", morning.long()));
        }
        if today.is_broken() {
            return left_out("a file cannot be read whole".into());
        }
        if past.is_broken() {
            return left_out(format!("a file of {commit} cannot be read whole"));
        }
        let diff = self.diff(&past, today);
        let outlook = self.outlook(&past, &diff, (seen.schedule, forecast));
        Ok(Lookback::Since(Box::new(Since {
            morning,
            commit,
            diff,
            outlook,
        })))
    }
}
