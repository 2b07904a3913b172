//! The files on the disk as a [`Tree`], and the guard that nothing outside the repository is read.
//!
//! A program folder may come from a stranger's pull request. So links are followed only to places inside the
//! root, each file and folder is listed once however many ways lead to it, and what is no regular file (a
//! pipe would block for ever) is never opened. What is refused stays in the list, with the reason: a file
//! that silently does not count is the worst of all.

#![allow(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::text::{Entry, Tree};

const LEADS_OUT: &str = "a link that leads out of the repository; it is not read";
const LEADS_NOWHERE: &str = "a link whose target does not exist";
const NOT_REGULAR: &str = "neither a file nor a folder; it is not read";
const NOT_UTF8: &str = "a name that is not UTF-8; it is not read";
const UNREADABLE: &str = "a folder that cannot be read";

/// The tree of the files below a root folder.
#[derive(Debug)]
pub struct WorkDir {
    root: PathBuf,
    /// Folders known to lie inside the root.
    inside: Mutex<BTreeSet<String>>,
}

impl WorkDir {
    /// The tree below `root`, usually the root of the repository.
    ///
    /// # Errors
    /// When `root` is not a folder or cannot be reached.
    pub fn open(root: &Path) -> Result<WorkDir> {
        let real = fs::canonicalize(root).map_err(|cause| Error::unreadable(root.display(), cause))?;
        if !real.is_dir() {
            return Err(Error::no_such_folder(root.display(), None));
        }
        Ok(WorkDir {
            root: real,
            inside: Mutex::default(),
        })
    }

    /// The root folder, with its links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The place on the disk of a path with `/`; `None` for one that is absolute or climbs with `..`.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let mut place = self.root.clone();
        for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
            let plain = part != ".."
                && Path::new(part).is_relative()
                && !(cfg!(windows) && part.contains(['\\', ':']));
            if !plain {
                return None;
            }
            place.push(part);
        }
        (!path.starts_with('/')).then_some(place)
    }

    fn is_inside(&self, place: &Path) -> io::Result<bool> {
        Ok(fs::canonicalize(place)?.starts_with(&self.root))
    }

    /// Whether the folder of `path` lies inside the root; a yes is remembered, so that the disk is asked once
    /// per folder and not once per file.
    fn folder_is_inside(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.contains(folder) {
            return true;
        }
        let place = self.place(folder);
        let yes = place.is_some_and(|place| self.is_inside(&place).unwrap_or(false));
        if yes {
            inside.insert(folder.to_owned());
        }
        yes
    }

    /// What lies at a path, with links inside the root followed.
    fn look(&self, path: &str) -> io::Result<(PathBuf, Metadata)> {
        let place = self.place(path).ok_or(io::ErrorKind::InvalidInput)?;
        let mut found = fs::symlink_metadata(&place)?;
        let leads_out = !self.folder_is_inside(path) || (found.is_symlink() && !self.is_inside(&place)?);
        if leads_out {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, LEADS_OUT));
        }
        if found.is_symlink() {
            found = fs::metadata(&place)?;
        }
        Ok((place, found))
    }
}

impl WorkDir {
    /// Writes a file of the tree whole, in place of `old`, with the permissions that it has.
    ///
    /// # Errors
    /// When it leads out of the root, is read-only, is not `old` any more, or cannot be written; then it is
    /// as it was.
    pub fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> io::Result<()> {
        let (place, found) = self.look(path)?;
        if !found.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, NOT_REGULAR));
        }
        if found.permissions().readonly() {
            return Err(io::Error::other("it is read-only"));
        }
        let place = fs::canonicalize(place)?;
        if fs::read(&place)? != old {
            return Err(io::Error::other("it was changed meanwhile; run again"));
        }
        replace(&place, new)
    }
}

/// Writes a file whole: beside its place first, then moved there, so that a reader sees the old or the new
/// and a full disk leaves the old. The permissions of a file in its place are kept.
///
/// # Errors
/// When it cannot be written.
pub fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let (beside, mut file) = beside(place, name)?;
    let permissions = fs::metadata(place).map(|found| found.permissions());
    let written = file
        .write_all(bytes)
        .and_then(|()| match permissions {
            Ok(permissions) => file.set_permissions(permissions),
            Err(_) => Ok(()),
        })
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, place));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file in the folder of another, hidden, under a name that nobody has.
fn beside(place: &Path, name: &std::ffi::OsStr) -> io::Result<(PathBuf, fs::File)> {
    for number in 0..100 {
        let mut own = std::ffi::OsString::from(".");
        own.push(name);
        own.push(format!(".{}-{number}.tmp", std::process::id()));
        let path = place.with_file_name(own);
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

impl Tree for WorkDir {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let folder = folder.trim_end_matches('/');
        let (place, found) = self.look(folder)?;
        if !found.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let mut walk = Walk::new(&self.root);
        walk.folder(folder.to_owned(), &place);
        walk.links();
        walk.entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(walk.entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let (place, found) = self.look(path)?;
        if !found.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, NOT_REGULAR));
        }
        fs::read(place)
    }

    fn exists(&self, path: &str) -> bool {
        self.look(path).is_ok()
    }
}

/// One walk over a folder: first everything that is really there, then the links, so that a linked file
/// that the folder holds anyway is not read twice and a link to a folder above ends at once.
struct Walk<'r> {
    root: &'r Path,
    entries: Vec<Entry>,
    /// Links not followed yet: path in the tree and place on the disk.
    links: BTreeMap<String, PathBuf>,
    /// Real places of the files and folders listed.
    seen: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    fn new(root: &Path) -> Walk<'_> {
        Walk {
            root,
            entries: Vec::new(),
            links: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    fn add(&mut self, path: String, refused: Option<&str>) {
        let refused = refused.map(str::to_owned);
        self.entries.push(Entry { path, refused });
    }

    /// Lists a real folder and all below it.
    fn folder(&mut self, path: String, place: &Path) {
        let mut open = vec![(path, fs::canonicalize(place).unwrap_or_else(|_| place.to_owned()))];
        while let Some((path, place)) = open.pop() {
            if !self.seen.insert(place.clone()) {
                continue;
            }
            let Ok(found) = fs::read_dir(&place).and_then(Iterator::collect::<io::Result<Vec<_>>>) else {
                self.add(path, Some(UNREADABLE));
                continue;
            };
            for entry in found {
                let name = entry.file_name();
                let lossy = name.to_string_lossy();
                if lossy.starts_with('.') {
                    continue;
                }
                let below = if path.is_empty() {
                    lossy.to_string()
                } else {
                    format!("{path}/{lossy}")
                };
                let kind = entry.file_type();
                if name.to_str().is_none() {
                    self.add(below, Some(NOT_UTF8));
                } else if kind.as_ref().is_ok_and(|kind| kind.is_dir()) {
                    open.push((below, entry.path()));
                } else if kind.as_ref().is_ok_and(|kind| kind.is_symlink()) {
                    self.links.insert(below, entry.path());
                } else if kind.is_ok_and(|kind| kind.is_file()) {
                    self.seen.insert(entry.path());
                    self.add(below, None);
                } else {
                    self.add(below, Some(NOT_REGULAR));
                }
            }
        }
    }

    /// Follows the links, and those found behind them.
    fn links(&mut self) {
        while let Some((path, place)) = self.links.pop_first() {
            let target = fs::canonicalize(&place);
            let found = fs::metadata(&place);
            match (target, found) {
                (Ok(target), _) if !target.starts_with(self.root) => self.add(path, Some(LEADS_OUT)),
                (Ok(target), _) if self.seen.contains(&target) => {}
                (Ok(target), Ok(found)) if found.is_dir() => self.folder(path, &target),
                (Ok(target), Ok(found)) if found.is_file() => {
                    self.seen.insert(target);
                    self.add(path, None);
                }
                (Ok(_), Ok(_)) => self.add(path, Some(NOT_REGULAR)),
                _ => self.add(path, Some(LEADS_NOWHERE)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(files: &[&str]) -> (tempfile::TempDir, WorkDir) {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("repo");
        fs::create_dir(&root).unwrap();
        for file in files {
            let place = root.join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, *file).unwrap();
        }
        let tree = WorkDir::open(&root).unwrap();
        (outer, tree)
    }

    fn paths(tree: &WorkDir, folder: &str) -> Vec<String> {
        let listed = tree.list(folder).unwrap();
        listed
            .into_iter()
            .map(|entry| match entry.refused {
                Some(reason) => format!("{}: {reason}", entry.path),
                None => entry.path,
            })
            .collect()
    }

    #[test]
    fn files_are_listed_by_path_and_hidden_ones_are_not() {
        let (_outer, tree) = disk(&["p/b.yaml", "p/a/z.yaml", "p/.x.yaml", "p/.git/config", "q/c.yaml"]);
        assert_eq!(paths(&tree, "p"), ["p/a/z.yaml", "p/b.yaml"]);
        assert_eq!(paths(&tree, ""), ["p/a/z.yaml", "p/b.yaml", "q/c.yaml"]);
        assert_eq!(tree.read("p/a/z.yaml").unwrap(), b"p/a/z.yaml");
        assert!(tree.exists("p/a") && tree.exists("q/c.yaml") && !tree.exists("q/d.yaml"));
        assert!(tree.list("nowhere").is_err() && tree.list("q/c.yaml").is_err());
    }

    #[test]
    fn a_path_cannot_climb_out() {
        let (outer, tree) = disk(&["a.yaml"]);
        fs::write(outer.path().join("secret"), "x").unwrap();
        assert!(tree.read("../secret").is_err() && !tree.exists("../secret"));
        assert!(tree.read(outer.path().join("secret").to_str().unwrap()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_root_once_and_never_out_of_it() {
        use std::os::unix::fs::symlink;
        let (outer, tree) = disk(&["p/a.yaml", "shared/people.yaml", "shared/deep/teams.yaml"]);
        fs::write(outer.path().join("secret"), "x").unwrap();
        let p = tree.root().join("p");
        symlink("../../secret", p.join("out.yaml")).unwrap();
        symlink("../..", p.join("outer")).unwrap();
        symlink("a.yaml", p.join("twice.yaml")).unwrap();
        symlink("gone", p.join("void.yaml")).unwrap();
        symlink("../shared", p.join("shared")).unwrap();
        symlink("../shared/people.yaml", p.join("zpeople.yaml")).unwrap();
        assert_eq!(
            paths(&tree, "p"),
            [
                "p/a.yaml",
                "p/out.yaml: a link that leads out of the repository; it is not read",
                "p/outer: a link that leads out of the repository; it is not read",
                "p/shared/deep/teams.yaml",
                "p/shared/people.yaml",
                "p/void.yaml: a link whose target does not exist",
            ]
        );
        assert_eq!(tree.read("p/shared/people.yaml").unwrap(), b"shared/people.yaml");
        assert!(tree.read("p/out.yaml").is_err(), "a link out");
        assert!(tree.read("p/outer/secret").is_err(), "a file behind a link out");
    }

    #[cfg(unix)]
    #[test]
    fn a_cycle_of_folder_links_ends() {
        use std::os::unix::fs::symlink;
        let (_outer, tree) = disk(&["p/a.yaml", "q/b.yaml"]);
        symlink("../q", tree.root().join("p/to-q")).unwrap();
        symlink("../p", tree.root().join("q/to-p")).unwrap();
        symlink("..", tree.root().join("p/up")).unwrap();
        let listed = paths(&tree, "p");
        assert_eq!(listed, ["p/a.yaml", "p/to-q/b.yaml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn sockets_and_broken_names_are_refused_by_name() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let (_outer, tree) = disk(&["a.yaml"]);
        let _socket = std::os::unix::net::UnixListener::bind(tree.root().join("s.yaml")).unwrap();
        fs::write(tree.root().join(OsStr::from_bytes(b"caf\xe9.yaml")), "x").unwrap();
        assert_eq!(
            paths(&tree, ""),
            [
                "a.yaml",
                "caf\u{fffd}.yaml: a name that is not UTF-8; it is not read",
                "s.yaml: neither a file nor a folder; it is not read",
            ]
        );
        assert!(tree.read("s.yaml").is_err());
    }
}
