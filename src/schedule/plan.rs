//! The network made ready for passes: calendars chosen, durations resolved, dated bounds collected.
//!
//! A [`Plan`] is made once for a program and an as-of date; the passes run over it any number of times.

use super::calendar::Calendar;
use super::{Driver, Options};
use crate::graph::{Graph, Ix};
use crate::model::{Item, Program, Relation};
use crate::parse::{Date, Duration, ItemId, Unit};
use rustc_hash::FxHashMap;

/// How a node gets its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Its facts, as boundaries: begin of the first day, end of the last.
    Done {
        /// Boundary before the first day.
        start: i64,
        /// Boundary after the last day.
        finish: i64,
    },
    /// Begun at this boundary; what is left begins at as-of or later.
    Started(i64),
    /// Not begun; contracts and decisions stay so until they are done.
    Waiting,
}

/// A date that holds a node back, beside its needs.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// What it is.
    pub driver: Driver,
    /// The boundary before which the node may not start (or, with nothing to do, finish).
    pub at: i64,
    /// Whether the end of a day put it there, not the beginning of one.
    pub finish_like: bool,
}

/// One node, ready to be placed.
#[derive(Debug)]
pub struct Task {
    /// Its calendar, in [`Plan::calendars`].
    pub calendar: u16,
    /// What is known of it.
    pub progress: Progress,
    /// Work to do: the likely duration, or what remains of it, in working days (calendar days if `elapsed`).
    pub work: i64,
    /// The whole duration; differs from `work` once it is in progress.
    pub duration: i64,
    /// Whether `work` counts calendar days.
    pub elapsed: bool,
    /// Whether the duration is implied from dates.
    pub implied: bool,
    /// Dated bounds, in the order in which ties are settled.
    pub bounds: Vec<Bound>,
    /// End of the day the owner named.
    pub forecast: Option<i64>,
}

/// The network of a program at an as-of date.
#[derive(Debug)]
pub struct Plan<'p> {
    /// The program.
    pub program: &'p Program,
    /// The graph.
    pub graph: Graph<'p>,
    /// One task a node, in the graph's numbers.
    pub tasks: Vec<Task>,
    /// Distinct calendars; the program's is the first, every day the second.
    pub calendars: Vec<Calendar>,
    /// The boundary before the as-of date.
    pub as_of: i64,
    /// The target milestones that are in the network.
    pub targets: Vec<Ix>,
    /// The program's blockers, as [`Driver::Blocker`] numbers them.
    pub blockers: Vec<&'p ItemId>,
}

/// The program's calendar.
pub const PROGRAM: u16 = 0;
/// The calendar in which every day works.
pub const EVERY_DAY: u16 = 1;

impl<'p> Plan<'p> {
    /// The plan of a program; `others` are the other programs of the repository.
    pub fn new(program: &'p Program, others: &[&'p Program], as_of: Date, options: &Options) -> Plan<'p> {
        let graph = Graph::new(program, others);
        let mut programs = vec![program];
        programs.extend(others);
        let mut maker = Maker {
            as_of: i64::from(as_of.day()),
            options,
            programs,
            calendars: vec![Calendar::of(&program.calendar, None), Calendar::every_day()],
            of_team: FxHashMap::default(),
        };
        let holds = maker.open_blockers(&graph);
        let tasks = (0..graph.nodes.len() as Ix)
            .map(|ix| maker.task(&graph, ix, &holds))
            .collect();
        let targets = program
            .targets()
            .iter()
            .filter_map(|id| graph.find(id.as_str()))
            .collect();
        Plan {
            program,
            graph,
            tasks,
            calendars: maker.calendars,
            as_of: maker.as_of,
            targets,
            blockers: program.blockers.keys().collect(),
        }
    }

    /// The calendar of a node.
    pub fn calendar(&self, ix: Ix) -> &Calendar {
        &self.calendars[self.tasks[ix as usize].calendar as usize]
    }

    /// The calendar in which a node's work is counted: every day for elapsed durations.
    pub fn work_calendar(&self, ix: Ix) -> &Calendar {
        let task = &self.tasks[ix as usize];
        let number = if task.elapsed { EVERY_DAY } else { task.calendar };
        &self.calendars[number as usize]
    }

    /// The program's calendar.
    pub fn program_calendar(&self) -> &Calendar {
        &self.calendars[PROGRAM as usize]
    }
}

struct Maker<'p, 'o> {
    as_of: i64,
    options: &'o Options,
    programs: Vec<&'p Program>,
    calendars: Vec<Calendar>,
    of_team: FxHashMap<(usize, &'p str), u16>,
}

impl<'p> Maker<'p, '_> {
    /// For each node, the open blockers on it: their number in id order, and the boundary at which each clears.
    fn open_blockers(&mut self, graph: &Graph<'p>) -> FxHashMap<Ix, Vec<(u32, i64)>> {
        let mut holds: FxHashMap<Ix, Vec<(u32, i64)>> = FxHashMap::default();
        for (home, program) in self.programs.clone().into_iter().enumerate() {
            let calendar = self.calendar(home, None);
            for (number, blocker) in program.blockers.values().enumerate() {
                if blocker.resolved.is_some() {
                    continue;
                }
                let clears = match blocker.expected {
                    Some(expected) => i64::from(expected.day()).max(self.as_of) + 1,
                    None => {
                        let calendar = &self.calendars[calendar as usize];
                        calendar.end(calendar.index(self.as_of) + self.options.blocker_days)
                    }
                };
                for id in blocker.blocks.iter() {
                    let ix = if home == 0 {
                        graph.find(id.as_str())
                    } else {
                        graph.find(&format!("{}/{id}", program.id))
                    };
                    if let Some(ix) = ix {
                        holds.entry(ix).or_default().push((number as u32, clears));
                    }
                }
            }
        }
        holds
    }

    fn calendar(&mut self, home: usize, team: Option<&'p str>) -> u16 {
        let own = team
            .and_then(|team| self.programs[home].teams.get(team))
            .and_then(|team| team.calendar.as_ref());
        let key = (home, own.and(team).unwrap_or_default());
        if let Some(known) = self.of_team.get(&key) {
            return *known;
        }
        let calendar = Calendar::of(&self.programs[home].calendar, own);
        let number = match self.calendars.iter().position(|known| *known == calendar) {
            Some(known) => known,
            None => {
                self.calendars.push(calendar);
                self.calendars.len() - 1
            }
        } as u16;
        self.of_team.insert(key, number);
        number
    }

    fn task(&mut self, graph: &Graph<'p>, ix: Ix, holds: &FxHashMap<Ix, Vec<(u32, i64)>>) -> Task {
        let node = &graph.nodes[ix as usize];
        let program = self.programs[node.program];
        let team = program.team_of(node.item).map(|team| team.as_str());
        let calendar = self.calendar(node.program, team);
        let mut task = Task {
            calendar,
            progress: Progress::Waiting,
            work: 0,
            duration: 0,
            elapsed: false,
            implied: false,
            bounds: Vec::new(),
            forecast: None,
        };
        if let Item::Milestone(milestone) = node.item {
            self.measure(&mut task, graph, ix);
            if let Some(started) = milestone.started {
                task.progress = Progress::Started(i64::from(started.day()));
            }
            task.forecast = milestone.forecast.map(end_of);
        }
        if let Some(done) = node.item.done() {
            let started = match node.item {
                Item::Milestone(milestone) => milestone.started.unwrap_or(done),
                Item::Contract(_) | Item::Decision(_) => done,
            };
            task.progress = Progress::Done {
                start: i64::from(started.day()).min(i64::from(done.day())),
                finish: end_of(done),
            };
            return task;
        }
        for (number, clears) in holds.get(&ix).into_iter().flatten() {
            task.bounds.push(Bound {
                driver: Driver::Blocker(*number),
                at: *clears,
                finish_like: true,
            });
        }
        self.bound(&mut task, node.item, program);
        task
    }

    /// The dated bounds other than blockers, in the order in which ties are settled.
    fn bound(&self, task: &mut Task, item: Item<'_>, program: &Program) {
        let mut add = |driver, at, finish_like| {
            task.bounds.push(Bound {
                driver,
                at,
                finish_like,
            });
        };
        match item {
            Item::Milestone(milestone) => {
                let started = match task.progress {
                    Progress::Started(at) => Some(at),
                    _ => None,
                };
                if task.duration == 0
                    && milestone.duration.is_none()
                    && milestone.remaining.is_none()
                    && !task.implied
                    && let Some(due) = milestone.due
                {
                    add(Driver::Due, end_of(due), true);
                }
                if started.is_none() {
                    if let Some(date) = milestone.not_before {
                        add(Driver::NotBefore, i64::from(date.day()), false);
                    }
                    if let Some(date) = program.charter.start {
                        add(Driver::Start, i64::from(date.day()), false);
                    }
                }
                add(Driver::AsOf, self.as_of.max(started.unwrap_or(i64::MIN)), false);
            }
            Item::Contract(contract) => {
                match (&contract.promised, contract.need_by) {
                    (Some(promised), _) => add(Driver::Promise, end_of(promised.likely()), true),
                    (None, Some(need_by)) => add(Driver::Due, end_of(need_by), true),
                    (None, None) => {}
                }
                add(Driver::AsOf, self.as_of + 1, true);
            }
            Item::Decision(decision) => {
                let deferred = decision.deferred.as_ref().and_then(|deferral| deferral.to);
                if let Some(date) = decision.decide_by.max(deferred) {
                    add(Driver::Due, end_of(date), true);
                }
                add(Driver::AsOf, self.as_of + 1, true);
            }
        }
    }

    /// Duration and work left of a milestone.
    fn measure(&self, task: &mut Task, graph: &Graph<'p>, ix: Ix) {
        let Item::Milestone(milestone) = graph.nodes[ix as usize].item else {
            return;
        };
        let calendar = &self.calendars[task.calendar as usize];
        let days = |duration: Duration| match duration.unit {
            Unit::Weeks => i64::from(duration.amount) * calendar.week_days(),
            Unit::Days | Unit::Elapsed => i64::from(duration.amount),
        };
        if let Some(duration) = &milestone.duration {
            let likely = duration.likely();
            task.duration = days(likely);
            task.elapsed = likely.unit == Unit::Elapsed;
        } else if let Some(implied) = implied(calendar, graph, ix) {
            task.duration = implied;
            task.implied = true;
        }
        task.work = task.duration;
        if let Some(started) = milestone.started {
            let started = i64::from(started.day());
            if let Some(remaining) = &milestone.remaining {
                let likely = remaining.likely();
                task.work = days(likely);
                task.elapsed = likely.unit == Unit::Elapsed;
            } else if milestone.duration.is_some() || task.implied {
                let worked = if task.elapsed {
                    self.as_of - started
                } else {
                    calendar.index(self.as_of) - calendar.index(started)
                };
                task.work = (task.duration - worked.max(0)).max(1);
            }
        }
    }
}

/// Working days from the latest planned date among the `FS` needs to the item's own due date.
fn implied(calendar: &Calendar, graph: &Graph<'_>, ix: Ix) -> Option<i64> {
    let due = graph.nodes[ix as usize].item.due()?;
    let latest = graph
        .needs(ix)
        .iter()
        .filter(|edge| edge.relation == Relation::FS)
        .filter_map(|edge| graph.nodes[edge.from as usize].item.planned())
        .max()?;
    Some(
        calendar
            .between(i64::from(latest.day()), i64::from(due.day()))
            .max(0),
    )
}

/// The boundary at the end of a date.
fn end_of(date: Date) -> i64 {
    i64::from(date.day()) + 1
}
