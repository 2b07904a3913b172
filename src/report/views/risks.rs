//! The risk register, ranked by what closing each risk would bring.

use super::forecast::{bought, delay, percent, tenths};
use super::words::date;
use crate::forecast::{Forecast, Lack, RiskForecast};
use crate::model::{Response, RiskLevel};
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::words::grouped;
use crate::schedule::Schedule;

const BANDS: [&str; 5] = ["very low", "low", "medium", "high", "very high"];
const SIZES: [&str; 5] = ["xs ≤ 1 d", "s ≤ 4 d", "m ≤ 8 d", "l ≤ 15 d", "xl > 15 d"];

/// The page of `risks`.
pub fn risks(
    schedule: &Schedule<'_>,
    forecast: &Forecast<'_>,
    risks: &[&RiskForecast<'_>],
    heatmap: bool,
) -> Page {
    let mut page = Page::titled(headline(schedule, forecast, risks));
    if risks.is_empty() {
        return page;
    }
    page.table(ranked(schedule, risks));
    if heatmap {
        page.heading("Heat map");
        page.table(heat(risks));
        page.line(Line::new().dim("Ranks as above; columns by likely delay."));
    }
    page.blank();
    page.line(Line::new().dim(format!(
        "Buys at P80: days by which the safe date would be earlier without it. {} iterations, seed {}.",
        grouped(forecast.runs.into()),
        forecast.seed
    )));
    page
}

/// `6 open · exposure 17.4 d (sum of prob x mean delay) · effect on ga: +10.0 d at P50, +13.5 d at P80`
fn headline(schedule: &Schedule<'_>, forecast: &Forecast<'_>, risks: &[&RiskForecast<'_>]) -> Line {
    if risks.is_empty() && !forecast.risks.is_empty() {
        return Line::from("No open risk passes the filter.");
    }
    if risks.is_empty() {
        return Line::from("No open risks: none there are, or none were looked for.");
    }
    let exposure: f64 = risks.iter().filter_map(|risk| risk.exposure).sum();
    let line = Line::new()
        .strong(format!("{} open", risks.len()))
        .text(format!(" · exposure {exposure:.1} d (sum of prob x mean delay)"));
    let Some((likely, safe)) = forecast
        .risk_effect
        .filter(|_| risks.len() == forecast.risks.len())
    else {
        return line;
    };
    let targets = schedule.targets();
    let line = match targets.as_slice() {
        [one] => line.text(" · effect on ").id(one.id.as_str()),
        _ => line.text(" · effect on the finish"),
    };
    line.text(format!(
        ": {} d at P50, {} d at P80",
        signed(likely),
        signed(safe)
    ))
}

fn signed(days: f64) -> String {
    format!("{:+.1}", (days * 10.0).round() / 10.0 + 0.0)
}

fn ranked(schedule: &Schedule<'_>, risks: &[&RiskForecast<'_>]) -> Table {
    let mut table = Table::new([
        Column::number("Rank"),
        Column::fixed("Risk"),
        Column::fixed("Class").drop(2),
        Column::number("Prob"),
        Column::number("Delay"),
        Column::number("P x D").key("exposure"),
        Column::number("Buys at P80").key("buys"),
        Column::fixed("Response").drop(3),
        Column::fixed("Owner").drop(1),
        Column::flex("What is missing", 1).key("missing"),
    ]);
    for (rank, risk) in risks.iter().enumerate() {
        table.row([
            Line::from((rank + 1).to_string()),
            Line::new().id(risk.id.as_str()),
            Line::from(risk.risk.class.map_or("—", |class| class.as_str())),
            Line::from(risk.risk.prob.map_or("—".into(), |prob| percent(prob.0))),
            Line::from(delay(risk)),
            Line::from(tenths(risk.exposure)),
            bought(risk.days_bought),
            Line::from(risk.risk.response.map_or("—", Response::as_str)),
            match &risk.risk.owner {
                Some(owner) => Line::new().user(owner.as_str()),
                None => Line::new().bad("nobody"),
            },
            missing(schedule, risk),
        ]);
    }
    table
}

/// What the register does not say, a review that is overdue, and float that absorbs the delay.
fn missing(schedule: &Schedule<'_>, risk: &RiskForecast<'_>) -> Line {
    let lacks = risk.lacks.iter().map(|lack| {
        Line::new().bad(match lack {
            Lack::Owner => "no owner",
            Lack::Probability => "no probability",
            Lack::Delay => "no delay",
            Lack::Hits => "hits nothing",
            Lack::Response => "no response",
            Lack::Plan => "no plan",
            Lack::Transferee | Lack::Escalation => "to whom?",
            Lack::Decision => "accepted by whom?",
        })
    });
    let mut parts: Vec<Line> = lacks.collect();
    if let Some(review) = risk.risk.review_by.filter(|review| *review < schedule.as_of) {
        parts.push(Line::new().warn(format!("review was due {}", date(review, schedule.as_of))));
    }
    let line = if parts.is_empty() {
        Line::from("—")
    } else {
        Line::joined(parts, "; ")
    };
    match risk.float {
        Some(float) if float > 0 && risk.days_bought.is_some_and(|days| days < 0.5) => {
            line.dim(format!(" ({float} d of float absorb it)"))
        }
        _ => line,
    }
}

/// Ranks by probability, high at the top, and likely delay.
fn heat(risks: &[&RiskForecast<'_>]) -> Table {
    let mut cells: [[Vec<String>; 5]; 5] = Default::default();
    for (rank, risk) in risks.iter().enumerate() {
        if let (Some(row), Some(column)) = (risk.risk.likelihood(), risk.risk.consequence()) {
            cells[row][column].push((rank + 1).to_string());
        }
    }
    let mut columns = vec![Column::fixed("Prob")];
    columns.extend(SIZES.map(Column::fixed));
    let mut table = Table::new(columns);
    for (row, name) in BANDS.iter().enumerate().rev() {
        let mut line = vec![Line::from(*name)];
        line.extend(
            cells[row]
                .iter()
                .enumerate()
                .map(|(column, ranks)| cell(RiskLevel::at(row, column), ranks)),
        );
        table.row(line);
    }
    table
}

/// The ranks in a cell, in the color of its level.
fn cell(level: RiskLevel, ranks: &[String]) -> Line {
    /// More would make the map wider than the screen.
    const MOST: usize = 4;
    if ranks.is_empty() {
        return Line::new().dim("·");
    }
    let mut text = ranks
        .iter()
        .take(MOST)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    if ranks.len() > MOST {
        text.push_str(&format!(" +{}", ranks.len() - MOST));
    }
    match level {
        RiskLevel::Low => Line::new().good(text),
        RiskLevel::Moderate => Line::new().warn(text),
        RiskLevel::High => Line::new().bad(text),
    }
}
