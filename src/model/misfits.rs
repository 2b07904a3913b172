//! What the options of decisions set, read like any other field: a misspelt one would change nothing, and the
//! option would look as if it gained nothing.

use super::overlay::{self, Edit};
use super::{Documents, Place, Program};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse;

/// What does not fit in what options set. Entities that do not exist are left to the rules about references.
pub fn misfits(program: &Program, documents: &Documents) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for (id, decision) in program.decisions.iter() {
        for (name, option) in decision.options.iter() {
            for (path, value) in option.set.iter() {
                let place = Place::field("decisions", id.as_str(), "options")
                    .key(name.as_str())
                    .key("set")
                    .key(path);
                let Some(edit) = Edit::new(path, value.as_yaml()) else {
                    let mut found =
                        Diagnostic::new("unknown-reference", format!("{id} sets {path}: no field"));
                    found.help =
                        Some("write entity.field: value, such as data-backfill.duration: 12d".into());
                    all.push(at(found, id.as_str(), &place.on_key(), documents));
                    continue;
                };
                all.extend(misfit(program, &edit).map(|mut found| {
                    found.message = format!("{id} sets {path}: {}", found.message);
                    let is_name = found.rule == "unknown-field";
                    let place = if is_name { place.on_key() } else { place };
                    at(found, id.as_str(), &place, documents)
                }));
            }
        }
    }
    all
}

/// What is wrong with an edit on its own: the entity's other fields play no part.
fn misfit(program: &Program, edit: &Edit) -> Option<Diagnostic> {
    let (section, id) = overlay::whereabouts(program, edit).ok()?;
    let path: Vec<&str> = edit.field.split('.').collect();
    let document = parse::patched(None, &path, &edit.value).ok()?;
    let found = overlay::replace(&mut Program::default(), section, id, document.root()?);
    found.into_iter().find(|found| found.severity == Severity::Error)
}

fn at(mut found: Diagnostic, id: &str, place: &Place, documents: &Documents) -> Diagnostic {
    found.id = Some(id.to_owned());
    found.field = Some("options".into());
    found.at = documents.find(place);
    // The repair of a patched text is none for the file.
    found.fix = None;
    found
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::text::MemoryTree;

    fn found(set: &str) -> Vec<String> {
        let plan = format!(
            "milestones: {{data-backfill: {{title: Backfill}}}}\nrisks: {{r-late: {{title: Late}}}}\npeople: {{chen: \
             {{name: Chen}}}}\ndecisions:\n  d-scope:\n    options:\n      a-eu:\n        set:\n          {set}\n"
        );
        let loaded = load(&MemoryTree::new([("plan.yaml", plan.as_str())]), "", "atlas").expect("loads");
        let told = |found: &crate::diagnostic::Diagnostic| {
            let at = found.at.expect("a place");
            let help = found.help.as_deref().unwrap_or_default();
            format!(
                "{} {:?}: {}; {help}",
                found.rule,
                &plan[at.span.start as usize..at.span.end as usize],
                found.message
            )
        };
        loaded.findings.iter().map(told).collect()
    }

    #[test]
    fn a_misspelt_field_and_a_bad_value_are_told() {
        assert_eq!(
            found("data-backfill.duraton: 12d"),
            [
                "unknown-field \"data-backfill.duraton\": d-scope sets data-backfill.duraton: unknown field duraton; did \
              you mean duration?"
            ]
        );
        assert_eq!(
            found("r-late.residual.prop: 0.1"),
            [
                "unknown-field \"r-late.residual.prop\": d-scope sets r-late.residual.prop: unknown field prop; did you \
              mean prob?"
            ]
        );
        let bad = found("data-backfill.due: soon");
        assert!(
            bad.len() == 1 && bad[0].starts_with("bad-date \"soon\": d-scope sets data-backfill.due: "),
            "{bad:?}"
        );
        let whole = found("data-backfill: 12d");
        assert!(
            whole.len() == 1 && whole[0].starts_with("unknown-reference \"data-backfill\""),
            "{whole:?}"
        );
    }

    #[test]
    fn what_fits_or_points_nowhere_is_silent() {
        for set in [
            "data-backfill.duration: [10d, 12d, 16d]",
            "data-backfill.cancelled: true",
            "r-late.closed: {date: 2026-09-10, because: It came}",
            "people.chen.away: [2026-10-05]",
            "charter.target: data-backfill",
            "milestones.data-backfill.due: 2026-10-05",
            "nobody.duration: 12d",
        ] {
            assert_eq!(found(set), [""; 0], "{set}");
        }
    }
}
