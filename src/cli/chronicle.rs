//! The history of one of the programs: walked, read, and kept under the git directory for the next time.

use super::Env;
use super::locate::{name_of, place_in};
use super::past::Past;
use super::progress::Progress;
use super::session::Session;
use crate::error::Result;
use crate::git::{Repository, Revision, Route};
use crate::history::{self, History, Key, Wants};
use crate::load::{Loaded, is_in, is_program_file, load};
use crate::model::{Program, metrics_name};
use crate::report::render::clean;
use crate::text::Date;

impl Session<'_> {
    /// What git holds of a program, up to the revision at hand and what is not committed; nothing where the
    /// program lies in no repository. `drift` asks for the computed dates too.
    ///
    /// # Errors
    /// When the repository cannot be read, or an object is missing.
    pub fn history(&self, loaded: &Loaded, drift: bool) -> Result<Option<History>> {
        let Some(repository) = Repository::discover(&self.found.root)? else {
            return Ok(None);
        };
        let head = match &self.common.rev {
            Some(spec) => repository.resolve(spec)?,
            None if repository.has_commits() => repository.resolve("HEAD")?,
            None => return Ok(None),
        };
        let mut history = self.committed(&repository, &head, loaded, drift)?;
        if self.common.rev.is_none() && self.common.set.is_empty() {
            let tree = repository.tree_at(&head)?;
            if !loaded.is_broken() && !is_in(&tree, loaded) {
                let committed = self.find_in(&tree, loaded)?;
                if !committed.is_broken() {
                    history.add_uncommitted(&committed.program, &loaded.program, self.as_of);
                }
            }
        }
        Ok(Some(history))
    }

    /// The history for the rules: nothing where it cannot be read, for then the rules that need it are silent,
    /// which is told at the end.
    pub(super) fn past_of(&self, loaded: &Loaded) -> Option<History> {
        let history = match self.history(loaded, false) {
            Ok(history) => history?,
            Err(error) => {
                let text = super::explain(&error);
                let text = text.trim_start_matches("error: ");
                let _ = self
                    .unseen
                    .set(format!("note: rules on git history are left out: {text}"));
                return None;
            }
        };
        let first = history.commits.first()?;
        if history.is_cut {
            let _ = self.unseen.set(format!(
                "note: this clone is shallow, and rules on git history see no further back than {}; \
                 `git fetch --unshallow` brings the rest\n",
                first.date
            ));
        }
        Some(history)
    }

    /// The history up to a past state of the program.
    pub(super) fn past_before(&self, past: &Past, history: History) -> Option<History> {
        let Some(commit) = &past.commit else {
            return past.tree.is_none().then_some(history);
        };
        let revision = self.repository().ok()?.resolve(commit).ok()?;
        let end = after(&history, &revision);
        Some(history.before(end))
    }

    /// The first commit that counts, and the first day: a date, `yesterday` (the last working day before
    /// as-of), or what came after a revision.
    ///
    /// # Errors
    /// When the text is none of them.
    pub fn since(&self, history: &History, text: &str) -> Result<(u32, Option<Date>)> {
        if let Ok(day) = Date::parse(text) {
            return Ok((history.first_on(day), Some(day)));
        }
        let revision = self.repository()?.resolve(text)?;
        Ok((after(history, &revision), revision.day()))
    }

    /// Says on standard error what keeps a history from being whole.
    pub fn tell_limits(&self, history: &History) {
        if self.common.quiet {
            return;
        }
        if history.is_cut {
            let end = history.commits.first().map_or(String::new(), |commit| {
                format!(" at {} of {}", commit.short(), commit.date)
            });
            Env::complain(&format!(
                "note: this clone is shallow, and history ends{end}; `git fetch --unshallow` brings the rest\n"
            ));
        }
        if let Some((commit, path)) = history.unread.last() {
            let commit = &history.commits[*commit as usize];
            let more = match history.unread.len() {
                1 => String::new(),
                more => format!(", the last of {more} such files"),
            };
            Env::complain(&format!(
                "note: {} cannot be read whole in {}{more}; what stood in it before counts on\n",
                clean(path),
                commit.short()
            ));
        }
    }

    fn committed(
        &self,
        repository: &Repository,
        head: &Revision,
        loaded: &Loaded,
        drift: bool,
    ) -> Result<History> {
        let options = self.options();
        let name = name_of(&loaded.folder, &self.found);
        let settings = format!("{name} {options:?} {}", repository.ends());
        let place = format!("history-{}", place_name(&loaded.folder));
        let kept = if self.common.no_cache {
            None
        } else {
            repository.kept(&place)
        };
        let kept = kept.and_then(|bytes| history::read(&bytes, &loaded.folder, &settings));
        let kept = kept.filter(|(_, history)| history.drift.is_some() || !drift);
        if let Some((at, history)) = &kept
            && *at == head.commit
        {
            return Ok(history.clone());
        }
        let mut progress = Progress::new(self.env, self.common.quiet);
        let mut steps = self.walk(
            repository,
            head,
            loaded,
            kept.as_ref().map(|(at, _)| at.as_str()),
            &mut progress,
        )?;
        // What was kept counts only if the walk came to where it ends.
        let known = match &steps.after {
            Some(at) => kept.filter(|(kept, _)| kept == at).map(|(_, history)| history),
            None => None,
        };
        if known.is_none() && steps.after.is_some() {
            steps = self.walk(repository, head, loaded, None, &mut progress)?;
        }
        let others = |commit: &str, program: &Program| self.others_at(commit, program);
        let past = history::Past {
            steps,
            blobs: &repository.blobs()?,
            name: &name,
            known,
            others: &others,
        };
        let history = history::follow(past, Wants { drift, options }, &mut |done, total| {
            progress.tell("reading history", done, total);
        })?;
        drop(progress);
        if !self.common.no_cache {
            let key = Key {
                head: head.commit.clone(),
                folder: loaded.folder.clone(),
                settings,
            };
            repository.keep(&place, &history::write(&key, &history));
        }
        Ok(history)
    }

    fn walk(
        &self,
        repository: &Repository,
        head: &Revision,
        loaded: &Loaded,
        until: Option<&str>,
        progress: &mut Progress,
    ) -> Result<crate::text::Steps> {
        repository.walk(Route {
            from: head,
            folder: &loaded.folder,
            until,
            wanted: &|path| is_program_file(path) || metrics_name("", path).is_some(),
            moved: &mut |tree, _| place_in(tree, &*self.tree, &loaded.program, &self.found),
            progress: &mut |done, total| progress.tell("walking commits", done, total),
        })
    }

    /// The other programs of the repository at a commit, as far as they can be read.
    fn others_at(&self, commit: &str, program: &Program) -> Vec<Program> {
        let read = || -> Result<Vec<Program>> {
            let repository = self.repository()?;
            let tree = repository.tree_at(&repository.resolve(commit)?)?;
            let mut others = Vec::new();
            for folder in self.siblings() {
                if let Ok(other) = load(&tree, &folder, &name_of(&folder, &self.found))
                    && other.program.id != program.id
                {
                    others.push(other.program);
                }
            }
            Ok(others)
        };
        read().unwrap_or_default()
    }
}

/// A folder as part of a file name: what is not a letter, digit or dash is a number.
fn place_name(folder: &str) -> String {
    let mut name = String::new();
    for byte in folder.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => name.push(char::from(byte)),
            other => name.push_str(&format!("_{other:02x}")),
        }
    }
    if name.len() > 150 {
        // Too long for a file name: the end tells more than the beginning, and the key inside tells the rest.
        name = name.split_off(name.len() - 150);
    }
    name
}

/// The commit behind a revision: the next one where the revision touched the program, else the first one made
/// later; the end where there is none.
fn after(history: &History, revision: &Revision) -> u32 {
    let commits = &history.commits;
    let own = commits.iter().position(|commit| commit.id == revision.commit);
    let later = || {
        commits
            .iter()
            .position(|commit| commit.seconds > revision.seconds)
    };
    own.map(|at| at + 1).or_else(later).unwrap_or(commits.len()) as u32
}
