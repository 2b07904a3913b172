//! `contracts`: the give/get board.

use crate::cli::Env;
use crate::cli::each::Shown;
use crate::cli::filter::Filter;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::error::Result;
use crate::forecast;
use crate::report::{json, views};
use crate::schedule::{Handover, Schedule};
use clap::{Args, ValueEnum};

/// Options of `contracts`.
#[derive(Debug, Args)]
pub struct Contracts {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    filter: Filter,
    /// What each team gives and what it gets
    #[arg(long, value_enum)]
    by: Option<By>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By team.
    Team,
}

impl Contracts {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        session.each(self.format, &self.filter, |seen| {
            let schedule = seen.schedule;
            let mut handovers = schedule.handovers();
            handovers.retain(|handover| self.passes(schedule, handover));
            let chances = late(schedule, &handovers);
            let board: Vec<_> = handovers.iter().zip(chances).collect();
            if self.format == Format::Json {
                let body = json::Contracts::new(&board);
                return Ok(seen.json("contracts", body));
            }
            let page = match self.by {
                Some(By::Team) => views::contracts_by_team(schedule, &board),
                None => views::contracts(schedule, &board),
            };
            Ok(Shown::Page(page))
        })
    }

    /// A contract passes by its own owner, by either of its teams, and by workstream if anything that needs it
    /// does.
    fn passes(&self, schedule: &Schedule<'_>, handover: &Handover<'_>) -> bool {
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
        };
        let contract = handover.contract;
        let sides = [&contract.from, &contract.to];
        let of_items = Filter {
            workstream: self.filter.workstream.clone(),
            ..Filter::default()
        };
        let mut holds = handover.holds.iter().filter_map(|id| schedule.row(id));
        is(
            &self.filter.owner,
            contract.owner.as_ref().map(|owner| owner.as_str()),
        ) && sides
            .iter()
            .any(|side| is(&self.filter.team, side.as_ref().map(|team| team.as_str())))
            && (!of_items.is_any()
                || of_items.passes(&handover.row)
                || holds.any(|row| of_items.passes(&row)))
    }
}

/// For each contract the chance that it comes after it is needed; none for what came, for what is needed on no
/// date, and for what has no date itself.
fn late(schedule: &Schedule<'_>, handovers: &[Handover<'_>]) -> Vec<Option<f64>> {
    let asked = |handover: &Handover<'_>| {
        let ix = handover.row.ix.filter(|_| handover.is_awaited())?;
        schedule.early(ix)?;
        Some((vec![ix], handover.need?))
    };
    let groups: Vec<Option<_>> = handovers.iter().map(asked).collect();
    let known: Vec<_> = groups.iter().flatten().cloned().collect();
    if known.is_empty() {
        return vec![None; handovers.len()];
    }
    let mut chances = forecast::chances(schedule, forecast::Options::default(), &known).into_iter();
    let chance = |group: Option<_>| group.and_then(|_| chances.next()).map(|chance| 1.0 - chance);
    groups.into_iter().map(chance).collect()
}
