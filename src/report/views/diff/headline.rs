//! The first lines: what the change does to the date and to the promise.

use super::{Change, cut, signed};
use crate::diff::Promise;
use crate::model::Program;
use crate::report::page::{Line, Page};
use crate::report::views::forecast::chance;
use crate::report::views::words::{date, date_or, margin};
use crate::text::Date;

pub(super) fn headline(change: &Change<'_>) -> Line {
    if change.is_silent() {
        return Line::from("Nothing changed");
    }
    let mut line = Line::new().text(if change.is_comment {
        "linchpin: this change "
    } else {
        "This change "
    });
    let (diff, as_of) = (change.diff, change.as_of);
    let mut what = target(change.program);
    if !diff.promises.is_empty() {
        let told = diff.promises.iter().take(change.most.clamp(1, 3));
        let told = told.map(|each| promise(each, as_of));
        line = line.join(Line::joined(told, ", ")).text(" and ");
        what = Line::from("its earliest date");
    }
    let safe = match (change.outlook.safe.base, change.outlook.safe.head) {
        (Some(old), Some(new)) if old != new => {
            format!(", safe date {} → {}", date(old, as_of), date(new, as_of))
        }
        _ => String::new(),
    };
    match (diff.days, diff.finish.base, diff.finish.head) {
        (Some(0), _, Some(finish)) => line
            .text("does not move ")
            .join(what)
            .text(format!(" ({}){safe}", date(finish, as_of))),
        (Some(by), Some(old), Some(new)) => line
            .text("moves ")
            .join(what)
            .text(" ")
            .strong(format!("by {}", working_days(by)))
            .text(format!(" ({} → {}){safe}", date(old, as_of), date(new, as_of))),
        (_, Some(old), None) => line
            .text("leaves ")
            .join(target(change.program))
            .strong(" without a date")
            .text(format!(" (it was {})", date(old, as_of))),
        (_, None, Some(new)) => line
            .text("gives ")
            .join(target(change.program))
            .text(format!(" a date: {}", date(new, as_of))),
        _ => line.text("leaves the program without a finish date, as it was"),
    }
}

/// What a change does to the promise of a target.
fn promise(promise: &Promise, as_of: Date) -> Line {
    let id = Line::new().id(cut(&promise.id));
    match (promise.base, promise.head) {
        (Some(old), Some(new)) => {
            let dates = format!(" for {} instead of {} (", date(new, as_of), date(old, as_of));
            let line = Line::from("promises ").join(id).text(dates);
            line.strong(working_days(promise.days.unwrap_or_default()))
                .text(")")
        }
        (None, Some(new)) => Line::from("promises ")
            .join(id)
            .text(format!(" for {}", date(new, as_of))),
        (old, None) => Line::from("takes back the promise of ")
            .join(id)
            .text(format!(" ({})", date_or(old, as_of))),
    }
}

/// `+4 working days`.
fn working_days(by: i64) -> String {
    let unit = if by.abs() == 1 { "day" } else { "days" };
    format!("{} working {unit}", signed(by))
}

/// The target by name.
fn target(program: &Program) -> Line {
    let ids = program.targets();
    if ids.is_empty() {
        return Line::from("the finish");
    }
    Line::joined(ids.iter().map(|id| Line::new().id(id.as_str())), ", ")
}

pub(super) fn dates(page: &mut Page, change: &Change<'_>) {
    let diff = change.diff;
    if let Some(now) = diff.margin.head {
        let are_several = change.program.targets().len() > 1;
        let are = if are_several {
            " are now at worst "
        } else {
            " is now "
        };
        let mut line = target(change.program).text(are).join(margin(now));
        if let Some(then) = diff.margin.base.filter(|then| *then != now) {
            let was = if are_several { ", they were " } else { ", it was " };
            line = line.text(was).join(margin(then));
        }
        if let (Some(then), Some(now)) = (change.outlook.chance.base, change.outlook.chance.head)
            && chance(then) != chance(now)
        {
            line = line.text(format!(
                "; the chance of {} date is {}, it was {}",
                if are_several { "that" } else { "its" },
                chance(now),
                chance(then)
            ));
        }
        page.line(line);
    }
    let (old, new) = (&diff.critical_path.base, &diff.critical_path.head);
    if old != new && !new.is_empty() {
        // What both begin with says nothing; the last common item shows where they part.
        let common = old
            .iter()
            .zip(new)
            .take_while(|(a, b)| a == b)
            .count()
            .saturating_sub(1);
        let chain = |ids: &[String]| {
            let shown = ids.iter().skip(common).take(4).map(|id| Line::new().id(cut(id)));
            let line = Line::new().text(if common > 0 { "… → " } else { "" });
            let line = line.join(Line::joined(shown, " → "));
            if ids.len() > common + 4 {
                line.text(" → …")
            } else {
                line
            }
        };
        let line = Line::new();
        page.line(if old.is_empty() {
            line.text("The critical path is ").join(chain(new)).text(".")
        } else {
            line.text("The critical path was ")
                .join(chain(old))
                .text("; it is now ")
                .join(chain(new))
                .text(".")
        });
    }
}
