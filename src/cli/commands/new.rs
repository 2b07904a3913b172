//! `new`: an item with the fields that its kind is asked for, at its place among the others of the kind.

use super::set::{edit, errors_of, write_fields};
use crate::cli::Env;
use crate::cli::adding::{apply, begun, fullest};
use crate::cli::changes::{Changes, told};
use crate::cli::options::{Color, Common};
use crate::cli::session::Session;
use crate::edit::added;
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::model::{Edit, Section};
use crate::parse::is_slug;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

/// Options of `new`.
#[derive(Debug, Args)]
#[command(override_usage = "linchpin new [OPTIONS] <KIND> <ID> [FIELD=VALUE]... [PROGRAM]")]
pub struct New {
    /// What it is
    #[arg(value_enum)]
    kind: Kind,
    /// Its id: lower-case words joined by hyphens, such as data-backfill; of a launch the id of its milestone
    id: String,
    /// Fields with their values, such as owner=chen; the others that its kind is asked for are left to fill in.
    /// Last, the program's folder [default: the nearest one at or above the current folder with a charter, else
    /// that which linchpin.yaml names]
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// Write nothing; show the change as a diff that `git apply` takes
    #[arg(long)]
    diff: bool,
    /// Say nothing
    #[arg(short, long)]
    quiet: bool,
}

/// What can be new.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Milestone,
    Contract,
    Blocker,
    Risk,
    Decision,
    Launch,
    Person,
    Team,
}

impl Kind {
    fn section(self) -> Section {
        match self {
            Kind::Milestone => Section::Milestones,
            Kind::Contract => Section::Contracts,
            Kind::Blocker => Section::Blockers,
            Kind::Risk => Section::Risks,
            Kind::Decision => Section::Decisions,
            Kind::Launch => Section::Launches,
            Kind::Person => Section::People,
            Kind::Team => Section::Teams,
        }
    }

    /// The fields that it is asked for once the program delivers, in the order of the format.
    fn asked(self) -> &'static [&'static str] {
        match self {
            Kind::Milestone => &["title", "owner", "due", "accept"],
            Kind::Contract => &["title", "from", "to", "owner", "promised"],
            Kind::Blocker => &["title", "blocks", "waiting_on", "expected"],
            Kind::Risk => &["title", "owner", "prob", "delay", "hits", "response", "review_by"],
            Kind::Decision => &["title", "decider", "decide_by", "options"],
            Kind::Launch => &["ops", "items", "roles"],
            Kind::Person => &["name", "team"],
            Kind::Team => &["title", "lead"],
        }
    }
}

impl New {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let (program, fields) = match self.fields.split_last() {
            Some((last, fields)) if !last.contains('=') => (Some(last.clone()), fields),
            _ => (None, &self.fields[..]),
        };
        let section = self.kind.section();
        let entity = section.entity(&self.id);
        let edits: Vec<Edit> = fields
            .iter()
            .map(|text| edit(&entity, text))
            .collect::<Result<_>>()?;
        let common = Common::here(program, Color::Auto, self.quiet);
        let mut session = Session::open(env, &common)?;
        let loaded = session.only()?;
        self.fits(loaded, section)?;
        let errors = errors_of(loaded);
        let mut lines = format!("{}:\n", self.id);
        for field in self.kind.asked() {
            lines.push_str(&format!("  {field}:\n"));
        }
        let new = [(self.id.as_str(), lines.as_str())];
        let (file, splices) = match fullest(loaded, section.as_str()) {
            Some(found) => (found.0.file(), added(found, &new).map_err(Error::new)?),
            None => {
                let (file, splice) = begun(loaded, section.as_str(), &new)?;
                (file, vec![splice])
            }
        };
        let mut changes = Changes::default();
        apply(&mut session, BTreeMap::from([(file, splices)]), &mut changes)?;
        if errors_of(&session.programs[0]) > errors {
            return Err(Error::new(format!(
                "{} is laid out in a way that is not understood; nothing was written",
                section.as_str()
            ))
            .help("edit the file by hand"));
        }
        if !edits.is_empty() {
            write_fields(&mut session, &edits, &mut changes)?;
        }
        let mut text = told(&changes, env, &session, (self.diff, self.quiet))?;
        let given = |field: &&&str| {
            edits
                .iter()
                .any(|edit| edit.field.split('.').next() == Some(**field))
        };
        let open: Vec<&str> = self
            .kind
            .asked()
            .iter()
            .filter(|field| !given(field))
            .copied()
            .collect();
        if !self.diff && !self.quiet && !open.is_empty() {
            text.push_str(&format!("to fill in: {}\n", open.join(", ")));
        }
        session.finish(&text, 0)
    }

    /// Whether the id can be given.
    fn fits(&self, loaded: &Loaded, section: Section) -> Result<()> {
        let id = self.id.as_str();
        if !is_slug(id) {
            return Err(Error::new(format!("`{id}` is no id"))
                .help("an id is lower-case words joined by hyphens, 2 to 64 letters: data-backfill"));
        }
        let is_taken = |section: &Section| loaded.documents.entity(section.as_str(), id).is_some();
        let program = &loaded.program;
        if section == Section::Launches && !program.milestones.contains_key(id) {
            return Err(Error::new(format!("there is no milestone {id} to launch"))
                .help(format!("first: linchpin new milestone {id} kind=launch")));
        }
        // Items share one namespace, in which a launch has the id of its milestone.
        let is_item = |other: &Section| other.kind().is_some() && section.kind().is_some();
        let mut same = Section::ALL
            .into_iter()
            .filter(|other| *other == section || is_item(other));
        let Some(taken) = same.find(is_taken) else {
            return Ok(());
        };
        let place = loaded.documents.entity(taken.as_str(), id).map(|(key, _)| {
            let file = loaded.sources.file(key.file());
            format!(" ({}:{})", file.path, file.position(key.span().start).line)
        });
        Err(Error::new(format!(
            "{id} is there already, under {}{}",
            taken.as_str(),
            place.unwrap_or_default()
        )))
    }
}
