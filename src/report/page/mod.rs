//! The page: what a report says, in order, before anyone decides how it looks. Views build it and
//! renderers show it, so a new report is for free in every format and a new format for every report.
//!
//! Nothing here knows ANSI, Markdown or a width. Headings and column titles are written in sentence case
//! ("Near-critical"): the terminal shows them in capitals, Markdown as they are.

mod line;
mod table;

pub use line::{Line, Run, Style};
pub use table::{Align, Column, Row, Table, Width};

use rustc_hash::FxHashSet;

/// A report: a title and blocks under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The first line, if the report has one.
    pub title: Option<Line>,
    /// What follows, in order.
    pub blocks: Vec<Block>,
}

/// One part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading over the blocks that follow.
    Heading(Line),
    /// A line of text, wrapped where it is too long.
    Line(Line),
    /// A label and what is said under it; neighboring facts are aligned, an empty label continues the
    /// fact above.
    Fact(String, Line),
    /// Rows and columns.
    Table(Table),
    /// Items of a list, with numbers or without.
    List {
        /// The items, each one line of text.
        items: Vec<Line>,
        /// Whether they are counted from 1.
        numbered: bool,
    },
    /// Lines whose spacing matters: charts, and text to be pasted.
    Code(Vec<Line>),
    /// A part that Markdown hides behind its title and the terminal shows under it.
    Fold {
        /// What stays visible.
        title: Line,
        /// What is hidden.
        page: Page,
    },
    /// An empty line; several in a row are one.
    Blank,
}

impl Page {
    /// An empty page without title.
    pub fn new() -> Page {
        Page::default()
    }

    /// An empty page with a title.
    pub fn titled(title: impl Into<Line>) -> Page {
        Page {
            title: Some(title.into()),
            blocks: Vec::new(),
        }
    }

    /// The ids that it names, each once, in the order in which they are read.
    pub fn ids(&self) -> Vec<String> {
        fn see(page: &Page, visit: &mut dyn FnMut(&Line)) {
            page.title.iter().for_each(&mut *visit);
            for block in &page.blocks {
                match block {
                    Block::Heading(line) | Block::Line(line) | Block::Fact(_, line) => visit(line),
                    Block::Table(table) => table.rows.iter().for_each(|row| {
                        row.cells.iter().chain(&row.detail).for_each(&mut *visit);
                    }),
                    Block::List { items, .. } | Block::Code(items) => items.iter().for_each(&mut *visit),
                    Block::Fold { title, page } => {
                        visit(title);
                        see(page, visit);
                    }
                    Block::Blank => {}
                }
            }
        }
        let mut seen = FxHashSet::default();
        let mut ids = Vec::new();
        see(self, &mut |line: &Line| {
            let named = line.runs.iter().filter(|run| run.style == Style::Id);
            ids.extend(
                named
                    .filter(|run| seen.insert(run.text.clone()))
                    .map(|run| run.text.clone()),
            );
        });
        ids
    }

    /// Adds a heading, in sentence case.
    pub fn heading(&mut self, text: impl Into<Line>) -> &mut Self {
        self.push(Block::Heading(text.into()))
    }

    /// Adds a line of text.
    pub fn line(&mut self, line: impl Into<Line>) -> &mut Self {
        self.push(Block::Line(line.into()))
    }

    /// Adds a label and its text. With an empty label the text continues the fact above.
    pub fn fact(&mut self, label: impl Into<String>, line: impl Into<Line>) -> &mut Self {
        self.push(Block::Fact(label.into(), line.into()))
    }

    /// Adds a table; one without rows shows nothing.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.push(Block::Table(table))
    }

    /// Adds a list with bullets; an empty one shows nothing.
    pub fn list<L: Into<Line>>(&mut self, items: impl IntoIterator<Item = L>) -> &mut Self {
        let items = items.into_iter().map(Into::into).collect();
        self.push(Block::List {
            items,
            numbered: false,
        })
    }

    /// Adds a list counted from 1; an empty one shows nothing.
    pub fn numbered<L: Into<Line>>(&mut self, items: impl IntoIterator<Item = L>) -> &mut Self {
        let items = items.into_iter().map(Into::into).collect();
        self.push(Block::List {
            items,
            numbered: true,
        })
    }

    /// Adds preformatted text, split at its newlines.
    pub fn code(&mut self, text: &str) -> &mut Self {
        self.push(Block::Code(text.lines().map(Line::from).collect()))
    }

    /// Adds a drawing made of lines, whose styles are kept on the terminal.
    pub fn chart(&mut self, lines: impl IntoIterator<Item = Line>) -> &mut Self {
        self.push(Block::Code(lines.into_iter().collect()))
    }

    /// Adds a part that Markdown hides behind a title.
    pub fn fold(&mut self, title: impl Into<Line>, page: Page) -> &mut Self {
        let title = title.into();
        self.push(Block::Fold { title, page })
    }

    /// Adds an empty line.
    pub fn blank(&mut self) -> &mut Self {
        self.push(Block::Blank)
    }

    /// Adds the title (as a heading) and the blocks of another page.
    pub fn append(&mut self, page: Page) -> &mut Self {
        if let Some(title) = page.title {
            self.heading(title);
        }
        self.blocks.extend(page.blocks);
        self
    }

    fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }
}
