//! What several rules ask of the schedule, each worked out once for all of them.

use super::Facts;
use super::references::{self, Reference};
use super::rules::people;
use super::unread::Unread;
use crate::forecast::{Detail, Forecast, Options};
use crate::history::History;
use crate::model::Place;
use crate::parse::PersonId;
use crate::schedule::{Owners, Readiness, Row, Standard};
use std::sync::OnceLock;

/// Items times iterations that a check simulates.
const MOST_DRAWS: usize = 20_000_000;

/// The simulation that rules judge by.
#[derive(Clone, Copy, Debug, Default)]
pub enum Simulation<'a> {
    /// Of a large program only the first of the iterations, so that a check never waits for it.
    #[default]
    Bounded,
    /// All iterations, as the command `forecast` runs them.
    Whole,
    /// One that was run for the figures beside what the rules say, so that both agree.
    Known(&'a Forecast<'a>),
}

/// Answers given so far.
#[derive(Default)]
pub struct Answers<'a> {
    rows: OnceLock<Vec<Row<'a>>>,
    owners: OnceLock<Owners>,
    references: OnceLock<Vec<Reference<'a>>>,
    people: OnceLock<Vec<(Place, &'a PersonId)>>,
    launches: OnceLock<Vec<Readiness<'a>>>,
    forecast: OnceLock<Forecast<'a>>,
    unread: OnceLock<Unread>,
    history: OnceLock<Option<History>>,
    past: Option<&'a (dyn Fn() -> Option<History> + Sync + 'a)>,
    simulation: Simulation<'a>,
}

impl<'a> Answers<'a> {
    /// No answers yet, and a way to the history that the first rule to ask for it goes.
    pub fn through(past: &'a (dyn Fn() -> Option<History> + Sync + 'a)) -> Answers<'a> {
        Answers {
            past: Some(past),
            ..Answers::default()
        }
    }

    /// The same with rules that judge by another simulation.
    #[must_use]
    pub fn by(self, simulation: Simulation<'a>) -> Answers<'a> {
        Answers { simulation, ..self }
    }
}

impl<'a> Facts<'a> {
    /// Every milestone, contract and decision, by early start and then by id; see
    /// [`Schedule::rows`](crate::schedule::Schedule::rows).
    pub fn rows(&self) -> &[Row<'a>] {
        self.answers.rows.get_or_init(|| self.schedule.rows())
    }

    /// Gaps, load and bus factors; see [`Schedule::owners`](crate::schedule::Schedule::owners).
    pub fn owners(&self) -> &Owners {
        self.answers
            .owners
            .get_or_init(|| self.schedule.owners_among(self.rows()))
    }

    /// The simulation, as the command `forecast` runs it without options; only rules that have something to
    /// judge by it ask. A bounded one takes a thousand of the iterations at the least, and all of them up to
    /// 2,000 items.
    pub fn forecast(&self) -> &Forecast<'a> {
        let all = Options {
            detail: Detail::Finish,
            ..Options::default()
        };
        let options = match self.answers.simulation {
            Simulation::Known(forecast) => return forecast,
            Simulation::Whole => all,
            Simulation::Bounded => {
                let items = self.schedule.plan.tasks.len().max(1);
                let runs = u32::try_from(MOST_DRAWS / items).unwrap_or(u32::MAX);
                Options {
                    runs: runs.max(1000).min(all.runs),
                    ..all
                }
            }
        };
        let simulate = || Forecast::new(self.schedule, options);
        self.answers.forecast.get_or_init(simulate)
    }

    /// The program through time; nothing where git holds no history of it, or nobody can tell.
    pub fn history(&self) -> Option<&History> {
        let read = || self.answers.past.and_then(|past| past());
        self.answers.history.get_or_init(read).as_ref()
    }

    /// Everything in the program that refers to something else.
    pub(super) fn references(&self) -> &[Reference<'a>] {
        self.answers
            .references
            .get_or_init(|| references::all(self.program))
    }

    /// Everywhere a person is named.
    pub(super) fn people_named(&self) -> &[(Place, &'a PersonId)] {
        self.answers.people.get_or_init(|| people::named(self.program))
    }

    /// What stands in files that could not be read.
    pub(super) fn unread(&self) -> &Unread {
        self.answers.unread.get_or_init(|| Unread::of(self))
    }

    /// How ready the launches are; see [`Schedule::launches`](crate::schedule::Schedule::launches).
    pub fn launches(&self) -> &[Readiness<'a>] {
        self.answers
            .launches
            .get_or_init(|| self.schedule.launches(&Standard::of(self.settings)))
    }
}
