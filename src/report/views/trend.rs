//! The slip chart, the moves behind it, and the figures of history.

use super::words::{date, date_or};
use crate::history::{Curve, History, Measure, Point, Reading, Trend, Way};
use crate::model::Kind;
use crate::report::page::{Column, Line, Page, Style, Table};
use crate::report::render::words::{count, days};
use crate::schedule::Schedule;
use crate::text::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Curves in a chart; more are no picture.
const CURVES: usize = 8;
/// Days of reports.
const ACROSS: usize = 9;
/// Rows of dates.
const DOWN: usize = 16;
/// Characters of a column.
const WIDE: usize = 7;

/// The page of `trend`.
pub fn trend(
    history: &History,
    trend: &Trend,
    schedule: &Schedule<'_>,
    since: Option<Date>,
    most: usize,
) -> Page {
    let as_of = schedule.as_of;
    let mut page = Page::titled(headline(history, trend, schedule, since));
    let drawn: Vec<&Curve> = trend
        .items
        .iter()
        .filter(|curve| !curve.points.is_empty())
        .take(CURVES)
        .collect();
    if drawn.iter().any(|curve| curve.points.len() > 1) {
        page.heading("Earliest dates");
        page.chart(chart(&drawn, as_of));
        page.line(Line::new().dim("Across: the day of the report. Level is stable, rising is slipping."));
    }
    let moved: Vec<&Curve> = trend
        .items
        .iter()
        .filter(|curve| curve.slips.as_ref().is_some_and(|slips| !slips.moves.is_empty()))
        .collect();
    page.heading(match since {
        Some(since) => format!("Moves since {}", date(since, as_of)),
        None => "Moves of promised dates".into(),
    });
    if moved.is_empty() {
        page.line("No promised date has moved.");
    }
    page.table(moves(&moved[..moved.len().min(most)], schedule));
    if moved.len() > most {
        page.line(Line::new().dim(format!("{} more under -v.", moved.len() - most)));
    }
    page.heading("Figures");
    page.table(figures(trend));
    if !trend.series.is_empty() {
        page.heading("From the tracker");
        page.table(tracker(trend, as_of));
    }
    page
}

fn headline(history: &History, trend: &Trend, schedule: &Schedule<'_>, since: Option<Date>) -> Line {
    let as_of = schedule.as_of;
    let commits = history
        .commits
        .iter()
        .filter(|commit| !commit.id.is_empty())
        .count();
    let mut line = Line::new().user(schedule.program().id.as_str());
    line = line.text(format!(" · {}", count(commits, "commit")));
    if let Some(begins) = history.commits.first().map(|commit| commit.date) {
        line = line.text(format!(" since {}", date(begins, as_of)));
    }
    let first = trend.finish.first().filter(|_| trend.finish.len() > 1);
    if let (Some(first), Some(last)) = (first, trend.finish.last()) {
        let moved = schedule.days_between(first.earliest, last.earliest);
        let sign = if moved > 0 { Style::Bad } else { Style::Good };
        line = line
            .text(format!(" · earliest {} → ", date(first.earliest, as_of)))
            .strong(date(last.earliest, as_of))
            .text(match since {
                Some(_) => " since then ",
                None => " ",
            })
            .styled(sign, signed(moved));
    }
    line
}

fn signed(moved: i64) -> String {
    match moved {
        0 => "(no move)".into(),
        later if later > 0 => format!("(+{})", days(later)),
        earlier => format!("(-{})", days(-earlier)),
    }
}

/// Rows of dates, columns of reports, a letter for each item; `·` where the diagonal is: the day itself.
fn chart(curves: &[&Curve], as_of: Date) -> Vec<Line> {
    let all: BTreeSet<Date> = curves
        .iter()
        .flat_map(|curve| &curve.points)
        .map(|point| point.date)
        .collect();
    let all: Vec<Date> = all.into_iter().collect();
    let across = all.len().min(ACROSS);
    // The first and the last are always among the columns.
    let columns: Vec<Date> = (0..across)
        .map(|at| {
            all[if across > 1 {
                at * (all.len() - 1) / (across - 1)
            } else {
                0
            }]
        })
        .collect();
    let at = |curve: &Curve, day: Date| -> Option<Date> {
        let known: &[Point] = &curve.points;
        let until = known.partition_point(|point| point.date <= day);
        known[..until].last().map(|point| point.earliest)
    };
    let mut cells: BTreeMap<Date, Vec<Vec<usize>>> = BTreeMap::new();
    for (number, curve) in curves.iter().enumerate() {
        for (column, day) in columns.iter().enumerate() {
            if let Some(earliest) = at(curve, *day) {
                let row = cells
                    .entry(earliest)
                    .or_insert_with(|| vec![Vec::new(); columns.len()]);
                row[column].push(number);
            }
        }
    }
    let rows: Vec<(Date, Vec<Vec<usize>>)> = cells.into_iter().rev().collect();
    let band = rows.len().div_ceil(DOWN).max(1);
    let labels: Vec<String> = rows
        .chunks(band)
        .map(|rows| days_of(rows[rows.len() - 1].0, rows[0].0, as_of))
        .collect();
    let margin = labels.iter().map(|label| label.chars().count()).max();
    let margin = margin.unwrap_or(0).max(11);
    let mut lines = Vec::new();
    for (rows, label) in rows.chunks(band).zip(labels) {
        let mut line = Line::new().text(format!("{label:>margin$} |"));
        for column in 0..columns.len() {
            let mut numbers: Vec<usize> = rows.iter().flat_map(|(_, row)| row[column].clone()).collect();
            numbers.sort_unstable();
            let text: String = numbers.iter().map(|number| letter(*number)).collect();
            line = line.strong(format!("{text:>WIDE$}"));
        }
        lines.push(line);
    }
    let mut axis = Line::new().text(format!("{:>margin$} +", ""));
    for day in &columns {
        axis = axis.dim(format!("{:>WIDE$}", day.short()));
    }
    lines.push(axis);
    for (number, curve) in curves.iter().enumerate() {
        let line = Line::new()
            .strong(format!("{:>13}", letter(number)))
            .text(" ")
            .id(curve.id.as_str());
        // A contract is due when it is needed; what moves is its promise.
        let word = match curve.kind {
            Kind::Contract => "promised",
            _ => "due",
        };
        let due = curve
            .due
            .map_or(String::new(), |due| format!("  {word} {}", date(due, as_of)));
        let done = if curve.is_done { ", done" } else { "" };
        lines.push(line.dim(format!("{due}{done}")));
    }
    lines
}

/// The days that share a row: `9 Dec`, `9–22 Dec`, `28 Oct–6 Nov`.
fn days_of(first: Date, last: Date, as_of: Date) -> String {
    if first == last {
        return date(last, as_of);
    }
    let is_month = (first.year(), first.month()) == (last.year(), last.month());
    let first = if is_month {
        first.day_of_month().to_string()
    } else {
        first.short()
    };
    format!("{first}–{}", date(last, as_of))
}

fn letter(number: usize) -> char {
    char::from(b'a' + (number % 26) as u8)
}

fn moves(curves: &[&Curve], schedule: &Schedule<'_>) -> Table {
    let as_of = schedule.as_of;
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::number("Moves"),
        Column::number("Days"),
        Column::fixed("First").drop(2),
        Column::fixed("Now"),
        Column::fixed("Last move"),
        Column::flex("Notice", 1),
    ]);
    for curve in curves {
        let Some((slips, last)) = curve
            .slips
            .as_ref()
            .and_then(|slips| Some((slips, slips.moves.last()?)))
        else {
            continue;
        };
        let notice = schedule.days_between(last.on, last.from);
        let mut told = match notice {
            late if late < 0 => Line::new().bad(format!("{} late", days(-late))),
            0 => Line::new().bad("on the day it was due"),
            short if short <= 5 => Line::new().warn(format!("{} before it was due", days(short))),
            early => Line::from(format!("{} before it was due", days(early))),
        };
        if slips.is_serial() {
            told = told.bad(" · serial slip");
        }
        table.row([
            Line::new().id(curve.id.as_str()),
            Line::from(slips.moves.len().to_string()),
            match curve.days {
                later if later > 0 => Line::new().bad(format!("+{later}")),
                other => Line::new().good(other.to_string()),
            },
            Line::from(date(slips.original, as_of)),
            Line::from(date_or(curve.due, as_of)),
            Line::from(date(last.on, as_of)),
            told,
        ]);
    }
    table
}

fn figures(trend: &Trend) -> Table {
    let mut table = Table::new([
        Column::fixed("Figure"),
        Column::number("4 weeks ago").key("then"),
        Column::number("Now"),
        Column::fixed("Trend"),
        Column::flex("What it is", 1).key("what").drop(1),
    ]);
    for (measure, then, now) in &trend.measures {
        let before = then.and_then(|then| then.value);
        table.row([
            Line::from(name(*measure)),
            then.map_or_else(|| Line::from("—"), |then| shown(*measure, &then)),
            shown(*measure, now),
            way(before, now.value, Some(measure.is_good())),
            Line::new().dim(behind(*measure, now)),
        ]);
    }
    table
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::HitRate => "Hit rate",
        Measure::Bei => "BEI",
        Measure::Cpli => "CPLI",
        Measure::MeanSlip => "Mean slip",
        Measure::Notice => "Notice",
        Measure::BlockedAge => "Blocked age",
        Measure::DecisionLatency => "Decision latency",
        Measure::OwnerChanges => "Owner changes",
        Measure::Exposure => "Risk exposure",
    }
}

/// A figure in its own unit.
fn shown(measure: Measure, reading: &Reading) -> Line {
    let Some(value) = reading.value else {
        return Line::new().unknown("not assessable");
    };
    Line::from(match measure {
        Measure::HitRate => format!("{:.0} %", value * 100.0),
        Measure::Bei | Measure::Cpli => format!("{value:.2}"),
        Measure::OwnerChanges => format!("{value:.0}"),
        _ => format!("{} d", number(value)),
    })
}

/// One decimal where there is one.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn behind(measure: Measure, now: &Reading) -> String {
    let (part, whole) = (now.count.unwrap_or(0), now.whole.unwrap_or(0));
    let n = |what: &str| count(usize::try_from(part).unwrap_or(0), what);
    match measure {
        Measure::HitRate => format!("{part} of {whole} due by now were done by their first date"),
        Measure::Bei => format!("{part} done, {whole} planned to be; below 0.95 is behind"),
        Measure::Cpli if now.value.is_none() => "no path to a due date".into(),
        Measure::Cpli => format!("{part} d of time for {whole} d of path; below 0.95 is late"),
        Measure::MeanSlip => format!("working days a move, over {}", n("move")),
        Measure::Notice => "working days before the old date, median".into(),
        Measure::BlockedAge => format!("median of {}", n("open blocker")),
        Measure::DecisionLatency => format!("raised to decided, median of {}", n("decision")),
        Measure::OwnerChanges => "hand-overs of items".into(),
        Measure::Exposure => format!("probability times delay of {}", n("open risk")),
    }
}

fn way(then: Option<f64>, now: Option<f64>, is_good: Option<bool>) -> Line {
    let way = then.zip(now).and_then(|(then, now)| Way::of(then, now, is_good));
    match way {
        None => Line::from("—"),
        Some(Way::Better) => Line::new().good("better"),
        Some(Way::Worse) => Line::new().bad("worse"),
        Some(Way::Flat) => Line::from("flat"),
    }
}

fn tracker(trend: &Trend, as_of: Date) -> Table {
    let mut table = Table::new([
        Column::flex("Metric", 2),
        Column::fixed("Team"),
        Column::number("4 weeks ago").key("then"),
        Column::number("Now"),
        Column::fixed("Trend"),
        Column::fixed("Last figure").key("date").drop(1),
    ]);
    for series in &trend.series {
        table.row([
            Line::new().user(series.metric.as_str()),
            match &series.team {
                Some(team) => Line::new().user(team.as_str()),
                None => Line::from("—"),
            },
            Line::from(series.then.map_or("—".into(), number)),
            Line::from(number(series.now)),
            way(series.then, Some(series.now), series.is_good),
            Line::from(date(series.date, as_of)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_all_days_that_share_it() {
        let day = |text: &str| Date::parse(text).expect("a date");
        let told = |first, last| days_of(day(first), day(last), day("2026-11-25"));
        assert_eq!(told("2026-10-09", "2026-10-09"), "9 Oct");
        assert_eq!(told("2026-10-09", "2026-10-21"), "9–21 Oct");
        assert_eq!(told("2026-10-28", "2026-11-06"), "28 Oct–6 Nov");
    }
}
