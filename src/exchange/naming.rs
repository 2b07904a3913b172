//! Which item each row is, and which items its cells name.

use super::columns::Role;
use super::import::{Reader, short};
use super::known::{Found, Known, plain};
use super::people::Names;
use super::{Sheet, references};
use crate::model::Program;
use crate::parse::is_slug;
use std::collections::{HashMap, HashSet};

/// What a name in a cell may stand for.
#[derive(Clone)]
pub(super) enum Row {
    /// The item of this id.
    One(String),
    /// More than one.
    Several,
}

impl<'s> Reader<'s> {
    /// Notes the keys of the rows, and what the program knows of them.
    pub(super) fn meet(&mut self, sheet: &Sheet, program: Option<&'s Program>) {
        let mut titles: HashMap<String, usize> = HashMap::new();
        for (_, cells) in &sheet.rows {
            for role in [Role::Key, Role::Id] {
                let key = self.cell(cells, role).map(str::to_lowercase);
                self.imported.keys.extend(key);
            }
            if let Some(title) = self.cell(cells, Role::Title) {
                *titles.entry(plain(title)).or_default() += 1;
            }
        }
        self.known = program.map(|program| Known::new(program, &self.imported.keys, titles));
    }

    /// Gives each row its id.
    pub(super) fn name(&mut self, sheet: &Sheet) {
        let mut ids = Names::default();
        for id in self.known.iter().flat_map(|known| known.ids()) {
            ids.take(id);
        }
        let mut claimed: HashMap<String, u64> = HashMap::new();
        let mut titles: Vec<(String, String)> = Vec::new();
        for (at, (line, cells)) in sheet.rows.iter().enumerate() {
            if cells.iter().skip(self.roles.len()).any(|cell| !cell.is_empty()) {
                let number = cells.len();
                let columns = self.roles.len();
                self.remark(
                    *line,
                    true,
                    format!("the row has {number} cells and there are {columns} columns"),
                );
            }
            let key = self.cell(cells, Role::Key);
            let own = self.cell(cells, Role::Id);
            let keys = || key.into_iter().chain(own.filter(|own| Some(*own) != key));
            let Some(title) = self.cell(cells, Role::Title) else {
                self.remark(*line, true, "the row has no title; it was left out".into());
                continue;
            };
            let id = match self.held(*line, cells, title) {
                Some(Row::One(id)) => id,
                Some(Row::Several) => continue,
                None => {
                    let fallback = format!("item-{}", key.or(own).unwrap_or(&line.to_string()));
                    let name = own.filter(|own| is_slug(own)).unwrap_or(title);
                    ids.fresh(name, &fallback)
                }
            };
            for key in keys() {
                let known = self.rows.insert(key.to_lowercase(), Row::One(id.clone()));
                if known.is_some() {
                    self.rows.insert(key.to_lowercase(), Row::Several);
                    self.remark(*line, false, format!("the key {key} is there more than once"));
                }
            }
            titles.push((title.to_lowercase(), id.clone()));
            if self.known.as_ref().is_some_and(|known| known.is_other(&id)) {
                self.imported.others.insert(id);
            } else if let Some(first) = claimed.insert(id.clone(), *line) {
                claimed.insert(id.clone(), first);
                let message = format!("{id} is on line {first} already; the row was left out");
                self.remark(*line, true, message);
            } else {
                self.ids[at] = Some(id);
            }
        }
        // A key that reads like the title of another row stays a key.
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (title, _) in &titles {
            *seen.entry(title.clone()).or_default() += 1;
        }
        for (title, id) in titles {
            let row = if seen[&title] > 1 {
                Row::Several
            } else {
                Row::One(id)
            };
            self.rows.entry(title).or_insert(row);
        }
        for (name, row) in self.known.iter().flat_map(|known| known.names()) {
            self.rows.entry(name).or_insert(row);
        }
    }

    /// The item of the program that a row is about; several where that cannot be told, which is said.
    fn held(&mut self, line: u64, cells: &[String], title: &str) -> Option<Row> {
        let known = self.known.as_ref()?;
        let key = self.key(cells);
        let own = self.cell(cells, Role::Id).filter(|own| is_slug(own));
        let message = match known.find(key, own, title) {
            Found::One(id) => return Some(Row::One(id.to_owned())),
            Found::None => return None,
            Found::Several => match key {
                Some(key) => format!(
                    "{}: more than one item has this key as `ref`; the row was left out",
                    short(key)
                ),
                None => format!(
                    "{}: more than one is called so, and the row has no key; it was left out",
                    short(title)
                ),
            },
            Found::Named(id) => format!(
                "{}: {id} is called so and has no `ref`; the row was left out, write `ref: {}` there if it is the same",
                short(title),
                short(key.unwrap_or_default())
            ),
        };
        self.remark(line, true, message);
        Some(Row::Several)
    }

    /// The entries of `needs` of each item.
    pub(super) fn needs(&mut self, sheet: &Sheet) -> HashMap<String, Vec<String>> {
        let mut needs: HashMap<String, Vec<String>> = HashMap::new();
        let mut seen: HashSet<(String, String)> = HashSet::new();
        for (at, (line, cells)) in sheet.rows.iter().enumerate() {
            let Some(id) = self.ids[at].clone() else { continue };
            for (role, is_forward) in [(Role::Needs, true), (Role::NeededBy, false)] {
                for (_, cell) in self.cells(cells, role) {
                    for (name, entry) in self.references(*line, &id, cell) {
                        let (to, text) = match is_forward {
                            true => (id.clone(), entry.entry(&name)),
                            false => (name, entry.entry(&id)),
                        };
                        let is_milestone = self.known.as_ref().is_none_or(|known| !known.is_other(&to));
                        if is_milestone && seen.insert((to.clone(), text.clone())) {
                            needs.entry(to).or_default().push(text);
                        }
                    }
                }
            }
        }
        needs
    }

    /// The items that a cell of the row of `id` names.
    fn references(&mut self, line: u64, id: &str, cell: &str) -> Vec<(String, references::Reference)> {
        let mut found = Vec::new();
        // A title may hold a comma: the whole cell is tried first.
        let whole = self.rows.contains_key(&cell.to_lowercase());
        let parts: Vec<&str> = if whole {
            vec![cell]
        } else {
            references::parts(cell).collect()
        };
        for part in parts {
            let reference = references::read(part, |name| self.rows.contains_key(name));
            let row = reference
                .as_ref()
                .and_then(|reference| self.rows.get(&reference.name));
            match (row.cloned(), reference) {
                (Some(Row::One(row)), _) if row == id => {
                    self.remark(line, true, "the row depends on itself; that was left out".into());
                }
                (Some(Row::One(row)), Some(reference)) => found.push((row, reference)),
                (Some(Row::Several), _) => {
                    let message = format!("{}: more than one row is called so; name its key", short(part));
                    self.remark(line, true, message);
                }
                _ => {
                    let message = format!(
                        "{}: no row has this key or title; the tie was left out",
                        short(part)
                    );
                    self.remark(line, true, message);
                }
            }
        }
        found
    }
}
