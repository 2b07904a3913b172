//! The entities of a program by section and id, for those who hold both only as names.

use crate::model::{Kind, Program, Section};
use crate::parse::Fields;

/// The section of a kind; a launch has its milestone's id and is not asked for.
pub fn section_of(kind: Kind) -> Option<Section> {
    Some(match kind {
        Kind::Milestone => Section::Milestones,
        Kind::Contract => Section::Contracts,
        Kind::Blocker => Section::Blockers,
        Kind::Risk => Section::Risks,
        Kind::Decision => Section::Decisions,
        Kind::Launch => return None,
    })
}

/// The fields of an entity that are written, each on one line, in the order of the format.
pub(super) fn fields_of(program: &Program, section: Section, id: &str) -> Vec<(&'static str, String)> {
    match section {
        Section::Charter => written(Some(&program.charter)),
        Section::Calendar => written(Some(&program.calendar)),
        Section::Teams => written(program.teams.get(id)),
        Section::People => written(program.people.get(id)),
        Section::Milestones => written(program.milestones.get(id)),
        Section::Contracts => written(program.contracts.get(id)),
        Section::Blockers => written(program.blockers.get(id)),
        Section::Risks => written(program.risks.get(id)),
        Section::Decisions => written(program.decisions.get(id)),
        Section::Launches => written(program.launches.get(id)),
    }
}

fn written<V: Fields + Default>(entity: Option<&V>) -> Vec<(&'static str, String)> {
    let Some(entity) = entity else { return Vec::new() };
    let names = V::default().differing(entity);
    names
        .into_iter()
        .filter_map(|name| Some((name, entity.field(name)?)))
        .collect()
}
