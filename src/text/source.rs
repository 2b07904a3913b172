//! Files by number, spans by byte, and the late translation of a byte into line and column.

use std::sync::{Arc, OnceLock};

/// The number of a file within one [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file. Files are at most 4 GiB, so 32 bits are enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The span with its ends in the text and between letters.
    pub fn within(self, text: &str) -> Span {
        let mut start = (self.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (self.end as usize).clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }
}

/// A span and the file it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// A place as people and formats name it; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// Bytes of a block for which characters are counted ahead.
const BLOCK: usize = 1024;

/// The offsets at which the lines of a text begin, and how many characters stand before each block of it, so
/// that a column of a line of a megabyte costs no more than one of a short line.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once; a line ends at `\n`, at `\r\n`, or at a lone `\r`, as in YAML.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut characters = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut before = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at % BLOCK == 0 {
                characters.push(before);
            }
            before += u32::from(is_first(*byte));
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { starts, characters }
    }

    /// How many characters stand before a byte of the text, which is the one that was read.
    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let Some(block) = (byte / BLOCK).min(self.characters.len()).checked_sub(1) else {
            return characters(&text.as_bytes()[..byte]);
        };
        self.characters[block] as usize + characters(&text.as_bytes()[block * BLOCK..byte])
    }

    /// One past the last byte of a line without its end.
    fn end(&self, text: &str, line: usize) -> usize {
        let start = self.start(line) as usize;
        let next = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |next| *next as usize);
        start + text[start..next.max(start)].trim_end_matches(['\n', '\r']).len()
    }

    /// The line, counted from 0, that holds `byte`.
    pub fn line(&self, byte: u32) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    /// The first byte of a line counted from 0; the last line's for any larger number.
    pub fn start(&self, line: usize) -> u32 {
        self.starts[line.min(self.starts.len() - 1)]
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_first(**byte)).count()
}

/// Whether a byte begins a character.
fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// One file as text: valid UTF-8 without byte-order mark.
#[derive(Debug)]
pub struct SourceFile {
    /// Path from the root of its tree, with `/`.
    pub path: String,
    /// The text, without a byte-order mark.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file of the given path and text.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// The line index, made at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The bytes of a line counted from 0, without its end.
    pub fn line_bytes(&self, line: usize) -> std::ops::Range<usize> {
        self.lines().start(line) as usize..self.lines().end(&self.text, line)
    }

    /// Line and column of a byte; a byte past the end, or inside a character, is moved back to a boundary.
    pub fn position(&self, byte: u32) -> Position {
        let mut at = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.lines().line(at as u32);
        let start = self.lines().start(line) as usize;
        let before = if at - start <= BLOCK {
            characters(&self.text.as_bytes()[start..at])
        } else {
            let lines = self.lines();
            lines.characters_before(&self.text, at) - lines.characters_before(&self.text, start)
        };
        Position {
            line: line + 1,
            column: before + 1,
        }
    }
}

/// All files that a program was read from, by [`FileId`].
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The file of a number that [`Sources::add`] gave.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(at, file)| (FileId(at as u32), file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_every_way() {
        let file = SourceFile::new("a.yaml", "é: 1\r\nb: 2\rc: ü\n");
        let at = |byte| {
            let position = file.position(byte);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2), "é is two bytes and one column");
        assert_eq!(at(1), (1, 1), "inside é");
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(12), (3, 1));
        assert_eq!(at(999), (4, 1), "past the end");
        assert_eq!(file.line_bytes(0), 0..5);
        assert_eq!(file.line_bytes(1), 7..11);
        assert_eq!(file.line_bytes(3), 18..18);
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_counting() {
        let text = format!("a\n{}b", "é漢x".repeat(1000));
        let file = SourceFile::new("a.yaml", text.as_str());
        for (column, (byte, _)) in text[2..].char_indices().enumerate() {
            assert_eq!(file.position(byte as u32 + 2).column, column + 1);
        }
    }
}
