//! Lines in their new order and at their new indentation.

use super::Unsure;
use super::rows::{Kind, Row, Rows};
use crate::parse::{NodeRef, Shape};
use std::ops::Range;

/// Spaces to a level.
const STEP: usize = 2;

/// A line of the result.
struct Line<'t> {
    indent: usize,
    /// Whether `- ` stands before the text, within the indentation.
    dash: bool,
    is_comment: bool,
    text: &'t str,
}

/// An entry of a mapping with what belongs to it.
struct Entry<'d> {
    key: NodeRef<'d>,
    value: NodeRef<'d>,
    shape: Shape,
    rank: usize,
    /// Comments set apart by a blank line below: nothing moves across them.
    banner: Range<usize>,
    /// Comments right above.
    lead: Range<usize>,
    /// Whether a blank line stands above.
    is_apart: bool,
    /// Its own lines, and the deeper comments behind them.
    body: Range<usize>,
}

/// The result as far as it is made.
pub(super) struct Arranging<'t> {
    rows: &'t Rows<'t>,
    out: Vec<Line<'t>>,
}

impl<'t> Arranging<'t> {
    pub(super) fn new(rows: &'t Rows<'t>) -> Arranging<'t> {
        Arranging {
            rows,
            out: Vec::with_capacity(rows.rows.len()),
        }
    }

    /// The lines as text.
    pub(super) fn text(&self) -> String {
        let mut out = String::with_capacity(self.rows.text.len() + 64);
        let last = self.out.iter().rposition(|line| !line.text.is_empty());
        for line in self.out.iter().take(last.map_or(0, |last| last + 1)) {
            if !line.text.is_empty() {
                let dash = if line.dash { STEP } else { 0 };
                out.extend(std::iter::repeat_n(' ', line.indent.saturating_sub(dash)));
                out.push_str(if line.dash { "- " } else { "" });
                out.push_str(line.text);
            }
            out.push('\n');
        }
        out
    }

    /// The whole file.
    pub(super) fn file(&mut self, root: NodeRef<'_>, shape: Shape) -> Result<(), Unsure> {
        let rows = self.rows;
        let end = rows.rows.len();
        if !root.is_mapping() || root.is_flow() {
            return Err(rows.unsure(root.span().start as usize, "no sections"));
        }
        for line in 0..rows.head {
            self.push(0, rows.rows[line].kind == Kind::Comment, rows.trimmed(line));
        }
        if rows.head > 0 && self.is(rows.head, Kind::Blank) {
            self.blank();
        }
        self.mapping(root, shape, rows.head..end, 0)
    }

    fn row(&self, line: usize) -> Row {
        self.rows.rows[line]
    }

    fn is(&self, line: usize, kind: Kind) -> bool {
        self.rows.rows.get(line).is_some_and(|row| row.kind == kind)
    }

    fn push(&mut self, indent: usize, is_comment: bool, text: &'t str) {
        self.out.push(Line {
            indent,
            dash: false,
            is_comment,
            text,
        });
    }

    /// A blank line, unless one stands there.
    fn blank(&mut self) {
        if self.out.last().is_some_and(|line| !line.text.is_empty()) {
            self.push(0, false, "");
        }
    }

    /// A block mapping in its lines.
    fn mapping(
        &mut self,
        node: NodeRef<'_>,
        shape: Shape,
        lines: Range<usize>,
        indent: usize,
    ) -> Result<(), Unsure> {
        let (mut entries, tail, column) = self.entries(node, shape, lines)?;
        // Sections are all set apart or none is, whichever comes first.
        let is_airy = indent == 0 && entries.iter().any(|entry| entry.is_apart);
        let mut from = 0;
        while from < entries.len() {
            let mut to = from + 1;
            while to < entries.len() && entries[to].banner.is_empty() {
                to += 1;
            }
            let banner = entries[from].banner.clone();
            if !banner.is_empty() {
                if from > 0 && (is_airy || entries[from].is_apart) {
                    self.blank();
                }
                self.comments(banner, indent);
                self.blank();
                entries[from].is_apart = false;
            }
            let group = &mut entries[from..to];
            group.sort_by_key(|entry| entry.rank);
            for (number, entry) in group.iter().enumerate() {
                if number > 0 && (is_airy || entry.is_apart) {
                    self.blank();
                }
                self.comments(entry.lead.clone(), indent);
                self.entry(entry, column, indent)?;
            }
            from = to;
        }
        self.tail(tail, indent);
        Ok(())
    }

    /// The entries of a block mapping with their lines, the comments behind the last, and the column of the keys.
    fn entries<'d>(
        &self,
        node: NodeRef<'d>,
        shape: Shape,
        lines: Range<usize>,
    ) -> Result<(Vec<Entry<'d>>, Range<usize>, usize), Unsure> {
        let mut entries: Vec<Entry<'d>> = Vec::new();
        let mut column = 0;
        let mut from = lines.start;
        for (key, value) in node.entries() {
            let span = key.span();
            let line = self.rows.line_from(from, span.start);
            let unsure = |why| Err(self.rows.unsure(span.start as usize, why));
            if !key.is_scalar() || !self.rows.is_in(line, span.end) {
                return unsure("a key that is no single word");
            }
            if key.source() == "<<" {
                return unsure("a merge key (`<<`)");
            }
            if !lines.contains(&line) || line < from {
                return unsure("two entries on one line");
            }
            let at = span.start as usize - self.row(line).start;
            let is_first = entries.is_empty();
            if is_first {
                column = at;
            }
            let is_behind_dash = is_first && line == lines.start;
            if at != column || (at != self.row(line).indent && !is_behind_dash) {
                return unsure("an entry that does not begin its line");
            }
            let start = match entries.last_mut() {
                Some(last) => {
                    let end = self.end(last.body.start..line, column);
                    last.body.end = end;
                    end
                }
                None => from,
            };
            let (rank, below) = shape.field(key.text());
            let (banner, lead, is_apart) = self.above(start..line);
            entries.push(Entry {
                key,
                value,
                shape: below,
                rank,
                banner,
                lead,
                is_apart: is_apart && !is_first,
                body: line..line + 1,
            });
            from = line + 1;
        }
        let Some(last) = entries.last_mut() else {
            return Err(self.rows.unsure(node.span().start as usize, "no entries"));
        };
        last.body.end = self.end(last.body.start..lines.end, column);
        let tail = last.body.end..lines.end;
        Ok((entries, tail, column))
    }

    /// Where the lines of an entry end: behind its content and the comments that are deeper than its key.
    fn end(&self, lines: Range<usize>, column: usize) -> usize {
        let content = lines.clone().rfind(|line| self.is(*line, Kind::Content));
        let behind = content.map_or(lines.start, |line| line + 1);
        let mut end = behind;
        for line in behind..lines.end {
            match self.row(line).kind {
                Kind::Comment if self.row(line).indent > column => end = line + 1,
                Kind::Blank => {}
                _ => break,
            }
        }
        end
    }

    /// The blank lines and comments above an entry: those set apart, those right above it, and whether a blank
    /// line stands first.
    fn above(&self, lines: Range<usize>) -> (Range<usize>, Range<usize>, bool) {
        let attached = lines
            .clone()
            .rev()
            .take_while(|line| self.is(*line, Kind::Comment));
        let lead = lines.end - attached.count()..lines.end;
        let mut apart = (lines.start..lead.start).filter(|line| self.is(*line, Kind::Comment));
        let banner = match (apart.next(), apart.next_back()) {
            (None, _) => lines.start..lines.start,
            (Some(one), None) => one..one + 1,
            (Some(first), Some(last)) => first..last + 1,
        };
        (banner, lead, self.is(lines.start, Kind::Blank))
    }

    /// An entry with all below it.
    fn entry(&mut self, entry: &Entry<'_>, column: usize, indent: usize) -> Result<(), Unsure> {
        let rows = self.rows;
        let body = entry.body.clone();
        let value = entry.value;
        let is_block = (value.is_mapping() || value.is_sequence()) && !value.is_flow();
        let start = entry.key.span().start as usize;
        let row = self.row(body.start);
        if is_block && rows.is_in(body.start, value.span().start) {
            return Err(rows.unsure(start, "an entry that begins on the line of its key"));
        }
        let text = &rows.text[start..row.end];
        let text = if row.ends_inside {
            text
        } else {
            text.trim_end_matches(' ')
        };
        self.push(indent, false, text);
        let below = body.start + 1..body.end;
        if !is_block {
            self.shifted(below, column, indent);
            Ok(())
        } else if value.is_mapping() {
            self.mapping(value, entry.shape, below, indent + STEP)
        } else {
            self.list(value, entry.shape, below, indent + STEP)
        }
    }

    /// A block list in its lines.
    fn list(
        &mut self,
        node: NodeRef<'_>,
        shape: Shape,
        lines: Range<usize>,
        indent: usize,
    ) -> Result<(), Unsure> {
        let rows = self.rows;
        let unsure = || rows.unsure(node.span().start as usize, "a list in an unusual layout");
        let first = lines
            .clone()
            .find(|line| self.is(*line, Kind::Content))
            .ok_or_else(unsure)?;
        let column = self.row(first).indent;
        let is_dash = |line: &usize| {
            let row = self.row(*line);
            let text = &rows.text[row.start + row.indent.min(row.end - row.start)..row.end];
            row.indent == column && !row.begins_inside && (text == "-" || text.starts_with("- "))
        };
        let dashes: Vec<usize> = lines.clone().filter(is_dash).collect();
        let items: Vec<NodeRef<'_>> = node.items().collect();
        if dashes.len() != items.len() {
            return Err(unsure());
        }
        let mut from = lines.start;
        for (number, item) in items.iter().enumerate() {
            let dash = dashes[number];
            let next = dashes.get(number + 1).copied().unwrap_or(lines.end);
            let body = dash..self.end(dash..next, column);
            if number > 0 && self.is(from, Kind::Blank) {
                self.blank();
            }
            let (banner, lead, _) = self.above(from..dash);
            if !banner.is_empty() {
                self.comments(banner, indent);
                self.blank();
            }
            self.comments(lead, indent);
            from = body.end;
            self.item(*item, shape.entry(), body, (column, indent))?;
        }
        self.tail(from..lines.end, indent);
        Ok(())
    }

    fn item(
        &mut self,
        item: NodeRef<'_>,
        shape: Shape,
        body: Range<usize>,
        (column, indent): (usize, usize),
    ) -> Result<(), Unsure> {
        let is_mapping = item.is_mapping() && !item.is_flow();
        if !is_mapping || !self.rows.is_in(body.start, item.span().start) {
            self.shifted(body, column, indent);
            return Ok(());
        }
        let from = self.out.len();
        self.mapping(item, shape, body, indent + STEP)?;
        // Comments of the field that comes first now stand above the whole.
        for line in &mut self.out[from..] {
            if line.is_comment {
                line.indent = indent;
            } else {
                line.dash = true;
                break;
            }
        }
        Ok(())
    }

    /// Lines as they are, at another indentation.
    fn shifted(&mut self, lines: Range<usize>, column: usize, indent: usize) {
        let rows = self.rows;
        for line in lines {
            let row = self.row(line);
            if row.kind == Kind::Blank {
                self.blank();
                continue;
            }
            let text = &rows.text[row.start + row.indent..row.end];
            let text = if row.ends_inside {
                text
            } else {
                text.trim_end_matches(' ')
            };
            let is_comment = row.kind == Kind::Comment;
            self.push((row.indent + indent).saturating_sub(column), is_comment, text);
        }
    }

    /// Comments at the indentation of what they belong to.
    fn comments(&mut self, lines: Range<usize>, indent: usize) {
        for line in lines {
            match self.row(line).kind {
                Kind::Blank => self.blank(),
                _ => self.push(indent, true, self.rows.trimmed(line)),
            }
        }
    }

    /// The comments behind the last entry.
    fn tail(&mut self, lines: Range<usize>, indent: usize) {
        if lines.clone().any(|line| self.is(line, Kind::Comment)) {
            self.comments(lines, indent);
        }
    }
}
