//! The canonical layout of a file: sections and fields in the order of the format, two spaces to a level, no
//! space behind a line, one line end at the end.
//!
//! Whole lines move and nothing else. A comment moves with the entry it stands above or behind; one that a
//! blank line sets apart heads what follows, and nothing is moved across it. Entities, and the entries of
//! lists, keep their order: it is the author's, and often that of time. What cannot be laid out with certainty
//! is left as it is, with the reason.

mod arrange;
mod proof;
mod rows;

use crate::parse::{self, Document, Field};
use crate::text::{FileId, SourceFile};
use arrange::Arranging;
use rows::Rows;

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// The line, counted from 1.
    pub line: usize,
    /// What stands there, in plain words.
    pub why: &'static str,
}

/// The text of a program file in canonical layout; the same text where it is in it.
///
/// # Errors
/// When it cannot be laid out with certainty.
pub fn laid_out(source: &SourceFile, document: &Document) -> Result<String, Unsure> {
    let text = arranged(source, document)?;
    if text == *source.text {
        return Ok(text);
    }
    let unproven = Unsure {
        line: 1,
        why: "a layout that would not surely be read as the same",
    };
    let after = SourceFile::new(source.path.as_str(), text.as_str());
    let (new, faults) = parse::document(FileId(0), &after);
    if !faults.is_empty() || !proof::says_the_same(document, &new) {
        return Err(unproven);
    }
    match arranged(&after, &new) {
        Ok(again) if again == text => Ok(text),
        _ => Err(unproven),
    }
}

/// The first line, counted from 0, in which a file differs from its canonical layout; nothing where it does not,
/// or where it is left alone.
pub fn first_unordered_line(source: &SourceFile, document: &Document) -> Option<usize> {
    let text = laid_out(source, document).ok()?;
    if text == *source.text {
        return None;
    }
    let pairs = source.text.split_inclusive('\n').zip(text.split_inclusive('\n'));
    Some(pairs.take_while(|(old, new)| old == new).count())
}

fn arranged(source: &SourceFile, document: &Document) -> Result<String, Unsure> {
    let Some(root) = document.root() else {
        return Ok(source.text.to_string());
    };
    let rows = Rows::read(&source.text, document)?;
    let mut arranging = Arranging::new(&rows);
    arranging.file(root, crate::model::ProgramFile::SHAPE)?;
    Ok(arranging.text())
}

#[cfg(test)]
mod tests;
