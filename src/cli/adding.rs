//! New entities in the files of a program, in memory until the command writes them.

use super::changes::Changes;
use super::session::Session;
use crate::edit::{Splice, joined};
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::parse::{Document, NodeRef};
use crate::text::{FileId, Span};
use std::collections::BTreeMap;

/// Makes the edits of each file in memory, and reads the program again.
pub(super) fn apply(
    session: &mut Session<'_>,
    splices: BTreeMap<FileId, Vec<Splice>>,
    changes: &mut Changes,
) -> Result<()> {
    let mut files = BTreeMap::new();
    for (file, splices) in splices {
        let source = session.programs[0].sources.file(file);
        let path = source.path.clone();
        let text = joined(file, &source.text, splices).ok_or_else(|| {
            Error::new(format!(
                "{path} is laid out in a way that is not understood; nothing was written"
            ))
        })?;
        let new = changes.put(session, &path, text)?;
        files.insert(path, new);
    }
    if files.is_empty() {
        Ok(())
    } else {
        session.overlay(files)
    }
}

/// A section that no file has yet, at the end of the charter's file or the first.
pub(super) fn begun(loaded: &Loaded, section: &str, new: &[(&str, &str)]) -> Result<(FileId, Splice)> {
    let charter = loaded.documents.entity("charter", "").map(|(key, _)| key.file());
    let file = charter.or_else(|| loaded.documents.iter().next().map(Document::file));
    let file = file.ok_or_else(|| {
        Error::new("the program has no file yet")
            .help("begin it with `linchpin init`, or import a table with `--out FILE`")
    })?;
    let text = &loaded.sources.file(file).text;
    let mut lines = if text.is_empty() || text.ends_with('\n') {
        String::new()
    } else {
        "\n".into()
    };
    lines.push_str(&format!("{section}:\n"));
    for line in new.iter().flat_map(|(_, text)| text.lines()) {
        lines.push_str(&format!("  {line}\n"));
    }
    let at = Span::new(text.len(), text.len());
    Ok((file, Splice { at, text: lines }))
}

/// The section of that name which holds most entities, and of equals the first; nothing where no file has it.
pub(super) fn fullest<'l>(loaded: &'l Loaded, section: &str) -> Option<(NodeRef<'l>, NodeRef<'l>)> {
    let sections = loaded.documents.iter();
    let sections: Vec<_> = sections
        .filter_map(|document| document.root()?.get(section))
        .collect();
    sections
        .into_iter()
        .rev()
        .max_by_key(|(_, value)| value.entries().count())
}
