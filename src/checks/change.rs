//! Change control: rules that compare two states, and which of a program's findings a change brought in.
//!
//! Findings are matched by rule, item and field, never by line, so that a file that was moved or laid out
//! anew brings in nothing. What was there before is listed, and only what is new can fail.

use super::rule::{Check, Facts};
use super::run::severity;
use super::{Found, Levels, RULES, find};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::diff::{Attributed, Diff, Edit};
use crate::model::{Documents, Kind, Program, Section};
use crate::parse::Renames;
use crate::schedule::Schedule;
use crate::text::{Date, FileSpan, Sources};
use rustc_hash::{FxHashMap, FxHashSet};

/// What rules of change control look at, beside the facts of head.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// What the change means.
    pub diff: &'a Diff,
    /// Base, under the ids of head, on head's morning.
    pub base: &'a Schedule<'a>,
    /// Where things were written.
    pub documents: &'a Documents,
    /// The files of then.
    pub sources: &'a Sources,
    /// Who approved the change, if that is known.
    pub approvers: Option<&'a [String]>,
    /// Whether both sides could be read whole; where not, what seems gone may only be hidden.
    pub is_whole: bool,
    /// What the other rules found in head; empty at first.
    pub found: &'a [Diagnostic],
    /// What accepted decisions cover; worked out once for all rules.
    pub covered: Option<&'a FxHashSet<&'a str>>,
}

impl<'a> Change<'a> {
    /// The edits of one field of a section.
    pub fn edits_of(
        &self,
        section: Section,
        field: &'static str,
    ) -> impl Iterator<Item = &'a Attributed> + use<'a> {
        let edits = self.diff.edits.iter();
        edits.filter(move |each| each.edit.section == section && each.edit.field == Some(field))
    }

    /// The entities of a section that were changed and are on both sides, each once, by id.
    pub fn changed(&self, section: Section) -> Vec<&'a str> {
        let meant = |edit: &Edit| edit.section == section && edit.field.is_some() && !edit.is_elsewhere();
        let mut ids: Vec<&str> = self
            .diff
            .edits
            .iter()
            .map(|each| &each.edit)
            .filter(|edit| meant(edit))
            .map(|edit| edit.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether an accepted decision lists the item in `changes`. One that was accepted before and covers the
    /// item already counts too: the change carries it out.
    pub fn is_covered(&self, facts: &Facts<'_>, id: &str) -> bool {
        match self.covered {
            Some(covered) => covered.contains(id),
            None => covered(facts).contains(id),
        }
    }
}

/// The items that accepted decisions list in `changes`.
fn covered<'p>(facts: &Facts<'p>) -> FxHashSet<&'p str> {
    let decisions = facts.program.decisions.iter();
    let accepted = decisions.filter(|(decision, found)| {
        found.decided.is_some_and(|decided| decided <= facts.as_of)
            && !facts.program.superseded.contains(*decision)
            && found
                .chosen
                .as_ref()
                .is_none_or(|chosen| chosen.as_str() != "none")
    });
    accepted
        .flat_map(|(_, found)| found.changes.iter().map(|id| id.as_str()))
        .collect()
}

/// An item that is gone, and a new one so much like it that it may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Twin {
    /// The kind of both.
    pub(super) kind: Kind,
    /// The id that is gone.
    pub(super) old: String,
    /// The id that is new.
    pub(super) new: String,
}

/// Pairs of ids whose spelling is compared; a change that replaces more is no renaming.
const PAIRS: usize = 10_000;

impl Change<'_> {
    /// Items that are gone beside new ones of the same kind with the same title, or nearly the same id and no
    /// other title.
    pub(super) fn twins(&self, facts: &Facts<'_>) -> Vec<Twin> {
        let mut twins = Vec::new();
        for kind in [
            Kind::Milestone,
            Kind::Contract,
            Kind::Blocker,
            Kind::Risk,
            Kind::Decision,
        ] {
            let of = |items: &[(Kind, String)]| -> Vec<String> {
                let same = items.iter().filter(|(other, _)| *other == kind);
                same.map(|(_, id)| id.clone()).collect()
            };
            let (gone, fresh) = (of(&self.diff.removed), of(&self.diff.added));
            let mut taken: FxHashSet<String> = FxHashSet::default();
            let is_few = gone.len().saturating_mul(fresh.len()) <= PAIRS;
            let mut by_title: FxHashMap<&str, String> = FxHashMap::default();
            for id in fresh.iter().rev() {
                if let Some(title) = title(facts.program, kind, id) {
                    by_title.insert(title, id.clone());
                }
            }
            for old in gone {
                let was = title(&self.diff.base, kind, &old);
                let same = was
                    .and_then(|title| by_title.remove(title))
                    .filter(|new| !taken.contains(new));
                let near = || {
                    let open = fresh.iter().filter(|id| !taken.contains(*id));
                    let near = did_you_mean(
                        &old,
                        open.take(if is_few { PAIRS } else { 0 }).map(String::as_str),
                    )?;
                    let is = title(facts.program, kind, near);
                    (was.is_none() || is.is_none()).then(|| near.to_owned())
                };
                let Some(new) = same.or_else(near) else {
                    continue;
                };
                taken.insert(new.clone());
                twins.push(Twin { kind, old, new });
            }
        }
        twins
    }

    /// Where something was deleted: the end of what stood before it and still stands, else the section, else
    /// the beginning.
    pub(super) fn last_line_before(&self, facts: &Facts<'_>, section: &str, id: &str) -> Option<FileSpan> {
        let old = self.diff.renamed.iter().find(|(_, new)| new.as_str() == id);
        let id = old.map_or(id, |(old, _)| old.as_str());
        let mut before = None;
        for document in self.documents.iter() {
            let entities = document
                .root()
                .and_then(|root| root.get(section))
                .map(|(_, value)| value);
            let keys: Vec<&str> = entities
                .iter()
                .flat_map(|value| value.entries())
                .map(|(key, _)| key.text())
                .collect();
            if let Some(at) = keys.iter().position(|key| *key == id) {
                before = keys[..at].iter().rev().find_map(|key| {
                    let new = self.diff.renamed.get(*key).map_or(*key, |new| new.as_str());
                    facts.documents.entity(section, new)
                });
                break;
            }
        }
        let (key, value) = match before {
            Some(found) => found,
            None => match facts.documents.entity(section, "") {
                Some((key, _)) => (key, key),
                None => return facts.documents.start(),
            },
        };
        let mut last = if value.is_null() { key } else { value };
        while let Some(deeper) = last
            .entries()
            .last()
            .map(|(key, value)| if value.is_null() { key } else { value })
            .or_else(|| last.items().last())
        {
            last = deeper;
        }
        Some(FileSpan {
            file: last.file(),
            span: last.span(),
        })
    }
}

fn title<'p>(program: &'p Program, kind: Kind, id: &str) -> Option<&'p str> {
    let title = match kind {
        Kind::Blocker => program.blockers.get(id)?.title.as_deref(),
        Kind::Risk => program.risks.get(id)?.title.as_deref(),
        _ => program.item(id)?.title(),
    };
    title.map(str::trim).filter(|title| !title.is_empty())
}

/// What the rules of change control find.
pub(super) fn judge(
    facts: &Facts<'_>,
    change: &Change<'_>,
    earlier: &[Diagnostic],
    levels: &Levels<'_>,
) -> Vec<Diagnostic> {
    let covered = covered(facts);
    let change = Change {
        found: earlier,
        covered: Some(&covered),
        ..*change
    };
    let mut findings = Vec::new();
    if !change.is_whole {
        return findings;
    }
    for rule in RULES {
        if !matches!(rule.check, Check::Change(_) | Check::ChangeInTime(_)) {
            continue;
        }
        let Some(severity) = severity(levels.of(rule).0) else {
            continue;
        };
        let mut found = Found::new(rule, severity, facts);
        match rule.check {
            Check::Change(check) => check(facts, &change, &mut found),
            Check::ChangeInTime(check) => {
                if let Some(history) = facts.history() {
                    check(facts, &change, history, &mut found);
                }
            }
            Check::WhileReading | Check::Facts(_) | Check::Deep(_) | Check::History(_) => {}
        }
        let own = levels.is_own(rule);
        findings.extend(found.into_findings().into_iter().map(|mut finding| {
            if !own {
                finding.severity = severity;
            }
            finding
        }));
    }
    findings
}

/// An owner who was taken off is one gap, and told by the rule that knows who it was.
pub(super) fn tell_once(findings: &mut Vec<Diagnostic>) {
    let removed = findings.iter().filter(|found| found.rule == "owner-removed");
    let removed: FxHashSet<String> = removed.filter_map(|found| found.id.clone()).collect();
    if !removed.is_empty() {
        let is_told = |found: &Diagnostic| found.id.as_ref().is_some_and(|id| removed.contains(id));
        findings.retain(|found| found.rule != "missing-owner" || !is_told(found));
    }
}

/// Time must not break other people's changes: what comes with the date is a warning at most on an item that
/// the change does not touch.
pub(super) fn calm(findings: &mut [Diagnostic], diff: &Diff) {
    for finding in findings {
        let is_timed = find(finding.rule).is_some_and(|rule| rule.timed);
        let is_touched = || finding.id.as_deref().is_some_and(|id| diff.touches(id));
        if finding.severity == Severity::Error && is_timed && !is_touched() {
            finding.severity = Severity::Warn;
        }
    }
}

/// How the findings of two states belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// For each finding of head, whether base had none like it.
    pub new: Vec<bool>,
    /// The findings of base, by position, that head has none like.
    pub fixed: Vec<usize>,
}

/// Matches findings by rule, item and field. Where several are alike, those of the same words belong
/// together first; what has no item is matched by its words alone.
pub fn matched(base: &[Diagnostic], head: &[Diagnostic], names: &Renames) -> Matched {
    type Key<'f> = (&'f str, String, Option<&'f str>);
    let key = |found: &'static str, id: Option<&str>, message: &str| -> (String, &'static str) {
        let id = match id {
            Some(id) => {
                let (first, rest) = id
                    .split_once('.')
                    .map_or((id, None), |(first, rest)| (first, Some(rest)));
                let first = names.get(first).map_or(first, |new| new.as_str());
                rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}"))
            }
            None => format!("\0{message}"),
        };
        (id, found)
    };
    let of = |found: &'_ Diagnostic| key(found.rule, found.id.as_deref(), &found.message);
    let mut open: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
    for (at, found) in base.iter().enumerate() {
        let (id, rule) = of(found);
        open.entry((rule, id, found.field.as_deref()))
            .or_default()
            .push(at);
    }
    let mut matched = Matched {
        new: vec![true; head.len()],
        fixed: Vec::new(),
    };
    // The same words first, looked up by their words so that a thousand like findings stay linear.
    let mut taken = vec![false; base.len()];
    let mut alike: FxHashMap<(Key<'_>, &str), Vec<usize>> = FxHashMap::default();
    for (key, places) in &open {
        for at in places.iter().rev() {
            alike
                .entry((key.clone(), base[*at].message.as_str()))
                .or_default()
                .push(*at);
        }
    }
    for (at, found) in head.iter().enumerate() {
        let (id, rule) = of(found);
        let key = ((rule, id, found.field.as_deref()), found.message.as_str());
        if let Some(before) = alike.get_mut(&key).and_then(Vec::pop) {
            matched.new[at] = false;
            taken[before] = true;
        }
    }
    for places in open.values_mut() {
        places.retain(|at| !taken[*at]);
        places.reverse();
    }
    for (at, found) in head
        .iter()
        .enumerate()
        .filter(|(at, _)| matched.new[*at])
        .collect::<Vec<_>>()
    {
        let (id, rule) = of(found);
        if let Some(before) = open
            .get_mut(&(rule, id, found.field.as_deref()))
            .and_then(Vec::pop)
        {
            matched.new[at] = false;
            taken[before] = true;
        }
    }
    matched.fixed = (0..base.len()).filter(|at| !taken[*at]).collect();
    matched
}

/// `14 Nov`, with the year where that is another one than the as-of date's.
pub(super) fn day(date: Date, as_of: Date) -> String {
    if date.year() == as_of.year() {
        date.short()
    } else {
        format!("{} {}", date.short(), date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &'static str, id: &str, message: &str) -> Diagnostic {
        Diagnostic::new(rule, message).with_id(id).with_field("due")
    }

    #[test]
    fn findings_are_matched_by_rule_item_and_field_and_never_by_line() {
        let base = [
            finding("overdue", "ga", "3 d late"),
            finding("overdue", "beta", "1 d late"),
            finding("cycle", "a", "a → b"),
        ];
        let head = [
            finding("overdue", "beta-2", "1 d late"),
            finding("overdue", "ga", "5 d late"),
            finding("overdue", "ga", "again"),
        ];
        let names = Renames::from([("beta".into(), "beta-2".into())]);
        let matched = matched(&base, &head, &names);
        assert_eq!(matched.new, [false, false, true]);
        assert_eq!(matched.fixed, [2]);
    }

    #[test]
    fn of_like_findings_those_of_the_same_words_belong_together() {
        let base = [
            finding("unknown-reference", "ga", "needs x"),
            finding("unknown-reference", "ga", "needs y"),
        ];
        let head = [
            finding("unknown-reference", "ga", "needs z"),
            finding("unknown-reference", "ga", "needs y"),
            finding("unknown-reference", "ga", "needs w"),
        ];
        let matched = matched(&base, &head, &Renames::new());
        assert_eq!(
            matched.new,
            [false, false, true],
            "y is y; z takes the place of x; w is new"
        );
        assert!(matched.fixed.is_empty());
    }
}
