//! Items of other programs that something here needs, where their dates differ: what moves a finish although
//! nobody touched the program.

use super::sections::Edit;
use super::{Attributed, Effect, Side};
use crate::model::{Item, Section};
use crate::schedule::Schedule;
use crate::text::Date;
use rustc_hash::FxHashMap;

/// What differs of such an item: the day of its early finish.
pub const EARLIEST: &str = "earliest";

/// One edit for each item that is needed from here on both sides and finishes on another day, by id; its effect
/// is that of all changes of its program.
pub fn crossings<'p>(
    (base, before): (&Side<'p>, &Schedule<'p>),
    (head, after): (&Side<'p>, &Schedule<'p>),
) -> Vec<Attributed> {
    let then = needed(before);
    let mut found: Vec<Edit> = needed(after)
        .into_iter()
        .filter_map(|(id, (section, new))| {
            let (_, old) = then.get(id).filter(|(_, old)| *old != new)?;
            Some(Edit {
                section,
                id: id.to_owned(),
                field: Some(EARLIEST),
                old: old.map(|date| date.to_string()),
                new: new.map(|date| date.to_string()),
            })
        })
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    let mut effects: FxHashMap<String, Effect> = FxHashMap::default();
    let effect = |program: &str| {
        let days = |first: Option<Date>, second: Option<Date>| Some(after.days_between(first?, second?));
        let with = finish_with(base, before, head, program);
        let less = finish_with(head, after, base, program);
        Effect {
            alone: days(before.finish(), with),
            without: days(less, after.finish()),
        }
    };
    found
        .into_iter()
        .map(|edit| {
            let program = edit.id.split('/').next().unwrap_or_default();
            let effect = *effects
                .entry(program.to_owned())
                .or_insert_with(|| effect(program));
            Attributed { edit, effect }
        })
        .collect()
}

/// The items of other programs that something here needs itself, with the days of their early finish.
fn needed<'s>(schedule: &'s Schedule<'_>) -> FxHashMap<&'s str, (Section, Option<Date>)> {
    let graph = &schedule.plan.graph;
    let home = |ix: u32| graph.nodes[ix as usize].program == 0;
    let crossing = graph
        .edges
        .iter()
        .filter(|edge| home(edge.to) && !home(edge.from));
    crossing
        .map(|edge| {
            let node = &graph.nodes[edge.from as usize];
            let section = match node.item {
                Item::Milestone(_) => Section::Milestones,
                Item::Contract(_) => Section::Contracts,
                Item::Decision(_) => Section::Decisions,
            };
            (node.id.as_str(), (section, schedule.finish_date(edge.from)))
        })
        .collect()
}

/// The finish of one side if one of the other programs were what it is on the other side.
fn finish_with<'p>(
    side: &Side<'p>,
    schedule: &Schedule<'p>,
    other: &Side<'p>,
    program: &str,
) -> Option<Date> {
    let others: Vec<_> = side
        .others
        .iter()
        .map(|here| {
            let swapped = other.others.iter().find(|there| there.id == here.id);
            match swapped {
                Some(there) if here.id.as_str() == program => *there,
                _ => *here,
            }
        })
        .collect();
    Schedule::new(side.program, &others, schedule.as_of, schedule.options).finish()
}
