//! What a stand-up asks for: only what belongs to a team, a person or a workstream, in every list report alike.

use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::model::{Item, Program};
use crate::parse::ItemId;
use crate::schedule::{Blocked, CriticalPath, Owners, Row, Schedule};
use clap::Args;

/// Which items a list shows.
#[derive(Clone, Debug, Default, Args)]
pub struct Filter {
    /// Only items of this team
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Only items of this owner
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// Only items of this workstream
    #[arg(long, value_name = "NAME")]
    pub workstream: Option<String>,
    /// Only these columns of the main table, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub columns: Vec<String>,
}

impl Filter {
    /// Whether anything is filtered.
    pub fn is_any(&self) -> bool {
        self.team.is_some() || self.owner.is_some() || self.workstream.is_some()
    }

    /// Fails with the nearest name when a filter names nobody.
    ///
    /// # Errors
    /// When the program has teams (people) and the filter's is not among them.
    pub fn check(&self, program: &Program) -> Result<()> {
        let unknown = |what: &str, name: &str, known: Vec<&str>| {
            let error = Error::new(format!("there is no {what} {name}"));
            let near = did_you_mean(name, known.iter().copied());
            Err(match near {
                Some(near) => error.help(format!("did you mean {near}?")),
                None => error.help(format!(
                    "there are: {}",
                    known.into_iter().take(12).collect::<Vec<_>>().join(", ")
                )),
            })
        };
        if let Some(team) = &self.team
            && !program.teams.is_empty()
            && !program.teams.contains_key(team.as_str())
        {
            return unknown("team", team, program.teams.keys().map(|id| id.as_str()).collect());
        }
        if let Some(owner) = &self.owner
            && !program.people.is_empty()
            && !program.people.contains_key(owner.as_str())
        {
            return unknown(
                "person",
                owner,
                program.people.keys().map(|id| id.as_str()).collect(),
            );
        }
        Ok(())
    }

    /// Whether a row passes.
    pub fn passes(&self, row: &Row<'_>) -> bool {
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
        };
        let stream = match row.item {
            Item::Milestone(milestone) => milestone.workstream.as_ref().map(|name| name.as_str()),
            _ => None,
        };
        is(&self.team, row.team.map(|team| team.as_str()))
            && is(&self.owner, row.owner.map(|owner| owner.as_str()))
            && is(&self.workstream, stream.or(row.team.map(|team| team.as_str())))
    }

    /// Whether an item passes; what has no row does not.
    pub fn passes_id(&self, schedule: &Schedule<'_>, id: &str) -> bool {
        schedule.row(&id.into()).is_some_and(|row| self.passes(&row))
    }

    /// Keeps the blocked items that pass, and the roots that hold any such item up or are one.
    pub fn keep_blocked(&self, schedule: &Schedule<'_>, blocked: &mut Blocked<'_>) {
        if !self.is_any() {
            return;
        }
        let passes = |id: &ItemId| self.passes_id(schedule, id.as_str());
        blocked.items.retain(|(id, _, _)| passes(id));
        blocked
            .roots
            .retain(|root| passes(root.id) || root.holds.iter().any(|id| passes(id)));
    }

    /// Keeps the gaps of items that pass, and the load of the owner asked for, or of the team's people.
    pub fn keep_owners(&self, schedule: &Schedule<'_>, owners: &mut Owners) {
        if !self.is_any() {
            return;
        }
        owners
            .gaps
            .retain(|gap| self.passes_id(schedule, gap.id.split('.').next().unwrap_or_default()));
        let people = &schedule.program().people;
        owners.load.retain(|load| {
            let person = load.person.as_str();
            let team = people.get(person).and_then(|known| known.team.as_ref());
            let is = |wanted: &Option<String>, found: Option<&str>| {
                wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
            };
            is(&self.owner, Some(person)) && is(&self.team, team.map(|team| team.as_str()))
        });
    }

    /// Keeps the rows of a path that pass.
    pub fn keep_path(&self, path: &mut CriticalPath<'_>) {
        path.path.retain(|(row, _)| self.passes(row));
        path.near.retain(|row| self.passes(row));
    }
}
