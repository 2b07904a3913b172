//! From text to nodes. What is plainly of the common part of YAML is read by [`fast`]; everything else comes
//! from one event source behind one adapter: saphyr-parser, kept by an organization and exact on the valid
//! cases of the YAML test suite. Its marks count characters; a cursor that only walks turns them into bytes.

use super::marks::{block_end, quoted_end, sign_from};
use super::repeated::mark_repeated;
use super::{Document, Kind, MAX_ALIASED, MAX_DEPTH, Node, Style, Value};
use super::{fast, problems};
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, SourceFile, Span};
use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

/// Reads the first document of a file. On a syntax error the document is empty.
pub fn document(file: FileId, source: &SourceFile) -> (Document, Vec<Diagnostic>) {
    let mut document = Document::empty(file, source.text.clone());
    if let Some((nodes, decoded)) = fast::read(&source.text) {
        document.nodes = nodes;
        document.decoded = decoded;
        let found = mark_repeated(&mut document);
        return (document, found);
    }
    if let Some(problem) = problems::before(file, &source.text) {
        return (document, vec![problem]);
    }
    let mut builder = Builder::new(&source.text);
    match builder.run() {
        Ok(()) => {
            document.nodes = builder.nodes;
            document.decoded = builder.decoded;
            let found = mark_repeated(&mut document);
            (document, found)
        }
        Err((at, message, help)) => {
            let span = at.within(&source.text);
            let at = FileSpan { file, span };
            let found = Diagnostic::new("yaml-syntax", message)
                .with_at(at)
                .with_help(help);
            (document, vec![found])
        }
    }
}

pub(super) type Stop = (Span, String, String);

/// The nodes of a text by the full parser.
#[cfg(test)]
pub(super) fn full(text: &str) -> Result<(Vec<Node>, Vec<Box<str>>), Stop> {
    let mut builder = Builder::new(text);
    builder.run()?;
    Ok((builder.nodes, builder.decoded))
}

/// A container that is open.
struct Open {
    node: u32,
    anchor: usize,
    /// `expanded` when it began.
    before: u64,
    height: usize,
    /// Children so far, to know keys from values.
    children: usize,
}

struct Builder<'t> {
    text: &'t str,
    is_ascii: bool,
    cursor: (usize, usize),
    nodes: Vec<Node>,
    decoded: Vec<Box<str>>,
    open: Vec<Open>,
    /// Node, weight and height of each finished anchor.
    anchors: FxHashMap<usize, (u32, u64, usize)>,
    /// Nodes with aliases written out.
    expanded: u64,
    /// Where the last scalar, alias or flow collection ended: a block ends with the last thing in it.
    last_end: usize,
    documents: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Builder<'t> {
        Builder {
            text,
            is_ascii: text.is_ascii(),
            cursor: (0, 0),
            nodes: Vec::with_capacity(text.len() / 12),
            decoded: Vec::new(),
            open: Vec::new(),
            anchors: FxHashMap::default(),
            expanded: 0,
            last_end: 0,
            documents: 0,
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        let mut parser = Parser::new_from_str(self.text);
        loop {
            match parser.next_event() {
                None | Some(Ok((Event::StreamEnd, _))) => return Ok(()),
                Some(Ok((event, span))) => self.event(event, span.start, span.end)?,
                Some(Err(error)) => {
                    let at = self.byte(error.marker().index());
                    return Err(problems::after(self.text, at, error.info()));
                }
            }
        }
    }

    /// The byte of a character.
    fn byte(&mut self, index: usize) -> usize {
        if self.is_ascii {
            return index.min(self.text.len());
        }
        let (mut chars, mut at) = self.cursor;
        let bytes = self.text.as_bytes();
        let is_boundary = |at: usize| at >= bytes.len() || bytes[at] & 0xc0 != 0x80;
        while chars < index && at < bytes.len() {
            at += 1;
            while !is_boundary(at) {
                at += 1;
            }
            chars += 1;
        }
        while chars > index && at > 0 {
            at -= 1;
            while !is_boundary(at) {
                at -= 1;
            }
            chars -= 1;
        }
        self.cursor = (chars, at);
        at
    }

    fn event(&mut self, event: Event<'_>, start: Marker, end: Marker) -> Result<(), Stop> {
        let start = self.byte(start.index());
        let start = match &event {
            Event::Scalar(_, _, anchor, tag) => self.after_properties(start, *anchor > 0 || tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                self.after_properties(start, *anchor > 0 || tag.is_some())
            }
            _ => start,
        };
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err((
                        Span::new(start, (start + 3).min(self.text.len())),
                        "a second document begins here; only one is allowed in a file".into(),
                        "delete the `---` line, or move what follows into a file of its own".into(),
                    ));
                }
            }
            Event::Scalar(text, style, anchor, _) => {
                let end = self.byte(end.index());
                self.scalar(&text, style, anchor, start, end)?;
            }
            Event::SequenceStart(anchor, _) => {
                let mark = start;
                let start = self.list_at(mark);
                let flow = start == mark && self.text.as_bytes().get(start) == Some(&b'[');
                self.begin(Kind::Sequence { flow }, anchor, start)?;
            }
            Event::MappingStart(anchor, _) => {
                let flow = self.text.as_bytes().get(start) == Some(&b'{');
                self.begin(Kind::Mapping { flow, merges: false }, anchor, start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                let end = self.byte(end.index());
                self.alias(anchor, Span::new(start, end))?;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Where a value begins whose anchor or tag begins at `start`.
    fn after_properties(&self, start: usize, has_any: bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while has_any && at < bytes.len() {
            match bytes[at] {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b'#' => at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count(),
                b'&' | b'!' => {
                    let is_part = |byte: &&u8| !matches!(**byte, b' ' | b'\t' | b'\n' | b'\r');
                    at += bytes[at..].iter().take_while(is_part).count();
                }
                _ => return at,
            }
        }
        if has_any { at.min(bytes.len()) } else { start }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        mut start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        // The parser's mark of a `|` or `>` block is at its first line.
        start = match style {
            Style::Literal => self.sign_after(b'|').unwrap_or(start),
            Style::Folded => self.sign_after(b'>').unwrap_or(start),
            _ => start,
        };
        let raw = &self.text[start..];
        let (value, end) = if text.is_empty() && style == Style::Plain {
            start = self.empty_at(start);
            (Value::Raw, start)
        } else if style == Style::Plain && raw.starts_with(text) {
            (Value::Raw, start + text.len())
        } else {
            // The parser's end mark of a quoted scalar lies behind a comment that follows it.
            let end = quoted_end(self.text, start)
                .or_else(|| block_end(self.text, start))
                .unwrap_or_else(|| start + self.text[start..end.max(start)].trim_end().len());
            let is_inner = matches!(style, Style::SingleQuoted | Style::DoubleQuoted)
                && end >= start + 2
                && self.text.get(start + 1..end - 1) == Some(text);
            if is_inner {
                (Value::Inner, end)
            } else {
                self.decoded.push(text.into());
                (Value::Decoded(self.decoded.len() as u32 - 1), end)
            }
        };
        let node = self.push(Kind::Scalar(style), value, Span::new(start, end))?;
        self.last_end = end;
        let weight = 1 + text.len() as u64 / 64;
        self.expanded += weight;
        if anchor > 0 {
            self.anchors.insert(anchor, (node, weight, 0));
        }
        let is_key = self.open.last().is_some_and(|open| open.children % 2 == 1);
        if style == Style::Plain
            && text == "<<"
            && is_key
            && let Some(open) = self.open.last()
            && let Kind::Mapping { merges, .. } = &mut self.nodes[open.node as usize].kind
        {
            *merges = true;
        }
        Ok(())
    }

    /// Where an empty value stands: behind its colon or dash, which the parser's mark is somewhere near.
    fn empty_at(&self, mark: usize) -> usize {
        let kind = self.open.last().map(|open| self.nodes[open.node as usize].kind);
        let sign = match kind {
            Some(Kind::Mapping { flow: false, .. }) if self.is_value_next() => b':',
            Some(Kind::Sequence { flow: false }) => b'-',
            _ => return mark,
        };
        self.sign_after(sign).map_or(mark, |at| at + 1)
    }

    /// Where a block list begins: at its first dash. The parser's mark is behind it where the list is indented
    /// no deeper than its key.
    fn list_at(&self, mark: usize) -> usize {
        let is_value = self.is_value_next();
        is_value.then(|| self.sign_after(b'-')).flatten().unwrap_or(mark)
    }

    fn is_value_next(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let is_mapping = matches!(self.nodes[open.node as usize].kind, Kind::Mapping { .. });
            is_mapping && open.children % 2 == 1
        })
    }

    /// The first such sign behind the last thing read.
    fn sign_after(&self, sign: u8) -> Option<usize> {
        sign_from(self.text, self.last_end, sign)
    }

    fn push(&mut self, kind: Kind, value: Value, span: Span) -> Result<u32, Stop> {
        let number = self.nodes.len() as u32;
        if let Some(open) = self.open.last_mut() {
            open.children += 1;
        }
        self.nodes.push(Node {
            kind,
            value,
            span,
            next: number + 1,
        });
        Ok(number)
    }

    fn begin(&mut self, kind: Kind, anchor: usize, start: usize) -> Result<(), Stop> {
        let before = self.expanded;
        self.expanded += 1;
        self.last_end = self.last_end.max(start);
        let node = self.push(kind, Value::None, Span::new(start, start))?;
        self.open.push(Open {
            node,
            anchor,
            before,
            height: 1,
            children: 0,
        });
        self.check_depth(self.open.len(), Span::new(start, start))
    }

    fn check_depth(&self, depth: usize, at: Span) -> Result<(), Stop> {
        if depth <= MAX_DEPTH {
            return Ok(());
        }
        let (message, help) = super::too_deep();
        Err((at, message, help.into()))
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[open.node as usize];
        node.next = next;
        // The parser's mark of a closing bracket is somewhere behind it.
        let closing = match node.kind {
            Kind::Sequence { flow: true } => Some(b']'),
            Kind::Mapping { flow: true, .. } => Some(b'}'),
            _ => None,
        };
        if let Some(closing) = closing {
            let from = self.last_end.max(node.span.start as usize + 1);
            self.last_end = sign_from(self.text, from, closing).map_or(from, |at| at + 1);
        }
        node.span.end = (self.last_end as u32).max(node.span.start);
        if open.anchor > 0 {
            let weight = self.expanded - open.before;
            self.anchors.insert(open.anchor, (open.node, weight, open.height));
        }
        self.raise(open.height);
    }

    /// Tells the container that is open how high something in it is.
    fn raise(&mut self, height: usize) {
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(height + 1);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some((target, weight, height)) = self.anchors.get(&anchor).copied() else {
            return Err((
                span,
                "the alias stands inside what it refers to".into(),
                "write the value out".into(),
            ));
        };
        self.expanded += weight;
        if self.expanded > self.nodes.len() as u64 + MAX_ALIASED {
            return Err((
                span,
                format!("aliases expand to more than {MAX_ALIASED} values"),
                "write the values out, or use fewer aliases of aliases".into(),
            ));
        }
        self.check_depth(self.open.len() + height, span)?;
        self.push(Kind::Alias, Value::Node(target), span)?;
        self.last_end = span.end as usize;
        self.raise(height);
        Ok(())
    }
}
