//! `diff`: what a change means.

use crate::checks::Simulation;
use crate::cli::Env;
use crate::cli::options::{Common, Format};
use crate::cli::past::{Judged, Past};
use crate::cli::session::{Rigor, Session};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::git::{Base, Repository};
use crate::load::Loaded;
use crate::report::render::findings::json as findings;
use crate::report::render::markdown;
use crate::report::{json, views};
use crate::text::Sources;
use clap::Args;
use std::mem::ManuallyDrop;

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// What to compare with: a branch (where HEAD left it), a tag or commit, or BASE..HEAD [default: where HEAD
    /// left the default branch; with --set, the program as it is]
    base: Option<String>,
    /// The other side, which is then compared with exactly BASE [default: the work tree]
    head: Option<String>,
    #[command(flatten)]
    common: Common,
    /// The form of the output; markdown is the comment on a pull request, and nothing where nothing changed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// What the arguments ask for.
struct Asked {
    base: Option<String>,
    /// Whether BASE is meant to the commit, though it be a branch.
    is_exact: bool,
    common: Common,
}

impl Diff {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let asked = self.asked(env)?;
        let session = Session::open(env, &asked.common)?;
        if self.format == Format::Json {
            session.only()?;
        }
        let is_what_if = !asked.common.set.is_empty() && asked.base.is_none();
        let now = Common {
            set: Vec::new(),
            ..asked.common.clone()
        };
        let unedited = is_what_if.then(|| Session::open(env, &now)).transpose()?;
        let base = match (&asked.base, is_what_if) {
            (_, true) => None,
            (Some(spec), _) if asked.is_exact => Some(session.exactly(spec)?),
            (named, _) => Some(session.base(env, named.as_deref())?),
        };
        let head = match (&asked.common.rev, asked.common.set.is_empty()) {
            (_, false) => "what-if".to_owned(),
            (Some(spec), _) => session.repository()?.resolve(spec)?.commit,
            (None, _) => "work tree".to_owned(),
        };
        let mut text = String::new();
        let unedited = unedited
            .map(|session| ManuallyDrop::into_inner(session.programs))
            .unwrap_or_default();
        let mut unedited = unedited.into_iter();
        for loaded in session.programs.iter() {
            let past = match &base {
                Some(base) => session.past(base, loaded)?,
                None => session.as_it_is(unedited.next(), loaded)?,
            };
            if base.is_some() {
                session.tell_base(&past, loaded);
            }
            text.push_str(&self.tell(&session, &past, loaded, base.as_ref(), &head)?);
        }
        session.finish(&text, 0)
    }

    fn tell(
        &self,
        session: &Session<'_>,
        past: &Past,
        loaded: &Loaded,
        base: Option<&Base>,
        head: &str,
    ) -> Result<String> {
        let diff = session.diff(past, loaded);
        let rigor = Rigor {
            simulation: Simulation::Whole,
            ..Rigor::default()
        };
        let mut judged = session.judge(past, &diff, loaded, rigor, None)?;
        // How a file is laid out is no part of what a change means.
        let is_meaning = |found: &Diagnostic| found.rule != "not-formatted";
        judged.outcome.findings.retain(is_meaning);
        judged.fixed.retain(is_meaning);
        let new = new_of(&judged);
        let outlook = judged.outlook.take().unwrap_or_default();
        let revision = base.and_then(|base| base.revision.as_ref());
        if self.format == Format::Json {
            let found = findings::findings(&new, &loaded.sources);
            let fixed = findings::findings(&judged.fixed, &past.loaded.sources);
            let base = match base {
                Some(_) => revision.map(|revision| revision.commit.clone()),
                None => Some("work tree".to_owned()),
            };
            let body = json::Diff::new(&diff, base, head.to_owned(), &outlook, found, fixed);
            return Ok(json::text(
                "diff",
                Some(loaded.program.id.as_str()),
                session.as_of,
                body,
            ));
        }
        let is_hash = head.len() == 40 && head.bytes().all(|byte| byte.is_ascii_hexdigit());
        let shown = if is_hash { &head[..7] } else { head };
        let change = |most: usize| views::Change {
            diff: &diff,
            program: &loaded.program,
            outlook: &outlook,
            as_of: session.as_of,
            base: past.name(),
            head: shown.to_owned(),
            new: said(&new, &loaded.sources),
            fixed: said(&judged.fixed, &past.loaded.sources),
            most,
            is_whole: !past.is_broken() && !loaded.is_broken(),
            is_comment: self.format == Format::Markdown,
        };
        Ok(match self.format {
            Format::Markdown if change(0).is_silent() => String::new(),
            Format::Markdown => markdown::comment(&format!("diff-{}", loaded.program.id), |most| {
                views::diff(&change(most))
            }),
            _ => {
                let most = if session.common.verbose > 0 {
                    usize::MAX
                } else {
                    20
                };
                session.page(views::diff(&change(most)), loaded, self.format)
            }
        })
    }

    /// The arguments sorted out: a last one that is a folder and no revision is the program.
    fn asked(&self, env: &Env) -> Result<Asked> {
        let mut asked = Asked {
            base: self.base.clone(),
            is_exact: false,
            common: self.common.clone(),
        };
        let mut head = self.head.clone();
        let repository = Repository::discover(&env.cwd);
        let is_revision = |spec: &str| {
            repository
                .as_ref()
                .is_ok_and(|found| found.as_ref().is_some_and(|found| found.resolve(spec).is_ok()))
        };
        if asked.common.program.is_none() {
            let last = if head.is_some() {
                &mut head
            } else {
                &mut asked.base
            };
            let is_folder = |spec: &String| Env::is_folder(&env.cwd.join(spec)) && !is_revision(spec);
            if last.as_ref().is_some_and(is_folder) {
                asked.common.program = last.take();
            }
        }
        if let (Some(range), None) = (&asked.base, &head)
            && let Some((base, other)) = range.clone().split_once("..")
            && !other.starts_with('.')
        {
            head = Some(if other.is_empty() { "HEAD" } else { other }.to_owned());
            asked.base = Some(if base.is_empty() { "HEAD" } else { base }.to_owned());
        }
        if let Some(head) = head {
            if asked.common.rev.is_some() {
                return Err(Error::usage(
                    "HEAD and --rev name the same thing; give one of them",
                ));
            }
            asked.is_exact = true;
            asked.common.rev = Some(head);
        }
        Ok(asked)
    }
}

/// The findings that the change brings in.
fn new_of(judged: &Judged) -> Vec<Diagnostic> {
    let findings = judged.outcome.findings.iter();
    findings
        .filter(|found| found.new == Some(true))
        .cloned()
        .collect()
}

fn said(findings: &[Diagnostic], sources: &Sources) -> Vec<views::Said> {
    findings
        .iter()
        .map(|found| {
            let place = found.at.map(|at| {
                let file = sources.file(at.file);
                format!("{}:{}", file.path, file.position(at.span.start).line)
            });
            views::Said {
                rule: found.rule,
                severity: found.severity,
                message: found.message.clone(),
                place: place.unwrap_or_default(),
            }
        })
        .collect()
}
