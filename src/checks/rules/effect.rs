//! The end of a message: what a finding does to the target.

use crate::schedule::Effects;

/// `; moves ga by 4 d`; nothing where nothing moves, or where the answer would have cost too much.
pub(super) fn moves(effects: &Effects<'_, '_>, days: Option<i64>) -> String {
    told(effects, "moves", days)
}

/// `; one more week moves ga by 4 d`.
pub(super) fn week_moves(effects: &Effects<'_, '_>, days: Option<i64>) -> String {
    told(effects, "one more week moves", days)
}

fn told(effects: &Effects<'_, '_>, verb: &str, days: Option<i64>) -> String {
    match (days.filter(|days| *days > 0), effects.target()) {
        (Some(days), Some(target)) => format!("; {verb} {target} by {days} d"),
        _ => String::new(),
    }
}
