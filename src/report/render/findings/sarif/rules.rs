//! The rules as SARIF describes them: each with its page.

use super::shapes::{Configuration, Help, Properties, Rule, Text};
use crate::checks::{self, Default, RULES};
use crate::diagnostic::Severity;
use crate::model::Level;

/// The longest description that GitHub takes, in characters.
const LONGEST: usize = 1024;

/// All rules, in the order of the registry.
pub(super) fn all() -> Vec<Rule> {
    RULES.iter().map(|rule| described(rule)).collect()
}

/// The number of a rule in that list.
pub(super) fn index(rule: &checks::Rule) -> Option<usize> {
    RULES.binary_search_by(|known| known.name.cmp(rule.name)).ok()
}

fn described(rule: &checks::Rule) -> Rule {
    let level = match rule.level {
        Default::Always(level) => level,
        Default::From(_) | Default::Launch | Default::Timed => Level::Warn,
    };
    let severity = match level {
        Level::Off | Level::Info => Severity::Info,
        Level::Warn => Severity::Warn,
        Level::Error => Severity::Error,
    };
    let first = rule.page.split("\n\n").next().unwrap_or(rule.summary);
    let full: String = first.replace('\n', " ").chars().take(LONGEST).collect();
    Rule {
        id: rule.name,
        name: rule.name,
        short_description: Text {
            text: rule.summary.to_owned(),
        },
        full_description: Text {
            text: full.trim().to_owned(),
        },
        help: Help {
            text: rule.page,
            markdown: rule.page,
        },
        default_configuration: Configuration {
            enabled: level != Level::Off,
            level: super::level(severity),
        },
        properties: Properties {
            tags: [rule.group.as_str()],
            precision: "very-high",
            severity: match severity {
                Severity::Error => "error",
                Severity::Warn => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}
