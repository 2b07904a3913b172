//! New texts of files: shown as a diff, or written, each whole or not at all.

use super::Env;
use super::session::Session;
use crate::edit::unified;
use crate::error::{Error, Result};
use crate::report::render::{Look, clean, safe};
use crate::workdir::WorkDir;
use std::collections::BTreeMap;

/// A file before and after.
#[derive(Debug)]
struct Changed {
    old: Vec<u8>,
    new: Vec<u8>,
}

/// The files that change, by path from the root.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<String, Changed>);

impl Changes {
    /// Gives a file a new text, and hands back its new bytes; a byte-order mark that the file has stays.
    pub(super) fn put(&mut self, session: &Session<'_>, path: &str, text: String) -> Result<Vec<u8>> {
        let read = || session.tree.read(path);
        let old = read().map_err(|cause| Error::unreadable(path, cause))?;
        let new = marked(&old, text);
        let known = self.0.entry(path.to_owned());
        known
            .and_modify(|file| file.new.clone_from(&new))
            .or_insert_with(|| Changed {
                old,
                new: new.clone(),
            });
        Ok(new)
    }

    /// The paths.
    pub(super) fn paths(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The paths of files whose bytes really differ.
    fn changed(&self) -> impl Iterator<Item = &str> {
        let differing = self.0.iter().filter(|(_, file)| file.old != file.new);
        differing.map(|(path, _)| path.as_str())
    }

    /// Writes the files.
    pub(super) fn write(&self, session: &Session<'_>) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let folder = WorkDir::open(&session.found.root)?;
        for (path, file) in self.0.iter().filter(|(_, file)| file.old != file.new) {
            folder
                .replace(path, &file.old, &file.new)
                .map_err(|cause| Error::unwritable(path, cause))?;
        }
        Ok(())
    }

    /// The changes as a unified diff.
    pub(super) fn diff(&self, env: &Env, look: &Look) -> String {
        let text: String = self
            .0
            .iter()
            .map(|(path, file)| {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                unified(path, &text(&file.old), &text(&file.new))
            })
            .collect();
        if env.terminal.out {
            // On a terminal nobody applies it, and what steers the terminal must not get through.
            return text.lines().map(|line| format!("{}\n", clean(line))).collect();
        }
        safe(text, look)
    }
}

/// The text as bytes, with the byte-order mark that the file had.
fn marked(old: &[u8], text: String) -> Vec<u8> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    if old.starts_with(MARK) {
        [MARK, text.as_bytes()].concat()
    } else {
        text.into_bytes()
    }
}

/// Writes the changes, or with `diff` only shows them; the text says which files they are in.
pub(super) fn told(
    changes: &Changes,
    env: &Env,
    session: &Session<'_>,
    (diff, quiet): (bool, bool),
) -> Result<String> {
    if diff {
        return Ok(changes.diff(env, &session.look));
    }
    changes.write(session)?;
    if quiet {
        return Ok(String::new());
    }
    let mut text: String = changes
        .changed()
        .map(|path| format!("changed {}\n", clean(path)))
        .collect();
    if text.is_empty() {
        text.push_str("nothing to change\n");
    }
    Ok(text)
}
