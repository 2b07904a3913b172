//! `fmt`: every file in its canonical layout.

use crate::cli::Env;
use crate::cli::changes::Changes;
use crate::cli::options::{Color, Common};
use crate::cli::session::Session;
use crate::edit::laid_out;
use crate::error::Result;
use crate::report::render::clean;
use crate::report::render::words::count;
use clap::Args;

/// Options of `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// The program's folder [default: the nearest one at or above the current folder with a charter, else
    /// those that linchpin.yaml names]
    program: Option<String>,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show the changes as a diff that `git apply` takes
    #[arg(long)]
    diff: bool,
    /// Say only which files are left alone
    #[arg(short, long)]
    quiet: bool,
}

impl Fmt {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let common = Common::here(self.program.clone(), Color::Auto, self.quiet);
        let session = Session::open(env, &common)?;
        let mut changes = Changes::default();
        let mut left = Vec::new();
        let mut is_broken = false;
        let mut files = 0;
        for loaded in session.programs.iter() {
            for document in loaded.documents.iter() {
                let source = loaded.sources.file(document.file());
                files += 1;
                let broken = loaded.findings.iter().find(|found| {
                    found.rule == "yaml-syntax" && found.at.is_some_and(|at| at.file == document.file())
                });
                if let Some(broken) = broken {
                    let line = broken.at.map_or(1, |at| source.position(at.span.start).line);
                    left.push((source.path.clone(), line, broken.message.clone()));
                    is_broken = true;
                    continue;
                }
                match laid_out(source, document) {
                    Ok(text) if text == *source.text => {}
                    Ok(text) => {
                        changes.put(&session, &source.path, text)?;
                    }
                    Err(unsure) => left.push((source.path.clone(), unsure.line, unsure.why.to_owned())),
                }
            }
        }
        if !self.check && !self.diff {
            changes.write(&session)?;
        }
        for (path, line, why) in &left {
            Env::complain(&format!("left alone: {}:{line}: {}\n", clean(path), clean(why)));
        }
        let text = if self.diff {
            changes.diff(env, &session.look)
        } else {
            self.told(&changes, files)
        };
        let fails = is_broken || (self.check && changes.paths().len() > 0);
        session.finish(&text, u8::from(fails))
    }

    /// The files by name, and how many there are.
    fn told(&self, changes: &Changes, files: usize) -> String {
        if self.quiet && !self.check {
            return String::new();
        }
        let verb = if self.check { "would format" } else { "formatted" };
        let mut text: String = changes
            .paths()
            .map(|path| format!("{verb} {}\n", clean(path)))
            .collect();
        if changes.paths().len() == 0 && !self.quiet {
            text.push_str(&format!("{}, nothing to format\n", count(files, "file")));
        }
        text
    }
}
