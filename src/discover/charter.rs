//! Which folders are programs: those that directly hold a YAML file with a `charter:`.

use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::Path;

/// How many files and folders [`siblings`] looks at before it stops, so that a program at the root of a
/// huge repository does not make every command slow.
pub(super) const ENTRIES: usize = 20_000;

/// How much of a file is searched for its charter.
const BYTES: u64 = 64 << 20;

/// All program folders below `root`, as paths with `/` in the order found (shallow ones first, then by
/// name): what another program may be that a reference names. Hidden folders, `target` and `node_modules`
/// are not entered, links not followed.
pub fn siblings(root: &Path) -> Vec<String> {
    below(root, usize::MAX)
}

/// The same, at most `depth` folders deep.
pub(super) fn below(root: &Path, depth: usize) -> Vec<String> {
    let mut programs = Vec::new();
    let mut left = ENTRIES;
    let mut open = VecDeque::from([(String::new(), 0)]);
    while let Some((folder, level)) = open.pop_front() {
        let Ok(found) = fs::read_dir(root.join(&folder)) else {
            continue;
        };
        let mut below = Vec::new();
        let mut is_program = false;
        for entry in found.flatten() {
            if left == 0 {
                break;
            }
            left -= 1;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && !is_skipped(&name) && level < depth {
                let path = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                below.push((path, level + 1));
            } else if !is_folder && !is_program {
                is_program = is_charter(&entry.path());
            }
        }
        if is_program {
            programs.push(folder);
        }
        below.sort();
        open.extend(below);
    }
    programs
}

/// Whether a folder directly holds a charter.
pub(super) fn is_held_by(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|mut found| found.any(|entry| entry.is_ok_and(|entry| is_charter(&entry.path()))))
}

/// Whether a file is part of a program by its name, and has a charter.
fn is_charter(file: &Path) -> bool {
    if !is_program_file(file) {
        return false;
    }
    // A pipe would block at opening; only a regular file is opened.
    let mut text = Vec::new();
    let read = fs::metadata(file).is_ok_and(|found| found.is_file())
        && fs::File::open(file).is_ok_and(|open| open.take(BYTES).read_to_end(&mut text).is_ok());
    read && has_charter(&text)
}

/// Whether a file is part of a program by its name.
fn is_program_file(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    crate::text::is_yaml(name) && !name.starts_with('.') && name != "linchpin.yaml"
}

/// Whether a path of a commit may hold the charter of a program that [`siblings`] would find.
pub(super) fn may_hold(path: &str) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    is_program_file(Path::new(path)) && !folders.any(is_skipped)
}

/// Whether a folder of this name is never entered.
fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name == "target" || name == "node_modules"
}

/// Whether a line begins with the key `charter`, quoted or not.
pub(super) fn has_charter(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    text.split(|byte| *byte == b'\n' || *byte == b'\r').any(|line| {
        let keys: [&[u8]; 3] = [b"charter", b"\"charter\"", b"'charter'"];
        let rest = keys.into_iter().find_map(|key| line.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::folder;
    use super::*;

    #[test]
    fn a_charter_is_a_key_at_the_start_of_a_line() {
        for text in [
            "charter:\n",
            "# x\ncharter: {}\n",
            "\u{feff}charter:",
            "a: 1\rcharter:",
            "\"charter\" :\n",
        ] {
            assert!(has_charter(text.as_bytes()), "{text:?}");
        }
        for text in ["", "  charter:\n", "charters:\n", "# charter:\n", "charter\n"] {
            assert!(!has_charter(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn siblings_are_all_programs_of_a_repository() {
        let (_outer, root) = folder(&[
            "p/b/charter.yaml",
            "p/a/charter.yaml",
            "p/a/old/deep/er/charter.yaml",
            "q/other.yaml",
            ".hidden/charter.yaml",
            "target/charter.yaml",
            "x/node_modules/y/charter.yaml",
        ]);
        assert_eq!(siblings(&root), ["p/a", "p/b", "p/a/old/deep/er"]);
    }
}
