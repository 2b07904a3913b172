//! What the three rules about production ownership share: the gaps of launches, a warning until the launch is
//! near and an error from then on.

use crate::checks::{Facts, Found};
use crate::diagnostic::Severity;
use crate::model::Place;
use crate::schedule::GapKind;

/// Tells the gaps of one kind.
pub(super) fn tell(facts: &Facts<'_>, found: &mut Found<'_>, kind: GapKind, what: &str, help: &str) {
    for gap in facts.owners().gaps.iter().filter(|gap| gap.gap == kind) {
        let is_written = facts.program.launches.contains_key(gap.id.as_str());
        let has_ops = facts.documents.has("launches", &gap.id, "ops");
        let place = match (is_written, has_ops && kind != GapKind::NoProductionOwner) {
            (true, true) => Place::field("launches", &gap.id, "ops").on_key(),
            (true, false) => Place::item("launches", &gap.id),
            (false, _) => Place::item("milestones", &gap.id),
        };
        let ask = gap.ask.as_ref().map_or(String::new(), |ask| {
            format!("; ask {}", facts.program.name_of(ask.as_str()))
        });
        let severity = if facts.is_near_launch(&gap.id) {
            Severity::Error
        } else {
            Severity::Warn
        };
        found
            .at(place, format!("{}: {what}", gap.id))
            .field("ops")
            .severity(severity)
            .help(format!("{help}{ask}"));
    }
}
