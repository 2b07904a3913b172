//! Baselines: a list of findings that were there when a team began, in a file kept beside the program. They
//! are shown and cannot fail; what is new can. One line a finding, sorted, without line numbers, so that it
//! merges well and an edit elsewhere changes nothing in it.

use super::{Check, output};
use crate::checks::{Fingerprint, Outcome, find, program_word};
use crate::cli::Env;
use crate::cli::session::Session;
use crate::error::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Marks the findings that the baseline has, or writes it. The lines of the baseline that nothing was found
/// for are the result; nothing without a baseline.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn apply(
    check: &Check,
    env: &Env,
    session: &Session<'_>,
    outcomes: &mut [Outcome],
) -> Result<Option<Vec<String>>> {
    if let Some(path) = &check.write_baseline {
        let text = written(session, outcomes);
        Env::replace(&env.cwd.join(path), text.as_bytes())
            .map_err(|cause| Error::unwritable(path.display(), cause))?;
        if !check.common.quiet {
            let number = text.lines().count();
            let findings = crate::report::render::words::count(number, "finding");
            let path = path.display().to_string();
            let path = crate::report::render::clean(&path);
            Env::complain(&format!(
                "note: listed {findings} in {path}; check with --baseline {path}\n"
            ));
        }
        for found in outcomes.iter_mut().flat_map(|outcome| &mut outcome.findings) {
            found.new = Some(false);
        }
        return Ok(None);
    }
    let Some(path) = &check.baseline else {
        return Ok(None);
    };
    let shown = path.display().to_string();
    let bytes = Env::read(&env.cwd.join(path)).map_err(|cause| {
        Error::unreadable(&shown, cause).help(format!("write one: `linchpin check --write-baseline {shown}`"))
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Error::new(format!("`{shown}` is no UTF-8 text")))?;
    let mut known = read(&text, &shown)?;
    mark(session, outcomes, &mut known);
    let programs: BTreeSet<String> = session
        .programs
        .iter()
        .map(|loaded| program_word(loaded.program.id.as_str()))
        .collect();
    known.retain(|fingerprint, _| programs.contains(fingerprint.program()));
    Ok(Some(known.into_values().map(str::to_owned).collect()))
}

/// The lines of a new baseline.
fn written(session: &Session<'_>, outcomes: &[Outcome]) -> String {
    let judged = output::judged(session, outcomes);
    let entries = judged.iter().flat_map(|judged| judged.entries());
    let lines: BTreeSet<String> = entries
        .map(|entry| format!("{} {}\n", entry.fingerprint, entry.fingerprint.hash()))
        .collect();
    lines.into_iter().collect()
}

/// The lines of a baseline by what they name; empty lines and comments are skipped.
fn read<'t>(text: &'t str, path: &str) -> Result<BTreeMap<Fingerprint, &'t str>> {
    let mut known = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // A renamed rule is found under the name it has now.
        let fingerprint = Fingerprint::read(line, |rule| find(rule).map(|rule| rule.name));
        let Some(fingerprint) = fingerprint else {
            return Err(
                Error::new(format!("{path}:{}: this line names no finding", number + 1))
                    .help("a line is `rule program item field hash`, as --write-baseline writes it"),
            );
        };
        known.insert(fingerprint, line);
    }
    Ok(known)
}

/// Marks each finding as new or not, and takes what was found out of the baseline.
fn mark(session: &Session<'_>, outcomes: &mut [Outcome], known: &mut BTreeMap<Fingerprint, &str>) {
    let judged = output::judged(session, outcomes);
    let mut marks = Vec::new();
    for judged in &judged {
        marks.extend(
            judged
                .entries()
                .map(|entry| known.remove(entry.fingerprint).is_none()),
        );
        // What is suppressed now needs no line any more, and what needs none is stale: nothing to do.
    }
    let findings = outcomes.iter_mut().flat_map(|outcome| &mut outcome.findings);
    for (found, is_new) in findings.zip(marks) {
        // What the base has too stays old.
        found.new = Some(is_new && found.new != Some(false));
    }
}
