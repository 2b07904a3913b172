//! The plain part of YAML, read line by line: what nearly every program file is made of. Ten times as fast as
//! the full parser, and never another opinion: whatever is not plainly of this part (an anchor, a tag, a
//! merge key, a tab, a text over several lines, anything that may be an error) is declined, and the full
//! parser reads the file from its start. A test holds both against each other, node by node.
//!
//! Block mappings and lists, flow collections, plain and quoted scalars on one line, `|` and `>` blocks and
//! comments are read here.

mod flow;

use super::{Kind, Node, Style, Value};
use crate::text::Span;
use flow::Flow;

/// Deepest nesting read here; far below what the full parser allows.
const DEPTH: usize = 32;

/// The nodes and the decoded texts of a file, or nothing if the full parser has to read it.
pub(super) fn read(text: &str) -> Option<(Vec<Node>, Vec<Box<str>>)> {
    // Of the bytes above ASCII, E2 begins the line separators and C2 the next-line character.
    if text
        .bytes()
        .any(|byte| matches!(byte, b'\t' | b'\r' | 0xc2 | 0xe2))
        && has_odd_breaks(text)
    {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: None,
        nodes: Vec::with_capacity(text.len() / 14),
        decoded: Vec::new(),
    };
    reader.advance();
    if reader.line.is_some_and(|line| reader.slice(line) == "---") {
        reader.advance();
    }
    reader.block(reader.line?, 0)?;
    reader.line.is_none().then_some((reader.nodes, reader.decoded))
}

fn has_odd_breaks(text: &str) -> bool {
    text.contains(['\t', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

/// A line with something on it that is no comment.
#[derive(Clone, Copy)]
struct Line {
    /// Spaces before what stands there.
    indent: usize,
    /// First byte of it.
    start: usize,
    /// One past the last byte of the line.
    end: usize,
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Where the line after `line` begins.
    at: usize,
    line: Option<Line>,
    nodes: Vec<Node>,
    decoded: Vec<Box<str>>,
}

impl Reader<'_> {
    fn slice(&self, line: Line) -> &str {
        &self.text[line.start..line.end]
    }

    /// The line that begins at a byte, blank or not, and where the one after it begins.
    fn raw_line(&self, at: usize) -> (Line, usize) {
        let rest = &self.bytes[at..];
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let indent = rest[..length]
            .iter()
            .position(|byte| *byte != b' ')
            .unwrap_or(length);
        let line = Line {
            indent,
            start: at + indent,
            end: at + length,
        };
        (line, (at + length + 1).min(self.bytes.len()))
    }

    /// Goes to the next line that is neither blank nor a comment.
    fn advance(&mut self) {
        while self.at < self.bytes.len() {
            let (line, next) = self.raw_line(self.at);
            self.at = next;
            if line.start < line.end && self.bytes[line.start] != b'#' {
                self.line = Some(line);
                return;
            }
        }
        self.line = None;
    }

    fn push(&mut self, kind: Kind, value: Value, start: usize, end: usize) -> usize {
        let number = self.nodes.len();
        self.nodes.push(Node {
            kind,
            value,
            span: Span::new(start, end),
            next: number as u32 + 1,
        });
        number
    }

    /// Closes a container at the end of the last thing in it.
    fn close(&mut self, number: usize, end: usize) {
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[number];
        node.next = next;
        node.span.end = end as u32;
    }

    /// A block mapping or list that begins at the current line; returns where it ends.
    fn block(&mut self, line: Line, depth: usize) -> Option<usize> {
        if depth > DEPTH {
            None
        } else if self.is_dash(line.start, line.end) {
            self.list(line.indent, depth)
        } else {
            self.mapping(line.indent, depth)
        }
    }

    fn is_dash(&self, at: usize, end: usize) -> bool {
        self.bytes[at] == b'-' && (at + 1 == end || self.bytes[at + 1] == b' ')
    }

    /// The colon of `key:`, if a plain key begins at a byte.
    fn colon(&self, at: usize, end: usize) -> Option<usize> {
        if !self.bytes[at].is_ascii_alphanumeric() {
            return None;
        }
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
        let colon = at + self.bytes[at..end].iter().position(|byte| !is_key(*byte))?;
        let is_colon = self.bytes[colon] == b':' && (colon + 1 == end || self.bytes[colon + 1] == b' ');
        is_colon.then_some(colon)
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Option<usize> {
        let start = self.line?.start;
        let mapping = self.push(
            Kind::Mapping {
                flow: false,
                merges: false,
            },
            Value::None,
            start,
            start,
        );
        let mut end = start;
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if line.indent > indent {
                return None;
            }
            let colon = self.colon(line.start, line.end)?;
            self.push(Kind::Scalar(Style::Plain), Value::Raw, line.start, colon);
            end = self.value(indent, true, colon + 1, line.end, depth)?;
        }
        self.close(mapping, end);
        Some(end)
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<usize> {
        let start = self.line?.start;
        let list = self.push(Kind::Sequence { flow: false }, Value::None, start, start);
        let mut end = start;
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if !self.is_dash(line.start, line.end) {
                // A list in a mapping may be indented no deeper than its key.
                if line.indent == indent {
                    break;
                }
                return None;
            }
            if line.indent > indent {
                return None;
            }
            let spaces = self.spaces(line.start + 1, line.end);
            let first = line.start + 1 + spaces;
            if first < line.end && self.colon(first, line.end).is_some() {
                let inner = Line {
                    indent: indent + 1 + spaces,
                    start: first,
                    end: line.end,
                };
                self.line = Some(inner);
                end = self.block(inner, depth + 1)?;
            } else {
                end = self.value(indent, false, line.start + 1, line.end, depth)?;
            }
        }
        self.close(list, end);
        Some(end)
    }

    fn spaces(&self, at: usize, end: usize) -> usize {
        let rest = &self.bytes[at..end];
        rest.iter().position(|byte| *byte != b' ').unwrap_or(rest.len())
    }

    /// The value after a colon or dash; returns where it ends. Its lines must be indented deeper than
    /// `parent`, but for a list in a mapping.
    fn value(
        &mut self,
        parent: usize,
        in_mapping: bool,
        from: usize,
        line_end: usize,
        depth: usize,
    ) -> Option<usize> {
        let at = from + self.spaces(from, line_end);
        if at == line_end || self.bytes[at] == b'#' {
            self.advance();
            return match self.line {
                Some(line) if line.indent > parent => self.block(line, depth + 1),
                Some(line) if in_mapping && line.indent == parent && self.is_dash(line.start, line.end) => {
                    self.block(line, depth + 1)
                }
                _ => {
                    self.push(Kind::Scalar(Style::Plain), Value::Raw, from, from);
                    Some(from)
                }
            };
        }
        let end = match self.bytes[at] {
            b'|' | b'>' => return self.text_block(parent, at, line_end),
            b'[' | b'{' => {
                let mut flow = Flow { at, line_end };
                self.flow(&mut flow, depth + 1)?;
                self.is_rest_empty(flow.at, flow.line_end)?;
                flow.at
            }
            b'"' | b'\'' => {
                let end = self.quoted(at, line_end)?;
                self.is_rest_empty(end, line_end)?;
                end
            }
            _ => self.plain(at, line_end)?,
        };
        self.advance();
        match self.line {
            // A text that goes on, or an error.
            Some(line) if line.indent > parent => None,
            _ => Some(end),
        }
    }

    /// Nothing but spaces and a comment up to the end of the line.
    fn is_rest_empty(&self, at: usize, end: usize) -> Option<()> {
        let spaces = self.spaces(at, end);
        let is_empty = at + spaces == end || spaces > 0 && self.bytes[at + spaces] == b'#';
        is_empty.then_some(())
    }

    fn is_plain_start(&self, at: usize, end: usize) -> bool {
        match self.bytes[at] {
            b'-' => at + 1 < end && !matches!(self.bytes[at + 1], b' ' | b',' | b'[' | b']' | b'{' | b'}'),
            b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"'
            | b'%' | b'@' | b'`' | b'?' | b':' => false,
            _ => true,
        }
    }

    /// A plain scalar up to the end of the line.
    fn plain(&mut self, start: usize, line_end: usize) -> Option<usize> {
        if !self.is_plain_start(start, line_end) {
            return None;
        }
        let mut end = line_end;
        for (offset, byte) in self.bytes[start..line_end].iter().enumerate() {
            let at = start + offset;
            match byte {
                b':' if at + 1 == line_end || self.bytes[at + 1] == b' ' => return None,
                b'#' if self.bytes[at - 1] == b' ' => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        while self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        self.push(Kind::Scalar(Style::Plain), Value::Raw, start, end);
        Some(end)
    }

    /// A quoted scalar that ends on its line; one with escapes is declined.
    fn quoted(&mut self, start: usize, line_end: usize) -> Option<usize> {
        let quote = self.bytes[start];
        let mut at = start + 1;
        let mut is_doubled = false;
        loop {
            let byte = *self.bytes[..line_end].get(at)?;
            if byte == b'\\' && quote == b'"' {
                return None;
            }
            if byte == quote {
                if quote == b'"' || self.bytes[..line_end].get(at + 1) != Some(&quote) {
                    break;
                }
                is_doubled = true;
                at += 1;
            }
            at += 1;
        }
        let style = if quote == b'"' {
            Style::DoubleQuoted
        } else {
            Style::SingleQuoted
        };
        let value = if is_doubled {
            self.decode(self.text[start + 1..at].replace("''", "'"))
        } else {
            Value::Inner
        };
        self.push(Kind::Scalar(style), value, start, at + 1);
        Some(at + 1)
    }

    fn decode(&mut self, text: String) -> Value {
        self.decoded.push(text.into_boxed_str());
        Value::Decoded(self.decoded.len() as u32 - 1)
    }

    /// A `|` or `>` block.
    fn text_block(&mut self, parent: usize, start: usize, line_end: usize) -> Option<usize> {
        let is_folded = self.bytes[start] == b'>';
        let is_stripped = self.bytes[..line_end].get(start + 1) == Some(&b'-');
        self.is_rest_empty(start + 1 + usize::from(is_stripped), line_end)?;
        let (first, _) = self.raw_line(self.at);
        if self.at >= self.bytes.len() || first.start == first.end || first.indent <= parent {
            return None;
        }
        let indent = first.indent;
        let mut text = String::new();
        let mut blanks = 0;
        let mut end = start;
        while self.at < self.bytes.len() {
            let (line, next) = self.raw_line(self.at);
            if line.start == line.end {
                if line.indent > indent {
                    return None;
                }
                blanks += 1;
                self.at = next;
                continue;
            }
            if line.indent < indent {
                if line.indent > parent {
                    return None;
                }
                break;
            }
            let content = &self.text[self.at + indent..line.end];
            if is_folded && (line.indent > indent || content.ends_with(' ')) {
                return None;
            }
            if end > start {
                let breaks = if is_folded { blanks } else { blanks + 1 };
                if breaks == 0 {
                    text.push(' ');
                }
                text.extend(std::iter::repeat_n('\n', breaks));
            } else if blanks > 0 {
                return None;
            }
            text.push_str(content);
            blanks = 0;
            end = line.end;
            self.at = next;
        }
        let is_closed = end < self.bytes.len();
        if !is_stripped {
            // Without a line break at the end of the file there is none to keep.
            if !is_closed {
                return None;
            }
            text.push('\n');
        }
        let end = start + self.text[start..end].trim_end().len();
        let style = if is_folded { Style::Folded } else { Style::Literal };
        let value = self.decode(text);
        self.push(Kind::Scalar(style), value, start, end);
        self.advance();
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml::build;
    use proptest::prelude::*;

    /// Reads both ways; where this reader has an opinion, it must be the full parser's.
    fn agree(text: &str) -> Result<bool, String> {
        let Some((nodes, decoded)) = read(text) else {
            return Ok(false);
        };
        let full = build::full(text).map_err(|stop| format!("the full parser refuses: {stop:?}\n{text}"))?;
        if nodes != full.0 {
            let at = nodes.iter().zip(&full.0).position(|(a, b)| a != b);
            let both = at.map(|at| (nodes[at], full.0[at]));
            return Err(format!("node {at:?} differs: {both:?}\n{text}"));
        }
        if decoded != full.1 {
            return Err(format!("{decoded:?} is {:?}\n{text}", full.1));
        }
        Ok(true)
    }

    #[test]
    fn what_is_common_in_programs_is_read_here() {
        for text in [
            "a: 1\n",
            "---\n# comment\na: one two # comment\nb:\n  c-d: 'it''s'\n  e: \"x\" # y\nf:\n",
            "a: [b, c-d, {e: f, g: [h]}]\nb: {c: 'x', d: \"y\"}\nc: []\nd: {}\n",
            "a:\n- b\n- c: d\n  e: f\n-\n- g:\n    h: i\n",
            "a: |\n  one\n    two\n\n  three\n# comment\nb: >-\n  folded\n  text\n\n  next\nc: x\n",
            "m:\n  x:\n    title: é and 漢\n    needs:\n      - a\n      - {id: b, lag: 2d}\n  # end\n",
            "a: http://x/y#z\nb: -5\nc: 10:30\nd: ~\n",
            "a:\n  b:\nc: |-\n  x\n\n\nd:\n",
        ] {
            match agree(text) {
                Ok(is_read) => assert!(is_read, "declined:\n{text}"),
                Err(problem) => panic!("{problem}"),
            }
        }
    }

    #[test]
    fn what_is_not_common_is_declined() {
        for text in [
            "a: &x 1\nb: *x\n",
            "a: !t 1\n",
            "a:\tb\n",
            "a: b\r\n",
            "a: b\n  c\n",
            "a: 'b\n  c'\n",
            "? a\n: b\n",
            "<<: {a: b}\n",
            "\"a\": b\n",
            "a: b: c\n",
            "a: [b\n",
            "- - a\n",
            "a: |+\n  x\n",
            "a: |2\n   x\n",
            "a: >\n  x\n   y\n",
            "a: \"x\\ty\"\n",
            "a: b\n---\nc: d\n",
            "a\n",
            "",
            "a: [b: c]\n",
            "a: {b}\n",
            "  a: b\n c: d\n",
            "a: @b\n",
            "a: `b\n",
        ] {
            assert!(read(text).is_none(), "not declined:\n{text}");
        }
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z0-9é][a-z0-9 é.:#,-]{0,8}",
            "'[a-z#: ',]{0,6}'",
            "\"[a-z#: ',]{0,6}\"",
            "\\[[a-c, {}:']{0,8}\\]",
            "\\{[a-c]: [a-c]{0,3}(, [a-c]: '?[a-c]'?)?\\}",
            "",
            "[|>][-]?",
        ]
    }

    fn line() -> impl Strategy<Value = String> {
        (
            0..4usize,
            "(- )?",
            "([a-d]{1,3}:)?",
            " ?",
            value(),
            "( # [a-z]{0,3})?| {0,2}",
        )
            .prop_map(|(indent, dash, key, space, value, end)| {
                format!("{}{dash}{key}{space}{value}{end}\n", "  ".repeat(indent))
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_never_has_another_opinion_than_the_full_parser(lines in prop::collection::vec(line(), 1..8)) {
            agree(&lines.concat()).map_err(TestCaseError::fail)?;
        }

        #[test]
        fn nor_on_arbitrary_signs(text in "[a-c:\\-\\[\\]{},#|>'\" \n\té]{0,60}") {
            agree(&text).map_err(TestCaseError::fail)?;
        }
    }
}
