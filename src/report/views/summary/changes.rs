//! What changed in a week: the dates then and now, and the edits that moved them most.

use super::Executive;
use crate::report::page::Line;
use crate::report::render::words::count;
use crate::report::views::words::{change, date};

/// Changes that are told.
const CHANGES: usize = 3;
/// Letters of a changed value that are shown.
const LETTERS: usize = 40;

pub(super) fn changes(told: &Executive<'_, '_>) -> Vec<Line> {
    let as_of = told.schedule.as_of;
    let changed = match &told.changed {
        Ok(changed) => changed,
        Err(why) => return vec![Line::new().unknown("Left out").text(": ").user(*why).text(".")],
    };
    let since = format!("Since {} ({}): ", changed.morning.long(), changed.commit);
    if changed.diff.is_empty() {
        return vec![Line::from(format!("{since}nothing."))];
    }
    let diff = changed.diff;
    let mut line = Line::from(since);
    line = match (diff.finish.base, diff.finish.head, diff.days) {
        (Some(base), Some(head), Some(days)) if days != 0 => line
            .text(format!(
                "earliest {} → {} (",
                date(base, as_of),
                date(head, as_of)
            ))
            .join(moved(days))
            .text(")"),
        _ => line.text("the earliest date has not moved"),
    };
    line = match (changed.outlook.safe.base, changed.outlook.safe.head) {
        (Some(base), Some(head)) if base != head => line
            .text(format!(", safe {} → {} (", date(base, as_of), date(head, as_of)))
            .join(moved(changed.outlook.days.unwrap_or(0)))
            .text(")"),
        (Some(head), Some(_)) => line.text(format!(", safe still {}", date(head, as_of))),
        _ => line,
    };
    let mut lines = vec![line.text(".")];
    let weighty = diff.edits.iter().filter(|each| {
        let moves = |days: Option<i64>| days.is_some_and(|days| days != 0);
        moves(each.effect.alone) || moves(each.effect.without)
    });
    let mut shown = 0;
    for each in weighty.take(CHANGES) {
        shown += 1;
        let edit = &each.edit;
        let mut line = Line::new().id(edit.entity());
        line = match edit.field {
            Some(field) => {
                let [old, new] = change(edit.old.as_deref(), edit.new.as_deref(), as_of);
                line.text(format!(" {field} "))
                    .user(value(old))
                    .text(" → ")
                    .user(value(new))
            }
            None if edit.is_addition() => line.text(" is new"),
            None => line.text(" is gone"),
        };
        let days = each
            .effect
            .alone
            .filter(|days| *days != 0)
            .or(each.effect.without);
        lines.push(match days {
            Some(days) => line.text(": ").join(moved(days)),
            None => line,
        });
    }
    let rest = diff.edits.len() - shown;
    if rest > 0 {
        let what = if shown > 0 { "more change" } else { "change" };
        lines.push(Line::new().dim(format!("{} (linchpin diff)", count(rest, what))));
    }
    lines
}

fn moved(days: i64) -> Line {
    if days > 0 {
        Line::new().bad(format!("+{days} d"))
    } else {
        Line::new().good(format!("{days} d"))
    }
}

fn value(text: Option<String>) -> String {
    let Some(text) = text else { return "—".into() };
    if text.chars().count() <= LETTERS {
        return text;
    }
    let cut: String = text.chars().take(LETTERS - 1).collect();
    format!("{cut}…")
}
