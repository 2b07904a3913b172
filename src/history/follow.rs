//! One pass over the commits of a program, oldest first.
//!
//! The files of the next few hundred commits are parsed in parallel while those of the last few hundred are
//! compared, so that neither waits for the other and no more than both are in memory. The schedules of the chosen
//! days are computed on the way:
//!
//! ```text
//!   parse   | 1 | 2 | 3 | 4 |
//!   compare     | 1 | 2 | 3 | 4 |
//! ```

use super::drift::{Computed, chosen_of};
use super::exposure;
use super::items::{fields_of, section_of};
use super::names::settle;
use super::state::State;
use super::{Change, History, What};
use crate::diff::Edit;
use crate::error::{Error, Result};
use crate::load::{file_of, is_program_file};
use crate::model::{Program, ProgramFile};
use crate::parse::Renames;
use crate::schedule::Options;
use crate::text::{Blob, Blobs, Commit, Step, Steps};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What a pass reads.
pub struct Past<'a> {
    /// The commits.
    pub steps: Steps,
    /// The contents.
    pub blobs: &'a dyn Blobs,
    /// The program's id if no charter gives one.
    pub name: &'a str,
    /// What is known up to the commit that the steps come after.
    pub known: Option<History>,
    /// The other programs that one refers to, at a commit.
    pub others: &'a (dyn Fn(&str, &Program) -> Vec<Program> + Sync),
}

/// What a pass is to find out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wants {
    /// Whether the computed dates are wanted too; what is known must then have them.
    pub drift: bool,
    /// The thresholds of the schedules.
    pub options: Options,
}

/// Commits of one turn.
const TURN: usize = 256;

type File = Option<Arc<ProgramFile>>;

/// Reads a program's past; `progress` hears how many of how many contents were parsed.
///
/// # Errors
/// When a content is missing.
pub fn follow(
    past: Past<'_>,
    wants: Wants,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<History> {
    let Past {
        steps,
        blobs,
        name,
        known,
        others,
    } = past;
    let mut history = known.unwrap_or_default();
    history.is_cut |= steps.is_cut;
    let known_changes = history.changes.len();
    let samples = Samples::new(&history, &steps, wants.drift);
    let mut contents = Contents::new(&steps);
    let total = contents.uses.len();
    let state = begin(name, &history, &steps, blobs, &mut contents)?;
    let mut follower = Follower {
        state,
        history,
        samples,
        computed: Vec::new(),
        others,
        options: wants.options,
    };
    let mut rest = steps.steps.into_iter().peekable();
    let mut now: Vec<Step> = Vec::new();
    let mut done = 0;
    loop {
        let next: Vec<Step> = rest.by_ref().take(TURN).collect();
        let missing = contents.missing(&next);
        done += missing.len();
        let compare = || {
            for step in now {
                follower.step(step, &mut contents);
            }
        };
        let (parsed, ()) = rayon::join(|| parse(blobs, missing), compare);
        contents.keep(parsed?);
        progress(done.min(total), total);
        if next.is_empty() {
            break;
        }
        now = next;
    }
    let mut history = follower.history;
    if follower.samples.is_wanted {
        let drift = history.drift.get_or_insert_default();
        drift.add(follower.computed);
        if let Some(newest) = history.commits.last() {
            drift.thin(newest.date);
        }
    }
    settle(&mut history.changes, known_changes, history.drift.as_mut());
    Ok(history)
}

/// The state before the first step: its files, and of those that cannot be read what stands for them.
fn begin(
    name: &str,
    history: &History,
    steps: &Steps,
    blobs: &dyn Blobs,
    contents: &mut Contents,
) -> Result<State> {
    contents.keep(parse(blobs, contents.missing_before(steps))?);
    let standing: FxHashMap<Blob, File> = parse(blobs, history.standing.values().copied().collect())?
        .into_iter()
        .collect();
    let before = steps.before.iter().filter(|(path, _)| is_program_file(path));
    let mut files = Vec::new();
    for (path, blob) in before {
        let stands = || standing.get(history.standing.get(path)?).cloned().flatten();
        if let Some(file) = contents.take(*blob).or_else(stands) {
            files.push((path.clone(), file));
        }
    }
    Ok(State::new(name, files))
}

/// Which commits are sampled.
struct Samples {
    is_wanted: bool,
    chosen: Vec<bool>,
    /// The position of the first new commit.
    first: usize,
}

impl Samples {
    fn new(known: &History, steps: &Steps, wanted: bool) -> Samples {
        let first = known.commits.len();
        let is_wanted = match &known.drift {
            Some(_) => true,
            None => wanted && first == 0,
        };
        let newest = steps.steps.last().map(|step| step.commit.date);
        let chosen = match newest.filter(|_| is_wanted) {
            Some(newest) => chosen_of(steps.steps.iter().map(|step| &step.commit), newest),
            None => vec![false; steps.steps.len()],
        };
        Samples {
            is_wanted,
            chosen,
            first,
        }
    }
}

struct Follower<'a> {
    state: State,
    history: History,
    samples: Samples,
    computed: Vec<Computed>,
    others: &'a (dyn Fn(&str, &Program) -> Vec<Program> + Sync),
    options: Options,
}

impl Follower<'_> {
    fn step(&mut self, step: Step, contents: &mut Contents) {
        let commit = self.history.commits.len() as u32;
        let mut touched = Vec::new();
        for change in &step.changes {
            if !is_program_file(&change.path) {
                continue;
            }
            let file = change.new.and_then(|blob| contents.take(blob));
            if change.new.is_some() && file.is_none() {
                self.history.unread.push((commit, change.path.clone()));
                if let Some(old) = change.old {
                    self.history.standing.entry(change.path.clone()).or_insert(old);
                }
                continue;
            }
            self.history.standing.remove(&change.path);
            touched.push((change.path.clone(), file));
        }
        let applied = self.state.apply(touched);
        if applied.edits.iter().any(exposure::is_touched_by) {
            let on = (commit, step.commit.date);
            let History { commits, exposed, .. } = &mut self.history;
            exposure::note(exposed, commits, on, self.state.program());
        }
        log(
            &mut self.history.changes,
            commit,
            &applied.renames,
            applied.edits,
            &applied.head,
        );
        if self.samples.chosen[self.history.commits.len() - self.samples.first] {
            self.sample(commit, &step.commit);
        }
        self.history.commits.push(step.commit);
    }

    fn sample(&mut self, number: u32, commit: &Commit) {
        let program = self.state.program();
        let others = if program.neighbors().is_empty() {
            Vec::new()
        } else {
            (self.others)(&commit.id, program)
        };
        let others: Vec<&Program> = others.iter().filter(|other| other.id != program.id).collect();
        let on = (number, commit.date);
        self.computed
            .push(Computed::new(program, &others, on, self.options));
    }
}

/// Writes the edits of a commit into the log; `head` is what they lead to.
pub(super) fn log(
    changes: &mut Vec<Change>,
    commit: u32,
    renames: &Renames,
    edits: Vec<Edit>,
    head: &Program,
) {
    let mut own: Vec<Change> = Vec::new();
    for (old, new) in renames.iter() {
        let Some(section) = head.kind(new.as_str()).and_then(section_of) else {
            continue;
        };
        own.push(Change {
            commit,
            section,
            id: new.to_string(),
            what: What::Renamed(old.to_string()),
        });
    }
    for edit in edits {
        let Edit {
            section,
            id,
            field,
            old,
            new,
        } = edit;
        let mut push = |what| {
            own.push(Change {
                commit,
                section,
                id: id.clone(),
                what,
            })
        };
        match field {
            Some(name) => push(What::Field {
                name: name.to_owned(),
                old,
                new,
            }),
            None if new.is_none() => push(What::Removed),
            None => {
                push(What::Added);
                for (name, value) in fields_of(head, section, &id) {
                    push(What::Field {
                        name: name.to_owned(),
                        old: None,
                        new: Some(value),
                    });
                }
            }
        }
    }
    // Stable: what came first of an entity stays first.
    own.sort_by(|a, b| (a.section, &a.id).cmp(&(b.section, &b.id)));
    changes.extend(own);
}

/// Parsed contents, each kept as long as a commit to come needs it.
struct Contents {
    uses: FxHashMap<Blob, u32>,
    parsed: FxHashMap<Blob, File>,
}

impl Contents {
    fn new(steps: &Steps) -> Contents {
        let mut uses: FxHashMap<Blob, u32> = FxHashMap::default();
        let before = steps.before.iter().filter(|(path, _)| is_program_file(path));
        for (_, blob) in before {
            *uses.entry(*blob).or_default() += 1;
        }
        for blob in steps.steps.iter().flat_map(of_step) {
            *uses.entry(blob).or_default() += 1;
        }
        Contents {
            uses,
            parsed: FxHashMap::default(),
        }
    }

    fn missing_before(&self, steps: &Steps) -> Vec<Blob> {
        let before = steps.before.iter().filter(|(path, _)| is_program_file(path));
        self.not_parsed(before.map(|(_, blob)| *blob))
    }

    /// What the next steps need and is not there.
    fn missing(&self, next: &[Step]) -> Vec<Blob> {
        self.not_parsed(next.iter().flat_map(of_step))
    }

    fn not_parsed(&self, wanted: impl Iterator<Item = Blob>) -> Vec<Blob> {
        let mut seen = FxHashSet::default();
        wanted
            .filter(|blob| !self.parsed.contains_key(blob) && seen.insert(*blob))
            .collect()
    }

    fn keep(&mut self, parsed: Vec<(Blob, File)>) {
        self.parsed.extend(parsed);
    }

    /// A content for one of its uses.
    fn take(&mut self, blob: Blob) -> File {
        let left = self.uses.get_mut(&blob)?;
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.parsed.remove(&blob).flatten()
        } else {
            self.parsed.get(&blob).cloned().flatten()
        }
    }
}

fn of_step(step: &Step) -> impl Iterator<Item = Blob> {
    let yaml = step.changes.iter().filter(|change| is_program_file(&change.path));
    yaml.filter_map(|change| change.new)
}

fn parse(blobs: &dyn Blobs, wanted: Vec<Blob>) -> Result<Vec<(Blob, File)>> {
    let read = |blob: Blob| -> Result<(Blob, File)> {
        let name = blob.to_string();
        let bytes = blobs
            .blob(blob)
            .map_err(|error| Error::unreadable(&name, error))?;
        Ok((blob, file_of(&name, bytes).map(Arc::new)))
    };
    wanted.into_par_iter().with_min_len(4).map(read).collect()
}
