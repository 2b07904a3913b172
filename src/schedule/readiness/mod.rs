//! Whether a launch may go: what has to be ready and is not, who owns it in production, who is told, and
//! the verdict. Facts only; rules and reports find the words.

mod defects;
mod gates;
mod waiver;

#[cfg(test)]
mod tests;

pub use defects::OpenDefects;
pub use gates::{Gate, GateState};
pub use waiver::Refusal;

use super::{Schedule, State};
use crate::graph::Ix;
use crate::model::{ContractKind, Launch, MilestoneKind, Program, Settings, TeamKind};
use crate::parse::{Date, Duration, ItemId, PersonId, TeamId, Unit};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Items that every launch is expected to have, unless the settings name others.
pub const EXPECTED: [&str; 12] = [
    "qa-regression",
    "load-test",
    "rollback",
    "disaster-recovery",
    "monitoring",
    "alerting",
    "runbooks",
    "oncall",
    "capacity",
    "security-review",
    "incident-playbook",
    "comms",
];

/// What a launch is held against.
#[derive(Clone, Debug)]
pub struct Standard<'s> {
    /// Items that a launch is expected to have, in the order in which they are told.
    pub items: Vec<&'s str>,
    /// Working days after which a proof is stale.
    pub stale_after: i64,
}

impl<'s> Standard<'s> {
    /// The standard of the settings.
    pub fn of(settings: &'s Settings) -> Standard<'s> {
        let items = match &settings.launch_items {
            Some(own) => {
                let mut known = BTreeSet::new();
                let names = own.iter().map(|item| item.as_str());
                names.filter(|name| known.insert(*name)).collect()
            }
            None => EXPECTED.to_vec(),
        };
        let after = settings.rules.get("stale-proof").and_then(|rule| rule.after);
        Standard {
            items,
            stale_after: after.map_or(30, Duration::rough_days),
        }
    }
}

/// What is the same for all launches of a program.
struct Known<'p> {
    standard: Standard<'p>,
    /// Business teams that have to be told.
    audience: Arc<[&'p TeamId]>,
    /// The target milestones.
    targets: FxHashSet<&'p str>,
}

/// Whether a launch may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything is ready and proven.
    Go,
    /// Something is waived, by a decision of whoever may.
    ConditionalGo,
    /// Something is open.
    NoGo,
}

impl Verdict {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Go => "GO",
            Verdict::ConditionalGo => "CONDITIONAL GO",
            Verdict::NoGo => "NO-GO",
        }
    }
}

/// Who does what on the day of a launch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Leads.
    Commander,
    /// Speaks.
    Comms,
    /// May roll back.
    Rollback,
}

impl Role {
    /// The field that names who has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Commander => "commander",
            Role::Comms => "comms",
            Role::Rollback => "rollback",
        }
    }
}

/// How ready a launch is.
#[derive(Clone, Debug)]
pub struct Readiness<'p> {
    /// The launch milestone.
    pub id: &'p ItemId,
    /// Its title.
    pub title: Option<&'p str>,
    /// What is written about the launch, if anything is.
    pub launch: Option<&'p Launch>,
    /// Its state.
    pub state: State,
    /// What was promised.
    pub due: Option<Date>,
    /// The earliest day on which it is over.
    pub finish: Option<Date>,
    /// The day on which it first reaches anybody, as planned and as can be; see `Schedule::readiness`.
    pub start: Option<Date>,
    /// Its items: the expected ones first, in their order, then its own by name.
    pub gates: Vec<Gate<'p>>,
    /// The roles on the day, and who has each.
    pub roles: [(Role, Option<&'p PersonId>); 3],
    /// The team that will operate it.
    pub operator: Option<&'p TeamId>,
    /// Whether that team has accepted.
    pub is_accepted: bool,
    /// Business teams that have to be told.
    audience: Arc<[&'p TeamId]>,
    /// Teams that a message is for.
    told: BTreeSet<&'p str>,
    /// Severity 1 and 2 defects that are open in its teams.
    pub defects: Vec<OpenDefects<'p>>,
}

impl<'p> Readiness<'p> {
    /// Whether it may go. Open are items that are neither ready with proof nor waived by whoever may, roles
    /// that nobody has, and an operation that nobody has accepted.
    pub fn verdict(&self) -> Verdict {
        let is_open = self.gates.iter().any(Gate::is_blocking)
            || self.open_roles().next().is_some()
            || !self.is_accepted;
        if is_open {
            Verdict::NoGo
        } else if self.gates.iter().any(|gate| gate.state == GateState::Waived) {
            Verdict::ConditionalGo
        } else {
            Verdict::Go
        }
    }

    /// Roles that nobody has.
    pub fn open_roles(&self) -> impl Iterator<Item = Role> + '_ {
        let open = self.roles.iter().filter(|(_, person)| person.is_none());
        open.map(|(role, _)| *role)
    }

    /// Business teams that have to be told, and that no message is for.
    pub fn untold(&self) -> impl Iterator<Item = &'p TeamId> + '_ {
        let audience = self.audience.iter().copied();
        audience.filter(|team| !self.told.contains(team.as_str()))
    }

    /// Business teams that have to be told, and that a message is for.
    pub fn told(&self) -> impl Iterator<Item = &'p TeamId> + '_ {
        let audience = self.audience.iter().copied();
        audience.filter(|team| self.told.contains(team.as_str()))
    }

    /// Whether it is still to come.
    pub fn is_ahead(&self) -> bool {
        self.state.is_open()
    }

    /// An item by name.
    pub fn gate(&self, name: &str) -> Option<&Gate<'p>> {
        self.gates.iter().find(|gate| gate.name == name)
    }

    /// Positions of phases for which nothing says when to roll back.
    pub fn without_rollback(&self) -> Vec<usize> {
        let phases = self.launch.into_iter().flat_map(|launch| launch.phases.iter());
        let bare = phases
            .enumerate()
            .filter(|(_, phase)| phase.rollback_if.is_none());
        bare.map(|(at, _)| at).collect()
    }
}

impl Program {
    /// Whether a milestone is a launch: by its kind, or since something is written about it as one.
    pub fn is_launch(&self, id: &str) -> bool {
        let is_kind = self
            .milestones
            .get(id)
            .is_some_and(|milestone| milestone.kind == Some(MilestoneKind::Launch));
        is_kind || (self.launches.contains_key(id) && self.milestones.contains_key(id))
    }

    /// The business teams that a launch has to tell: those among the stakeholders of the charter, all of
    /// them where it names none.
    fn audience(&self) -> Vec<&TeamId> {
        let business = self
            .teams
            .iter()
            .filter(|(_, team)| team.kind == Some(TeamKind::Business));
        let all: Vec<&TeamId> = business.map(|(id, _)| id).collect();
        let named: BTreeSet<&str> = self
            .charter
            .stakeholders
            .iter()
            .filter_map(|stakeholder| stakeholder.who.as_ref())
            .filter_map(|who| self.team_named(who.as_str()))
            .collect();
        let some: Vec<&TeamId> = all
            .iter()
            .copied()
            .filter(|id| named.contains(id.as_str()))
            .collect();
        if some.is_empty() { all } else { some }
    }

    /// A team by its id, or by that of one of its people.
    fn team_named<'a>(&'a self, who: &'a str) -> Option<&'a str> {
        if self.teams.contains_key(who) {
            return Some(who);
        }
        let team = self.people.get(who)?.team.as_ref()?;
        Some(team.as_str())
    }
}

impl<'p> Schedule<'p> {
    /// How ready the launches are that were not called off, by id.
    pub fn launches(&self, standard: &Standard<'p>) -> Vec<Readiness<'p>> {
        let program = self.program();
        let ids = program
            .milestones
            .keys()
            .filter(|id| program.is_launch(id.as_str()));
        let known = Known {
            standard: standard.clone(),
            audience: program.audience().into(),
            targets: program.targets().into_iter().map(|id| id.as_str()).collect(),
        };
        let mut all: Vec<Readiness<'p>> = ids
            .filter(|id| !program.has_left(id.as_str()))
            .filter_map(|id| self.readiness(id, &known))
            .collect();
        defects::share(program, &mut all);
        all
    }

    /// How ready one launch is, its defects left out: which launch they belong to can be said only among all.
    ///
    /// A launch reaches somebody at its earliest start, or where that is later at the start that its due date
    /// leaves: nobody launches before the day that was promised. Once it is begun, preparation is under way, and
    /// it reaches somebody when no more days are left than its phases take, the last of them one day: it may be
    /// held beyond the day that was promised.
    fn readiness(&self, id: &'p ItemId, known: &Known<'p>) -> Option<Readiness<'p>> {
        let program = self.program();
        let row = self.row(id)?;
        let launch = program.launches.get(id.as_str());
        let end = row.early_finish.max(row.due);
        let start = match row.state {
            State::InProgress => end.map(|end| self.phases_start(launch, end)),
            _ => row
                .early_start
                .max(row.due.map(|due| self.back(due, row.duration.unwrap_or(1)))),
        };
        let roles = launch.and_then(|launch| launch.roles.as_ref());
        let ops = launch.and_then(|launch| launch.ops.as_ref());
        let told: BTreeSet<&'p str> = launch
            .into_iter()
            .flat_map(|launch| launch.comms.iter())
            .filter_map(|comm| program.team_named(comm.to.as_ref()?.as_str()))
            .collect();
        Some(Readiness {
            id,
            title: row.item.title(),
            launch,
            state: row.state,
            due: row.due,
            finish: row.early_finish,
            start,
            gates: self.gates(launch, known),
            roles: [
                (Role::Commander, roles.and_then(|roles| roles.commander.as_ref())),
                (Role::Comms, roles.and_then(|roles| roles.comms.as_ref())),
                (Role::Rollback, roles.and_then(|roles| roles.rollback.as_ref())),
            ],
            operator: ops.and_then(|ops| ops.team.as_ref()),
            is_accepted: ops.is_some_and(|ops| ops.team.is_some() && ops.accepted_on.is_some()),
            audience: Arc::clone(&known.audience),
            told,
            defects: Vec::new(),
        })
    }

    /// What is bought for a launch and not there yet, each with its earliest day, by id.
    pub fn bought_for(&self, launch: &Readiness<'_>) -> Vec<(&'p ItemId, Option<Date>)> {
        let graph = &self.plan.graph;
        let mut seen = FxHashSet::default();
        let mut open: Vec<Ix> = graph.find(launch.id.as_str()).into_iter().collect();
        while let Some(ix) = open.pop() {
            if seen.insert(ix) {
                open.extend(graph.needs(ix).iter().map(|edge| edge.from));
            }
        }
        let bought = self.program().contracts.iter().filter(|(_, contract)| {
            contract.kind == Some(ContractKind::Procurement)
                && contract.delivered.is_none()
                && contract.accepted.is_none()
        });
        let bought = bought.filter_map(|(id, _)| Some((id, graph.find(id.as_str())?)));
        let needed = bought.filter(|(_, ix)| seen.contains(ix));
        needed.map(|(id, ix)| (id, self.finish_date(ix))).collect()
    }

    /// The first day of the phases, if the last of them begins on `finish`; not before the as-of date.
    fn phases_start(&self, launch: Option<&Launch>, finish: Date) -> Date {
        let calendar = self.plan.program_calendar();
        let (mut working, mut elapsed) = (0, 0);
        let phases = launch.map_or(&[][..], |launch| &launch.phases);
        let before_last = phases.split_last().map_or(&[][..], |(_, before)| before);
        for bake in before_last.iter().filter_map(|phase| phase.bake) {
            match bake.unit {
                Unit::Days => working += i64::from(bake.amount),
                Unit::Weeks => working += i64::from(bake.amount) * calendar.week_days(),
                Unit::Elapsed => elapsed += i64::from(bake.amount),
            }
        }
        // No launch takes longer than the calendar reaches.
        let first = i64::from(self.back(finish, working.min(100_000) + 1).day());
        Date::from_day(i32::try_from(first - elapsed).unwrap_or(i32::MIN)).max(self.as_of)
    }

    /// The first of so many working days, the last of which is `end`.
    fn back(&self, end: Date, days: i64) -> Date {
        let calendar = self.plan.program_calendar();
        let day = calendar.day(calendar.index(i64::from(end.day()) + 1) - days);
        Date::from_day(i32::try_from(day).unwrap_or(i32::MIN))
    }
}
