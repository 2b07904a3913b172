//! One page for executives: the ask first, then the dates, one cause and what changed; what was done, what comes
//! and what is in the way; the streams of work, each with its color and the rule; the objectives at stake.

mod changes;

use super::blocked::earliest;
use super::cause::cause;
use super::colors::{caused, color, rules};
use super::forecast::odds;
use super::report::missing_target;
use super::words::{date, date_or};
use crate::diff::{Diff, Outlook};
use crate::forecast::{Course, Escalation, Forecast, ItemForecast, Stake, TargetForecast};
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::words::count;
use crate::schedule::{
    Ask, Color, CriticalPath, Event, Holder, Obstacle, Root, Schedule, State, Stream, What,
};
use crate::text::Date;

/// Asks that are told.
const ASKS: usize = 3;
/// Rows of done, next and in the way.
const ROWS: usize = 3;
/// What the page tells of.
pub struct Executive<'m, 'p> {
    /// The schedule.
    pub schedule: &'m Schedule<'p>,
    /// Its forecast.
    pub forecast: &'m Forecast<'p>,
    /// What drives the date.
    pub path: &'m CriticalPath<'p>,
    /// The targets with their colors.
    pub targets: &'m [TargetForecast<'m, 'p>],
    /// What is asked for.
    pub asks: &'m [Ask<'m, 'p>],
    /// The options of the first decision asked for.
    pub escalation: Option<&'m Escalation<'p>>,
    /// What changed since the morning, or why nothing is told.
    pub changed: Result<Changed<'m>, &'m str>,
    /// What was done.
    pub done: &'m [Event<'p>],
    /// What comes.
    pub next: &'m [Event<'p>],
    /// What is in the way.
    pub obstacles: &'m [Obstacle<'m, 'p>],
    /// The streams of work.
    pub streams: &'m [Stream<'p>],
    /// The objectives.
    pub stakes: &'m [Stake<'p>],
    /// Findings that are suppressed.
    pub suppressed: usize,
}

impl Executive<'_, '_> {
    /// A program is as red as its worst target; without one, nobody knows.
    pub fn color(&self) -> Color {
        let colors = self.targets.iter().filter_map(|each| each.colored.as_ref());
        colors.map(|colored| colored.color).max().unwrap_or(Color::Grey)
    }
}

/// What changed.
pub struct Changed<'m> {
    /// Since this morning.
    pub morning: Date,
    /// The way from then to now.
    pub diff: &'m Diff,
    /// The last commit before it, short.
    pub commit: &'m str,
    /// What the forecast says of then and now.
    pub outlook: &'m Outlook,
}

/// The page of `summary`.
pub fn summary(told: &Executive<'_, '_>) -> Page {
    let schedule = told.schedule;
    let as_of = schedule.as_of;
    let title = Line::new()
        .strong(schedule.program().title().to_owned())
        .text(format!(" · {} · ", as_of.long()));
    let mut page = Page::titled(title.join(color(told.color())));
    for (at, line) in asks(told).into_iter().enumerate() {
        page.fact(if at == 0 { "We need from you" } else { "" }, line);
    }
    dates(&mut page, told);
    if let Some(line) = cause(schedule, told.path).filter(|_| is_late(told)) {
        page.fact("Because", line);
    }
    for (at, line) in changes::changes(told).into_iter().enumerate() {
        page.fact(if at == 0 { "Changed" } else { "" }, line);
    }
    page.blank();
    page.table(three(told));
    page.blank();
    page.table(streams(told));
    page.blank();
    for (at, line) in objectives(told).into_iter().enumerate() {
        page.fact(if at == 0 { "Objectives at stake" } else { "" }, line);
    }
    page.line(Line::new().dim(format!(
        "Colors are computed from dates; each row says its rule. Suppressed findings: {}.",
        told.suppressed
    )));
    page
}

fn is_late(told: &Executive<'_, '_>) -> bool {
    told.color() != Color::Green && told.targets.iter().any(|each| !each.target.done)
}

/// What is asked for; nothing is an answer too.
fn asks(told: &Executive<'_, '_>) -> Vec<Line> {
    if told.asks.is_empty() {
        return vec![Line::new().good("None.")];
    }
    let mut lines = Vec::new();
    for ask in told.asks.iter().take(ASKS) {
        match ask {
            Ask::Decide(question) => {
                lines.push(decide(told, question));
                let escalation = told.escalation.filter(|escalation| escalation.id == question.id);
                lines.extend(escalation.and_then(|escalation| recommended(told, escalation)));
            }
            Ask::Free(root) => lines.push(free(told, root)),
        }
    }
    if told.asks.len() > ASKS {
        lines.push(Line::new().dim(format!("… and {}", count(told.asks.len() - ASKS, "more ask"))));
    }
    lines
}

fn decide(told: &Executive<'_, '_>, question: &crate::schedule::Question<'_>) -> Line {
    let as_of = told.schedule.as_of;
    let decision = question.decision;
    let mut line = match &decision.decider {
        Some(person) => Line::new().strong(told.schedule.program().name_of(person.as_str()).to_owned()),
        None => Line::new().bad("Somebody"),
    };
    line = line.text(" to decide");
    line = match question.due {
        Some(due) if due < as_of => line.text(" ").bad(format!("(due {})", date(due, as_of))),
        Some(due) => line.text(" by ").strong(date(due, as_of)),
        None => line,
    };
    line.text(": ")
        .user(decision.title.as_deref().unwrap_or("no title"))
        .text(" (memo: escalate ")
        .id(question.id.as_str())
        .text(")")
}

fn recommended(told: &Executive<'_, '_>, escalation: &Escalation<'_>) -> Option<Line> {
    let as_of = told.schedule.as_of;
    let way = &escalation.ways[escalation.recommended?];
    let line = Line::from("Recommended: ");
    let line = match &way.course {
        Course::Nothing => return None,
        Course::NewDate(safe) => {
            let line = line.text("promise ").strong(date(*safe, as_of));
            return Some(line.text("; no option brings it forward."));
        }
        Course::Options(options) => {
            let say = options.iter().filter_map(|id| {
                let choice = escalation.decision.options.get(id.as_str())?;
                let line = Line::new().user(choice.say.as_deref().unwrap_or(id.as_str()));
                Some(match &choice.cost {
                    Some(cost) => line.text(" (").user(cost.as_str()).text(")"),
                    None => line,
                })
            });
            line.join(Line::joined(say, " and "))
        }
    };
    Some(
        line.text(format!(": earliest {}, safe ", date_or(way.earliest, as_of)))
            .strong(date_or(way.safe, as_of))
            .text("."),
    )
}

fn free(told: &Executive<'_, '_>, root: &Root<'_>) -> Line {
    let program = told.schedule.program();
    let person = root
        .waiting_on
        .map_or("nobody named", |person| program.name_of(person.as_str()));
    let mut line = Line::new()
        .strong(person.to_owned())
        .text(" to free: ")
        .user(root.title().unwrap_or_else(|| root.id.as_str()));
    if let Holder::Blocker(blocker) = root.holder
        && let Some(next) = &blocker.next
    {
        line = line.text(" — ").user(next.as_str());
    }
    line.text(format!(" (one more week costs {} d)", root.week_costs))
}

fn dates(page: &mut Page, told: &Executive<'_, '_>) {
    let as_of = told.schedule.as_of;
    let mut label = "Dates";
    for TargetForecast { item, colored, .. } in told.targets {
        let mut line = Line::new();
        if told.targets.len() > 1 {
            line = line.id(item.row.id.as_str()).text(": ");
        }
        page.fact(std::mem::take(&mut label), headline(line, item, as_of));
        if let Some(colored) = colored.as_ref().filter(|colored| colored.color != Color::Green) {
            page.fact("", color(colored.color).text(": ").join(rules(colored)).text("."));
        }
    }
    if told.targets.is_empty() {
        let missing = missing_target(told.schedule.program()).map(|line| line.text("."));
        let mut line = missing.unwrap_or_else(|| Line::new().unknown("No target is named."));
        if let Some(finish) = &told.forecast.finish {
            line = line
                .text(format!(
                    " Everything earliest {}. Likely ",
                    date_or(told.schedule.finish(), as_of)
                ))
                .strong(date(finish.dates.p50, as_of))
                .text(". Safe ")
                .strong(date(finish.dates.p80, as_of))
                .text(".");
        }
        page.fact("Dates", line);
    }
}

/// `Promised 14 Nov: < 1 %. Earliest 26 Nov. Likely 17 Dec. Safe 29 Dec.`
fn headline(line: Line, item: &ItemForecast<'_>, as_of: Date) -> Line {
    if item.row.state == State::Done {
        let done = date_or(item.row.early_finish, as_of);
        return line.good("Done").text(format!(" {done}."));
    }
    let line = match (item.row.due, item.chance) {
        (Some(due), Some(chance)) => line
            .text(format!("Promised {}: ", date(due, as_of)))
            .join(odds(chance))
            .text(". "),
        (Some(due), None) => line.text(format!("Promised {}. ", date(due, as_of))),
        (None, _) => line.unknown("Nothing promised").text(". "),
    };
    let Some(dates) = item.dates else {
        return line.bad("No date: it is in a cycle or behind one.");
    };
    line.text(format!(
        "Earliest {}. Likely ",
        date_or(item.row.early_finish, as_of)
    ))
    .strong(date(dates.p50, as_of))
    .text(". Safe ")
    .strong(date(dates.p80, as_of))
    .text(".")
}

/// Done, next two weeks, in the way: three rows of three.
fn three(told: &Executive<'_, '_>) -> Table {
    let mut next: Vec<&Event<'_>> = told.next.iter().take(ROWS).collect();
    next.sort_by_key(|event| (event.date, event.id));
    let done: Vec<Line> = told
        .done
        .iter()
        .take(ROWS)
        .map(|event| event_line(told, event, true))
        .collect();
    let next: Vec<Line> = next
        .into_iter()
        .map(|event| event_line(told, event, false))
        .collect();
    let way: Vec<Line> = told
        .obstacles
        .iter()
        .take(ROWS)
        .map(|obstacle| in_the_way(told, obstacle))
        .collect();
    let mut table = Table::new([
        Column::flex("Done", 1),
        Column::flex("Next two weeks", 1).key("next"),
        Column::flex("In the way", 1).key("way"),
    ]);
    let rows = done.len().max(next.len()).max(way.len()).max(1);
    for at in 0..rows {
        let cell = |lines: &[Line]| match lines.get(at) {
            Some(line) => line.clone(),
            None if at == 0 => Line::new().dim("nothing"),
            None => Line::new(),
        };
        table.row([cell(&done), cell(&next), cell(&way)]);
    }
    table
}

fn event_line(told: &Executive<'_, '_>, event: &Event<'_>, is_past: bool) -> Line {
    let program = told.schedule.program();
    let title = event.item.title().unwrap_or_else(|| event.id.as_str());
    let verb = match (event.what, is_past) {
        (What::Freeze, true) => " frozen",
        (What::Freeze, false) => " to be frozen",
        (What::Acceptance, _) => " accepted",
        (What::Delivery, true) => " delivered",
        (What::Decision, true) => " decided",
        (What::Delivery | What::Decision | What::Finish, _) => "",
    };
    let line = Line::new().user(title).text(format!("{verb} ("));
    let when = date(event.date, told.schedule.as_of);
    match event.team.filter(|_| is_past) {
        Some(team) => {
            let name = program.title_of(team.as_str());
            line.user(name).text(format!(", {when})"))
        }
        None => line.text(format!("{when})")),
    }
}

fn in_the_way(told: &Executive<'_, '_>, obstacle: &Obstacle<'_, '_>) -> Line {
    let as_of = told.schedule.as_of;
    match obstacle {
        Obstacle::NoOwner(row) => Line::new()
            .user(row.item.title().unwrap_or_else(|| row.id.as_str()))
            .text(" has ")
            .bad("no owner"),
        Obstacle::Root(root) => {
            let line = Line::new().user(root.title().unwrap_or_else(|| root.id.as_str()));
            let line = match root.age {
                Some(age) => {
                    let overdue = earliest(told.schedule, root).map_or("", |_| " overdue");
                    line.text(format!(", {}{overdue}", count(age.max(0) as usize, "day")))
                }
                None => line,
            };
            match (root.expected, earliest(told.schedule, root)) {
                (Some(expected), _) if expected >= as_of => line,
                (Some(_), _) => line.text(", ").bad("past its date"),
                (None, Some(day)) => line.text(format!(", earliest {}", date(day, as_of))),
                (None, None) => line.text(", ").bad("no date"),
            }
        }
    }
}

fn streams(told: &Executive<'_, '_>) -> Table {
    let as_of = told.schedule.as_of;
    let program = told.schedule.program();
    let mut table = Table::new([
        Column::flex("Workstream", 1),
        Column::fixed("Color"),
        Column::flex("Milestone", 2),
        Column::fixed("Earliest"),
        Column::fixed("Promised"),
        Column::flex("Rule", 3),
    ]);
    for stream in told.streams {
        table.row([
            Line::new().user(program.title_of(stream.name)),
            color(stream.colored.color),
            Line::new().user(stream.row.item.title().unwrap_or_else(|| stream.row.id.as_str())),
            Line::from(date_or(stream.row.early_finish, as_of)),
            Line::from(date_or(stream.row.due, as_of)),
            caused(&stream.colored, stream.waits_for),
        ]);
    }
    table
}

fn objectives(told: &Executive<'_, '_>) -> Vec<Line> {
    let as_of = told.schedule.as_of;
    if told.stakes.is_empty() {
        return vec![Line::new().unknown("The charter names no objectives.")];
    }
    let mut lines = Vec::new();
    for stake in told.stakes.iter().filter(|stake| stake.is_at_stake()) {
        let line = Line::new().user(stake.objective.say.as_deref().unwrap_or(stake.id.as_str()));
        let line = match stake.objective.by {
            Some(by) => line.text(format!(" by {}", date(by, as_of))),
            None => line,
        };
        lines.push(
            match (stake.served_by.is_empty(), stake.objective.by, stake.margin) {
                (true, _, _) => line.text(": ").bad("nothing serves it"),
                (_, None, _) => line.text(": ").unknown("open, without a date"),
                (_, Some(_), Some(margin)) if margin >= 0 => line
                    .text(": ")
                    .warn(format!("tight, {margin} d after the safe date")),
                (_, Some(_), Some(margin)) => {
                    let line = line.text(": ").bad(format!("{} d before the safe date", -margin));
                    match stake.chance {
                        Some(chance) => line.text(", chance ").join(odds(chance)),
                        None => line,
                    }
                }
                (_, Some(_), None) => line.text(": ").bad("no date"),
            },
        );
    }
    if lines.is_empty() {
        lines.push(Line::new().good("None."));
    }
    lines
}
