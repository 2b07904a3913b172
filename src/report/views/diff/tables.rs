//! The tables: edits with their effect, and items that move.

use super::{Change, cut, signed, still};
use crate::diff::{Attributed, Diff, Effect, Moved, Promise};
use crate::model::Section;
use crate::report::page::{Column, Line, Row, Table};
use crate::report::views::words::{self, date_or, margin};

pub(super) fn edits(all: &[&Attributed], change: &Change<'_>) -> Table {
    let mut table = Table::new([
        Column::flex("Item", 2),
        Column::flex("Before", 2),
        Column::flex("After", 2),
        Column::flex("Effect", 1),
    ]);
    for each in all.iter().take(change.most) {
        let edit = &each.edit;
        let mut item = Line::new().id(cut(&edit.entity()));
        if let Some(field) = edit.field {
            item = item.text(format!(" {field}"));
        }
        let value = |side: Option<String>| match side {
            Some(text) => Line::new().user(cut(&text)),
            None => Line::from("—"),
        };
        let (old, new) = if edit.is_addition() {
            (Line::from("—"), Line::from("added"))
        } else if edit.is_removal() {
            (Line::from("there"), Line::from("removed"))
        } else {
            let [old, new] = words::change(edit.old.as_deref(), edit.new.as_deref(), change.as_of);
            (value(old), value(new))
        };
        let effect = match promise_of(change.diff, each) {
            Some(Promise { days: Some(by), .. }) if each.effect == still() => {
                Line::from(format!("promised {} d", signed(*by)))
            }
            _ => effect(each.effect),
        };
        table.row([item, old, new, effect]);
    }
    table
}

/// What an edit does, once where both readings agree.
fn effect(effect: Effect) -> Line {
    let told = |by: i64| {
        let text = format!("{} d", signed(by));
        match by {
            0 => Line::from("0 d"),
            later if later > 0 => Line::new().bad(text),
            _ => Line::new().good(text),
        }
    };
    match (effect.alone, effect.without) {
        (Some(0), Some(0)) => Line::from("—"),
        (Some(alone), Some(without)) if alone == without => told(alone),
        (Some(alone), Some(without)) => told(alone)
            .text(" alone, ")
            .join(told(without))
            .text(" with the rest"),
        (Some(alone), None) => told(alone).text(" alone"),
        (None, Some(without)) => told(without).text(" with the rest"),
        (None, None) => Line::new().unknown("not weighed"),
    }
}

pub(super) fn moved(all: &[Moved], change: &Change<'_>) -> Table {
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::fixed("Before"),
        Column::fixed("After"),
        Column::number("Days"),
        Column::number("Float"),
        Column::fixed("Due"),
        Column::fixed("Margin").drop(1),
    ]);
    let as_of = change.as_of;
    for each in all.iter().take(change.most) {
        let float = match (each.base_float, each.head_float) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            (_, Some(new)) => new.to_string(),
            (_, None) => "—".into(),
        };
        table.row(Row::new([
            Line::new().id(cut(&each.id)),
            Line::from(date_or(each.base, as_of)),
            Line::from(date_or(each.head, as_of)),
            Line::from(each.days.map_or("—".into(), signed)),
            Line::from(float),
            Line::from(date_or(each.due, as_of)),
            each.margin.map_or(Line::from("—"), margin),
        ]));
    }
    table
}

/// The promise of a target that an edit sets.
pub(super) fn promise_of<'d>(diff: &'d Diff, each: &Attributed) -> Option<&'d Promise> {
    let edit = &each.edit;
    let is_due = edit.section == Section::Milestones && edit.field == Some("due");
    diff.promises
        .iter()
        .find(|promise| is_due && promise.id == edit.id)
}
