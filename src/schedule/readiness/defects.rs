//! Severe defects that the tracker's figures show, and the launches they belong to.

use super::Readiness;
use crate::model::{Program, Sample};
use std::collections::{BTreeMap, BTreeSet};

/// Severe defects that are open, as one figure says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenDefects<'p> {
    /// The metrics file.
    pub file: &'p str,
    /// The figure's position in it.
    pub at: usize,
    /// The figure.
    pub sample: &'p Sample,
}

/// Metrics that count severe defects.
const SEVERE: [&str; 2] = ["defects-open.sev1", "defects-open.sev2"];

/// Gives each launch ahead the severe defects that are open in its teams. Those of no team, or of a team that
/// has no launch, belong to the launch that comes first.
pub(super) fn share<'p>(program: &'p Program, launches: &mut [Readiness<'p>]) {
    let open = open(program);
    if open.is_empty() {
        return;
    }
    let mut given = BTreeSet::new();
    for launch in launches.iter_mut().filter(|launch| launch.is_ahead()) {
        let teams = teams(program, launch);
        for (number, defects) in open.iter().enumerate() {
            let team = defects.sample.team.as_ref().map(|team| team.as_str());
            if team.is_some_and(|team| teams.contains(team)) {
                launch.defects.push(*defects);
                given.insert(number);
            }
        }
    }
    let ahead = launches.iter_mut().filter(|launch| launch.is_ahead());
    if let Some(first) = ahead.min_by_key(|launch| (launch.due.is_none(), launch.due)) {
        let rest = open
            .iter()
            .enumerate()
            .filter(|(number, _)| !given.contains(number));
        first.defects.extend(rest.map(|(_, defects)| *defects));
    }
}

/// The last figure of each team and metric, where it is above zero.
fn open(program: &Program) -> Vec<OpenDefects<'_>> {
    let mut last: BTreeMap<(Option<&str>, &str), OpenDefects<'_>> = BTreeMap::new();
    for (file, samples) in &program.metrics {
        for (at, sample) in samples.iter().enumerate() {
            if !SEVERE.contains(&sample.metric.as_str()) {
                continue;
            }
            let team = sample.team.as_ref().map(|team| team.as_str());
            let this = OpenDefects { file, at, sample };
            last.entry((team, sample.metric.as_str()))
                .and_modify(|known| {
                    // Of one day the later line holds.
                    if known.sample.date <= sample.date {
                        *known = this;
                    }
                })
                .or_insert(this);
        }
    }
    last.into_values()
        .filter(|defects| defects.sample.value > 0.0)
        .collect()
}

/// The teams whose work a launch is: its own, the one that will operate it, those of what it needs at once and
/// of what covers its items.
fn teams<'p>(program: &'p Program, launch: &Readiness<'p>) -> BTreeSet<&'p str> {
    let team = |id: &str| {
        let item = program.item(id)?;
        program.team_of(item).map(|team| team.as_str())
    };
    let needs = program.milestones.get(launch.id.as_str()).into_iter();
    let needs = needs.flat_map(|milestone| milestone.needs.iter());
    let needs = needs.filter_map(|need| need.id.as_ref());
    let covering = launch.gates.iter().filter_map(|gate| gate.covered_by);
    let ids = needs.chain(covering).chain([launch.id]);
    let mut teams: BTreeSet<&str> = ids.filter_map(|id| team(id.as_str())).collect();
    teams.extend(launch.operator.map(|team| team.as_str()));
    teams
}
