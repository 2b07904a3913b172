//! Findings, one format a file. None of them leaves a finding out, and where a format has a cap its renderer
//! says how many are left.

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod rdjson;
pub mod sarif;

mod fold;

use crate::checks::{Fingerprint, Outcome, Suppressed, fingerprints};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{FileSpan, Position, Sources};

/// The program that findings are in.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its folder, from the root of the repository.
    pub folder: &'a str,
    /// Its files.
    pub sources: &'a Sources,
}

/// What a run found in one program.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The program.
    pub subject: Subject<'a>,
    /// Its findings.
    pub findings: &'a [Diagnostic],
    /// The findings that suppressions cover.
    pub suppressed: &'a [Suppressed],
    /// What the findings are called over time, and then what the suppressed ones are.
    pub fingerprints: Vec<Fingerprint>,
}

/// One finding in its program.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The program.
    pub subject: Subject<'a>,
    /// The finding.
    pub found: &'a Diagnostic,
    /// What it is called over time.
    pub fingerprint: &'a Fingerprint,
    /// What covers it, of a suppressed one.
    pub suppressed: Option<&'a Suppressed>,
}

/// Where a finding is, for formats that cannot do without a place.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    path: &'a str,
    start: Position,
    end: Position,
}

impl<'a> Judged<'a> {
    /// The outcomes of all programs of a run, named so that no two findings have one name.
    pub fn all(outcomes: impl IntoIterator<Item = (Subject<'a>, &'a Outcome)>) -> Vec<Judged<'a>> {
        let outcomes: Vec<(Subject<'a>, &'a Outcome)> = outcomes.into_iter().collect();
        let named = outcomes.iter().flat_map(|(subject, outcome)| {
            let hidden = outcome.suppressed.iter().map(|each| &each.finding);
            let found = outcome.findings.iter().chain(hidden);
            found.map(|found| (subject.id, subject.sources, found))
        });
        let mut names = fingerprints(named).into_iter();
        outcomes
            .into_iter()
            .map(|(subject, outcome)| Judged {
                subject,
                findings: &outcome.findings,
                suppressed: &outcome.suppressed,
                fingerprints: names
                    .by_ref()
                    .take(outcome.findings.len() + outcome.suppressed.len())
                    .collect(),
            })
            .collect()
    }

    /// The findings in their order.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let named = self.findings.iter().zip(&self.fingerprints);
        named.map(|(found, fingerprint)| Entry {
            subject: self.subject,
            found,
            fingerprint,
            suppressed: None,
        })
    }

    /// The suppressed findings.
    fn hidden(&self) -> impl Iterator<Item = Entry<'_>> {
        let named = self
            .suppressed
            .iter()
            .zip(&self.fingerprints[self.findings.len()..]);
        named.map(|(suppressed, fingerprint)| Entry {
            subject: self.subject,
            found: &suppressed.finding,
            fingerprint,
            suppressed: Some(suppressed),
        })
    }
}

impl<'a> Entry<'a> {
    /// Where the finding is. One that is in no file is told of the program's folder.
    fn place(&self) -> Place<'a> {
        self.place_of(self.found.at)
    }

    fn place_of(&self, at: Option<FileSpan>) -> Place<'a> {
        let Some(at) = at else {
            let first = Position { line: 1, column: 1 };
            return Place {
                path: if self.subject.folder.is_empty() {
                    "."
                } else {
                    self.subject.folder
                },
                start: first,
                end: first,
            };
        };
        let file = self.subject.sources.file(at.file);
        Place {
            path: &file.path,
            start: file.position(at.span.start),
            end: file.position(at.span.end),
        }
    }
}

/// The findings of all programs: those that the change introduced, the most serious first, then by place; those
/// that were there before stand behind. What comes last is what a cap cuts.
fn worst_first<'j>(all: &'j [Judged<'_>]) -> Vec<Entry<'j>> {
    let mut entries: Vec<Entry<'j>> = all.iter().flat_map(Judged::entries).collect();
    entries.sort_by_key(|entry| {
        let at = entry.found.at;
        let place = at.map(|at| (&*entry.subject.sources.file(at.file).path, at.span));
        let is_old = entry.found.new == Some(false);
        (is_old, std::cmp::Reverse(entry.found.severity), place)
    });
    entries
}

/// How many findings of each level there are, the worst first.
fn counts(all: &[Judged<'_>]) -> [(Severity, usize); 3] {
    [Severity::Error, Severity::Warn, Severity::Info].map(|severity| {
        let findings = all.iter().flat_map(|judged| judged.findings);
        (
            severity,
            findings.filter(|found| found.severity == severity).count(),
        )
    })
}

#[cfg(test)]
mod fixture;
