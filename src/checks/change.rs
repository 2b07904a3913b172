//! Change control: rules that compare two states, and which of a program's findings a change brought in.
//!
//! Findings are matched by rule, item and field, never by line, so that a file that was moved or laid out
//! anew brings in nothing. What was there before is listed, and only what is new can fail.

use super::rule::{Check, Facts};
use super::run::severity;
use super::{Found, Levels, RULES, find};
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::{Attributed, Diff, Edit, Section};
use crate::model::Documents;
use crate::parse::Renames;
use crate::schedule::Schedule;
use crate::text::{Date, Sources};
use rustc_hash::FxHashMap;

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
    /// What the other rules found in head.
    pub found: &'a [Diagnostic],
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
        let meant = |edit: &Edit| edit.section == section && edit.field.is_some();
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
        facts.program.decisions.iter().any(|(decision, found)| {
            let is_accepted = found.decided.is_some_and(|decided| decided <= facts.as_of)
                && !facts.program.superseded.contains(decision)
                && found
                    .chosen
                    .as_ref()
                    .is_some_and(|chosen| chosen.as_str() != "none");
            is_accepted && found.changes.iter().any(|changed| changed.as_str() == id)
        })
    }
}

/// What the rules of change control find.
pub(super) fn judge(
    facts: &Facts<'_>,
    change: &Change<'_>,
    earlier: &[Diagnostic],
    levels: &Levels<'_>,
) -> Vec<Diagnostic> {
    let change = Change {
        found: earlier,
        ..*change
    };
    let mut findings = Vec::new();
    if !change.is_whole {
        return findings;
    }
    for rule in RULES {
        let Check::Change(check) = rule.check else {
            continue;
        };
        let Some(severity) = severity(levels.of(rule).0) else {
            continue;
        };
        let mut found = Found::new(rule, severity, facts);
        check(facts, &change, &mut found);
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
