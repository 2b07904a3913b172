//! Where the program is: from the current folder and what the command line names to a root folder, the
//! program folders in it, and the settings file that holds for them.
//!
//! Nothing here parses YAML. A folder is a program when one of its files has a line that begins with
//! `charter:`, which costs one look at each file and is right even while the rest of the file is broken.
//! The search never climbs beyond the root of the repository, so that what lies around a clone on one
//! machine cannot change a result.

#![allow(
    clippy::disallowed_methods,
    reason = "looking for folders is reading the disk"
)]

mod charter;
mod commit;
mod settings;

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

pub use charter::siblings;
pub use commit::{Sought, charters, git_folder, programs_in, settings_in, work_tree};
pub use settings::find_settings;

/// How many folders deep programs are looked for below the current one.
const DEPTH: usize = 3;

/// The program folders that a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The folder that all paths are reported from: the root of the repository; without one the current
    /// folder if the programs lie below it, else the folder of the settings or of the program.
    pub root: PathBuf,
    /// The program folders from `root`, with `/`, sorted; `""` is `root` itself.
    pub folders: Vec<String>,
    /// The settings file that holds for them.
    pub settings: Option<PathBuf>,
}

/// Finds the program folders: the one that `argument` names; else the nearest at or above `cwd` that holds a
/// charter; else those that the settings name, given as the file and its `programs:`; else the only one
/// below `cwd`.
///
/// # Errors
/// When the folder does not exist, when nothing or more than one is found, when a pattern of the settings
/// matches no folder, or when two settings files lie side by side.
pub fn find_programs(
    cwd: &Path,
    argument: Option<&Path>,
    settings: Option<(&Path, &[String])>,
) -> Result<Found> {
    let cwd = real(cwd).map_err(|cause| Error::unreadable(cwd.display(), cause))?;
    if let Some(argument) = argument {
        return one(&cwd, named(&cwd, argument)?);
    }
    let repository = repository_root(&cwd);
    if let Some(folder) = upward(&cwd, repository.as_deref()).find(|folder| charter::is_held_by(folder)) {
        return one(&cwd, folder.to_owned());
    }
    if let Some((file, patterns)) = settings.filter(|(_, patterns)| !patterns.is_empty()) {
        let folders = settings::programs(file, patterns)?;
        let home = file.parent().unwrap_or(&cwd);
        let home = real(home).map_err(|cause| Error::unreadable(home.display(), cause))?;
        let root = repository.unwrap_or(home);
        let folders = folders
            .iter()
            .filter_map(|folder| relative(&root, folder))
            .collect();
        return Ok(Found {
            root,
            folders,
            settings: Some(file.to_owned()),
        });
    }
    let below = charter::below(&cwd, DEPTH);
    match below.as_slice() {
        [only] => one(&cwd, cwd.join(only)),
        _ => Err(none_chosen(&cwd, repository.as_deref(), &below)),
    }
}

/// The folder that the command line names.
fn named(cwd: &Path, argument: &Path) -> Result<PathBuf> {
    let place = cwd.join(argument);
    let shown = argument.display();
    if place.is_file() {
        let parent = argument.parent().filter(|parent| *parent != Path::new(""));
        let parent = parent.unwrap_or(Path::new("."));
        return Err(
            Error::usage(format!("`{shown}` is a file, and a program is a folder"))
                .help(format!("name its folder: `{}`", parent.display())),
        );
    }
    if !place.is_dir() {
        return Err(Error::no_such_folder(shown, near(cwd, argument).as_deref()));
    }
    real(&place).map_err(|cause| Error::unreadable(shown, cause))
}

/// An existing folder whose name is a few letters from the one that was typed.
fn near(cwd: &Path, argument: &Path) -> Option<String> {
    let typed = argument.file_name()?.to_str()?.to_lowercase();
    let parent = argument.parent()?;
    let limit = (typed.chars().count() / 3).clamp(1, 3);
    let found = fs::read_dir(cwd.join(parent)).ok()?.flatten();
    let (_, name) = found
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .map(|name| (strsim::osa_distance(&typed, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()?;
    Some(parent.join(name).display().to_string())
}

/// The result for one program folder.
fn one(cwd: &Path, folder: PathBuf) -> Result<Found> {
    let settings = find_settings(&folder)?;
    let root = repository_root(&folder).unwrap_or_else(|| {
        let below = folder.starts_with(cwd);
        if below { cwd.to_owned() } else { folder.clone() }
    });
    Ok(Found {
        folders: relative(&root, &folder).into_iter().collect(),
        root,
        settings,
    })
}

/// Nothing to choose, or too much.
fn none_chosen(cwd: &Path, repository: Option<&Path>, below: &[String]) -> Error {
    let up = match repository {
        Some(root) if root == cwd => "the root of this repository".to_owned(),
        Some(root) => format!(
            "any folder above it up to the repository's root `{}`",
            root.display()
        ),
        None => "any folder above it".to_owned(),
    };
    if below.is_empty() {
        let here = cwd.display();
        return Error::new(format!(
            "no program found: no YAML file with a `charter:` in `{here}`, {up}, or up to {DEPTH} folders below"
        ))
        .help("start one: `linchpin init`")
        .help("or name the program's folder");
    }
    let error = Error::new(format!(
        "{} programs lie below this folder; name one",
        below.len()
    ));
    let error = below
        .iter()
        .take(10)
        .fold(error, |error, folder| error.help(format!("`{folder}`")));
    error.help("or name them all in `linchpin.yaml`: `programs: [FOLDER, …]`; a new one: `linchpin init`")
}

/// The root of the repository that `folder` lies in: the nearest folder with a `.git`, be it a folder or,
/// in a linked work tree, a file.
fn repository_root(folder: &Path) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    above
        .find(|folder| folder.join(".git").exists())
        .map(Path::to_owned)
}

/// `folder` and those above it, nearest first, up to and including `last`.
fn upward<'f>(folder: &'f Path, last: Option<&'f Path>) -> impl Iterator<Item = &'f Path> {
    let beyond = last.and_then(Path::parent);
    folder
        .ancestors()
        .take_while(move |folder| Some(*folder) != beyond)
}

/// The path with its links and `..` resolved.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// `folder` as seen from `root`, with `/`; `None` when it lies elsewhere or is not UTF-8.
fn relative(root: &Path, folder: &Path) -> Option<String> {
    let parts = folder.strip_prefix(root).ok()?.components();
    let parts: Option<Vec<&str>> = parts
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
pub(crate) mod fixture {
    use super::*;

    /// A temporary folder with these files; a text for each, `charter` for short.
    pub(crate) fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let root = real(outer.path()).unwrap();
        for file in files {
            let place = root.join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            let text = if file.ends_with("charter.yaml") {
                "charter:\n  title: Atlas\n"
            } else {
                "teams:\n"
            };
            fs::write(place, text).unwrap();
        }
        (outer, root)
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::folder;
    use super::*;

    #[test]
    fn the_folder_named_wins_and_needs_no_charter() {
        let (_outer, root) = folder(&[".git/HEAD", "atlas/charter.yaml", "plain/a.yaml", "linchpin.yaml"]);
        let found = find_programs(&root.join("atlas"), Some(Path::new("../plain")), None).unwrap();
        assert_eq!(found.folders, ["plain"]);
        assert_eq!(found.root, root);
        assert_eq!(found.settings, Some(root.join("linchpin.yaml")));
    }

    #[test]
    fn a_file_or_a_slip_in_the_name_is_met_with_the_folder_that_was_meant() {
        let (_outer, root) = folder(&["programs/atlas/charter.yaml"]);
        let ask = |argument: &str| find_programs(&root, Some(Path::new(argument)), None).unwrap_err();
        let error = ask("programs/atlas/charter.yaml");
        assert_eq!(error.helps(), ["name its folder: `programs/atlas`"]);
        let error = ask("programs/altas");
        assert_eq!(error.message(), "there is no folder `programs/altas`");
        assert_eq!(error.helps(), ["did you mean `programs/atlas`?"]);
    }

    #[test]
    fn the_nearest_charter_above_is_the_program() {
        let (_outer, root) = folder(&[
            ".git/HEAD",
            "charter.yaml",
            "p/atlas/charter.yaml",
            "p/atlas/items/a.yaml",
        ]);
        let from = |folder: &str| find_programs(&root.join(folder), None, None).unwrap().folders;
        assert_eq!(from("p/atlas/items"), ["p/atlas"]);
        assert_eq!(from("p"), [""]);
    }

    #[test]
    fn nothing_beyond_the_repository_counts() {
        let (_outer, root) = folder(&["charter.yaml", "linchpin.yaml", "clone/.git", "clone/docs/a.yaml"]);
        let error = find_programs(&root.join("clone/docs"), None, None).unwrap_err();
        assert!(error.message().starts_with("no program found"), "{error}");
        assert_eq!(error.helps()[0], "start one: `linchpin init`");
        assert_eq!(find_settings(&root.join("clone/docs")).unwrap(), None);
    }

    #[test]
    fn without_a_repository_the_root_is_where_the_paths_read_best() {
        let (_outer, root) = folder(&["atlas/charter.yaml", "atlas/items/a.yaml"]);
        let below = find_programs(&root, None, None).unwrap();
        assert_eq!(
            (below.root, below.folders),
            (root.clone(), vec!["atlas".to_owned()])
        );
        let above = find_programs(&root.join("atlas/items"), None, None).unwrap();
        assert_eq!(
            (above.root, above.folders),
            (root.join("atlas"), vec![String::new()])
        );
    }

    #[test]
    fn of_several_programs_below_one_must_be_named() {
        let (_outer, root) = folder(&["b/charter.yaml", "a/charter.yaml", "x/y/z/deep/charter.yaml"]);
        let error = find_programs(&root, None, None).unwrap_err();
        assert_eq!(error.message(), "2 programs lie below this folder; name one");
        assert_eq!(error.helps()[..2], ["`a`", "`b`"]);
    }

    #[test]
    fn the_settings_name_programs_when_none_lies_above() {
        let (_outer, root) = folder(&[
            ".git/HEAD",
            "linchpin.yaml",
            "p/b/charter.yaml",
            "p/a/charter.yaml",
            "docs/x.yaml",
        ]);
        let file = root.join("linchpin.yaml");
        let patterns = ["p/*".to_owned()];
        let ask = |cwd: &str| find_programs(&root.join(cwd), None, Some((&file, &patterns))).unwrap();
        assert_eq!(ask("docs").folders, ["p/a", "p/b"]);
        assert_eq!(ask("docs").settings, Some(file.clone()));
        assert_eq!(ask("p/b").folders, ["p/b"], "the nearest charter comes first");
    }
}
