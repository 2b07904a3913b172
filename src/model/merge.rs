//! Many files, one program: sections are merged by id; what is defined twice is a finding at both places,
//! and the first by path stands.

use super::{
    Blocker, Contract, Decision, Documents, Kind, Launch, Milestone, Person, Program, ProgramFile, Risk, Team,
};
use crate::diagnostic::Diagnostic;
use crate::parse::{ItemId, Map, NodeRef, PersonId, Slug, TeamId};
use crate::text::FileSpan;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Merges the files of one program, given in the order of their paths, with the documents they were read from.
pub fn merge(
    folder_name: &str,
    files: Vec<ProgramFile>,
    documents: &Documents,
) -> (Program, Vec<Diagnostic>) {
    let program = assemble(folder_name, files);
    let mut found = twice_across_files(documents);
    found.extend(twice_across_kinds(&program, documents));
    (program, found)
}

/// One program of many files, given in the order of their paths; of what is defined twice the first stands.
pub fn assemble(folder_name: &str, files: Vec<ProgramFile>) -> Program {
    let mut program = Program::default();
    let mut charters = 0;
    let mut calendars = 0;
    let mut parts = Parts::default();
    for file in files {
        if let Some(charter) = file.charter {
            if charters == 0 {
                program.charter = charter;
            }
            charters += 1;
        }
        if let Some(calendar) = file.calendar {
            if calendars == 0 {
                program.calendar = calendar;
            }
            calendars += 1;
        }
        parts.teams.push(file.teams);
        parts.people.push(file.people);
        parts.milestones.push(file.milestones);
        parts.contracts.push(file.contracts);
        parts.blockers.push(file.blockers);
        parts.risks.push(file.risks);
        parts.decisions.push(file.decisions);
        parts.launches.push(file.launches);
    }
    program.teams = Map::union(parts.teams);
    program.people = Map::union(parts.people);
    program.milestones = Map::union(parts.milestones);
    program.contracts = Map::union(parts.contracts);
    program.blockers = Map::union(parts.blockers);
    program.risks = Map::union(parts.risks);
    program.decisions = Map::union(parts.decisions);
    program.launches = Map::union(parts.launches);
    program.has_charter = charters > 0;
    program.id = program
        .charter
        .id
        .clone()
        .unwrap_or_else(|| Slug::from(folder_name));
    program.settle();
    program
}

/// The sections of all files, in the order of their paths.
#[derive(Default)]
struct Parts {
    teams: Vec<Map<TeamId, Team>>,
    people: Vec<Map<PersonId, Person>>,
    milestones: Vec<Map<ItemId, Milestone>>,
    contracts: Vec<Map<ItemId, Contract>>,
    blockers: Vec<Map<ItemId, Blocker>>,
    risks: Vec<Map<ItemId, Risk>>,
    decisions: Vec<Map<ItemId, Decision>>,
    launches: Vec<Map<ItemId, Launch>>,
}

/// Entities and single sections that more than one file defines.
fn twice_across_files(documents: &Documents) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(String, String), FileSpan> = BTreeMap::new();
    let mut found = Vec::new();
    if documents.iter().nth(1).is_none() {
        return found;
    }
    let mut see = |section: &str, id: &str, key: NodeRef<'_>, found: &mut Vec<Diagnostic>| {
        let at = FileSpan {
            file: key.file(),
            span: key.span(),
        };
        match first.get(&(section.to_owned(), id.to_owned())) {
            Some(before) if before.file != at.file => {
                let name = if id.is_empty() { section } else { id };
                found.push(
                    Diagnostic::new("duplicate-id", format!("{name} is defined twice"))
                        .with_at(at)
                        .with_id(name)
                        .with_help("keep one of the two, or give one another id")
                        .with_label(*before, "first here"),
                );
            }
            Some(_) => {}
            None => {
                first.insert((section.to_owned(), id.to_owned()), at);
            }
        }
    };
    for document in documents.iter() {
        let Some(root) = document.root() else { continue };
        for (section, value) in root.entries() {
            match section.text() {
                single @ ("charter" | "calendar") => see(single, "", section, &mut found),
                name => {
                    for (id, _) in value.entries() {
                        see(name, id.text(), id, &mut found);
                    }
                }
            }
        }
    }
    found
}

/// Ids that stand for things of different kinds.
fn twice_across_kinds(program: &Program, documents: &Documents) -> Vec<Diagnostic> {
    let mut first: FxHashMap<&ItemId, Kind> = FxHashMap::default();
    let mut found = Vec::new();
    for (kind, id) in program.ids() {
        let Some(before) = first.get(id).copied() else {
            first.insert(id, kind);
            continue;
        };
        let message = format!("{id} is both a {} and a {}", before.as_str(), kind.as_str());
        let mut diagnostic = Diagnostic::new("duplicate-id", message)
            .with_id(id.as_str())
            .with_help("rename one of the two; ids are unique over all kinds");
        let place = |kind: Kind| documents.find(&super::Place::item(kind.section(), id.as_str()));
        diagnostic.at = place(kind);
        if let Some(at) = place(before) {
            diagnostic = diagnostic.with_label(at, "first here");
        }
        found.push(diagnostic);
    }
    found
}
