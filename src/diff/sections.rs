//! The entities of two programs side by side: where they differ, field by field, and one difference carried
//! over from one program to another.

use crate::model::{Program, Section};
use crate::parse::{Fields, ItemId, Map, Renames};

/// One difference: a field of an entity, or with no field the entity as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The section.
    pub section: Section,
    /// The id; empty for charter and calendar.
    pub id: String,
    /// The field; `None` where the entity was added or removed.
    pub field: Option<&'static str>,
    /// The value before, on one line; of a removed entity all of it.
    pub old: Option<String>,
    /// The value after; of an added entity all of it.
    pub new: Option<String>,
}

impl Edit {
    /// Whether it brings a whole entity.
    pub fn is_addition(&self) -> bool {
        self.field.is_none() && self.old.is_none()
    }

    /// Whether it takes a whole entity away.
    pub fn is_removal(&self) -> bool {
        self.field.is_none() && self.new.is_none()
    }

    /// Whether it is the date of an item of another program, which no file of this one says.
    pub fn is_elsewhere(&self) -> bool {
        self.id.contains('/')
    }

    /// The entity as `--set` names it: `ga`, `charter`, `people.chen`, `launches.ga`.
    pub fn entity(&self) -> String {
        self.section.entity(&self.id)
    }
}

/// Where two programs differ, by section, id and the order of the fields; also whole entities, first.
pub fn compare(base: &Program, head: &Program) -> Vec<Edit> {
    let mut edits = Vec::new();
    one(Section::Charter, "", &base.charter, &head.charter, &mut edits);
    one(Section::Calendar, "", &base.calendar, &head.calendar, &mut edits);
    all(Section::Teams, &base.teams, &head.teams, &mut edits);
    all(Section::People, &base.people, &head.people, &mut edits);
    all(
        Section::Milestones,
        &base.milestones,
        &head.milestones,
        &mut edits,
    );
    all(Section::Contracts, &base.contracts, &head.contracts, &mut edits);
    all(Section::Blockers, &base.blockers, &head.blockers, &mut edits);
    all(Section::Risks, &base.risks, &head.risks, &mut edits);
    all(Section::Decisions, &base.decisions, &head.decisions, &mut edits);
    all(Section::Launches, &base.launches, &head.launches, &mut edits);
    edits
}

fn one<V: Fields>(section: Section, id: &str, base: &V, head: &V, edits: &mut Vec<Edit>) {
    for field in base.differing(head) {
        edits.push(Edit {
            section,
            id: id.to_owned(),
            field: Some(field),
            old: base.field(field),
            new: head.field(field),
        });
    }
}

fn all<K: Ord + AsRef<str>, V: Fields + PartialEq>(
    section: Section,
    base: &Map<K, V>,
    head: &Map<K, V>,
    edits: &mut Vec<Edit>,
) {
    let mut whole = |id: &K, old: Option<&V>, new: Option<&V>| {
        let written = |side: Option<&V>| side.map(|value| value.written().unwrap_or_default());
        edits.push(Edit {
            section,
            id: id.as_ref().to_owned(),
            field: None,
            old: written(old),
            new: written(new),
        });
    };
    // One walk over both, so that the order is that of the ids whichever side an entity is on.
    let (mut old, mut new) = (base.iter().peekable(), head.iter().peekable());
    let mut shared = Vec::new();
    loop {
        match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some((id, before)), Some((other, after))) if id == other => {
                if before != after {
                    shared.push((*id, *before, *after));
                }
                old.next();
                new.next();
            }
            (Some((id, value)), Some((other, _))) if id < other => {
                whole(id, Some(value), None);
                old.next();
            }
            (Some((id, value)), None) => {
                whole(id, Some(value), None);
                old.next();
            }
            (_, Some((id, value))) => {
                whole(id, None, Some(value));
                new.next();
            }
        }
    }
    for (id, before, after) in shared {
        one(section, id.as_ref(), before, after, edits);
    }
}

/// Makes the entity or field of an edit what it is in `from`.
pub fn put(program: &mut Program, edit: &Edit, from: &Program) {
    let id = edit.id.as_str();
    match edit.section {
        Section::Charter => {
            let field = edit.field.unwrap_or_default();
            program.charter.take(field, &from.charter);
            if field == "id" {
                program.id = from.id.clone();
            }
            let is_empty = program.charter == crate::model::Charter::default();
            program.has_charter = from.has_charter || (program.has_charter && !is_empty);
        }
        Section::Calendar => program
            .calendar
            .take(edit.field.unwrap_or_default(), &from.calendar),
        Section::Teams => place(&mut program.teams, id, edit.field, &from.teams),
        Section::People => place(&mut program.people, id, edit.field, &from.people),
        Section::Milestones => place(&mut program.milestones, id, edit.field, &from.milestones),
        Section::Contracts => place(&mut program.contracts, id, edit.field, &from.contracts),
        Section::Blockers => place(&mut program.blockers, id, edit.field, &from.blockers),
        Section::Risks => place(&mut program.risks, id, edit.field, &from.risks),
        Section::Decisions => {
            place(&mut program.decisions, id, edit.field, &from.decisions);
            program.settle();
        }
        Section::Launches => place(&mut program.launches, id, edit.field, &from.launches),
    }
}

fn place<K, V>(into: &mut Map<K, V>, id: &str, field: Option<&str>, from: &Map<K, V>)
where
    K: Ord + std::hash::Hash + Clone + std::borrow::Borrow<str>,
    V: Fields + Clone,
{
    match (field, from.get_key_value(id)) {
        (None, Some((key, value))) => drop(into.insert(key.clone(), value.clone())),
        (None, None) => drop(into.remove(id)),
        (Some(field), Some((_, value))) => {
            if let Some(own) = into.get_mut(id) {
                own.take(field, value);
            }
        }
        (Some(_), None) => {}
    }
}

/// The program with new ids in the place of old ones, everywhere.
pub fn renamed(program: &Program, names: &Renames) -> Program {
    fn keys<V: crate::parse::Field>(map: &mut Map<ItemId, V>, names: &Renames) {
        for (mut id, mut value) in std::mem::take(map) {
            crate::parse::Field::rename(&mut id, names);
            value.rename(names);
            map.insert(id, value);
        }
    }
    use crate::parse::Field;
    let mut program = program.clone();
    if names.is_empty() {
        return program;
    }
    program.charter.rename(names);
    keys(&mut program.milestones, names);
    keys(&mut program.contracts, names);
    keys(&mut program.blockers, names);
    keys(&mut program.risks, names);
    keys(&mut program.decisions, names);
    keys(&mut program.launches, names);
    program.settle();
    program
}
