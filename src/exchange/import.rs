//! A table of work as milestones, people and teams in our format. Every row becomes a milestone or is named
//! with the reason why not; every column is read or listed.

use super::columns::{Role, roles};
use super::dates::{self, Order, Reading};
use super::people::Names;
use super::references;
use super::yaml::scalar;
use super::{Remark, Sheet, Unreadable};
use crate::parse::is_slug;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

/// Whose table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// A spreadsheet's, or any tracker's.
    Table,
    /// An export of Jira: it has the columns Summary and Issue key.
    Jira,
}

/// What an import gives.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The YAML.
    pub text: String,
    /// What could not be taken over as it stands, by line.
    pub remarks: Vec<Remark>,
    /// Rows with any text.
    pub rows: usize,
    /// Rows that became milestones.
    pub items: usize,
    /// Headings of columns that were not read.
    pub unread: Vec<String>,
}

/// Reads a table. `order` answers what dates such as 03/04/2026 mean.
///
/// # Errors
/// When no column holds titles.
pub fn import(sheet: &Sheet, flavor: Flavor, order: Option<Order>) -> Result<Imported, Unreadable> {
    let roles = roles(&sheet.head);
    let has = |role: Role| roles.contains(&Some(role));
    if !has(Role::Title) || flavor == Flavor::Jira && !has(Role::Key) {
        let wanted = match flavor {
            Flavor::Table => "Summary, Title or Task name",
            Flavor::Jira => "Summary and Issue key",
        };
        return Err(Unreadable {
            message: format!("no column is called {wanted}"),
            help: format!("the columns are: {}", brief(&sheet.head)),
        });
    }
    let mut reader = Reader {
        roles: &roles,
        orders: orders(sheet, &roles, order),
        people: Names::default(),
        teams: Names::default(),
        named: [BTreeMap::new(), BTreeMap::new()],
        ids: vec![None; sheet.rows.len()],
        rows: HashMap::new(),
        remarks: Vec::new(),
    };
    if order.is_none() {
        reader.say_orders(sheet);
    }
    reader.name(sheet);
    let mut needs = reader.needs(sheet);
    let mut milestones = String::new();
    for (at, (line, cells)) in sheet.rows.iter().enumerate() {
        if let Some(id) = reader.ids[at].clone() {
            let needs = std::mem::take(&mut needs[at]);
            reader.milestone(&mut milestones, *line, cells, &id, &needs);
        }
    }
    let unread = sheet.head.iter().zip(&roles).filter(|(_, role)| role.is_none());
    let mut imported = Imported {
        rows: sheet.rows.len(),
        items: reader.ids.iter().flatten().count(),
        unread: unread
            .map(|(name, _)| name.clone())
            .filter(|name| !name.is_empty())
            .collect(),
        text: reader.sections(&milestones),
        remarks: reader.remarks,
    };
    imported.unread.dedup();
    imported.remarks.sort_by_key(|remark| remark.line);
    Ok(imported)
}

fn brief(head: &[String]) -> String {
    let shown: Vec<&str> = head
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let more = if shown.len() > 12 { ", …" } else { "" };
    format!("{}{more}", shown[..shown.len().min(12)].join(", "))
}

/// For each column of dates the order of its numbers: the user's, else what the column itself shows.
fn orders(sheet: &Sheet, roles: &[Option<Role>], order: Option<Order>) -> Vec<Option<Order>> {
    let is_date = |role: &Option<Role>| {
        matches!(
            role,
            Some(Role::Due | Role::NotBefore | Role::Started | Role::Done)
        )
    };
    let column = |at: usize| {
        let cells = sheet.rows.iter();
        dates::shown(
            cells
                .filter_map(move |(_, cells)| cells.get(at))
                .map(String::as_str),
        )
    };
    let each = roles.iter().enumerate();
    each.map(|(at, role)| order.or_else(|| is_date(role).then(|| column(at)).flatten()))
        .collect()
}

/// What a name in a cell may stand for.
#[derive(Clone, Copy)]
enum Row {
    One(usize),
    Several,
}

pub(super) struct Reader<'s> {
    roles: &'s [Option<Role>],
    pub(super) orders: Vec<Option<Order>>,
    pub(super) people: Names,
    teams: Names,
    /// People and teams by id, with the name as first written.
    pub(super) named: [BTreeMap<String, (String, Option<String>)>; 2],
    /// The id of each row that becomes a milestone.
    ids: Vec<Option<String>>,
    /// Rows by key and by title, in small letters.
    rows: HashMap<String, Row>,
    remarks: Vec<Remark>,
}

impl<'s> Reader<'s> {
    pub(super) fn remark(&mut self, line: u64, is_loss: bool, message: String) {
        self.remarks.push(Remark {
            line,
            message,
            is_loss,
        });
    }

    /// The cells of a role that are not empty, each with its column.
    pub(super) fn cells<'c>(&self, cells: &'c [String], role: Role) -> Vec<(usize, &'c str)> {
        let each = self.roles.iter().enumerate().zip(cells);
        each.filter(|((_, found), cell)| **found == Some(role) && !cell.is_empty())
            .map(|((at, _), cell)| (at, cell.as_str()))
            .collect()
    }

    pub(super) fn cell<'c>(&self, cells: &'c [String], role: Role) -> Option<&'c str> {
        self.cells(cells, role).first().map(|(_, cell)| *cell)
    }

    /// Says which columns showed the order of their dates, where that decided anything.
    fn say_orders(&mut self, sheet: &Sheet) {
        for at in 0..self.roles.len() {
            let Some(order) = self.orders[at] else { continue };
            let mut cells = sheet.rows.iter().filter_map(|(_, cells)| cells.get(at));
            let decided = cells.any(|cell| matches!(dates::read(cell), Reading::Two(..)));
            if decided {
                let first = if order == Order::DayFirst { "day" } else { "month" };
                let message = format!(
                    "{}: read with the {first} first, as other dates of the column show",
                    short(&sheet.head[at])
                );
                self.remark(1, false, message);
            }
        }
    }

    /// Gives each row its id.
    fn name(&mut self, sheet: &Sheet) {
        let mut ids = Names::default();
        let mut titles: Vec<(String, usize)> = Vec::new();
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
            let Some(title) = self.cell(cells, Role::Title) else {
                self.remark(*line, true, "the row has no title; it was left out".into());
                continue;
            };
            let key = self.cell(cells, Role::Key);
            let own = self.cell(cells, Role::Id);
            let fallback = format!("item-{}", key.or(own).unwrap_or(&line.to_string()));
            let name = own.filter(|own| is_slug(own)).unwrap_or(title);
            self.ids[at] = Some(ids.fresh(name, &fallback));
            for key in key.into_iter().chain(own.filter(|own| Some(*own) != key)) {
                let known = self.rows.insert(key.to_lowercase(), Row::One(at));
                if known.is_some() {
                    self.rows.insert(key.to_lowercase(), Row::Several);
                    self.remark(*line, false, format!("the key {key} is there more than once"));
                }
            }
            titles.push((title.to_lowercase(), at));
        }
        // A key that reads like the title of another row stays a key.
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (title, _) in &titles {
            *seen.entry(title.clone()).or_default() += 1;
        }
        for (title, at) in titles {
            let row = if seen[&title] > 1 {
                Row::Several
            } else {
                Row::One(at)
            };
            self.rows.entry(title).or_insert(row);
        }
    }

    /// The entries of `needs` of each row.
    fn needs(&mut self, sheet: &Sheet) -> Vec<Vec<String>> {
        let mut needs: Vec<Vec<String>> = vec![Vec::new(); sheet.rows.len()];
        let mut seen: HashSet<(usize, String)> = HashSet::new();
        for (at, (line, cells)) in sheet.rows.iter().enumerate() {
            let Some(id) = self.ids[at].clone() else { continue };
            for (role, is_forward) in [(Role::Needs, true), (Role::NeededBy, false)] {
                for (_, cell) in self.cells(cells, role) {
                    for (name, entry) in self.references(*line, at, cell) {
                        let (to, text) = match is_forward {
                            true => (at, entry.entry(self.ids[name].as_deref().unwrap_or_default())),
                            false => (name, entry.entry(&id)),
                        };
                        if seen.insert((to, text.clone())) {
                            needs[to].push(text);
                        }
                    }
                }
            }
        }
        needs
    }

    /// The rows that a cell names.
    fn references(&mut self, line: u64, at: usize, cell: &str) -> Vec<(usize, references::Reference)> {
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
            match (row.copied(), reference) {
                (Some(Row::One(row)), _) if row == at => {
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

    fn milestone(&mut self, out: &mut String, line: u64, cells: &[String], id: &str, needs: &[String]) {
        _ = writeln!(out, "  {id}:");
        let mut field = |name: &str, value: &str| _ = writeln!(out, "    {name}: {value}");
        field(
            "title",
            &scalar(self.cell(cells, Role::Title).unwrap_or_default()),
        );
        let own = self.cell(cells, Role::Id).filter(|own| !is_slug(own));
        if let Some(key) = self.cell(cells, Role::Key).or(own) {
            field("ref", &scalar(key));
        }
        for (name, person) in ["owner", "deputy"].into_iter().zip(self.owners(line, cells)) {
            field(name, &person);
        }
        if let Some(team) = self.cell(cells, Role::Team).map(str::to_owned) {
            let team_id = self.teams.id(&team, &format!("team-{line}"));
            self.named[1].entry(team_id.clone()).or_insert((team, None));
            field("team", &team_id);
        }
        if let Some(stream) = self.cell(cells, Role::Workstream) {
            match super::people::slug(stream) {
                Some(slug) => field("workstream", &slug),
                None => self.remark(
                    line,
                    true,
                    format!("workstream {} has no letters for an id", short(stream)),
                ),
            }
        }
        let dates = [
            (Role::Due, "due"),
            (Role::NotBefore, "not_before"),
            (Role::Started, "started"),
        ];
        for (role, name) in dates {
            if let Some(date) = self.date(line, cells, role) {
                field(name, &date);
            }
        }
        if let Some(duration) = self.duration(line, cells) {
            field("duration", &duration);
        }
        if let Some((name, value)) = self.ending(line, cells) {
            field(name, &value);
        }
        if let Some(note) = self.cell(cells, Role::Note) {
            field("note", &scalar(note));
        }
        if !needs.is_empty() {
            field("needs", &format!("[{}]", needs.join(", ")));
        }
        let criteria: Vec<String> = self
            .cells(cells, Role::Accept)
            .iter()
            .flat_map(|(_, cell)| cell.lines())
            .map(|text| text.trim().trim_start_matches(['-', '*', '•']).trim())
            .filter(|text| !text.is_empty())
            .map(scalar)
            .collect();
        if !criteria.is_empty() {
            _ = writeln!(out, "    accept:\n      - {}", criteria.join("\n      - "));
        }
    }

    /// The whole text: people and teams by id, milestones as the rows came.
    fn sections(&self, milestones: &str) -> String {
        let mut text = String::new();
        for (section, key, named) in [
            ("teams", "title", &self.named[1]),
            ("people", "name", &self.named[0]),
        ] {
            if named.is_empty() {
                continue;
            }
            _ = writeln!(text, "{section}:");
            for (id, (name, email)) in named {
                _ = writeln!(text, "  {id}:\n    {key}: {}", scalar(name));
                if let Some(email) = email {
                    _ = writeln!(text, "    email: {}", scalar(email));
                }
            }
        }
        if !milestones.is_empty() {
            _ = write!(text, "milestones:\n{milestones}");
        }
        text
    }
}

/// A text short enough for a sentence.
pub(super) fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    let start: String = text.chars().take(59).collect();
    format!("{start}…")
}
