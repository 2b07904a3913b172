//! What only the reader can do today.

use super::Morning;
use crate::model::Program;
use crate::parse::{ItemId, PersonId};
use crate::schedule::{Ask, Gap, Holder, Question};
use crate::text::Date;

/// One thing to do.
#[derive(Clone, Debug)]
pub enum Todo<'p> {
    /// Get a decision.
    Decide(Question<'p>),
    /// Get something freed, or a date from whom it waits for.
    Free {
        /// The root.
        id: &'p ItemId,
        /// Whom it waits for.
        whom: Option<&'p PersonId>,
        /// When it was to clear.
        expected: Option<Date>,
        /// Working days of the target for one more week.
        cost: i64,
    },
    /// Hand a blocker up.
    Escalate {
        /// The blocker.
        id: &'p ItemId,
        /// The day by which it was to be.
        by: Date,
        /// Whom it waits for.
        whom: Option<&'p PersonId>,
    },
    /// Find an owner.
    Owner(Gap),
    /// Get an order out.
    Order {
        /// The contract.
        id: &'p ItemId,
        /// The last day on which it comes in time.
        by: Date,
        /// Who sees to it.
        owner: Option<&'p PersonId>,
    },
    /// Look at a risk again.
    Review {
        /// The risk.
        id: &'p ItemId,
        /// The day.
        by: Date,
        /// Whether it has no plan.
        is_bare: bool,
        /// Who watches it.
        owner: Option<&'p PersonId>,
    },
}

/// Working days within which something is for today.
const NEAR: i64 = 2;

/// What there is to do: decisions, then what is stuck without a date and costs days, escalations, orders, owners near the
/// critical path, and reviews.
pub(super) fn todo<'p>(morning: &Morning<'_, 'p>) -> Vec<Todo<'p>> {
    let schedule = morning.schedule;
    let as_of = schedule.as_of;
    let is_near = |date: Date| schedule.days_between(as_of, date) <= NEAR;
    let mut todo: Vec<Todo<'p>> = Vec::new();
    for ask in schedule.asks(morning.blocked) {
        if let Ask::Decide(question) = ask {
            let is_due = question.due.is_some_and(is_near);
            if is_due || question.days_left.is_some_and(|left| left <= NEAR) {
                todo.push(Todo::Decide(question));
            }
        }
    }
    for root in &morning.blocked.roots {
        let is_open = root.expected.is_none_or(|expected| expected <= as_of);
        if root.week_costs > 0 && is_open && matches!(root.holder, Holder::Blocker(_)) {
            todo.push(Todo::Free {
                id: root.id,
                whom: root.waiting_on,
                expected: root.expected,
                cost: root.week_costs,
            });
        }
    }
    for root in &morning.blocked.roots {
        if let Holder::Blocker(blocker) = root.holder
            && blocker.escalated.is_none()
            && let Some(by) = blocker.escalate_by.filter(|by| is_near(*by))
        {
            let (id, whom) = (root.id, root.waiting_on);
            todo.push(Todo::Escalate { id, by, whom });
        }
    }
    for handover in schedule
        .handovers()
        .iter()
        .filter(|handover| handover.is_awaited())
    {
        let open = handover
            .order
            .filter(|order| order.ordered.is_none() && is_near(order.by));
        if let Some(order) = open {
            todo.push(Todo::Order {
                id: handover.id,
                by: order.by,
                owner: handover.contract.owner.as_ref(),
            });
        }
    }
    let near = schedule.options.near_critical;
    let mut gaps = schedule.owners().gaps;
    gaps.retain(|gap| gap.total_float.is_some_and(|float| float < near));
    gaps.sort_by(|a, b| (a.total_float, &a.id).cmp(&(b.total_float, &b.id)));
    todo.extend(gaps.into_iter().map(Todo::Owner));
    let risks = schedule
        .program()
        .risks
        .iter()
        .filter(|(_, risk)| Program::is_open(risk));
    let mut reviews: Vec<(Date, Todo<'p>)> = risks
        .filter_map(|(id, risk)| {
            let by = risk.review_by.filter(|by| is_near(*by))?;
            let owner = risk.owner.as_ref();
            let is_bare = risk.plan.is_empty();
            Some((
                by,
                Todo::Review {
                    id,
                    by,
                    is_bare,
                    owner,
                },
            ))
        })
        .collect();
    reviews.sort_by_key(|(by, _)| *by);
    todo.extend(reviews.into_iter().map(|(_, review)| review));
    todo
}
