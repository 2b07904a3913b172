//! The network in the order of its passes: what an iteration needs to know of each item, and nothing else.
//!
//! Instants are numbers of working days in 1,024ths ([`DAY`]), counted in the *space* of each node: the
//! calendar of its work, or every day for what takes no time, so that such a node keeps the very boundary
//! that put it there. Where all calendars agree there is one space, and a need is a plain comparison; else
//! the links carry instants over.

use super::crossing::{Crossing, parts};
use super::draws::{Key, Stream};
use super::estimates::{can_be_hit, delay, is_open, promise, work};
use super::triangular::{DAY, Inverse};
use crate::graph::Ix;
use crate::model::{Item, Relation, Risk};
use crate::parse::{ItemId, Lag, Unit};
use crate::schedule::{EVERY_DAY, PROGRAM, Plan, Progress, Schedule};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// No node.
pub const NOWHERE: u32 = u32::MAX;

/// One item, in the order of the passes.
#[derive(Debug)]
pub struct Node {
    /// Its number in the graph.
    pub ix: Ix,
    /// The calendar in which its instants are counted.
    pub space: u16,
    /// Start and finish where nothing about them is uncertain any more: done, or another program's.
    pub fixed: Option<(i32, i32)>,
    /// It starts no earlier: the latest of its dated bounds.
    pub floor: i32,
    /// Work that is not drawn.
    pub work: i32,
    /// What is drawn.
    pub drawn: Option<Drawn>,
    /// Its needs, in [`Network::links`]; the first `plain` of them are finish-to-start and nothing else.
    pub links: Range<u32>,
    /// How many links are plain.
    pub plain: u32,
    /// Risks that may hit it, in [`Network::hits`].
    pub hits: Range<u32>,
    /// The start as its successors see it, once work has begun.
    pub started: Option<i32>,
    /// It finishes no earlier: the owner's own date.
    pub forecast: Option<i32>,
    /// The crossing after which its instants are compared to tell what drives it, where its own calendar is
    /// not its space.
    pub compared: Option<u16>,
}

/// What is drawn of a node.
#[derive(Debug)]
pub struct Drawn {
    /// Where from.
    pub key: Key,
    /// The distribution.
    pub inverse: Inverse,
    /// What it is.
    pub what: What,
}

/// What a draw stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// All the work.
    Work,
    /// The work, of which this much is done; a day at least is left.
    Rest(i32),
    /// A promise, as a distance from this instant.
    Promise(i32),
}

/// A need of a node.
#[derive(Clone, Debug)]
pub struct Link {
    /// The position of the need.
    pub need: u32,
    /// Whether the need's finish counts, or its start.
    pub of_finish: bool,
    /// Whether the node's finish is bound, or its start.
    pub on_finish: bool,
    /// What happens to the instant on the way, in [`Network::steps`].
    pub steps: Range<u32>,
}

/// Part of the way from a need to a node.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Into another calendar, by a number in [`Network::crossings`].
    Cross(u16),
    /// Later by a lag.
    Add(i32),
}

/// A risk that may hit a node.
#[derive(Debug)]
pub struct Hit {
    /// Its number in [`Network::risks`].
    pub risk: u32,
    /// The delay, in the node's own days.
    pub delay: Inverse,
}

/// An open risk that can happen.
#[derive(Debug)]
pub struct Chance<'p> {
    /// Its id.
    pub id: &'p ItemId,
    /// The risk.
    pub risk: &'p Risk,
    /// Draws of whether it occurs.
    pub occurrence: Key,
    /// It occurs where the draw is below this.
    pub below: u64,
    /// Draws of how bad it is.
    pub severity: Key,
    /// The nodes that it hits.
    pub hits: Vec<u32>,
}

/// A node whose finish makes the program's.
#[derive(Debug)]
pub struct End {
    /// Its position.
    pub node: u32,
    /// The way into the program's calendar.
    pub steps: Range<u32>,
}

/// The network.
#[derive(Debug)]
pub struct Network<'p> {
    /// Nodes, needs first.
    pub nodes: Vec<Node>,
    /// Their needs.
    pub links: Vec<Link>,
    /// The ways from needs.
    pub steps: Vec<Step>,
    /// Ways between calendars.
    pub crossings: Vec<Crossing>,
    /// Risks by node.
    pub hits: Vec<Hit>,
    /// Open risks with a probability, a delay and something to hit.
    pub risks: Vec<Chance<'p>>,
    /// The target milestones; without any, everything.
    pub ends: Vec<End>,
    /// The position of each node of the graph, or [`NOWHERE`].
    pub position: Vec<u32>,
    /// Whether less work can only ever make things earlier; `FF` and `SF` needs pull a start along with a
    /// finish, so that a shorter item may start later.
    pub is_monotone: bool,
}

impl<'p> Network<'p> {
    /// The network of a schedule under a seed.
    pub fn new(schedule: &Schedule<'p>, seed: u64) -> Network<'p> {
        let plan = &schedule.plan;
        let mut position = vec![NOWHERE; plan.graph.nodes.len()];
        for (at, ix) in plan.graph.order.iter().enumerate() {
            position[*ix as usize] = at as u32;
        }
        let mut maker = Maker {
            schedule,
            seed,
            space: only_space(plan),
            ways: FxHashMap::default(),
            hits_of: FxHashMap::default(),
            network: Network {
                nodes: Vec::with_capacity(plan.graph.order.len()),
                links: Vec::new(),
                steps: Vec::new(),
                crossings: Vec::new(),
                hits: Vec::new(),
                risks: Vec::new(),
                ends: Vec::new(),
                position,
                is_monotone: true,
            },
        };
        maker.risks();
        for ix in &plan.graph.order {
            let node = maker.node(*ix);
            maker.network.nodes.push(node);
        }
        maker.ends();
        let on_finish = maker.network.links.iter().any(|link| link.on_finish);
        let of_start = maker.network.links.iter().any(|link| !link.of_finish);
        maker.network.is_monotone = !(on_finish && of_start);
        maker.network
    }

    /// The way of a lag of working days from a node's finish, in its own space: for "so many days later".
    pub fn later(&mut self, plan: &Plan<'_>, node: u32, days: i64) -> Range<u32> {
        let (ix, space) = (self.nodes[node as usize].ix, self.nodes[node as usize].space);
        let own = plan.tasks[ix as usize].calendar;
        let from = self.steps.len() as u32;
        let mut ways = FxHashMap::default();
        let there = cross(plan, &mut self.crossings, &mut ways, space, own, true);
        let back = cross(plan, &mut self.crossings, &mut ways, own, space, true);
        self.steps.extend(there);
        self.steps.push(Step::Add(parts(days)));
        self.steps.extend(back);
        from..self.steps.len() as u32
    }
}

/// The only calendar there is, if no instant has to be carried from one to another.
fn only_space(plan: &Plan<'_>) -> Option<u16> {
    let mut only = None;
    for ix in &plan.graph.order {
        let task = &plan.tasks[*ix as usize];
        let is_open = !matches!(task.progress, Progress::Done { .. });
        let is_own = plan.graph.nodes[*ix as usize].program == 0;
        if !is_open || !is_own {
            continue;
        }
        if task.elapsed && task.calendar != EVERY_DAY || *only.get_or_insert(task.calendar) != task.calendar {
            return None;
        }
        let needs = plan.graph.needs(*ix);
        if needs.iter().any(|edge| edge.lag.unit == Unit::Elapsed && edge.lag.amount != 0) {
            return None;
        }
    }
    Some(only.unwrap_or(PROGRAM))
}

/// The step from one calendar into another; `None` where they are the same.
fn cross(
    plan: &Plan<'_>,
    crossings: &mut Vec<Crossing>,
    ways: &mut FxHashMap<(u16, u16, bool), u16>,
    from: u16,
    to: u16,
    is_finish: bool,
) -> Option<Step> {
    if from == to {
        return None;
    }
    let number = *ways.entry((from, to, is_finish)).or_insert_with(|| {
        let (from, to) = (&plan.calendars[from as usize], &plan.calendars[to as usize]);
        crossings.push(Crossing::new(from, to, is_finish, plan.as_of));
        (crossings.len() - 1) as u16
    });
    Some(Step::Cross(number))
}

struct Maker<'s, 'p> {
    schedule: &'s Schedule<'p>,
    seed: u64,
    space: Option<u16>,
    ways: FxHashMap<(u16, u16, bool), u16>,
    hits_of: FxHashMap<Ix, Vec<u32>>,
    network: Network<'p>,
}

impl<'p> Maker<'_, 'p> {
    fn plan(&self) -> &Plan<'p> {
        &self.schedule.plan
    }

    /// The open risks that can delay something, and for each node those that may hit it, by id.
    fn risks(&mut self) {
        let schedule = self.schedule;
        let plan = &schedule.plan;
        for (id, risk) in plan.program.risks.iter() {
            let (Some(prob), Some(_), true) = (risk.prob, risk.delay, is_open(risk)) else {
                continue;
            };
            let number = self.network.risks.len() as u32;
            let mut hits = Vec::new();
            for hit in risk.hits.iter() {
                let Some(ix) = plan.graph.find(hit.as_str()) else {
                    continue;
                };
                let node = &plan.graph.nodes[ix as usize];
                let at = self.network.position[ix as usize];
                let is_open = at != NOWHERE && !schedule.is_done(ix) && node.program == 0;
                if is_open && can_be_hit(node.item) && !hits.contains(&at) {
                    hits.push(at);
                    self.hits_of.entry(ix).or_default().push(number);
                }
            }
            if hits.is_empty() {
                continue;
            }
            hits.sort_unstable();
            self.network.risks.push(Chance {
                id,
                risk,
                occurrence: Key::new(self.seed, id.as_str(), Stream::Occurrence),
                below: (prob.0.clamp(0.0, 1.0) * 4_294_967_296.0).round() as u64,
                severity: Key::new(self.seed, id.as_str(), Stream::Severity),
                hits,
            });
        }
    }

    fn node(&mut self, ix: Ix) -> Node {
        let schedule = self.schedule;
        let plan = &schedule.plan;
        let task = &plan.tasks[ix as usize];
        let known = &plan.graph.nodes[ix as usize];
        let is_fixed = known.program != 0 || schedule.is_done(ix);
        let mut node = Node {
            ix,
            space: self.space.unwrap_or(EVERY_DAY),
            fixed: None,
            floor: i32::MIN,
            work: 0,
            drawn: None,
            links: 0..0,
            plain: 0,
            hits: 0..0,
            started: None,
            forecast: None,
            compared: None,
        };
        if is_fixed {
            let calendar = &plan.calendars[node.space as usize];
            let placed = schedule.early(ix);
            node.fixed = placed.map(|placed| {
                (
                    parts(calendar.index(placed.start)),
                    parts(calendar.index(placed.finish)),
                )
            });
            return node;
        }
        self.uncertain(&mut node, known.item, known.id.as_str());
        self.hit(&mut node, ix);
        let takes_time = node.work > 0 || node.drawn.is_some() || !node.hits.is_empty();
        if self.space.is_none() {
            if takes_time {
                node.space = if task.elapsed { EVERY_DAY } else { task.calendar };
            } else if task.calendar != EVERY_DAY {
                let way = cross(plan, &mut self.network.crossings, &mut self.ways, EVERY_DAY, task.calendar, true);
                if let Some(Step::Cross(number)) = way {
                    node.compared = Some(number);
                }
            }
        }
        let calendar = &plan.calendars[node.space as usize];
        let instant = |boundary: i64| parts(calendar.index(boundary));
        let is_drawn = matches!(node.drawn, Some(Drawn { what: What::Promise(_), .. }));
        let bounds = task
            .bounds
            .iter()
            .filter(|bound| !is_drawn || bound.driver != crate::schedule::Driver::Promise);
        node.floor = bounds.map(|bound| instant(bound.at)).max().unwrap_or(i32::MIN);
        node.forecast = task.forecast.map(instant);
        if let Progress::Started(started) = task.progress {
            node.started = Some(instant(started));
        }
        self.link(&mut node, ix);
        node
    }

    /// The work or the promise of an open node, drawn or not.
    fn uncertain(&self, node: &mut Node, item: Item<'_>, id: &str) {
        let plan = self.plan();
        let key = || Key::new(self.seed, id, Stream::Work);
        match item {
            Item::Milestone(milestone) => {
                let Some(work) = work(plan, node.ix, milestone) else {
                    return;
                };
                let inverse = work.days.inverse();
                let done = work.worked.map(parts);
                if inverse.is_fixed() {
                    node.work = done.map_or(inverse.low(), |done| (inverse.low() - done).max(DAY));
                } else {
                    node.drawn = Some(Drawn {
                        key: key(),
                        inverse,
                        what: done.map_or(What::Work, What::Rest),
                    });
                }
            }
            Item::Contract(contract) => {
                let Some(promise) = promise(plan, node.ix, contract) else {
                    return;
                };
                let inverse = promise.inverse();
                if !inverse.is_fixed() {
                    let from = parts(plan.calendar(node.ix).index(plan.as_of));
                    node.drawn = Some(Drawn {
                        key: key(),
                        inverse,
                        what: What::Promise(from),
                    });
                }
            }
            Item::Decision(_) => {}
        }
    }

    fn hit(&mut self, node: &mut Node, ix: Ix) {
        let plan = &self.schedule.plan;
        let from = self.network.hits.len() as u32;
        let week = plan.calendar(ix).week_days();
        let elapsed = plan.tasks[ix as usize].elapsed;
        for number in self.hits_of.remove(&ix).unwrap_or_default() {
            let risk = self.network.risks[number as usize].risk;
            if let Some(delay) = delay(plan.program, risk, week, elapsed) {
                self.network.hits.push(Hit {
                    risk: number,
                    delay: delay.inverse(),
                });
            }
        }
        node.hits = from..self.network.hits.len() as u32;
    }

    fn link(&mut self, node: &mut Node, ix: Ix) {
        let schedule = self.schedule;
        let plan = &schedule.plan;
        let own = plan.tasks[ix as usize].calendar;
        let mut links = Vec::new();
        for edge in plan.graph.needs(ix) {
            let need = self.network.position[edge.from as usize];
            let is_begun = node.started.is_some();
            let says_nothing = is_begun
                && (edge.relation == Relation::SS
                    || edge.relation == Relation::FS && schedule.is_done(edge.from));
            if says_nothing || need == NOWHERE {
                continue;
            }
            let of_finish = matches!(edge.relation, Relation::FS | Relation::FF);
            let from = self.network.nodes[need as usize].space;
            links.push(Link {
                need,
                of_finish,
                on_finish: matches!(edge.relation, Relation::FF | Relation::SF),
                steps: self.way(from, own, node.space, edge.lag, of_finish),
            });
        }
        let is_plain = |link: &Link| link.of_finish && !link.on_finish && link.steps.is_empty();
        links.sort_by_key(|link| !is_plain(link));
        node.plain = links.iter().filter(|link| is_plain(link)).count() as u32;
        let from = self.network.links.len() as u32;
        self.network.links.extend(links);
        node.links = from..self.network.links.len() as u32;
    }

    /// The way of an instant from the space of a need through a lag in a calendar into a space.
    fn way(&mut self, from: u16, own: u16, space: u16, lag: Lag, is_finish: bool) -> Range<u32> {
        let first = self.network.steps.len() as u32;
        if lag.amount == 0 {
            self.cross(from, space, is_finish);
            return first..self.network.steps.len() as u32;
        }
        let (counts, days) = match lag.unit {
            Unit::Elapsed => (EVERY_DAY, i64::from(lag.amount)),
            Unit::Days => (own, i64::from(lag.amount)),
            Unit::Weeks => {
                let week = self.plan().calendars[own as usize].week_days();
                (own, i64::from(lag.amount) * week)
            }
        };
        self.cross(from, counts, is_finish);
        self.network.steps.push(Step::Add(parts(days)));
        self.cross(counts, space, true);
        first..self.network.steps.len() as u32
    }

    fn cross(&mut self, from: u16, to: u16, is_finish: bool) {
        let plan = &self.schedule.plan;
        let step = cross(plan, &mut self.network.crossings, &mut self.ways, from, to, is_finish);
        self.network.steps.extend(step);
    }

    fn ends(&mut self) {
        let plan = &self.schedule.plan;
        let mut ends: Vec<u32> = if plan.targets.is_empty() {
            plan.graph.own().map(|ix| self.network.position[ix as usize]).collect()
        } else {
            plan.targets
                .iter()
                .map(|ix| self.network.position[*ix as usize])
                .collect()
        };
        ends.retain(|at| *at != NOWHERE);
        ends.sort_unstable();
        ends.dedup();
        for node in ends {
            let first = self.network.steps.len() as u32;
            let space = self.network.nodes[node as usize].space;
            self.cross(space, PROGRAM, true);
            self.network.ends.push(End {
                node,
                steps: first..self.network.steps.len() as u32,
            });
        }
    }
}
