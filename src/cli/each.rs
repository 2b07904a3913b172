//! What most commands do: look at one program after the other, each with its schedule, and show a page of each,
//! or the JSON of the only one.

use super::filter::Filter;
use super::options::Format;
use super::session::Session;
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::model::Program;
use crate::report::json;
use crate::report::page::{Block, Page};
use crate::schedule::{Options, Schedule};
use crate::text::Date;
use serde::Serialize;

/// A program as a command sees it.
pub struct Seen<'s, 'p> {
    /// The program with its files.
    pub loaded: &'p Loaded,
    /// The other programs of the repository.
    pub others: &'s [&'p Program],
    /// Its schedule.
    pub schedule: &'s Schedule<'p>,
    as_of: Date,
}

impl Seen<'_, '_> {
    /// The JSON document of a report about the program.
    pub fn json<T: Serialize>(&self, kind: &'static str, body: T) -> Shown {
        Shown::Json(json::text(
            kind,
            Some(self.loaded.program.id.as_str()),
            self.as_of,
            body,
        ))
    }
}

/// What a command shows of a program.
pub enum Shown {
    /// A document; there is one program only.
    Json(String),
    /// A page; that the files have errors is said on standard error.
    Page(Page),
    /// A page that tells of errors itself.
    Whole(Page),
}

impl Session<'_> {
    /// Shows each program; `filter` also chooses the columns.
    ///
    /// # Errors
    /// When a filter names nobody, JSON is asked of several programs, or `show` fails.
    pub fn each(
        &self,
        format: Format,
        filter: &Filter,
        show: impl Fn(&Seen<'_, '_>) -> Result<Shown>,
    ) -> Result<u8> {
        self.each_with(self.options(), format, filter, show)
    }

    /// The same with other thresholds than those of the settings.
    ///
    /// # Errors
    /// As [`Session::each`].
    pub fn each_with(
        &self,
        options: Options,
        format: Format,
        filter: &Filter,
        show: impl Fn(&Seen<'_, '_>) -> Result<Shown>,
    ) -> Result<u8> {
        if format == Format::Json {
            self.only()?;
        }
        let mut text = String::new();
        for loaded in self.programs.iter() {
            filter.check(&loaded.program)?;
            let others = self.others_of(&loaded.program);
            let schedule = Schedule::new(&loaded.program, &others, self.as_of, options);
            let seen = Seen {
                loaded,
                others: &others,
                schedule: &schedule,
                as_of: self.as_of,
            };
            let page = match show(&seen)? {
                Shown::Json(document) => {
                    text.push_str(&document);
                    continue;
                }
                Shown::Page(page) => {
                    self.warn_of_errors(loaded);
                    page
                }
                Shown::Whole(page) => page,
            };
            self.warn_of_nothing(loaded);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&self.page(chosen(page, &filter.columns)?, loaded, format));
        }
        self.finish(&text, 0)
    }
}

/// The page with only the chosen columns in its tables.
///
/// # Errors
/// When the first table has no such column.
pub fn chosen(mut page: Page, columns: &[String]) -> Result<Page> {
    if !columns.is_empty() {
        for block in &mut page.blocks {
            if let Block::Table(table) = block {
                *table = table.select(columns).map_err(Error::new)?;
            }
        }
    }
    Ok(page)
}
