//! Our `serde::Deserializer` over the arena. What a value cannot be read as is recorded where it stands, and
//! reading goes on: [`lenient`] leaves the field empty.

use super::access::{Fields, Items};
use super::error::{Error, Problem};
use super::words;
use super::yaml::{NodeRef, Style};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::FileSpan;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::marker::PhantomData;

/// Asks for a value that may be written briefly: a scalar or mapping arrives by `visit_some`, a list by
/// `visit_seq`, nothing by `visit_none`.
pub(crate) const BRIEF: &str = "linchpin::brief";

/// Reads a node as a typed value. `path` names where the node stands: section and id.
pub fn typed<T>(node: NodeRef<'_>, path: &[&str]) -> (T, Vec<Diagnostic>)
where
    T: for<'de> Deserialize<'de> + Default,
{
    let found = RefCell::new(Vec::new());
    let value = match path {
        [] => read(node, &found, None),
        [section] => read(
            node,
            &found,
            Some(&Path {
                up: None,
                step: section,
            }),
        ),
        [section, id, ..] => {
            let up = Path {
                up: None,
                step: section,
            };
            read(
                node,
                &found,
                Some(&Path {
                    up: Some(&up),
                    step: id,
                }),
            )
        }
    };
    (value, found.into_inner())
}

fn read<T>(node: NodeRef<'_>, found: &RefCell<Vec<Diagnostic>>, path: Option<&Path<'_>>) -> T
where
    T: for<'de> Deserialize<'de> + Default,
{
    let reader = Reader {
        node,
        found,
        path,
        unknown: None,
    };
    T::deserialize(reader).unwrap_or_default()
}

/// Reads a field on its own: where its value is wrong the finding is recorded and the default stands.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(T::deserialize(deserializer).unwrap_or_default())
}

/// The way from the top of the file.
pub(super) struct Path<'p> {
    pub(super) up: Option<&'p Path<'p>>,
    pub(super) step: &'p str,
}

impl Path<'_> {
    fn steps(&self) -> Vec<&str> {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(path) = at {
            steps.push(path.step);
            at = path.up;
        }
        steps.reverse();
        steps
    }
}

pub(super) struct Reader<'d, 'c> {
    pub(super) node: NodeRef<'d>,
    pub(super) found: &'c RefCell<Vec<Diagnostic>>,
    pub(super) path: Option<&'c Path<'c>>,
    /// Key and known fields, where this is the value of an entry of a typed mapping.
    pub(super) unknown: Option<(NodeRef<'d>, &'static [&'static str])>,
}

impl<'d> Reader<'d, '_> {
    fn at(&self, node: NodeRef<'d>) -> FileSpan {
        FileSpan {
            file: node.file(),
            span: node.span(),
        }
    }

    /// Name of the item and of its field, from the path.
    fn subject(&self) -> (Option<String>, Option<String>) {
        let steps = self.path.map(Path::steps).unwrap_or_default();
        match steps.as_slice() {
            [] => (None, None),
            [single @ ("charter" | "calendar"), rest @ ..] => {
                (Some((*single).into()), rest.first().map(|field| (*field).into()))
            }
            [section] => (None, Some((*section).into())),
            [space @ ("people" | "teams"), id, rest @ ..] => (
                Some(format!("{space}.{id}")),
                rest.first().map(|field| (*field).into()),
            ),
            [_, id, rest @ ..] => (Some((*id).into()), rest.first().map(|field| (*field).into())),
        }
    }

    fn record(&self, error: Error) -> Error {
        let Error::Problem(Problem {
            rule,
            message,
            mut help,
            replacement,
        }) = error
        else {
            return Error::Recorded;
        };
        let (id, field) = self.subject();
        let name = self.path.map_or("the file", |path| path.step);
        if help.is_empty() && rule == "wrong-type" {
            help = self.help(&message);
        }
        let mut diagnostic =
            Diagnostic::new(rule, message.replace("{field}", name)).with_at(self.at(self.node));
        diagnostic.id = id;
        diagnostic.field = field;
        if !help.is_empty() {
            diagnostic = diagnostic.with_help(help.replace("{field}", name));
        }
        if let Some(text) = replacement {
            diagnostic =
                diagnostic.with_replacement(format!("write `{text}`"), self.node.span(), text.clone());
        }
        self.found.borrow_mut().push(diagnostic);
        Error::Recorded
    }

    /// Help for a value of the wrong shape, from what it should be.
    fn help(&self, message: &str) -> String {
        if message.contains("must be a list") && self.node.is_scalar() {
            format!("write {{field}}: [{}]", self.node.text())
        } else if message.contains("must be a single value") || message.contains("must be text") {
            "write one value after the colon".into()
        } else if message.contains("a mapping of ids") {
            "write one `id:` a line below, indented, with its fields below that".into()
        } else {
            "run `linchpin explain wrong-type` for the form each field takes".into()
        }
    }

    fn visit<V: Visitor<'d>>(
        self,
        visitor: V,
        visit: impl FnOnce(&Self, V) -> Result<V::Value, Error>,
    ) -> Result<V::Value, Error> {
        visit(&self, visitor).map_err(|error| self.record(error))
    }

    fn scalar<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor, |reader, visitor| {
            if reader.node.is_null() {
                visitor.visit_unit()
            } else if reader.node.is_scalar() {
                visitor.visit_borrowed_str(reader.node.text())
            } else if reader.node.is_sequence() {
                visitor.visit_seq(reader.list())
            } else {
                visitor.visit_map(reader.fields(&[]))
            }
        })
    }

    fn list(&self) -> Items<'d, '_> {
        Items {
            items: self.node.items(),
            found: self.found,
            path: self.path,
        }
    }

    fn fields(&self, known: &'static [&'static str]) -> Fields<'d, '_> {
        Fields {
            entries: self.node.entries(),
            current: None,
            known,
            found: self.found,
            path: self.path,
            watch: false,
        }
    }

    fn again<'s>(&'s self) -> Reader<'d, 's> {
        Reader {
            node: self.node,
            found: self.found,
            path: self.path,
            unknown: None,
        }
    }

    fn warn_ambiguous(&self) {
        let text = self.node.text();
        if self.node.style() == Some(Style::Plain) && words::is_ambiguous(text) {
            let (id, field) = self.subject();
            let reads = words::other_reading(text);
            let mut diagnostic = Diagnostic::new(
                "ambiguous-scalar",
                format!("some YAML readers take {text} for {reads}"),
            )
            .with_severity(Severity::Warn)
            .with_at(self.at(self.node))
            .with_help(format!("quote it: \"{text}\""))
            .with_replacement("quote it", self.node.span(), format!("\"{text}\""));
            diagnostic.id = id;
            diagnostic.field = field;
            self.found.borrow_mut().push(diagnostic);
        }
    }

    fn unknown_field(&self, key: NodeRef<'d>, known: &'static [&'static str]) {
        let name = if key.is_scalar() {
            key.text()
        } else {
            "a mapping or list"
        };
        if name.starts_with("x-") {
            return;
        }
        let (id, _) = self.subject();
        let owner = self
            .path
            .and_then(|path| path.up)
            .map(Path::steps)
            .unwrap_or_default();
        let mut diagnostic =
            Diagnostic::new("unknown-field", format!("unknown field {name}")).with_at(self.at(key));
        diagnostic.id = id.filter(|_| !owner.is_empty());
        diagnostic.field = Some(name.into());
        let near = crate::diagnostic::did_you_mean(name, known.iter().copied());
        diagnostic = match (near, words::elsewhere(name, known)) {
            (Some(near), _) => {
                let diagnostic = diagnostic.with_help(format!("did you mean {near}?"));
                if crate::diagnostic::is_certain(name, near, known.iter().copied()) {
                    diagnostic.with_replacement(format!("write `{near}`"), key.span(), near)
                } else {
                    diagnostic
                }
            }
            (None, Some((near, help))) => {
                let diagnostic = diagnostic.with_help(help);
                match near {
                    Some(near) => diagnostic.with_replacement(format!("write `{near}`"), key.span(), near),
                    None => diagnostic,
                }
            }
            (None, None) => {
                let shown: Vec<&str> = known.iter().copied().take(12).collect();
                let more = if known.len() > shown.len() { ", …" } else { "" };
                diagnostic.with_help(format!(
                    "known here: {}{more}; keys that begin with x- are free",
                    shown.join(", ")
                ))
            }
        };
        self.found.borrow_mut().push(diagnostic);
    }
}

impl<'d> Deserializer<'d> for Reader<'d, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(visitor)
    }

    fn deserialize_string<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.warn_ambiguous();
        self.scalar(visitor)
    }

    fn deserialize_bool<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor, |reader, visitor| match reader.node.text() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text => visitor.visit_str(text),
        })
    }

    fn deserialize_f64<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor, |reader, visitor| {
            let text = reader.node.text().replace(['_', '\u{a0}'], "");
            match text.parse::<f64>() {
                Ok(number) if number.is_finite() && reader.node.is_scalar() => visitor.visit_f64(number),
                _ => Err(super::problem(
                    "wrong-type",
                    &format!(
                        "{{field}} must be a number, and is {}",
                        words::cut(reader.node.text())
                    ),
                    "write digits only, such as 12000",
                    None,
                )),
            }
        })
    }

    fn deserialize_option<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'d>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name != BRIEF {
            return visitor.visit_newtype_struct(self);
        }
        self.visit(visitor, |reader, visitor| {
            if reader.node.is_null() {
                visitor.visit_none()
            } else if reader.node.is_sequence() {
                visitor.visit_seq(reader.list())
            } else if reader.node.is_mapping() {
                visitor.visit_newtype_struct(reader.again())
            } else {
                visitor.visit_some(reader.again())
            }
        })
    }

    /// One value where a list belongs is a finding, and still read as the only entry: what it means is certain.
    fn deserialize_seq<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.node.text();
        let is_one = self.node.is_scalar() && !self.node.is_null() && !text.contains([',', '\n']);
        if !is_one {
            return self.scalar(visitor);
        }
        let is_plain = self.node.style() == Some(Style::Plain) && !text.contains(['[', ']', '{', '}']);
        self.record(Error::Problem(Problem {
            rule: "wrong-type",
            message: "{field} must be a list, and is a single value".into(),
            help: String::new(),
            replacement: is_plain.then(|| format!("[{text}]")),
        }));
        visitor.visit_some(self)
    }

    fn deserialize_map<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor, |reader, visitor| {
            if reader.node.is_mapping() || reader.node.is_null() {
                let mut fields = reader.fields(&[]);
                fields.watch = true;
                visitor.visit_map(fields)
            } else if reader.node.is_sequence() {
                visitor.visit_seq(reader.list())
            } else {
                visitor.visit_borrowed_str(reader.node.text())
            }
        })
    }

    fn deserialize_struct<V: Visitor<'d>>(
        self,
        _name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.visit(visitor, |reader, visitor| {
            if reader.node.is_mapping() || reader.node.is_null() {
                visitor.visit_map(reader.fields(known))
            } else {
                let is = if reader.node.is_sequence() {
                    "a list"
                } else {
                    "a single value"
                };
                Err(super::problem(
                    "wrong-type",
                    &format!("{{field}} must be a mapping, and is {is}"),
                    &format!(
                        "write its fields below it: {}",
                        known.iter().copied().take(6).collect::<Vec<_>>().join(", ")
                    ),
                    None,
                ))
            }
        })
    }

    fn deserialize_ignored_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some((key, known)) = self.unknown {
            self.unknown_field(key, known);
        }
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'d>>
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char str bytes byte_buf
        unit unit_struct tuple tuple_struct enum identifier
    }
}

/// A seed for a value that is left out when it is wrong.
pub(super) struct OrNothing<T>(pub(super) PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for OrNothing<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(T::deserialize(deserializer).ok())
    }
}
