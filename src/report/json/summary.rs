//! `summary`: the page for executives.

use super::colors::{self, Rule};
use super::escalate::Objective;
use super::{Iso, Target, iso, words};
use crate::diff::Pair;
use crate::report::views::Executive;
use crate::schedule::{self, Ask, Obstacle, What};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `summary`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// The color of the program: that of its worst target; grey without one.
    #[schemars(with = "words::Color")]
    pub color: &'static str,
    /// What leadership is asked for; empty: nothing.
    pub asks: Vec<Asked>,
    /// The targets in the order of the charter.
    pub targets: Vec<Target>,
    /// The item at the head of the critical path.
    pub cause: Option<String>,
    /// What changed in a week; absent where git does not tell.
    pub changed: Option<Changed>,
    /// Why not.
    pub changed_left_out: Option<String>,
    /// What was done in two weeks, the latest first.
    pub done: Vec<Event>,
    /// What is to come in two weeks, what has the least float first.
    pub next: Vec<Event>,
    /// What is in the way, the costliest first: ids of blockers, of what is overdue, and of what nobody owns.
    pub in_the_way: Vec<Hindrance>,
    /// The streams of work by name.
    pub workstreams: Vec<Stream>,
    /// The objectives that cannot be relied on.
    pub objectives_at_stake: Vec<Objective>,
    /// Findings that are suppressed.
    pub suppressed: usize,
}

/// An ask.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Asked {
    /// The decision or the blocker.
    pub id: String,
    /// The kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// What it is about.
    pub title: Option<String>,
    /// Of whom it is asked.
    pub person: Option<String>,
    /// By when.
    #[schemars(with = "Option<Date>")]
    pub by: Option<Iso>,
    /// The recommended options of the first decision.
    pub recommended: Option<Vec<String>>,
    /// The safe date with them.
    #[schemars(with = "Option<Date>")]
    pub recommended_safe: Option<Iso>,
}

/// What changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Changed {
    /// Since this morning.
    #[schemars(with = "Date")]
    pub since: Iso,
    /// The last commit before it, short.
    pub commit: String,
    /// The earliest date then.
    #[schemars(with = "Option<Date>")]
    pub earliest_then: Option<Iso>,
    /// The earliest date now.
    #[schemars(with = "Option<Date>")]
    pub earliest_now: Option<Iso>,
    /// Working days between them; later is positive.
    pub days: Option<i64>,
    /// The safe date then.
    #[schemars(with = "Option<Date>")]
    pub safe_then: Option<Iso>,
    /// The safe date now.
    #[schemars(with = "Option<Date>")]
    pub safe_now: Option<Iso>,
    /// Working days between them; later is positive.
    pub safe_days: Option<i64>,
    /// How many fields and entities changed.
    pub edits: usize,
}

/// Something that happened or will.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Event {
    /// When.
    #[schemars(with = "Date")]
    pub date: Iso,
    /// The item.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its team.
    pub team: Option<String>,
    /// What.
    #[schemars(with = "words::Event")]
    pub what: &'static str,
}

/// Something in the way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Hindrance {
    /// Its id.
    pub id: String,
    /// Its kind.
    #[schemars(with = "words::Kind")]
    pub kind: &'static str,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is in the way since nobody owns it.
    pub no_owner: bool,
    /// Working days of the target for one more week.
    pub week_costs: Option<i64>,
}

/// A stream of work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stream {
    /// Its name: the workstream, else the team.
    pub workstream: String,
    /// Its color: that of its worst open milestone.
    #[schemars(with = "words::Color")]
    pub color: &'static str,
    /// The rules, the worst first.
    pub rules: Vec<Rule>,
    /// That milestone.
    pub milestone: String,
    /// Its earliest date.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// When it was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// The late item at the head of what it waits for.
    pub waits_for: Option<String>,
    /// Open milestones of the stream.
    pub open: usize,
}

impl Summary {
    /// The body.
    pub fn new(told: &Executive<'_, '_>) -> Summary {
        let cause = told.path.path.first().map(|(row, _)| row.id.to_string());
        Summary {
            color: told.color().as_str(),
            asks: told.asks.iter().map(|ask| asked(told, ask)).collect(),
            targets: told.targets.iter().map(Target::from).collect(),
            cause,
            changed: told.changed.as_ref().ok().map(|changed| {
                let Pair { base, head } = &changed.diff.finish;
                Changed {
                    since: Iso(changed.morning),
                    commit: changed.commit.to_owned(),
                    earliest_then: iso(*base),
                    earliest_now: iso(*head),
                    days: changed.diff.days,
                    safe_then: iso(changed.outlook.safe.base),
                    safe_now: iso(changed.outlook.safe.head),
                    safe_days: changed.outlook.days,
                    edits: changed.diff.edits.len(),
                }
            }),
            changed_left_out: told.changed.as_ref().err().map(|why| (*why).to_owned()),
            done: told.done.iter().map(Event::from).collect(),
            next: told.next.iter().map(Event::from).collect(),
            in_the_way: told.obstacles.iter().map(Hindrance::from).collect(),
            workstreams: told.streams.iter().map(Stream::from).collect(),
            objectives_at_stake: told
                .stakes
                .iter()
                .filter(|stake| stake.is_at_stake())
                .map(Objective::from)
                .collect(),
            suppressed: told.suppressed,
        }
    }
}

fn asked(told: &Executive<'_, '_>, ask: &Ask<'_, '_>) -> Asked {
    match ask {
        Ask::Decide(question) => {
            let escalation = told.escalation.filter(|escalation| escalation.id == question.id);
            let way = escalation.and_then(|escalation| Some(&escalation.ways[escalation.recommended?]));
            Asked {
                id: question.id.to_string(),
                kind: crate::model::Kind::Decision.as_str(),
                title: question.decision.title.clone(),
                person: question.decision.decider.as_ref().map(ToString::to_string),
                by: iso(question.due),
                recommended: way.map(|way| way.options().iter().map(ToString::to_string).collect()),
                recommended_safe: iso(way.and_then(|way| way.safe)),
            }
        }
        Ask::Free(root) => Asked {
            id: root.id.to_string(),
            kind: root.kind().as_str(),
            title: root.title().map(str::to_owned),
            person: root.waiting_on.map(ToString::to_string),
            by: iso(root.expected),
            recommended: None,
            recommended_safe: None,
        },
    }
}

impl From<&schedule::Event<'_>> for Event {
    fn from(event: &schedule::Event<'_>) -> Event {
        Event {
            date: Iso(event.date),
            id: event.id.to_string(),
            title: event.item.title().map(str::to_owned),
            team: event.team.map(ToString::to_string),
            what: what(event.what),
        }
    }
}

/// The word for what happens.
pub(super) fn what(what: What) -> &'static str {
    match what {
        What::Finish => "finish",
        What::Delivery => "delivery",
        What::Acceptance => "acceptance",
        What::Freeze => "freeze",
        What::Decision => "decision",
    }
}

impl From<&Obstacle<'_, '_>> for Hindrance {
    fn from(obstacle: &Obstacle<'_, '_>) -> Hindrance {
        match obstacle {
            Obstacle::Root(root) => Hindrance {
                id: root.id.to_string(),
                kind: root.kind().as_str(),
                title: root.title().map(str::to_owned),
                no_owner: false,
                week_costs: Some(root.week_costs),
            },
            Obstacle::NoOwner(row) => Hindrance {
                id: row.id.to_string(),
                kind: row.kind.as_str(),
                title: row.item.title().map(str::to_owned),
                no_owner: true,
                week_costs: None,
            },
        }
    }
}

impl From<&schedule::Stream<'_>> for Stream {
    fn from(stream: &schedule::Stream<'_>) -> Stream {
        Stream {
            workstream: stream.name.to_owned(),
            color: stream.colored.color.as_str(),
            rules: colors::rules(Some(&stream.colored)),
            milestone: stream.row.id.to_string(),
            earliest: iso(stream.row.early_finish),
            due: iso(stream.row.due),
            waits_for: stream.waits_for.map(ToString::to_string),
            open: stream.open,
        }
    }
}
