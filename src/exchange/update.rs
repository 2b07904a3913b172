//! What a table changes in a program that knows its rows already: the fields that the table has and that differ,
//! the rows that are new, and the items that have no row any more. What the table does not know stays.

use super::Remark;
use super::fields::{Outcome, outcome};
use super::import::{Imported, short};
use crate::error::Result;
use crate::load::{Loaded, load};
use crate::model::{Milestone, Program, Relation};
use crate::parse::{Duration, Estimate, NodeRef, TeamId, Unit};
use crate::text::MemoryTree;
use std::collections::BTreeSet;

/// What a table changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Fields of items that the program has, by line of the table.
    pub puts: Vec<Put>,
    /// What the program does not have yet, people and teams first.
    pub added: Vec<Addition>,
    /// Open items whose keys are no row's any more, with the first key.
    pub gone: Vec<(String, String)>,
    /// Needs between items of the table that only the program has.
    pub own_needs: Vec<(String, String)>,
    /// What differs and stays as it is in the program, by line.
    pub kept: Vec<Remark>,
    /// Rows that are in the program already.
    pub known: usize,
}

/// A field that gets another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The line of the table.
    pub line: u64,
    /// The milestone.
    pub id: String,
    /// The field.
    pub field: &'static str,
    /// What stands there, on one line.
    pub old: Option<String>,
    /// What comes there.
    pub fate: Fate,
}

/// What becomes of a field; all values are YAML on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this.
    Value(String),
    /// It is a list of these.
    List(Vec<String>),
    /// Its list gets these too.
    More(Vec<String>),
}

/// An entity that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Its section.
    pub section: &'static str,
    /// Its id.
    pub id: String,
    /// Its lines, the first with the id, two spaces to a level.
    pub text: String,
}

/// Compares what was imported for a program with the program. Fields named in `keep` stay.
///
/// # Errors
/// When what was imported cannot be read.
pub fn update(imported: &Imported, held: &Loaded, keep: &[String]) -> Result<Update> {
    let tree = MemoryTree::new([("table.yaml", imported.text.clone().into_bytes())]);
    let table = load(&tree, "", "table")?;
    let mut comparing = Comparing {
        table: &table,
        held,
        keep,
        update: Update::default(),
    };
    comparing.add_named();
    let line = |id: &str| imported.taken.get(id).map_or(u64::MAX, |taken| taken.line);
    let mut rows: Vec<(&str, &Milestone)> = table
        .program
        .milestones
        .iter()
        .map(|(id, new)| (id.as_str(), new))
        .collect();
    rows.sort_by_key(|(id, _)| line(id));
    for (id, new) in rows {
        match held.program.milestones.get(id) {
            Some(old) => {
                let status = imported.taken.get(id).and_then(|taken| taken.status.as_deref());
                let mut row = Row {
                    line: line(id),
                    id,
                    new,
                    old,
                };
                if row.line == u64::MAX {
                    row.line = 1;
                } else {
                    comparing.update.known += 1;
                }
                comparing.fields(row, status);
                comparing.needs(row);
                comparing.accept(row);
            }
            None => comparing.add("milestones", id),
        }
    }
    let mut update = comparing.update;
    update.gone = gone(imported, &held.program);
    update.own_needs = own_needs(imported, &table.program, &held.program);
    update.kept.sort_by_key(|remark| remark.line);
    Ok(update)
}

/// A row and the milestone that it is about.
#[derive(Clone, Copy)]
struct Row<'r> {
    line: u64,
    id: &'r str,
    new: &'r Milestone,
    old: &'r Milestone,
}

struct Comparing<'c> {
    table: &'c Loaded,
    held: &'c Loaded,
    keep: &'c [String],
    update: Update,
}

impl<'c> Comparing<'c> {
    fn put(&mut self, row: Row<'_>, field: &'static str, fate: Fate) {
        let old = written(self.held, row.id, field).map(|node| short(node.source()));
        self.update.puts.push(Put {
            line: row.line,
            id: row.id.to_owned(),
            field,
            old: old.filter(|old| !old.is_empty()),
            fate,
        });
    }

    fn stays(&mut self, row: Row<'_>, message: String) {
        self.update.kept.push(Remark {
            line: row.line,
            message: format!("{}: {message}; left as it is", row.id),
            is_loss: false,
        });
    }

    fn is_kept(&self, field: &str) -> bool {
        self.keep.iter().any(|kept| kept == field)
    }

    /// People and teams, where the program has a section of them: else their ids may be anything, and a
    /// section with some of them would make the others unknown.
    fn add_named(&mut self) {
        let (table, held) = (self.table, &self.held.program);
        if !held.teams.is_empty() {
            for id in table.program.teams.keys() {
                self.add("teams", id.as_str());
            }
        }
        if !held.people.is_empty() {
            for id in table.program.people.keys() {
                self.add("people", id.as_str());
            }
        }
    }

    fn add(&mut self, section: &'static str, id: &str) {
        let Some((key, value)) = self.table.documents.entity(section, id) else {
            return;
        };
        let end = value.span().end.max(key.span().end) as usize;
        let text = &key.whole_source()[key.span().start as usize..end];
        self.update.added.push(Addition {
            section,
            id: id.to_owned(),
            text: text.replace("\n  ", "\n"),
        });
    }

    /// Every field that is one value.
    fn fields(&mut self, row: Row<'_>, status: Option<&str>) {
        let Row { new, old, .. } = row;
        let program = &self.held.program;
        let owner = new.owner.as_ref().or(old.owner.as_ref());
        let person = owner.and_then(|owner| program.people.get(owner.as_str()));
        let deputy = old
            .deputy
            .as_ref()
            .or(person.and_then(|person| person.deputy.as_ref()));
        let team = old
            .team
            .as_ref()
            .or(person.and_then(|person| person.team.as_ref()));
        let stream = old.workstream.as_ref().map(|stream| stream.as_str());
        let stream = stream.or(team.map(TeamId::as_str));
        let differs = [
            ("title", is_other_text(&new.title, &old.title)),
            ("owner", new.owner.is_some() && new.owner != old.owner),
            ("deputy", new.deputy.is_some() && new.deputy.as_ref() != deputy),
            ("team", new.team.is_some() && new.team.as_ref() != team),
            (
                "workstream",
                new.workstream
                    .as_ref()
                    .is_some_and(|new| Some(new.as_str()) != stream),
            ),
            ("due", new.due.is_some() && new.due != old.due),
            (
                "not_before",
                new.not_before.is_some() && new.not_before != old.not_before,
            ),
            ("started", new.started.is_some() && new.started != old.started),
            ("note", is_other_text(&new.note, &old.note)),
            ("ref", !new.ref_.is_empty() && old.ref_.is_empty()),
        ];
        for (field, _) in differs.into_iter().filter(|(_, differs)| *differs) {
            self.value(row, field);
        }
        self.duration(row);
        self.ending(row, status);
        self.status(row, status);
    }

    /// The value that the table has for a field, unless the field is to stay.
    fn value(&mut self, row: Row<'_>, field: &'static str) {
        let node = written(self.table, row.id, field);
        if let Some(node) = node.filter(|_| !self.is_kept(field)) {
            self.put(row, field, Fate::Value(node.source().to_owned()));
        }
    }

    fn duration(&mut self, row: Row<'_>) {
        let Some(Estimate::One(new)) = row.new.duration else {
            return;
        };
        match row.old.duration {
            Some(Estimate::Three(old)) if !is_as_long(new, old[1]) && !self.is_kept("duration") => {
                self.stays(
                    row,
                    format!("three values for its duration, and {new} in the table"),
                );
            }
            Some(Estimate::One(old)) if is_as_long(new, old) => {}
            Some(Estimate::Three(_)) => {}
            _ => self.value(row, "duration"),
        }
    }

    /// How it ended. A fact of the program that the table does not share is a question and no edit.
    fn ending(&mut self, row: Row<'_>, status: Option<&str>) {
        let Row { new, old, .. } = row;
        let said = status.map(outcome);
        let shown = short(status.unwrap_or("done"));
        if let Some(ending) = &old.cancelled {
            if new.done.is_some() || matches!(said, Some(Outcome::Open | Outcome::Other)) {
                let since = ending.date.map_or(String::new(), |date| format!(" since {date}"));
                self.stays(row, format!("cancelled{since}, and {shown} in the table"));
            }
        } else if let Some(done) = old.done {
            let is_open = matches!(said, Some(Outcome::Open | Outcome::Other)) && new.done.is_none();
            if new.cancelled.is_some() || is_open {
                self.stays(row, format!("done since {done}, and {shown} in the table"));
            } else if new.done.is_some() && new.done != old.done {
                self.value(row, "done");
            }
        } else {
            for (field, is_said) in [
                ("done", new.done.is_some()),
                ("cancelled", new.cancelled.is_some()),
            ] {
                if is_said {
                    self.value(row, field);
                }
            }
        }
    }

    /// The state in the tracker's words, where it says more than the dates, or did so before.
    fn status(&mut self, row: Row<'_>, status: Option<&str>) {
        let Some(status) = status.filter(|_| !self.is_kept("x-status")) else {
            return;
        };
        let old = written(self.held, row.id, "x-status").map(|node| short(node.text()));
        let is_ended = row.old.done.is_some() || row.old.cancelled.is_some();
        let is_new = written(self.table, row.id, "x-status").is_some() && !is_ended;
        if (old.is_some() || is_new) && old.as_deref() != Some(&short(status)) {
            self.put(row, "x-status", Fate::Value(super::yaml::scalar(status)));
        }
    }

    /// Needs are added and never dropped: a tracker knows few of those that cross teams.
    fn needs(&mut self, row: Row<'_>) {
        let Some(written) = written(self.table, row.id, "needs").filter(|_| !self.is_kept("needs")) else {
            return;
        };
        let mut more = Vec::new();
        for (need, node) in row.new.needs.iter().zip(written.items()) {
            let Some(id) = &need.id else { continue };
            let Some(old) = row.old.needs.iter().find(|old| old.id.as_ref() == Some(id)) else {
                more.push(node.source().to_owned());
                continue;
            };
            let is_said = need.lag.is_some() || need.relation() != Relation::FS;
            let lag = |lag: Option<crate::parse::Lag>| lag.unwrap_or_default();
            let is_same =
                need.relation() == old.relation() && is_as_long(lag(need.lag).into(), lag(old.lag).into());
            if is_said && !is_same {
                self.stays(
                    row,
                    format!("it needs {id} otherwise than the table says ({})", node.source()),
                );
            }
        }
        if !more.is_empty() {
            self.put(row, "needs", Fate::More(more));
        }
    }

    /// Criteria are the table's as long as nobody has written in the program which of them are met.
    fn accept(&mut self, row: Row<'_>) {
        let Some(written) = written(self.table, row.id, "accept").filter(|_| !self.is_kept("accept")) else {
            return;
        };
        let texts = |of: &Milestone| -> Vec<String> {
            of.accept
                .iter()
                .map(|criterion| plain(criterion.is.as_deref().unwrap_or_default()))
                .collect()
        };
        if texts(row.new) == texts(row.old) {
            return;
        }
        if row
            .old
            .accept
            .iter()
            .any(|old| old.met.is_some() || old.proof.is_some())
        {
            self.stays(
                row,
                "its criteria differ from the table's, and some say when they were met".into(),
            );
            return;
        }
        let list = written.items().map(|node| node.source().to_owned()).collect();
        self.put(row, "accept", Fate::List(list));
    }
}

/// The value of a field of a milestone as it is written.
fn written<'l>(loaded: &'l Loaded, id: &str, field: &str) -> Option<NodeRef<'l>> {
    let (_, item) = loaded.documents.entity("milestones", id)?;
    item.get(field).map(|(_, value)| value)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_other_text(new: &Option<String>, old: &Option<String>) -> bool {
    new.as_deref()
        .is_some_and(|new| old.as_deref().map(plain) != Some(plain(new)))
}

fn is_as_long(one: Duration, other: Duration) -> bool {
    let is_elapsed = |duration: Duration| duration.unit == Unit::Elapsed && duration.amount != 0;
    is_elapsed(one) == is_elapsed(other) && one.rough_days() == other.rough_days()
}

/// The part of a key that all items of its tracker's project share.
fn project(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Open milestones of the projects in the table that have no row.
fn gone(imported: &Imported, program: &Program) -> Vec<(String, String)> {
    let projects: BTreeSet<&str> = imported.keys.iter().map(|key| project(key)).collect();
    let open = program.milestones.iter().filter(|(id, milestone)| {
        milestone.done.is_none() && milestone.cancelled.is_none() && !imported.taken.contains_key(id.as_str())
    });
    let of_table = open.filter(|(_, milestone)| {
        let keys = || milestone.ref_.iter().map(|key| key.to_lowercase());
        keys().any(|key| projects.contains(project(&key))) && !keys().any(|key| imported.keys.contains(&key))
    });
    of_table
        .filter_map(|(id, milestone)| Some((id.to_string(), milestone.ref_.first()?.clone())))
        .collect()
}

/// Needs of the program between rows of the table that the table does not have, if it has any at all.
fn own_needs(imported: &Imported, table: &Program, program: &Program) -> Vec<(String, String)> {
    if table
        .milestones
        .values()
        .all(|milestone| milestone.needs.is_empty())
    {
        return Vec::new();
    }
    let mut own = Vec::new();
    for id in imported.taken.keys() {
        let (Some(new), Some(old)) = (
            table.milestones.get(id.as_str()),
            program.milestones.get(id.as_str()),
        ) else {
            continue;
        };
        let stated: BTreeSet<&str> = new
            .needs
            .iter()
            .filter_map(|need| need.id.as_ref())
            .map(|id| id.as_str())
            .collect();
        let needs = old
            .needs
            .iter()
            .filter_map(|need| need.id.as_ref())
            .map(|id| id.as_str());
        let unstated = needs.filter(|need| imported.taken.contains_key(*need) && !stated.contains(need));
        own.extend(unstated.map(|need| (id.clone(), need.to_owned())));
    }
    own
}
