//! `brief`: the morning.

use super::diff::Figure;
use super::{Iso, Target, iso, words};
use crate::diff::{Outlook, Pair};
use crate::history::{self, Todo, Trouble};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `brief`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Brief {
    /// The day from which on things are news; `null` where git holds nothing to compare with.
    #[schemars(with = "Option<Date>")]
    pub since: Option<Iso>,
    /// The commit that today is compared with.
    pub base: Option<String>,
    /// Commits since then.
    pub commits: usize,
    /// People who made them.
    pub people: usize,
    /// The target with the worst margin, with its color.
    pub target: Option<Target>,
    /// The finish then and now, both judged this morning; `days` later is positive.
    pub finish: Figure,
    /// The finish as it was told then.
    #[schemars(with = "Option<Date>")]
    pub was: Option<Iso>,
    /// The safe dates, both judged this morning.
    pub p80: Figure,
    /// What moved: what moves the finish most first.
    pub moved: Vec<Moved>,
    /// Roots that are new or worse: the costliest first.
    pub stuck: Vec<Stuck>,
    /// What trends to failure.
    pub trending: Vec<Trending>,
    /// What only the reader can do today, the most urgent first.
    pub today: Vec<Task>,
    /// What comes up, by day.
    pub coming: Vec<Coming>,
    /// Whose update comes, by day.
    pub updates: Vec<Update>,
    /// What was reached.
    pub landed: Vec<Landed>,
    /// What is not known.
    pub grey: Vec<Grey>,
    /// Work in progress that nobody touches: the longest first.
    pub stale: Vec<Stale>,
}

/// A change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// The entity, as `--set` names it.
    pub id: String,
    /// The field; `null` where the entity came or went.
    pub field: Option<String>,
    /// The value before.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
    /// Working days by which the finish moves through it alone.
    pub effect: Option<i64>,
    /// The commit; `null` where it is not committed yet.
    pub commit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// A root that is new or worse.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stuck {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// Whether it was not there then.
    pub new: bool,
    /// Working days since it was raised, or was due.
    pub age: Option<i64>,
    /// The least float of what it holds.
    pub total_float: Option<i64>,
    /// Whom it waits for.
    pub waiting_on: Option<String>,
    /// When it should clear.
    #[schemars(with = "Option<Date>")]
    pub expected: Option<Iso>,
    /// When it should have cleared, where that was another day.
    #[schemars(with = "Option<Date>")]
    pub was_expected: Option<Iso>,
    /// Working days by which the target moves for one more week.
    pub week_costs: i64,
}

/// Something that trends to failure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Trending {
    /// Id.
    pub id: String,
    /// Kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// How.
    #[schemars(with = "words::Trouble")]
    pub trouble: &'static str,
    /// Moves to a later date, of a slip.
    pub times: Option<usize>,
    /// The day of the first move, or the day to be frozen.
    #[schemars(with = "Option<Date>")]
    pub date: Option<Iso>,
    /// Working days: of all moves, or after the need.
    pub days: Option<i64>,
    /// Whether there is a fallback, of a contract that slips.
    pub fallback: Option<bool>,
}

/// Something to do today.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Task {
    /// What.
    #[schemars(with = "words::Task")]
    pub what: &'static str,
    /// The item.
    pub id: String,
    /// Whom to ask.
    pub ask: Option<String>,
    /// Until when.
    #[schemars(with = "Option<Date>")]
    pub by: Option<Iso>,
}

/// Something that comes up.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Coming {
    /// The day.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// What.
    #[schemars(with = "words::Prospect")]
    pub event: &'static str,
    /// The item, or the person who is away or leaves.
    pub id: String,
    /// Who sees to it; of an absence, or of somebody who leaves, the deputy.
    pub who: Option<String>,
    /// Of an absence its last day.
    #[schemars(with = "Option<Date>")]
    pub until: Option<Iso>,
    /// Of an absence, the open work in its days that nobody covers; of somebody who leaves, that of the days after.
    pub uncovered: Vec<String>,
}

/// An update that comes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Update {
    /// For whom.
    pub who: Option<String>,
    /// What they want to hear.
    pub wants: Option<String>,
    /// How often.
    pub cadence: Option<String>,
    /// The day; `null` where the words are not understood.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
}

/// What was reached.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Landed {
    /// Id.
    pub id: String,
    /// The field that says so.
    pub field: &'static str,
    /// What stands there: mostly the day.
    pub value: String,
    /// Whose it is.
    pub owner: Option<String>,
}

/// What is not known.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Grey {
    /// Id.
    pub id: String,
    /// How many reasons there are.
    pub reasons: usize,
}

/// Work that nobody touches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stale {
    /// Id.
    pub id: String,
    /// Working days.
    pub days: i64,
}

/// What stands beside the brief itself.
pub struct Frame<'a> {
    /// The day from which on things are news.
    pub since: Option<Date>,
    /// The commit compared with.
    pub base: Option<String>,
    /// The target with the worst margin.
    pub target: Option<Target>,
    /// The finish then and now, and the days between.
    pub finish: (&'a Pair<Option<Date>>, Option<i64>),
    /// The finish as it was told then.
    pub was: Option<Date>,
    /// What the forecast says of then and now.
    pub outlook: &'a Outlook,
}

impl Brief {
    /// The body.
    pub fn new(brief: &history::Brief<'_>, frame: Frame<'_>) -> Brief {
        Brief {
            since: iso(frame.since),
            base: frame.base,
            commits: brief.commits,
            people: brief.people,
            target: frame.target,
            finish: Figure::of(frame.finish.0, frame.finish.1),
            was: iso(frame.was),
            p80: Figure::of(&frame.outlook.safe, frame.outlook.days),
            moved: brief.moved.iter().map(moved).collect(),
            stuck: brief.stuck.iter().map(stuck).collect(),
            trending: brief.trending.iter().map(trending).collect(),
            today: brief.today.iter().map(task).collect(),
            coming: brief.coming.iter().map(coming).collect(),
            updates: brief.updates.iter().map(update).collect(),
            landed: brief
                .landed
                .iter()
                .map(|landed| Landed {
                    id: landed.id.clone(),
                    field: landed.field,
                    value: landed.value.clone(),
                    owner: landed.owner.clone(),
                })
                .collect(),
            grey: brief
                .grey
                .iter()
                .map(|(id, reasons)| Grey {
                    id: id.to_string(),
                    reasons: reasons.len(),
                })
                .collect(),
            stale: brief
                .stale
                .iter()
                .map(|(id, days)| Stale {
                    id: id.to_string(),
                    days: *days,
                })
                .collect(),
        }
    }
}

fn moved(moved: &history::Moved) -> Moved {
    Moved {
        id: moved.edit.entity(),
        field: moved.edit.field.map(str::to_owned),
        old: moved.edit.old.clone(),
        new: moved.edit.new.clone(),
        effect: moved.effect,
        commit: moved.commit.clone(),
        author: moved.author.clone(),
    }
}

fn stuck(stuck: &history::Stuck<'_>) -> Stuck {
    let root = &stuck.root;
    Stuck {
        id: root.id.to_string(),
        kind: root.kind().as_str(),
        new: stuck.is_new,
        age: root.age,
        total_float: root.total_float,
        waiting_on: root.waiting_on.map(ToString::to_string),
        expected: iso(root.expected),
        was_expected: iso(stuck.expected),
        week_costs: root.week_costs,
    }
}

fn trending(trending: &history::Trending) -> Trending {
    let (trouble, times, date, days, fallback) = match trending.trouble {
        Trouble::Slips {
            times,
            since,
            days,
            has_fallback,
        } => ("slips", Some(times), Some(since), Some(days), has_fallback),
        Trouble::Unfrozen { by, .. } => ("unfrozen", None, Some(by), None, None),
        Trouble::PromisedLate { days, .. } => ("promised-late", None, None, Some(days), None),
    };
    Trending {
        id: trending.id.clone(),
        kind: trending.kind.as_str(),
        trouble,
        times,
        date: iso(date),
        days,
        fallback,
    }
}

fn task(todo: &Todo<'_>) -> Task {
    let (what, id, ask, by) = match todo {
        Todo::Decide(question) => (
            "decide",
            question.id.to_string(),
            question.decision.decider.as_ref(),
            question.due,
        ),
        Todo::Free {
            id, whom, expected, ..
        } => ("free", id.to_string(), *whom, *expected),
        Todo::Escalate { id, by, whom } => ("escalate", id.to_string(), *whom, Some(*by)),
        Todo::Owner(gap) => ("owner", gap.id.clone(), gap.ask.as_ref(), None),
        Todo::Order { id, by, owner } => ("order", id.to_string(), *owner, Some(*by)),
        Todo::Review { id, by, owner, .. } => ("review", id.to_string(), *owner, Some(*by)),
    };
    Task {
        what,
        id,
        ask: ask.map(ToString::to_string),
        by: iso(by),
    }
}

fn coming(coming: &history::Coming<'_>) -> Coming {
    Coming {
        date: Iso(coming.date),
        event: coming.event.as_str(),
        id: coming.id.to_owned(),
        who: coming.who.map(ToString::to_string),
        until: iso(coming.until),
        uncovered: coming.uncovered.iter().map(ToString::to_string).collect(),
    }
}

fn update(update: &history::Update<'_>) -> Update {
    let stakeholder = update.stakeholder;
    Update {
        who: stakeholder.who.as_ref().map(ToString::to_string),
        wants: stakeholder.wants.clone(),
        cadence: stakeholder.cadence.clone(),
        due: iso(update.due),
    }
}
