//! What comes up: orders, freezes, decisions, reviews, absences.

use super::Morning;
use crate::model::Program;
use crate::parse::{ItemId, PersonId};
use crate::text::Date;

/// What happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// Last day to order.
    OrderBy,
    /// A contract stops changing.
    FreezeBy,
    /// A decision is due.
    DecideBy,
    /// A risk is looked at again.
    ReviewBy,
    /// Somebody is away from this day on.
    Away,
    /// Somebody's last day.
    Leaves,
}

impl Event {
    /// All of them.
    pub const ALL: [Event; 6] = [
        Event::OrderBy,
        Event::FreezeBy,
        Event::DecideBy,
        Event::ReviewBy,
        Event::Away,
        Event::Leaves,
    ];

    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Event::OrderBy => "order-by",
            Event::FreezeBy => "freeze-by",
            Event::DecideBy => "decide-by",
            Event::ReviewBy => "review-by",
            Event::Away => "away",
            Event::Leaves => "leaves",
        }
    }
}

/// Something that comes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming<'p> {
    /// The day; of an absence that has begun, its first.
    pub date: Date,
    /// What.
    pub event: Event,
    /// The item, or the person.
    pub id: &'p str,
    /// Who sees to it; of an absence, or of somebody who leaves, the deputy.
    pub who: Option<&'p PersonId>,
    /// Of an absence its last day.
    pub until: Option<Date>,
    /// Of an absence, the open work in its days that nobody covers; of somebody who leaves, that of the days after.
    pub uncovered: Vec<&'p ItemId>,
}

/// What comes up within the days asked for, by day.
pub(super) fn coming<'p>(morning: &Morning<'_, 'p>) -> Vec<Coming<'p>> {
    let schedule = morning.schedule;
    let program = schedule.program();
    let as_of = schedule.as_of;
    let last = Date::from_day(as_of.day().saturating_add(morning.days));
    let is_near = |date: &Date| (as_of..=last).contains(date);
    let mut coming: Vec<Coming<'p>> = Vec::new();
    let mut add = |date: Option<Date>, event, id: &'p ItemId, who: Option<&'p PersonId>| {
        if let Some(date) = date.filter(is_near) {
            coming.push(Coming {
                date,
                event,
                id: id.as_str(),
                who,
                until: None,
                uncovered: Vec::new(),
            });
        }
    };
    for handover in schedule
        .handovers()
        .iter()
        .filter(|handover| handover.is_awaited())
    {
        let (id, contract) = (handover.id, handover.contract);
        let owner = contract.owner.as_ref();
        let order = handover.order.filter(|order| order.ordered.is_none());
        add(order.map(|order| order.by), Event::OrderBy, id, owner);
        add(
            contract.freeze_by.filter(|_| contract.frozen.is_none()),
            Event::FreezeBy,
            id,
            owner,
        );
    }
    for question in schedule
        .questions()
        .iter()
        .filter(|question| question.state.is_pending())
    {
        add(
            question.due,
            Event::DecideBy,
            question.id,
            question.decision.decider.as_ref(),
        );
    }
    for (id, risk) in program.risks.iter().filter(|(_, risk)| Program::is_open(risk)) {
        add(risk.review_by, Event::ReviewBy, id, risk.owner.as_ref());
    }
    for (id, person) in program.people.iter() {
        for away in person.away.iter() {
            let (from, to) = (away.from, away.to);
            if to < as_of || from > last {
                continue;
            }
            let absences = schedule.absence(id.as_str(), from, to);
            let bare = absences.into_iter().filter(|absence| absence.deputy.is_none());
            coming.push(Coming {
                date: from,
                event: Event::Away,
                id: id.as_str(),
                who: person.deputy.as_ref(),
                until: Some(to),
                uncovered: bare.map(|absence| absence.id).collect(),
            });
        }
    }
    for (id, person) in program.people.iter() {
        let Some(until) = person.until.filter(is_near) else {
            continue;
        };
        let after = Date::from_day(until.day() + 1);
        let left = schedule.absence(id.as_str(), after, Date::MAX).into_iter();
        coming.push(Coming {
            date: until,
            event: Event::Leaves,
            id: id.as_str(),
            who: person.deputy.as_ref(),
            until: None,
            uncovered: left
                .filter(|absence| absence.deputy.is_none())
                .map(|absence| absence.id)
                .collect(),
        });
    }
    coming.sort_by(|a, b| (a.date, a.event, a.id).cmp(&(b.date, b.event, b.id)));
    coming
}
