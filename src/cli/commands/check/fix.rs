//! `check --fix`: makes the certain repairs of findings, over and over until none is left (a key put right
//! shows that its value is misspelt), and writes each file whole. Nothing is written before everything is
//! decided.

use super::Check;
use crate::checks::Outcome;
use crate::cli::Env;
use crate::cli::changes::Changes;
use crate::cli::session::Session;
use crate::edit::repair;
use crate::error::Result;
use crate::git::Base;
use crate::report::render::clean;
use crate::report::render::words::count;
use std::collections::BTreeMap;

/// How many times repairs are looked for.
const ROUNDS: usize = 8;

/// Repairs that were made in memory.
pub(super) struct Fixes {
    /// The files that change.
    pub(super) files: Changes,
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
        files: Changes::default(),
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
            let new = fixes.files.put(session, &path, text)?;
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
