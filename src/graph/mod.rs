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
        let ids = program
            .milestones
            .keys()
            .chain(program.contracts.keys())
            .chain(program.decisions.keys());
        let mut ids: Vec<&ItemId> = ids.filter(|id| !program.has_left(id.as_str())).collect();
        ids.sort_unstable();
        for id in ids {
            graph.add(id.clone(), program, 0);
        }
        let mut programs = vec![program];
        programs.extend(others);
        graph.connect(&programs);
        graph.sort_edges();
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

    /// The nodes of the program that was asked for.
    pub fn own(&self) -> impl Iterator<Item = Ix> {
        (0..self.nodes.len() as Ix).filter(|ix| self.nodes[*ix as usize].program == 0)
    }

    fn add(&mut self, id: ItemId, program: &'p Program, number: usize) -> Option<Ix> {
        let local = id.as_str().rsplit('/').next().unwrap_or_default();
        let item = program.item(local)?;
        // An id that stands for things of two kinds is one node: the first kind's.
        if let Some(known) = self.find(id.as_str()) {
            return Some(known);
        }
        let ix = self.nodes.len() as Ix;
        self.index.insert(id.clone(), ix);
        self.nodes.push(Node {
            id,
            item,
            program: number,
        });
        Some(ix)
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
        if from != to {
            self.edges.push(Edge {
                from,
                to,
                relation: tie.0,
                lag: tie.1,
            });
        }
    }

    fn sort_edges(&mut self) {
        let nodes = &self.nodes;
        // Own nodes are numbered by id, so that comparing numbers compares ids; others go by id.
        self.edges.sort_by(|a, b| {
            let id = |ix: Ix| &nodes[ix as usize].id;
            (a.to.cmp(&b.to)).then_with(|| id(a.from).cmp(id(b.from)))
        });
        self.into = offsets(self.nodes.len(), self.edges.iter().map(|edge| edge.to));
        let mut out_edges: Vec<u32> = (0..self.edges.len() as u32).collect();
        out_edges.sort_by_key(|edge| self.edges[*edge as usize].from);
        self.out = offsets(
            self.nodes.len(),
            out_edges.iter().map(|edge| self.edges[*edge as usize].from),
        );
        self.out_edges = out_edges;
    }
}

/// Where the entries of each node begin, from the sorted nodes of the entries.
fn offsets(nodes: usize, sorted: impl Iterator<Item = Ix>) -> Vec<u32> {
    let mut offsets = vec![0; nodes + 1];
    for ix in sorted {
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
