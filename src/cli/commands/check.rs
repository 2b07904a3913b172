//! `check`: the rules, and an exit code for CI.

use crate::checks::{Outcome, RULES, one_per_launch};
use crate::cli::Env;
use crate::cli::options::Common;
use crate::cli::session::Session;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Result;
use crate::report::json;
use crate::report::render::findings::{concise, human, json as findings};
use crate::report::render::words::count;
use crate::text::Sources;
use clap::{Args, ValueEnum};

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
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Source lines with what is wrong under them.
    Human,
    /// One finding a line.
    Concise,
    /// JSON for programs.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Only errors fail.
    Error,
    /// Warnings fail too.
    #[value(alias = "warning")]
    Warn,
    /// Everything fails.
    Info,
    /// Nothing fails.
    Never,
}

impl Check {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let mut text = String::new();
        let mut body = json::Check {
            findings: Vec::new(),
            summary: findings::Summary::default(),
        };
        let mut fails = false;
        for loaded in session.programs.iter() {
            let others = session.others_of(&loaded.program);
            let schedule = session.schedule(loaded, &others);
            let outcome = session.check(loaded, &others, &schedule, self.scheduled)?;
            fails |= outcome.findings.iter().any(|found| self.fails(found.severity));
            let is_empty = loaded.sources.iter().next().is_none();
            match self.format {
                Format::Json => {
                    body.findings
                        .extend(findings::findings(&outcome.findings, &loaded.sources));
                    let more = findings::summary(&outcome.findings, outcome.suppressed.len());
                    let sum = &mut body.summary;
                    sum.error += more.error;
                    sum.warning += more.warning;
                    sum.info += more.info;
                    sum.suppressed += more.suppressed;
                }
                Format::Concise => text.push_str(&concise::render(
                    &outcome.findings,
                    &loaded.sources,
                    &session.look,
                )),
                Format::Human => {
                    if session.programs.len() > 1 {
                        text.push_str(&format!("{}\n\n", loaded.folder));
                    }
                    let (shown, folded) = self.fold(&outcome.findings, &loaded.sources);
                    text.push_str(&human::render(&shown, &loaded.sources, &session.look));
                    text.push_str(&folded);
                    text.push_str(&self.last_line(&outcome, is_empty, &loaded.folder));
                }
            }
        }
        if self.format == Format::Json {
            let program = match session.programs.as_slice() {
                [one] => Some(one.program.id.as_str()),
                _ => None,
            };
            text = json::text("check", program, session.as_of, body);
        }
        session.finish(&text, u8::from(fails))
    }

    fn fails(&self, severity: Severity) -> bool {
        match self.fail_on {
            FailOn::Error => severity == Severity::Error,
            FailOn::Warn => severity >= Severity::Warn,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }

    /// Findings told each on its own, and for the rest one line a rule and file.
    fn fold(&self, found: &[Diagnostic], sources: &Sources) -> (Vec<Diagnostic>, String) {
        if self.common.verbose > 0 {
            return (found.to_vec(), String::new());
        }
        let found = &one_per_launch(found)[..];
        let mut groups: Vec<(&Diagnostic, &str, usize)> = Vec::new();
        let file_of = |found: &Diagnostic| found.at.map(|at| at.file);
        for each in found {
            let rule = RULES.iter().find(|rule| rule.name == each.rule);
            let Some(folded) = rule.and_then(|rule| rule.folded) else {
                continue;
            };
            let known = groups.iter_mut().find(|(first, _, _)| {
                first.rule == each.rule && file_of(first) == file_of(each) && first.severity == each.severity
            });
            match known {
                Some(group) => group.2 += 1,
                None => groups.push((each, folded, 1)),
            }
        }
        groups.retain(|group| group.2 > 2);
        let is_folded = |each: &Diagnostic| {
            groups.iter().any(|(first, _, _)| {
                first.rule == each.rule && file_of(first) == file_of(each) && first.severity == each.severity
            })
        };
        let shown = found.iter().filter(|each| !is_folded(each)).cloned().collect();
        let mut lines = String::new();
        for (first, folded, number) in &groups {
            let path = first.at.map_or("", |at| sources.file(at.file).path.as_str());
            let level = first.severity.as_str();
            let path = crate::report::render::clean(path);
            lines.push_str(&format!(
                "{path}: {level}[{}]: {number} items {folded} (-v lists them)\n",
                first.rule
            ));
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        (shown, lines)
    }

    fn last_line(&self, outcome: &Outcome, is_empty: bool, folder: &str) -> String {
        if self.common.quiet {
            return String::new();
        }
        if is_empty {
            let folder = if folder.is_empty() { "this folder" } else { folder };
            return format!("no YAML file in {folder}; `linchpin init` writes a program to start from\n");
        }
        let mut parts = Vec::new();
        for (severity, word) in [
            (Severity::Error, "error"),
            (Severity::Warn, "warning"),
            (Severity::Info, "note"),
        ] {
            if outcome.count(severity) > 0 {
                parts.push(count(outcome.count(severity), word));
            }
        }
        if parts.is_empty() {
            parts.push("no findings".into());
        }
        let mut line = parts.join(", ");
        if !outcome.suppressed.is_empty() {
            line.push_str(&format!(" · {} suppressed", outcome.suppressed.len()));
        }
        if let Some(first) = outcome.findings.first() {
            line.push_str(&format!(" · linchpin explain {}", first.rule));
        }
        line.push('\n');
        line
    }
}
