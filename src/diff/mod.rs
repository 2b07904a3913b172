//! What a change means: two programs side by side, read on the same morning.
//!
//! Beside the field changes, which ignore layout and file placement since programs are compared as values,
//! a [`Diff`] says what they do: how far the finish moves and through which edits, which items move, what
//! drives the date before and after, what is blocked now and what is freed. A what-if is a diff, and so is
//! the way from a baseline to today.

mod attribution;
mod crossings;
mod impact;
mod renames;
mod sections;

#[cfg(test)]
mod tests;

pub use attribution::Effect;
pub use crossings::EARLIEST;
pub use impact::{Moved, Promise};
pub use sections::{Edit, put};

use crate::model::{Kind, Program, Section};
use crate::parse::Renames;
use crate::schedule::{Options, Schedule};
use crate::text::Date;

/// One of the two programs, with the other programs of its repository.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The program.
    pub program: &'a Program,
    /// The other programs.
    pub others: &'a [&'a Program],
}

/// When and by which thresholds both are judged.
#[derive(Clone, Copy, Debug)]
pub struct Morning {
    /// The as-of date: head's, for both.
    pub as_of: Date,
    /// Thresholds.
    pub options: Options,
}

/// A figure before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// In base.
    pub base: T,
    /// In head.
    pub head: T,
}

/// What a forecast says of the two sides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// The safe dates of the finish.
    pub safe: Pair<Option<Date>>,
    /// Working days between them, in head's calendar; later is positive.
    pub days: Option<i64>,
    /// The chance, 0 to 1, of the due date of that target which has the worst margin in head.
    pub chance: Pair<Option<f64>>,
}

/// An edit and what it does to the finish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The edit.
    pub edit: Edit,
    /// Its effect.
    pub effect: Effect,
}

/// The meaning of a change.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// Base under the ids of head: what a rule compares head with.
    pub base: Program,
    /// New ids by old ones.
    pub renamed: Renames,
    /// Every difference: those that move the finish most first, then by entity and field. What other programs
    /// bring to another day is among them.
    pub edits: Vec<Attributed>,
    /// Items that are new, by kind and id.
    pub added: Vec<(Kind, String)>,
    /// Items that are gone, by kind and id.
    pub removed: Vec<(Kind, String)>,
    /// The program finish.
    pub finish: Pair<Option<Date>>,
    /// By how many working days of head's calendar it moves; later is positive.
    pub days: Option<i64>,
    /// The worst margin of the target milestones, in working days.
    pub margin: Pair<Option<i64>>,
    /// Targets that are promised for another day, by id.
    pub promises: Vec<Promise>,
    /// The critical path, from the first item to the last.
    pub critical_path: Pair<Vec<String>>,
    /// Items on both sides whose early finish differs, those that move most first.
    pub moved: Vec<Moved>,
    /// Items that are blocked and were not, by id.
    pub newly_blocked: Vec<String>,
    /// Items that were blocked and are not any more, by id.
    pub unblocked: Vec<String>,
}

impl Diff {
    /// Whether nothing was changed at all.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.renamed.is_empty()
    }

    /// The edit of a field of an entity.
    pub fn edit(&self, section: Section, id: &str, field: &str) -> Option<&Attributed> {
        self.edits
            .iter()
            .find(|each| each.edit.section == section && each.edit.id == id && each.edit.field == Some(field))
    }

    /// Whether the change touches an entity, named as findings name it: `ga`, `ga.rollback`, `charter`,
    /// `people.chen`.
    pub fn touches(&self, name: &str) -> bool {
        let is_within = |entity: &str| {
            name.strip_prefix(entity)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_new_name = self.renamed.values().any(|id| is_within(id.as_str()));
        is_new_name
            || self.edits.iter().any(|each| {
                is_within(&each.edit.entity()) || is_within(&each.edit.id) && !each.edit.id.is_empty()
            })
    }
}

/// What differs between two programs, whatever it does: new ids by old ones, base under the new ones, and every
/// difference by section, id and field.
pub fn edits(base: &Program, head: &Program) -> (Renames, Program, Vec<Edit>) {
    let renamed = renames::find(base, head);
    let old = sections::renamed(base, &renamed);
    let mut edits = sections::compare(&old, head);
    let is_name =
        |edit: &Edit| edit.field == Some("was") && renamed.values().any(|new| new.as_str() == edit.id);
    edits.retain(|edit| !is_name(edit));
    (renamed, old, edits)
}

/// What the way from base to head means on a morning.
pub fn between(base: Side<'_>, head: Side<'_>, morning: Morning) -> Diff {
    let (renamed, old, edits) = edits(base.program, head.program);
    let base = Side {
        program: &old,
        others: base.others,
    };
    let before = Schedule::new(base.program, base.others, morning.as_of, morning.options);
    let after = Schedule::new(head.program, head.others, morning.as_of, morning.options);
    let days = |first: Option<Date>, second: Option<Date>| Some(after.days_between(first?, second?));
    let finish = (before.finish(), after.finish());
    let effects = attribution::attribute(&base, &head, &edits, &morning, days, finish);
    let mut attributed: Vec<Attributed> = edits
        .into_iter()
        .zip(effects)
        .map(|(edit, effect)| Attributed { edit, effect })
        .collect();
    attributed.extend(crossings::crossings((&base, &before), (&head, &after)));
    let weight = |each: &Attributed| {
        let size = |days: Option<i64>| days.map_or(0, i64::abs);
        std::cmp::Reverse(size(each.effect.alone).max(size(each.effect.without)))
    };
    // Stable: ties stay by section, id and field.
    attributed.sort_by_key(weight);
    let whole = |is_meant: fn(&Edit) -> bool| {
        let meant = attributed
            .iter()
            .map(|each| &each.edit)
            .filter(|edit| is_meant(edit));
        let mut items: Vec<(Kind, String)> = meant
            .filter_map(|edit| Some((edit.section.kind()?, edit.id.clone())))
            .collect();
        items.sort();
        items
    };
    let (added, removed) = (whole(Edit::is_addition), whole(Edit::is_removal));
    let (newly_blocked, unblocked) = impact::blocked(&before, &after);
    Diff {
        edits: attributed,
        added,
        removed,
        days: days(finish.0, finish.1),
        finish: Pair {
            base: finish.0,
            head: finish.1,
        },
        margin: Pair {
            base: before.target_margin().map(|(_, margin)| margin),
            head: after.target_margin().map(|(_, margin)| margin),
        },
        promises: impact::promises(&before, &after),
        critical_path: Pair {
            base: impact::path(&before),
            head: impact::path(&after),
        },
        moved: impact::moved(&before, &after),
        newly_blocked,
        unblocked,
        renamed,
        base: old,
    }
}
