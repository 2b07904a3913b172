//! Who answers for what: gaps, load, and how few people the program hangs on.

use super::{Row, Schedule};
use crate::model::{Item, Kind, MilestoneKind, Program, Risk, TeamKind};
use crate::parse::{Date, ItemId, PersonId, TeamId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BinaryHeap};

/// What is missing in the ownership of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// No owner.
    NoOwner,
    /// The owner is not among the people.
    UnknownPerson,
    /// The owner is a team.
    OwnerIsTeam,
    /// The owner has left.
    Departed,
    /// A launch that no team operates.
    NoProductionOwner,
    /// A launch whose operation nobody has accepted.
    NotAccepted,
    /// A launch without an on-call rota.
    NoOncall,
}

impl GapKind {
    /// The name used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            GapKind::NoOwner => "no-owner",
            GapKind::UnknownPerson => "unknown-person",
            GapKind::OwnerIsTeam => "owner-is-team",
            GapKind::Departed => "departed",
            GapKind::NoProductionOwner => "no-production-owner",
            GapKind::NotAccepted => "not-accepted",
            GapKind::NoOncall => "no-oncall",
        }
    }
}

/// One gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The item; launch items are named `launch.item`.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// What is missing.
    pub gap: GapKind,
    /// The owner as written, where there is one.
    pub owner: Option<PersonId>,
    /// Whom to ask.
    pub ask: Option<PersonId>,
    /// Float of the item, where it has one: gaps are sorted by it.
    pub total_float: Option<i64>,
}

/// What one person carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The person.
    pub person: PersonId,
    /// Open milestones, contracts and risks owned.
    pub open: usize,
    /// Those on a critical path.
    pub critical: usize,
}

/// One item that stands still, or passes to a deputy, while somebody is away.
#[derive(Clone, Debug)]
pub struct Absence<'p> {
    /// The item.
    pub id: &'p ItemId,
    /// Its kind.
    pub kind: Kind,
    /// Start of its work, where it has dates.
    pub start: Option<Date>,
    /// Finish of its work.
    pub finish: Option<Date>,
    /// Float.
    pub total_float: Option<i64>,
    /// Who takes it.
    pub deputy: Option<&'p PersonId>,
}

/// Ownership of the open items.
#[derive(Clone, Debug)]
pub struct Owners {
    /// Gaps, the least float first, ties by id.
    pub gaps: Vec<Gap>,
    /// Load, the heaviest first.
    pub load: Vec<Load>,
    /// Open milestones, contracts and risks.
    pub open: usize,
    /// How few people leave more than half of the open items with nobody; `None` if no number does.
    pub bus_factor: Option<usize>,
    /// The people, in the order in which they are taken away.
    pub bus: Vec<PersonId>,
    /// People who own an open item.
    pub owners: usize,
    /// People who own an open item or stand in for whoever does.
    pub people: usize,
    /// Items with nobody once they are gone.
    pub uncovered: usize,
    /// The fewest people whose loss leaves a critical item with nobody.
    pub critical_bus_factor: Option<usize>,
}

/// An open item and who answers for it.
struct Owned<'p> {
    id: &'p ItemId,
    kind: Kind,
    owner: Option<&'p PersonId>,
    deputy: Option<&'p PersonId>,
    team: Option<&'p TeamId>,
    critical: bool,
    total_float: Option<i64>,
    start: Option<Date>,
    finish: Option<Date>,
}

impl Program {
    /// Whether a risk is open: it neither occurred nor was closed.
    pub fn is_open(risk: &Risk) -> bool {
        risk.occurred.is_none() && risk.closed.is_none()
    }

    /// Whether a person's last day lies before a date.
    pub fn has_departed(&self, person: &str, on: Date) -> bool {
        let until = self.people.get(person).and_then(|known| known.until);
        until.is_some_and(|until| until < on)
    }

    /// What is wrong with an owner, if anything; people are checked once there is a section of them.
    pub fn owner_gap(&self, owner: Option<&PersonId>, on: Date) -> Option<GapKind> {
        let Some(owner) = owner else {
            return Some(GapKind::NoOwner);
        };
        if self.people.contains_key(owner.as_str()) {
            return self.has_departed(owner.as_str(), on).then_some(GapKind::Departed);
        }
        if self.teams.contains_key(owner.as_str()) {
            return Some(GapKind::OwnerIsTeam);
        }
        (!self.people.is_empty()).then_some(GapKind::UnknownPerson)
    }

    /// Who covers for the owner of an item: the item's own deputy, else the owner's.
    pub fn deputy_of<'p>(&'p self, item: Item<'p>) -> Option<&'p PersonId> {
        let own = match item {
            Item::Milestone(milestone) => milestone.deputy.as_ref(),
            Item::Contract(_) | Item::Decision(_) => None,
        };
        own.or_else(|| self.people.get(item.owner()?.as_str())?.deputy.as_ref())
    }

    /// Whether somebody else than the owner covers an item on a date.
    pub fn is_covered(&self, item: Item<'_>, on: Date) -> bool {
        self.deputy_of(item)
            .is_some_and(|deputy| item.owner() != Some(deputy) && !self.has_departed(deputy.as_str(), on))
    }

    /// Whom to ask about a team's things: its lead, else the TPM.
    pub fn ask(&self, team: Option<&str>) -> Option<&PersonId> {
        team.and_then(|team| self.teams.get(team))
            .and_then(|team| team.lead.as_ref())
            .or(self.charter.tpm.as_ref())
    }
}

impl<'p> Schedule<'p> {
    /// Gaps, load and bus factors.
    pub fn owners(&self) -> Owners {
        self.owners_among(&self.rows())
    }

    /// The same of [rows](Schedule::rows) that are there already.
    pub fn owners_among(&self, rows: &[Row<'p>]) -> Owners {
        let items = self.owned(rows);
        let (bus_factor, bus, uncovered) = self.bus_factor(&items);
        let people: FxHashSet<&str> = items
            .iter()
            .flat_map(|item| self.covering(item))
            .flatten()
            .collect();
        let load = load(&items);
        Owners {
            gaps: self.gaps(&items),
            owners: load.len(),
            load,
            open: items.len(),
            bus_factor,
            bus,
            people: people.len(),
            uncovered,
            critical_bus_factor: self.critical_bus_factor(&items),
        }
    }

    /// The open items of a person whose work overlaps the days from `from` through `to`, by start and id.
    pub fn absence(&self, person: &str, from: Date, to: Date) -> Vec<Absence<'p>> {
        let overlaps = |item: &Owned<'p>| match (item.start, item.finish) {
            (Some(start), Some(finish)) => start <= to && finish >= from,
            _ => true,
        };
        let mut found: Vec<Absence<'p>> = self
            .owned(&self.rows())
            .into_iter()
            .filter(|item| item.owner.is_some_and(|owner| owner.as_str() == person) && overlaps(item))
            .map(|item| Absence {
                id: item.id,
                kind: item.kind,
                start: item.start,
                finish: item.finish,
                total_float: item.total_float,
                deputy: item.deputy,
            })
            .collect();
        found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.id.cmp(b.id)));
        found
    }

    /// All open milestones, contracts and risks.
    fn owned(&self, rows: &[Row<'p>]) -> Vec<Owned<'p>> {
        let program = self.program();
        let deputy_of = |owner: Option<&PersonId>| program.people.get(owner?.as_str())?.deputy.as_ref();
        let mut items = Vec::new();
        for row in rows {
            if !row.state.is_open() || row.kind == Kind::Decision {
                continue;
            }
            items.push(Owned {
                id: row.id,
                kind: row.kind,
                owner: row.owner,
                deputy: program.deputy_of(row.item),
                team: match row.item {
                    Item::Contract(contract) => self.asked_team(contract.from.as_ref(), contract.to.as_ref()),
                    Item::Milestone(_) | Item::Decision(_) => row.team,
                },
                critical: row.critical,
                total_float: row.total_float,
                start: row.early_start,
                finish: row.early_finish,
            });
        }
        for (id, risk) in program.risks.iter().filter(|(_, risk)| Program::is_open(risk)) {
            items.push(Owned {
                id,
                kind: Kind::Risk,
                owner: risk.owner.as_ref(),
                deputy: deputy_of(risk.owner.as_ref()),
                team: None,
                critical: false,
                total_float: None,
                start: None,
                finish: None,
            });
        }
        items
    }

    /// A contract is the giver's, but a vendor cannot name an owner on our side.
    fn asked_team(&self, from: Option<&'p TeamId>, to: Option<&'p TeamId>) -> Option<&'p TeamId> {
        let known = from.and_then(|from| self.program().teams.get(from.as_str()));
        let is_vendor = known.is_some_and(|team| team.kind == Some(TeamKind::Vendor));
        if is_vendor { to } else { from }
    }

    fn gaps(&self, items: &[Owned<'p>]) -> Vec<Gap> {
        let program = self.program();
        let mut gaps: Vec<Gap> = items
            .iter()
            .filter_map(|item| {
                let gap = program.owner_gap(item.owner, self.as_of)?;
                let team = match (gap, item.owner) {
                    (GapKind::OwnerIsTeam, Some(owner)) => Some(owner.as_str()),
                    _ => item.team.map(|team| team.as_str()),
                };
                Some(Gap {
                    id: item.id.to_string(),
                    kind: item.kind,
                    gap,
                    owner: item.owner.cloned(),
                    ask: program.ask(team).cloned(),
                    total_float: item.total_float,
                })
            })
            .collect();
        for (id, milestone) in program.milestones.iter() {
            let is_launch =
                milestone.kind == Some(MilestoneKind::Launch) || program.launches.contains_key(id.as_str());
            if is_launch && milestone.cancelled.is_none() {
                gaps.extend(self.launch_gaps(id));
            }
        }
        gaps.sort_by(|a, b| {
            let key = |gap: &Gap| (gap.total_float.unwrap_or(i64::MAX), gap.kind);
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.id, a.gap).cmp(&(&b.id, b.gap)))
        });
        gaps
    }

    /// Gaps in production ownership, and launch items that nobody sees to.
    fn launch_gaps(&self, id: &ItemId) -> Vec<Gap> {
        let program = self.program();
        let team = program.item(id.as_str()).and_then(|item| program.team_of(item));
        let launch = program.launches.get(id.as_str());
        let ops = launch.and_then(|launch| launch.ops.as_ref());
        let gap = |gap, name: String, ask: Option<&PersonId>| Gap {
            id: name,
            kind: Kind::Launch,
            gap,
            owner: None,
            ask: ask.cloned(),
            total_float: None,
        };
        let lead = program.ask(team.map(|team| team.as_str()));
        let mut gaps = Vec::new();
        match ops.and_then(|ops| ops.team.as_ref()) {
            None => gaps.push(gap(GapKind::NoProductionOwner, id.to_string(), lead)),
            Some(operator) => {
                let ask = program.ask(Some(operator.as_str()));
                if ops.is_none_or(|ops| ops.oncall.is_none()) {
                    gaps.push(gap(GapKind::NoOncall, id.to_string(), ask));
                }
                if ops.is_none_or(|ops| ops.accepted_on.is_none()) {
                    let asked = ops.and_then(|ops| ops.accepted_by.as_ref()).or(ask);
                    gaps.push(gap(GapKind::NotAccepted, id.to_string(), asked));
                }
            }
        }
        for (name, item) in launch.into_iter().flat_map(|launch| launch.items.iter()) {
            if item.covered_by.is_some() || item.ready.is_some() || item.waived.is_some() {
                continue;
            }
            if let Some(kind) = program.owner_gap(item.owner.as_ref(), self.as_of) {
                let mut found = gap(kind, format!("{id}.{name}"), lead);
                found.owner = item.owner.clone();
                gaps.push(found);
            }
        }
        gaps
    }

    /// Takes away, one by one, the person whose loss leaves most further items with nobody.
    fn bus_factor(&self, items: &[Owned<'p>]) -> (Option<usize>, Vec<PersonId>, usize) {
        let covers: Vec<Few<'p>> = items.iter().map(|item| self.covering(item)).collect();
        let mut of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut alone: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, people) in covers.iter().enumerate() {
            for person in people.iter().flatten() {
                of.entry(person).or_default().push(at);
                *alone.entry(person).or_default() += usize::from(people[1].is_none());
            }
        }
        let mut uncovered = covers.iter().filter(|people| people[0].is_none()).count();
        let mut heap: BinaryHeap<(usize, std::cmp::Reverse<&str>)> = alone
            .iter()
            .map(|(person, items)| (*items, std::cmp::Reverse(*person)))
            .collect();
        let mut gone = Vec::new();
        while uncovered * 2 <= items.len() {
            let Some((count, std::cmp::Reverse(person))) = heap.pop() else {
                return (None, gone, uncovered);
            };
            if alone.get(person) != Some(&count) {
                continue;
            }
            alone.remove(person);
            uncovered += count;
            gone.push(PersonId::from(person));
            for at in of.get(person).into_iter().flatten() {
                // Who is left of the one or two that cover it, if still there.
                let mut left = covers[*at].iter().flatten().filter(|other| **other != person);
                if let Some(last) = left.next()
                    && let Some(items) = alone.get_mut(last)
                {
                    *items += 1;
                    heap.push((*items, std::cmp::Reverse(last)));
                }
            }
        }
        if items.is_empty() {
            return (None, gone, 0);
        }
        (Some(gone.len()), gone, uncovered)
    }

    fn critical_bus_factor(&self, items: &[Owned<'p>]) -> Option<usize> {
        let critical = items.iter().filter(|item| item.critical);
        critical
            .map(|item| self.covering(item).iter().flatten().count())
            .min()
    }

    /// Who covers an item, the first place taken first; whoever has left covers nothing.
    fn covering(&self, item: &Owned<'p>) -> Few<'p> {
        let is_here = |person: &&PersonId| !self.program().has_departed(person.as_str(), self.as_of);
        let owner = item.owner.filter(is_here).map(|person| person.as_str());
        let deputy = item
            .owner
            .and(item.deputy)
            .filter(is_here)
            .map(|person| person.as_str());
        match (owner, deputy) {
            (Some(owner), Some(deputy)) if owner != deputy => [Some(owner), Some(deputy)],
            (owner, deputy) => [owner.or(deputy), None],
        }
    }
}

/// Nobody, one or two people.
type Few<'p> = [Option<&'p str>; 2];

/// Open items by person, the heaviest load first, then the most critical, then by id.
fn load(items: &[Owned<'_>]) -> Vec<Load> {
    let mut of: BTreeMap<&PersonId, (usize, usize)> = BTreeMap::new();
    for item in items {
        if let Some(owner) = item.owner {
            let load = of.entry(owner).or_default();
            load.0 += 1;
            load.1 += usize::from(item.critical);
        }
    }
    let mut load: Vec<Load> = of
        .into_iter()
        .map(|(person, (open, critical))| Load {
            person: person.clone(),
            open,
            critical,
        })
        .collect();
    load.sort_by(|a, b| {
        (b.open, b.critical)
            .cmp(&(a.open, a.critical))
            .then_with(|| a.person.cmp(&b.person))
    });
    load
}
