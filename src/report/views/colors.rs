//! Colors in words: the color, and the rule that gives it.

use super::forecast::chance;
use crate::parse::ItemId;
use crate::report::page::{Line, Style};
use crate::schedule::{Color, Colored, Reason};

/// Reasons that are told for one color.
const MOST: usize = 2;

/// `RED`, in its own color.
pub fn color(color: Color) -> Line {
    let style = match color {
        Color::Red => Style::Bad,
        Color::Amber => Style::Warn,
        Color::Grey => Style::Unknown,
        Color::Green => Style::Good,
    };
    Line::new().styled(style, color.as_str().to_uppercase())
}

/// The rules that give the color, the gravest first; what is less grave than the color is left out.
pub fn rules(colored: &Colored<'_>) -> Line {
    let decisive = colored
        .reasons
        .iter()
        .filter(|reason| reason.color() == colored.color);
    let line = Line::joined(decisive.take(MOST).map(rule), "; ");
    if line.is_empty() {
        Line::from("nothing is wrong")
    } else {
        line
    }
}

/// The same, and the late item at the head of what it waits for.
pub fn caused(colored: &Colored<'_>, waits_for: Option<&ItemId>) -> Line {
    let line = rules(colored);
    match waits_for {
        Some(id) => line.text("; waits for ").id(id.as_str()),
        None => line,
    }
}

fn rule(reason: &Reason<'_>) -> Line {
    let line = Line::new();
    match reason {
        Reason::DuePassed(days) => line.text(format!("due {days} d ago, not done")),
        Reason::Late { days, tolerance } => line.text(format!("{days} d late, tolerance {tolerance} d")),
        Reason::Tolerated(days) => line.text(format!("{days} d late, within tolerance")),
        Reason::Chance(share) => line.text(format!("chance of its date {}", chance(*share))),
        Reason::Held(id) => line
            .text("no float, held by ")
            .id(id.as_str())
            .text(" without a date to come"),
        Reason::NeedGone(id) => line.text("needs ").id(id.as_str()).text(", which was called off"),
        Reason::PromiseBroken(id) => line.text("the promise of ").id(id.as_str()).text(" has passed"),
        Reason::Float(float) => line.text(format!("{float} d of float")),
        Reason::Unfrozen(id) => line.id(id.as_str()).text(" is past its date to be frozen"),
        Reason::PromisedLate(id, days) => line
            .id(id.as_str())
            .text(format!(" is promised {days} d after the need")),
        Reason::RiskUnanswered(id) => line
            .text("high risk ")
            .id(id.as_str())
            .text(" without a response"),
        Reason::Unproven => line.text("done, not proven"),
        Reason::NoOwner => line.text("no owner"),
        Reason::NoDates => line.text("no duration and no date"),
        Reason::NoAcceptance => line.text("no acceptance criteria"),
        Reason::Stale => line.text("in progress, untouched for too long"),
        Reason::NoPromise(id) => line.text("nothing promised for ").id(id.as_str()),
        Reason::Said(color) => line.text(format!("its owner says {}", color.as_str())),
    }
}
