//! What a rule says: a sentence about a place. Where that is in a file is looked up when it is kept.

use super::Facts;
use super::Rule;
use crate::diagnostic::{Diagnostic, Severity, short};
use crate::model::{Documents, Place};
use crate::text::FileSpan;

/// The findings of one rule.
pub struct Found<'a> {
    rule: &'a Rule,
    severity: Severity,
    documents: &'a Documents,
    findings: Vec<Diagnostic>,
}

impl<'a> Found<'a> {
    pub(super) fn new(rule: &'a Rule, severity: Severity, facts: &Facts<'a>) -> Found<'a> {
        Found {
            rule,
            severity,
            documents: facts.documents,
            findings: Vec::new(),
        }
    }

    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// Says something about a place of an item.
    pub fn at(&mut self, place: Place, message: impl Into<String>) -> Said<'_> {
        let id = match place.id.as_str() {
            "" => place.section.to_owned(),
            id if matches!(place.section, "people" | "teams") => format!("{}.{id}", place.section),
            id => id.to_owned(),
        };
        let field = place.field_name().map(str::to_owned);
        let at = self.documents.find(&place).or_else(|| self.documents.start());
        self.say(id, field, at, message.into())
    }

    /// Says something about bytes of a file.
    pub fn at_span(&mut self, id: &str, at: FileSpan, message: impl Into<String>) -> Said<'_> {
        self.say(id.to_owned(), None, Some(at), message.into())
    }

    fn say(&mut self, id: String, field: Option<String>, at: Option<FileSpan>, message: String) -> Said<'_> {
        let mut diagnostic = Diagnostic::new(self.rule.name, message)
            .with_severity(self.severity)
            .with_id(id);
        diagnostic.field = field;
        diagnostic.at = at;
        self.findings.push(diagnostic);
        let documents = self.documents;
        Said {
            diagnostic: self.findings.last_mut(),
            documents,
        }
    }
}

/// A finding just said, to be completed.
pub struct Said<'f> {
    diagnostic: Option<&'f mut Diagnostic>,
    documents: &'f Documents,
}

impl Said<'_> {
    /// Says what to do, starting with a verb.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            diagnostic.help = Some(short(help.into()));
        }
        self
    }

    /// Names the part of the item that the finding is about, such as `ga.monitoring`.
    pub fn about(mut self, id: impl Into<String>) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            diagnostic.id = Some(id.into());
        }
        self
    }

    /// Names the field that the finding is about.
    pub fn field(mut self, field: &str) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            diagnostic.field = Some(field.into());
        }
        self
    }

    /// Points at a second place.
    pub fn also(mut self, place: &Place, message: impl Into<String>) -> Self {
        if let (Some(diagnostic), Some(at)) = (&mut self.diagnostic, self.documents.find(place)) {
            diagnostic.related.push(crate::diagnostic::Label {
                at,
                message: message.into(),
            });
        }
        self
    }

    /// Gives a certain repair: the text that should stand at the place.
    pub fn replace_by(mut self, text: &str) -> Self {
        if let Some(diagnostic) = self.diagnostic.take() {
            let fixed = match diagnostic.at {
                Some(at) => diagnostic
                    .clone()
                    .with_replacement(format!("write `{text}`"), at.span, text),
                None => diagnostic.clone(),
            };
            *diagnostic = fixed;
            self.diagnostic = Some(diagnostic);
        }
        self
    }

    /// The same where it is certain, and nothing otherwise.
    pub fn replace_if(self, is_certain: bool, text: &str) -> Self {
        if is_certain { self.replace_by(text) } else { self }
    }

    /// Makes this finding more or less serious than the rule is.
    pub fn severity(mut self, severity: Severity) -> Self {
        if let Some(diagnostic) = &mut self.diagnostic {
            diagnostic.severity = severity;
        }
        self
    }
}
