//! A tree of files to read a program from. Nothing downstream knows whether it is the disk, a git
//! revision or memory.

use super::Sources;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::io;

/// One file of a [`Tree`], or something in its place that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path from the root of the tree, with `/`.
    pub path: String,
    /// Why the file must not be read (for example a link that leads out of the tree), in plain words.
    pub refused: Option<String>,
}

/// Whether a path is that of a YAML file by its ending, in whatever case.
pub fn is_yaml(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// Something that lists paths and reads bytes.
pub trait Tree: Sync {
    /// All files below `folder` (`""` is the root), sorted by path, hidden files and folders left out.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be listed.
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file does not exist or cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Whether a path (file or folder) exists.
    fn exists(&self, path: &str) -> bool;

    /// Whether a file has these bytes; quicker than reading it where files are known by their contents.
    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.read(path).is_ok_and(|own| own == bytes)
    }
}

/// A tree read beside another state of the same files: what is the same in both is not fetched again.
pub struct Beside<'t> {
    tree: &'t dyn Tree,
    known: FxHashMap<&'t str, &'t str>,
}

impl<'t> Beside<'t> {
    /// The tree beside files that were read already.
    pub fn new(tree: &'t dyn Tree, known: &'t Sources) -> Beside<'t> {
        let known = known.iter().map(|(_, file)| (file.path.as_str(), &*file.text));
        Beside {
            tree,
            known: known.collect(),
        }
    }
}

impl Tree for Beside<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.tree.list(folder)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.known.get(path) {
            Some(text) if self.tree.has(path, text.as_bytes()) => Ok(text.as_bytes().to_vec()),
            _ => self.tree.read(path),
        }
    }

    fn exists(&self, path: &str) -> bool {
        self.tree.exists(path)
    }
}

/// A tree some of whose files have another text: repairs that are not written yet.
pub struct Overlaid {
    under: Box<dyn Tree>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Overlaid {
    /// The tree with these files in place of its own.
    pub fn new(under: Box<dyn Tree>, files: BTreeMap<String, Vec<u8>>) -> Overlaid {
        Overlaid { under, files }
    }
}

impl Tree for Overlaid {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.under.list(folder)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.under.read(path),
        }
    }

    fn exists(&self, path: &str) -> bool {
        self.under.exists(path)
    }
}

/// A tree in memory: for tests, and for text that is not saved yet.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryTree {
    /// A tree of the given files.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        MemoryTree {
            files: files
                .into_iter()
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect(),
        }
    }
}

impl Tree for MemoryTree {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
        Ok(self
            .files
            .keys()
            .filter(|path| path.starts_with(&prefix) && !hidden(&path[prefix.len()..]))
            .map(|path| Entry {
                path: path.clone(),
                refused: None,
            })
            .collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn exists(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }
}
