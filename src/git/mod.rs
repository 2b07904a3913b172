//! The only place that names `git2`: finding the repository, naming its commits, and reading a commit's
//! files as a [`Tree`](crate::text::Tree).
//!
//! Nothing here writes to the repository, but for a cache, or asks the network: what is missing from a shallow or filtered
//! clone becomes an [`Error`](crate::error::Error) with the command that fetches it.

#![allow(clippy::disallowed_methods, reason = "repositories lie on the disk")]

mod base;
mod before;
mod cache;
mod failure;
mod revision;
mod tree;
mod walk;

use std::path::Path;
use std::sync::Once;

use crate::error::{Error, Result};

pub use base::{Base, Hints};
pub use revision::Revision;
pub use tree::GitTree;
pub use walk::{GitBlobs, Route};

/// A git repository, opened for reading.
pub struct Repository {
    inner: git2::Repository,
}

impl Repository {
    /// The repository that holds `path`, as git would find it; `None` when there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read: it belongs to another user, or is stored in a way that
    /// libgit2 does not know (SHA-256, reftable).
    pub fn discover(path: &Path) -> Result<Option<Repository>> {
        trust_hashes();
        match git2::Repository::discover(path) {
            Ok(inner) => Ok(Some(Repository { inner })),
            Err(cause) if failure::is_absent_repository(&cause) => Ok(None),
            Err(cause) => Err(failure::of_opening(path, cause)),
        }
    }

    /// The repository that holds `path`.
    ///
    /// # Errors
    /// As [`Repository::discover`], and when there is none.
    pub fn at(path: &Path) -> Result<Repository> {
        Repository::discover(path)?.ok_or_else(|| Error::no_repository(path))
    }

    /// The root of the work tree; `None` in a bare repository.
    pub fn workdir(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// Whether history ends early, as in a clone with `--depth`.
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// Where history ends early: the commits at which a shallow clone was cut off, empty for a whole one.
    pub fn ends(&self) -> String {
        let list = self.inner.commondir().join("shallow");
        std::fs::read_to_string(list).unwrap_or_default()
    }

    /// Whether HEAD names a commit.
    pub fn has_commits(&self) -> bool {
        self.inner.head().is_ok()
    }

    /// The commit that a git revision names: a branch, tag, hash, `HEAD~3`, `main@{yesterday}`.
    ///
    /// # Errors
    /// When nothing has this name, it is no commit, or the commit is missing from a shallow clone.
    pub fn resolve(&self, spec: &str) -> Result<Revision> {
        revision::resolve(&self.inner, spec)
    }

    /// The files of a commit, read through a handle of their own, so that two trees can be read at once.
    ///
    /// # Errors
    /// When the commit or its tree is missing.
    pub fn tree_at(&self, revision: &Revision) -> Result<GitTree> {
        let own = git2::Repository::open(self.inner.path())
            .map_err(|cause| failure::of_opening(self.inner.path(), cause))?;
        GitTree::open(own, revision)
    }
}

/// Switches off that libgit2 hashes every object it reads: a third of the time, and git itself does not do
/// it either when it shows a file.
fn trust_hashes() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| git2::opts::strict_hash_verification(false));
}

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests {
    use super::fixture::Fixture;
    use super::*;

    #[test]
    fn a_repository_is_found_from_below_and_no_repository_is_no_failure() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("p/a.yaml", "x")]);
        let below = fixture.root().join("p");
        std::fs::create_dir_all(&below).unwrap();
        let found = Repository::discover(&below).unwrap().unwrap();
        let root = std::fs::canonicalize(fixture.root()).unwrap();
        assert_eq!(std::fs::canonicalize(found.workdir().unwrap()).unwrap(), root);
        let outside = tempfile::tempdir().unwrap();
        assert!(Repository::discover(outside.path()).unwrap().is_none());
        let error = Repository::at(outside.path()).err().unwrap();
        assert!(error.message().contains("is in no git repository"), "{error}");
    }

    #[test]
    fn repositories_that_libgit2_cannot_read_are_named_plainly() {
        for (extension, word) in [
            ("objectformat = sha256", "SHA-256"),
            ("refstorage = reftable", "reftable"),
        ] {
            let fixture = Fixture::new();
            let config = format!("[core]\n\trepositoryformatversion = 1\n[extensions]\n\t{extension}\n");
            std::fs::write(fixture.root().join(".git/config"), config).unwrap();
            let error = Repository::discover(fixture.root()).err().unwrap();
            assert!(error.message().contains(word), "{error}");
        }
    }

    #[test]
    fn looking_for_a_repository_writes_nothing() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "x")]);
        let names = || {
            let mut names: Vec<_> = std::fs::read_dir(fixture.root().join(".git"))
                .unwrap()
                .map(|entry| entry.unwrap())
                .map(|entry| (entry.file_name(), entry.metadata().unwrap().modified().unwrap()))
                .collect();
            names.sort();
            names
        };
        let before = names();
        let repository = Repository::at(fixture.root()).unwrap();
        repository.tree_at(&repository.resolve("HEAD").unwrap()).unwrap();
        assert_eq!(names(), before);
    }
}
