//! Which options can be combined: those that set no field of each other's.

use super::Way;
use crate::model::Edit;

/// Whether two options set the same field, or one a part of what the other sets.
pub(super) fn clash(a: &[Edit], b: &[Edit]) -> bool {
    let covers = |a: &str, b: &str| {
        b.strip_prefix(a)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    a.iter().any(|a| {
        b.iter()
            .any(|b| a.entity == b.entity && (covers(&a.field, &b.field) || covers(&b.field, &a.field)))
    })
}

/// For each option the first others that fit with it and with each other; only groups of three and more, each
/// once.
pub(super) fn groups(alone: &[Way<'_>], most: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for seed in 0..alone.len().min(most) {
        let mut group = vec![seed];
        for at in 0..alone.len() {
            let fits = |other: &usize| !clash(&alone[at].edits, &alone[*other].edits);
            if at != seed && group.iter().all(fits) {
                group.push(at);
            }
        }
        group.sort_unstable();
        if group.len() > 2 && !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}
