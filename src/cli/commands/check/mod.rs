//! `check`: the rules, and an exit code for CI.

mod baseline;
mod fix;
mod output;

use crate::checks::Outcome;
use crate::cli::Env;
use crate::cli::options::Common;
use crate::cli::session::{Rigor, Session};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Result;
use crate::git::Base;
use clap::{Args, ValueEnum};
use output::{Format, Report, Results};
use std::path::PathBuf;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    common: Common,
    /// The least serious level that fails the check
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    fail_on: FailOn,
    /// Give findings that come with time their full level, as in a nightly run
    #[arg(long)]
    scheduled: bool,
    /// Compare with a revision (a branch: where HEAD left it), run the rules of change control too, and fail
    /// only for what the change brought in [without REV: the base that CI gives, else where HEAD left the
    /// default branch]
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "")]
    base: Option<String>,
    /// Who approved the change: ids or handles, with commas; for the rules that compare two states
    #[arg(long, value_name = "PERSON", value_delimiter = ',', requires = "base")]
    approvers: Option<Vec<String>>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write the findings to a file too, in a form of its own, such as sarif=out/linchpin.sarif (repeatable)
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = output::report)]
    reports: Vec<Report>,
    /// Findings listed in this file are shown and cannot fail
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// List all findings in this file, so that from now on only new ones fail
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Mend what can be mended with certainty: misspelt keys, ids and words
    #[arg(long, conflicts_with_all = ["rev", "set"])]
    fix: bool,
    /// With --fix: print what would change, and change nothing
    #[arg(long, requires = "fix")]
    diff: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Only errors fail.
    Error,
    /// Warnings fail too.
    #[value(alias = "warning")]
    Warn,
    /// Everything fails.
    #[value(alias = "note")]
    Info,
    /// Nothing fails.
    Never,
}

impl Check {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        output::refuse_twice(&self.reports)?;
        let mut session = Session::open(env, &self.common)?;
        let base = match self.base.as_deref() {
            None => None,
            Some("") => Some(session.base(env, None)?),
            Some(spec) => Some(session.base(env, Some(spec))?),
        };
        let mut outcomes = self.judge(&session, base.as_ref(), !self.common.quiet)?;
        let mut diff = None;
        if self.fix {
            let fixes = fix::prepare(self, &mut session, base.as_ref(), outcomes)?;
            outcomes = fixes.outcomes;
            if self.diff {
                diff = Some(fixes.files.diff(env, &session.look));
            } else {
                fixes.files.write(&session)?;
                fix::tell(&fixes.made, self.common.quiet);
            }
        }
        let stale = baseline::apply(self, env, &session, &mut outcomes)?;
        let fails = outcomes
            .iter()
            .flat_map(|outcome| &outcome.findings)
            .any(|found| self.fails(found));
        let results = Results::new(&session, &outcomes, stale);
        for report in &self.reports {
            results.write(report, &env.cwd)?;
        }
        let text = diff.unwrap_or_else(|| results.text(self.format, &session.look));
        results.tell_stale(self);
        session.finish(&text, u8::from(fails))
    }

    /// What the rules find in each program, over the change since a base where there is one.
    /// `tells` says on standard error which one that is.
    fn judge(&self, session: &Session<'_>, base: Option<&Base>, tells: bool) -> Result<Vec<Outcome>> {
        session
            .programs
            .iter()
            .map(|loaded| {
                if let Some(base) = base {
                    let approvers = self.approvers.as_deref();
                    return session.check_change(base, loaded, self.scheduled, approvers, tells);
                }
                let others = session.others_of(&loaded.program);
                let schedule = session.schedule(loaded, &others);
                let rigor = Rigor {
                    scheduled: self.scheduled,
                    ..Rigor::default()
                };
                session.check(loaded, &others, &schedule, rigor)
            })
            .collect()
    }

    /// Whether a finding fails the check: it is serious enough, and was not there before.
    fn fails(&self, found: &Diagnostic) -> bool {
        let is_serious = match self.fail_on {
            FailOn::Error => found.severity == Severity::Error,
            FailOn::Warn => found.severity >= Severity::Warn,
            FailOn::Info => true,
            FailOn::Never => false,
        };
        is_serious && found.new != Some(false)
    }
}
