//! The same program at another revision, read as it was, wherever its folder lay then.

use super::Env;
use super::locate::{name_of, place_in};
use super::session::{Rigor, Session};
use crate::checks::{Change, Outcome, Simulation, matched};
use crate::diagnostic::Diagnostic;
use crate::diff::{Diff, Morning, Outlook, Pair, Side, between};
use crate::error::{Error, Result};
use crate::forecast::{self, Detail, Forecast};
use crate::git::{Base, Repository};
use crate::load::{Loaded, load};
use crate::model::Program;
use crate::report::render::clean;
use crate::schedule::{Schedule, TargetRow};
use crate::text::{Beside, MemoryTree, Tree};
use std::sync::OnceLock;

/// A program as it was.
pub struct Past {
    /// The files of the revision; nothing where they are today's.
    pub tree: Option<Box<dyn Tree>>,
    /// The program; empty where there was none.
    pub loaded: Loaded,
    /// The other programs that it, or the one of today, refers to.
    pub others: Vec<Program>,
    /// The short name of the commit.
    pub commit: Option<String>,
    /// Why this one.
    pub why: String,
    /// Whether today's program was not made from it; see [`Base`].
    pub is_beside: bool,
}

impl Past {
    /// Whether a file of then could not be read whole, so that what seems new or gone may be neither.
    pub fn is_broken(&self) -> bool {
        self.loaded.is_broken()
    }

    /// `4be21c0 (merge base with main)`, for readers.
    pub fn name(&self) -> String {
        match &self.commit {
            Some(commit) if self.why == *commit => commit.clone(),
            Some(commit) => format!("{commit} ({})", self.why),
            None if self.tree.is_none() => self.why.clone(),
            None => format!("an empty program ({})", self.why),
        }
    }
}

/// What the rules say of a change.
pub struct Judged {
    /// The findings of today, each with whether the change brought it in.
    pub outcome: Outcome,
    /// What was found then and is not any more.
    pub fixed: Vec<Diagnostic>,
    /// What the forecast says of the two sides, where the rules judged by a whole one.
    pub outlook: Option<Outlook>,
}

impl Session<'_> {
    /// The base of the change: the named one, else the one that git and CI give.
    ///
    /// # Errors
    /// When there is no repository, or the base is not in this clone.
    pub fn base(&self, env: &Env, named: Option<&str>) -> Result<Base> {
        let repository = self.repository()?;
        let of = self.common.rev.as_deref();
        let of = of.map(|spec| repository.resolve(spec)).transpose()?;
        match named {
            Some(spec) => repository.base_named(spec, of.as_ref()),
            None => repository.base(&env.change, of.as_ref()),
        }
    }

    /// The commit of exactly this name.
    ///
    /// # Errors
    /// When nothing has the name.
    pub fn exactly(&self, spec: &str) -> Result<Base> {
        Ok(Base::new(Some(self.repository()?.resolve(spec)?), spec))
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
        let refers =
            |loaded: &Loaded| !loaded.program.neighbors().is_empty() || loaded.program.has_loose_ends();
        let is_alone = !refers(today) && !refers(&loaded);
        let folders = if is_alone { Vec::new() } else { self.siblings() };
        let mut others = Vec::new();
        for folder in folders.iter().filter(|folder| tree.exists(folder)) {
            let other = load(&*tree, folder, &name_of(folder, &self.found))?.program;
            if other.id != loaded.program.id {
                others.push(other);
            }
        }
        Ok(Past {
            tree: Some(tree),
            loaded,
            others,
            commit: base.revision.as_ref().map(|revision| revision.short.clone()),
            why: base.why.clone(),
            is_beside: base.is_beside,
        })
    }

    /// The program before the edits of a what-if, in the place of a past one.
    ///
    /// # Errors
    /// When another program that it refers to cannot be read.
    pub fn as_it_is(&self, unedited: Option<Loaded>, today: &Loaded) -> Result<Past> {
        let loaded = match unedited {
            Some(loaded) => loaded,
            None => load(&*self.tree, &today.folder, &name_of(&today.folder, &self.found))?,
        };
        Ok(Past {
            tree: None,
            loaded,
            others: self.others_of(&today.program).into_iter().cloned().collect(),
            commit: None,
            why: "as it is".into(),
            is_beside: false,
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

    /// The findings of both sides, and which of today's are new.
    ///
    /// # Errors
    /// When the settings name a rule that does not exist.
    pub fn judge(
        &self,
        past: &Past,
        diff: &Diff,
        today: &Loaded,
        rigor: Rigor<'_>,
        approvers: Option<&[String]>,
    ) -> Result<Judged> {
        let now = self.others_of(&today.program);
        let then: Vec<&Program> = past.others.iter().collect();
        let loaded = &past.loaded;
        let as_of_then = Schedule::new(&loaded.program, &then, self.as_of, self.options());
        let tree = past.tree.as_deref().unwrap_or(&*self.tree);
        // Both sides have one history, of which the past one saw the beginning.
        let history = OnceLock::new();
        let now_past = || history.get_or_init(|| self.past_of(today)).clone();
        let then_past = || self.past_before(past, now_past()?);
        let base = Schedule::new(&diff.base, &then, self.as_of, self.options());
        let schedule = self.schedule(today, &now);
        let is_whole = matches!(rigor.simulation, Simulation::Whole);
        let forecasts = is_whole.then(|| (simulated(&base), simulated(&schedule)));
        // Under another name an item draws other figures.
        let same_names = forecasts.as_ref().filter(|_| diff.renamed.is_empty());
        let then_rigor = rigor.by(same_names.map(|(base, _)| base));
        let before = self.check_in((tree, &then_past), loaded, &then, &as_of_then, None, then_rigor)?;
        let change = Change {
            diff,
            base: &base,
            documents: &loaded.documents,
            sources: &loaded.sources,
            approvers,
            is_whole: !past.is_broken() && !today.is_broken(),
            found: &[],
            covered: None,
        };
        let mut after = self.check_in(
            (&*self.tree, &now_past),
            today,
            &now,
            &schedule,
            Some(&change),
            rigor.by(forecasts.as_ref().map(|(_, head)| head)),
        )?;
        let matched = matched(&before.findings, &after.findings, &diff.renamed);
        let fixed = matched.fixed.iter().map(|at| before.findings[*at].clone());
        let fixed = fixed.collect();
        for (finding, new) in after.findings.iter_mut().zip(matched.new) {
            finding.new = Some(new);
        }
        Ok(Judged {
            fixed,
            outlook: forecasts.map(|(base, head)| outlook(&base, (&schedule, &head))),
            outcome: after,
        })
    }

    /// What the forecast says of both sides, where that of today is at hand.
    pub fn outlook(&self, past: &Past, diff: &Diff, head: (&Schedule<'_>, &Forecast<'_>)) -> Outlook {
        let then: Vec<&Program> = past.others.iter().collect();
        let base = Schedule::new(&diff.base, &then, self.as_of, self.options());
        outlook(&simulated(&base), head)
    }

    /// The findings of today over the change since the base; `tells` says on standard error which one that is.
    ///
    /// # Errors
    /// When the base cannot be read, or as [`Session::judge`].
    pub fn check_change(
        &self,
        base: &Base,
        today: &Loaded,
        scheduled: bool,
        approvers: Option<&[String]>,
        tells: bool,
    ) -> Result<Outcome> {
        let past = self.past(base, today)?;
        if tells {
            self.tell_base(&past, today);
        }
        let diff = self.diff(&past, today);
        let rigor = Rigor {
            scheduled,
            ..Rigor::default()
        };
        Ok(self.judge(&past, &diff, today, rigor, approvers)?.outcome)
    }

    /// Says on standard error what today is compared with, and what keeps the comparison from being whole.
    pub fn tell_base(&self, past: &Past, today: &Loaded) {
        if self.common.quiet {
            return;
        }
        let mut text = format!("comparing with {}\n", clean(&past.name()));
        if let Some(commit) = past.commit.as_ref().filter(|_| past.is_beside) {
            text.push_str(&format!(
                "note: HEAD does not contain it, so that what is new there seems to be taken back; \
                 check out the merge, or compare with `--base $(git merge-base HEAD {})`\n",
                clean(commit)
            ));
        }
        if past.commit.is_some() && past.loaded.sources.iter().next().is_none() {
            text.push_str("note: the program is not in it, so that all of it counts as new\n");
        }
        let broken = [(past.is_broken(), "there"), (today.is_broken(), "here")];
        for (_, where_) in broken.iter().filter(|(is_broken, _)| *is_broken) {
            text.push_str(&format!(
                "note: a file cannot be read whole {where_}; rules that compare two states are left out\n"
            ));
        }
        Env::complain(&text);
    }

    /// The program in the tree: in the same folder; else, where the folder has moved since, where it lay then.
    pub(super) fn find_in(&self, tree: &dyn Tree, today: &Loaded) -> Result<Loaded> {
        let name = name_of(&today.folder, &self.found);
        let empty = || load(&MemoryTree::default(), "", &name);
        if today.folder.is_empty() || tree.exists(&today.folder) {
            return if tree.list("").is_ok_and(|all| all.is_empty()) {
                empty()
            } else {
                load(&Beside::new(tree, &today.sources), &today.folder, &name)
            };
        }
        match place_in(tree, &*self.tree, &today.program, &self.found) {
            Some(folder) => load(tree, &folder, &name_of(&folder, &self.found)),
            None => empty(),
        }
    }
}

/// The forecast of one side of a change. The draws are keyed by item, so that both sides differ by what the change
/// does and not by luck.
fn simulated<'p>(schedule: &Schedule<'p>) -> Forecast<'p> {
    let options = forecast::Options {
        detail: Detail::Finish,
        ..forecast::Options::default()
    };
    Forecast::new(schedule, options)
}

fn outlook(base: &Forecast<'_>, (schedule, head): (&Schedule<'_>, &Forecast<'_>)) -> Outlook {
    let target = schedule.targets().into_iter().min_by_key(TargetRow::rank);
    let safe = |forecast: &Forecast<'_>| forecast.finish.as_ref().map(|finish| finish.dates.p80);
    let chance = |forecast: &Forecast<'_>| forecast.item(target.as_ref()?.id.as_str())?.chance;
    let (then, now) = (safe(base), safe(head));
    Outlook {
        safe: Pair {
            base: then,
            head: now,
        },
        days: then
            .zip(now)
            .map(|(first, second)| schedule.days_between(first, second)),
        chance: Pair {
            base: chance(base),
            head: chance(head),
        },
    }
}
