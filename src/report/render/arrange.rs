//! How wide each column of a table is: fixed ones as their content, the others share what is left; where
//! nothing is left, columns that can be spared go.

use super::wrap::line_width;
use crate::report::page::{Table, Width};

/// Blanks between columns.
pub(super) const GAP: usize = 2;
/// A flexible column narrower than this is not worth reading.
const NARROWEST: usize = 12;
/// A word up to this long is never broken.
const WIDEST_WORD: usize = 24;
/// A name up to this long is never broken.
const WIDEST_NAME: usize = 20;

/// The columns that are shown, each with its width. Columns go before words are broken.
pub(super) fn widths(table: &Table, indent: usize, total: usize) -> Vec<(usize, usize)> {
    let natural: Vec<usize> = (0..table.columns.len()).map(|at| natural(table, at)).collect();
    let titles: Vec<usize> = table
        .columns
        .iter()
        .map(|column| super::wrap::width(&column.title))
        .collect();
    let room = total.saturating_sub(indent);
    let mut shown: Vec<usize> = Vec::new();
    // Words are broken before names, and names only where they are long.
    for (longest, name) in [(WIDEST_WORD, usize::MAX), (0, usize::MAX), (0, WIDEST_NAME)] {
        let least: Vec<usize> = (0..table.columns.len())
            .map(|at| least(table, at, &natural, longest).min(name.max(titles[at])))
            .collect();
        shown = (0..table.columns.len())
            .filter(|at| !is_empty(table, *at))
            .collect();
        loop {
            if let Some(widths) = fit(table, &shown, &natural, &least, room) {
                return widths;
            }
            let droppable = shown
                .iter()
                .filter_map(|at| Some((table.columns[*at].drop?, *at)))
                .min();
            match droppable {
                Some((_, at)) => shown.retain(|known| *known != at),
                None => break,
            }
        }
    }
    shown
        .iter()
        .map(|at| (*at, least(table, *at, &natural, 0)))
        .collect()
}

/// Whether a column holds nothing at all.
fn is_empty(table: &Table, at: usize) -> bool {
    table
        .rows
        .iter()
        .all(|row| row.cells.get(at).is_none_or(|cell| cell.is_empty()))
}

fn natural(table: &Table, at: usize) -> usize {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(at))
        .map(line_width);
    cells
        .chain([super::wrap::width(&table.columns[at].title)])
        .max()
        .unwrap_or(0)
}

fn longest_word(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    cells
        .flat_map(|cell| {
            cell.plain()
                .split(' ')
                .map(super::wrap::width)
                .collect::<Vec<_>>()
        })
        .max()
        .unwrap_or(0)
}

fn least(table: &Table, at: usize, natural: &[usize], longest: usize) -> usize {
    match table.columns[at].width {
        Width::Fixed => natural[at],
        Width::Flex(_) => {
            let title = super::wrap::width(&table.columns[at].title);
            natural[at].min(NARROWEST.max(title).max(longest_word(table, at).min(longest)))
        }
    }
}

fn fit(
    table: &Table,
    shown: &[usize],
    natural: &[usize],
    least: &[usize],
    total: usize,
) -> Option<Vec<(usize, usize)>> {
    let gaps = GAP * shown.len().saturating_sub(1);
    let least_all: usize = shown.iter().map(|at| least[*at]).sum();
    let mut spare = total.checked_sub(least_all + gaps)?;
    let mut widths: Vec<(usize, usize)> = shown.iter().map(|at| (*at, least[*at])).collect();
    // Give what is left to the columns that still want more, by weight, until nobody does.
    loop {
        let wanting: Vec<(usize, usize)> = widths
            .iter()
            .enumerate()
            .filter(|(_, (at, width))| *width < natural[*at])
            .map(|(number, (at, _))| match table.columns[*at].width {
                Width::Flex(weight) => (number, usize::from(weight)),
                Width::Fixed => (number, 1),
            })
            .collect();
        let weights: usize = wanting.iter().map(|(_, weight)| weight).sum();
        if weights == 0 || spare == 0 {
            return Some(widths);
        }
        let before = spare;
        for (number, weight) in wanting {
            let (at, width) = &mut widths[number];
            let share = (before * weight / weights)
                .max(1)
                .min(spare)
                .min(natural[*at] - *width);
            *width += share;
            spare -= share;
        }
    }
}
