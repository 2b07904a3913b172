//! Real repositories for the tests of this folder, with fixed authors and times.

use std::fs;
use std::path::Path;

use git2::{Oid, RepositoryInitOptions, Signature, Time};

/// A repository in a temporary folder; commits are written as objects, the work tree stays empty.
pub(crate) struct Fixture {
    folder: tempfile::TempDir,
    repository: git2::Repository,
}

impl Fixture {
    /// An empty repository whose branch is `main`.
    pub(crate) fn new() -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main");
        let repository = git2::Repository::init_opts(folder.path(), &options).unwrap();
        Fixture { folder, repository }
    }

    /// The root of the work tree.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Commits exactly these files at nine in the morning, UTC, and returns the hash.
    pub(crate) fn commit(&self, day: &str, files: &[(&str, &str)]) -> String {
        self.commit_modes(day, &plain(files))
    }

    /// The same with git's file modes; a submodule's text is the hash of a commit.
    pub(crate) fn commit_modes(&self, day: &str, files: &[(&str, &str, i32)]) -> String {
        let parent = self.repository.head().ok();
        let parent = parent.map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = parent.iter().collect();
        self.write(Some("HEAD"), &parents, day, files)
    }

    /// Commits these files on top of any commit, and leaves HEAD where it is.
    pub(crate) fn commit_on(&self, parent: &str, day: &str, files: &[(&str, &str)]) -> String {
        let parent = self.find(parent);
        self.write(None, &[&parent], day, &plain(files))
    }

    /// Merges `other` into `first`, with these files as the result; HEAD's branch is the merge.
    pub(crate) fn merge(&self, first: &str, other: &str, day: &str, files: &[(&str, &str)]) -> String {
        let (first, other) = (self.find(first), self.find(other));
        self.write(Some("HEAD"), &[&first, &other], day, &plain(files))
    }

    fn find(&self, commit: &str) -> git2::Commit<'_> {
        self.repository
            .find_commit(Oid::from_str(commit).unwrap())
            .unwrap()
    }

    /// Makes HEAD name a branch.
    pub(crate) fn point_head(&self, branch: &str) {
        self.repository.set_head(branch).unwrap();
    }

    /// Deletes a reference.
    pub(crate) fn delete(&self, name: &str) {
        self.repository.find_reference(name).unwrap().delete().unwrap();
    }

    fn write(
        &self,
        branch: Option<&str>,
        parents: &[&git2::Commit<'_>],
        day: &str,
        files: &[(&str, &str, i32)],
    ) -> String {
        let mut index = git2::Index::new().unwrap();
        for (path, text, mode) in files {
            let id = match mode {
                0o160_000 => Oid::from_str(text).unwrap(),
                _ => self.repository.blob(text.as_bytes()).unwrap(),
            };
            index.add(&entry(path, id, *mode as u32)).unwrap();
        }
        let tree = index.write_tree_to(&self.repository).unwrap();
        let tree = self.repository.find_tree(tree).unwrap();
        let day: jiff::civil::Date = day.parse().unwrap();
        let nine = jiff::tz::Offset::UTC.to_timestamp(day.at(9, 0, 0, 0)).unwrap();
        let time = Time::new(nine.as_second(), 0);
        let author = Signature::new("Ada Park", "ada@example.com", &time).unwrap();
        let id = self
            .repository
            .commit(branch, &author, &author, "plan", &tree, parents);
        id.unwrap().to_string()
    }

    /// Makes a lightweight tag.
    pub(crate) fn tag(&self, name: &str, commit: &str) {
        self.reference(&format!("refs/tags/{name}"), commit);
    }

    /// Makes any reference.
    pub(crate) fn reference(&self, name: &str, commit: &str) {
        let id = Oid::from_str(commit).unwrap();
        self.repository.reference(name, id, true, "test").unwrap();
    }

    /// Sets a value of the repository's own configuration.
    pub(crate) fn set(&self, key: &str, value: &str) {
        self.repository.config().unwrap().set_str(key, value).unwrap();
    }

    /// Deletes a loose object, as if it had never been fetched.
    pub(crate) fn remove_object(&self, id: &str) {
        let objects = self.repository.path().join("objects");
        fs::remove_file(objects.join(&id[..2]).join(&id[2..])).unwrap();
    }
}

/// Ordinary files.
fn plain<'f>(files: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str, i32)> {
    files
        .iter()
        .map(|(path, text)| (*path, *text, 0o100_644))
        .collect()
}

fn entry(path: &str, id: Oid, mode: u32) -> git2::IndexEntry {
    let zero = git2::IndexTime::new(0, 0);
    git2::IndexEntry {
        ctime: zero,
        mtime: zero,
        dev: 0,
        ino: 0,
        mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}
