//! How dates, float and names are told on screen, the same in every view.

use crate::parse::{Duration, Unit};
use crate::report::page::{Line, Style};
use crate::report::render::words::days;
use crate::schedule::{Row, Schedule, State, TargetRow};
use crate::text::Date;

/// A date without its year where the year is the as-of date's or the next few months leave no doubt.
pub fn date(date: Date, as_of: Date) -> String {
    date.near(as_of)
}

/// `29 Sep to 24 Oct`, or the one day.
pub fn span(from: Date, to: Date, as_of: Date) -> String {
    if from == to {
        date(to, as_of)
    } else {
        format!("{} to {}", date(from, as_of), date(to, as_of))
    }
}

/// A date that may be missing.
pub fn date_or(found: Option<Date>, as_of: Date) -> String {
    found.map_or_else(|| "—".to_owned(), |found| date(found, as_of))
}

/// A duration as it is told: `30 d`, `6 w`, `90 calendar days`.
pub fn lasting(duration: Duration) -> String {
    match duration.unit {
        Unit::Days => format!("{} d", duration.amount),
        Unit::Weeks => format!("{} w", duration.amount),
        Unit::Elapsed => format!("{} calendar days", duration.amount),
    }
}

/// `8 d late`, `3 d early`, `on its day`.
pub fn margin(margin: i64) -> Line {
    match margin {
        late if late < 0 => Line::new().bad(format!("{} late", days(-late))),
        0 => Line::new().warn("no margin"),
        early => Line::new().good(format!("{} early", days(early))),
    }
}

/// A margin as a signed number: what is late is positive, as in `+8`.
pub fn variance(margin: Option<i64>) -> Line {
    match margin {
        None => Line::from("—"),
        Some(late) if late < 0 => Line::new().bad(format!("+{}", -late)),
        Some(early) => Line::new().good(if early == 0 {
            "0".into()
        } else {
            format!("-{early}")
        }),
    }
}

/// Float in working days.
pub fn float(row: &Row<'_>) -> Line {
    match row.total_float {
        None => Line::from("—"),
        Some(0) => Line::new().bad("0"),
        Some(float) if float < 5 => Line::new().warn(float.to_string()),
        Some(float) => Line::from(float.to_string()),
    }
}

/// A state with its color.
pub fn state(state: State) -> Line {
    let style = match state {
        State::Done => Style::Good,
        State::Blocked => Style::Bad,
        State::Unscheduled => Style::Warn,
        State::Cancelled => Style::Dim,
        State::InProgress | State::Ready | State::Waiting => Style::Plain,
    };
    Line::new().styled(style, state.as_str())
}

/// The headline of a target: `ga  due 14 Nov · earliest 26 Nov · 8 d late`.
pub fn target(target: &TargetRow<'_>, schedule: &Schedule<'_>) -> Line {
    let as_of = schedule.as_of;
    let mut line = Line::new().id(target.id.as_str()).text("  ");
    line = match target.due {
        Some(due) => line.text(format!("due {}", date(due, as_of))),
        None => line.unknown("no due date"),
    };
    let word = if target.done { "done" } else { "earliest" };
    line = match target.finish {
        Some(finish) => line.text(format!(" · {word} ")).strong(date(finish, as_of)),
        None => line.text(" · ").bad("no date: it is in a cycle or behind one"),
    };
    match target.margin {
        Some(days) => line.text(" · ").join(margin(days)),
        None => line,
    }
}

/// What an item waits for, in words.
pub fn why(row: &Row<'_>, schedule: &Schedule<'_>) -> Line {
    let Some(driving) = &row.driving else {
        return Line::new();
    };
    let as_of = schedule.as_of;
    match driving.as_str() {
        "promise" => Line::from("its promise"),
        "due" => Line::from(format!("its own date {}", date_or(row.due, as_of))),
        "forecast" => Line::from("its owner's forecast"),
        "not-before" => Line::from("not before its date"),
        "start" => Line::from("the program's first day"),
        "as-of" => Line::from("can start now"),
        other => match other.strip_prefix("blocker:") {
            Some(blocker) => Line::new().text("blocked by ").id(blocker),
            None => Line::new().text("waits for ").id(other),
        },
    }
}

/// Both sides of a changed value as written: dates without their year, and of three dates the likely one where that is
/// what changed.
pub fn change(old: Option<&str>, new: Option<&str>, as_of: Date) -> [Option<String>; 2] {
    let sides = [old, new];
    let read = sides.map(|side| side.and_then(dates));
    let likely = |dates: &Vec<Date>| dates[dates.len() / 2];
    let is_likely = match &read {
        [Some(old), Some(new)] => likely(old) != likely(new),
        _ => false,
    };
    let mut read = read.into_iter();
    sides.map(|side| match read.next().flatten() {
        Some(dates) if dates.len() == 1 || is_likely => Some(date(likely(&dates), as_of)),
        Some(dates) => {
            let told: Vec<String> = dates.iter().map(|day| date(*day, as_of)).collect();
            Some(format!("[{}]", told.join(", ")))
        }
        None => side.map(str::to_owned),
    })
}

/// One date, or a list of three.
fn dates(text: &str) -> Option<Vec<Date>> {
    if let Ok(one) = Date::parse(text) {
        return Some(vec![one]);
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let parse = |each: &str| Date::parse(each.trim()).ok();
    let dates: Option<Vec<Date>> = inner.split(',').map(parse).collect();
    dates.filter(|dates| dates.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_promise_is_told_by_its_likely_date_unless_only_the_others_changed() {
        let as_of = Date::parse("2025-09-03").expect("a date");
        let told = |old, new| change(old, new, as_of).map(|side| side.unwrap_or_else(|| "nothing".into()));
        let three = |low, likely, high| format!("[2025-09-{low}, 2025-09-{likely}, 2025-09-{high}]");
        let (first, later) = (three(10, 12, 19), three(23, 26, 30));
        assert_eq!(told(Some(&first), Some(&later)), ["12 Sep", "26 Sep"]);
        assert_eq!(told(Some("2025-09-12"), Some(&later)), ["12 Sep", "26 Sep"]);
        assert_eq!(told(None, Some("2026-09-12")), ["nothing", "12 Sep 2026"]);
        let wider = three(10, 12, 30);
        assert_eq!(
            told(Some(&first), Some(&wider)),
            ["[10 Sep, 12 Sep, 19 Sep]", "[10 Sep, 12 Sep, 30 Sep]"]
        );
        assert_eq!(
            told(Some("[16d, 20d, 26d]"), Some("12d")),
            ["[16d, 20d, 26d]", "12d"]
        );
        assert_eq!(
            told(Some("[2025-09-12, tomorrow]"), None),
            ["[2025-09-12, tomorrow]", "nothing"]
        );
        assert_eq!(told(Some("[]"), Some("")), ["[]", ""]);
    }
}
