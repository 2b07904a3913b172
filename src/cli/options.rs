//! Options that mean the same everywhere.

use super::Terminal;
use crate::error::{Error, Result};
use crate::report::render::Look;
use crate::text::Date;
use clap::{Args, ValueEnum};

/// Which program, when, and how it is shown.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The program's folder [default: the nearest one at or above the current folder with a charter, else
    /// those that linchpin.yaml names]
    pub program: Option<String>,
    /// The morning to judge by [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Read the program from a git revision instead of the work tree; as-of is then the commit's date
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// What if: entity.field=value, such as data-backfill.duration=12d (repeatable)
    #[arg(long = "set", value_name = "ENTITY.FIELD=VALUE")]
    pub set: Vec<String>,
    /// Read all of git history anew, and keep nothing of it under the git directory
    #[arg(long)]
    pub no_cache: bool,
    /// When to use color
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Say less
    #[arg(short, long)]
    pub quiet: bool,
    /// Say more: all findings, places, figures behind figures
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Columns of the output [default: of the terminal, else 80]
    #[arg(long, value_name = "N", hide = true)]
    pub width: Option<usize>,
}

/// When to use color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for a terminal.
    Human,
    /// GitHub's Markdown.
    Markdown,
    /// JSON for programs.
    Json,
}

/// Which items a list shows.
#[derive(Clone, Debug, Default, Args)]
pub struct Filter {
    /// Only items of this team
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Only items of this owner
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// Only items of this workstream
    #[arg(long, value_name = "NAME")]
    pub workstream: Option<String>,
    /// Only these columns of the main table, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub columns: Vec<String>,
}

/// Reads a date argument.
///
/// # Errors
/// A sentence for the user.
pub fn date(text: &str) -> std::result::Result<Date, String> {
    Date::parse(text).map_err(|_| format!("`{text}` is no date; write it as 2026-03-31"))
}

impl Common {
    /// For commands that read the program as it lies on the disk.
    pub fn here(program: Option<String>, color: Color, quiet: bool) -> Common {
        Common {
            program,
            as_of: None,
            rev: None,
            set: Vec::new(),
            color,
            quiet,
            verbose: 0,
            no_cache: false,
            width: None,
        }
    }

    /// How the output looks, from options and terminal: `--color`, then `NO_COLOR`, then what forces color,
    /// then the terminal.
    pub fn look(&self, terminal: &Terminal) -> Look {
        Common::look_of(self.color, self.width, terminal)
    }

    /// The same from a color option and a width alone.
    pub fn look_of(color: Color, width: Option<usize>, terminal: &Terminal) -> Look {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if terminal.no_color => false,
            Color::Auto if terminal.force_color => true,
            Color::Auto if terminal.github || terminal.gitlab => true,
            Color::Auto => terminal.out && !terminal.dumb,
        };
        let is_ci = terminal.github || terminal.gitlab;
        let width = width
            .or(terminal.columns)
            .or(terminal.width.filter(|_| terminal.out));
        Look {
            width: width.unwrap_or(if is_ci { 100 } else { 80 }).clamp(40, 200),
            color,
            unicode: terminal.unicode,
            workflow: terminal.github,
        }
    }
}

impl Filter {
    /// Whether anything is filtered.
    pub fn is_any(&self) -> bool {
        self.team.is_some() || self.owner.is_some() || self.workstream.is_some()
    }

    /// Fails with the nearest name when a filter names nobody.
    ///
    /// # Errors
    /// When the program has teams (people) and the filter's is not among them.
    pub fn check(&self, program: &crate::model::Program) -> Result<()> {
        let unknown = |what: &str, name: &str, known: Vec<&str>| {
            let error = Error::new(format!("there is no {what} {name}"));
            let near = crate::diagnostic::did_you_mean(name, known.iter().copied());
            Err(match near {
                Some(near) => error.help(format!("did you mean {near}?")),
                None => error.help(format!(
                    "there are: {}",
                    known.into_iter().take(12).collect::<Vec<_>>().join(", ")
                )),
            })
        };
        if let Some(team) = &self.team
            && !program.teams.is_empty()
            && !program.teams.contains_key(team.as_str())
        {
            return unknown("team", team, program.teams.keys().map(|id| id.as_str()).collect());
        }
        if let Some(owner) = &self.owner
            && !program.people.is_empty()
            && !program.people.contains_key(owner.as_str())
        {
            return unknown(
                "person",
                owner,
                program.people.keys().map(|id| id.as_str()).collect(),
            );
        }
        Ok(())
    }

    /// Whether a row passes.
    pub fn passes(&self, row: &crate::schedule::Row<'_>) -> bool {
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
        };
        let stream = match row.item {
            crate::model::Item::Milestone(milestone) => {
                milestone.workstream.as_ref().map(|name| name.as_str())
            }
            _ => None,
        };
        is(&self.team, row.team.map(|team| team.as_str()))
            && is(&self.owner, row.owner.map(|owner| owner.as_str()))
            && is(&self.workstream, stream.or(row.team.map(|team| team.as_str())))
    }
}
