//! What the rules about risks share: which are open, which are only jotted down, how large they are told, and
//! until when it can be acted against them.

use crate::checks::{Facts, Said};
use crate::diagnostic::Severity;
use crate::model::{Item, Program, Risk};
use crate::parse::{Date, ItemId};

/// The risks that neither occurred nor were closed, by id.
pub(super) fn open<'p>(facts: &Facts<'p>) -> impl Iterator<Item = (&'p ItemId, &'p Risk)> {
    let risks = facts.program.risks.iter();
    risks.filter(|(_, risk)| Program::is_open(risk))
}

/// Whether a risk is only jotted down. Such a one must not fail: people would keep it to themselves.
pub(super) fn is_stub(risk: &Risk) -> bool {
    risk.prob.is_none() && risk.delay.is_none() && risk.response.is_none()
}

/// Makes a finding about a risk that is only jotted down a warning at most.
pub(super) fn spare<'f>(said: Said<'f>, risk: &Risk) -> Said<'f> {
    if is_stub(risk) {
        said.severity(Severity::Warn)
    } else {
        said
    }
}

/// `30 % of 10 d`, where both are known.
pub(super) fn size(risk: &Risk) -> Option<String> {
    let (prob, delay) = (risk.prob?, risk.delay?);
    let percent = (prob.0 * 100.0).round();
    Some(format!("{percent} % of {}", days(delay.0.likely())))
}

/// A duration as `10 d`, elapsed ones as `10 calendar days`.
fn days(duration: crate::parse::Duration) -> String {
    match duration.unit {
        crate::parse::Unit::Elapsed => format!("{} calendar days", duration.amount),
        _ => format!("{} d", duration.rough_days()),
    }
}

/// Until when it can be acted against a risk, and why until then.
pub(super) struct Strike<'p> {
    /// The day.
    pub(super) day: Date,
    /// The item that is hit then.
    pub(super) id: &'p ItemId,
    /// What that item does on the day.
    pub(super) does: &'static str,
}

/// Until when it can be acted against a risk: before work that waits for something starts, before work that
/// could start or has started ends, before a contract comes. None where nothing that it hits is open.
pub(super) fn strike<'p>(facts: &Facts<'p>, risk: &'p Risk) -> Option<Strike<'p>> {
    let strike = |id: &'p ItemId| {
        let row = facts.schedule.row(id).filter(|row| row.state.is_open())?;
        let (day, does) = match row.item {
            Item::Milestone(milestone) if milestone.started.is_some() => (row.early_finish?, "ends"),
            // What could start today, and did not, has no day on which it starts.
            Item::Milestone(_) if row.driving.as_deref() == Some("as-of") => {
                let (finish, due) = (row.early_finish?, row.due);
                match due.filter(|due| *due > finish) {
                    Some(due) => (due, "is due"),
                    None => (finish, "ends"),
                }
            }
            Item::Milestone(_) => (row.early_start?, "starts"),
            Item::Contract(_) | Item::Decision(_) => (row.early_finish?, "comes"),
        };
        Some(Strike { day, id, does })
    };
    let strikes = risk.hits.iter().filter_map(strike);
    strikes.min_by(|a, b| (a.day, a.id).cmp(&(b.day, b.id)))
}
