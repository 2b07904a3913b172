//! `set`: fields of one item, written into the files.

use crate::cli::Env;
use crate::cli::changes::{Changes, told};
use crate::cli::options::{Color, Common};
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::edit::{Splice, Target, set_field, value_text};
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::model::{Edit, ProgramFile, overlay, whereabouts};
use crate::parse::Field;
use clap::Args;
use std::collections::BTreeMap;

/// Options of `set`.
#[derive(Debug, Args)]
#[command(override_usage = "linchpin set [OPTIONS] <ID> <FIELD=VALUE>... [PROGRAM]")]
pub struct Set {
    /// The item: its id, `charter`, `people.ID`, `teams.ID` or `launches.ID`
    id: String,
    /// Fields with their values, such as due=2026-03-31 or residual.prob=10%; last, the program's folder
    /// [default: the nearest one at or above the current folder with a charter, else those that linchpin.yaml
    /// names]
    #[arg(required = true, value_name = "FIELD=VALUE")]
    changes: Vec<String>,
    /// Write nothing; show the change as a diff that `git apply` takes
    #[arg(long)]
    diff: bool,
    /// Say nothing
    #[arg(short, long)]
    quiet: bool,
}

impl Set {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let (program, fields) = match self.changes.split_last() {
            Some((last, fields)) if !last.contains('=') && !fields.is_empty() => (Some(last.clone()), fields),
            _ => (None, &self.changes[..]),
        };
        let edits = fields
            .iter()
            .map(|text| edit(&self.id, text))
            .collect::<Result<Vec<Edit>>>()?;
        let common = Common::here(program, Color::Auto, self.quiet);
        let mut session = Session::open(env, &common)?;
        let mut changes = Changes::default();
        write_fields(&mut session, &edits, &mut changes)?;
        let text = told(&changes, env, &session, (self.diff, self.quiet))?;
        session.finish(&text, 0)
    }
}

/// `field=value` of an item.
pub(super) fn edit(id: &str, text: &str) -> Result<Edit> {
    let form = || {
        Error::new(format!(
            "`{text}` is not of the form field=value, such as due=2026-03-31"
        ))
    };
    let (field, value) = text.split_once('=').ok_or_else(form)?;
    let (field, value) = (field.trim(), value.trim());
    if value.is_empty() && !field.is_empty() {
        return Err(
            Error::new(format!("{field} gets no value")).help("delete the line by hand to drop a field")
        );
    }
    Edit::new(&format!("{id}.{field}"), value).ok_or_else(form)
}

/// Makes the edits in memory; the session then holds the program with them. The result is compared with the
/// what-if of the same edits, which is worked out on another way.
pub(super) fn write_fields(session: &mut Session<'_>, edits: &[Edit], changes: &mut Changes) -> Result<()> {
    let holds = |loaded: &Loaded| {
        edits
            .first()
            .is_some_and(|edit| whereabouts(&loaded.program, edit).is_ok_and(|at| is_written(loaded, at)))
    };
    let at = session.programs.iter().position(holds).unwrap_or(0);
    let plain = |message: String| Error::new(message.trim_start_matches("--set ").to_owned());
    let before = session
        .programs
        .get(at)
        .ok_or_else(|| Error::new("there is no program"))?;
    for edit in edits {
        let place = whereabouts(&before.program, edit).map_err(plain)?;
        if !is_written(before, place) {
            return Err(Error::new(format!("there is no {}", edit.entity)));
        }
    }
    let quoted: Vec<Edit> = edits
        .iter()
        .map(|edit| Edit {
            value: value_text(&edit.value, true),
            ..edit.clone()
        })
        .collect();
    let expected = overlay(&before.program, &before.documents, &quoted).map_err(plain)?;
    let errors = errors_of(before);
    for edit in edits {
        let (path, text) = spliced(&session.programs[at], edit)?;
        let new = changes.put(session, &path, text)?;
        session.overlay(BTreeMap::from([(path, new)]))?;
    }
    let after = &session.programs[at];
    if after.program != expected || errors_of(after) > errors {
        let entity = edits.first().map_or("", |edit| edit.entity.as_str());
        return Err(Error::new(format!(
            "{entity} is laid out in a way that is not understood; nothing was written"
        ))
        .help("edit the file by hand"));
    }
    Ok(())
}

fn is_written(loaded: &Loaded, (section, id): (&str, &str)) -> bool {
    loaded.documents.entity(section, id).is_some()
}

/// How many errors the files have.
pub(super) fn errors_of(loaded: &Loaded) -> usize {
    let errors = loaded
        .findings
        .iter()
        .filter(|found| found.severity == Severity::Error);
    errors.count()
}

/// Path and new text of the file that holds the entity.
fn spliced(loaded: &Loaded, edit: &Edit) -> Result<(String, String)> {
    let (section, id) = whereabouts(&loaded.program, edit).map_err(Error::new)?;
    let target =
        target(loaded, section, id).ok_or_else(|| Error::new(format!("there is no {}", edit.entity)))?;
    let path: Vec<&str> = edit.field.split('.').collect();
    let splice = set_field(target, &path, &edit.value)
        .map_err(|problem| Error::new(format!("{}.{}: {problem}", edit.entity, edit.field)))?;
    let source = loaded.sources.file(target.key.file());
    Ok((source.path.clone(), put(&source.text, &splice)))
}

/// An entity as something to edit, where a file holds it.
pub(super) fn target<'l>(loaded: &'l Loaded, section: &str, id: &str) -> Option<Target<'l>> {
    let (key, value) = loaded.documents.entity(section, id)?;
    let mut documents = loaded.documents.iter();
    let document = documents.find(|document| document.file() == key.file())?;
    let shape = ProgramFile::SHAPE.field(section).1;
    let section = document.root().and_then(|root| root.get(section));
    Some(Target {
        document,
        key,
        value,
        shape: if id.is_empty() { shape } else { shape.field(id).1 },
        in_flow: section.is_some_and(|(_, section)| section.is_flow())
            || document.root().is_some_and(|root| root.is_flow()),
    })
}

fn put(text: &str, splice: &Splice) -> String {
    let (start, end) = (splice.at.start as usize, splice.at.end as usize);
    format!("{}{}{}", &text[..start], splice.text, &text[end..])
}
