//! What a page for executives tells beside the dates: what was done, what comes next, what is in the way, and how
//! each stream of work stands.

use super::{Blocked, Color, Colored, Colors, Evidence, Root, Row, Schedule};
use crate::model::{Item, MilestoneKind};
use crate::parse::{Date, ItemId, TeamId};
use std::collections::BTreeMap;

/// Two weeks, in calendar days.
const FORTNIGHT: i32 = 14;

/// What happened or will happen to an item on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A milestone is finished.
    Finish,
    /// A contract comes.
    Delivery,
    /// The receiver accepts it.
    Acceptance,
    /// The content of a contract stops changing.
    Freeze,
    /// A question is answered.
    Decision,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event<'p> {
    /// When.
    pub date: Date,
    /// The item.
    pub id: &'p ItemId,
    /// The item as written.
    pub item: Item<'p>,
    /// Whose it is.
    pub team: Option<&'p TeamId>,
    /// What.
    pub what: What,
}

/// What is in the way.
#[derive(Clone, Debug)]
pub enum Obstacle<'b, 'p> {
    /// A blocker, or something overdue.
    Root(&'b Root<'p>),
    /// Something near the critical path that nobody owns.
    NoOwner(Row<'p>),
}

/// A stream of work by its worst open milestone.
#[derive(Clone, Debug)]
pub struct Stream<'p> {
    /// The workstream, else the team.
    pub name: &'p str,
    /// The milestone that it is judged by.
    pub row: Row<'p>,
    /// Its color.
    pub colored: Colored<'p>,
    /// Open milestones of the stream.
    pub open: usize,
    /// The late item at the head of what it waits for, where that is another one.
    pub waits_for: Option<&'p ItemId>,
}

impl<'p> Schedule<'p> {
    /// What was done in the two weeks before as-of, the latest first, then by id.
    pub fn achievements(&self) -> Vec<Event<'p>> {
        let mut events: Vec<Event<'p>> = Vec::new();
        for (id, item) in self.program().items() {
            let dates = match item {
                Item::Milestone(milestone) => vec![(milestone.done, What::Finish)],
                Item::Contract(contract) => vec![
                    (contract.accepted, What::Acceptance),
                    (
                        contract.delivered.filter(|_| contract.accepted.is_none()),
                        What::Delivery,
                    ),
                    (contract.frozen.filter(|_| item.done().is_none()), What::Freeze),
                ],
                Item::Decision(decision) => vec![(decision.decided, What::Decision)],
            };
            let is_recent = |date: &Date| {
                let age = self.as_of.day() - date.day();
                (0..FORTNIGHT).contains(&age)
            };
            for (date, what) in dates {
                if let Some(date) = date.filter(is_recent) {
                    events.push(self.event(date, id, item, what));
                }
            }
        }
        events.sort_by_key(|event| (std::cmp::Reverse(event.date), event.id, event.what));
        events
    }

    /// What is to come in the two weeks from as-of on: those with the least float first, and of as many by date.
    pub fn appointments(&self) -> Vec<Event<'p>> {
        let mut events: Vec<(i64, Event<'p>)> = Vec::new();
        let is_near = |date: &Date| (0..=FORTNIGHT).contains(&(date.day() - self.as_of.day()));
        for (id, item) in self.program().items() {
            if item.done().is_some() || self.program().is_out(id, item) {
                continue;
            }
            let Some(row) = self.row(id) else { continue };
            let dates = match item {
                Item::Milestone(_) => vec![(row.early_finish, What::Finish)],
                Item::Contract(contract) => vec![
                    // Where nothing is promised, no day of it is known.
                    (
                        row.early_finish
                            .filter(|_| contract.promised.is_some() || contract.source.is_some()),
                        What::Delivery,
                    ),
                    (
                        contract.freeze_by.filter(|_| contract.frozen.is_none()),
                        What::Freeze,
                    ),
                ],
                // What is undecided is asked for now, whatever waits for it.
                Item::Decision(decision) => vec![(decision.decide_by(), What::Decision)],
            };
            let float = match item {
                Item::Decision(_) => 0,
                _ => row.total_float.unwrap_or(i64::MAX),
            };
            for (date, what) in dates {
                if let Some(date) = date.filter(is_near) {
                    events.push((float, self.event(date, id, item, what)));
                }
            }
        }
        events.sort_by_key(|(float, event)| (*float, event.date, event.id, event.what));
        events.into_iter().map(|(_, event)| event).collect()
    }

    fn event(&self, date: Date, id: &'p ItemId, item: Item<'p>, what: What) -> Event<'p> {
        Event {
            date,
            id,
            item,
            team: self.program().team_of(item),
            what,
        }
    }

    /// What is in the way: the roots that cost the target days, then what nobody owns near the critical path,
    /// then the other roots.
    pub fn obstacles<'b>(&self, blocked: &'b Blocked<'p>) -> Vec<Obstacle<'b, 'p>> {
        let (costly, others): (Vec<_>, Vec<_>) = blocked.roots.iter().partition(|root| root.week_costs > 0);
        let mut unowned: Vec<Row<'p>> = self
            .rows()
            .into_iter()
            .filter(|row| {
                let is_near = row
                    .total_float
                    .is_some_and(|float| float < self.options.near_critical);
                row.state.is_open() && row.owner.is_none() && is_near
            })
            .collect();
        unowned.sort_by_key(|row| (row.total_float, row.id));
        let costly = costly.into_iter().map(Obstacle::Root);
        let unowned = unowned.into_iter().map(Obstacle::NoOwner);
        costly
            .chain(unowned)
            .chain(others.into_iter().map(Obstacle::Root))
            .collect()
    }

    /// The streams of work by name, each by its worst open milestone: the worst color, then the most days late,
    /// then the least float. A target speaks for its stream only where nothing else is open in it.
    pub fn streams(&self, evidence: impl Fn(&ItemId) -> Evidence) -> Vec<Stream<'p>> {
        let colors = Colors::new(self);
        let targets: rustc_hash::FxHashSet<&str> = self
            .program()
            .targets()
            .into_iter()
            .map(|id| id.as_str())
            .collect();
        let mut streams: BTreeMap<&'p str, Vec<(bool, Row<'p>, Colored<'p>)>> = BTreeMap::new();
        for row in self.rows() {
            let Item::Milestone(milestone) = row.item else {
                continue;
            };
            let stream = milestone.workstream.as_ref().map(|name| name.as_str());
            let team = row.team.map(|team| team.as_str());
            let is_outside = milestone.kind == Some(MilestoneKind::External);
            let Some(name) = stream.or(team).filter(|_| row.state.is_open() && !is_outside) else {
                continue;
            };
            if let Some(colored) = colors.of(&row, &evidence(row.id)) {
                let is_target = targets.contains(row.id.as_str());
                streams.entry(name).or_default().push((is_target, row, colored));
            }
        }
        let worst = |(name, mut all): (&'p str, Vec<(bool, Row<'p>, Colored<'p>)>)| {
            let open = all.len();
            all.sort_by_key(|(is_target, row, colored)| {
                (
                    *is_target,
                    std::cmp::Reverse(colored.color),
                    row.margin.unwrap_or(i64::MAX),
                    row.total_float,
                    row.id,
                )
            });
            let (_, row, colored) = all.into_iter().next()?;
            Some(Stream {
                name,
                waits_for: self.late_cause(&row).filter(|_| colored.color == Color::Red),
                row,
                colored,
                open,
            })
        };
        streams.into_iter().filter_map(worst).collect()
    }

    /// The late item at the head of what an item waits for; none where it waits for nothing late.
    pub fn late_cause(&self, row: &Row<'p>) -> Option<&'p ItemId> {
        let mut cause = None;
        let mut at = row.ix?;
        loop {
            let need = match self.early(at)?.driver {
                super::Driver::Need(number) => self.plan.graph.needs(at).get(number as usize)?.from,
                _ => return cause,
            };
            let node = &self.plan.graph.nodes[need as usize];
            let due = node.item.due().zip(self.finish_date(need));
            let is_late = due.is_some_and(|(due, finish)| self.days_between(due, finish) > 0);
            if node.program != 0 || self.is_done(need) || !is_late {
                return cause;
            }
            cause = self.program().item_id(node.id.as_str());
            at = need;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::load::load;
    use crate::text::MemoryTree;

    fn on<T>(yaml: &str, question: impl Fn(&Schedule<'_>) -> T) -> T {
        let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
        assert_eq!(loaded.findings, []);
        let as_of = Date::parse("2026-09-02").expect("a date");
        question(&Schedule::new(&loaded.program, &[], as_of, Options::default()))
    }

    #[test]
    fn done_is_what_two_weeks_brought_and_next_is_what_has_the_least_float() {
        // Two weeks before 2 September is the 19th of August, which is no longer told; the 20th is. The API (8 days)
        // ends on 11 September and drives, ga (3 days) on the 16th, the last day told; screens (2 days) on the 3rd; docs
        // (20 days) on the 29th are too far.
        let yaml = "charter: {target: ga}\nmilestones:\n  old: {done: 2026-08-19}\n  new: {done: 2026-08-20}\n  \
                    api: {duration: 8d}\n  screens: {duration: 2d}\n  ga: {duration: 3d, needs: [api, screens, d-how]}\n  \
                    docs: {duration: 20d}\n  gone: {duration: 1d, cancelled: {date: 2026-08-31}}\ncontracts:\n  \
                    key: {title: Key, from: a, to: b, freeze_by: 2026-09-04, promised: 2026-10-01, frozen: 2026-08-31}\n  \
                    loose: {title: Loose, from: a, to: b}\n  \
                    rack: {title: Rack, from: a, to: b, delivered: 2026-08-25, accepted: 2026-08-26}\ndecisions:\n  \
                    d-how: {decide_by: 2026-09-04}\n";
        let told = |events: Vec<Event<'_>>| {
            let one = |event: Event<'_>| format!("{} {} {:?}", event.date.short(), event.id, event.what);
            events.into_iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(
            on(yaml, |schedule| told(schedule.achievements())),
            ["31 Aug key Freeze", "26 Aug rack Acceptance", "20 Aug new Finish"]
        );
        assert_eq!(
            on(yaml, |schedule| told(schedule.appointments())),
            [
                "4 Sep d-how Decision",
                "11 Sep api Finish",
                "16 Sep ga Finish",
                "3 Sep screens Finish"
            ]
        );
    }

    #[test]
    fn a_stream_is_as_bad_as_its_worst_milestone_and_names_what_it_waits_for() {
        // The key comes on the 11th, five working days after the 4th: the API ends on the 16th, six after the 8th, the
        // screens on the 18th, eight after the 8th. All of them wait for the key.
        let yaml = "charter: {target: ga}\nteams: {web: {title: Web}}\ncontracts:\n  \
                    key: {title: Key, from: a, to: b, need_by: 2026-09-04, promised: 2026-09-11}\nmilestones:\n  \
                    api: {team: web, due: 2026-09-08, duration: 3d, needs: [key]}\n  \
                    screens: {team: web, due: 2026-09-08, duration: 2d, needs: [api]}\n  \
                    docs: {team: web, workstream: docs, duration: 1d, due: 2026-09-30, owner: lee, accept: Read}\n  \
                    ga: {team: web, due: 2026-09-08, duration: 1d, needs: [screens]}\n";
        let told = on(yaml, |schedule| {
            let streams = schedule.streams(|_| Evidence::default());
            let one = |stream: &Stream<'_>| {
                let color = stream.colored.color.as_str();
                format!(
                    "{} {} {color} {} {:?}",
                    stream.name, stream.row.id, stream.open, stream.waits_for
                )
            };
            streams.iter().map(one).collect::<Vec<_>>()
        });
        assert_eq!(
            told,
            [
                "docs docs green 1 None",
                "web screens red 3 Some(ItemId(\"key\"))"
            ]
        );
    }
}
