//! The dependency graph of a program: what needs what, in which order, and where it runs in circles.
//!
//! Nodes are the milestones, contracts and decisions that are still in the network, and of other programs
//! of the repository those that are needed from here, however far up. Everything is iterative and linear.

mod cycles;
mod order;

use crate::model::{Item, Program, Relation};
use crate::parse::{Duration, ItemId, Lag};
use rustc_hash::FxHashMap;

/// The number of a node within one [`Graph`].
pub type Ix = u32;

/// One node.
#[derive(Debug)]
pub struct Node<'p> {
    /// The id, with `program/` in front when it is another program's.
    pub id: ItemId,
    /// The item.
    pub item: Item<'p>,
    /// The program it is in: 0 is the one that was asked for.
    pub program: usize,
}

/// A tie between two nodes.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The need.
    pub from: Ix,
    /// What needs it.
    pub to: Ix,
    /// How they are tied.
    pub relation: Relation,
    /// Lag, in the calendar of `to`; negative is a lead.
    pub lag: Lag,
}

/// The graph.
#[derive(Debug)]
pub struct Graph<'p> {
    /// All nodes: the program's by id, then those of other programs.
    pub nodes: Vec<Node<'p>>,
    /// Edges sorted by `to`, then by the id of `from`.
    pub edges: Vec<Edge>,
    /// Where the edges into each node begin in `edges`; one more at the end.
    into: Vec<u32>,
    /// Edge numbers sorted by `from`, and where those of each node begin.
    out_edges: Vec<u32>,
    out: Vec<u32>,
    /// Nodes in an order in which needs come first; those in or behind a cycle are missing.
    pub order: Vec<Ix>,
    /// One shortest witness for each cycle: ids in the order "needs".
    pub cycles: Vec<Vec<ItemId>>,
    index: FxHashMap<ItemId, Ix>,
}

impl<'p> Graph<'p> {
    /// The graph of `program`; `others` are the other programs of the repository.
    pub fn new(program: &'p Program, others: &[&'p Program]) -> Graph<'p> {
        let mut graph = Graph {
            nodes: Vec::new(),
            edges: Vec::new(),
            into: Vec::new(),
            out_edges: Vec::new(),
            out: Vec::new(),
            order: Vec::new(),
            cycles: Vec::new(),
            index: FxHashMap::default(),
        };
        let mut items: Vec<(&ItemId, Item<'p>)> = program
            .items()
            .filter(|(id, item)| !program.is_out(id, *item))
            .collect();
        items.sort_by_key(|(id, _)| *id);
        graph.nodes.reserve(items.len());
        graph.index.reserve(items.len());
        for (id, item) in items {
            graph.push(id.clone(), item, 0);
        }
        let mut programs = vec![program];
        programs.extend(others);
        graph.connect(&programs);
        graph.arrange_edges();
        order::sort(&mut graph);
        graph
    }

    /// The number of the node with an id (`program/id` for another program's).
    pub fn find(&self, id: &str) -> Option<Ix> {
        self.index.get(id).copied()
    }

    /// Edges into a node, by the id of the need.
    pub fn needs(&self, ix: Ix) -> &[Edge] {
        &self.edges[self.into[ix as usize] as usize..self.into[ix as usize + 1] as usize]
    }

    /// Edges out of a node.
    pub fn needed_by(&self, ix: Ix) -> impl Iterator<Item = &Edge> {
        self.out_edges[self.out[ix as usize] as usize..self.out[ix as usize + 1] as usize]
            .iter()
            .map(|edge| &self.edges[*edge as usize])
    }

    /// Whether one item waits for another, directly or through others.
    pub fn leads_to(&self, need: &str, item: &str) -> bool {
        let (Some(need), Some(item)) = (self.find(need), self.find(item)) else {
            return false;
        };
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![item];
        while let Some(ix) = open.pop() {
            for edge in self.needs(ix) {
                if edge.from == need {
                    return true;
                }
                if !std::mem::replace(&mut seen[edge.from as usize], true) {
                    open.push(edge.from);
                }
            }
        }
        false
    }

    /// The nodes of the program that was asked for.
    pub fn own(&self) -> impl Iterator<Item = Ix> {
        (0..self.nodes.len() as Ix).filter(|ix| self.nodes[*ix as usize].program == 0)
    }

    fn add(&mut self, id: ItemId, program: &'p Program, number: usize) -> Option<Ix> {
        let local = id.as_str().rsplit('/').next().unwrap_or_default();
        let item = program.item(local)?;
        Some(self.push(id, item, number))
    }

    fn push(&mut self, id: ItemId, item: Item<'p>, program: usize) -> Ix {
        let ix = self.nodes.len() as Ix;
        // An id that stands for things of two kinds is one node: the first kind's.
        let known = *self.index.entry(id.clone()).or_insert(ix);
        if known == ix {
            self.nodes.push(Node { id, item, program });
        }
        known
    }

    /// Adds the edges of every node; nodes of other programs are added as they are met.
    fn connect(&mut self, programs: &[&'p Program]) {
        let mut next = 0;
        while next < self.nodes.len() {
            let to = next as Ix;
            next += 1;
            let (item, number) = (self.nodes[to as usize].item, self.nodes[to as usize].program);
            for need in item.needs() {
                if let Some(id) = &need.id {
                    let tie = (need.relation(), need.lag.unwrap_or_default());
                    self.tie(programs, number, id, to, tie);
                }
            }
            if let Item::Contract(contract) = item
                && let Some(source) = &contract.source
            {
                self.tie(programs, number, source, to, (Relation::FS, Lag::default()));
            }
        }
    }

    fn tie(&mut self, programs: &[&'p Program], number: usize, id: &ItemId, to: Ix, tie: (Relation, Lag)) {
        let is_own = number == 0 && !id.as_str().contains('/');
        if is_own {
            // All that are in the network are nodes already.
            if let Some(from) = self.find(id.as_str()) {
                self.push_edge(from, to, tie);
            }
            return;
        }
        let (home, local) = match id.as_str().split_once('/') {
            Some((program, local)) => (
                programs.iter().position(|known| known.id.as_str() == program),
                local,
            ),
            None => (Some(number), id.as_str()),
        };
        let Some(home) = home else { return };
        if programs[home].has_left(local) {
            return;
        }
        let full = if home == 0 {
            ItemId::from(local)
        } else {
            ItemId::from(format!("{}/{local}", programs[home].id).as_str())
        };
        let from = match self.find(full.as_str()) {
            Some(from) => from,
            None => match self.add(full, programs[home], home) {
                Some(from) => from,
                None => return,
            },
        };
        self.push_edge(from, to, tie);
    }

    fn push_edge(&mut self, from: Ix, to: Ix, (relation, lag): (Relation, Lag)) {
        if from != to {
            self.edges.push(Edge {
                from,
                to,
                relation,
                lag,
            });
        }
    }

    /// Orders the edges of each node, and lists them by their other end too. They were added node by node.
    fn arrange_edges(&mut self) {
        self.into = offsets(self.nodes.len(), self.edges.iter().map(|edge| edge.to));
        let nodes = &self.nodes;
        let id = |edge: &Edge| &nodes[edge.from as usize].id;
        for range in self.into.windows(2) {
            self.edges[range[0] as usize..range[1] as usize].sort_by(|a, b| id(a).cmp(id(b)));
        }
        self.out = offsets(self.nodes.len(), self.edges.iter().map(|edge| edge.from));
        let mut next = self.out.clone();
        self.out_edges = vec![0; self.edges.len()];
        for (number, edge) in self.edges.iter().enumerate() {
            let at = &mut next[edge.from as usize];
            self.out_edges[*at as usize] = number as u32;
            *at += 1;
        }
    }
}

/// Where the entries of each node begin in a list that is sorted by node, from the nodes of the entries.
fn offsets(nodes: usize, of: impl Iterator<Item = Ix>) -> Vec<u32> {
    let mut offsets = vec![0; nodes + 1];
    for ix in of {
        offsets[ix as usize + 1] += 1;
    }
    for at in 0..nodes {
        offsets[at + 1] += offsets[at];
    }
    offsets
}

/// Whether a lag is anything at all.
pub fn is_zero(lag: Lag) -> bool {
    Duration::from(lag).amount == 0
}
