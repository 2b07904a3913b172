//! The files of one commit as a [`Tree`], read from git's objects without touching the work tree.
//!
//! A libgit2 handle may move between threads but not be shared; the lock around it costs nothing, for two
//! handles read no faster than one. Listing is almost free, a file's bytes are fetched when asked for.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use git2::{ErrorCode, ObjectType, Oid};

use super::{Revision, failure};
use crate::error::{Error, Result};
use crate::text::{Entry, Tree};

const LINK: &str = "a link; links are not followed in a git revision";
const NOT_UTF8: &str = "a name that is not UTF-8; it is not read";
const LINK_MODE: i32 = 0o120_000;

/// The files of a commit.
pub struct GitTree {
    root: Oid,
    state: Mutex<State>,
}

struct State {
    repository: git2::Repository,
    /// Files seen while listing, so that reading them need not walk down from the root again.
    files: HashMap<String, Oid>,
}

impl GitTree {
    /// Takes a handle of its own.
    pub(super) fn open(repository: git2::Repository, revision: &Revision) -> Result<GitTree> {
        let id = Oid::from_str(&revision.commit)
            .map_err(|cause| Error::unknown_revision(&revision.commit, None).caused_by(cause))?;
        let commit = repository.find_commit(id);
        let root = commit.map(|commit| commit.tree_id());
        let root = root.map_err(|cause| failure::of_object(&repository, id, cause))?;
        Ok(GitTree {
            root,
            state: Mutex::new(State {
                repository,
                files: HashMap::new(),
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Kind, mode and object of a path.
    fn find(&self, root: Oid, path: &str) -> io::Result<(Option<ObjectType>, i32, Oid)> {
        if path.is_empty() {
            return Ok((Some(ObjectType::Tree), 0, root));
        }
        let tree = self.tree(root)?;
        match tree.get_path(Path::new(path)) {
            Ok(entry) => Ok((entry.kind(), entry.filemode(), entry.id())),
            Err(cause) if cause.code() == ErrorCode::NotFound => Err(io::ErrorKind::NotFound.into()),
            Err(cause) => Err(failure::of_object(&self.repository, root, cause).into()),
        }
    }

    fn tree(&self, id: Oid) -> io::Result<git2::Tree<'_>> {
        let tree = self.repository.find_tree(id);
        tree.map_err(|cause| failure::of_object(&self.repository, id, cause).into())
    }

    fn bytes(&self, id: Oid) -> io::Result<Vec<u8>> {
        let read = self
            .repository
            .odb()
            .and_then(|odb| Ok(odb.read(id)?.data().to_vec()));
        read.map_err(|cause| failure::of_object(&self.repository, id, cause).into())
    }

    /// Lists a folder and all below it; the files go to `files` too.
    fn walk(&self, folder: &str, id: Oid, files: &mut Vec<(String, Oid)>) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut open = vec![(folder.to_owned(), id)];
        while let Some((folder, id)) = open.pop() {
            for entry in self.tree(id)?.iter() {
                let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
                let submodule = entry.kind() == Some(ObjectType::Commit);
                if name.starts_with('.') || submodule {
                    continue;
                }
                let path = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                let refused = if std::str::from_utf8(entry.name_bytes()).is_err() {
                    Some(NOT_UTF8.to_owned())
                } else if entry.kind() == Some(ObjectType::Tree) {
                    open.push((path, entry.id()));
                    continue;
                } else if entry.filemode() == LINK_MODE {
                    Some(LINK.to_owned())
                } else {
                    files.push((path.clone(), entry.id()));
                    None
                };
                entries.push(Entry { path, refused });
            }
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }
}

impl Tree for GitTree {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let folder = folder.trim_end_matches('/');
        let mut state = self.state();
        let (kind, _, id) = state.find(self.root, folder)?;
        if kind != Some(ObjectType::Tree) {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let mut files = Vec::new();
        let entries = state.walk(folder, id, &mut files)?;
        state.files.extend(files);
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let state = self.state();
        if let Some(id) = state.files.get(path) {
            return state.bytes(*id);
        }
        match state.find(self.root, path)? {
            (Some(ObjectType::Blob), mode, id) if mode != LINK_MODE => state.bytes(id),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file")),
        }
    }

    /// By its name in git, which is that of its content; a file that was not listed is read.
    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        let Ok(named) = Oid::hash_object(ObjectType::Blob, bytes) else {
            return false;
        };
        let listed = self.state().files.get(path).copied();
        match listed {
            Some(id) => id == named,
            None => self.read(path).is_ok_and(|own| own == bytes),
        }
    }

    fn exists(&self, path: &str) -> bool {
        self.state().find(self.root, path.trim_end_matches('/')).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Repository;
    use super::super::fixture::Fixture;
    use super::*;

    fn tree(fixture: &Fixture, spec: &str) -> GitTree {
        let repository = Repository::at(fixture.root()).unwrap();
        repository.tree_at(&repository.resolve(spec).unwrap()).unwrap()
    }

    #[test]
    fn a_commit_is_read_without_its_work_tree() {
        let fixture = Fixture::new();
        fixture.commit(
            "2026-03-02",
            &[("p/a.yaml", "old"), ("p/.hidden.yaml", "x"), ("q/b.yaml", "b")],
        );
        fixture.commit(
            "2026-03-09",
            &[("p/a.yaml", "new"), ("p/sub/c.csv", "c"), ("p-x/d.yaml", "d")],
        );
        let (old, new) = (tree(&fixture, "HEAD~1"), tree(&fixture, "HEAD"));
        let paths = |tree: &GitTree, folder: &str| -> Vec<String> {
            tree.list(folder)
                .unwrap()
                .into_iter()
                .map(|entry| entry.path)
                .collect()
        };
        assert_eq!(paths(&old, ""), ["p/a.yaml", "q/b.yaml"]);
        assert_eq!(paths(&new, ""), ["p-x/d.yaml", "p/a.yaml", "p/sub/c.csv"]);
        assert_eq!(paths(&new, "p"), ["p/a.yaml", "p/sub/c.csv"]);
        assert_eq!(old.read("p/a.yaml").unwrap(), b"old");
        assert_eq!(new.read("p/a.yaml").unwrap(), b"new");
        assert!(new.exists("p/sub") && new.exists("p/a.yaml") && !new.exists("q/b.yaml"));
        assert_eq!(new.list("q").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(new.read("p").is_err() && new.list("p/a.yaml").is_err());
        assert!(new.read("../p/a.yaml").is_err() && !new.exists("p/../p/a.yaml"));
    }

    #[test]
    fn a_file_is_known_by_its_content_listed_or_not() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("p/a.yaml", "a")]);
        let tree = tree(&fixture, "HEAD");
        let has = |text: &str| tree.has("p/a.yaml", text.as_bytes());
        assert!(has("a") && !has("b") && !tree.has("p/b.yaml", b"a"));
        tree.list("p").unwrap();
        assert!(has("a") && !has("b") && !tree.has("p/b.yaml", b"a"));
    }

    #[test]
    fn what_is_known_already_is_not_read_and_all_else_is() {
        let fixture = Fixture::new();
        fixture.commit(
            "2026-03-02",
            &[("same.yaml", "a"), ("other.yaml", "then"), ("gone.yaml", "c")],
        );
        let tree = tree(&fixture, "HEAD");
        let mut known = crate::text::Sources::default();
        for (path, text) in [("same.yaml", "a"), ("other.yaml", "now"), ("new.yaml", "d")] {
            known.add(crate::text::SourceFile::new(path, text));
        }
        let beside = crate::text::Beside::new(&tree, &known);
        let read = |path| beside.read(path).ok();
        assert_eq!(read("same.yaml").as_deref(), Some(b"a".as_slice()));
        assert_eq!(read("other.yaml").as_deref(), Some(b"then".as_slice()));
        assert_eq!(read("gone.yaml").as_deref(), Some(b"c".as_slice()));
        assert_eq!(read("new.yaml"), None);
    }

    #[test]
    fn links_are_refused_and_submodules_left_out() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "a")]);
        fixture.commit_modes(
            "2026-03-09",
            &[
                ("a.yaml", "a", 0o100_644),
                ("link.yaml", "/etc/passwd", LINK_MODE),
                ("lib", &first, 0o160_000),
            ],
        );
        let tree = tree(&fixture, "HEAD");
        let listed = tree.list("").unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[1].refused.as_deref(), Some(LINK));
        assert!(tree.read("link.yaml").is_err());
    }

    #[test]
    fn content_left_out_of_a_filtered_clone_comes_with_its_fetch() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "a")]);
        let blob = git2::Oid::hash_object(ObjectType::Blob, b"a")
            .unwrap()
            .to_string();
        fixture.remove_object(&blob);
        let read = || Error::unreadable("a.yaml", tree(&fixture, "HEAD").read("a.yaml").unwrap_err());
        assert!(read().message().contains("is missing from this repository"));
        fixture.set("remote.origin.url", "https://example.com/plan.git");
        fixture.set("remote.origin.promisor", "true");
        assert_eq!(
            read().helps()[0],
            "fetch what is missing: `git fetch --refetch --no-filter origin`"
        );
    }

    #[test]
    fn threads_may_share_a_tree() {
        fn shared<T: Tree + Send>(_: &T) {}
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "a")]);
        let tree = tree(&fixture, "HEAD");
        shared(&tree);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(tree.read("a.yaml").unwrap(), b"a"));
            }
        });
    }
}
