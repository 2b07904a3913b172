//! The same search in the tree of a commit: for `--rev`, where the work tree has no such folder any more, and
//! for a bare repository, which has no work tree at all.

use super::{DEPTH, charter, settings};
use crate::error::{Error, Result};
use crate::text::Tree;
use std::path::{Path, PathBuf};

/// A git directory, be it a bare repository or the `.git` of a work tree, that a path leads into, and the rest
/// of the path with `/`; nothing where a work tree or no repository comes first on the way up.
pub fn git_folder(path: &Path) -> Option<(PathBuf, String)> {
    for folder in path.ancestors() {
        if folder.join(".git").exists() {
            return None;
        }
        let is_git =
            folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir();
        if is_git {
            let rest = super::relative(folder, path).unwrap_or_default();
            return Some((super::real(folder).ok()?, rest));
        }
    }
    None
}

/// The work tree that a path leads into, existing or not, and the rest of the path with `/`.
pub fn work_tree(path: &Path) -> Option<(PathBuf, String)> {
    let there = path.ancestors().find_map(|folder| super::real(folder).ok())?;
    let missing = path.ancestors().find(|folder| folder.exists())?;
    let whole = there.join(path.strip_prefix(missing).ok()?);
    let root = super::repository_root(&there)?;
    let rest = super::relative(&root, &whole)?;
    Some((root, rest))
}

/// What is looked for in a commit.
pub struct Sought<'s> {
    /// The folder that the command line names, else the one to begin at, from the root.
    pub folder: &'s str,
    /// Whether the command line names it.
    pub is_named: bool,
    /// The `programs:` of the settings.
    pub patterns: &'s [String],
    /// What the commit is called.
    pub revision: &'s str,
}

/// The program folders of a commit by the rules of [`find_programs`](super::find_programs).
///
/// # Errors
/// When there is no such folder, or none or more than one program.
pub fn programs_in(tree: &dyn Tree, sought: &Sought<'_>) -> Result<Vec<String>> {
    let Sought {
        folder,
        is_named,
        patterns,
        revision,
    } = *sought;
    if is_named {
        return if folder.is_empty() || is_folder(tree, folder) {
            Ok(vec![folder.to_owned()])
        } else {
            Err(no_folder(tree, folder, revision))
        };
    }
    let all = charters(tree);
    let mut above = Path::new(folder).ancestors().filter_map(Path::to_str);
    if let Some(nearest) = above.find(|above| all.iter().any(|held| held == above)) {
        return Ok(vec![nearest.to_owned()]);
    }
    if !patterns.is_empty() {
        let fits = |folder: &String| patterns.iter().any(|pattern| settings::fits(pattern, folder));
        let mut folders: Vec<String> = all.iter().filter(|folder| fits(folder)).cloned().collect();
        // A folder that is named in full counts without a charter.
        let full = patterns.iter().map(|pattern| pattern.trim_matches('/'));
        folders.extend(full.filter(|folder| is_folder(tree, folder)).map(str::to_owned));
        folders.sort();
        folders.dedup();
        if !folders.is_empty() {
            return Ok(folders);
        }
    }
    let is_below = |path: &&String| {
        let rest = path.strip_prefix(folder);
        rest.is_some_and(|rest| folder.is_empty() || rest.starts_with('/'))
            && depth(path) <= depth(folder) + DEPTH
    };
    match all.iter().filter(is_below).collect::<Vec<_>>().as_slice() {
        [only] => Ok(vec![(*only).clone()]),
        [] => Err(Error::new(format!(
            "no program found in {revision}: no YAML file with a `charter:` up to {DEPTH} folders deep"
        ))
        .help("name the program's folder there")),
        several => {
            let message = format!("{} programs lie in {revision}; name one", several.len());
            let error = Error::new(message);
            let named = several.iter().take(10);
            Err(named.fold(error, |error, folder| error.help(format!("`{folder}`"))))
        }
    }
}

fn is_folder(tree: &dyn Tree, path: &str) -> bool {
    tree.exists(path) && tree.list(path).is_ok()
}

fn no_folder(tree: &dyn Tree, folder: &str, revision: &str) -> Error {
    let error = Error::new(format!("there is no folder `{folder}` in {revision}"));
    let all = charters(tree);
    if all.is_empty() {
        return error.help("no program was there at that time: no YAML file has a `charter:`");
    }
    all.iter()
        .take(10)
        .fold(error, |error, folder| match folder.as_str() {
            "" => error.help("a program lies at the root: leave the folder out"),
            folder => error.help(format!("a program lies in `{folder}`")),
        })
}

/// How many folders deep a path leads.
fn depth(path: &str) -> usize {
    path.split('/').filter(|part| !part.is_empty()).count()
}

/// The folders of a tree that directly hold a charter, shallow ones first, then by name.
pub fn charters(tree: &dyn Tree) -> Vec<String> {
    let mut folders: Vec<String> = Vec::new();
    let files = tree.list("").unwrap_or_default();
    let yaml = files.iter().filter(|entry| entry.refused.is_none());
    for entry in yaml
        .filter(|entry| charter::may_hold(&entry.path))
        .take(charter::ENTRIES)
    {
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Files come by path, so that those of a folder may be parted by those of one below it.
        if folders.last().is_some_and(|last| last == folder) {
            continue;
        }
        if tree
            .read(&entry.path)
            .is_ok_and(|text| charter::has_charter(&text))
        {
            folders.push(folder.to_owned());
        }
    }
    folders.sort_by(|a, b| (depth(a), a).cmp(&(depth(b), b)));
    folders.dedup();
    folders
}

/// The path and the bytes of the nearest settings file at or above a folder of a tree.
pub fn settings_in(tree: &dyn Tree, folder: &str) -> Option<(String, Vec<u8>)> {
    Path::new(folder)
        .ancestors()
        .filter_map(Path::to_str)
        .find_map(|above| {
            settings::NAMES.iter().find_map(|name| {
                let path = match above {
                    "" => (*name).to_owned(),
                    above => format!("{above}/{name}"),
                };
                Some((path.clone(), tree.read(&path).ok()?))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MemoryTree;

    fn tree(files: &[&str]) -> MemoryTree {
        MemoryTree::new(files.iter().map(|path| {
            let is_charter = path.ends_with("charter.yaml");
            (
                *path,
                if is_charter {
                    "charter:\n  title: Atlas\n"
                } else {
                    "teams:\n"
                },
            )
        }))
    }

    fn ask(tree: &MemoryTree, folder: &str, is_named: bool, patterns: &[&str]) -> Result<Vec<String>> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let sought = Sought {
            folder,
            is_named,
            patterns: &patterns,
            revision: "v1.0",
        };
        programs_in(tree, &sought)
    }

    #[test]
    fn the_only_program_the_nearest_above_or_the_named_one() {
        let one = tree(&["docs/a.yaml", "p/atlas/charter.yaml", "p/atlas/items/a.yaml"]);
        assert_eq!(ask(&one, "", false, &[]).unwrap(), ["p/atlas"]);
        assert_eq!(ask(&one, "p/atlas/items", false, &[]).unwrap(), ["p/atlas"]);
        assert_eq!(
            ask(&one, "docs", true, &[]).unwrap(),
            ["docs"],
            "named, it needs no charter"
        );
        let error = ask(&one, "p/altas", true, &[]).unwrap_err();
        assert_eq!(error.message(), "there is no folder `p/altas` in v1.0");
        assert_eq!(error.helps(), ["a program lies in `p/atlas`"]);
        assert!(
            ask(&one, "docs", false, &[]).is_err(),
            "beside is neither above nor below"
        );
    }

    #[test]
    fn of_several_one_must_be_named_or_the_settings_name_them() {
        let two = tree(&[
            "p/b/charter.yaml",
            "p/a/charter.yaml",
            "q/r/s/deep/charter.yaml",
            "p/c/x.yaml",
        ]);
        let error = ask(&two, "", false, &[]).unwrap_err();
        assert_eq!(error.message(), "2 programs lie in v1.0; name one");
        assert_eq!(error.helps(), ["`p/a`", "`p/b`"]);
        assert_eq!(ask(&two, "", false, &["p/*"]).unwrap(), ["p/a", "p/b"]);
        assert_eq!(ask(&two, "", false, &["p/c"]).unwrap(), ["p/c"]);
        let none = tree(&["p/c/x.yaml"]);
        let error = ask(&none, "", false, &[]).unwrap_err();
        assert!(error.message().starts_with("no program found in v1.0"), "{error}");
    }

    #[test]
    fn a_charter_counts_wherever_its_file_lies_among_others() {
        let parted = tree(&[
            "p/a.yaml",
            "p/below/charter.yaml",
            "p/charter.yaml",
            "target/charter.yaml",
        ]);
        assert_eq!(charters(&parted), ["p", "p/below"]);
    }

    #[test]
    fn the_nearest_settings_hold() {
        let tree = MemoryTree::new([("linchpin.yaml", "a"), ("p/linchpin.yaml", "b")]);
        let found = |folder: &str| settings_in(&tree, folder).map(|(path, _)| path);
        assert_eq!(found("p/atlas").as_deref(), Some("p/linchpin.yaml"));
        assert_eq!(found("q").as_deref(), Some("linchpin.yaml"));
        assert_eq!(found("").as_deref(), Some("linchpin.yaml"));
    }

    #[test]
    fn a_bare_repository_is_told_from_a_work_tree() {
        let outer = tempfile::tempdir().unwrap();
        let root = super::super::real(outer.path()).unwrap();
        for folder in [
            "plan.git/objects",
            "plan.git/refs",
            "clone/.git/objects",
            "clone/.git/refs",
            "clone/p",
        ] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join("plan.git/HEAD"), "ref: refs/heads/main\n").unwrap();
        std::fs::write(root.join("clone/.git/HEAD"), "ref: refs/heads/main\n").unwrap();
        let bare = root.join("plan.git");
        assert_eq!(
            git_folder(&bare.join("p/atlas")),
            Some((bare.clone(), "p/atlas".to_owned()))
        );
        assert_eq!(git_folder(&bare), Some((bare, String::new())));
        assert_eq!(git_folder(&root.join("clone/p")), None);
        assert!(git_folder(&root.join("clone/.git/refs")).is_some());
        let clone = root.join("clone");
        assert_eq!(
            work_tree(&clone.join("p/gone/x")),
            Some((clone, "p/gone/x".to_owned()))
        );
        assert_eq!(work_tree(&root.join("plan.git")), None);
    }
}
