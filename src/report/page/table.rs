//! A table by meaning: which columns are numbers, which may be wrapped, which can be spared.

use super::Line;
use crate::diagnostic::did_you_mean;

/// At which side of its column a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// How a column takes its share of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As wide as its content, never wrapped or cut: ids, dates, numbers.
    Fixed,
    /// Wrapped to fit; columns share what is left by their weights.
    Flex(u16),
}

/// The head of a column and the rules for its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading, in sentence case; may be empty.
    pub title: String,
    /// The name under which `--columns` knows it.
    pub key: String,
    /// The side its cells stand at.
    pub align: Align,
    /// How wide it is.
    pub width: Width,
    /// On a narrow terminal the column with the smallest number is left out first; `None` stays.
    pub drop: Option<u8>,
}

impl Column {
    fn new(title: &str, align: Align, width: Width) -> Column {
        let words = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        Column {
            title: title.to_owned(),
            key: words.collect::<Vec<_>>().join("-").to_lowercase(),
            align,
            width,
            drop: None,
        }
    }

    /// A column that is never wrapped: ids, names, dates. Its key is made of its title: `Why it is there`
    /// is `why-it-is-there`.
    pub fn fixed(title: &str) -> Column {
        Column::new(title, Align::Left, Width::Fixed)
    }

    /// A column of numbers: never wrapped, at the right side.
    pub fn number(title: &str) -> Column {
        Column::new(title, Align::Right, Width::Fixed)
    }

    /// A column of prose, wrapped to fit; `weight` is its share (at least 1) of what the others leave.
    pub fn flex(title: &str, weight: u16) -> Column {
        Column::new(title, Align::Left, Width::Flex(weight.max(1)))
    }

    /// Sets the name for `--columns`.
    pub fn key(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// Lets the column go when the terminal is too narrow; the smallest `order` goes first.
    pub fn drop(mut self, order: u8) -> Self {
        self.drop = Some(order);
        self
    }
}

/// One row: a cell for each column, and perhaps a line under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells in the order of the columns; missing ones are empty.
    pub cells: Vec<Line>,
    /// What is said under the row over its whole width.
    pub detail: Option<Line>,
}

impl Row {
    /// A row of cells.
    pub fn new<L: Into<Line>>(cells: impl IntoIterator<Item = L>) -> Row {
        Row {
            cells: cells.into_iter().map(Into::into).collect(),
            detail: None,
        }
    }

    /// Adds the line under the row.
    pub fn detail(mut self, line: impl Into<Line>) -> Self {
        self.detail = Some(line.into());
        self
    }
}

impl<const N: usize> From<[Line; N]> for Row {
    fn from(cells: [Line; N]) -> Row {
        Row::new(cells)
    }
}

impl From<Vec<Line>> for Row {
    fn from(cells: Vec<Line>) -> Row {
        Row::new(cells)
    }
}

/// Columns and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Table {
        Table {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, row: impl Into<Row>) -> &mut Self {
        self.rows.push(row.into());
        self
    }

    /// The same table with only the columns of these keys, in this order. Chosen columns are kept however
    /// narrow the terminal is; details stay with their rows.
    ///
    /// # Errors
    /// A sentence for the user when a key is unknown.
    pub fn select(&self, keys: &[String]) -> Result<Table, String> {
        let picked = keys
            .iter()
            .map(|key| self.find(key.trim()))
            .collect::<Result<Vec<usize>, String>>()?;
        let column = |at: &usize| Column {
            drop: None,
            ..self.columns[*at].clone()
        };
        let row = |row: &Row| Row {
            cells: picked
                .iter()
                .map(|at| row.cells.get(*at).cloned().unwrap_or_default())
                .collect(),
            detail: row.detail.clone(),
        };
        Ok(Table {
            columns: picked.iter().map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
        })
    }

    fn find(&self, key: &str) -> Result<usize, String> {
        let keys = || self.columns.iter().map(|column| column.key.as_str());
        if let Some(at) = keys().position(|known| known.eq_ignore_ascii_case(key)) {
            return Ok(at);
        }
        Err(match did_you_mean(key, keys()) {
            Some(near) => format!("no column `{key}`; did you mean `{near}`?"),
            None => format!(
                "no column `{key}`; there are {}",
                keys().collect::<Vec<_>>().join(", ")
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_chosen_and_ordered_by_key() {
        let mut table = Table::new([
            Column::fixed("Item"),
            Column::number("Days"),
            Column::flex("Why", 1),
        ]);
        table.row(["ga", "5", "in the freeze"].map(Line::from));
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let chosen = table.select(&keys(&["why", "item"])).expect("known keys");
        assert_eq!(chosen.rows[0].cells, ["in the freeze", "ga"].map(Line::from));
        assert_eq!(
            table.select(&keys(&["itme"])).expect_err("unknown key"),
            "no column `itme`; did you mean `item`?"
        );
    }
}
