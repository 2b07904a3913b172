//! What is new: what moved and what landed, what got stuck or worse, and what trends to failure.

use super::Morning;
use crate::diff::Edit;
use crate::history::{Change, promise_of};
use crate::model::{ContractState, Kind, Section};
use crate::schedule::Root;
use crate::text::Date;
use rustc_hash::FxHashMap;

/// A change of a date, an estimate or an owner.
#[derive(Clone, Debug)]
pub struct Moved {
    /// What differs.
    pub edit: Edit,
    /// Working days by which the finish moves through it alone.
    pub effect: Option<i64>,
    /// The commit; nothing where it is not committed yet, or not known.
    pub commit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// What was reached.
#[derive(Clone, Debug)]
pub struct Landed {
    /// The section.
    pub section: Section,
    /// The item.
    pub id: String,
    /// The field that says so: `done`, `delivered`, `decided`, `resolved` and the like.
    pub field: &'static str,
    /// The day it gives, or what else stands there.
    pub value: String,
    /// Whose it is.
    pub owner: Option<String>,
}

/// A root that is new or worse.
#[derive(Clone, Debug)]
pub struct Stuck<'p> {
    /// The root.
    pub root: Root<'p>,
    /// Whether it was not there before.
    pub is_new: bool,
    /// What it cost before for one more week, in working days.
    pub cost: Option<i64>,
    /// When it was expected before, where that was another day.
    pub expected: Option<Date>,
}

/// Something that trends to failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trending {
    /// The item.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// How.
    pub trouble: Trouble,
}

/// How something trends to failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its promised date was put off so many times.
    Slips {
        /// Moves to a later date.
        times: usize,
        /// The first of them.
        since: Date,
        /// Working days in all.
        days: i64,
        /// Of a contract, whether there is a fallback.
        has_fallback: Option<bool>,
    },
    /// A contract is to be frozen within a week, or was, and is not.
    Unfrozen {
        /// The day.
        by: Date,
        /// How far it is.
        state: ContractState,
    },
    /// A contract is promised so many working days after it is needed.
    PromisedLate {
        /// Working days.
        days: i64,
        /// Days by which the finish would be earlier if it came when it is needed.
        gain: i64,
    },
}

/// Fields that say that something was reached.
const REACHED: [&str; 8] = [
    "done",
    "delivered",
    "accepted",
    "frozen",
    "decided",
    "resolved",
    "closed",
    "validated",
];

/// The fields of dates, estimates, owners and ties, by section.
fn tells(section: Section) -> &'static [&'static str] {
    match section {
        Section::Charter => &["stage", "target"],
        Section::Milestones => &[
            "owner",
            "due",
            "duration",
            "needs",
            "not_before",
            "started",
            "remaining",
            "forecast",
            "cancelled",
        ],
        Section::Contracts => &[
            "owner",
            "source",
            "need_by",
            "promised",
            "freeze_by",
            "disputed",
            "withdrawn",
            "lead_time",
            "ordered",
        ],
        Section::Blockers => &["blocks", "owner", "waiting_on", "expected", "escalated"],
        Section::Risks => &[
            "owner",
            "prob",
            "delay",
            "hits",
            "response",
            "review_by",
            "occurred",
        ],
        Section::Decisions => &["decider", "decide_by", "deferred"],
        Section::Calendar => &["week", "holidays", "freezes"],
        Section::Teams | Section::People | Section::Launches => &[],
    }
}

/// Whether an edit says that something was reached.
fn is_reached(edit: &Edit) -> bool {
    edit.old.is_none() && edit.new.is_some() && edit.field.is_some_and(|field| REACHED.contains(&field))
}

/// What moved, in the order of the effects.
pub(super) fn moved(morning: &Morning<'_, '_>) -> Vec<Moved> {
    let edits = morning.diff.map_or(&[][..], |diff| &diff.edits);
    let is_told = |edit: &Edit| match edit.field {
        Some(field) => edit.is_elsewhere() || tells(edit.section).contains(&field),
        None => edit.section.kind().is_some(),
    };
    let told = edits.iter().filter(|each| is_told(&each.edit));
    told.map(|each| {
        let change = last_change(morning, &each.edit);
        let commit = change.and_then(|change| Some(morning.history?.commit(change)));
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Moved {
            edit: each.edit.clone(),
            effect: each.effect.alone,
            commit: commit.and_then(|commit| text(&commit.id)),
            author: commit.and_then(|commit| text(&commit.author)),
        }
    })
    .collect()
}

/// The last commit that made an edit.
fn last_change<'m>(morning: &Morning<'m, '_>, edit: &Edit) -> Option<&'m Change> {
    let history = morning.history?;
    let all = history.of(edit.section, &edit.id).iter().rev();
    all.map(|at| &history.changes[*at as usize])
        .take_while(|change| change.commit >= morning.first)
        .find(|change| edit.field.is_none_or(|field| change.of_field(field).is_some()))
}

/// What landed, by section and id.
pub(super) fn landed(morning: &Morning<'_, '_>) -> Vec<Landed> {
    let edits = morning.diff.map_or(&[][..], |diff| &diff.edits);
    let program = morning.schedule.program();
    let mut landed: Vec<Landed> = edits
        .iter()
        .map(|each| &each.edit)
        .filter(|edit| is_reached(edit))
        .filter_map(|edit| {
            let id = edit.id.as_str();
            let owner = match edit.section {
                Section::Blockers => program.blockers.get(id)?.owner.as_ref(),
                Section::Risks => program.risks.get(id)?.owner.as_ref(),
                _ => program.item(id).and_then(|item| item.owner()),
            };
            Some(Landed {
                section: edit.section,
                id: id.to_owned(),
                field: edit.field?,
                value: edit.new.clone().unwrap_or_default(),
                owner: owner.map(ToString::to_string),
            })
        })
        .collect();
    landed.sort_by(|a, b| (a.section, &a.id, a.field).cmp(&(b.section, &b.id, b.field)));
    landed
}

/// Roots that are new or worse; all of them where there is nothing to compare with.
pub(super) fn stuck<'p>(morning: &Morning<'_, 'p>) -> Vec<Stuck<'p>> {
    let before = morning.base.map(|base| base.blocked());
    let before: Option<FxHashMap<&str, _>> = before
        .as_ref()
        .map(|before| before.roots.iter().map(|root| (root.id.as_str(), root)).collect());
    let mut stuck = Vec::new();
    for root in &morning.blocked.roots {
        let known = before.as_ref().and_then(|before| before.get(root.id.as_str()));
        let worse = known.is_none_or(|known| {
            root.week_costs > known.week_costs
                || root.total_float < known.total_float
                || root.expected.is_none() && known.expected.is_some()
                || root.expected > known.expected && known.expected.is_some()
        });
        if worse {
            stuck.push(Stuck {
                root: root.clone(),
                is_new: before.is_some() && known.is_none(),
                cost: known.map(|known| known.week_costs),
                expected: known.and_then(|known| known.expected.filter(|was| Some(*was) != root.expected)),
            });
        }
    }
    stuck
}

/// What trends to failure: slips by their days, then contracts about to be frozen, then late promises.
pub(super) fn trending(morning: &Morning<'_, '_>) -> Vec<Trending> {
    let mut trending = slipping(morning);
    let schedule = morning.schedule;
    let slips: Vec<String> = trending.iter().map(|each| each.id.clone()).collect();
    let handovers = schedule.handovers();
    let awaited = || handovers.iter().filter(|handover| handover.is_awaited());
    for handover in awaited() {
        let contract = handover.contract;
        let by = contract.freeze_by.filter(|_| contract.frozen.is_none());
        if let Some(by) = by.filter(|by| schedule.days_between(schedule.as_of, *by) <= 5) {
            trending.push(Trending {
                id: handover.id.to_string(),
                kind: Kind::Contract,
                trouble: Trouble::Unfrozen {
                    by,
                    state: handover.state,
                },
            });
        }
    }
    for handover in awaited().filter(|handover| !slips.iter().any(|id| id == handover.id.as_str())) {
        if let Some(days) = handover.promised_late.filter(|days| *days > 0) {
            trending.push(Trending {
                id: handover.id.to_string(),
                kind: Kind::Contract,
                trouble: Trouble::PromisedLate {
                    days,
                    gain: handover.gain,
                },
            });
        }
    }
    trending
}

fn slipping(morning: &Morning<'_, '_>) -> Vec<Trending> {
    let Some(history) = morning.history else {
        return Vec::new();
    };
    let schedule = morning.schedule;
    let program = schedule.program();
    let mut slipping: Vec<(i64, Trending)> = Vec::new();
    for slips in history.all_slips() {
        let Some(slips) = slips
            .until(schedule.as_of)
            .filter(|slips| promise_of(slips.section).is_some())
        else {
            continue;
        };
        let times = slips.later().count();
        let (Some(item), Some(first), Some(last)) =
            (program.item(&slips.id), slips.later().next(), slips.moves.last())
        else {
            continue;
        };
        let days = schedule.days_between(slips.original, last.to);
        if times < 2 || days <= 0 || item.done().is_some() || program.is_out(&slips.id, item) {
            continue;
        }
        let contract = program.contracts.get(slips.id.as_str());
        let trouble = Trouble::Slips {
            times,
            since: first.on,
            days,
            has_fallback: contract.map(|contract| contract.fallback.is_some()),
        };
        let kind = item.kind();
        let id = slips.id;
        slipping.push((days, Trending { id, kind, trouble }));
    }
    slipping.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.id.cmp(&second.id)));
    slipping.into_iter().map(|(_, trending)| trending).collect()
}
