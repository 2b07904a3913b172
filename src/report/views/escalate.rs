//! The escalation memo, in the order of an exception report: what, why, if not, the options with their effect and
//! price, the recommendation, and what waiting costs.

use super::cause::cause;
use super::forecast::{odds, percent};
use super::words::{date, date_or};
use crate::forecast::{Course, Escalation, Expiry, Forecast, Price, Stake, Way};
use crate::model::{Choice, Program};
use crate::parse::{Duration, PersonId, Slug};
use crate::report::page::{Column, Line, Page, Style, Table};
use crate::report::render::words::{count, grouped, list};
use crate::schedule::{CriticalPath, Schedule};

/// Pairs that are shown before only the best are.
const PAIRS: usize = 6;
/// The pairs shown then.
const BEST_PAIRS: usize = 3;

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
    options(&mut page, memo);
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
        Some(person) => line.strong(program.name_of(person.as_str()).to_owned()).text(role(program, person)),
        None => line.bad("nobody: no decider is named"),
    };
    if let Some(from) = decision.driver.as_ref().or(program.charter.tpm.as_ref()) {
        line = line.text(" · from ").user(program.name_of(from.as_str()));
    }
    let weekday = |day: crate::text::Date| {
        let long = day.long();
        format!("{} {}", long.split(' ').next().unwrap_or_default(), date(day, as_of))
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
    for way in memo.escalation.ways.iter().filter(|way| way.options().len() == 1) {
        if let Expiry::Last(last) = way.expiry {
            line = line
                .text(format!(" · after {} option ", date(last, as_of)))
                .user(label(way))
                .text(" gains nothing");
        }
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
        (Some(late), Some(tolerance)) => {
            line.text(" ").warn(format!("{late} d late, within the tolerance of {tolerance} d."))
        }
        (Some(late), None) => line.text(" ").bad(format!("{late} d late.")),
        (None, _) => line,
    }
}

fn if_not(memo: &Memo<'_, '_>) -> Vec<Line> {
    let as_of = memo.schedule.as_of;
    let mut lines: Vec<Line> = Vec::new();
    for stake in memo.stakes.iter().filter(|stake| stake.is_at_stake() && !stake.served_by.is_empty()) {
        let Some(by) = stake.objective.by else { continue };
        let line = Line::new().user(stake.objective.say.as_deref().unwrap_or(stake.id.as_str()));
        let line = line.text(format!(" by {}", date(by, as_of)));
        lines.push(match stake.chance {
            Some(chance) => line.text(": ").join(odds(chance)).text(match stake.margin {
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
                .text(format!("The promise of {} is kept with a chance of ", date(due, as_of)))
                .join(odds(chance))
                .text(format!("; what can be promised safely is {}", date_or(nothing.safe, as_of))),
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
    if mine.len() == 1 && same == 1 { mine } else { id.as_str() }
}

fn label(way: &Way<'_>) -> String {
    let ids: Vec<&str> = way.options().iter().map(|id| id.as_str()).collect();
    ids.join("+")
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

fn options(page: &mut Page, memo: &Memo<'_, '_>) {
    let escalation = memo.escalation;
    let as_of = memo.schedule.as_of;
    let holds = escalation
        .due
        .map_or("Holds?".to_owned(), |due| format!("Holds {}?", date(due, as_of)));
    let mut table = Table::new([
        Column::fixed("").key("option"),
        Column::fixed("Kind").drop(1),
        Column::flex("Option", 3).key("say"),
        Column::fixed("Earliest"),
        Column::fixed("Likely").drop(3),
        Column::fixed("Safe"),
        Column::fixed(&holds).key("holds"),
        Column::flex("Price", 2),
        Column::fixed("Until").drop(2),
    ]);
    let pairs = escalation.ways.iter().filter(|way| way.options().len() == 2).count();
    let mut shown_pairs = 0;
    for (at, way) in escalation.ways.iter().enumerate() {
        let is_recommended = escalation.recommended == Some(at);
        if way.options().len() == 2 {
            let is_kept = memo.all || pairs <= PAIRS || shown_pairs < BEST_PAIRS || is_recommended;
            if !is_kept {
                continue;
            }
            shown_pairs += 1;
        }
        let choice = match way.options() {
            [only] => escalation.decision.options.get(only.as_str()),
            _ => None,
        };
        let mark = if is_recommended { "> " } else { "" };
        let mut cells = match choice {
            Some(choice) => vec![
                Line::new().strong(mark).user(name(memo, way)),
                kind(choice),
                Line::new().user(choice.say.as_deref().unwrap_or("")),
            ],
            None if way.options().is_empty() => {
                let what = if way.course == Course::Nothing { "0" } else { "t" };
                let kind = if way.course == Course::Nothing { "" } else { "time" };
                vec![Line::new().strong(mark).text(what), Line::from(kind), Line::from(name(memo, way))]
            }
            None => vec![Line::new().strong(mark).user(name(memo, way)), Line::new(), Line::from("together")],
        };
        cells.extend([
            Line::from(date_or(way.earliest, as_of)),
            Line::from(date_or(way.likely, as_of)),
            Line::from(date_or(way.safe, as_of)),
            held(memo, way),
            price(way),
            expiry(way, as_of),
        ]);
        table.row(cells);
    }
    page.table(table);
    let mut notes = Vec::new();
    if shown_pairs < pairs {
        notes.push(format!("{} that bring less: -v", count(pairs - shown_pairs, "more pair")));
    }
    if escalation.pairs_left_out > 0 {
        notes.push(format!("{} of the weaker options not modelled", count(escalation.pairs_left_out, "pair")));
    }
    if !notes.is_empty() {
        page.line(Line::new().dim(notes.join("; ")));
    }
    for (id, problem) in &escalation.unmodelled {
        let say = escalation.decision.options.get(id.as_str());
        let say = say.and_then(|choice| choice.say.as_deref()).unwrap_or_default();
        page.line(
            Line::new()
                .warn("not modelled: ")
                .id(id.as_str())
                .text(" ")
                .user(say)
                .text(": ")
                .user(problem.as_str()),
        );
    }
    if escalation.decision.options.is_empty() {
        page.line(Line::new().warn("The decision has no options: write them under options:, each with `set` and `cost`."));
    }
}

fn kind(choice: &Choice) -> Line {
    choice.kind.map_or(Line::new(), |kind| Line::from(kind.as_str()))
}

/// Whether a way holds the promise, and with what chance.
fn held(memo: &Memo<'_, '_>, way: &Way<'_>) -> Line {
    let due = memo.escalation.due;
    let chance = way.chance.map_or("—".to_owned(), |chance| match chance {
        0.0 => "< 1 %".into(),
        chance => percent(chance),
    });
    if let Course::NewDate(_) = way.course {
        return Line::new().styled(Style::Warn, "80 % of its own");
    }
    if way.holds_safely(due) {
        Line::new().good(format!("yes, {chance}"))
    } else if way.holds(due) {
        Line::new().warn(format!("if all goes well, {chance}"))
    } else {
        Line::new().bad(format!("no, {chance}"))
    }
}

fn price(way: &Way<'_>) -> Line {
    match (&way.price, way.options().len()) {
        (_, 0) if way.course == Course::Nothing => Line::from("the promise"),
        (_, 0) => Line::from("the promise of today"),
        (Price::Free, _) => Line::new(),
        (Price::Amount { amount, unit }, _) => {
            let whole = amount.round();
            let amount = if (amount - whole).abs() < 0.005 {
                grouped(whole.max(0.0) as u64)
            } else {
                format!("{amount:.2}")
            };
            Line::new().text(format!("{amount} ")).user(unit.as_str())
        }
        (Price::Words(words), _) if words.is_empty() => Line::new().unknown("not said"),
        (Price::Words(words), 1) => Line::joined(words.iter().map(|word| Line::new().user(word.as_str())), "; "),
        (Price::Words(_), 2) => Line::from("both prices"),
        (Price::Words(_), more) => Line::from(format!("all {more} prices")),
    }
}

fn expiry(way: &Way<'_>, as_of: crate::text::Date) -> Line {
    match way.expiry {
        _ if way.options().is_empty() => Line::new(),
        Expiry::GainsNothing => Line::new().dim("no gain"),
        Expiry::Last(last) => Line::from(date(last, as_of)),
        Expiry::Later => Line::new().dim("—"),
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
    let line = Line::new().strong(name(memo, way)).text(": ").join(Line::joined(says, "; and: "));
    lines.push(line.text("."));
    let mut line = Line::new().text(format!("Earliest {}, safe ", date_or(way.earliest, as_of)));
    line = line.strong(date_or(way.safe, as_of));
    if let Some(gain) = way.safe_gain {
        line = line.text(format!(", {gain} d before the safe date without it"));
    }
    line = match (escalation.due, way.chance) {
        (Some(due), Some(chance)) if way.holds(due.into()) => line
            .text(format!(". It holds {}: ", date(due, as_of)))
            .join(odds(chance)),
        (Some(due), Some(chance)) => line
            .text(format!(". It does not hold {}: ", date(due, as_of)))
            .join(odds(chance)),
        _ => line,
    };
    lines.push(line.text("."));
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
        other.options().len() > way.options().len() && way.options().iter().all(|id| other.options().contains(id))
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
    let way = way.filter(|way| !way.options().is_empty()).unwrap_or(&escalation.ways[0]);
    let now = way.earliest?;
    let lost = |finish: Option<crate::text::Date>| finish.map(|finish| memo.schedule.days_between(now, finish));
    let waits: Vec<(crate::text::Date, i64)> = escalation
        .waiting
        .iter()
        .filter_map(|(morning, finish)| Some((*morning, lost(*finish)?)))
        .collect();
    let (last, most) = *waits.last()?;
    let target = escalation.target.map_or(Line::from("the end"), |id| Line::new().id(id.as_str()));
    if most <= 0 {
        let line = format!("none that shows in the earliest date before {}.", date(last, as_of));
        return Some(Line::from(line));
    }
    let free = waits.iter().take_while(|(_, lost)| *lost <= 0).last();
    let first = waits.iter().find(|(_, lost)| *lost > 0)?;
    let line = match free {
        Some((free, _)) => Line::from(format!("until {} nothing; a decision on {} costs ", date(*free, as_of), date(first.0, as_of))),
        None => Line::from(format!("a decision on {} costs ", date(first.0, as_of))),
    };
    let line = line.join(target).bad(format!(" {} d", first.1));
    Some(if last == first.0 {
        line.text(".")
    } else {
        line.text(format!(", one on {} ", date(last, as_of))).bad(format!("{most} d")).text(".")
    })
}
