//! A tree over the disk: what is in the work tree, read as it is now.
#![allow(clippy::disallowed_methods, reason = "the home of reading files")]

use crate::text::{Entry, Tree};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders nested deeper than this are not entered.
const DEEPEST: usize = 64;

/// The files below a folder of the disk.
#[derive(Clone, Debug)]
pub struct WorkDir {
    root: PathBuf,
    real: PathBuf,
}

impl WorkDir {
    /// The tree below `root`.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn new(root: impl Into<PathBuf>) -> io::Result<WorkDir> {
        let root = root.into();
        let real = fs::canonicalize(&root)?;
        Ok(WorkDir { root, real })
    }

    /// The folder on the disk.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn walk(&self, folder: &str, depth: usize, entries: &mut Vec<Entry>) -> io::Result<()> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.root.join(folder))? {
            names.push(entry?.file_name());
        }
        names.sort();
        for name in names {
            let shown = name.to_string_lossy();
            if shown.starts_with('.') {
                continue;
            }
            let path = if folder.is_empty() {
                shown.to_string()
            } else {
                format!("{folder}/{shown}")
            };
            let refuse = |why: &str| Entry {
                path: path.clone(),
                refused: Some(why.into()),
            };
            let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
            if name.to_str().is_none() {
                if is_yaml {
                    entries.push(refuse("a file whose name is not UTF-8; it is not read"));
                }
                continue;
            }
            let disk = self.root.join(&path);
            let is_link = fs::symlink_metadata(&disk).is_ok_and(|meta| meta.file_type().is_symlink());
            if is_link && !fs::canonicalize(&disk).is_ok_and(|real| real.starts_with(&self.real)) {
                if is_yaml || fs::metadata(&disk).is_ok_and(|meta| meta.is_dir()) {
                    entries.push(refuse("a link that leads out of the folder or nowhere; it is not read"));
                }
                continue;
            }
            match fs::metadata(&disk) {
                // A linked folder is read where it is, once; so no link can lead in a circle.
                Ok(meta) if meta.is_dir() => {
                    if !is_link && depth < DEEPEST && self.walk(&path, depth + 1, entries).is_err() {
                        entries.push(refuse("a folder that cannot be read"));
                    }
                }
                Ok(meta) if meta.is_file() => entries.push(Entry { path, refused: None }),
                Ok(_) if is_yaml => entries.push(refuse("no regular file; it is not read")),
                Err(_) if is_yaml => entries.push(refuse("a file that cannot be read")),
                _ => {}
            }
        }
        Ok(())
    }
}

impl Tree for WorkDir {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        self.walk(folder, 0, &mut entries)?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }

    fn exists(&self, path: &str) -> bool {
        let disk = self.root.join(path);
        fs::canonicalize(disk).is_ok_and(|real| real.starts_with(&self.real))
    }
}
