//! A file as lines, each known to be blank, a comment or content, and to begin or end within a scalar or not.

use super::Unsure;
use crate::parse::{Document, Style};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Comment,
    Content,
}

/// A line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) start: usize,
    /// One past its last byte, without the line end.
    pub(super) end: usize,
    /// Spaces before its text.
    pub(super) indent: usize,
    pub(super) kind: Kind,
    /// Whether the line begins within a scalar.
    pub(super) begins_inside: bool,
    /// Whether the spaces at its end may belong to a scalar.
    pub(super) ends_inside: bool,
}

/// The lines of a file.
pub(super) struct Rows<'t> {
    pub(super) text: &'t str,
    pub(super) rows: Vec<Row>,
    /// The lines at the top that stay there whatever follows.
    pub(super) head: usize,
}

impl<'t> Rows<'t> {
    /// Reads the lines; refuses what moving them could change.
    pub(super) fn read(text: &'t str, document: &Document) -> Result<Rows<'t>, Unsure> {
        let mut rows = Rows {
            text,
            rows: lines(text),
            head: 0,
        };
        rows.mark(document)?;
        rows.head = rows.find_head(document);
        rows.look_between(document)?;
        Ok(rows)
    }

    /// The line of a byte.
    pub(super) fn line(&self, byte: u32) -> usize {
        let after = self.rows.partition_point(|row| row.start <= byte as usize);
        after.saturating_sub(1)
    }

    /// The line of a byte that stands in a given line or not far behind it.
    pub(super) fn line_from(&self, line: usize, byte: u32) -> usize {
        let byte = byte as usize;
        match self.rows.get(line) {
            Some(row) if row.start <= byte => {
                let behind = self.rows[line + 1..].iter();
                line + behind.take_while(|row| row.start <= byte).count()
            }
            _ => self.line(byte as u32),
        }
    }

    /// Whether a byte stands in a line.
    pub(super) fn is_in(&self, line: usize, byte: u32) -> bool {
        let byte = byte as usize;
        self.rows[line].start <= byte && self.rows.get(line + 1).is_none_or(|next| next.start > byte)
    }

    pub(super) fn unsure(&self, byte: usize, why: &'static str) -> Unsure {
        Unsure {
            line: self.line(byte as u32) + 1,
            why,
        }
    }

    /// The text of a line without the spaces around it.
    pub(super) fn trimmed(&self, line: usize) -> &'t str {
        let row = self.rows[line];
        self.text[row.start..row.end].trim_matches(' ')
    }

    /// Marks what lies within scalars of several lines.
    fn mark(&mut self, document: &Document) -> Result<(), Unsure> {
        for node in document.nodes() {
            let span = node.span();
            if node.source().starts_with('*') {
                return Err(self.unsure(span.start as usize, "an alias (`*`)"));
            }
            if node.is_repeated() {
                return Err(self.unsure(span.start as usize, "a key that stands twice"));
            }
            let Some(style) = node.style() else { continue };
            if style == Style::Plain || span.start == span.end {
                continue;
            }
            let (first, last) = (self.line(span.start), self.line(span.end - 1));
            if first == last {
                continue;
            }
            let is_block = matches!(style, Style::Literal | Style::Folded);
            let header = node.source().lines().next().unwrap_or_default();
            let sign = header.split(' ').next().unwrap_or_default();
            if is_block && sign.contains(|c: char| c.is_ascii_digit() || c == '+') {
                return Err(self.unsure(
                    span.start as usize,
                    "a block text that gives its indentation or keeps its last lines",
                ));
            }
            for line in first..=last {
                let row = &mut self.rows[line];
                row.begins_inside |= line > first;
                row.ends_inside |= if is_block { line > first } else { line < last };
                if line > first {
                    row.kind = Kind::Content;
                }
            }
        }
        Ok(())
    }

    /// The marker of a document and what stands above it; else the lines for editors at the top.
    fn find_head(&self, document: &Document) -> usize {
        let first = document.root().map_or(0, |root| self.line(root.span().start));
        let above = 0..first;
        if let Some(marker) = above.clone().find(|line| self.trimmed(*line) == "---") {
            return marker + 1;
        }
        let is_mode = |line: &usize| {
            let text = self.trimmed(*line);
            text.starts_with("# yaml-language-server:") || text.starts_with("# vim:")
        };
        above.take_while(is_mode).count()
    }

    /// Refuses what stands between scalars and is neither space, comment nor a sign of lists and mappings.
    fn look_between(&self, document: &Document) -> Result<(), Unsure> {
        let mut at = self.rows.get(self.head).map_or(self.text.len(), |row| row.start);
        let scalars = document.nodes().filter(|node| node.is_scalar());
        for span in scalars.map(|node| node.span()) {
            let (start, end) = (span.start as usize, span.end as usize);
            if start > at {
                self.look(at, start)?;
            }
            at = at.max(end);
        }
        self.look(at, self.text.len())
    }

    fn look(&self, from: usize, to: usize) -> Result<(), Unsure> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < to {
            let why = match bytes[at] {
                b'#' => {
                    at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count();
                    continue;
                }
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => "a line that ends in a carriage return alone",
                b'\t' => "a tab",
                b'&' => "an anchor (`&`)",
                b'!' => "a tag (`!`)",
                b'?' => "a key of its own line (`?`)",
                b'-' if self.text[at..].starts_with("---") && (at == 0 || bytes[at - 1] == b'\n') => {
                    "a second document (`---`)"
                }
                b' ' | b'\r' | b'\n' | b':' | b'-' | b',' | b'[' | b']' | b'{' | b'}' => {
                    at += 1;
                    continue;
                }
                _ => "something that is not read",
            };
            return Err(self.unsure(at, why));
        }
        Ok(())
    }
}

fn lines(text: &str) -> Vec<Row> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let indent = content.len() - content.trim_start_matches(' ').len();
        let row = Row {
            start,
            end: start + content.len(),
            indent,
            kind: match content.as_bytes().get(indent) {
                None => Kind::Blank,
                Some(b'#') => Kind::Comment,
                Some(_) => Kind::Content,
            },
            begins_inside: false,
            ends_inside: false,
        };
        start += line.len();
        row
    });
    lines.collect()
}
