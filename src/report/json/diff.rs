//! `diff`: what a change means.

use super::forecast::hundredths;
use super::{Iso, iso};
use crate::diff;
use crate::report::render::findings::json::Finding;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `diff`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diff {
    /// The commit compared with, in full; `null` for an empty program.
    pub base: Option<String>,
    /// The commit, `work tree` or `what-if`.
    pub head: String,
    /// The program finish.
    pub finish: Figure,
    /// The worst margin of the target milestones; negative is late.
    pub margin: Sides<Option<i64>>,
    /// Target milestones with another due date, by id.
    pub promises: Vec<Promise>,
    /// The safe date: by which 80 % of the iterations of the forecast are finished.
    pub p80: Figure,
    /// The chance of the due date of that target which has the worst margin after.
    pub chance: Sides<Option<f64>>,
    /// Every difference, those that move the finish most first.
    pub edits: Vec<Edit>,
    /// Ids of new items, by kind and id.
    pub added: Vec<String>,
    /// Ids of items that are gone, by kind and id.
    pub removed: Vec<String>,
    /// Items under a new id, by the old one.
    pub renamed: Vec<Renamed>,
    /// Items on both sides whose earliest finish differs, the farthest first.
    pub moved: Vec<Moved>,
    /// Ids from the first item to the last.
    pub critical_path: Sides<Vec<String>>,
    /// Ids of items that are blocked and were not.
    pub newly_blocked: Vec<String>,
    /// Ids of items that were blocked and are not.
    pub unblocked: Vec<String>,
    /// Findings that the change brings in, as in `check`.
    pub findings_new: Vec<Finding>,
    /// Findings that it mends.
    pub findings_fixed: Vec<Finding>,
}

/// A figure before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Sides<T> {
    /// Before.
    pub base: T,
    /// After.
    pub head: T,
}

/// A date before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Figure {
    /// Before.
    #[schemars(with = "Option<Date>")]
    pub base: Option<Iso>,
    /// After.
    #[schemars(with = "Option<Date>")]
    pub head: Option<Iso>,
    /// Working days between; later is positive.
    pub days: Option<i64>,
}

impl Figure {
    pub(super) fn of(dates: &diff::Pair<Option<Date>>, days: Option<i64>) -> Figure {
        Figure {
            base: iso(dates.base),
            head: iso(dates.head),
            days,
        }
    }
}

/// A target milestone that is promised for another day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Promise {
    /// Id.
    pub id: String,
    /// Its due date.
    pub due: Figure,
}

/// One difference.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edit {
    /// The entity as `--set` names it; `program/item` for an item of another program.
    pub id: String,
    /// The field, of an item of another program `earliest`; `null` where the entity was added or removed as a whole.
    pub field: Option<&'static str>,
    /// The value before, as `--set` takes it.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
    /// Days by which base moves with this edit only.
    pub alone: Option<i64>,
    /// Days by which head moves through this edit: its finish less the finish without the edit.
    pub without: Option<i64>,
}

/// An item under a new id.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Renamed {
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// An item that moves.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// Id.
    pub id: String,
    /// Earliest finish before.
    #[schemars(with = "Option<Date>")]
    pub base: Option<Iso>,
    /// After.
    #[schemars(with = "Option<Date>")]
    pub head: Option<Iso>,
    /// Working days between; later is positive.
    pub days: Option<i64>,
    /// Total float before and after.
    pub total_float: Sides<Option<i64>>,
    /// Working days from the earliest finish to the due date, after; negative is late.
    pub margin: Option<i64>,
}

impl Diff {
    /// The shape of a diff; findings are those of `check`.
    pub fn new(
        diff: &diff::Diff,
        base: Option<String>,
        head: String,
        outlook: &diff::Outlook,
        findings_new: Vec<Finding>,
        findings_fixed: Vec<Finding>,
    ) -> Diff {
        let ids = |items: &[(crate::model::Kind, String)]| items.iter().map(|(_, id)| id.clone()).collect();
        Diff {
            base,
            head,
            finish: Figure::of(&diff.finish, diff.days),
            margin: Sides {
                base: diff.margin.base,
                head: diff.margin.head,
            },
            promises: diff.promises.iter().map(Promise::from).collect(),
            p80: Figure::of(&outlook.safe, outlook.days),
            chance: Sides {
                base: outlook.chance.base.map(hundredths),
                head: outlook.chance.head.map(hundredths),
            },
            edits: diff.edits.iter().map(Edit::from).collect(),
            added: ids(&diff.added),
            removed: ids(&diff.removed),
            renamed: diff
                .renamed
                .iter()
                .map(|(old, new)| Renamed {
                    old: old.to_string(),
                    new: new.to_string(),
                })
                .collect(),
            moved: diff.moved.iter().map(Moved::from).collect(),
            critical_path: Sides {
                base: diff.critical_path.base.clone(),
                head: diff.critical_path.head.clone(),
            },
            newly_blocked: diff.newly_blocked.clone(),
            unblocked: diff.unblocked.clone(),
            findings_new,
            findings_fixed,
        }
    }
}

impl From<&diff::Promise> for Promise {
    fn from(promise: &diff::Promise) -> Promise {
        Promise {
            id: promise.id.clone(),
            due: Figure {
                base: iso(promise.base),
                head: iso(promise.head),
                days: promise.days,
            },
        }
    }
}

impl From<&diff::Attributed> for Edit {
    fn from(each: &diff::Attributed) -> Edit {
        Edit {
            id: each.edit.entity(),
            field: each.edit.field,
            old: each.edit.old.clone(),
            new: each.edit.new.clone(),
            alone: each.effect.alone,
            without: each.effect.without,
        }
    }
}

impl From<&diff::Moved> for Moved {
    fn from(moved: &diff::Moved) -> Moved {
        Moved {
            id: moved.id.clone(),
            base: iso(moved.base),
            head: iso(moved.head),
            days: moved.days,
            total_float: Sides {
                base: moved.base_float,
                head: moved.head_float,
            },
            margin: moved.margin,
        }
    }
}
