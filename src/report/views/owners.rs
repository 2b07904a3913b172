//! Who answers for what: gaps, production, single points, load, and what stands still when somebody is away.

use super::words::{date, span};
use crate::model::{Item, Program};
use crate::parse::PersonId;
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::{count, list};
use crate::schedule::{Absence, Gap, GapKind, Owners, Row as ScheduleRow, Schedule};
use crate::text::Date;

/// Names that a sentence holds.
const NAMES: usize = 8;

/// How many gaps and people a report lists before it counts the rest.
const MOST: usize = 20;

/// The page of `owners`.
pub fn owners(schedule: &Schedule<'_>, owners: &Owners, passes: Passes<'_>, all: bool) -> Page {
    let mut page = Page::new();
    let most = if all { usize::MAX } else { MOST };
    gaps(&mut page, schedule, owners, most);
    page.append(production(schedule, passes));
    single_points(&mut page, schedule, passes);
    away(&mut page, schedule);
    load(&mut page, owners, most);
    bus(&mut page, schedule, owners);
    page
}

fn is_production(gap: &Gap) -> bool {
    matches!(
        gap.gap,
        GapKind::NoProductionOwner | GapKind::NotAccepted | GapKind::NoOncall
    )
}

pub(super) fn told(gap: &Gap) -> Line {
    let owner = gap.owner.as_ref().map_or("", |owner| owner.as_str());
    match gap.gap {
        GapKind::NoOwner => Line::new().bad("no owner"),
        GapKind::UnknownPerson => Line::new().bad("unknown person ").user(owner),
        GapKind::OwnerIsTeam => Line::new().bad("owner is a team: ").user(owner),
        GapKind::Departed => Line::new().user(owner).bad(" has left"),
        GapKind::NoProductionOwner => Line::new().bad("nobody owns it in production"),
        GapKind::NotAccepted => Line::new().bad("operation not accepted"),
        GapKind::NoOncall => Line::new().bad("no on-call rota"),
    }
}

fn gaps(page: &mut Page, schedule: &Schedule<'_>, owners: &Owners, most: usize) {
    page.heading("Gaps");
    let gaps: Vec<&Gap> = owners.gaps.iter().filter(|gap| !is_production(gap)).collect();
    if gaps.is_empty() {
        page.line(Line::new().good("Every open item has an owner."));
        return;
    }
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::flex("Gap", 1),
        Column::fixed("Ask"),
        Column::number("Float"),
    ]);
    for gap in gaps.iter().take(most) {
        table.row(Row::new([
            Line::new().id(gap.id.as_str()),
            told(gap),
            asked(schedule.program(), gap),
            gap.total_float
                .map_or(Line::from("—"), |float| Line::from(format!("{float} d"))),
        ]));
    }
    page.table(table);
    if gaps.len() > most {
        page.line(Line::new().dim(format!(
            "… and {}; -v lists all",
            count(gaps.len() - most, "more gap")
        )));
    }
}

pub(super) fn asked(program: &Program, gap: &Gap) -> Line {
    match &gap.ask {
        Some(person) => Line::new().user(program.name_of(person.as_str())),
        None => Line::from("—"),
    }
}

/// Which items are asked for.
type Passes<'f> = &'f dyn Fn(&ScheduleRow<'_>) -> bool;

/// The page of `owners --production`: who owns it in production, of the launches that are asked for.
pub fn production(schedule: &Schedule<'_>, passes: Passes<'_>) -> Page {
    let program = schedule.program();
    // A launch says all of its gaps, whatever else is left out.
    let owners = schedule.owners();
    let mut page = Page::new();
    page.heading("Production");
    let mut table = Table::new([
        Column::fixed("Launch"),
        Column::fixed("Team"),
        Column::fixed("On call"),
        Column::flex("State", 1),
        Column::fixed("Ask"),
    ]);
    let launches = program.milestones.iter().filter(|(id, milestone)| {
        let is_kind = milestone.kind == Some(crate::model::MilestoneKind::Launch);
        (is_kind || program.launches.contains_key(id.as_str())) && !program.has_left(id.as_str())
    });
    let mut left_out = 0;
    for (id, _) in launches {
        if schedule.row(id).is_some_and(|row| !passes(&row)) {
            left_out += 1;
            continue;
        }
        let ops = program
            .launches
            .get(id.as_str())
            .and_then(|launch| launch.ops.as_ref());
        let gaps: Vec<&Gap> = owners
            .gaps
            .iter()
            .filter(|gap| gap.id == id.as_str() && is_production(gap))
            .collect();
        let name = |text: Option<&str>| text.map_or(Line::from("—"), |text| Line::new().user(text));
        let state = if gaps.is_empty() {
            let on = ops
                .and_then(|ops| ops.accepted_on)
                .map(|on| date(on, schedule.as_of));
            Line::new().good(format!("accepted {}", on.unwrap_or_default()))
        } else {
            Line::joined(gaps.iter().map(|gap| told(gap)), ", ")
        };
        table.row(Row::new([
            Line::new().id(id.as_str()),
            name(ops.and_then(|ops| ops.team.as_ref()).map(|team| team.as_str())),
            name(ops.and_then(|ops| ops.oncall.as_deref())),
            state,
            gaps.first().map_or(Line::from("—"), |gap| asked(program, gap)),
        ]));
    }
    if table.rows.is_empty() && left_out > 0 {
        page.line("No launch passes the filter.");
    } else if table.rows.is_empty() {
        page.line("No launches: mark a milestone `kind: launch` and say in `launches:` who operates it.");
    }
    page.table(table);
    page
}

/// Near-critical or critical items that hang on one person.
fn single_points(page: &mut Page, schedule: &Schedule<'_>, passes: Passes<'_>) {
    let program = schedule.program();
    let rows = schedule.rows();
    let points: Vec<Line> = rows
        .iter()
        .filter(|row| {
            let float = row.total_float;
            passes(row) && float.is_some_and(|float| float < schedule.options.near_critical)
        })
        .filter_map(|row| {
            let owner = row.owner?;
            let own = match row.item {
                Item::Milestone(milestone) => milestone.deputy.as_ref(),
                Item::Contract(_) => None,
                Item::Decision(_) => return None,
            };
            let deputy = own.or_else(|| program.people.get(owner.as_str())?.deputy.as_ref());
            deputy
                .is_none()
                .then(|| Line::new().id(row.id.as_str()).text(" ").user(owner.as_str()))
        })
        .collect();
    if points.is_empty() {
        return;
    }
    page.heading(format!(
        "Single points: float under {} d and no deputy",
        schedule.options.near_critical
    ));
    let more = points.len().saturating_sub(MOST);
    let line = Line::joined(points.into_iter().take(MOST), " · ");
    page.line(if more > 0 {
        line.text(format!(" and {more} more"))
    } else {
        line
    });
}

fn away(page: &mut Page, schedule: &Schedule<'_>) {
    let program = schedule.program();
    let mut lines = Vec::new();
    for row in schedule.rows().iter().filter(|row| row.state.is_open()) {
        let (Some(owner), Some(start), Some(finish)) = (row.owner, row.early_start, row.early_finish) else {
            continue;
        };
        let Some(person) = program.people.get(owner.as_str()) else {
            continue;
        };
        for absence in person
            .away
            .iter()
            .filter(|away| away.from <= finish && away.to >= start)
        {
            let as_of = schedule.as_of;
            let cover = match &person.deputy {
                Some(deputy) => Line::new().text(", ").user(deputy.as_str()).text(" covers"),
                None => Line::new().bad(", no deputy"),
            };
            lines.push(
                Line::new()
                    .user(owner.as_str())
                    .text(format!(
                        " {} to {} overlaps ",
                        date(absence.from, as_of),
                        date(absence.to, as_of)
                    ))
                    .id(row.id.as_str())
                    .text(format!(" ({})", span(start, finish, as_of)))
                    .join(cover),
            );
        }
    }
    if !lines.is_empty() {
        page.heading("Away");
        page.list(lines.into_iter().take(MOST));
    }
}

fn load(page: &mut Page, owners: &Owners, most: usize) {
    if owners.load.is_empty() {
        return;
    }
    page.heading("Load: open items, critical ones in brackets");
    let person = |load: &crate::schedule::Load| {
        let line = Line::new()
            .user(load.person.as_str())
            .text(format!(" {}", load.open));
        if load.critical > 0 {
            line.text(" (").bad(load.critical.to_string()).text(")")
        } else {
            line
        }
    };
    let line = Line::joined(owners.load.iter().take(most).map(person), " · ");
    let more = owners.load.len().saturating_sub(most);
    page.line(if more > 0 {
        line.text(format!(" and {more} more"))
    } else {
        line
    });
}

fn bus(page: &mut Page, schedule: &Schedule<'_>, owners: &Owners) {
    let names: Vec<&str> = owners
        .bus
        .iter()
        .map(|person| schedule.program().name_of(person.as_str()))
        .collect();
    page.heading("Bus factor");
    page.line(match owners.bus_factor {
        Some(0) => Line::new().bad(format!(
            "0: {} of {} open items have nobody already",
            owners.uncovered, owners.open
        )),
        Some(factor) => Line::new()
            .strong(factor.to_string())
            .text(format!(" of {} (", answering(owners)))
            .user(some(&names))
            .text(format!(
                "): without them {} of {} open items have nobody",
                owners.uncovered, owners.open
            )),
        None => Line::from("not assessable: there is nothing open that anybody owns"),
    });
    if let Some(factor) = owners.critical_bus_factor {
        page.line(Line::new().strong(factor.to_string()).text(match factor {
            0 => " on the critical path: an item there has nobody",
            1 => " on the critical path: one person's absence stops it",
            _ => " on the critical path: every item there has a deputy",
        }));
    }
}

/// The page of `owners --absent`: what stands still, and who takes what.
pub fn absence(schedule: &Schedule<'_>, person: &str, from: Date, to: Date, items: &[Absence<'_>]) -> Page {
    let as_of = schedule.as_of;
    let name = schedule.program().name_of(person);
    let mut page = Page::titled(Line::new().user(name).text(format!(
        " away {} to {}",
        date(from, as_of),
        date(to, as_of)
    )));
    if items.is_empty() {
        page.line(Line::new().good("Nothing of theirs is open in these days."));
        return page;
    }
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::fixed("Kind").drop(1),
        Column::fixed("From"),
        Column::fixed("To"),
        Column::number("Float"),
        Column::flex("Who takes it", 1),
    ]);
    for item in items {
        table.row(Row::new([
            Line::new().id(item.id.as_str()),
            Line::from(item.kind.as_str()),
            Line::from(super::words::date_or(item.start, as_of)),
            Line::from(super::words::date_or(item.finish, as_of)),
            match item.total_float {
                Some(0) => Line::new().bad("0 d"),
                Some(float) => Line::from(format!("{float} d")),
                None => Line::from("—"),
            },
            match item.deputy {
                Some(deputy) => Line::new().user(schedule.program().name_of(deputy.as_str())),
                None => Line::new().bad("nobody: it stands still"),
            },
        ]));
    }
    page.table(table);
    page
}

/// The page of `owners --handover`: a person's open items with next dates and last notes.
pub fn handover(schedule: &Schedule<'_>, person: &str, items: &[Absence<'_>]) -> Page {
    let program = schedule.program();
    let mut title_line = Line::new().text("Hand-over of ").user(program.name_of(person));
    if let Some(until) = program.people.get(person).and_then(|known| known.until) {
        title_line = title_line.text(format!(" · last day {}", date(until, schedule.as_of)));
    }
    let mut page = Page::titled(title_line);
    let drives = |owner: &Option<PersonId>| owner.as_ref().is_some_and(|owner| owner.as_str() == person);
    let blockers = program.blockers.iter();
    let blockers: Vec<_> = blockers
        .filter(|(_, blocker)| blocker.resolved.is_none() && drives(&blocker.owner))
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(items.iter().map(|item| {
        let line = Line::new().id(item.id.as_str());
        let line = match title(program, item.id.as_str()) {
            Some(title) => line.text(" · ").user(title),
            None => line,
        };
        let line = line.text(format!(" ({})", item.kind.as_str()));
        let line = match item.finish {
            Some(finish) => line.text(format!(", earliest {}", date(finish, schedule.as_of))),
            None => line,
        };
        let line = match item.deputy {
            Some(deputy) => line.text(", deputy ").user(program.name_of(deputy.as_str())),
            None => line.text(", ").bad("no deputy"),
        };
        match note(program, item.id.as_str()) {
            Some(note) => line.text(": ").user(note),
            None => line,
        }
    }));
    lines.extend(blockers.into_iter().map(|(id, blocker)| {
        let line = Line::new().id(id.as_str());
        let line = match &blocker.title {
            Some(title) => line.text(" · ").user(title),
            None => line,
        };
        let line = match blocker.expected {
            Some(expected) => line.text(format!(" (blocker), expected {}", date(expected, schedule.as_of))),
            None => line.text(" (blocker), ").bad("no expected date"),
        };
        match &blocker.next {
            Some(next) => line.text(", next: ").user(next),
            None => line,
        }
    }));
    let is_free = lines.is_empty();
    page.list(lines);
    if is_free {
        page.line("Nothing of theirs is open.");
    }
    page
}

fn title<'p>(program: &'p Program, id: &str) -> Option<&'p str> {
    match program.item(id) {
        Some(item) => item.title(),
        None => program.risks.get(id).and_then(|risk| risk.title.as_deref()),
    }
}

fn note<'p>(program: &'p Program, id: &str) -> Option<&'p str> {
    match program.item(id) {
        Some(Item::Milestone(milestone)) => milestone.note.as_deref(),
        Some(Item::Contract(contract)) => contract.note.as_deref(),
        Some(Item::Decision(decision)) => decision.note.as_deref(),
        None => program.risks.get(id).and_then(|risk| risk.note.as_deref()),
    }
}

/// Names in a sentence; of a crowd only the first.
fn some(names: &[&str]) -> String {
    if names.len() <= NAMES {
        return list(names);
    }
    let others = format!("{} others", names.len() + 1 - NAMES);
    let shown = names.iter().copied().take(NAMES - 1);
    list(&shown.chain([others.as_str()]).collect::<Vec<_>>())
}

/// Who answers for the open items: `7 owners`, or `5 people` where deputies stand in who own nothing.
pub(super) fn answering(owners: &Owners) -> String {
    if owners.people > owners.owners {
        format!("{} people", owners.people)
    } else {
        count(owners.owners, "owner")
    }
}
