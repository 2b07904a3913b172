//! A field under a misspelt name is written, not missing: `owenr: jonas` is one finding about `owenr`, and no
//! second one about an owner that is not there.

use crate::diagnostic::Diagnostic;
use crate::model::{Documents, Section};
use rustc_hash::FxHashSet;

/// Fields that are there under another name, by item.
pub(super) struct Misspelt(FxHashSet<(String, String)>);

impl Misspelt {
    /// What the findings of the reader say of unknown fields.
    pub(super) fn of(documents: &Documents, read: &[Diagnostic]) -> Misspelt {
        let unknown = read.iter().filter(|found| found.rule == "unknown-field");
        Misspelt(
            unknown
                .filter_map(|found| {
                    let meant = &found.fix.as_ref()?.edits.first()?.text;
                    let id = found.id.as_deref()?;
                    is_own_field(documents, id, found, meant).then(|| (id.to_owned(), meant.clone()))
                })
                .collect(),
        )
    }

    /// Whether a finding is about a field that is there under another name.
    pub(super) fn explains(&self, finding: &Diagnostic) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let about = finding.id.clone().zip(finding.field.clone());
        about.is_some_and(|about| self.0.contains(&about))
    }
}

/// Whether an unknown field stands in the item itself, which has no field of the name that was meant.
fn is_own_field(documents: &Documents, id: &str, unknown: &Diagnostic, meant: &str) -> bool {
    let (Some(name), Some(at)) = (unknown.field.as_deref(), unknown.at) else {
        return false;
    };
    let stands_in = |section: &str, id: &str| {
        let Some((_, item)) = documents.entity(section, id) else {
            return false;
        };
        let is_here = item
            .get(name)
            .is_some_and(|(key, _)| key.file() == at.file && key.span() == at.span);
        is_here && item.get(meant).is_none()
    };
    match id.split_once('.') {
        Some((section @ ("people" | "teams"), id)) => stands_in(section, id),
        _ if stands_in(id, "") => true,
        _ => {
            let mut of_items = Section::ALL.into_iter().filter(|section| section.is_of_items());
            of_items.any(|section| stands_in(section.as_str(), id))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::told;

    #[test]
    fn a_misspelt_owner_is_one_finding() {
        let milestone = |owner: &str| {
            format!(
                "milestones: {{ga: {{title: Live, {owner}, due: 2026-10-09, duration: 5d, accept: Signed}}}}\n"
            )
        };
        assert_eq!(told(&milestone("owenr: jonas")), ["unknown-field owenr"]);
        assert_eq!(told(&milestone("assignee: jonas")), ["unknown-field assignee"]);
        assert_eq!(told(&milestone("note: none yet")), ["missing-owner owner"]);
    }

    #[test]
    fn a_misspelt_field_further_down_or_beside_the_right_one_explains_nothing() {
        let risk = "risks: {r-late: {title: If the export is late, prob: 0.3, delay: 5d, hits: [], response: mitigate,\
                    review_by: 2026-09-15, plan: [{do: Ask again, owenr: jonas}]}}\n";
        let said = told(risk);
        assert!(said.contains(&"missing-owner owner".into()), "{said:?}");
        let twice =
            "people: {jonas: {name: Jonas}}\nmilestones: {ga: {title: Live, owner: nobody, owenr: jonas}}\n";
        let said = told(twice);
        assert!(said.contains(&"unknown-person owner".into()), "{said:?}");
    }

    #[test]
    fn a_placeholder_for_a_person_is_one_finding() {
        let said = |people: &str| {
            told(&format!(
                "{people}milestones: {{ga: {{title: Live, owner: TBD, due: 2026-10-09, duration: 5d, accept: Signed}}}}\n"
            ))
        };
        assert_eq!(said("people: {jonas: {name: Jonas}}\n"), ["unknown-person owner"]);
        assert_eq!(said(""), ["placeholder-text owner"]);
    }
}
