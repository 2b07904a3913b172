//! `import --update`: a table's rows put into the program that knows them already.

use super::Import;
use crate::cli::Env;
use crate::cli::adding::{apply, begun};
use crate::cli::changes::{Changes, told};
use crate::cli::commands::set::{errors_of, target};
use crate::cli::options::{Color, Common};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::edit::{Splice, added, extended, relisted, set_field};
use crate::error::{Error, Result};
use crate::exchange::{self, Addition, Fate, Imported, Put, Remark, Update};
use crate::load::Loaded;
use crate::model::Program;
use crate::parse::{Document, NodeRef};
use crate::report::render::clean;
use crate::report::render::words::count;
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The fields that a table can set.
const FIELDS: [&str; 17] = [
    "title",
    "owner",
    "deputy",
    "team",
    "workstream",
    "due",
    "duration",
    "needs",
    "not_before",
    "started",
    "done",
    "cancelled",
    "accept",
    "note",
    "ref",
    "x-status",
    "status",
];

/// How many names a line of the report holds.
const MOST_NAMES: usize = 12;

type Reading<'r> = &'r dyn Fn(Option<&Program>) -> Result<Imported>;

impl Import {
    pub(super) fn update(&self, env: &Env, read: Reading<'_>) -> Result<u8> {
        let keep = self.kept_fields()?;
        let common = Common::here(self.program.clone(), Color::Auto, self.quiet);
        let mut session = Session::open(env, &common)?;
        let [loaded] = session.programs.as_slice() else {
            return Err(
                Error::new("a table belongs to one program").help(format!("name one: {}", session.folders()))
            );
        };
        if loaded.is_broken() {
            return Err(
                Error::new("a file of the program cannot be read; nothing was written")
                    .help("run `linchpin check` to see it"),
            );
        }
        let before = (loaded.program.clone(), errors_of(loaded));
        let imported = read(Some(&loaded.program))?;
        let update = exchange::update(&imported, loaded, &keep)?;
        let mut changes = Changes::default();
        let refused = put_all(&mut session, &update.puts, &mut changes)?;
        add_all(&mut session, &imported, &update.added, &mut changes)?;
        let after = &session.programs[0];
        let again = exchange::update(&read(Some(&after.program))?, after, &keep)?;
        if let Some(odd) = misread(&again, &refused)
            .or_else(|| differing(&before.0, &after.program, &update))
            .or_else(|| (errors_of(after) > before.1).then(|| "the program".to_owned()))
        {
            return Err(Error::new(format!(
                "{odd} is laid out in a way that is not understood; nothing was written"
            ))
            .help("anchors, tags and merge keys are edited by hand"));
        }
        let mut remarks: Vec<&Remark> = imported
            .remarks
            .iter()
            .chain(&update.kept)
            .chain(refused.values())
            .collect();
        remarks.sort_by_key(|remark| remark.line);
        let text = told(&changes, env, &session, (self.diff, self.quiet))?;
        Env::complain(&self.remarks(remarks.iter().copied()));
        let report = if self.quiet {
            String::new()
        } else {
            report(&imported, &update, &refused)
        };
        let code = u8::from(remarks.iter().any(|remark| remark.is_loss));
        if self.diff {
            Env::complain(&report);
            return session.finish(&text, code);
        }
        session.finish(&format!("{report}{text}"), code)
    }

    /// The names of the fields to keep.
    fn kept_fields(&self) -> Result<Vec<String>> {
        for field in &self.keep {
            if !FIELDS.contains(&field.as_str()) {
                let error = Error::usage(format!("--keep {field}: no table sets this field"));
                return Err(match did_you_mean(field, FIELDS) {
                    Some(near) => error.help(format!("did you mean {near}?")),
                    None => error.help(format!("fields are: {}", FIELDS.join(", "))),
                });
            }
        }
        let own = |field: &String| {
            if field == "status" {
                "x-status".to_owned()
            } else {
                field.clone()
            }
        };
        Ok(self.keep.iter().map(own).collect())
    }
}

/// Fields that could not be set, by item, each with the reason.
type Refused = BTreeMap<(String, &'static str), Remark>;

/// Sets the fields in memory, one of each item at a time; hands back what could not be set.
fn put_all(session: &mut Session<'_>, puts: &[Put], changes: &mut Changes) -> Result<Refused> {
    let mut refused = Refused::new();
    let mut left: Vec<&Put> = puts.iter().collect();
    while !left.is_empty() {
        let mut busy: HashSet<&str> = HashSet::new();
        let (now, later): (Vec<&Put>, Vec<&Put>) = left.into_iter().partition(|put| busy.insert(&put.id));
        let mut splices: BTreeMap<FileId, Vec<Splice>> = BTreeMap::new();
        for put in now {
            match spliced(&session.programs[0], put) {
                Ok((file, splice)) => splices.entry(file).or_default().push(splice),
                Err(problem) => {
                    let remark = Remark {
                        line: put.line,
                        message: format!("{}.{}: {problem}", put.id, put.field),
                        is_loss: true,
                    };
                    refused.insert((put.id.clone(), put.field), remark);
                }
            }
        }
        apply(session, splices, changes)?;
        left = later;
    }
    Ok(refused)
}

fn spliced(loaded: &Loaded, put: &Put) -> std::result::Result<(FileId, Splice), String> {
    let target = target(loaded, "milestones", &put.id).ok_or("it is not written")?;
    let splice = match &put.fate {
        Fate::Value(value) => set_field(target, &[put.field], value),
        Fate::List(entries) => relisted(target, put.field, entries),
        Fate::More(entries) => extended(target, put.field, entries),
    };
    Ok((target.key.file(), splice?))
}

/// Adds the new entities in memory: milestones to the file that holds most of those that have a row.
fn add_all(
    session: &mut Session<'_>,
    imported: &Imported,
    additions: &[Addition],
    changes: &mut Changes,
) -> Result<()> {
    let loaded = &session.programs[0];
    let mut splices: BTreeMap<FileId, Vec<Splice>> = BTreeMap::new();
    let sections: BTreeSet<&str> = additions.iter().map(|addition| addition.section).collect();
    for section in sections {
        let new = additions.iter().filter(|addition| addition.section == section);
        let mut new: Vec<(&str, &str)> = new.map(|new| (new.id.as_str(), new.text.as_str())).collect();
        new.sort_unstable();
        let found = match section {
            "milestones" => busiest(loaded, imported),
            _ => loaded.documents.entity(section, ""),
        };
        match found {
            Some(found) => {
                let made = added(found, &new).map_err(Error::new)?;
                splices.entry(found.0.file()).or_default().extend(made);
            }
            None => {
                let (file, splice) = begun(loaded, section, &new)?;
                splices.entry(file).or_default().push(splice);
            }
        }
    }
    apply(session, splices, changes)
}

/// The section of milestones of the file that holds most of those with a row, else most of all.
fn busiest<'l>(loaded: &'l Loaded, imported: &Imported) -> Option<(NodeRef<'l>, NodeRef<'l>)> {
    let section = |document: &'l Document| document.root()?.get("milestones");
    let sections: Vec<(NodeRef<'l>, NodeRef<'l>)> = loaded.documents.iter().filter_map(section).collect();
    let weight = |(_, value): &(NodeRef<'l>, NodeRef<'l>)| {
        let ids = value.entries();
        let rows = ids
            .filter(|(id, _)| imported.taken.contains_key(id.text()))
            .count();
        (rows, value.entries().count())
    };
    // Of equals the first.
    sections.into_iter().rev().max_by_key(weight)
}

/// What the table still changes, although it was put in.
fn misread(again: &Update, refused: &Refused) -> Option<String> {
    let put = again
        .puts
        .iter()
        .find(|put| !is_refused(put, refused))
        .map(|put| &put.id);
    put.or_else(|| again.added.first().map(|added| &added.id))
        .cloned()
}

fn is_refused(put: &Put, refused: &Refused) -> bool {
    refused.contains_key(&(put.id.clone(), put.field))
}

/// The first item that is not as it should be: as before, but for the fields that were set and the entities
/// that were added.
fn differing(before: &Program, after: &Program, update: &Update) -> Option<String> {
    let mut expected = before.clone();
    for put in &update.puts {
        let old = expected.milestones.get_mut(put.id.as_str());
        let (Some(old), Some(new)) = (old, after.milestones.get(put.id.as_str()).cloned()) else {
            return Some(put.id.clone());
        };
        match put.field {
            "title" => old.title = new.title,
            "owner" => old.owner = new.owner,
            "deputy" => old.deputy = new.deputy,
            "team" => old.team = new.team,
            "workstream" => old.workstream = new.workstream,
            "due" => old.due = new.due,
            "duration" => old.duration = new.duration,
            "not_before" => old.not_before = new.not_before,
            "started" => old.started = new.started,
            "done" => old.done = new.done,
            "cancelled" => old.cancelled = new.cancelled,
            "accept" => old.accept = new.accept,
            "note" => old.note = new.note,
            "ref" => old.ref_ = new.ref_,
            "needs" => {
                if !new.needs.starts_with(&old.needs) {
                    return Some(put.id.clone());
                }
                old.needs = new.needs;
            }
            _ => {}
        }
    }
    for Addition { section, id, .. } in &update.added {
        let id = id.as_str();
        match *section {
            "people" => drop(
                after
                    .people
                    .get(id)
                    .map(|new| expected.people.insert(id.into(), new.clone())),
            ),
            "teams" => drop(
                after
                    .teams
                    .get(id)
                    .map(|new| expected.teams.insert(id.into(), new.clone())),
            ),
            _ => drop(
                after
                    .milestones
                    .get(id)
                    .map(|new| expected.milestones.insert(id.into(), new.clone())),
            ),
        }
    }
    expected.settle();
    if expected == *after {
        return None;
    }
    let mut odd = expected.milestones.iter();
    let odd = odd.find(|(id, milestone)| after.milestones.get(id.as_str()) != Some(milestone));
    Some(odd.map_or("the program".into(), |(id, _)| id.to_string()))
}

/// What was changed, added and left.
fn report(imported: &Imported, update: &Update, refused: &Refused) -> String {
    let mut text = String::new();
    let made = update.puts.iter().filter(|put| !is_refused(put, refused));
    let made: Vec<&Put> = made.collect();
    for put in &made {
        let new = match &put.fate {
            Fate::Value(value) => match &put.old {
                Some(old) => format!("{old} → {value}"),
                None => value.clone(),
            },
            Fate::List(entries) => format!("now {}", entries.join("; ")),
            Fate::More(entries) => format!("also {}", entries.join(", ")),
        };
        text.push_str(&format!("  {}.{}: {}\n", put.id, put.field, clean(&new)));
    }
    for Addition { section, id, .. } in &update.added {
        let key = imported.taken.get(id).and_then(|taken| taken.key.as_deref());
        let key = key.map_or(String::new(), |key| format!(" ({})", clean(key)));
        let section = if *section == "milestones" {
            ""
        } else {
            &format!("{section}.")
        };
        text.push_str(&format!("  new: {section}{id}{key}\n"));
    }
    let gone = update
        .gone
        .iter()
        .map(|(id, key)| format!("{id} ({})", clean(key)));
    if !update.gone.is_empty() {
        text.push_str(&format!(
            "{} no row any more: {}; nothing was deleted, write `cancelled:` where that is meant\n",
            if update.gone.len() == 1 {
                "1 open item has".into()
            } else {
                format!("{} open items have", update.gone.len())
            },
            first_of(gone)
        ));
    }
    let needs = update
        .own_needs
        .iter()
        .map(|(id, need)| format!("{id} needs {need}"));
    if !update.own_needs.is_empty() {
        text.push_str(&format!(
            "only the program says, and keeps: {}\n",
            first_of(needs)
        ));
    }
    if !imported.others.is_empty() {
        text.push_str(&format!(
            "{} of contracts and decisions, which stay as they are\n",
            count(imported.others.len(), "row")
        ));
    }
    text.push_str(&super::unread(imported));
    let changed: BTreeSet<&str> = made.iter().map(|put| put.id.as_str()).collect();
    let new = imported.items - update.known;
    let left = imported.rows - imported.items - imported.others.len();
    text.push_str(&format!(
        "{}: {} changed, {new} new, {left} left out\n",
        count(imported.rows, "row"),
        count(changed.len(), "milestone")
    ));
    text
}

/// As many names as a line holds.
fn first_of(names: impl ExactSizeIterator<Item = String>) -> String {
    let number = names.len();
    let mut shown = names.take(MOST_NAMES).collect::<Vec<_>>().join(", ");
    if number > MOST_NAMES {
        shown.push_str(&format!(" and {} more", number - MOST_NAMES));
    }
    shown
}
