//! A table of work as milestones, people and teams in our format. Every row becomes a milestone or is named
//! with the reason why not; every column is read or listed.

use super::columns::{Role, roles};
use super::dates::{self, Order, Reading};
use super::known::{self, Known};
use super::naming::Row;
use super::people::Names;
use super::yaml::scalar;
use super::{Remark, Sheet, Unreadable};
use crate::model::{Milestone, Program};
use crate::parse::{Field, is_slug};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    /// The rows that became milestones, by id.
    pub taken: BTreeMap<String, Taken>,
    /// Keys of the rows, in small letters.
    pub keys: BTreeSet<String>,
    /// Items of the program that are no milestones and have a row.
    pub others: BTreeSet<String>,
}

/// A row that became a milestone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Its line.
    pub line: u64,
    /// Its key in the tracker.
    pub key: Option<String>,
    /// Its state in the tracker, as written there.
    pub status: Option<String>,
}

/// Reads a table. `order` answers what dates such as 03/04/2026 mean. With a program, what it knows already
/// keeps the id that it has there.
///
/// # Errors
/// When no column holds titles.
pub fn import(
    sheet: &Sheet,
    flavor: Flavor,
    order: Option<Order>,
    program: Option<&Program>,
) -> Result<Imported, Unreadable> {
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
        people: program.map(known::people).unwrap_or_default(),
        teams: program.map(known::teams).unwrap_or_default(),
        named: [BTreeMap::new(), BTreeMap::new()],
        known: None,
        ids: vec![None; sheet.rows.len()],
        rows: HashMap::new(),
        imported: Imported::default(),
    };
    if order.is_none() {
        reader.say_orders(sheet);
    }
    reader.meet(sheet, program);
    reader.name(sheet);
    let mut needs = reader.needs(sheet);
    let mut milestones = String::new();
    for (at, (line, cells)) in sheet.rows.iter().enumerate() {
        if let Some(id) = reader.ids[at].clone() {
            let needs = needs.remove(&id).unwrap_or_default();
            reader.milestone(&mut milestones, *line, cells, &id, &needs);
        }
    }
    // Items without a row of their own whose row is named as one that they need.
    for (id, needs) in needs.into_iter().collect::<BTreeMap<_, _>>() {
        _ = writeln!(milestones, "  {id}:\n    needs: [{}]", needs.join(", "));
    }
    let text = reader.sections(&milestones);
    let unread = sheet.head.iter().zip(&roles).filter(|(_, role)| role.is_none());
    let mut imported = Imported {
        rows: sheet.rows.len(),
        items: reader.ids.iter().flatten().count(),
        unread: unread
            .map(|(name, _)| name.clone())
            .filter(|name| !name.is_empty())
            .collect(),
        text,
        ..reader.imported
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

pub(super) struct Reader<'s> {
    pub(super) roles: &'s [Option<Role>],
    pub(super) orders: Vec<Option<Order>>,
    pub(super) people: Names,
    teams: Names,
    /// People and teams by id, with the name as first written.
    pub(super) named: [BTreeMap<String, (String, Option<String>)>; 2],
    /// What the program knows, if the rows are for one.
    pub(super) known: Option<Known<'s>>,
    /// The id of each row that becomes a milestone.
    pub(super) ids: Vec<Option<String>>,
    /// Ids by key and by title, in small letters.
    pub(super) rows: HashMap<String, Row>,
    pub(super) imported: Imported,
}

impl<'s> Reader<'s> {
    pub(super) fn remark(&mut self, line: u64, is_loss: bool, message: String) {
        self.imported.remarks.push(Remark {
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

    /// One milestone, its fields in the order of the format.
    fn milestone(&mut self, out: &mut String, line: u64, cells: &[String], id: &str, needs: &[String]) {
        let mut fields: Vec<(&str, String)> = Vec::new();
        if let Some(title) = self.cell(cells, Role::Title) {
            fields.push(("title", scalar(title)));
        }
        if let Some(key) = self.key(cells) {
            fields.push(("ref", scalar(key)));
        }
        fields.extend(["owner", "deputy"].into_iter().zip(self.owners(line, cells)));
        if let Some(team) = self.cell(cells, Role::Team).map(str::to_owned) {
            let team_id = self.teams.id(&team, &format!("team-{line}"));
            if !self.teams.is_given(&team_id) {
                self.named[1].entry(team_id.clone()).or_insert((team, None));
            }
            fields.push(("team", team_id));
        }
        if let Some(stream) = self.cell(cells, Role::Workstream) {
            match super::people::slug(stream) {
                Some(slug) => fields.push(("workstream", slug)),
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
            fields.extend(self.date(line, cells, role).map(|date| (name, date)));
        }
        fields.extend(self.duration(line, cells).map(|duration| ("duration", duration)));
        fields.extend(self.ending(line, cells, id));
        if let Some(note) = self.cell(cells, Role::Note) {
            fields.push(("note", scalar(note)));
        }
        if !needs.is_empty() {
            fields.push(("needs", format!("[{}]", needs.join(", "))));
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
            fields.push(("accept", format!("\n      - {}", criteria.join("\n      - "))));
        }
        fields.sort_by_key(|(name, _)| Milestone::SHAPE.field(name).0);
        _ = writeln!(out, "  {id}:");
        for (name, value) in fields {
            let space = if value.starts_with('\n') { "" } else { " " };
            _ = writeln!(out, "    {name}:{space}{value}");
        }
        let taken = Taken {
            line,
            key: self.key(cells).map(str::to_owned),
            status: self.cell(cells, Role::Status).map(str::to_owned),
        };
        self.imported.taken.insert(id.to_owned(), taken);
    }

    /// What the row is called in its tracker.
    pub(super) fn key<'c>(&self, cells: &'c [String]) -> Option<&'c str> {
        let own = || self.cell(cells, Role::Id).filter(|own| !is_slug(own));
        self.cell(cells, Role::Key).or_else(own)
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
