//! What each edit does to the finish: on its own, and on top of all the others.
//!
//! *Alone* is base with only that edit, *without* is head less that edit; both are told as days by which the
//! edit moves the finish. They differ where effects overlap: of two parallel paths cut by five days each,
//! neither cut gains anything alone, and taking back either loses all five.

use super::sections::{Edit, put};
use super::{Morning, Side};
use crate::model::{Program, Section};
use crate::schedule::Schedule;
use crate::text::Date;
use rayon::prelude::*;

/// How many items may be scheduled over again for one diff, both readings of all edits together. A change of
/// a thousand fields among ten thousand items is a new plan and no edit; its parts are left without figures.
const BUDGET: usize = 4_000_000;

/// By how many working days an edit moves the finish; later is positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Finish of base with only this edit, less the finish of base.
    pub alone: Option<i64>,
    /// Finish of head, less the finish of head without this edit.
    pub without: Option<i64>,
}

/// The effects of all edits, in their order.
pub fn attribute(
    base: &Side<'_>,
    head: &Side<'_>,
    edits: &[Edit],
    morning: &Morning,
    days: impl Fn(Option<Date>, Option<Date>) -> Option<i64> + Sync,
    finish: (Option<Date>, Option<Date>),
) -> Vec<Effect> {
    let items = base.program.ids().count() + head.program.ids().count() + 1;
    let mut left = BUDGET / items;
    let weighed: Vec<bool> = edits
        .iter()
        .map(|edit| {
            let weighs = can_move_dates(edit) && left > 0;
            left -= usize::from(weighs);
            weighs
        })
        .collect();
    let none = Effect {
        alone: finish.0.map(|_| 0),
        without: finish.1.map(|_| 0),
    };
    let numbered: Vec<(&Edit, bool)> = edits.iter().zip(weighed).collect();
    // Each share needs both programs to itself, and to copy them takes longer than to schedule them.
    let share = numbered.len().div_ceil(rayon::current_num_threads());
    numbered
        .par_iter()
        .with_min_len(share)
        .map_init(
            || (base.program.clone(), head.program.clone()),
            |(with, less), (edit, weighs)| match (can_move_dates(edit), weighs) {
                (false, _) => none,
                (true, false) => Effect::default(),
                (true, true) => {
                    put(with, edit, head.program);
                    let alone = days(finish.0, finish_of(with, base.others, morning));
                    put(with, edit, base.program);
                    put(less, edit, base.program);
                    let without = days(finish_of(less, head.others, morning), finish.1);
                    put(less, edit, head.program);
                    Effect { alone, without }
                }
            },
        )
        .collect()
}

fn finish_of(program: &Program, others: &[&Program], morning: &Morning) -> Option<Date> {
    Schedule::new(program, others, morning.as_of, morning.options).finish()
}

/// Whether an edit can move a date at all; what is left out here is prose, and people who are asked.
fn can_move_dates(edit: &Edit) -> bool {
    const PROSE: [&str; 40] = [
        "title",
        "note",
        "recovery",
        "accept",
        "spec",
        "deliverables",
        "ref",
        "was",
        "ignore",
        "confirmed",
        "rag",
        "serves",
        "workstream",
        "deputy",
        "next",
        "resolution",
        "waiting_on",
        "escalate_by",
        "escalated",
        "from_risk",
        "because",
        "options",
        "driver",
        "consulted",
        "informed",
        "fallback",
        "version",
        "agreed_by",
        "objectives",
        "in_scope",
        "out_of_scope",
        "assumptions",
        "constraints",
        "requirements",
        "stakeholders",
        "authority",
        "tolerance",
        "sponsor",
        "tpm",
        "freezes",
    ];
    match edit.section {
        Section::Risks | Section::Launches => false,
        _ => edit.field.is_none_or(|field| !PROSE.contains(&field)),
    }
}
