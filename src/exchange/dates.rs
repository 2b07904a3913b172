//! Dates of other tools. A date that could be two days is never guessed: the other dates of the column may
//! tell, or the user.

use crate::text::Date;

/// Which number comes first in a date such as 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

/// What a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One day.
    One(Date),
    /// One day, which shows the order of its numbers.
    Shows(Date, Order),
    /// The first if the day comes first, the second if the month does.
    Two(Date, Date),
    /// The number by which spreadsheets count days.
    Serial,
    /// No date.
    None,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date, with or without a time after it.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    if text.len() > 40 || !text.is_ascii() {
        return Reading::None;
    }
    if text.len() >= 10 && text.is_char_boundary(10) {
        let (day, time) = text.split_at(10);
        if let Ok(date) = Date::parse(day) {
            return if time.is_empty() || time.starts_with(['T', ' ']) {
                Reading::One(date)
            } else {
                Reading::None
            };
        }
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u32 = text.parse().unwrap_or(0);
        return if (20_000..80_000).contains(&number) {
            Reading::Serial
        } else {
            Reading::None
        };
    }
    let parts: Vec<&str> = text
        .split([' ', '/', '-', '.', ',', 'T'])
        .filter(|part| !part.is_empty())
        .collect();
    named(&parts).unwrap_or_else(|| numeric(text, &parts))
}

/// A date whose month is a word: `31 Mar 2026`, `Mar 31, 2026`, `31/Mar/26 5:00 PM`, `Tue 31 Mar 2026`.
fn named(parts: &[&str]) -> Option<Reading> {
    let month_of = |part: &str| {
        let word = part.to_ascii_lowercase();
        let short = MONTHS.iter().position(|name| *name == word);
        short.or_else(|| MONTH_NAMES.iter().position(|name| *name == word))
    };
    let at = parts.iter().take(3).position(|part| month_of(part).is_some())?;
    let month = month_of(parts[at])? as u32 + 1;
    let number = |part: Option<&&str>| -> Option<u32> {
        let digits = part?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse().ok()
    };
    let before = at.checked_sub(1).and_then(|before| number(parts.get(before)));
    let (day, year) = match before {
        Some(day) => (day, number(parts.get(at + 1))?),
        None => (number(parts.get(at + 1))?, number(parts.get(at + 2))?),
    };
    Date::from_ymd(whole(year)?, month, day).map(Reading::One)
}

/// A date of three numbers.
fn numeric(text: &str, parts: &[&str]) -> Reading {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let numbers: Option<Vec<u32>> = parts.iter().take(3).map(|part| part.parse().ok()).collect();
    let Some([a, b, c]) = numbers.as_deref() else {
        return Reading::None;
    };
    if day.matches(['/', '-', '.']).count() != 2 {
        return Reading::None;
    }
    let is_year_first = parts[0].len() == 4;
    if is_year_first {
        let date = i32::try_from(*a)
            .ok()
            .and_then(|year| Date::from_ymd(year, *b, *c));
        return date.map_or(Reading::None, Reading::One);
    }
    let Some(year) = whole(*c) else {
        return Reading::None;
    };
    let day_first = Date::from_ymd(year, *b, *a);
    let month_first = Date::from_ymd(year, *a, *b);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one == other => Reading::One(one),
        (Some(one), Some(other)) => Reading::Two(one, other),
        (Some(one), None) => Reading::Shows(one, Order::DayFirst),
        (None, Some(one)) => Reading::Shows(one, Order::MonthFirst),
        (None, None) => Reading::None,
    }
}

/// A year of two or four digits.
fn whole(year: u32) -> Option<i32> {
    match year {
        0..=99 => Some(2000 + year as i32),
        1900..=2199 => i32::try_from(year).ok(),
        _ => None,
    }
}

/// The order that the dates of a column show; nothing where they show none, or both.
pub(super) fn shown<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Order> {
    let mut order = None;
    for text in texts {
        if let Reading::Shows(_, found) = read(text) {
            if order.is_some_and(|order| order != found) {
                return None;
            }
            order = Some(found);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_of_trackers_are_read() {
        for text in [
            "2026-03-31",
            "2026-03-31T17:00:00.000+0000",
            "2026-03-31 17:00",
            "2026/03/31",
            "31 Mar 2026",
            "31-Mar-2026",
            "31/Mar/26 5:00 PM",
            "Mar 31, 2026",
            "March 31st, 2026",
            "Tue 31 Mar 2026",
            "Tue, March 31, 2026",
        ] {
            assert_eq!(read(text), Reading::One(date("2026-03-31")), "{text}");
        }
        assert_eq!(read("05/05/2026"), Reading::One(date("2026-05-05")));
        assert_eq!(
            read("31/03/2026"),
            Reading::Shows(date("2026-03-31"), Order::DayFirst)
        );
        assert_eq!(
            read("3/31/26"),
            Reading::Shows(date("2026-03-31"), Order::MonthFirst)
        );
        assert_eq!(
            read("03.04.2026"),
            Reading::Two(date("2026-04-03"), date("2026-03-04"))
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "Q3",
            "soon",
            "2026",
            "31/31/2026",
            "2026-13-01",
            "1/2/3/4/2026",
            "12:30",
            "v1.2.3456",
            "1/2/1066",
        ] {
            assert_eq!(read(text), Reading::None, "{text}");
        }
        assert_eq!(read("46112"), Reading::Serial);
    }

    #[test]
    fn a_column_shows_its_order_unless_it_shows_both() {
        assert_eq!(
            shown(["03/04/2026", "31/03/2026"].into_iter()),
            Some(Order::DayFirst)
        );
        assert_eq!(shown(["03/31/2026", "31/03/2026"].into_iter()), None);
        assert_eq!(shown(["03/04/2026"].into_iter()), None);
    }
}
