//! Options that mean the same everywhere.

use super::Terminal;

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
