//! Where the program is: the folder named, the nearest one above, or those that the settings name.
#![allow(clippy::disallowed_methods, reason = "looks at the disk to find programs")]

use crate::error::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Program folders and the root that paths are told from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The repository's root; without a repository the current folder if the program is below it, else the
    /// program's folder.
    pub root: PathBuf,
    /// Program folders from the root, with `/`.
    pub folders: Vec<String>,
}

/// The nearest folder at or above with a `.git`.
pub fn repository(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// The nearest `linchpin.yaml` at or above a folder, not beyond its repository.
///
/// # Errors
/// When a folder has two of them.
pub fn settings(start: &Path) -> Result<Option<PathBuf>> {
    for folder in up(start) {
        let both = ["linchpin.yaml", ".linchpin.yaml"].map(|name| folder.join(name));
        match both.each_ref().map(|path| path.is_file()) {
            [true, true] => {
                return Err(Error::new(format!("{} has two settings files", folder.display()))
                    .help("keep linchpin.yaml and delete .linchpin.yaml"));
            }
            [true, false] => return Ok(Some(both[0].clone())),
            [false, true] => return Ok(Some(both[1].clone())),
            [false, false] => {}
        }
    }
    Ok(None)
}

/// Folders from `start` up to the repository's root, or to the top of the disk without one.
fn up(start: &Path) -> Vec<PathBuf> {
    let Ok(start) = fs::canonicalize(start) else {
        return Vec::new();
    };
    let top = repository(&start);
    let mut folders = Vec::new();
    for folder in start.ancestors() {
        folders.push(folder.to_path_buf());
        if Some(folder) == top.as_deref() {
            break;
        }
    }
    folders
}

/// The program folders that a command is about. `named` are the patterns of the settings, with the folder of
/// the settings file.
///
/// # Errors
/// When there is no such folder, or none can be found.
pub fn programs(cwd: &Path, argument: Option<&str>, named: Option<(&Path, &[String])>) -> Result<Found> {
    if let Some(argument) = argument {
        let path = cwd.join(argument);
        if path.is_file() {
            let parent = Path::new(argument).parent().filter(|parent| !parent.as_os_str().is_empty());
            let folder = parent.map_or(".".into(), |parent| parent.display().to_string());
            return Err(Error::new(format!("{argument} is a file; a program is a folder"))
                .help(format!("name its folder: {folder}")));
        }
        if !path.is_dir() {
            return Err(Error::new(format!("there is no folder {argument}"))
                .help("name the folder that holds the program's YAML files")
                .help("`linchpin init` writes a new program"));
        }
        return found(cwd, &[path]);
    }
    if let Some(folder) = up(cwd).into_iter().find(|folder| has_charter(folder)) {
        return found(cwd, &[folder]);
    }
    if let Some((home, patterns)) = named.filter(|(_, patterns)| !patterns.is_empty()) {
        let mut folders: Vec<PathBuf> = patterns.iter().flat_map(|pattern| expand(home, pattern)).collect();
        folders.sort();
        folders.dedup();
        if folders.is_empty() {
            return Err(Error::new(format!("`programs: [{}]` names no folder", patterns.join(", ")))
                .help(format!("mend the patterns in {}", home.join("linchpin.yaml").display())));
        }
        return found(cwd, &folders);
    }
    let below = charters_below(cwd, 3);
    if let [one] = below.as_slice() {
        return found(cwd, std::slice::from_ref(one));
    }
    let error = Error::new("no program here: no YAML file at or above this folder has a `charter:` section");
    Err(if below.is_empty() {
        error
            .help("name a folder: linchpin report FOLDER")
            .help("or write a new program: linchpin init FOLDER")
    } else {
        let relative = |path: &PathBuf| path.strip_prefix(cwd).unwrap_or(path).display().to_string();
        let shown: Vec<String> = below.iter().take(5).map(relative).collect();
        error.help(format!("name one of those below: {}", shown.join(", ")))
    })
}

/// All programs of a repository: folders that directly hold a charter.
pub fn siblings(root: &Path) -> Vec<String> {
    let below = charters_below(root, 8);
    below.iter().filter_map(|path| relative(root, path)).collect()
}

fn found(cwd: &Path, folders: &[PathBuf]) -> Result<Found> {
    let real = |path: &Path| {
        fs::canonicalize(path).map_err(|error| Error::unreadable(&path.display().to_string(), &error))
    };
    let cwd = real(cwd)?;
    let folders: Vec<PathBuf> = folders.iter().map(|path| real(path)).collect::<Result<_>>()?;
    let first = folders.first().cloned().unwrap_or_else(|| cwd.clone());
    let root = match repository(&first) {
        Some(root) => root,
        None if folders.iter().all(|folder| folder.starts_with(&cwd)) => cwd,
        None => first,
    };
    let folders = folders.iter().filter_map(|path| relative(&root, path)).collect();
    Ok(Found { root, folders })
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Vec<&str> = path
        .strip_prefix(root)
        .ok()?
        .iter()
        .filter_map(|part| part.to_str())
        .collect();
    Some(parts.join("/"))
}

/// Whether a YAML file directly in the folder has a charter.
fn has_charter(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        let is_other = name.starts_with('.') || name == "linchpin.yaml" || !is_yaml;
        !is_other && fs::read(entry.path()).is_ok_and(|bytes| mentions_charter(&bytes))
    })
}

/// Whether a line begins with the key.
fn mentions_charter(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .any(|line| {
            let rest = line.strip_prefix(b"charter").or_else(|| line.strip_prefix(b"\"charter\""));
            rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
        })
}

/// Folders below, at most so deep, that directly hold a charter; bounded in number.
fn charters_below(start: &Path, deepest: usize) -> Vec<PathBuf> {
    const MOST: usize = 20_000;
    let mut found = Vec::new();
    let mut seen = 0;
    let mut work = vec![(start.to_path_buf(), 0)];
    while let Some((folder, depth)) = work.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        if has_charter(&folder) {
            found.push(folder.clone());
        }
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && depth < deepest && !name.starts_with('.') && name != "target" && name != "node_modules" {
                work.push((entry.path(), depth + 1));
            }
        }
    }
    found.sort();
    found
}

/// Folders that a pattern with `*` in its parts names.
fn expand(home: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut folders = vec![home.to_path_buf()];
    for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
        let mut next = Vec::new();
        for folder in folders {
            if !part.contains('*') {
                next.push(folder.join(part));
                continue;
            }
            let (before, after) = part.split_once('*').unwrap_or((part, ""));
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let fits = name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after);
                if fits && !name.starts_with('.') {
                    next.push(entry.path());
                }
            }
        }
        folders = next;
    }
    folders.retain(|folder| folder.is_dir());
    folders
}
