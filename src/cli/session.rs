//! What every command does first: find the program, read the settings and the files, lay the what-if over it.

use super::Env;
use super::each::Seen;
use super::locate::{Located, locate, name_of};
use super::options::{Common, Format};
use crate::checks::{Answers, Change, Facts, Levels, Outcome, Simulation};
use crate::diagnostic::Severity;
use crate::discover::{self, Found};
use crate::error::{Error, Result};
use crate::forecast::{self, Detail, Forecast, Grounds};
use crate::history::History;
use crate::load::{Loaded, load};
use crate::model::{Edit, Program, Settings, overlay};
use crate::parse::{Duration, ItemId};
use crate::report::page::Page;
use crate::report::render::{Look, clean, human, markdown};
use crate::report::views;
use crate::schedule::{Options, Schedule};
use crate::text::{Date, MemoryTree, Overlaid, Tree};
use crate::workdir::WorkDir;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::sync::OnceLock;

/// A run over one or more programs.
pub struct Session<'e> {
    /// The outside.
    pub env: &'e Env,
    /// The options.
    pub common: &'e Common,
    /// The settings.
    pub settings: Settings,
    /// The files of the repository.
    pub tree: Box<dyn Tree>,
    /// The programs, read.
    ///
    /// Never dropped: the process ends with the command, and giving back memory piece by piece only takes time.
    pub programs: ManuallyDrop<Vec<Loaded>>,
    /// Other programs of the repository that these refer to.
    pub others: Vec<Program>,
    /// Where the programs are.
    pub found: Found,
    /// The as-of date.
    pub as_of: Date,
    /// How the output looks.
    pub look: Look,
    /// Why the rules that look into git history saw less of it than there is, or none.
    pub(super) unseen: OnceLock<String>,
}

/// How rules judge.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rigor<'a> {
    /// Whether time has its full weight.
    pub scheduled: bool,
    /// What they judge dates by.
    pub simulation: Simulation<'a>,
}

impl<'a> Rigor<'a> {
    /// The same by a forecast that is known, where one is.
    pub fn by(self, known: Option<&'a Forecast<'a>>) -> Rigor<'a> {
        Rigor {
            simulation: known.map_or(self.simulation, Simulation::Known),
            ..self
        }
    }
}

impl<'e> Session<'e> {
    /// Finds and reads.
    ///
    /// # Errors
    /// When there is no program, the settings are wrong, or a what-if fits nothing.
    pub fn open(env: &'e Env, common: &'e Common) -> Result<Session<'e>> {
        let edits = common
            .set
            .iter()
            .map(|text| Edit::parse(text).map_err(Error::new))
            .collect::<Result<Vec<Edit>>>()?;
        let Located {
            settings,
            found,
            tree,
            day,
        } = locate(env, common)?;
        let mut programs = Vec::new();
        for folder in &found.folders {
            let name = name_of(folder, &found);
            let mut loaded = load(&*tree, folder, &name)?;
            if !edits.is_empty() {
                loaded.program = overlay(&loaded.program, &loaded.documents, &edits).map_err(Error::new)?;
            }
            programs.push(loaded);
        }
        let mut session = Session {
            env,
            common,
            settings,
            tree,
            programs: ManuallyDrop::new(programs),
            others: Vec::new(),
            found,
            as_of: common.as_of.or(day).unwrap_or(env.today),
            look: common.look(&env.terminal),
            unseen: OnceLock::new(),
        };
        session.meet_others()?;
        Ok(session)
    }

    /// Reads the programs again with other texts in place of some files.
    ///
    /// # Errors
    /// When a folder cannot be listed any more.
    pub fn overlay(&mut self, files: BTreeMap<String, Vec<u8>>) -> Result<()> {
        let under = std::mem::replace(&mut self.tree, Box::new(MemoryTree::default()));
        self.tree = Box::new(Overlaid::new(under, files));
        self.reread()
    }

    /// Reads the programs again as they are on the disk.
    ///
    /// # Errors
    /// When a folder cannot be listed any more.
    pub fn lift(&mut self) -> Result<()> {
        self.tree = Box::new(WorkDir::open(&self.found.root)?);
        self.reread()
    }

    fn reread(&mut self) -> Result<()> {
        for loaded in self.programs.iter_mut() {
            *loaded = load(&*self.tree, &loaded.folder, &loaded.name)?;
        }
        Ok(())
    }

    /// Reads the other programs of the repository, if any of these refers to one or may be referred to.
    fn meet_others(&mut self) -> Result<()> {
        let is_alone =
            |loaded: &Loaded| loaded.program.neighbors().is_empty() && !loaded.program.has_loose_ends();
        if self.programs.iter().all(is_alone) {
            return Ok(());
        }
        for folder in self.other_folders() {
            let name = name_of(&folder, &self.found);
            self.others.push(load(&*self.tree, &folder, &name)?.program);
        }
        Ok(())
    }

    /// The folders of all programs in the tree at hand.
    pub fn siblings(&self) -> Vec<String> {
        match self.common.rev {
            Some(_) => discover::charters(&*self.tree),
            None => discover::siblings(&self.found.root),
        }
    }

    /// The folders of the programs that are not at hand.
    pub fn other_folders(&self) -> Vec<String> {
        let mut folders = self.siblings();
        folders.retain(|folder| self.programs.iter().all(|loaded| loaded.folder != *folder));
        folders
    }

    /// The other programs, seen from one of these.
    pub fn others_of(&self, program: &Program) -> Vec<&Program> {
        let read = self.programs.iter().map(|loaded| &loaded.program);
        read.chain(&self.others)
            .filter(|other| other.id != program.id)
            .collect()
    }

    /// The thresholds of the settings.
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        if let Some(thresholds) = &self.settings.thresholds {
            let days = |duration: Option<Duration>| duration.map(Duration::rough_days);
            options.near_critical = days(thresholds.near_critical).unwrap_or(options.near_critical);
            options.blocker_days = days(thresholds.blocker_days).unwrap_or(options.blocker_days);
        }
        options
    }

    /// The schedule of one of the programs; `others` are from [`Session::others_of`].
    pub fn schedule<'p>(&self, loaded: &'p Loaded, others: &[&'p Program]) -> Schedule<'p> {
        Schedule::new(&loaded.program, others, self.as_of, self.options())
    }

    /// What the options of a decision of one of the programs are judged by; the mornings to come are no part of it.
    pub fn grounds<'p>(&self, loaded: &'p Loaded, others: &'p [&'p Program]) -> Grounds<'p> {
        Grounds {
            program: &loaded.program,
            documents: &loaded.documents,
            others,
            as_of: self.as_of,
            options: self.options(),
            forecast: forecast::Options {
                detail: Detail::Items,
                ..forecast::Options::default()
            },
            looks_ahead: false,
        }
    }

    /// Runs the rules over one of the programs.
    ///
    /// # Errors
    /// When the settings name a rule that does not exist.
    pub fn check(
        &self,
        loaded: &Loaded,
        others: &[&Program],
        schedule: &Schedule<'_>,
        rigor: Rigor<'_>,
    ) -> Result<Outcome> {
        let past = || self.past_of(loaded);
        self.check_in((&*self.tree, &past), loaded, others, schedule, None, rigor)
    }

    /// The same over a program of any tree with a way to its history, and over a change.
    ///
    /// # Errors
    /// As [`Session::check`].
    pub fn check_in(
        &self,
        (tree, past): (&dyn Tree, &(dyn Fn() -> Option<History> + Sync)),
        loaded: &Loaded,
        others: &[&Program],
        schedule: &Schedule<'_>,
        change: Option<&Change<'_>>,
        rigor: Rigor<'_>,
    ) -> Result<Outcome> {
        let levels = Levels::new(&self.settings, loaded.program.stage(), rigor.scheduled)?;
        let facts = Facts {
            others,
            answers: Answers::through(past).by(rigor.simulation),
            ..Facts::of(loaded, schedule, tree, &self.settings)
        };
        Ok(crate::checks::run_over(&facts, &loaded.findings, change, &levels))
    }

    /// What the rules say by the forecast of the page that tells it, and the items in progress that nobody touched
    /// for too long, as far as history is at hand.
    ///
    /// # Errors
    /// As [`Session::check`].
    pub fn check_by<'p>(
        &self,
        forecast: &Forecast<'_>,
        seen: &Seen<'_, 'p>,
    ) -> Result<(Outcome, BTreeMap<&'p ItemId, i64>)> {
        let history = self.past_of(seen.loaded);
        let past = || history.clone();
        let rigor = Rigor::default().by(Some(forecast));
        let (tree, schedule) = (&*self.tree, seen.schedule);
        let outcome = self.check_in((tree, &past), seen.loaded, seen.others, schedule, None, rigor)?;
        let stale = history.as_ref().map_or_else(BTreeMap::new, |history| {
            crate::history::stale(history, schedule, self.stale_after())
        });
        Ok((outcome, stale))
    }

    /// The working days after which work in progress is stale, where the settings say another number.
    pub fn stale_after(&self) -> Option<i64> {
        let rule = self.settings.rules.get("stale-item");
        rule.and_then(|rule| rule.after).map(Duration::rough_days)
    }

    /// The only program, for a format that can hold one.
    ///
    /// # Errors
    /// When there are several.
    pub fn only(&self) -> Result<&Loaded> {
        match self.programs.as_slice() {
            [one] => Ok(one),
            several => Err(Error::new(format!(
                "this output holds one program, and there are {}",
                several.len()
            ))
            .help(format!("name one: {}", self.folders()))),
        }
    }

    /// The folders of the programs, for readers.
    pub fn folders(&self) -> String {
        let folders = self.programs.iter().map(|loaded| loaded.folder.as_str());
        folders.collect::<Vec<_>>().join(", ")
    }

    /// A page as text in a format for readers; with -v also where each item that it names is written.
    pub fn page(&self, mut page: Page, loaded: &Loaded, format: Format) -> String {
        if self.common.verbose > 0 {
            views::places(&mut page, loaded);
        }
        match format {
            Format::Markdown => markdown::render(&page),
            Format::Human | Format::Json => human::render(&page, &self.look),
        }
    }

    /// Prints, and says on standard error what could not be read; the exit code is 2 if anything could not.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(&self, text: &str, code: u8) -> Result<u8> {
        Env::print(text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        if let Some(unseen) = self.unseen.get().filter(|_| !self.common.quiet) {
            Env::complain(unseen);
        }
        let mut code = code;
        for failure in self.programs.iter().flat_map(|loaded| &loaded.failures) {
            Env::complain(&super::explain(failure));
            code = 2;
        }
        Ok(code)
    }

    /// For a report: says on standard error that a folder has no files, so that no empty page is puzzled over.
    pub fn warn_of_nothing(&self, loaded: &Loaded) {
        if loaded.sources.iter().next().is_none() && !self.common.quiet {
            let folder = match loaded.folder.as_str() {
                "" => "this folder".into(),
                folder => clean(folder),
            };
            Env::complain(&format!(
                "note: no YAML file in {folder}; `linchpin init` writes a program to start from\n"
            ));
        }
    }

    /// For a report: says on standard error how many errors the files have, so that no date is taken for
    /// more than it is.
    pub fn warn_of_errors(&self, loaded: &Loaded) {
        let errors = loaded
            .findings
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count();
        if errors > 0 && !self.common.quiet {
            let what = if errors == 1 {
                "1 error"
            } else {
                &format!("{errors} errors")
            };
            Env::complain(&format!(
                "note: the files have {what}; run `linchpin check` to see them\n"
            ));
        }
    }
}
