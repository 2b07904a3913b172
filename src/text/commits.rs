//! What happened to the files of a folder, commit by commit: what a repository hands over to those who read
//! a program through time, as a [`Tree`](super::Tree) is what it hands over of one moment.

use super::Date;
use std::fmt;
use std::io;

/// The name of a file's content: the same bytes have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(pub [u8; 20]);

/// One commit of the first-parent history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full hash in hexadecimal.
    pub id: String,
    /// The committer's time in seconds since 1970, UTC.
    pub seconds: i64,
    /// The day of it on the committer's own clock.
    pub date: Date,
    /// The time of day on that clock, in minutes.
    pub minute: u16,
    /// Who wrote the change.
    pub author: String,
}

impl Commit {
    /// The beginning of the hash, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..7).unwrap_or(&self.id)
    }
}

/// A file that a commit brought, took away or gave another content. Paths are from the program's folder,
/// wherever that lay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path.
    pub path: String,
    /// What was in it before; `None` where it is new.
    pub old: Option<Blob>,
    /// What is in it after; `None` where it is gone.
    pub new: Option<Blob>,
}

/// A commit that touches the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// The files, by path.
    pub changes: Vec<FileChange>,
}

/// All commits that touch a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Oldest first, as the first parents lead.
    pub steps: Vec<Step>,
    /// The files before the first of them, by path; none at the beginning of all.
    pub before: Vec<(String, Blob)>,
    /// The commit before the first of them, where the walk was to end there.
    pub after: Option<String>,
    /// Whether the clone ends before history does.
    pub is_cut: bool,
}

/// Something that gives contents by name.
pub trait Blobs: Sync {
    /// The bytes of a content.
    ///
    /// # Errors
    /// When it is not there.
    fn blob(&self, blob: Blob) -> io::Result<Vec<u8>>;
}

impl fmt::Display for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
