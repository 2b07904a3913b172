//! What several rules ask of the schedule, each worked out once for all of them.

use super::Facts;
use super::references::{self, Reference};
use crate::forecast::{Detail, Forecast, Options};
use crate::schedule::{Owners, Row};
use std::sync::OnceLock;

/// Answers given so far.
#[derive(Default)]
pub struct Answers<'a> {
    rows: OnceLock<Vec<Row<'a>>>,
    owners: OnceLock<Owners>,
    references: OnceLock<Vec<Reference<'a>>>,
    forecast: OnceLock<Forecast<'a>>,
}

impl<'a> Facts<'a> {
    /// Every milestone, contract and decision, by early start and then by id; see
    /// [`Schedule::rows`](crate::schedule::Schedule::rows).
    pub fn rows(&self) -> &[Row<'a>] {
        self.answers.rows.get_or_init(|| self.schedule.rows())
    }

    /// Gaps, load and bus factors; see [`Schedule::owners`](crate::schedule::Schedule::owners).
    pub fn owners(&self) -> &Owners {
        self.answers.owners.get_or_init(|| self.schedule.owners())
    }

    /// The simulation, as the command `forecast` runs it without options; only rules that have something to
    /// judge by it ask.
    pub fn forecast(&self) -> &Forecast<'a> {
        self.answers.forecast.get_or_init(|| {
            let options = Options {
                detail: Detail::Items,
                ..Options::default()
            };
            Forecast::new(self.schedule, options)
        })
    }

    /// Everything in the program that refers to something else.
    pub(super) fn references(&self) -> &[Reference<'a>] {
        self.answers
            .references
            .get_or_init(|| references::all(self.program))
    }
}
