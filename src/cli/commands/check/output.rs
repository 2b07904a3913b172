//! The forms of what `check` found, on standard output and in files.

use super::Check;
use crate::checks::Outcome;
use crate::cli::Env;
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::report::json;
use crate::report::page::Page;
use crate::report::render::findings::{
    Judged, Subject, concise, github, gitlab, human, json as findings, junit, markdown, rdjson, sarif,
};
use crate::report::render::words::count;
use crate::report::render::{Look, clean, human as page};
use crate::text::Date;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// The forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Source lines with what is wrong under them.
    Human,
    /// One finding a line.
    Concise,
    /// JSON for programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions: annotations on the lines of a pull request.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// The JSON of reviewdog.
    Rdjson,
    /// GitHub's Markdown.
    Markdown,
}

/// A file to write, and its form.
#[derive(Clone, Debug)]
pub(super) struct Report {
    format: Format,
    path: PathBuf,
}

/// Reads `FORMAT=PATH`.
pub(super) fn report(text: &str) -> std::result::Result<Report, String> {
    let Some((format, path)) = text.split_once('=') else {
        return Err("write it as FORMAT=PATH, such as sarif=linchpin.sarif".into());
    };
    let names = || {
        Format::value_variants()
            .iter()
            .filter_map(ValueEnum::to_possible_value)
    };
    let known: Vec<String> = names().map(|name| name.get_name().to_owned()).collect();
    let Ok(format) = Format::from_str(format, false) else {
        let near = crate::diagnostic::did_you_mean(format, known.iter().map(String::as_str));
        let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
        return Err(format!(
            "there is no format `{format}`, there are {}{near}",
            known.join(", ")
        ));
    };
    if path.is_empty() {
        return Err("name a file behind the `=`".into());
    }
    Ok(Report {
        format,
        path: path.into(),
    })
}

/// Fails where two reports would go to one file.
pub(super) fn refuse_twice(reports: &[Report]) -> Result<()> {
    for (number, report) in reports.iter().enumerate() {
        if reports[..number].iter().any(|other| other.path == report.path) {
            let path = report.path.display();
            return Err(Error::usage(format!("two reports would be written to `{path}`"))
                .help("give each --report a file of its own"));
        }
    }
    Ok(())
}

/// What was found in all programs of a run, ready for any form.
pub(super) struct Results<'r> {
    judged: Vec<Judged<'r>>,
    /// The only program's id.
    program: Option<&'r str>,
    as_of: Date,
    quiet: bool,
    verbose: bool,
    workflow: bool,
    /// Lines of the baseline that nothing is found for any more.
    stale: Option<Vec<String>>,
}

impl<'r> Results<'r> {
    pub(super) fn new(
        session: &'r Session<'_>,
        outcomes: &'r [Outcome],
        stale: Option<Vec<String>>,
    ) -> Results<'r> {
        Results {
            judged: judged(session, outcomes),
            program: match session.programs.as_slice() {
                [one] => Some(one.program.id.as_str()),
                _ => None,
            },
            as_of: session.as_of,
            quiet: session.common.quiet,
            verbose: session.common.verbose > 0,
            workflow: session.look.workflow,
            stale,
        }
    }

    /// The findings in a form.
    pub(super) fn text(&self, format: Format, look: &Look) -> String {
        match format {
            Format::Human => self.human(look),
            Format::Concise => concise::render(&self.judged, look),
            Format::Json => self.json(),
            Format::Sarif => sarif::render(&self.judged),
            Format::Github => github::render(&self.judged),
            Format::Gitlab => gitlab::render(&self.judged),
            Format::Junit => junit::render(&self.judged),
            Format::Rdjson => rdjson::render(&self.judged),
            Format::Markdown => markdown::render(&self.judged),
        }
    }

    /// Writes the findings to a file, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&self, report: &Report, cwd: &Path) -> Result<()> {
        let look = Look {
            workflow: self.workflow,
            ..Look::plain(100)
        };
        let text = self.text(report.format, &look);
        let path = cwd.join(&report.path);
        Env::replace(&path, text.as_bytes()).map_err(|cause| Error::unwritable(report.path.display(), cause))
    }

    /// Says on standard error which lines of the baseline can go.
    pub(super) fn tell_stale(&self, check: &Check) {
        let (Some(stale), Some(path), false) = (&self.stale, &check.baseline, self.quiet) else {
            return;
        };
        if stale.is_empty() {
            return;
        }
        let path = path.display().to_string();
        let entries = if stale.len() == 1 {
            "1 entry"
        } else {
            &format!("{} entries", stale.len())
        };
        let mut text = format!(
            "note: {entries} of {} stale, nothing is found for them any more; delete them, or run with \
             --write-baseline\n",
            clean(&path)
        );
        for line in stale {
            text.push_str(&format!("  stale: {}\n", clean(line)));
        }
        Env::complain(&text);
    }

    fn json(&self) -> String {
        let mut summary = findings::Summary::default();
        for judged in &self.judged {
            let more = findings::summary(judged.findings, judged.suppressed.len());
            summary.error += more.error;
            summary.warning += more.warning;
            summary.info += more.info;
            summary.suppressed += more.suppressed;
        }
        let all = self.judged.iter();
        let body = json::Check {
            findings: all
                .flat_map(|judged| findings::findings(judged.findings, judged.subject.sources))
                .collect(),
            summary,
            stale: self.stale.clone(),
        };
        json::text("check", self.program, self.as_of, body)
    }

    fn human(&self, look: &Look) -> String {
        let mut text = String::new();
        for judged in &self.judged {
            if self.judged.len() > 1 {
                text.push_str(&format!("{}\n\n", clean(judged.subject.folder)));
            }
            text.push_str(&human::render(judged, look, self.verbose));
            if !self.quiet {
                let mut last = Page::new();
                last.line(last_line(judged).trim_end().to_owned());
                text.push_str(&page::render(&last, look));
            }
            if self.judged.len() > 1 {
                text.push('\n');
            }
        }
        text
    }
}

/// The outcomes as formats take them.
pub(super) fn judged<'r>(session: &'r Session<'_>, outcomes: &'r [Outcome]) -> Vec<Judged<'r>> {
    let programs = session.programs.iter().zip(outcomes);
    Judged::all(programs.map(|(loaded, outcome)| {
        let subject = Subject {
            id: loaded.program.id.as_str(),
            folder: &loaded.folder,
            sources: &loaded.sources,
        };
        (subject, outcome)
    }))
}

/// Whether a file holds nothing but blank lines and comments.
fn is_blank(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with('#') || line == "---")
}

/// `1 error, 4 warnings · 2 not new · 1 suppressed · linchpin explain missing-owner`.
fn last_line(judged: &Judged<'_>) -> String {
    let folder = match judged.subject.folder {
        "" => "this folder".into(),
        folder => clean(folder),
    };
    let sources = || judged.subject.sources.iter();
    if judged.findings.is_empty()
        && sources().next().is_some()
        && sources().all(|(_, file)| is_blank(&file.text))
    {
        return "nothing is written here yet; `linchpin init FOLDER` writes a program\n".into();
    }
    if sources().next().is_none() {
        return format!("no YAML file in {folder}; `linchpin init` writes a program to start from\n");
    }
    let of = |severity| {
        judged
            .findings
            .iter()
            .filter(move |found| found.severity == severity)
    };
    let mut parts: Vec<String> = [
        (Severity::Error, "error"),
        (Severity::Warn, "warning"),
        (Severity::Info, "info"),
    ]
    .into_iter()
    .filter(|(severity, _)| of(*severity).next().is_some())
    .map(|(severity, word)| match of(severity).count() {
        number if severity == Severity::Info => format!("{number} {word}"),
        number => count(number, word),
    })
    .collect();
    if parts.is_empty() {
        parts.push("no findings".into());
    }
    let mut line = parts.join(", ");
    let old = judged
        .findings
        .iter()
        .filter(|found| found.new == Some(false))
        .count();
    if old > 0 {
        line.push_str(&format!(" · {old} not new"));
    }
    if !judged.suppressed.is_empty() {
        line.push_str(&format!(" · {} suppressed", judged.suppressed.len()));
    }
    if let Some(first) = judged.findings.first() {
        line.push_str(&format!(" · linchpin explain {}", first.rule));
    }
    line.push('\n');
    line
}
