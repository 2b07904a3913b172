//! What the rules about launches share: which launches are looked at, how serious a finding is, and where the
//! items and phases of a launch are written.

use crate::checks::Facts;
use crate::diagnostic::Severity;
use crate::model::{Launch, Place};
use crate::schedule::{Gate, Readiness};

/// Names that are told before the rest is counted.
const MOST: usize = 5;

/// Launches that are still to come, each with how serious its findings are.
pub(super) fn ahead<'f, 'a>(
    facts: &'f Facts<'a>,
) -> impl Iterator<Item = (&'f Readiness<'a>, Severity)> + use<'f, 'a> {
    let ahead = facts.launches().iter().filter(|launch| launch.is_ahead());
    ahead.map(|launch| (launch, severity(facts, launch)))
}

/// The items that are written of launches still to come.
pub(super) fn gates_ahead<'f, 'a>(
    facts: &'f Facts<'a>,
) -> impl Iterator<Item = (&'f Readiness<'a>, &'f Gate<'a>, Severity)> + use<'f, 'a> {
    ahead(facts).flat_map(|(launch, severity)| {
        let written = launch.gates.iter().filter(|gate| gate.item.is_some());
        written.map(move |gate| (launch, gate, severity))
    })
}

/// A warning until the launch is near, an error from then on.
pub(super) fn severity(facts: &Facts<'_>, launch: &Readiness<'_>) -> Severity {
    if facts.is_near_launch(launch.id.as_str()) {
        Severity::Error
    } else {
        Severity::Warn
    }
}

/// The key of a launch; its milestone's where nothing else is written about it.
pub(super) fn place(launch: &Readiness<'_>) -> Place {
    let section = if launch.launch.is_some() {
        "launches"
    } else {
        "milestones"
    };
    Place::item(section, launch.id.as_str())
}

/// Whether a field of a launch is written at all: one that could not be read is told of by others.
pub(super) fn holds(facts: &Facts<'_>, launch: &Readiness<'_>, field: &str) -> bool {
    facts.documents.has("launches", launch.id.as_str(), field)
}

/// An item of a launch.
pub(super) fn gate_place(launch: &Readiness<'_>, gate: &Gate<'_>) -> Place {
    place(launch).key("items").key(gate.name)
}

/// What says when an item is ready: its date, or the milestone that covers it.
pub(super) fn end_place(launch: &Readiness<'_>, gate: &Gate<'_>) -> Place {
    let place = gate_place(launch, gate);
    if gate.earliest.is_some() {
        place
    } else {
        place.key("by")
    }
}

/// How findings name an item of a launch.
pub(super) fn gate_id(launch: &Readiness<'_>, gate: &Gate<'_>) -> String {
    format!("{}.{}", launch.id, gate.name)
}

/// The name of a phase, else its number.
pub(super) fn phase(launch: &Launch, at: usize) -> String {
    let name = launch.phases.get(at).and_then(|phase| phase.name.clone());
    name.unwrap_or_else(|| (at + 1).to_string())
}

/// `a, b and c`; of many the first few and how many more.
pub(super) fn some(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        _ => format!(
            "{} and {} more",
            names[..MOST - 1].join(", "),
            names.len() - MOST + 1
        ),
    }
}

/// `a, b or c item`; of many the first few and how many more.
pub(super) fn none_of(names: &[&str], what: &str) -> String {
    match names {
        [first @ .., last] if (2..=MOST).contains(&names.len()) => {
            format!("{} or {last} {what}", first.join(", "))
        }
        [one] => format!("{one} {what}"),
        many => format!("{} {what}s", some(many)),
    }
}

/// What a rule finds about the launch `ga`, due on Wednesday 18 November 2026 after five days of work; what is
/// written about it begins on line 5.
#[cfg(test)]
pub(super) fn told(rule: &str, as_of: &str, written: &str) -> Vec<String> {
    let text = format!(
        "milestones:\n  ga: {{title: Live, kind: launch, due: 2026-11-18, duration: 5d}}\nlaunches:\n  ga:\n{written}"
    );
    crate::checks::drawn::findings(rule, as_of, &text)
}

#[cfg(test)]
mod tests {
    use super::{none_of, some, told};

    #[test]
    fn a_warning_becomes_an_error_twenty_working_days_before() {
        // Four weeks before Wednesday 18 November is Wednesday 21 October.
        let roles = "    roles: {commander: jo, comms: al}\n";
        for (as_of, level) in [
            ("2026-10-20", "warn"),
            ("2026-10-21", "error"),
            ("2026-12-01", "error"),
        ] {
            let message = format!("{level} 5: ga: nobody has the role rollback on the day");
            assert_eq!(told("launch-day-roles", as_of, roles), [message]);
        }
    }

    #[test]
    fn a_launch_that_is_over_or_called_off_is_left_alone() {
        for end in [
            "done: 2026-09-01",
            "cancelled: {date: 2026-09-01, because: Too dear}",
        ] {
            let text = format!(
                "milestones:\n  ga: {{title: Live, kind: launch, {end}}}\nlaunches:\n  ga:\n    ops: {{team: web}}\n    \
                 items: {{monitoring: {{ready: 2026-08-31}}}}\n    phases: [{{name: all}}]\n"
            );
            for rule in crate::checks::RULES {
                let is_ours =
                    rule.group == crate::checks::Group::Readiness && rule.name != "launched-without-go";
                let found = crate::checks::drawn::findings(rule.name, "2026-09-02", &text);
                assert!(!is_ours || found.is_empty(), "{found:?}");
            }
        }
    }

    #[test]
    fn many_names_are_counted() {
        assert_eq!(some(&["a"]), "a");
        assert_eq!(some(&["a", "b", "c", "d", "e"]), "a, b, c, d and e");
        assert_eq!(some(&["a", "b", "c", "d", "e", "f"]), "a, b, c, d and 2 more");
        assert_eq!(none_of(&["a"], "item"), "a item");
        assert_eq!(none_of(&["a", "b", "c"], "item"), "a, b or c item");
        assert_eq!(
            none_of(&["a", "b", "c", "d", "e", "f"], "item"),
            "a, b, c, d and 2 more items"
        );
    }
}
