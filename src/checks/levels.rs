//! How serious each rule is here and now: its own level, the stage, the settings.

use super::registry::old_names;
use super::{Default, RULES, Rule, find};
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::model::{Level, Settings, Stage};

/// Where an effective level comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rule itself.
    Rule,
    /// The program's stage.
    Stage,
    /// The settings.
    Settings,
}

impl Source {
    /// The word used on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Rule => "rule",
            Source::Stage => "stage",
            Source::Settings => "settings",
        }
    }
}

/// The levels of a run.
#[derive(Clone, Copy, Debug)]
pub struct Levels<'s> {
    settings: &'s Settings,
    stage: Stage,
    scheduled: bool,
}

impl<'s> Levels<'s> {
    /// Levels for a program of this stage; `scheduled` gives time its full weight.
    ///
    /// # Errors
    /// When the settings name a rule that does not exist.
    pub fn new(settings: &'s Settings, stage: Stage, scheduled: bool) -> Result<Levels<'s>> {
        for name in settings.rules.keys() {
            if find(name.as_str()).is_none() {
                let near = did_you_mean(name.as_str(), RULES.iter().map(|rule| rule.name));
                let error = Error::new(format!("the settings name a rule {name} that does not exist"));
                return Err(match near {
                    Some(near) => error.help(format!("did you mean {near}?")),
                    None => error.help("`linchpin explain` lists all rules"),
                });
            }
        }
        Ok(Levels {
            settings,
            stage,
            scheduled,
        })
    }

    /// The level of a rule, and what decided it.
    pub fn of(&self, rule: &Rule) -> (Level, Source) {
        let names = std::iter::once(rule.name).chain(old_names(rule));
        let mut settings = names.filter_map(|name| self.settings.rules.get(name));
        let set = settings.find_map(|setting| setting.level);
        if let Some(level) = set {
            return (level, Source::Settings);
        }
        match rule.level {
            Default::Always(level) => (level, Source::Rule),
            Default::From(stage) if self.stage >= stage => (Level::Error, Source::Stage),
            Default::From(_) => (Level::Warn, Source::Stage),
            Default::Launch => (Level::Warn, Source::Rule),
            Default::Timed if self.scheduled => (Level::Error, Source::Rule),
            Default::Timed => (Level::Warn, Source::Rule),
        }
    }

    /// Whether time has its full weight.
    pub fn is_scheduled(&self) -> bool {
        self.scheduled
    }

    /// Whether the settings leave the severity of single findings to the rule.
    pub fn is_own(&self, rule: &Rule) -> bool {
        self.of(rule).1 != Source::Settings
    }
}
