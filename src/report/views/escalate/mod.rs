//! The escalation memo, in the order of an exception report: what, why, if not, the options with their effect and
//! price, the recommendation, and what waiting costs.

mod table;

use super::cause::cause;
use super::forecast::odds;
use super::words::{date, date_or};
use crate::forecast::{Course, Escalation, Expiry, Forecast, Stake, Way};
use crate::model::Program;
use crate::parse::{Duration, PersonId, Slug};
use crate::report::page::{Line, Page};
use crate::report::render::words::{grouped, list};
use crate::schedule::{CriticalPath, Schedule};
use crate::text::Date;

/// What the memo tells of.
pub struct Memo<'m, 'p> {
    /// The schedule as it is.
    pub schedule: &'m Schedule<'p>,
    /// Its forecast.
    pub forecast: &'m Forecast<'p>,
    /// The decision and its ways.
    pub escalation: &'m Escalation<'p>,
    /// The critical path to the target.
    pub path: &'m CriticalPath<'p>,
    /// The objectives.
    pub stakes: &'m [Stake<'p>],
    /// Whether every pair is shown.
    pub all: bool,
}

/// The page of `escalate DECISION`.
pub fn escalate(memo: &Memo<'_, '_>) -> Page {
    let mut page = Page::titled(title(memo));
    page.fact("", address(memo));
    page.blank();
    page.fact("What", what(memo));
    if let Some(line) = cause(memo.schedule, memo.path) {
        page.fact("Why", line);
    }
    for (at, line) in if_not(memo).into_iter().enumerate() {
        page.fact(if at == 0 { "If not" } else { "" }, line);
    }
    page.blank();
    table::options(&mut page, memo);
    page.blank();
    for (at, line) in recommendation(memo).into_iter().enumerate() {
        page.fact(if at == 0 { "Recommend" } else { "" }, line);
    }
    if let Some(line) = waiting(memo) {
        page.fact("Cost of waiting", line);
    }
    page.blank();
    page.line(Line::new().dim(format!(
        "{} iterations, seed {}. Likely: half of them are done by then; safe: 80 %.",
        grouped(memo.forecast.runs.into()),
        memo.forecast.seed
    )));
    page
}

fn title(memo: &Memo<'_, '_>) -> Line {
    let decision = memo.escalation.decision;
    Line::new()
        .strong("Decision needed: ")
        .user(decision.title.as_deref().unwrap_or(memo.escalation.id.as_str()))
}

fn address(memo: &Memo<'_, '_>) -> Line {
    let program = memo.schedule.program();
    let decision = memo.escalation.decision;
    let as_of = memo.schedule.as_of;
    let mut line = Line::new().text("To ");
    line = match &decision.decider {
        Some(person) => line
            .strong(program.name_of(person.as_str()).to_owned())
            .text(role(program, person)),
        None => line.bad("nobody: no decider is named"),
    };
    if let Some(from) = decision.driver.as_ref().or(program.charter.tpm.as_ref()) {
        line = line.text(" · from ").user(program.name_of(from.as_str()));
    }
    let weekday = |day: Date| {
        let long = day.long();
        format!(
            "{} {}",
            long.split(' ').next().unwrap_or_default(),
            date(day, as_of)
        )
    };
    line = match (decision.decided, decision.decide_by()) {
        (Some(decided), _) => {
            let line = line.text(" · ").good(format!("decided {}", date(decided, as_of)));
            match &decision.chosen {
                Some(chosen) => line.text(": ").user(chosen.as_str()),
                None => line,
            }
        }
        (None, Some(by)) if by < as_of => line
            .text(" · ")
            .bad(format!("was to be decided by {}", weekday(by))),
        (None, Some(by)) => line.text(" · ").strong(format!("decide by {}", weekday(by))),
        (None, None) => line.text(" · ").warn("no date to decide by"),
    };
    let mut expiring: std::collections::BTreeMap<Date, Vec<String>> = std::collections::BTreeMap::new();
    for way in memo.escalation.ways.iter().filter(|way| way.options().len() == 1) {
        if let Expiry::Last(last) = way.expiry {
            expiring.entry(last).or_default().push(name(memo, way));
        }
    }
    for (last, options) in expiring {
        let (what, gain) = match options.len() {
            1 => ("option", "gains"),
            _ => ("options", "gain"),
        };
        line = line
            .text(format!(" · after {} {what} ", date(last, as_of)))
            .user(list(&options))
            .text(format!(" {gain} nothing"));
    }
    line
}

fn role(program: &Program, person: &PersonId) -> &'static str {
    if program.charter.sponsor.as_ref() == Some(person) {
        " (sponsor)"
    } else {
        ""
    }
}

fn what(memo: &Memo<'_, '_>) -> Line {
    let escalation = memo.escalation;
    let as_of = memo.schedule.as_of;
    let nothing = &escalation.ways[0];
    let mut line = match escalation.target {
        Some(target) => Line::new().id(target.as_str()),
        None => Line::from("The end"),
    };
    line = match (escalation.due, nothing.chance) {
        (Some(due), Some(chance)) => line
            .text(format!(", promised {}: ", date(due, as_of)))
            .join(odds(chance))
            .text("."),
        (Some(due), None) => line.text(format!(", promised {}.", date(due, as_of))),
        (None, _) => line.text(": ").unknown("nothing promised").text("."),
    };
    line = line
        .text(" Earliest ")
        .strong(date_or(nothing.earliest, as_of))
        .text(". Likely ")
        .strong(date_or(nothing.likely, as_of))
        .text(". Safe ")
        .strong(date_or(nothing.safe, as_of))
        .text(".");
    let late = escalation
        .due
        .zip(nothing.earliest)
        .map(|(due, earliest)| memo.schedule.days_between(due, earliest))
        .filter(|late| *late > 0);
    let tolerance = memo.schedule.program().charter.tolerance.as_ref();
    let tolerance = tolerance.and_then(|given| given.target).map(Duration::rough_days);
    match (late, tolerance) {
        (Some(late), Some(tolerance)) if late > tolerance => line.text(" ").bad(format!(
            "{late} d late: {} d over the tolerance of {tolerance} d.",
            late - tolerance
        )),
        (Some(late), Some(tolerance)) => line
            .text(" ")
            .warn(format!("{late} d late, within the tolerance of {tolerance} d.")),
        (Some(late), None) => line.text(" ").bad(format!("{late} d late.")),
        (None, _) => line,
    }
}

fn if_not(memo: &Memo<'_, '_>) -> Vec<Line> {
    let as_of = memo.schedule.as_of;
    let mut lines: Vec<Line> = Vec::new();
    for stake in memo
        .stakes
        .iter()
        .filter(|stake| stake.is_at_stake() && !stake.served_by.is_empty())
    {
        let Some(by) = stake.objective.by else { continue };
        let line = Line::new().user(stake.objective.say.as_deref().unwrap_or(stake.id.as_str()));
        let line = line.text(format!(" by {}", date(by, as_of)));
        lines.push(match stake.chance {
            Some(chance) => line
                .text(": chance ")
                .join(odds(chance))
                .text(match stake.margin {
                    Some(margin) if margin >= 0 => format!(", {margin} d after the safe date"),
                    Some(margin) => format!(", {} d before the safe date", -margin),
                    None => String::new(),
                }),
            None => line.text(": no date"),
        });
    }
    let nothing = &memo.escalation.ways[0];
    if let (Some(due), Some(chance)) = (memo.escalation.due, nothing.chance) {
        lines.push(
            Line::new()
                .text(format!(
                    "The promise of {} is kept with a chance of ",
                    date(due, as_of)
                ))
                .join(odds(chance))
                .text(format!(
                    "; what can be promised safely is {}",
                    date_or(nothing.safe, as_of)
                )),
        );
    }
    lines
}

/// `d` for `d-on-demand` where the letter says it; the whole id else.
fn short<'p>(memo: &Memo<'_, 'p>, id: &'p Slug) -> &'p str {
    let head = |id: &'p Slug| id.as_str().split('-').next().unwrap_or_default();
    let mine = head(id);
    let options = &memo.escalation.decision.options;
    let same = options.keys().filter(|other| head(other) == mine).count();
    if mine.len() == 1 && same == 1 {
        mine
    } else {
        id.as_str()
    }
}

fn name(memo: &Memo<'_, '_>, way: &Way<'_>) -> String {
    match &way.course {
        Course::Nothing => "do nothing".into(),
        Course::NewDate(safe) => format!("promise {} (80 %)", date(*safe, memo.schedule.as_of)),
        Course::Options(options) => {
            let ids: Vec<&str> = options.iter().map(|id| short(memo, id)).collect();
            ids.join("+")
        }
    }
}

fn recommendation(memo: &Memo<'_, '_>) -> Vec<Line> {
    let escalation = memo.escalation;
    let as_of = memo.schedule.as_of;
    let Some(way) = escalation.recommended.map(|at| &escalation.ways[at]) else {
        return vec![Line::from("Nothing: no option brings the safe date forward.")];
    };
    if let Course::NewDate(safe) = way.course {
        return vec![
            Line::new()
                .strong(format!("Promise {}", date(safe, as_of)))
                .text(": no option brings the safe date forward."),
        ];
    }
    let mut lines = Vec::new();
    let says = way.options().iter().filter_map(|id| {
        let choice = escalation.decision.options.get(id.as_str())?;
        Some(Line::new().user(choice.say.as_deref().unwrap_or(id.as_str())))
    });
    let line = Line::new()
        .strong(name(memo, way))
        .text(": ")
        .join(Line::joined(says, "; and: "));
    lines.push(line.text("."));
    let mut line = Line::new().text(format!("Earliest {}, safe ", date_or(way.earliest, as_of)));
    line = line.strong(date_or(way.safe, as_of));
    if let Some(gain) = way.safe_gain {
        line = line.text(format!(", {gain} d before the safe date without it"));
    }
    lines.push(line.text("."));
    if let (Some(due), Some(chance)) = (escalation.due, way.chance) {
        let due_date = date(due, as_of);
        let line = if way.holds_safely(escalation.due) {
            Line::from(format!("It holds {due_date} safely, with a chance of "))
        } else if way.holds(escalation.due) {
            Line::from(format!("It holds {due_date} in the best case, with a chance of "))
        } else {
            Line::from(format!("It does not hold {due_date}; the chance is "))
        };
        let line = line.join(odds(chance));
        lines.push(match way.safe {
            Some(safe) if safe > due => line
                .text(". What can be promised safely with it is ")
                .text(date(safe, as_of))
                .text("."),
            _ => line.text("."),
        });
    }
    if way.options().len() > 1 {
        let alone = escalation.ways.iter().filter(|way| way.options().len() == 1);
        let best = alone.filter_map(|way| way.earliest).min();
        if let (Some(best), Some(earliest)) = (best, way.earliest)
            && best > earliest
        {
            lines.push(Line::from(format!(
                "Any single option stops at {} at best, because another path takes over.",
                date(best, as_of)
            )));
        }
    }
    if let Some(line) = more_than(memo, way) {
        lines.push(line);
    }
    lines
}

/// What the next larger set would bring beyond the recommended one.
fn more_than(memo: &Memo<'_, '_>, way: &Way<'_>) -> Option<Line> {
    let larger = memo.escalation.ways.iter().filter(|other| {
        other.options().len() > way.options().len()
            && way.options().iter().all(|id| other.options().contains(id))
    });
    let best = larger.min_by_key(|other| (other.safe, other.options().len()))?;
    let days = memo.schedule.days_between(best.safe?, way.safe?);
    (days > 0).then(|| {
        let more: Vec<&str> = best
            .options()
            .iter()
            .filter(|id| !way.options().contains(id))
            .map(|id| short(memo, id))
            .collect();
        Line::new()
            .user(list(&more))
            .text(format!(" on top would bring the safe date {days} d further."))
    })
}

/// Until when the date of the recommended way stands, and what is lost after that.
fn waiting(memo: &Memo<'_, '_>) -> Option<Line> {
    let escalation = memo.escalation;
    let as_of = memo.schedule.as_of;
    let way = escalation.recommended.map(|at| &escalation.ways[at]);
    let way = way
        .filter(|way| !way.options().is_empty())
        .unwrap_or(&escalation.ways[0]);
    let now = way.earliest?;
    let lost = |finish: Option<Date>| finish.map(|finish| memo.schedule.days_between(now, finish));
    let waits: Vec<(Date, i64)> = escalation
        .waiting
        .iter()
        .filter_map(|(morning, finish)| Some((*morning, lost(*finish)?)))
        .collect();
    let (last, most) = *waits.last()?;
    let target = escalation
        .target
        .map_or(Line::from("the end"), |id| Line::new().id(id.as_str()));
    if most <= 0 {
        let line = format!(
            "none that shows in the earliest date before {}.",
            date(last, as_of)
        );
        return Some(Line::from(line));
    }
    let free = waits.iter().take_while(|(_, lost)| *lost <= 0).last();
    let first = waits.iter().find(|(_, lost)| *lost > 0)?;
    let line = match free {
        Some((free, _)) => Line::from(format!(
            "until {} nothing; a decision on {} costs ",
            date(*free, as_of),
            date(first.0, as_of)
        )),
        None => Line::from(format!("a decision on {} costs ", date(first.0, as_of))),
    };
    let line = line.join(target).bad(format!(" {} d", first.1));
    let line = if last == first.0 {
        line
    } else {
        line.text(format!(", one on {} ", date(last, as_of)))
            .bad(format!("{most} d"))
    };
    // All that has not begun waits along in these figures, whoever could start it.
    Some(line.text(", if nothing else moves until then."))
}
