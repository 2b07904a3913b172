//! `import`: another tool's table as YAML in our format, with everything said that could not be taken over.

use crate::checks::{Facts, Levels};
use crate::cli::Env;
use crate::error::{Error, Result};
use crate::exchange::{self, Flavor, Imported, Order, Remark, Sheet};
use crate::load::load;
use crate::model::{Program, Settings};
use crate::report::render::clean;
use crate::report::render::words::count;
use crate::schedule::{Options, Schedule};
use crate::text::MemoryTree;
use clap::{Args, ValueEnum};

mod update;

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file is
    #[arg(value_enum)]
    format: Format,
    /// The file
    file: String,
    /// With --update, the program's folder [default: the nearest one at or above the current folder with a
    /// charter, else the one that linchpin.yaml names]
    #[arg(requires = "update")]
    program: Option<String>,
    /// Write the YAML to this new file instead of standard output
    #[arg(long, value_name = "FILE", conflicts_with = "update")]
    out: Option<String>,
    /// Bring a program up to date in place: rows find their items by key (`ref`), fields that the table has
    /// and that differ are set, new rows are added; nothing is deleted, comments and layout stay
    #[arg(long)]
    update: bool,
    /// With --update, write nothing; show the change as a diff that `git apply` takes
    #[arg(long, requires = "update")]
    diff: bool,
    /// With --update, fields of existing items that stay as the program has them, such as title,note
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', requires = "update")]
    keep: Vec<String>,
    /// What dates such as 03/04/2026 mean, where the column itself does not show it
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<Dates>,
    /// Say nothing but what was left out
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table with headings such as Title, Owner, Due, Blocked by; any usual delimiter.
    Csv,
    /// An export of Jira, with Summary and Issue key.
    JiraCsv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dates {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

impl Import {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let bytes =
            Env::read(&env.cwd.join(&self.file)).map_err(|error| Error::unreadable(&self.file, error))?;
        let order = self.dates.map(|dates| match dates {
            Dates::DayFirst => Order::DayFirst,
            Dates::MonthFirst => Order::MonthFirst,
        });
        let flavor = match self.format {
            Format::Csv => Flavor::Table,
            Format::JiraCsv => Flavor::Jira,
        };
        let read = |program: Option<&Program>| -> Result<Imported> {
            let imported =
                Sheet::read(&bytes).and_then(|sheet| exchange::import(&sheet, flavor, order, program));
            imported.map_err(|error| Error::new(format!("{}: {error}", self.file)).help(error.help))
        };
        if self.update {
            return self.update(env, &read);
        }
        let imported = read(None)?;
        match &self.out {
            Some(out) => {
                Env::create(&env.cwd.join(out), &imported.text).map_err(|error| match error.kind() {
                    std::io::ErrorKind::AlreadyExists => {
                        Error::new(format!("{out} exists already; nothing was written"))
                            .help("name a new file")
                    }
                    _ => Error::new(format!("cannot write {out}: {error}")),
                })?
            }
            None => Env::print(&imported.text)
                .map_err(|error| Error::new(format!("cannot write the output: {error}")))?,
        }
        Env::complain(&self.told(env, &imported));
        Ok(u8::from(imported.remarks.iter().any(|remark| remark.is_loss)))
    }

    /// What could not be taken over as it stands, each with its line.
    fn remarks<'r>(&self, remarks: impl IntoIterator<Item = &'r Remark>) -> String {
        let file = clean(&self.file);
        let line = |remark: &Remark| format!("{file}:{}: {}\n", remark.line, clean(&remark.message));
        remarks.into_iter().map(line).collect()
    }

    /// What was left out, what was not read, and what the program looks like now.
    fn told(&self, env: &Env, imported: &Imported) -> String {
        let mut text = self.remarks(&imported.remarks);
        if self.quiet {
            return text;
        }
        let left = imported.rows - imported.items;
        text.push_str(&format!(
            "{}: {}, {left} left out\n",
            count(imported.rows, "row"),
            count(imported.items, "milestone")
        ));
        text.push_str(&unread(imported));
        text.push_str(&self.outlook(env, &imported.text).unwrap_or_default());
        text
    }

    /// The critical path, and the three findings that matter next.
    fn outlook(&self, env: &Env, text: &str) -> Option<String> {
        let path = self.out.as_deref().unwrap_or("plan.yaml");
        let tree = MemoryTree::new([("plan.yaml", text.as_bytes().to_vec())]);
        let loaded = load(&tree, "", "imported").ok()?;
        let schedule = Schedule::new(&loaded.program, &[], env.today, Options::default());
        let settings = Settings::default();
        let levels = Levels::new(&settings, loaded.program.stage(), false).ok()?;
        let facts = Facts::of(&loaded, &schedule, &tree, &settings);
        let mut findings = crate::checks::run(&facts, &loaded.findings, &levels).findings;
        findings.sort_by_key(|found| std::cmp::Reverse(found.severity));
        let critical = schedule.critical_path();
        let ids: Vec<&str> = critical.path.iter().map(|(row, _)| row.id.as_str()).collect();
        let mut out = String::new();
        if let Some(finish) = critical.finish {
            out.push_str(&format!("earliest finish {}", finish.long()));
            if !ids.is_empty() {
                out.push_str(&format!(", by way of {}", ids.join(" → ")));
            }
            out.push('\n');
        }
        for found in findings
            .iter()
            .filter(|found| found.rule != "missing-charter")
            .take(3)
        {
            let line = found
                .at
                .map_or(1, |at| loaded.sources.file(at.file).position(at.span.start).line);
            let level = found.severity.as_str();
            out.push_str(&format!(
                "{}:{line}: {level}[{}] {}\n",
                clean(path),
                found.rule,
                clean(&found.message)
            ));
        }
        Some(out)
    }
}

/// The columns that were not read, on a line.
fn unread(imported: &Imported) -> String {
    if imported.unread.is_empty() {
        return String::new();
    }
    format!("columns not read: {}\n", clean(&imported.unread.join(", ")))
}
