//! `show`: one item, or the charter.

use super::{Iso, Item, words};
use crate::history::{self, What};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The body of `show ID`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Show {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub entity: &'static str,
    /// Where it is written.
    pub file: Option<String>,
    /// The line of its id.
    pub line: Option<usize>,
    /// The fields as written.
    pub fields: Value,
    /// Its dates, for milestones, contracts and decisions.
    pub schedule: Option<Item>,
    /// What it needs.
    pub needs: Vec<String>,
    /// What needs it.
    pub needed_by: Vec<String>,
    /// Open blockers on it.
    pub blockers: Vec<String>,
    /// Roots it hangs on.
    pub roots: Vec<String>,
    /// Open risks that hit it.
    pub risks: Vec<String>,
    /// Every change of it, oldest first; `null` where it was not asked for.
    pub history: Option<Vec<Deed>>,
}

/// One change of an item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deed {
    /// The day.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// The commit; `null` where it is not committed yet.
    pub commit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What was done.
    #[schemars(with = "words::Deed")]
    pub what: &'static str,
    /// The field, of a change.
    pub field: Option<String>,
    /// The value before; of a renaming the id.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
    /// Working days by which the finish moved through it alone, on the morning of that day.
    pub effect: Option<i64>,
}

impl From<&history::Deed> for Deed {
    fn from(deed: &history::Deed) -> Deed {
        let (what, field, old, new) = match &deed.what {
            What::Added => ("added", None, None, None),
            What::Removed => ("removed", None, None, None),
            What::Renamed(old) => ("renamed", None, Some(old), None),
            What::Field { name, old, new } => ("changed", Some(name), old.as_ref(), new.as_ref()),
        };
        Deed {
            date: Iso(deed.date),
            commit: deed.commit.clone(),
            author: deed.author.clone(),
            what,
            field: field.cloned(),
            old: old.cloned(),
            new: new.cloned(),
            effect: deed.effect,
        }
    }
}

/// The body of `show charter`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Charter {
    /// The fields as written.
    pub fields: Value,
    /// The target milestones.
    pub targets: Vec<super::Target>,
}
