//! `rename`: another id for an item, in all files that name it.

use super::set::write_fields;
use crate::cli::Env;
use crate::cli::changes::{Changes, told};
use crate::cli::locate::name_of;
use crate::cli::options::{Color, Common};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::edit::{Renaming, renamed};
use crate::error::{Error, Result};
use crate::load::{Loaded, load};
use crate::model::{Edit, Kind};
use crate::parse::is_slug;
use clap::Args;
use std::collections::BTreeMap;

/// Options of `rename`.
#[derive(Debug, Args)]
pub struct Rename {
    /// The id that a milestone, contract, blocker, risk or decision has
    old: String,
    /// The id that it gets
    new: String,
    /// The program's folder [default: the nearest one at or above the current folder with a charter, else
    /// those that linchpin.yaml names]
    program: Option<String>,
    /// Write nothing; show the change as a diff that `git apply` takes
    #[arg(long)]
    diff: bool,
    /// Say nothing
    #[arg(short, long)]
    quiet: bool,
}

impl Rename {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        if !is_slug(&self.new) {
            return Err(Error::new(format!("`{}` cannot be an id", self.new))
                .help("write 2 to 64 small letters, digits and single hyphens, a letter first"));
        }
        let common = Common::here(self.program.clone(), Color::Auto, self.quiet);
        let mut session = Session::open(env, &common)?;
        let (program, is_kept) = self.item(&session)?;
        let mut changes = Changes::default();
        let mut texts = BTreeMap::new();
        for loaded in session.programs.iter() {
            self.change(loaded, &program, &mut texts)?;
        }
        for folder in session.other_folders() {
            let other = load(&*session.tree, &folder, &name_of(&folder, &session.found))?;
            self.change(&other, &program, &mut texts)?;
        }
        let mut files = BTreeMap::new();
        for (path, text) in texts {
            let new = changes.put(&session, &path, text)?;
            files.insert(path, new);
        }
        session.overlay(files)?;
        if is_kept && let Some(edit) = self.history(&session) {
            write_fields(&mut session, &[edit], &mut changes)?;
        }
        let text = told(&changes, env, &session, (self.diff, self.quiet))?;
        session.finish(&text, 0)
    }

    /// The program that holds the item, and whether the item keeps its earlier ids.
    fn item(&self, session: &Session<'_>) -> Result<(String, bool)> {
        let holder = session
            .programs
            .iter()
            .find_map(|loaded| Some((loaded, loaded.program.kind(&self.old)?)));
        let Some((loaded, kind)) = holder else {
            let ids = session.programs.iter().flat_map(|loaded| loaded.program.ids());
            let near = did_you_mean(&self.old, ids.map(|(_, id)| id.as_str()));
            let error = Error::new(format!("there is no {}", self.old));
            return Err(match near {
                Some(near) => error.help(format!("did you mean {near}?")),
                None => error.help("people and teams keep their ids; only items are renamed"),
            });
        };
        if let Some(taken) = loaded.program.kind(&self.new) {
            return Err(Error::new(format!(
                "{} is a {} already",
                self.new,
                taken.as_str()
            )));
        }
        if loaded.is_broken() {
            return Err(
                Error::new("a file of the program cannot be read; nothing was renamed")
                    .help("run `linchpin check` to see it"),
            );
        }
        Ok((loaded.program.id.to_string(), kind != Kind::Launch))
    }

    /// Puts the new texts of a program's files to the others.
    fn change(&self, loaded: &Loaded, program: &str, texts: &mut BTreeMap<String, String>) -> Result<()> {
        let section_of = |id: &str| loaded.program.kind(id).map(Kind::section);
        let renaming = Renaming {
            old: &self.old,
            new: &self.new,
            program,
            is_own: loaded.program.id.as_str() == program,
            section_of: &section_of,
        };
        for document in loaded.documents.iter() {
            let source = loaded.sources.file(document.file());
            if let Some((text, _)) = renamed(source, document, &renaming).map_err(Error::new)? {
                texts.insert(source.path.clone(), text);
            }
        }
        Ok(())
    }

    /// `was` with the old id added.
    fn history(&self, session: &Session<'_>) -> Option<Edit> {
        let holds = |loaded: &&Loaded| loaded.program.kind(&self.new).is_some();
        let loaded = session.programs.iter().find(holds)?;
        let section = loaded.program.kind(&self.new)?.section();
        let (_, item) = loaded.documents.entity(section, &self.new)?;
        let written = item.get("was").map(|(_, was)| was);
        let mut ids: Vec<&str> = match written {
            Some(was) if was.is_sequence() => was.items().map(|id| id.text()).collect(),
            Some(was) if !was.is_null() => vec![was.text()],
            _ => Vec::new(),
        };
        ids.retain(|id| *id != self.new && *id != self.old);
        ids.push(&self.old);
        let value = match ids.as_slice() {
            [one] => (*one).to_owned(),
            several => format!("[{}]", several.join(", ")),
        };
        Edit::new(&format!("{}.was", self.new), &value)
    }
}
