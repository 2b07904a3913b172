//! What-if: a program with some fields otherwise. The item is patched as text and read again, so that a
//! what-if knows every field, form and "did you mean" that the files know.

use super::{Documents, Kind, Program, Section};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::parse::{self, Document, NodeRef};
use serde::Deserialize;

/// One edit: `entity.field=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// `data-backfill`, `charter`, `people.chen`, `teams.web`, `calendar`, `launches.ga`.
    pub entity: String,
    /// `duration`, or a way down: `residual.prob`.
    pub field: String,
    /// The value as YAML on one line.
    pub value: String,
}

impl Edit {
    /// Reads `entity.field=value`.
    ///
    /// # Errors
    /// When it has another form, in one sentence.
    pub fn parse(text: &str) -> Result<Edit, String> {
        let form =
            || format!("`{text}` is not of the form entity.field=value, such as data-backfill.duration=12d");
        let (path, value) = text.split_once('=').ok_or_else(form)?;
        Edit::new(path.trim(), value.trim()).ok_or_else(form)
    }

    /// An edit of a path `entity.field`.
    pub fn new(path: &str, value: &str) -> Option<Edit> {
        let (first, rest) = path.split_once('.')?;
        let (entity, field) = match Section::named(first) {
            Some(section) if !section.is_single() => {
                let (id, field) = rest.split_once('.')?;
                (section.entity(id), field)
            }
            _ => (first.to_owned(), rest),
        };
        let is_whole = !entity.is_empty() && !field.is_empty() && !value.is_empty();
        is_whole.then(|| Edit {
            entity,
            field: field.into(),
            value: value.into(),
        })
    }
}

/// The program with the edits made, in their order.
///
/// # Errors
/// When an edit names nothing that exists or its value does not fit, in one sentence with the nearest fix.
pub fn overlay(program: &Program, documents: &Documents, edits: &[Edit]) -> Result<Program, String> {
    let mut program = program.clone();
    // Later edits of the same entity build on the earlier ones.
    let mut patches: Vec<(&str, Document)> = Vec::new();
    for edit in edits {
        let (section, id) = whereabouts(&program, edit)?;
        let earlier = patches.iter().rev().find(|(entity, _)| *entity == edit.entity);
        let written = documents.entity(section, id).map(|(_, value)| value);
        let node = match earlier {
            Some((_, document)) => document.root(),
            None => written,
        };
        let path: Vec<&str> = edit.field.split('.').collect();
        let document = parse::patched(node, &path, &edit.value)
            .map_err(|problem| format!("--set {}.{}: {problem}", edit.entity, edit.field))?;
        if let Some(root) = document.root() {
            let before = written
                .map(|node| replace(&mut program.clone(), section, id, node))
                .unwrap_or_default();
            let found = replace(&mut program, section, id, root);
            if let Some(problem) = found.into_iter().find(|problem| is_new(problem, &before, &path)) {
                let help = problem.help.map(|help| format!("; {help}")).unwrap_or_default();
                return Err(format!(
                    "--set {}.{}: {}{help}",
                    edit.entity, edit.field, problem.message
                ));
            }
        }
        patches.push((&edit.entity, document));
    }
    program.settle();
    Ok(program)
}

/// Whether a finding is the edit's doing and not the file's.
fn is_new(problem: &Diagnostic, before: &[Diagnostic], path: &[&str]) -> bool {
    let is_old = before
        .iter()
        .any(|old| old.rule == problem.rule && old.message == problem.message);
    let is_here = problem.field.as_deref() == path.first().copied();
    problem.severity == crate::diagnostic::Severity::Error && !is_old && is_here
}

/// Section and id of the entity that an edit names.
///
/// # Errors
/// When there is none, with the nearest name.
pub fn whereabouts<'e>(program: &Program, edit: &'e Edit) -> Result<(&'static str, &'e str), String> {
    match edit.entity.split_once('.') {
        Some(("people", id)) => return Ok(("people", id)),
        Some(("teams", id)) => return Ok(("teams", id)),
        Some(("launches", id)) => return Ok(("launches", id)),
        _ => {}
    }
    match edit.entity.as_str() {
        "charter" => return Ok(("charter", "")),
        "calendar" => return Ok(("calendar", "")),
        _ => {}
    }
    if let Some(kind) = program.kind(&edit.entity) {
        return Ok((kind.section(), &edit.entity));
    }
    let near = did_you_mean(&edit.entity, program.ids().map(|(_, id)| id.as_str()));
    let help = near
        .map(|near| format!("; did you mean {near}?"))
        .unwrap_or_default();
    Err(format!(
        "--set {}.{}: there is no {}{help}",
        edit.entity, edit.field, edit.entity
    ))
}

/// Reads an entity anew from a node and puts it in its place; returns what was wrong with it.
pub(super) fn replace(
    program: &mut Program,
    section: &'static str,
    id: &str,
    node: NodeRef<'_>,
) -> Vec<Diagnostic> {
    fn read<T: for<'de> Deserialize<'de> + Default>(
        node: NodeRef<'_>,
        path: &[&str],
        put: impl FnOnce(T),
    ) -> Vec<Diagnostic> {
        let (value, found) = parse::typed(node, path);
        put(value);
        found
    }
    let path = [section, id];
    match section {
        "charter" => read(node, &path[..1], |value| {
            program.charter = value;
            program.has_charter = true;
        }),
        "calendar" => read(node, &path[..1], |value| program.calendar = value),
        "people" => read(node, &path, |value| drop(program.people.insert(id.into(), value))),
        "teams" => read(node, &path, |value| drop(program.teams.insert(id.into(), value))),
        "launches" => read(node, &path, |value| {
            drop(program.launches.insert(id.into(), value))
        }),
        section if section == Kind::Milestone.section() => read(node, &path, |value| {
            drop(program.milestones.insert(id.into(), value))
        }),
        section if section == Kind::Contract.section() => read(node, &path, |value| {
            drop(program.contracts.insert(id.into(), value))
        }),
        section if section == Kind::Blocker.section() => read(node, &path, |value| {
            drop(program.blockers.insert(id.into(), value))
        }),
        section if section == Kind::Risk.section() => {
            read(node, &path, |value| drop(program.risks.insert(id.into(), value)))
        }
        _ => read(node, &path, |value| {
            drop(program.decisions.insert(id.into(), value))
        }),
    }
}
