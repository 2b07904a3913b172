//! YAML as a flat arena of nodes with byte spans: small, borrowed from the source where the value is what
//! stands there, and walked without recursion over anything the reader did not bound first.

mod build;
mod comments;
mod fast;
mod long;
mod marks;
mod problems;
mod repeated;
mod slips;
mod source;

pub use build::document;
pub use comments::comments;
pub use source::read_source;

use crate::text::{FileId, Span};
use std::sync::Arc;

/// Deepest nesting that is read, aliases followed.
pub const MAX_DEPTH: usize = 128;
/// Nodes that aliases may add to a file (long texts count once per 64 bytes).
pub const MAX_ALIASED: u64 = 1_000_000;

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'single'` quotes.
    SingleQuoted,
    /// In `"double"` quotes.
    DoubleQuoted,
    /// A literal block.
    Literal,
    /// A folded block.
    Folded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Scalar(Style),
    Sequence { flow: bool },
    Mapping { flow: bool, merges: bool },
    Alias,
}

/// Where the value of a scalar is, or what an alias points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    None,
    /// The span itself.
    Raw,
    /// The span without its quotes.
    Inner,
    /// Decoded, in the side table.
    Decoded(u32),
    /// The node an alias stands for.
    Node(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    kind: Kind,
    value: Value,
    span: Span,
    /// The node after this one and all within it.
    next: u32,
}

/// One file's YAML.
#[derive(Debug)]
pub struct Document {
    file: FileId,
    text: Arc<str>,
    nodes: Vec<Node>,
    decoded: Vec<Box<str>>,
    /// Keys that stand in their mapping already, ascending.
    repeated: Vec<u32>,
    long: long::Long,
}

impl Document {
    /// An empty document.
    pub fn empty(file: FileId, text: Arc<str>) -> Document {
        Document {
            file,
            text,
            nodes: Vec::new(),
            decoded: Vec::new(),
            repeated: Vec::new(),
            long: long::Long::default(),
        }
    }

    /// The file it was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The top node, unless there is nothing in the file.
    pub fn root(&self) -> Option<NodeRef<'_>> {
        (!self.nodes.is_empty()).then_some(NodeRef {
            document: self,
            at: 0,
            number: 0,
        })
    }

    /// The node of a number that [`NodeRef::position`] gave.
    pub fn node(&self, number: u32) -> NodeRef<'_> {
        NodeRef::of(self, number)
    }

    /// All nodes in the order of the file.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeRef<'_>> {
        (0..self.nodes.len() as u32).map(|number| self.node(number))
    }

    /// The spans of all scalars in the order of the file.
    fn scalars(&self) -> impl Iterator<Item = Span> {
        self.nodes
            .iter()
            .filter(|node| matches!(node.kind, Kind::Scalar(_)))
            .map(|node| node.span)
    }
}

/// One node of a [`Document`]; an alias looks like what it stands for, but keeps its own span.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'d> {
    document: &'d Document,
    /// The node as written.
    at: u32,
    /// The node it stands for.
    number: u32,
}

impl<'d> NodeRef<'d> {
    fn of(document: &'d Document, at: u32) -> NodeRef<'d> {
        let mut number = at;
        while let Value::Node(target) = document.nodes[number as usize].value {
            number = target;
        }
        NodeRef { document, at, number }
    }

    fn node(self) -> &'d Node {
        &self.document.nodes[self.number as usize]
    }

    /// Its number within the document, by which it is found again at once.
    pub fn position(self) -> u32 {
        self.at
    }

    /// The file.
    pub fn file(self) -> FileId {
        self.document.file
    }

    /// The bytes as written, quotes included.
    pub fn span(self) -> Span {
        self.document.nodes[self.at as usize].span
    }

    /// The style of a scalar.
    pub fn style(self) -> Option<Style> {
        match self.node().kind {
            Kind::Scalar(style) => Some(style),
            _ => None,
        }
    }

    /// Whether it is a list.
    pub fn is_sequence(self) -> bool {
        matches!(self.node().kind, Kind::Sequence { .. })
    }

    /// Whether it is a mapping.
    pub fn is_mapping(self) -> bool {
        matches!(self.node().kind, Kind::Mapping { .. })
    }

    /// Whether it is a scalar, empty ones included.
    pub fn is_scalar(self) -> bool {
        matches!(self.node().kind, Kind::Scalar(_))
    }

    /// Whether it is nothing: empty, `~` or `null` without quotes.
    pub fn is_null(self) -> bool {
        self.style() == Some(Style::Plain) && matches!(self.text(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether it is written with brackets.
    pub fn is_flow(self) -> bool {
        matches!(
            self.node().kind,
            Kind::Sequence { flow: true } | Kind::Mapping { flow: true, .. }
        )
    }

    /// The value of a scalar; empty for anything else.
    pub fn text(self) -> &'d str {
        let node = self.node();
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match node.value {
            Value::Raw => &self.document.text[start..end],
            Value::Inner => &self.document.text[start + 1..end - 1],
            Value::Decoded(number) => &self.document.decoded[number as usize],
            Value::None | Value::Node(_) => "",
        }
    }

    /// The text of the file from the start of the node to its end.
    pub fn source(self) -> &'d str {
        let span = self.span();
        &self.document.text[span.start as usize..span.end as usize]
    }

    /// The text of the whole file.
    pub fn whole_source(self) -> &'d str {
        &self.document.text
    }

    /// The entries of a list; nothing for anything else.
    pub fn items(self) -> Children<'d> {
        let node = self.node();
        let end = if self.is_sequence() { node.next } else { 0 };
        Children {
            document: self.document,
            at: self.number + 1,
            end,
        }
    }

    /// The entries of a mapping, merge keys followed; explicit keys win, and among equal keys the first.
    pub fn entries(self) -> Entries<'d> {
        let node = self.node();
        let Kind::Mapping { merges, .. } = node.kind else {
            return Entries::Written(Children::none(self.document));
        };
        let children = Children {
            document: self.document,
            at: self.number + 1,
            end: node.next,
        };
        if merges {
            Entries::Merged(merged(children).into_iter())
        } else {
            Entries::Written(children)
        }
    }

    /// Whether it is a mapping with merge keys.
    fn merges(self) -> bool {
        matches!(self.node().kind, Kind::Mapping { merges: true, .. })
    }

    /// Whether it is a key that stood in the same mapping before.
    pub fn is_repeated(self) -> bool {
        self.document.repeated.binary_search(&self.at).is_ok()
    }
}

/// What is said of a file that nests deeper than is read.
fn too_deep() -> (String, &'static str) {
    let message = format!("nested more than {MAX_DEPTH} levels deep");
    (
        message,
        "flatten it; no field of a program nests deeper than ten levels",
    )
}

fn merged<'d>(children: Children<'d>) -> Vec<(NodeRef<'d>, NodeRef<'d>)> {
    let mut entries: Vec<(NodeRef<'d>, NodeRef<'d>)> = Vec::new();
    let mut sources: Vec<NodeRef<'d>> = Vec::new();
    for (key, value) in Entries::Written(children) {
        if is_merge(key) {
            if value.is_sequence() {
                sources.extend(value.items());
            } else {
                sources.push(value);
            }
        } else {
            entries.push((key, value));
        }
    }
    let mut seen: rustc_hash::FxHashSet<&str> = entries.iter().map(|(key, _)| key.text()).collect();
    for source in sources {
        for (key, value) in source.entries() {
            if seen.insert(key.text()) {
                entries.push((key, value));
            }
        }
    }
    entries
}

fn is_merge(key: NodeRef<'_>) -> bool {
    key.style() == Some(Style::Plain) && key.text() == "<<"
}

/// The entries of a list.
#[derive(Clone, Debug)]
pub struct Children<'d> {
    document: &'d Document,
    at: u32,
    end: u32,
}

impl<'d> Children<'d> {
    fn none(document: &'d Document) -> Children<'d> {
        Children {
            document,
            at: 0,
            end: 0,
        }
    }
}

impl<'d> Iterator for Children<'d> {
    type Item = NodeRef<'d>;

    fn next(&mut self) -> Option<NodeRef<'d>> {
        if self.at >= self.end {
            return None;
        }
        let node = NodeRef::of(self.document, self.at);
        self.at = self.document.nodes[self.at as usize].next;
        Some(node)
    }
}

/// The entries of a mapping.
#[derive(Clone, Debug)]
pub enum Entries<'d> {
    /// As written.
    Written(Children<'d>),
    /// With merge keys followed.
    Merged(std::vec::IntoIter<(NodeRef<'d>, NodeRef<'d>)>),
}

impl<'d> Iterator for Entries<'d> {
    type Item = (NodeRef<'d>, NodeRef<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Entries::Written(children) => Some((children.next()?, children.next()?)),
            Entries::Merged(entries) => entries.next(),
        }
    }
}
