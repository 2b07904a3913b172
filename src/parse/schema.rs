//! JSON Schemas of the scalars and containers, for editors. What a visitor reads is said here once more as a
//! pattern; a test keeps the two together.
//!
//! A schema marks `owner:` with nothing after it, which the reader takes for an absent field: who types it is
//! still at work.

use super::duration::{Duration, Lag};
use super::estimate::{Delay, Estimate, SIZES};
use super::ids::{ItemId, PersonId, Slug, TeamId};
use super::lists::{Few, List, Overrides};
use super::map::Map;
use super::probability::{PROBABILITIES, Probability};
use super::range::{DateRange, Triple, Week};
use crate::text::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map as Object, Value, json};
use std::borrow::Cow;

/// Two to 64 small letters, digits and single hyphens.
const SLUG: &str = "^(?=.{2,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$";
/// The same, or with the id of another program before it.
const REFERENCE: &str = "^(?=[^/]{2,64}(/|$))([a-z][a-z0-9]*(-[a-z0-9]+)*/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$";
const DATE: &str = "(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const AMOUNT: &str = "0*([0-9]{1,4}|10000)";
const DAY: &str = "(mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?|fri(day)?|sat(urday)?|sun(day)?)";

macro_rules! scalar {
    ($name:ident, |$generator:pat_param| $schema:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

scalar!(Date, |_| json_schema!({
    "description": "A day: 2026-03-31.",
    "type": "string",
    "pattern": format!("^{DATE}$"),
}));
scalar!(Duration, |_| json_schema!({
    "description": "Working days 8d, weeks 2w, or calendar days 90ed.",
    "type": "string",
    "pattern": format!("^{AMOUNT}(d|w|ed)$"),
}));
scalar!(Lag, |_| json_schema!({
    "description": "Working days between two items: 3d; negative is a lead: -2d.",
    "type": "string",
    "pattern": format!("^-?{AMOUNT}(d|w|ed)$"),
}));
scalar!(ItemId, |_| json_schema!({
    "description": "An id: small letters, digits and single hyphens; program/item for another program's.",
    "type": "string",
    "pattern": REFERENCE,
}));
scalar!(PersonId, |_| json_schema!({
    "description": "The id of one person, as under people.",
    "type": "string",
    "pattern": SLUG,
}));
scalar!(TeamId, |_| json_schema!({
    "description": "The id of a team, as under teams.",
    "type": "string",
    "pattern": SLUG,
}));
scalar!(Slug, |_| json_schema!({
    "description": "A name of small letters, digits and single hyphens.",
    "type": "string",
    "pattern": SLUG,
}));
scalar!(Probability, |_| json_schema!({
    "description": "A probability: 0 to 1, 30%, or a word from very-low (0.1) to very-high (0.9).",
    "anyOf": [
        {"enum": PROBABILITIES.map(|(word, _)| word)},
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": "^(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?) ?%$"},
    ],
}));
scalar!(Delay, |generator| {
    let size =
        json!({"anyOf": [generator.subschema_for::<Duration>(), {"enum": SIZES.map(|(word, _)| word)}]});
    json_schema!({
        "description": "A duration such as 8d, one of xs s m l xl (1, 3, 5, 10, 20 days), or [low, likely, high].",
        "anyOf": [
            generator.subschema_for::<Duration>(),
            {"enum": SIZES.map(|(word, _)| word)},
            three(&size),
        ],
    })
});
scalar!(DateRange, |generator| {
    let date = json!(generator.subschema_for::<Date>());
    json_schema!({
        "description": "A day, a range 2026-12-24..2026-12-31, {date, name} or {from, to, name}.",
        "anyOf": [
            {"type": "string", "pattern": format!("^{DATE}(\\.\\.{DATE})?$")},
            {
                "type": "object",
                "properties": {
                    "date": {"type": "string", "pattern": format!("^{DATE}(\\.\\.{DATE})?$")},
                    "from": date.clone(),
                    "to": date,
                    "name": text(),
                },
                "patternProperties": {"^x-": true},
                "additionalProperties": false,
                "anyOf": [{"required": ["date"]}, {"required": ["from", "to"]}],
            },
        ],
    })
});
scalar!(Week, |_| json_schema!({
    "description": "The working days of a week: mon-fri, or [sun, mon, tue, wed, thu].",
    "anyOf": [
        {"type": "string", "pattern": format!("^{DAY}(-{DAY})?(, ?{DAY}(-{DAY})?)*$")},
        {"type": "array", "items": {"type": "string", "pattern": format!("^{DAY}$")}, "minItems": 1},
    ],
}));
scalar!(Triple, |_| json_schema!({
    "description": "Low, likely and high factor, ascending: [0.9, 1.0, 1.3].",
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 100},
    "minItems": 3,
    "maxItems": 3,
}));
scalar!(Overrides, |_| json_schema!({
    "description": "What changes in the program: data-backfill.duration: 12d.",
    "type": "object",
    "propertyNames": {"pattern": "^[^.\\s]+(\\.[^.\\s]+)+$"},
}));

impl<T: JsonSchema> JsonSchema for Estimate<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}OrThree", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = json!(generator.subschema_for::<T>());
        let list = three(&one);
        json_schema!({"description": "One value, or [low, likely, high].", "anyOf": [one, list]})
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "array", "items": generator.subschema_for::<T>()})
    }
}

impl<T: JsonSchema> JsonSchema for Few<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("FewOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({"anyOf": [one, {"type": "array", "items": one}]})
    }
}

impl<K, V: JsonSchema> JsonSchema for Map<K, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": {"pattern": SLUG},
            "additionalProperties": generator.subschema_for::<V>(),
        })
    }
}

fn three(one: &Value) -> Value {
    json!({"type": "array", "items": one, "minItems": 3, "maxItems": 3})
}

/// Text; a number is text too where text is asked for.
fn text() -> Value {
    json!({"type": ["string", "number"]})
}

/// How else a mapping may be written.
pub(crate) enum Brief {
    /// Not otherwise.
    No,
    /// As the value of one of its fields.
    Field(&'static str),
    /// As `true`.
    True,
}

/// The schema of a mapping from that of its fields: closed except for `x-` keys, with no field required,
/// since how complete an item must be depends on the stage of the program.
pub(crate) fn mapping(fields: Schema, brief: &Brief) -> Schema {
    let Value::Object(mut mapping) = Value::from(fields) else {
        return Schema::default();
    };
    mapping.remove("required");
    mapping.remove("title");
    mapping.insert("additionalProperties".into(), json!(false));
    mapping.insert("patternProperties".into(), json!({"^x-": true}));
    let mut short = None;
    if let Some(Value::Object(properties)) = mapping.get_mut("properties") {
        for value in properties.values_mut() {
            settle(value);
        }
        short = match brief {
            Brief::No => None,
            Brief::Field(name) => properties.get(name.trim_end_matches('_')).cloned(),
            Brief::True => Some(json!({"const": true})),
        };
    }
    let Some(short) = short else {
        return mapping.into();
    };
    let description = mapping.remove("description");
    let mut both = Object::new();
    both.extend(description.map(|text| ("description".to_owned(), text)));
    both.insert("anyOf".into(), json!([short, mapping]));
    both.into()
}

/// Takes `null` away, which says only that a field may be absent, and lets numbers be text.
fn settle(schema: &mut Value) {
    let Value::Object(fields) = schema else { return };
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            fields.insert("type".into(), one);
        }
    }
    let is_closed = ["pattern", "enum", "const"]
        .iter()
        .any(|key| fields.contains_key(*key));
    if !is_closed && fields.get("type").is_some_and(|name| name == "string") {
        fields.insert("type".into(), text()["type"].clone());
    }
    fields.remove("format");
    if let Some(Value::Array(either)) = fields.get_mut("anyOf") {
        either.retain(|one| one.get("type").is_none_or(|name| name != "null"));
        for one in either.iter_mut() {
            settle(one);
        }
        if let [Value::Object(one)] = either.as_slice() {
            let one = one.clone();
            fields.remove("anyOf");
            fields.extend(one);
        }
    }
    if let Some(items) = fields.get_mut("items") {
        settle(items);
    }
}
