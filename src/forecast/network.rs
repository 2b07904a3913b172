//! The network in the order of its passes: what an iteration needs to know of each item, and nothing else.
//!
//! Instants are numbers of working days in 1,024ths ([`DAY`]), counted in the *space* of each node: the
//! calendar of its work, or every day for what takes no time, so that such a node keeps the very boundary
//! that put it there. Where all calendars agree there is one space, and a need is a plain comparison; else
//! the links carry instants over.

use super::assemble::{Maker, cross};
use super::crossing::{Crossing, parts};
use super::draws::Key;
use super::triangular::Inverse;
use crate::graph::Ix;
use crate::model::Risk;
use crate::parse::ItemId;
use crate::schedule::{Plan, Schedule};
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
        Maker::new(schedule, seed).make()
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
