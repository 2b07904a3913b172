//! What leadership is asked for: decisions that are due, and what waits for the sponsor.

use super::{Blocked, Holder, Question, Root, Schedule};

/// How far ahead a decision is asked for, in calendar days.
const AHEAD: i32 = 14;

/// One ask.
#[derive(Clone, Debug)]
pub enum Ask<'b, 'p> {
    /// To decide.
    Decide(Question<'p>),
    /// To free what waits for the sponsor.
    Free(&'b Root<'p>),
}

impl<'p> Schedule<'p> {
    /// The asks: first the decisions that are undecided and due within two weeks or past, or hold something up that
    /// has no more than a week of float; by their date. Then what waits for the sponsor and costs the target days.
    pub fn asks<'b>(&self, blocked: &'b Blocked<'p>) -> Vec<Ask<'b, 'p>> {
        let is_urgent = |question: &Question<'p>| {
            let is_near = question
                .due
                .is_some_and(|due| due.day() - self.as_of.day() <= AHEAD);
            let is_holding = question.days_left.is_some_and(|left| left <= 5);
            question.state.is_pending() && (is_near || is_holding)
        };
        let mut questions: Vec<Question<'p>> = self.questions().into_iter().filter(is_urgent).collect();
        questions.sort_by_key(|question| (question.due.unwrap_or(crate::parse::Date::MAX), question.id));
        let sponsor = self.program().charter.sponsor.as_ref();
        let is_theirs = |root: &&Root<'p>| {
            let is_blocker = matches!(root.holder, Holder::Blocker(_));
            is_blocker && root.week_costs > 0 && sponsor.is_some() && root.waiting_on == sponsor
        };
        let free = blocked.roots.iter().filter(is_theirs).map(Ask::Free);
        questions.into_iter().map(Ask::Decide).chain(free).collect()
    }
}
