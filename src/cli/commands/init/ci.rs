//! The files that make CI check a program. What they use is pinned: the action by its commit, the image by
//! its tag, linchpin by its version.

use crate::cli::Env;
use crate::error::{Error, Result};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Where a program is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ci {
    /// A workflow of GitHub Actions.
    Github,
    /// A job of GitLab CI.
    Gitlab,
    /// A hook of pre-commit.
    PreCommit,
}

impl Ci {
    /// Path and text of the file. `programs` are those below `folder`; with `alone` the file is for them,
    /// else for the program that `folder` is to be.
    pub(super) fn file(self, folder: &Path, programs: &[String], alone: bool) -> Result<(PathBuf, String)> {
        let root = root_of(folder);
        let program = match alone {
            false => below(root, folder)?,
            true if has_settings(root) => String::new(),
            true => match programs {
                [one] => below(root, &folder.join(one))?,
                several => {
                    let all = several.join(", ");
                    let error = Error::new(format!("{} programs lie here", several.len()));
                    return Err(error
                        .help(format!("name them in linchpin.yaml first: `programs: [{all}]`"))
                        .help("or name the folder of one: linchpin init FOLDER --ci …"));
                }
            },
        };
        let (path, text) = match self {
            Ci::Github => (
                root.join(".github/workflows/linchpin.yml"),
                include_str!("../../templates/ci/github.yml"),
            ),
            Ci::Gitlab => (self.gitlab(root), include_str!("../../templates/ci/gitlab.yml")),
            Ci::PreCommit => (
                root.join(".pre-commit-config.yaml"),
                include_str!("../../templates/ci/pre-commit.yaml"),
            ),
        };
        let text = text
            .replace("{{program}}", &program)
            .replace("{{version}}", env!("CARGO_PKG_VERSION"));
        Ok((path, text))
    }

    /// The pipeline itself, or where there is one a file to include in it.
    fn gitlab(self, root: &Path) -> PathBuf {
        let pipeline = root.join(".gitlab-ci.yml");
        if Env::is_taken(&pipeline) {
            root.join(".gitlab/linchpin.yml")
        } else {
            pipeline
        }
    }

    /// What is left to do; `is_apart` where GitLab has a pipeline already.
    pub(super) fn next(self, is_apart: bool) -> &'static str {
        match self {
            Ci::Github => "Commit the workflow; then make its job `check` a required check of the branch.",
            Ci::Gitlab if is_apart => {
                "Commit the job, and name it in .gitlab-ci.yml:\n  include: [{local: .gitlab/linchpin.yml}]"
            }
            Ci::Gitlab => "Commit the job.",
            Ci::PreCommit => "Commit the file; then run: pre-commit install",
        }
    }
}

/// The root of the repository, else the folder itself.
fn root_of(folder: &Path) -> &Path {
    let mut above = folder.ancestors();
    above
        .find(|folder| Env::is_taken(&folder.join(".git")))
        .unwrap_or(folder)
}

fn has_settings(root: &Path) -> bool {
    ["linchpin.yaml", ".linchpin.yaml"]
        .iter()
        .any(|name| Env::is_taken(&root.join(name)))
}

/// The program as an argument, with a blank before it; empty for the root. Only plain names can go into
/// files that a shell and a template language read.
fn below(root: &Path, program: &Path) -> Result<String> {
    let path = program.strip_prefix(root).unwrap_or(program);
    let path = path.to_string_lossy().replace('\\', "/");
    let is_plain = |c: char| c.is_alphanumeric() || "._/- ".contains(c);
    match path.as_str() {
        "" => Ok(String::new()),
        path if !path.chars().all(is_plain) || path.starts_with('-') => Err(Error::new(format!(
            "`{path}` cannot stand in a CI file: its name has other signs than letters, digits, blanks and . _ -"
        ))
        .help("rename the folder")),
        path if path.contains(' ') => Ok(format!(" '{path}'")),
        path => Ok(format!(" {path}")),
    }
}
