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
