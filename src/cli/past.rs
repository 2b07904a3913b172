//! The same program at another revision, read as it was, wherever its folder lay then.

use super::Env;
use super::session::{Session, name_of};
use crate::diff::{Diff, Morning, Side, between};
use crate::discover;
use crate::error::{Error, Result};
use crate::git::{Base, Repository};
use crate::load::{Loaded, load};
use crate::model::Program;
use crate::text::{MemoryTree, Tree};

/// A program as it was.
pub struct Past {
    /// The files of the revision.
    pub tree: Box<dyn Tree>,
    /// The program; empty where there was none.
    pub loaded: Loaded,
    /// The other programs that it, or the one of today, refers to.
    pub others: Vec<Program>,
    /// The short name of the commit.
    pub commit: Option<String>,
    /// Why this one.
    pub why: String,
}

impl Past {
    /// Whether a file of then could not be read whole, so that what seems new or gone may be neither.
    pub fn is_broken(&self) -> bool {
        is_broken(&self.loaded)
    }

    /// `4be21c0 (merge base with main)`, for readers.
    pub fn name(&self) -> String {
        match &self.commit {
            Some(commit) if self.why == *commit => commit.clone(),
            Some(commit) => format!("{commit} ({})", self.why),
            None => format!("an empty program ({})", self.why),
        }
    }
}

/// Whether a file has a fault that hides what else is in it.
pub fn is_broken(loaded: &Loaded) -> bool {
    !loaded.failures.is_empty() || loaded.findings.iter().any(|found| found.rule == "yaml-syntax")
}

impl Session<'_> {
    /// The base of the change: the named one, else the one that git and CI give.
    ///
    /// # Errors
    /// When there is no repository, or the base is not in this clone.
    pub fn base(&self, env: &Env, named: Option<&str>) -> Result<Base> {
        let repository = self.repository()?;
        match named {
            Some(spec) => repository.base_named(spec),
            None => repository.base(&env.change),
        }
    }

    /// The commit of exactly this name.
    ///
    /// # Errors
    /// When nothing has the name.
    pub fn exactly(&self, spec: &str) -> Result<Base> {
        Ok(Base {
            revision: Some(self.repository()?.resolve(spec)?),
            why: spec.to_owned(),
        })
    }

    /// The repository that the programs lie in.
    ///
    /// # Errors
    /// When they lie in none, or it cannot be read.
    pub fn repository(&self) -> Result<Repository> {
        Repository::discover(&self.found.root)?.ok_or_else(|| Error::no_repository(&self.found.root))
    }

    /// One of the programs as it was at the base.
    ///
    /// # Errors
    /// When the commit's files cannot be read.
    pub fn past(&self, base: &Base, today: &Loaded) -> Result<Past> {
        let tree: Box<dyn Tree> = match &base.revision {
            Some(revision) => Box::new(self.repository()?.tree_at(revision)?),
            None => Box::new(MemoryTree::default()),
        };
        let loaded = self.find_in(&*tree, today)?;
        let is_alone = today.program.neighbors().is_empty() && loaded.program.neighbors().is_empty();
        let folders = if is_alone {
            Vec::new()
        } else {
            discover::siblings(&self.found.root)
        };
        let mut others = Vec::new();
        for folder in folders.iter().filter(|folder| tree.exists(folder)) {
            let other = load(&*tree, folder, &name_of(folder, &self.found))?.program;
            if other.id != loaded.program.id {
                others.push(other);
            }
        }
        Ok(Past {
            tree,
            loaded,
            others,
            commit: base.revision.as_ref().map(|revision| revision.short.clone()),
            why: base.why.clone(),
        })
    }

    /// What the way from then to today means.
    pub fn diff(&self, past: &Past, today: &Loaded) -> Diff {
        let then: Vec<&Program> = past.others.iter().collect();
        let now = self.others_of(&today.program);
        self.between(&past.loaded.program, &then, &today.program, &now)
    }

    /// What the way from one program to another means, on this session's morning.
    pub fn between(&self, base: &Program, then: &[&Program], head: &Program, now: &[&Program]) -> Diff {
        let base = Side {
            program: base,
            others: then,
        };
        let head = Side {
            program: head,
            others: now,
        };
        let morning = Morning {
            as_of: self.as_of,
            options: self.options(),
        };
        between(base, head, morning)
    }

    /// The program in the tree: in the same folder; else, where the folder has moved since, the one whose
    /// charter gives the same id, or the only one that lies where today there is nothing.
    fn find_in(&self, tree: &dyn Tree, today: &Loaded) -> Result<Loaded> {
        let name = name_of(&today.folder, &self.found);
        let empty = || load(&MemoryTree::default(), "", &name);
        if today.folder.is_empty() || tree.exists(&today.folder) {
            return if tree.list("").is_ok_and(|all| all.is_empty()) {
                empty()
            } else {
                load(tree, &today.folder, &name)
            };
        }
        let mut gone = Vec::new();
        for folder in folders_with_charter(tree) {
            let found = load(tree, &folder, &name_of(&folder, &self.found))?;
            if found.program.id == today.program.id {
                return Ok(found);
            }
            if !self.tree.exists(&folder) {
                gone.push(found);
            }
        }
        match gone.pop() {
            Some(only) if gone.is_empty() => Ok(only),
            _ => empty(),
        }
    }
}

/// The folders of a tree that directly hold a charter.
fn folders_with_charter(tree: &dyn Tree) -> Vec<String> {
    let mut folders: Vec<String> = Vec::new();
    for entry in tree.list("").unwrap_or_default() {
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_yaml = entry.path.ends_with(".yaml") || entry.path.ends_with(".yml");
        if !is_yaml || entry.refused.is_some() || folders.last().is_some_and(|last| last == folder) {
            continue;
        }
        let holds = tree.read(&entry.path).is_ok_and(|bytes| {
            let line = b"charter:";
            bytes.starts_with(line)
                || bytes
                    .windows(line.len() + 1)
                    .any(|at| at[0] == b'\n' && &at[1..] == line)
        });
        if holds {
            folders.push(folder.to_owned());
        }
    }
    folders.sort();
    folders.dedup();
    folders
}
