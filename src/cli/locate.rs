//! Where the programs of a run are: on the disk, or with `--rev` in a commit, wherever their folders lay then.

use super::Env;
use super::options::Common;
use crate::diagnostic::Severity;
use crate::discover::{self, Found, Sought};
use crate::error::{Error, Result};
use crate::git::{Repository, Revision};
use crate::load::load;
use crate::model::{Program, Settings};
use crate::text::{Date, FileId, Tree};
use crate::workdir::WorkDir;
use std::path::{Path, PathBuf};

/// What a run is about, before any program is read.
pub(super) struct Located {
    /// The settings.
    pub(super) settings: Settings,
    /// The programs.
    pub(super) found: Found,
    /// What they are read from.
    pub(super) tree: Box<dyn Tree>,
    /// The day of the commit, with `--rev`.
    pub(super) day: Option<Date>,
}

/// Finds the programs that a command is about.
///
/// # Errors
/// When there are none, the settings are wrong, or the revision is not there.
pub(super) fn locate(env: &Env, common: &Common) -> Result<Located> {
    let program = common.program.as_deref();
    let start = start(env, program);
    let git_folder = discover::git_folder(&start);
    let Some(spec) = &common.rev else {
        if let Some((folder, _)) = git_folder {
            return Err(Error::no_work_tree(&folder));
        }
        let (settings, found) = on_disk(env, program)?;
        let found = found?;
        return Ok(Located {
            settings,
            tree: Box::new(WorkDir::open(&found.root)?),
            found,
            day: None,
        });
    };
    match git_folder {
        Some((root, inside)) => in_bare(root, &inside, spec),
        None => in_commit(env, program, spec),
    }
}

/// The folder that is named, else the current one.
fn start(env: &Env, program: Option<&str>) -> PathBuf {
    match program {
        Some(program) => env.cwd.join(program),
        None => env.cwd.clone(),
    }
}

/// The settings, and the programs of the work tree; that there are none may be no failure yet.
fn on_disk(env: &Env, program: Option<&str>) -> Result<(Settings, Result<Found>)> {
    let start = start(env, program);
    let start = if Env::is_folder(&start) {
        start
    } else {
        env.cwd.clone()
    };
    let path = discover::find_settings(&start)?;
    let settings = match &path {
        Some(path) => read_settings(path)?,
        None => Settings::default(),
    };
    let named = path.as_deref().map(|path| (path, &settings.programs[..]));
    let found = discover::find_programs(&env.cwd, program.map(Path::new), named);
    Ok((settings, found))
}

/// The programs as a commit has them: those of the work tree, each in the folder where it lay then; where the
/// work tree has none, those of the commit.
fn in_commit(env: &Env, program: Option<&str>, spec: &str) -> Result<Located> {
    let (settings, found) = on_disk(env, program)?;
    let there = discover::work_tree(&start(env, program));
    let root = match (&found, &there) {
        (Ok(found), _) => found.root.clone(),
        (Err(_), Some((root, _))) => root.clone(),
        (Err(_), None) => env.cwd.clone(),
    };
    let (revision, tree) = open(&root, spec)?;
    let found = match found {
        Ok(mut found) => {
            found.folders = then(&found, &*tree, spec)?;
            found
        }
        Err(_) => {
            let inside = there.map_or(String::new(), |(_, inside)| inside);
            let folders = discover::programs_in(
                &*tree,
                &Sought {
                    folder: &inside,
                    is_named: program.is_some(),
                    patterns: &settings.programs,
                    revision: spec,
                },
            )?;
            Found {
                root,
                folders,
                settings: None,
            }
        }
    };
    Ok(Located {
        settings,
        found,
        tree,
        day: revision.day(),
    })
}

/// The programs of a commit of a repository without a work tree, with the settings of the commit.
fn in_bare(root: PathBuf, inside: &str, spec: &str) -> Result<Located> {
    let (revision, tree) = open(&root, spec)?;
    // A folder of the git directory itself is no folder of the commit.
    let inside = if tree.exists(inside) || !Env::is_folder(&root.join(inside)) {
        inside
    } else {
        ""
    };
    let settings = match discover::settings_in(&*tree, inside) {
        Some((path, bytes)) => settings_of(&format!("{path} of {spec}"), bytes)?,
        None => Settings::default(),
    };
    let folders = discover::programs_in(
        &*tree,
        &Sought {
            folder: inside,
            is_named: !inside.is_empty(),
            patterns: &settings.programs,
            revision: spec,
        },
    )?;
    Ok(Located {
        settings,
        found: Found {
            root,
            folders,
            settings: None,
        },
        tree,
        day: revision.day(),
    })
}

/// A commit and its files.
fn open(root: &Path, spec: &str) -> Result<(Revision, Box<dyn Tree>)> {
    let repository = Repository::at(root)?;
    let revision = repository.resolve(spec)?;
    let tree = repository.tree_at(&revision)?;
    Ok((revision, Box::new(tree)))
}

/// The folders of today's programs as a commit has them.
fn then(found: &Found, tree: &dyn Tree, spec: &str) -> Result<Vec<String>> {
    let here = WorkDir::open(&found.root)?;
    let mut folders = Vec::new();
    for folder in &found.folders {
        if folder.is_empty() || tree.exists(folder) {
            folders.push(folder.clone());
            continue;
        }
        let today = load(&here, folder, &name_of(folder, found))?.program;
        folders.extend(place_in(tree, &here, &today, found));
    }
    if folders.is_empty() {
        let missing = found.folders.join(", ");
        return Err(Error::new(format!("the program in `{missing}` is not in {spec}"))
            .help("see when it came: `linchpin trend`"));
    }
    folders.sort();
    folders.dedup();
    Ok(folders)
}

/// Where a program of today's tree lies in one that does not have its folder: where the charter gives the same
/// id, or in the only folder with a charter that lies where today there is nothing.
pub(super) fn place_in(
    tree: &dyn Tree,
    today: &dyn Tree,
    program: &Program,
    found: &Found,
) -> Option<String> {
    let mut gone = Vec::new();
    for folder in discover::charters(tree) {
        let other = load(tree, &folder, &name_of(&folder, found)).ok()?;
        if other.program.id == program.id {
            return Some(folder);
        }
        if !today.exists(&folder) {
            gone.push(folder);
        }
    }
    gone.pop().filter(|_| gone.is_empty())
}

/// Reads `linchpin.yaml`; what is wrong with it is a failure, since no level could be trusted.
fn read_settings(path: &std::path::Path) -> Result<Settings> {
    let shown = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let bytes = Env::read(path).map_err(|error| Error::unreadable(&shown, error))?;
    settings_of(&path.display().to_string(), bytes)
}

/// The settings that a text gives.
fn settings_of(path: &str, bytes: Vec<u8>) -> Result<Settings> {
    let file = FileId(0);
    let (source, problem) = crate::parse::read_source(file, path, bytes, crate::load::LARGEST_FILE);
    let (document, mut found) = crate::parse::document(file, &source);
    found.extend(problem);
    let mut settings = Settings::default();
    if let Some(root) = document.root() {
        let (read, more) = crate::parse::typed(root, &[]);
        settings = read;
        found.extend(more);
    }
    let worst = found.into_iter().find(|found| found.severity == Severity::Error);
    let Some(problem) = worst else {
        return Ok(settings);
    };
    let place = problem.at.map(|at| source.position(at.span.start));
    let place = place.map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
    let error = Error::new(format!("{path}{place}: {}", problem.message));
    Err(match problem.help {
        Some(help) => error.help(help),
        None => error,
    })
}

/// The name of a program's folder.
pub(super) fn name_of(folder: &str, found: &Found) -> String {
    let last = folder.rsplit('/').next().filter(|name| !name.is_empty());
    let root = found.root.file_name().map(|name| {
        let name = name.to_string_lossy().into_owned();
        // A bare repository is the clone's folder with `.git` behind it.
        name.strip_suffix(".git").map_or(name.clone(), str::to_owned)
    });
    last.map(str::to_owned)
        .or(root)
        .unwrap_or_else(|| "program".into())
}

/// Settings and stage of the nearest program, for listing levels; the first stage where there is no program.
///
/// # Errors
/// When the settings are wrong.
pub fn nearest(env: &Env) -> Result<(Settings, crate::model::Stage)> {
    let (settings, found) = on_disk(env, None)?;
    let stage = found.ok().and_then(|found| {
        let tree = WorkDir::open(&found.root).ok()?;
        let folder = found.folders.first()?;
        let loaded = load(&tree, folder, &name_of(folder, &found)).ok()?;
        Some(loaded.program.stage())
    });
    Ok((settings, stage.unwrap_or(crate::model::Stage::Proposed)))
}
