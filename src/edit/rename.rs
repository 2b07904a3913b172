//! Another id for an item, wherever a file refers to it: keys, fields that hold ids, and the paths and values of
//! an option's `set`.

use super::repair::is_same;
use super::splice::spliced;
use crate::diagnostic::TextEdit;
use crate::model::{ProgramFile, Section};
use crate::parse::{self, Document, Field, NodeRef, Shape};
use crate::text::{FileSpan, SourceFile};

/// From which id to which.
#[derive(Clone, Copy)]
pub struct Renaming<'n> {
    /// The id that goes.
    pub old: &'n str,
    /// The id that comes.
    pub new: &'n str,
    /// The program that holds the item.
    pub program: &'n str,
    /// Whether the files are that program's own, where the id stands alone.
    pub is_own: bool,
    /// The section of an id of the program that the files are of.
    pub section_of: &'n dyn Fn(&str) -> Option<&'static str>,
}

/// The text of a file with the new id, and how many times it was put in; nothing where the file does not name
/// the old one.
///
/// # Errors
/// When the file would not surely say the same otherwise; in plain words.
pub fn renamed(
    source: &SourceFile,
    document: &Document,
    renaming: &Renaming<'_>,
) -> Result<Option<(String, usize)>, String> {
    let Some(root) = document.root() else {
        return Ok(None);
    };
    let mut search = Search {
        renaming,
        edits: Vec::new(),
        is_lost: false,
    };
    for (section, value) in root.entries() {
        let holds_items = Section::named(section.text()).is_some_and(Section::is_of_items);
        if holds_items && renaming.is_own && !is_alias(value) {
            for (id, _) in value.entries().filter(|(id, _)| id.text() == renaming.old) {
                search.put(id, renaming.old);
            }
        }
        let (_, shape) = ProgramFile::SHAPE.field(section.text());
        search.walk(value, shape);
    }
    let Search {
        mut edits, is_lost, ..
    } = search;
    edits.sort_by_key(|edit| edit.at.span);
    edits.dedup();
    if edits.is_empty() && !is_lost {
        return Ok(None);
    }
    let edits: Vec<&TextEdit> = edits.iter().collect();
    let text = spliced(&source.text, &edits);
    let after = SourceFile::new(source.path.as_str(), text.as_str());
    let (new, faults) = parse::document(document.file(), &after);
    if is_lost || !faults.is_empty() || !is_same(document, &new, &edits) {
        return Err(format!(
            "{} names {} in a way that is not understood; edit it by hand",
            source.path, renaming.old
        ));
    }
    Ok(Some((text, edits.len())))
}

fn is_alias(node: NodeRef<'_>) -> bool {
    node.source().starts_with('*')
}

struct Search<'s, 'n> {
    renaming: &'s Renaming<'n>,
    edits: Vec<TextEdit>,
    is_lost: bool,
}

impl Search<'_, '_> {
    /// Puts the new id in the place of the old one, which is part of a scalar.
    fn put(&mut self, node: NodeRef<'_>, text: &str) {
        let old = self.renaming.old;
        let source = node.source();
        let within = text.rfind(old).unwrap_or(0);
        let Some(start) = source.find(text).map(|at| at + within) else {
            self.is_lost = true;
            return;
        };
        let text = format!(
            "{}{}{}",
            &source[..start],
            self.renaming.new,
            &source[start + old.len()..]
        );
        let at = FileSpan {
            file: node.file(),
            span: node.span(),
        };
        self.edits.push(TextEdit { at, text });
    }

    /// Whether a reference means the item.
    fn is_meant(&self, text: &str) -> bool {
        let Renaming {
            old, program, is_own, ..
        } = *self.renaming;
        match text.split_once('/') {
            Some((of, id)) => of == program && id == old,
            None => is_own && text == old,
        }
    }

    /// The reader bounds how deep a document is.
    fn walk(&mut self, node: NodeRef<'_>, shape: Shape) {
        // What an alias stands for is found where it stands.
        if is_alias(node) {
            return;
        }
        if node.is_sequence() {
            node.items().for_each(|item| self.walk(item, shape.entry()));
        } else if node.is_mapping() && matches!(shape, Shape::Changes) {
            node.entries().for_each(|(key, value)| self.change(key, value));
        } else if node.is_mapping() {
            for (key, value) in node.entries().filter(|(key, _)| key.text() != "was") {
                self.walk(value, shape.field(key.text()).1);
            }
        } else if shape.is_item() && self.is_meant(node.text()) {
            self.put(node, node.text());
        }
    }

    /// `entity.field: value` of an option.
    fn change(&mut self, key: NodeRef<'_>, value: NodeRef<'_>) {
        let text = key.text();
        let is_section = |name: &str| Section::named(name).is_some_and(|section| !section.is_single());
        let (section, path) = match text.split_once('.') {
            Some((first, rest)) if is_section(first) => (Some(first), rest),
            _ => (None, text),
        };
        let (id, field) = path.split_once('.').unwrap_or((path, ""));
        if self.renaming.is_own && id == self.renaming.old && !matches!(section, Some("people" | "teams")) {
            let until = text.len() - path.len() + id.len();
            self.put(key, &text[..until]);
        }
        let section = section.or_else(|| match id {
            "charter" => Some("charter"),
            _ => (self.renaming.section_of)(id),
        });
        let mut shape = ProgramFile::SHAPE.field(section.unwrap_or_default()).1;
        if section != Some("charter") {
            shape = shape.field(id).1;
        }
        for step in field.split('.') {
            shape = shape.field(step).1;
        }
        if field.split('.').next() != Some("was") {
            self.walk(value, shape);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn rename(text: &str, is_own: bool) -> Result<Option<(String, usize)>, String> {
        let source = SourceFile::new("plan.yaml", text);
        let (document, _) = parse::document(FileId(0), &source);
        let section_of = |id: &str| (id == "b").then_some("milestones");
        let renaming = Renaming {
            old: "ga",
            new: "launch-day",
            program: "atlas",
            is_own,
            section_of: &section_of,
        };
        renamed(&source, &document, &renaming)
    }

    #[test]
    fn every_reference_changes_and_nothing_else() {
        let text = "\
charter: {title: ga, target: ga} # ga
milestones:
  ga: {title: ga, serves: [ga], was: [ga], needs: [{id: 'ga', lag: 2d}, ga-two, other/ga, atlas/ga]}
  b: {needs: [ga], owner: ga, team: ga}
risks: {r: {hits: ga, title: \"If ga\"}}
decisions:
  d:
    changes: [\"ga\"]
    options:
      ga: {set: {ga.due: 2026-01-01, \"launches.ga.go\": ga, b.needs: [ga], b.owner: ga, people.ga.until: x}}
launches:
  ga: {items: {ga: ga}, go: d}
";
        let after = "\
charter: {title: ga, target: launch-day} # ga
milestones:
  launch-day: {title: ga, serves: [ga], was: [ga], needs: [{id: 'launch-day', lag: 2d}, ga-two, other/ga, atlas/launch-day]}
  b: {needs: [launch-day], owner: ga, team: ga}
risks: {r: {hits: launch-day, title: \"If ga\"}}
decisions:
  d:
    changes: [\"launch-day\"]
    options:
      ga: {set: {launch-day.due: 2026-01-01, \"launches.launch-day.go\": launch-day, b.needs: [launch-day], b.owner: ga, people.ga.until: x}}
launches:
  launch-day: {items: {ga: launch-day}, go: d}
";
        let (text, count) = rename(text, true).unwrap().unwrap();
        assert_eq!(text, after);
        // target, key, two needs, need of b, hits, changes, three in `set` with two values, launch, its item.
        assert_eq!(count, 13);
    }

    #[test]
    fn another_program_names_it_with_the_program_before_it() {
        let text = "milestones:\n  ga: {needs: [ga, atlas/ga, other/ga]}\n";
        let after = "milestones:\n  ga: {needs: [ga, atlas/launch-day, other/ga]}\n";
        assert_eq!(rename(text, false).unwrap(), Some((after.into(), 1)));
        assert_eq!(rename("milestones: {x: {}}\n", true), Ok(None));
    }
}
