//! The JSON Schemas (draft-07) of what linchpin reads and of what it prints: for editors, which complete and
//! check while somebody types, and for programs that read reports.
//!
//! Everything is derived from the types; the committed files under `schema/` are these texts. What is read is
//! closed: an unknown key is an error. What is printed stays open, since fields may be added.

use crate::checks::RULES;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::model::{ProgramFile, Settings};
use crate::report::json;
use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// A kind of document that has a schema.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name; of a report, the `kind` that stands in it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    build: fn(&Kind) -> Schema,
}

/// All kinds: the files, the settings, then the reports by name.
pub const KINDS: &[Kind] = &[
    kind("program", "the YAML files of a program", |_| program()),
    kind("settings", "linchpin.yaml", |_| settings()),
    kind("blocked", "blocked --format json", report::<json::Blocked>),
    kind("brief", "brief --format json", report::<json::Brief>),
    kind("charter", "show charter --format json", report::<json::Charter>),
    kind("check", "check --format json", report::<json::Check>),
    kind(
        "critical-path",
        "critical-path --format json",
        report::<json::CriticalPath>,
    ),
    kind("contracts", "contracts --format json", report::<json::Contracts>),
    kind("decisions", "decisions --format json", report::<json::Decisions>),
    kind("diff", "diff --format json", report::<json::Diff>),
    kind(
        "escalate",
        "escalate DECISION --format json",
        report::<json::Escalation>,
    ),
    kind("explain", "explain --format json", |kind| {
        titled(printed::<json::Explain>(), kind)
    }),
    kind("export", "export json", report::<json::Export>),
    kind("forecast", "forecast --format json", report::<json::Forecast>),
    kind("owners", "owners --format json", report::<json::Owners>),
    kind("quality", "quality --format json", report::<json::Quality>),
    kind(
        "readiness",
        "readiness LAUNCH --format json",
        report::<json::Readiness>,
    ),
    kind("report", "report --format json", report::<json::Report>),
    kind("risks", "risks --format json", report::<json::Risks>),
    kind("schedule", "schedule --format json", report::<json::Schedule>),
    kind("summary", "summary --format json", report::<json::Summary>),
    kind("show", "show ID --format json", report::<json::Show>),
    kind("trend", "trend --format json", report::<json::Trend>),
];

const fn kind(name: &'static str, summary: &'static str, build: fn(&Kind) -> Schema) -> Kind {
    Kind { name, summary, build }
}

impl Kind {
    /// The kind of that name.
    ///
    /// # Errors
    /// When there is none, with the nearest name.
    pub fn find(name: &str) -> Result<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
            let error = Error::new(format!("there is no schema {name}"));
            match did_you_mean(name, KINDS.iter().map(|kind| kind.name)) {
                Some(near) => error.help(format!("did you mean {near}?")),
                None => error.help("`linchpin schema --list` lists them all"),
            }
        })
    }

    /// The schema as text, with a line end.
    pub fn text(&self) -> String {
        let schema = (self.build)(self);
        serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
    }
}

fn read<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
}

fn printed<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07()
        .with(|settings| settings.contract = Contract::Serialize)
        .into_generator()
        .into_root_schema_for::<T>()
}

/// The schema of a report with this body.
fn report<T: JsonSchema>(kind: &Kind) -> Schema {
    titled(printed::<json::Document<'_, T>>(), kind)
}

/// Fixes version and kind, which tell a reader what the rest is.
fn titled(mut schema: Schema, kind: &Kind) -> Schema {
    schema.insert("title".into(), json!(format!("linchpin {}", kind.summary)));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, value) in [("version", json!(1)), ("kind", json!(kind.name))] {
            if let Some(Value::Object(property)) = properties.get_mut(name) {
                property.retain(|key, _| key == "description");
                property.insert("const".into(), value);
            }
        }
    }
    schema
}

/// The schema of a program's files; a section may still be empty.
fn program() -> Schema {
    let mut schema = read::<ProgramFile>();
    schema.insert("title".into(), json!("linchpin program"));
    if let Some(Value::Object(sections)) = schema.get_mut("properties") {
        for section in sections.values_mut().filter_map(Value::as_object_mut) {
            allow_nothing(section);
        }
    }
    let check = schema.pointer_mut("/definitions/Ignore/properties/check");
    if let Some(Value::Object(check)) = check {
        check.remove("type");
        let rule = |rule: &&crate::checks::Rule| json!({"const": rule.name, "description": rule.summary});
        check.insert("oneOf".into(), RULES.iter().map(rule).collect());
    }
    schema
}

/// The schema of the settings, with every rule by name.
fn settings() -> Schema {
    let mut schema = read::<Settings>();
    schema.insert("title".into(), json!("linchpin settings"));
    if let Some(Value::Object(rules)) = schema.pointer_mut("/properties/rules") {
        let setting = rules.remove("additionalProperties");
        rules.remove("propertyNames");
        let rule = |rule: &&crate::checks::Rule| {
            let property = json!({"description": rule.summary, "allOf": [setting]});
            (rule.name.to_owned(), property)
        };
        let all: Map<String, Value> = RULES.iter().map(rule).collect();
        rules.insert("properties".into(), all.into());
        rules.insert("additionalProperties".into(), json!(false));
    }
    schema
}

/// Lets `null` stand for the value too.
fn allow_nothing(schema: &mut Map<String, Value>) {
    match schema.get_mut("type") {
        Some(name) => *name = json!([name.clone(), "null"]),
        None => {
            let all: Map<String, Value> = schema
                .iter()
                .filter(|(key, _)| *key != "description")
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            schema.retain(|key, _| key == "description");
            schema.insert("anyOf".into(), json!([all, {"type": "null"}]));
        }
    }
}
