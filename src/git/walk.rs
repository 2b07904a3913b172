//! The first-parent history of a folder, read from git's raw objects.
//!
//! libgit2's own tree comparison takes four times as long as git itself does. Here only the trees on the way
//! to the folder are read, as bytes; two of the same name are never looked into, and those of the commit
//! before are remembered by their names, so that each is read once:
//!
//! ```text
//!   newest  ──▶  parent  ──▶  …  ──▶  oldest          the way of the walk
//!   tree A       tree A       tree B                  A = A: nothing; A ≠ B: merge their sorted entries,
//!                                                     go down only where names differ
//! ```

use super::revision::{date_of, day};
use super::{GitTree, Repository, Revision, failure};
use crate::error::{Error, Result};
use crate::text::{Blob, Blobs, Commit, Date, FileChange, Step, Steps};
use git2::Oid;
use std::collections::HashMap;
use std::io;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

/// What a walk is about.
pub struct Route<'r> {
    /// The commit it begins at.
    pub from: &'r Revision,
    /// The folder there; `""` is the root.
    pub folder: &'r str,
    /// A commit that is known already: the walk ends there.
    pub until: Option<&'r str>,
    /// Which files of the folder count, by their paths from it.
    pub wanted: &'r dyn Fn(&str) -> bool,
    /// Where the folder lay in an older tree that does not have it; nothing where the program begins.
    pub moved: &'r mut dyn FnMut(&GitTree, &str) -> Option<String>,
    /// Hears how many of how many commits were looked at.
    pub progress: &'r mut dyn FnMut(usize, usize),
}

impl Repository {
    /// The commits that touch a folder, along the first parents.
    ///
    /// # Errors
    /// When an object is missing that should be there.
    pub fn walk(&self, route: Route<'_>) -> Result<Steps> {
        Walk {
            repository: self,
            odb: self
                .inner
                .odb()
                .map_err(|cause| failure::of_opening(self.inner.path(), cause))?,
            fresh: HashMap::new(),
            stale: HashMap::new(),
        }
        .run(route)
    }

    /// The contents of this repository, read through a handle of its own.
    ///
    /// # Errors
    /// When it cannot be opened again.
    pub fn blobs(&self) -> Result<GitBlobs> {
        let own = git2::Repository::open(self.inner.path())
            .map_err(|cause| failure::of_opening(self.inner.path(), cause))?;
        Ok(GitBlobs(Mutex::new(own)))
    }
}

/// Contents by name. The lock costs nothing: two handles read no faster than one.
pub struct GitBlobs(Mutex<git2::Repository>);

impl Blobs for GitBlobs {
    fn blob(&self, blob: Blob) -> io::Result<Vec<u8>> {
        let id = Oid::from_bytes(&blob.0).map_err(io::Error::other)?;
        let repository = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = repository.odb().and_then(|odb| Ok(odb.read(id)?.data().to_vec()));
        read.map_err(|cause| failure::of_object(&repository, id, cause).into())
    }
}

/// A commit's own words that the walk needs.
struct Head {
    id: Oid,
    tree: Oid,
    commit: Commit,
}

type Bytes = Rc<Vec<u8>>;

struct Walk<'r> {
    repository: &'r Repository,
    odb: git2::Odb<'r>,
    /// Trees by name, in two generations.
    fresh: HashMap<Oid, Bytes>,
    stale: HashMap<Oid, Bytes>,
}

/// Trees that are remembered before a generation is dropped.
const REMEMBERED: usize = 8_192;

impl Walk<'_> {
    fn run(mut self, mut route: Route<'_>) -> Result<Steps> {
        let (heads, end) = self.heads(&route)?;
        let mut steps = Steps {
            is_cut: end == End::Cut,
            ..Steps::default()
        };
        let mut folder = route.folder.to_owned();
        let total = heads.len();
        let mut tree = match heads.first() {
            Some(head) => self.folder(head.tree, &folder)?,
            None => None,
        };
        let mut heads = heads.into_iter().enumerate().peekable();
        while let Some((at, head)) = heads.next() {
            let parent = heads.peek().map(|(_, parent)| (parent.id, parent.tree));
            let mut below = match parent {
                Some((_, root)) => self.folder(root, &folder)?,
                None => None,
            };
            if let (Some(_), None, Some((id, root))) = (tree, below, parent)
                && let Some(old) = self.old_place(&mut route, id, &folder)?
            {
                folder = old;
                below = self.folder(root, &folder)?;
            }
            if at % 256 == 0 {
                (route.progress)(at, total);
            }
            let is_end = parent.is_none() && matches!(end, End::Known);
            if is_end {
                // The commit that is known: its files are where the steps begin.
                let mut before = Vec::new();
                self.compare(None, tree, "", &mut before)?;
                before.retain(|change| (route.wanted)(&change.path));
                let file = |change: FileChange| Some((change.path, change.new?));
                steps.before = before.into_iter().filter_map(file).collect();
                steps.after = Some(head.commit.id);
                break;
            }
            if tree != below {
                let mut changes = Vec::new();
                self.compare(below, tree, "", &mut changes)?;
                changes.retain(|change| (route.wanted)(&change.path));
                if !changes.is_empty() {
                    changes.sort_by(|a, b| a.path.cmp(&b.path));
                    let commit = head.commit;
                    steps.steps.push(Step { commit, changes });
                }
            }
            tree = below;
        }
        (route.progress)(total, total);
        steps.steps.reverse();
        steps.before.sort();
        Ok(steps)
    }

    /// The commits from the newest to the oldest that is in this clone, or to the known one.
    fn heads(&self, route: &Route<'_>) -> Result<(Vec<Head>, End)> {
        let mut heads = Vec::new();
        let mut next = Oid::from_str(&route.from.commit).ok();
        let until = route.until.and_then(|id| Oid::from_str(id).ok());
        while let Some(id) = next {
            let raw = match self.odb.read(id) {
                Ok(raw) => raw,
                Err(_) if !heads.is_empty() && self.repository.is_shallow() => {
                    return Ok((heads, End::Cut));
                }
                Err(cause) => return Err(failure::of_object(&self.repository.inner, id, cause)),
            };
            let (tree, parent, commit) = read_commit(id, raw.data())
                .ok_or_else(|| Error::new(format!("the commit {id} cannot be read")))?;
            heads.push(Head { id, tree, commit });
            if until == Some(id) {
                return Ok((heads, End::Known));
            }
            next = parent;
        }
        Ok((heads, End::Root))
    }

    /// Where the folder lay in a commit that does not have it.
    fn old_place(&self, route: &mut Route<'_>, commit: Oid, folder: &str) -> Result<Option<String>> {
        let revision = self.repository.resolve(&commit.to_string())?;
        let tree = self.repository.tree_at(&revision)?;
        Ok((route.moved)(&tree, folder))
    }

    /// The tree of a folder, if a tree has one.
    fn folder(&mut self, root: Oid, folder: &str) -> Result<Option<Oid>> {
        let mut at = root;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let bytes = self.tree(at)?;
            let found = Entries(&bytes).find(|entry| entry.name == part.as_bytes());
            match found {
                Some(entry) if entry.is_tree() => at = entry.id,
                _ => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    fn tree(&mut self, id: Oid) -> Result<Bytes> {
        if let Some(known) = self.fresh.get(&id) {
            return Ok(known.clone());
        }
        let bytes = match self.stale.remove(&id) {
            Some(known) => known,
            None => match self.odb.read(id) {
                Ok(raw) => Rc::new(raw.data().to_vec()),
                Err(cause) => return Err(failure::of_object(&self.repository.inner, id, cause)),
            },
        };
        if self.fresh.len() >= REMEMBERED {
            self.stale = std::mem::take(&mut self.fresh);
        }
        self.fresh.insert(id, bytes.clone());
        Ok(bytes)
    }

    /// The files in which two trees differ; either may be absent.
    fn compare(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
        folder: &str,
        changes: &mut Vec<FileChange>,
    ) -> Result<()> {
        let mut open = vec![(old, new, folder.to_owned())];
        while let Some((old, new, folder)) = open.pop() {
            let mut read = |id: Option<Oid>| id.map(|id| self.tree(id)).transpose();
            let (old, new) = (read(old)?, read(new)?);
            let none: &[u8] = &[];
            let mut before = Entries(old.as_ref().map_or(none, |bytes| bytes)).peekable();
            let mut after = Entries(new.as_ref().map_or(none, |bytes| bytes)).peekable();
            loop {
                let order = match (before.peek(), after.peek()) {
                    (None, None) => break,
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (Some(a), Some(b)) => a.key().cmp(b.key()),
                };
                let a = if order.is_le() { before.next() } else { None };
                let b = if order.is_ge() { after.next() } else { None };
                if let (Some(a), Some(b)) = (&a, &b)
                    && (a.id, a.is_link()) == (b.id, b.is_link())
                {
                    continue;
                }
                let Some(name) = a.as_ref().or(b.as_ref()).map(|entry| entry.name) else {
                    continue;
                };
                let Ok(name) = std::str::from_utf8(name) else {
                    continue;
                };
                if name.starts_with('.') {
                    continue;
                }
                let path = if folder.is_empty() {
                    name.to_owned()
                } else {
                    format!("{folder}/{name}")
                };
                let tree = |entry: &Option<Entry<'_>>| entry.as_ref().filter(|e| e.is_tree()).map(|e| e.id);
                let file = |entry: &Option<Entry<'_>>| {
                    let entry = entry.as_ref().filter(|entry| entry.is_file())?;
                    <[u8; 20]>::try_from(entry.id.as_bytes()).ok().map(Blob)
                };
                if tree(&a).is_some() || tree(&b).is_some() {
                    open.push((tree(&a), tree(&b), path.clone()));
                }
                let (old, new) = (file(&a), file(&b));
                if old != new {
                    changes.push(FileChange { path, old, new });
                }
            }
        }
        Ok(())
    }
}

/// Why a walk ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// At the first commit of all.
    Root,
    /// At the end of a shallow clone.
    Cut,
    /// At the commit that was known.
    Known,
}

/// One entry of a raw tree.
struct Entry<'t> {
    mode: &'t [u8],
    name: &'t [u8],
    id: Oid,
}

impl Entry<'_> {
    fn is_tree(&self) -> bool {
        self.mode == b"40000"
    }

    fn is_link(&self) -> bool {
        self.mode == b"120000"
    }

    fn is_file(&self) -> bool {
        self.mode.starts_with(b"100")
    }

    /// What git sorts entries by: the name of a folder as if it ended with `/`.
    fn key(&self) -> impl Iterator<Item = u8> {
        let end = if self.is_tree() { Some(b'/') } else { None };
        self.name.iter().copied().chain(end)
    }
}

/// The entries of a raw tree: `MODE NAME\0` and twenty bytes of name each. It ends where the bytes do not fit.
struct Entries<'t>(&'t [u8]);

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let space = self.0.iter().position(|byte| *byte == b' ')?;
        let zero = space + self.0[space..].iter().position(|byte| *byte == 0)?;
        let id = self.0.get(zero + 1..zero + 21)?;
        let entry = Entry {
            mode: &self.0[..space],
            name: &self.0[space + 1..zero],
            id: Oid::from_bytes(id).ok()?,
        };
        self.0 = &self.0[zero + 21..];
        Some(entry)
    }
}

/// Tree, first parent and the rest of a raw commit.
fn read_commit(id: Oid, raw: &[u8]) -> Option<(Oid, Option<Oid>, Commit)> {
    let (mut tree, mut parent) = (None, None);
    let (mut author, mut time) = (String::new(), (0, 0));
    for line in raw
        .split(|byte| *byte == b'\n')
        .take_while(|line| !line.is_empty())
    {
        let Some(space) = line.iter().position(|byte| *byte == b' ') else {
            continue;
        };
        let (key, rest) = (&line[..space], &line[space + 1..]);
        let oid = || Oid::from_str(std::str::from_utf8(rest).ok()?).ok();
        match key {
            b"tree" if tree.is_none() => tree = oid(),
            b"parent" if parent.is_none() => parent = oid(),
            b"author" => author = signed(rest).0,
            b"committer" => {
                time = signed(rest).1;
                break;
            }
            _ => {}
        }
    }
    let (seconds, offset) = time;
    let day = day(seconds, offset);
    let beyond = if day.0 < 1900 { Date::MIN } else { Date::MAX };
    let minutes = seconds.div_euclid(60).saturating_add(i64::from(offset));
    let commit = Commit {
        id: id.to_string(),
        seconds,
        date: date_of(day).unwrap_or(beyond),
        minute: minutes.rem_euclid(24 * 60) as u16,
        author,
    };
    Some((tree?, parent, commit))
}

/// The name in `Ada Park <ada@example.com> 1772409600 +0100`, and the time with its offset in minutes.
fn signed(line: &[u8]) -> (String, (i64, i32)) {
    let text = String::from_utf8_lossy(line);
    let name = text.split('<').next().unwrap_or_default().trim().to_owned();
    let mut rest = text.rsplit('>').next().unwrap_or_default().split_whitespace();
    let seconds = rest.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let zone: i32 = rest.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    (name, (seconds, zone / 100 * 60 + zone % 100))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    /// Each step as `day: path+ path- path*`, and how it ended.
    fn walked(fixture: &Fixture, folder: &str, until: Option<&str>) -> (Vec<String>, Steps) {
        let repository = Repository::at(fixture.root()).unwrap();
        let from = repository.resolve("HEAD").unwrap();
        let steps = repository
            .walk(Route {
                from: &from,
                folder,
                until,
                wanted: &|path| path.ends_with(".yaml"),
                moved: &mut |tree, _| {
                    use crate::text::Tree;
                    tree.exists("old").then(|| "old".to_owned())
                },
                progress: &mut |_, _| {},
            })
            .unwrap();
        let told = steps.steps.iter().map(|step| {
            let files = step.changes.iter().map(|change| {
                let sign = match (change.old, change.new) {
                    (None, _) => "+",
                    (_, None) => "-",
                    _ => "*",
                };
                format!(" {}{sign}", change.path)
            });
            format!("{}:{}", step.commit.date, files.collect::<String>())
        });
        (told.collect(), steps)
    }

    #[test]
    fn each_commit_tells_the_files_of_the_folder_that_it_touches() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("p/a.yaml", "1"), ("q/x.yaml", "1")]);
        fixture.commit("2026-03-03", &[("p/a.yaml", "1"), ("q/x.yaml", "2")]);
        fixture.commit(
            "2026-03-04",
            &[("p/a.yaml", "2"), ("p/s/b.yaml", "1"), ("p/c.md", "1")],
        );
        fixture.commit(
            "2026-03-05",
            &[("p/s/b.yaml", "1"), ("p/s.yaml", "1"), ("p/.h.yaml", "1")],
        );
        let (told, steps) = walked(&fixture, "p", None);
        assert_eq!(
            told,
            [
                "2026-03-02: a.yaml+",
                "2026-03-04: a.yaml* s/b.yaml+",
                "2026-03-05: a.yaml- s.yaml+"
            ]
        );
        assert!(!steps.is_cut && steps.before.is_empty());
        assert_eq!(
            (
                steps.steps[0].commit.author.as_str(),
                steps.steps[0].commit.minute
            ),
            ("Ada Park", 540)
        );
        let repository = Repository::at(fixture.root()).unwrap();
        let blob = steps.steps[0].changes[0].new.unwrap();
        assert_eq!(repository.blobs().unwrap().blob(blob).unwrap(), b"1");
        // From the root the same files have longer paths.
        assert_eq!(walked(&fixture, "", None).0[0], "2026-03-02: p/a.yaml+ q/x.yaml+");
        assert!(walked(&fixture, "nowhere", None).0.is_empty());
    }

    #[test]
    fn a_known_commit_ends_the_walk_with_its_files() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("p/a.yaml", "1"), ("p/b.yaml", "1")]);
        let known = fixture.commit("2026-03-03", &[("p/a.yaml", "2"), ("p/b.yaml", "1")]);
        fixture.commit("2026-03-04", &[("p/a.yaml", "2"), ("p/b.yaml", "2")]);
        let (told, steps) = walked(&fixture, "p", Some(&known));
        assert_eq!(told, ["2026-03-04: b.yaml*"]);
        assert_eq!(steps.after.as_deref(), Some(&*known));
        let paths: Vec<&str> = steps.before.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["a.yaml", "b.yaml"]);
        // What is known is the newest commit: nothing to tell.
        let repository = Repository::at(fixture.root()).unwrap();
        let head = repository.resolve("HEAD").unwrap().commit;
        assert!(walked(&fixture, "p", Some(&head)).0.is_empty());
    }

    #[test]
    fn a_folder_that_moved_is_followed_and_only_what_changed_with_it_is_told() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("old/a.yaml", "1"), ("old/b.yaml", "1")]);
        fixture.commit("2026-03-03", &[("p/a.yaml", "1"), ("p/b.yaml", "2")]);
        fixture.commit("2026-03-04", &[("p/a.yaml", "2"), ("p/b.yaml", "2")]);
        assert_eq!(
            walked(&fixture, "p", None).0,
            [
                "2026-03-02: a.yaml+ b.yaml+",
                "2026-03-03: b.yaml*",
                "2026-03-04: a.yaml*"
            ]
        );
    }

    #[test]
    fn only_first_parents_count_and_a_merge_brings_what_it_brings() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1"), ("b.yaml", "1")]);
        let side = fixture.commit_on(&first, "2026-03-03", &[("a.yaml", "1"), ("b.yaml", "2")]);
        let main = fixture.commit("2026-03-04", &[("a.yaml", "2"), ("b.yaml", "1")]);
        fixture.merge(&main, &side, "2026-03-05", &[("a.yaml", "2"), ("b.yaml", "2")]);
        assert_eq!(
            walked(&fixture, "", None).0,
            [
                "2026-03-02: a.yaml+ b.yaml+",
                "2026-03-04: a.yaml*",
                "2026-03-05: b.yaml*"
            ]
        );
    }

    #[test]
    fn a_shallow_clone_ends_early_and_says_so() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let second = fixture.commit("2026-03-03", &[("a.yaml", "2")]);
        std::fs::write(fixture.root().join(".git/shallow"), format!("{second}\n")).unwrap();
        fixture.remove_object(&first);
        let (told, steps) = walked(&fixture, "", None);
        assert_eq!(told, ["2026-03-03: a.yaml+"]);
        assert!(steps.is_cut);
    }

    #[test]
    fn hand_made_commits_and_trees_do_no_harm() {
        assert_eq!(signed(b"A B <a@b> 60 -0130"), ("A B".into(), (60, -90)));
        assert_eq!(signed(b"no brackets"), ("no brackets".into(), (0, 0)));
        assert!(read_commit(Oid::ZERO_SHA1, b"tree nonsense\n\n").is_none());
        assert_eq!(Entries(b"100644 a\0too short").count(), 0);
        let far = format!(
            "tree {}\ncommitter x <> {} +99999999\n\n",
            "1".repeat(40),
            i64::MAX
        );
        let (_, _, commit) = read_commit(Oid::ZERO_SHA1, far.as_bytes()).unwrap();
        assert_eq!(commit.date, Date::MAX);
    }
}
