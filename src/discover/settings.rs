//! The settings file: which one holds, and what its `programs:` patterns mean on the disk. Its text is read
//! elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{charter, real, repository_root, upward};
use crate::error::{Error, Result};

pub(super) const NAMES: [&str; 2] = ["linchpin.yaml", ".linchpin.yaml"];

/// The nearest `linchpin.yaml` or `.linchpin.yaml` at or above `start` (a program folder, or the current
/// folder while none is known), not beyond the root of the repository.
///
/// # Errors
/// When both names lie in one folder. A `start` that does not exist has no settings; that it is missing is
/// for [`super::find_programs`] to say.
pub fn find_settings(start: &Path) -> Result<Option<PathBuf>> {
    let Ok(start) = real(start) else {
        return Ok(None);
    };
    let repository = repository_root(&start);
    for folder in upward(&start, repository.as_deref()) {
        let mut found = NAMES
            .iter()
            .map(|name| folder.join(name))
            .filter(|file| file.is_file());
        match (found.next(), found.next()) {
            (Some(one), Some(other)) => {
                let (one, other) = (one.display(), other.display());
                return Err(
                    Error::new(format!("there are two settings files: `{one}` and `{other}`"))
                        .help(format!("keep one of them, for example: `git rm {other}`")),
                );
            }
            (Some(file), None) => return Ok(Some(file)),
            _ => {}
        }
    }
    Ok(None)
}

/// The folders that the patterns of `programs:` name, sorted: paths from the settings file, in which a `*`
/// stands for any part of one folder's name. A folder that a `*` finds counts only with a charter; one that
/// is named in full counts without.
pub(super) fn programs(file: &Path, patterns: &[String]) -> Result<BTreeSet<PathBuf>> {
    let home = file.parent().unwrap_or(Path::new("."));
    let home = real(home).map_err(|cause| Error::unreadable(home.display(), cause))?;
    let mut all = BTreeSet::new();
    for pattern in patterns {
        let mut folders = vec![home.clone()];
        for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
            folders = folders.iter().flat_map(|folder| step(folder, part)).collect();
        }
        let outside = pattern.starts_with('/') || pattern.split('/').any(|part| part == "..");
        folders.retain(|folder| !outside && folder.is_dir());
        folders.retain(|folder| !pattern.contains('*') || charter::is_held_by(folder));
        if folders.is_empty() {
            let file = file.display();
            let help = match outside {
                true => "patterns are paths below the folder of the settings file",
                false => {
                    "a program is a folder with a YAML file that has a `charter:`; start one: `linchpin init`"
                }
            };
            let message = format!("`programs: [{pattern}]` in `{file}` matches no program folder");
            return Err(Error::new(message).help(help));
        }
        all.extend(folders);
    }
    Ok(all)
}

/// What one part of a pattern leads to from a folder.
fn step(folder: &Path, part: &str) -> Vec<PathBuf> {
    if !part.contains('*') {
        return vec![folder.join(part)];
    }
    let Ok(found) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = found
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter(|name| !name.starts_with('.') && matches(part, name))
        .map(|name| folder.join(name))
        .collect()
}

/// Whether the path of a folder fits a pattern of `programs:`, part by part.
pub(super) fn fits(pattern: &str, folder: &str) -> bool {
    let pattern: Vec<&str> = pattern
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let folder: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut pairs = pattern.iter().zip(&folder);
    pattern.len() == folder.len() && pairs.all(|(pattern, name)| matches(pattern, name))
}

/// Whether `name` fits a pattern in which each `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        let Some((_, after)) = rest.split_once(piece) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::folder;
    use super::*;

    #[test]
    fn a_star_stands_for_part_of_a_name() {
        for (pattern, name) in [
            ("*", "atlas"),
            ("a*", "atlas"),
            ("*as", "atlas"),
            ("a*l*s", "atlas"),
            ("atlas", "atlas"),
        ] {
            assert!(matches(pattern, name), "{pattern}");
        }
        for (pattern, name) in [
            ("b*", "atlas"),
            ("*b", "atlas"),
            ("ab*ba", "aba"),
            ("atl", "atlas"),
            ("a*x*s", "atlas"),
        ] {
            assert!(!matches(pattern, name), "{pattern}");
        }
    }

    #[test]
    fn a_star_finds_charters_and_a_full_name_needs_none() {
        let (_outer, root) = folder(&[
            "p/b/charter.yaml",
            "p/a/charter.yaml",
            "p/docs/x.yaml",
            "new/x.yaml",
        ]);
        let file = root.join("linchpin.yaml");
        let ask = |pattern: &str| programs(&file, &[pattern.to_owned()]);
        let both: Vec<_> = ask("p/*").unwrap().into_iter().collect();
        assert_eq!(both, [root.join("p/a"), root.join("p/b")]);
        assert_eq!(ask("./new/").unwrap().len(), 1);
        let error = ask("q/*").unwrap_err();
        assert!(error.message().starts_with("`programs: [q/*]` in"), "{error}");
        assert!(ask("../elsewhere").is_err() && ask("/etc").is_err());
    }

    #[test]
    fn the_nearest_settings_hold_and_two_side_by_side_are_an_error() {
        let (_outer, root) = folder(&["linchpin.yaml", "p/.linchpin.yaml", "p/a/x.yaml", "q/x.yaml"]);
        let nearest = find_settings(&root.join("p/a")).unwrap();
        assert_eq!(nearest, Some(root.join("p/.linchpin.yaml")));
        assert_eq!(
            find_settings(&root.join("q")).unwrap(),
            Some(root.join("linchpin.yaml"))
        );
        assert_eq!(find_settings(&root.join("nowhere")).unwrap(), None);
        fs::write(root.join("p/linchpin.yaml"), "").unwrap();
        let error = find_settings(&root.join("p/a")).unwrap_err();
        assert!(error.message().contains("linchpin.yaml` and `"), "{error}");
    }
}
