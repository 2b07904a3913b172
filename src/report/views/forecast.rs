//! The dates that will hold, what drives them, and which risks are worth attacking first.

use super::words::{date, date_or};
use crate::forecast::{Finish, Forecast, ItemForecast, RiskForecast};
use crate::parse::{Duration, Estimate, Unit};
use crate::report::page::{Column, Line, Page, Style, Table};
use crate::report::render::words::{count, grouped};
use crate::schedule::Schedule;
use crate::text::Date;

/// Items that are listed before the rest is counted.
const MOST: usize = 20;
/// Cells of the longest bar.
const BAR: usize = 28;
/// Rows of the chart, at most.
const ROWS: i32 = 16;

/// The page of `forecast`.
pub fn forecast(
    schedule: &Schedule<'_>,
    forecast: &Forecast<'_>,
    items: &[&ItemForecast<'_>],
    all: bool,
) -> Page {
    let mut page = Page::new();
    for target in schedule.targets() {
        if let Some(item) = forecast.item(target.id.as_str()) {
            page.line(headline(item, schedule.as_of));
        }
    }
    let Some(finish) = &forecast.finish else {
        page.line("There is nothing to forecast yet. Add milestones with `needs` and `duration`.");
        return page;
    };
    if schedule.targets().is_empty() {
        page.line(no_target(schedule, finish));
    }
    chart(&mut page, schedule, finish);
    drivers(&mut page, schedule, items, all);
    attack(&mut page, &forecast.risks);
    page.blank();
    page.line(Line::new().dim(format!(
        "{} iterations, seed {}. Likely: half of them are done by then; safe: 80 %.",
        grouped(forecast.runs.into()),
        forecast.seed
    )));
    page
}

/// `ga  Promised 14 Nov: < 1 %. Earliest 26 Nov: 3 %. Likely 17 Dec. Safe 29 Dec.`
pub fn headline(item: &ItemForecast<'_>, as_of: Date) -> Line {
    let mut line = Line::new().id(item.row.id.as_str()).text("  ");
    if item.row.state == crate::schedule::State::Done {
        return line
            .good("Done")
            .text(format!(" {}.", date_or(item.row.early_finish, as_of)));
    }
    line = match (item.row.due, item.chance) {
        (Some(due), Some(chance)) => line
            .text(format!("Promised {}: ", date(due, as_of)))
            .join(odds(chance))
            .text(". "),
        _ => line.unknown("Nothing promised").text(". "),
    };
    let Some(dates) = item.dates else {
        return line.bad("No date: it is in a cycle or behind one.");
    };
    line = line.text(format!("Earliest {}", date_or(item.row.early_finish, as_of)));
    if let Some(chance) = item.earliest_chance {
        line = line.text(format!(": {}", percent(chance)));
    }
    line.text(". Likely ")
        .strong(date(dates.p50, as_of))
        .text(". Safe ")
        .strong(date(dates.p80, as_of))
        .text(".")
}

/// `chance of 14 Nov < 1 % · likely 17 Dec · safe 29 Dec` for what is still open.
pub fn ahead(item: &ItemForecast<'_>, as_of: Date) -> Option<Line> {
    let dates = item
        .dates
        .filter(|_| item.row.state != crate::schedule::State::Done)?;
    let mut line = Line::new();
    if let (Some(due), Some(chance)) = (item.row.due, item.chance) {
        line = line
            .text(format!("chance of {} ", date(due, as_of)))
            .join(odds(chance))
            .text(" · ");
    }
    line = line.text("likely ").strong(date(dates.p50, as_of));
    Some(line.text(" · safe ").strong(date(dates.p80, as_of)))
}

fn no_target(schedule: &Schedule<'_>, finish: &Finish) -> Line {
    let as_of = schedule.as_of;
    Line::new()
        .warn("No target named")
        .text(format!(
            ". Everything earliest {}: {}. Likely ",
            date_or(schedule.network_finish(), as_of),
            percent(finish.earliest_chance)
        ))
        .strong(date(finish.dates.p50, as_of))
        .text(". Safe ")
        .strong(date(finish.dates.p80, as_of))
        .text(".")
}

/// A share as whole percent; what is not certain is never told as if it were.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share > 0.0 && share < 0.01 {
        "< 1 %".into()
    } else if share < 1.0 && share > 0.99 {
        "> 99 %".into()
    } else {
        format!("{whole:.0} %")
    }
}

/// A chance as whole percent. What no iteration held is still not impossible.
pub fn chance(share: f64) -> String {
    match share {
        0.0 => "< 1 %".into(),
        share => percent(share),
    }
}

/// A chance in its color: under half is bad, under the safe 80 % needs watching.
pub fn odds(share: f64) -> Line {
    let style = match share {
        share if share < 0.5 => Style::Bad,
        share if share < 0.8 => Style::Warn,
        _ => Style::Good,
    };
    Line::new().styled(style, chance(share))
}

/// The finish by weeks: how likely each is, and how likely it is to be done by then.
fn chart(page: &mut Page, schedule: &Schedule<'_>, finish: &Finish) {
    let (first, last) = finish.range(schedule);
    if first == last {
        return;
    }
    page.heading("Finish");
    let monday = first.day() - first.weekday() as i32;
    let weeks = (last.day() - monday) / 7 + 1;
    let step = (weeks + ROWS - 1) / ROWS;
    let ends: Vec<Date> = (1..=(weeks + step - 1) / step)
        .map(|row| Date::from_day(monday + 7 * step * row - 1))
        .collect();
    let by: Vec<f64> = ends.iter().map(|end| finish.chance(schedule, *end)).collect();
    let within = |row: usize| by[row] - if row == 0 { 0.0 } else { by[row - 1] };
    let most = (0..by.len()).map(within).fold(0.0, f64::max);
    let title = if step == 1 { "Week of" } else { "From" };
    let mut table = Table::new([
        Column::fixed(title).key("from"),
        Column::number("Share"),
        Column::fixed("").key("bar").drop(1),
        Column::number("Done by then").key("by").drop(2),
        Column::flex("", 1).key("mark"),
    ]);
    for (row, end) in ends.iter().enumerate() {
        let begin = Date::from_day(end.day() + 1 - 7 * step);
        let share = within(row);
        let bar = "█".repeat((share / most * BAR as f64).round() as usize);
        table.row([
            Line::from(date(begin, schedule.as_of)),
            Line::from(percent(share)),
            Line::from(format!("{bar:<BAR$}")),
            odds(by[row]),
            marks(schedule, finish, begin, *end),
        ]);
    }
    page.table(table);
}

/// The dates that fall into a row of the chart.
fn marks(schedule: &Schedule<'_>, finish: &Finish, from: Date, to: Date) -> Line {
    let due = schedule.target_margin().map(|(due, _)| due);
    let dates = [
        ("due", due),
        ("earliest", schedule.finish()),
        ("likely", Some(finish.dates.p50)),
        ("safe", Some(finish.dates.p80)),
    ];
    let here = dates
        .iter()
        .filter(|(_, date)| date.is_some_and(|date| from <= date && date <= to))
        .map(|(word, _)| Line::new().strong(*word));
    Line::joined(here, ", ")
}

fn drivers(page: &mut Page, schedule: &Schedule<'_>, items: &[&ItemForecast<'_>], all: bool) {
    let as_of = schedule.as_of;
    let mut open: Vec<&&ItemForecast<'_>> = items
        .iter()
        .filter(|item| item.dates.is_some() && item.row.state != crate::schedule::State::Done)
        .collect();
    open.sort_by(|a, b| {
        let share = |item: &ItemForecast<'_>| item.criticality.unwrap_or(0.0);
        share(b).total_cmp(&share(a)).then_with(|| a.row.id.cmp(b.row.id))
    });
    if open.is_empty() {
        return;
    }
    page.heading("Drivers");
    let mut table = Table::new([
        Column::number("Drives"),
        Column::fixed("Item"),
        Column::fixed("Owner").drop(2),
        Column::fixed("Due"),
        Column::number("Chance"),
        Column::fixed("Earliest").drop(4),
        Column::fixed("P10").drop(1),
        Column::fixed("Likely"),
        Column::fixed("Safe"),
        Column::fixed("P90").drop(1),
    ]);
    let shown = if all { open.len() } else { MOST };
    for item in open.iter().take(shown) {
        let Some(dates) = item.dates else { continue };
        let drives = item.criticality.unwrap_or(0.0);
        table.row([
            if drives >= 0.5 {
                Line::new().strong(percent(drives))
            } else {
                Line::from(percent(drives))
            },
            Line::new().id(item.row.id.as_str()),
            super::critical_path::owner(&item.row),
            Line::from(date_or(item.row.due, as_of)),
            item.chance.map_or(Line::from("—"), odds),
            Line::from(date_or(item.row.early_finish, as_of)),
            Line::from(date(dates.p10, as_of)),
            Line::from(date(dates.p50, as_of)),
            Line::from(date(dates.p80, as_of)),
            Line::from(date(dates.p90, as_of)),
        ]);
    }
    page.table(table);
    if open.len() > shown {
        page.line(Line::new().dim(format!(
            "… and {}: -v",
            count(open.len() - shown, "more open item")
        )));
    }
}

fn attack(page: &mut Page, risks: &[RiskForecast<'_>]) {
    if risks.is_empty() {
        return;
    }
    page.heading("Risks");
    let mut table = Table::new([
        Column::number("Buys at P80").key("buys"),
        Column::fixed("Risk"),
        Column::number("Prob"),
        Column::number("Delay"),
        Column::number("P x D").key("exposure"),
    ]);
    for risk in risks {
        table.row([
            bought(risk.days_bought),
            Line::new().id(risk.id.as_str()),
            Line::from(risk.risk.prob.map_or("—".into(), |prob| percent(prob.0))),
            Line::from(delay(risk)),
            Line::from(tenths(risk.exposure)),
        ]);
    }
    page.table(table);
}

/// Days bought, in its color.
pub fn bought(days: Option<f64>) -> Line {
    let Some(days) = days else {
        return Line::from("—");
    };
    let text = format!("{:.1} d", days + 0.0);
    if days >= 0.05 {
        Line::new().strong(text)
    } else {
        Line::new().dim(text)
    }
}

/// The delay from low to high: `5–15 d`.
pub fn delay(risk: &RiskForecast<'_>) -> String {
    let unit = |duration: Duration| match duration.unit {
        Unit::Days => "d",
        Unit::Weeks => "w",
        Unit::Elapsed => "ed",
    };
    match risk.risk.delay.map(|delay| delay.0) {
        None => "—".into(),
        Some(Estimate::One(one)) => format!("{} {}", one.amount, unit(one)),
        Some(Estimate::Three([low, _, high])) if low.unit == high.unit => {
            format!("{}–{} {}", low.amount, high.amount, unit(high))
        }
        Some(Estimate::Three([low, _, high])) => format!("{low}–{high}"),
    }
}

/// One decimal, or a dash.
pub fn tenths(days: Option<f64>) -> String {
    days.map_or("—".into(), |days| format!("{days:.1}"))
}
