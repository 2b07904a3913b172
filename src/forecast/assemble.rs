//! From a schedule to the network of an iteration: calendars chosen, distributions resolved, needs linked.

use super::crossing::{Crossing, parts};
use super::draws::{Key, Stream};
use super::estimates::{can_be_hit, delay, promise, work};
use super::network::{Chance, Drawn, End, Hit, Link, NOWHERE, Network, Node, Step, What};
use super::triangular::DAY;
use crate::graph::Ix;
use crate::model::{Item, Program, Relation};
use crate::parse::{Lag, Unit};
use crate::schedule::{Driver, EVERY_DAY, PROGRAM, Plan, Progress, Schedule};
use rustc_hash::FxHashMap;
use std::ops::Range;

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
        if needs
            .iter()
            .any(|edge| edge.lag.unit == Unit::Elapsed && edge.lag.amount != 0)
        {
            return None;
        }
    }
    Some(only.unwrap_or(PROGRAM))
}

/// The step from one calendar into another; `None` where they are the same.
pub fn cross(
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

/// Makes a [`Network`].
pub struct Maker<'s, 'p> {
    schedule: &'s Schedule<'p>,
    seed: u64,
    space: Option<u16>,
    ways: FxHashMap<(u16, u16, bool), u16>,
    hits_of: FxHashMap<Ix, Vec<u32>>,
    network: Network<'p>,
}

impl<'s, 'p> Maker<'s, 'p> {
    /// Begins with nothing but the order.
    pub fn new(schedule: &'s Schedule<'p>, seed: u64) -> Maker<'s, 'p> {
        let plan = &schedule.plan;
        let mut position = vec![NOWHERE; plan.graph.nodes.len()];
        for (at, ix) in plan.graph.order.iter().enumerate() {
            position[*ix as usize] = at as u32;
        }
        Maker {
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
        }
    }

    /// The network.
    pub fn make(mut self) -> Network<'p> {
        self.risks();
        for ix in &self.schedule.plan.graph.order {
            let node = self.node(*ix);
            self.network.nodes.push(node);
        }
        self.ends();
        let on_finish = self.network.links.iter().any(|link| link.on_finish);
        let of_start = self.network.links.iter().any(|link| !link.of_finish);
        self.network.is_monotone = !(on_finish && of_start);
        self.network
    }

    fn plan(&self) -> &Plan<'p> {
        &self.schedule.plan
    }

    /// The open risks that can delay something, and for each node those that may hit it, by id.
    fn risks(&mut self) {
        let schedule = self.schedule;
        let plan = &schedule.plan;
        for (id, risk) in plan.program.risks.iter() {
            let (Some(prob), Some(_), true) = (risk.prob, risk.delay, Program::is_open(risk)) else {
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
                let way = cross(
                    plan,
                    &mut self.network.crossings,
                    &mut self.ways,
                    EVERY_DAY,
                    task.calendar,
                    true,
                );
                if let Some(Step::Cross(number)) = way {
                    node.compared = Some(number);
                }
            }
        }
        let calendar = &plan.calendars[node.space as usize];
        let instant = |boundary: i64| parts(calendar.index(boundary));
        let is_drawn = matches!(
            node.drawn,
            Some(Drawn {
                what: What::Promise(_),
                ..
            })
        );
        let bounds = task
            .bounds
            .iter()
            .filter(|bound| !is_drawn || bound.driver != Driver::Promise);
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
        let step = cross(
            plan,
            &mut self.network.crossings,
            &mut self.ways,
            from,
            to,
            is_finish,
        );
        self.network.steps.extend(step);
    }

    fn ends(&mut self) {
        let plan = &self.schedule.plan;
        let mut ends: Vec<u32> = if plan.targets.is_empty() {
            plan.graph
                .own()
                .map(|ix| self.network.position[ix as usize])
                .collect()
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
