//! The table of the options: the dates that each would bring, whether it holds the promise, its price, and until
//! when it helps.

use super::{Memo, name};
use crate::forecast::{Course, Expiry, Price, Stake, Way};
use crate::report::page::{Column, Line, Page, Style, Table};
use crate::report::render::words::{count, grouped};
use crate::report::views::forecast;
use crate::report::views::words::{date, date_or};
use crate::text::Date;

/// Pairs that are shown before only the best are.
const PAIRS: usize = 6;
/// Letters of options that stay on one line.
const KEY: usize = 12;
/// The pairs shown then.
const BEST_PAIRS: usize = 3;

pub(super) fn options(page: &mut Page, memo: &Memo<'_, '_>) {
    let escalation = memo.escalation;
    let as_of = memo.schedule.as_of;
    let holds = escalation
        .due
        .map_or("Holds?".to_owned(), |due| format!("Holds {}?", date(due, as_of)));
    let mut table = Table::new([
        Column::flex("", 1).key("option"),
        Column::fixed("Kind").drop(1),
        Column::flex("Option", 3).key("say"),
        Column::fixed("Earliest"),
        Column::fixed("Likely").drop(3),
        Column::fixed("Safe"),
        Column::fixed(&holds).key("holds"),
        Column::flex("Price", 2),
        Column::fixed("Until").drop(2),
    ]);
    let pairs = escalation
        .ways
        .iter()
        .filter(|way| way.options().len() == 2)
        .count();
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
        let style = if is_recommended {
            Style::Strong
        } else {
            Style::Plain
        };
        let (key, kind, say) = match (&way.course, choice) {
            (Course::Nothing, _) => ("0".to_owned(), "", Line::from(name(memo, way))),
            (Course::NewDate(_), _) => ("—".to_owned(), "time", Line::from(name(memo, way))),
            (_, Some(choice)) => (
                name(memo, way),
                choice.kind.map_or("", |kind| kind.as_str()),
                Line::new().user(choice.say.as_deref().unwrap_or("")),
            ),
            (_, None) => (name(memo, way), "", Line::from("together")),
        };
        // Long names break between the options; letters stay together.
        let key = match key.chars().count() {
            0..=KEY => key,
            _ => key.replace('+', " + "),
        };
        let mut cells = vec![Line::new().styled(style, key), Line::from(kind), say];
        cells.extend([
            Line::from(date_or(way.earliest, as_of)),
            Line::from(date_or(way.likely, as_of)),
            Line::from(date_or(way.safe, as_of)),
            held(memo, way),
            price(memo, way),
            expiry(way, as_of),
        ]);
        table.row(cells);
    }
    page.table(table);
    let mut notes = Vec::new();
    if shown_pairs < pairs {
        notes.push(format!(
            "{} that bring less: -v",
            count(pairs - shown_pairs, "more pair")
        ));
    }
    if escalation.pairs_left_out > 0 {
        notes.push(format!(
            "{} of the weaker options not modelled",
            count(escalation.pairs_left_out, "pair")
        ));
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
        page.line(
            Line::new()
                .warn("The decision has no options: write them under options:, each with `set` and `cost`."),
        );
    }
}

/// Whether a way holds the promise, and with what chance.
fn held(memo: &Memo<'_, '_>, way: &Way<'_>) -> Line {
    let due = memo.escalation.due;
    let chance = way.chance.map_or("—".to_owned(), forecast::chance);
    if way.holds_safely(due) {
        Line::new().good(format!("yes, {chance}"))
    } else if way.holds(due) {
        Line::new().warn(format!("best case, {chance}"))
    } else {
        Line::new().bad(format!("no, {chance}"))
    }
}

fn price(memo: &Memo<'_, '_>, way: &Way<'_>) -> Line {
    if let Course::NewDate(safe) = way.course {
        let days = memo
            .escalation
            .due
            .map(|due| memo.schedule.days_between(due, safe));
        return match days {
            Some(days) if days > 0 => Line::from(format!("{days} d after the promise")),
            _ => Line::new(),
        };
    }
    match (&way.price, way.options().len()) {
        (_, 0) if memo.stakes.iter().any(Stake::is_at_stake) => Line::from("objectives at stake"),
        (_, 0) => Line::new(),
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
        (Price::Words(words), 1) => {
            Line::joined(words.iter().map(|word| Line::new().user(word.as_str())), "; ")
        }
        (Price::Words(_), 2) => Line::from("both prices"),
        (Price::Words(_), more) => Line::from(format!("all {more} prices")),
    }
}

fn expiry(way: &Way<'_>, as_of: Date) -> Line {
    match way.expiry {
        _ if way.options().is_empty() => Line::new(),
        Expiry::GainsNothing => Line::new().dim("no gain"),
        Expiry::Last(last) => Line::from(date(last, as_of)),
        Expiry::Later => Line::new().dim("—"),
    }
}
