//! `check --fix`: makes the certain repairs of findings, over and over until none is left (a key put right
//! shows that its value is misspelt), and writes each file whole. Nothing is written before everything is
//! decided.

use super::Check;
use crate::checks::Outcome;
use crate::cli::Env;
use crate::cli::session::Session;
use crate::edit::{repair, unified};
use crate::error::{Error, Result};
use crate::git::Base;
use crate::report::render::words::count;
use crate::report::render::{Look, clean};
use crate::workdir::WorkDir;
use std::collections::BTreeMap;

/// How many times repairs are looked for.
const ROUNDS: usize = 8;

/// A file before and after.
pub(super) struct Changed {
    old: Vec<u8>,
    new: Vec<u8>,
}

/// Repairs that were made in memory.
pub(super) struct Fixes {
    /// The files that change, by path from the root.
    pub(super) files: BTreeMap<String, Changed>,
    /// Each repair as a line.
    pub(super) made: Vec<String>,
    /// What is found after them; with `--diff`, what is found now.
    pub(super) outcomes: Vec<Outcome>,
}

/// Makes the repairs in memory. Without `--diff` the session then holds the repaired programs.
pub(super) fn prepare(
    check: &Check,
    session: &mut Session<'_>,
    base: Option<&Base>,
    first: Vec<Outcome>,
) -> Result<Fixes> {
    let mut fixes = Fixes {
        files: BTreeMap::new(),
        made: Vec::new(),
        outcomes: first,
    };
    let mut after = None;
    for _ in 0..ROUNDS {
        let outcomes = after.as_ref().unwrap_or(&fixes.outcomes);
        let mut texts = BTreeMap::new();
        for (loaded, outcome) in session.programs.iter().zip(outcomes) {
            let repaired = repair(&outcome.findings, &loaded.sources);
            for found in repaired.made {
                let (Some(at), Some(fix)) = (found.at, &found.fix) else {
                    continue;
                };
                let file = loaded.sources.file(at.file);
                let place = file.position(at.span.start);
                let line = format!("{}:{}:{}: {}", file.path, place.line, place.column, fix.title);
                fixes.made.push(line);
            }
            for (file, text) in repaired.texts {
                texts.insert(loaded.sources.file(file).path.clone(), text);
            }
        }
        if texts.is_empty() {
            break;
        }
        let mut changed = BTreeMap::new();
        for (path, text) in texts {
            let bytes = session
                .tree
                .read(&path)
                .map_err(|cause| Error::unreadable(&path, cause))?;
            let new = marked(&bytes, text);
            let known = fixes.files.entry(path.clone());
            known
                .and_modify(|file| file.new.clone_from(&new))
                .or_insert_with(|| Changed {
                    old: bytes,
                    new: new.clone(),
                });
            changed.insert(path, new);
        }
        session.overlay(changed)?;
        after = Some(check.judge(session, base, false)?);
    }
    if check.diff {
        session.lift()?;
    } else if let Some(after) = after {
        fixes.outcomes = after;
    }
    Ok(fixes)
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

/// Writes the files, each whole or not at all.
pub(super) fn write(session: &Session<'_>, files: &BTreeMap<String, Changed>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let folder = WorkDir::open(&session.found.root)?;
    for (path, file) in files {
        folder
            .replace(path, &file.old, &file.new)
            .map_err(|cause| Error::unwritable(path, cause))?;
    }
    Ok(())
}

/// Says on standard error what was mended.
pub(super) fn tell(made: &[String], quiet: bool) {
    if made.is_empty() || quiet {
        return;
    }
    let mut text: String = made
        .iter()
        .map(|line| format!("fixed: {}\n", clean(line)))
        .collect();
    text.push_str(&format!("note: {} made\n", count(made.len(), "repair")));
    Env::complain(&text);
}

/// The changes as a unified diff.
pub(super) fn diff(files: &BTreeMap<String, Changed>, env: &Env, look: &Look) -> String {
    let text: String = files
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
    crate::report::render::safe(text, look)
}
