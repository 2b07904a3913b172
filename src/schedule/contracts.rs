//! The give/get board: what each team owes another, when it is needed, and what waits for it.

use super::ordering::{order_by, working_day};
use super::{Effects, Row, Schedule};
use crate::graph::Ix;
use crate::model::{Contract, ContractState};
use crate::parse::{Date, ItemId, TeamId};

/// A contract and how need and promise stand to each other.
#[derive(Clone, Debug)]
pub struct Handover<'p> {
    /// Id.
    pub id: &'p ItemId,
    /// The contract as written.
    pub contract: &'p Contract,
    /// As scheduled.
    pub row: Row<'p>,
    /// Its state.
    pub state: ContractState,
    /// When it is needed: `need_by`, else the late start of what has to start first of all that needs it.
    pub need: Option<Date>,
    /// The item whose late start that is, where no date is written.
    pub need_of: Option<&'p ItemId>,
    /// Working days from the need to the promise, of what is still to come; negative is early.
    pub promised_late: Option<i64>,
    /// Working days from the need to the earliest date, of what is still to come; negative is early.
    pub late: Option<i64>,
    /// When it has to be ordered to come in time.
    pub order: Option<Order>,
    /// Working days by which the program would finish earlier if it came when it is needed.
    pub gain: i64,
    /// The teams of the contract that have not agreed, the giver first.
    pub silent: Vec<&'p TeamId>,
    /// The open items that need it, by early start and then by id.
    pub holds: Vec<&'p ItemId>,
}

/// When a contract is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed<'p> {
    /// The day.
    pub date: Date,
    /// The item whose late start it is, where no date is written.
    pub start_of: Option<&'p ItemId>,
}

/// The order behind a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The last working day on which an order comes in time.
    pub by: Date,
    /// When it was ordered.
    pub ordered: Option<Date>,
    /// Working days after that day on which it was ordered, or until as-of while it is not; 0 is in time.
    pub late: i64,
}

impl Handover<'_> {
    /// Whether it is still to come: neither delivered nor called off.
    pub fn is_awaited(&self) -> bool {
        self.row.ix.is_some() && self.row.state.is_open()
    }

    /// Whether it is promised, or can come at the earliest, after it is needed.
    pub fn is_late(&self) -> bool {
        self.late.or(self.promised_late).is_some_and(|late| late > 0)
    }
}

impl<'p> Schedule<'p> {
    /// All contracts: what is still to come first, by what its lateness costs the target, then by float and id;
    /// then what came, the latest first; last what was called off.
    pub fn handovers(&self) -> Vec<Handover<'p>> {
        let mut effects = Effects::new(self);
        let contracts = self.program().contracts.iter();
        let mut all: Vec<Handover<'p>> = contracts
            .filter_map(|(id, contract)| self.handover(id, contract, &mut effects))
            .collect();
        all.sort_by_cached_key(|handover| {
            let is_awaited = handover.is_awaited();
            let came = handover.contract.accepted.or(handover.contract.delivered);
            (
                !is_awaited,
                handover.state == ContractState::Withdrawn,
                std::cmp::Reverse(handover.gain),
                is_awaited.then(|| handover.row.total_float.unwrap_or(i64::MAX)),
                std::cmp::Reverse(came.filter(|_| !is_awaited).map(Date::day)),
                handover.id,
            )
        });
        all
    }

    /// When a contract is needed: `need_by`, else the late start of what has to start first of all that needs it.
    pub fn needed(&self, contract: &Contract, ix: Ix) -> Option<Needed<'p>> {
        if let Some(date) = contract.need_by {
            return Some(Needed { date, start_of: None });
        }
        let start = |ix: Ix| {
            let id = self.plan.graph.nodes[ix as usize].id.as_str();
            Some((self.late_start(ix)?, self.program().item_id(id)?))
        };
        let first = self.open_successors(ix).into_iter().filter_map(start).min();
        first.map(|(date, id)| Needed {
            date,
            start_of: Some(id),
        })
    }

    fn handover(
        &self,
        id: &'p ItemId,
        contract: &'p Contract,
        effects: &mut Effects<'_, 'p>,
    ) -> Option<Handover<'p>> {
        let row = self.row(id)?;
        let mut handover = Handover {
            id,
            contract,
            state: contract.state(),
            need: contract.need_by,
            need_of: None,
            promised_late: None,
            late: None,
            order: None,
            gain: 0,
            silent: contract.silent(),
            holds: Vec::new(),
            row,
        };
        let Some(ix) = handover.row.ix.filter(|_| handover.is_awaited()) else {
            return Some(handover);
        };
        let receivers = self.open_successors(ix);
        handover.holds = self.by_start(&receivers);
        let Some(needed) = self.needed(contract, ix) else {
            return Some(handover);
        };
        let need = needed.date;
        (handover.need, handover.need_of) = (Some(need), needed.start_of);
        let promised = contract.promised.as_ref().map(|promised| promised.likely());
        let after = |date: Date| self.days_between(need, date);
        handover.promised_late = promised.map(after);
        handover.late = handover.row.early_finish.map(after);
        if handover.promised_late.is_some_and(|late| late > 0) {
            handover.gain = effects.of_promise(ix, need).unwrap_or(0);
        }
        if let Some(lead_time) = contract.lead_time {
            let calendar = self.plan.calendar(ix);
            let last = order_by(calendar, need, lead_time);
            let by = working_day(calendar, last);
            let end = contract.ordered.unwrap_or(self.as_of);
            let is_past = i64::from(end.day()) > last;
            let late = self.days_between(by, end).max(0);
            handover.order = Some(Order {
                by,
                ordered: contract.ordered,
                late: if is_past { late } else { 0 },
            });
        }
        Some(handover)
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::load::load;
    use crate::text::MemoryTree;

    /// As of Wednesday 2 September 2026.
    fn told(yaml: &str) -> Vec<String> {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
        assert_eq!(loaded.findings, []);
        let as_of = Date::parse("2026-09-02").expect("a date");
        let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
        let handovers = schedule.handovers();
        let told = handovers.iter().map(|handover| {
            let holds: Vec<&str> = handover.holds.iter().map(|id| id.as_str()).collect();
            let order = handover.order.map_or(String::new(), |order| {
                format!(" order by {} late {}", order.by.short(), order.late)
            });
            format!(
                "{} {} need {} late {:?} gain {} holds {}{order}",
                handover.id,
                handover.state.as_str(),
                handover.need.map_or("—".into(), Date::short),
                handover.late,
                handover.gain,
                holds.join(" ")
            )
        });
        told.collect()
    }

    #[test]
    fn the_board_begins_with_what_costs_the_target_and_ends_with_what_was_called_off() {
        // Capacity comes at the end of Fri 11, backfill ends on 18 and ga on 22; kept, on the 4th, it would be 15:
        // five days. Screens (8 days, from 2 to 11 September) hide nothing of it: with capacity on the 4th
        // backfill ends on the 11th too. The licence has no date written: docs take 2 days, have to be done on the
        // 18th, and so start on the 17th; the licence comes on the 7th, eight working days before. Ten working
        // days before the 18th is the 4th of September.
        let yaml = "charter: {target: ga}\ncontracts:\n  \
                    licence: {title: Licence, from: a, to: b, promised: 2026-09-07}\n  \
                    capacity: {title: Capacity, from: a, to: b, need_by: 2026-09-04, promised: 2026-09-11}\n  \
                    gone: {title: Gone, from: a, to: b, withdrawn: {date: 2026-09-01}}\n  \
                    came: {title: Came, from: a, to: b, need_by: 2026-08-24, delivered: 2026-08-28}\n  \
                    first: {title: First, from: a, to: b, delivered: 2026-08-03, accepted: 2026-08-31}\n  \
                    rack: {title: Rack, from: a, to: b, need_by: 2026-09-18, lead_time: 2w}\n  \
                    spare: {title: Spare, from: a, to: b, need_by: 2026-09-10, lead_time: 2w}\n\
                    milestones:\n  backfill: {duration: 5d, needs: [capacity]}\n  screens: {duration: 8d}\n  \
                    docs: {duration: 2d, needs: [licence]}\n  ga: {duration: 2d, needs: [backfill, screens, docs]}\n";
        assert_eq!(
            told(yaml),
            [
                "capacity proposed need 4 Sep late Some(5) gain 5 holds backfill",
                "rack proposed need 18 Sep late Some(0) gain 0 holds  order by 4 Sep late 0",
                "licence proposed need 17 Sep late Some(-8) gain 0 holds docs",
                "spare proposed need 10 Sep late Some(0) gain 0 holds  order by 27 Aug late 4",
                "first accepted need — late None gain 0 holds ",
                "came delivered need 24 Aug late None gain 0 holds ",
                "gone withdrawn need — late None gain 0 holds ",
            ]
        );
    }
}
