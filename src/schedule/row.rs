//! From boundaries to dates: what a reader sees of each item.

use super::{Driver, Schedule, State};
use crate::graph::Ix;
use crate::model::{Item, Kind};
use crate::parse::{Date, ItemId, PersonId, TeamId};

/// One item with its dates; what it does not have is `None`.
#[derive(Clone, Debug)]
pub struct Row<'p> {
    /// Id.
    pub id: &'p ItemId,
    /// Kind.
    pub kind: Kind,
    /// The item as written.
    pub item: Item<'p>,
    /// Its node, unless it has left the network.
    pub ix: Option<Ix>,
    /// Owner, for a decision the decider.
    pub owner: Option<&'p PersonId>,
    /// Team; a contract's is the giver.
    pub team: Option<&'p TeamId>,
    /// State.
    pub state: State,
    /// Duration in working days.
    pub duration: Option<i64>,
    /// Whether the duration is implied from dates.
    pub implied: bool,
    /// Early start.
    pub early_start: Option<Date>,
    /// Early finish: "earliest" on screen.
    pub early_finish: Option<Date>,
    /// Late start.
    pub late_start: Option<Date>,
    /// Late finish.
    pub late_finish: Option<Date>,
    /// Total float in working days of its calendar.
    pub total_float: Option<i64>,
    /// Free float in working days of its calendar.
    pub free_float: Option<i64>,
    /// Total float 0 and not done.
    pub critical: bool,
    /// What was promised.
    pub due: Option<Date>,
    /// Working days from early finish to due, in the program's calendar; negative is late.
    pub margin: Option<i64>,
    /// The id of the driving need, or what else set the early date.
    pub driving: Option<String>,
}

/// A target milestone and how it stands.
#[derive(Clone, Debug)]
pub struct TargetRow<'p> {
    /// Id.
    pub id: &'p ItemId,
    /// Title.
    pub title: Option<&'p str>,
    /// What was promised.
    pub due: Option<Date>,
    /// Early finish.
    pub finish: Option<Date>,
    /// Working days from finish to due; negative is late.
    pub margin: Option<i64>,
    /// Whether it is done.
    pub done: bool,
}

impl TargetRow<'_> {
    /// The least for the target to be told of where there is room for one: open, with the worst margin.
    pub fn rank(&self) -> (bool, i64) {
        (self.done, self.margin.unwrap_or(i64::MAX))
    }
}

impl<'p> Schedule<'p> {
    /// Every milestone, contract and decision, by early start and then by id; those without dates last.
    pub fn rows(&self) -> Vec<Row<'p>> {
        let program = self.program();
        let mut rows: Vec<Row<'p>> = program.items().map(|(id, item)| self.row_of(id, item)).collect();
        rows.sort_by(|a, b| {
            let key = |row: &Row<'p>| (row.early_start.is_none(), row.early_start);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(b.id))
        });
        rows
    }

    /// One item.
    pub fn row(&self, id: &ItemId) -> Option<Row<'p>> {
        let program = self.program();
        let item = program.item(id.as_str())?;
        let id = program.item_id(id.as_str())?;
        Some(self.row_of(id, item))
    }

    fn row_of(&self, id: &'p ItemId, item: Item<'p>) -> Row<'p> {
        let mut row = Row {
            id,
            kind: item.kind(),
            item,
            ix: None,
            owner: item.owner(),
            team: self.program().team_of(item),
            state: State::Cancelled,
            duration: None,
            implied: false,
            early_start: None,
            early_finish: None,
            late_start: None,
            late_finish: None,
            total_float: None,
            free_float: None,
            critical: false,
            due: item.due(),
            margin: None,
            driving: None,
        };
        if !self.program().is_out(id, item)
            && let Some(ix) = self.plan.graph.find(id.as_str())
        {
            self.fill(&mut row, ix);
        }
        row
    }

    fn fill(&self, row: &mut Row<'p>, ix: Ix) {
        let task = &self.plan.tasks[ix as usize];
        row.ix = Some(ix);
        row.state = self.state(ix);
        row.implied = task.implied;
        if let Item::Milestone(milestone) = row.item
            && (milestone.duration.is_some() || task.implied)
        {
            row.duration = Some(task.duration);
        }
        let Some(placed) = self.early(ix) else {
            return;
        };
        row.early_start = Some(self.start_day(ix));
        row.early_finish = self.finish_date(ix);
        if task.elapsed && row.duration.is_some() {
            let own = self.plan.calendar(ix);
            row.duration = Some(own.index(placed.start + task.duration) - own.index(placed.start));
        }
        row.margin = match (row.early_finish, row.due) {
            (Some(finish), Some(due)) => Some(self.days_between(finish, due)),
            _ => None,
        };
        row.critical = self.is_critical(ix);
        row.late_start = self.late_start(ix);
        if let Some(late) = self.late(ix) {
            row.late_finish = Some(self.shown(ix, late.start, late.finish).1);
            row.total_float = Some(late.total_float);
            row.free_float = late.free_float;
            row.driving = Some(self.driving(ix, placed.driver));
        }
    }

    /// The day of the early finish.
    pub fn finish_date(&self, ix: Ix) -> Option<Date> {
        let placed = self.early(ix)?;
        Some(if self.is_done(ix) {
            date(placed.finish - 1)
        } else {
            self.shown(ix, placed.rest, placed.finish).1
        })
    }

    pub(super) fn start_day(&self, ix: Ix) -> Date {
        match self.early(ix) {
            None => self.as_of,
            Some(placed) if self.is_done(ix) || placed.start != placed.rest => date(placed.start),
            Some(placed) => self.shown(ix, placed.start, placed.finish).0,
        }
    }

    /// The day of the late start.
    pub fn late_start(&self, ix: Ix) -> Option<Date> {
        let late = self.late(ix)?;
        Some(self.shown(ix, late.start, late.finish).0)
    }

    /// The days on which a start and a finish boundary are shown.
    fn shown(&self, ix: Ix, start: i64, finish: i64) -> (Date, Date) {
        let task = &self.plan.tasks[ix as usize];
        let calendar = self.plan.work_calendar(ix);
        let last = date(calendar.day(calendar.index(finish) - 1)).max(self.as_of);
        if task.work > 0 {
            return (date(calendar.day(calendar.index(start))), last);
        }
        let ends = self.early(ix).is_none_or(|placed| placed.finish_like);
        let on = |boundary: i64| {
            let index = calendar.index(boundary);
            let day = if ends {
                calendar.day(index - 1)
            } else {
                calendar.day(index)
            };
            date(day).max(self.as_of)
        };
        (on(start), if start == finish { on(finish) } else { last })
    }

    /// What set an early date: the id of a need, or the word for anything else.
    pub fn driving(&self, ix: Ix, driver: Driver) -> String {
        match driver {
            Driver::Need(number) => {
                let edge = &self.plan.graph.needs(ix)[number as usize];
                self.plan.graph.nodes[edge.from as usize].id.to_string()
            }
            Driver::Blocker(number) => {
                // Only this program's blockers hold this program's items.
                format!("blocker:{}", self.plan.blockers[number as usize])
            }
            Driver::Promise => "promise".into(),
            Driver::Due => "due".into(),
            Driver::NotBefore => "not-before".into(),
            Driver::Start => "start".into(),
            Driver::AsOf => "as-of".into(),
            Driver::Forecast => "forecast".into(),
        }
    }

    /// The target milestones in the order of the charter, cancelled ones left out.
    pub fn targets(&self) -> Vec<TargetRow<'p>> {
        let row = |ix: &Ix| {
            let node = &self.plan.graph.nodes[*ix as usize];
            let id = self.program().milestones.get_key_value(node.id.as_str())?.0;
            let row = self.row(id)?;
            Some(TargetRow {
                id,
                title: row.item.title(),
                due: row.due,
                finish: row.early_finish,
                margin: row.margin,
                done: self.is_done(*ix),
            })
        };
        self.plan.targets.iter().filter_map(row).collect()
    }

    /// The day of the program finish: of the last target milestone, without targets of the network.
    pub fn finish(&self) -> Option<Date> {
        let among = |ix: Ix, boundary| self.early(ix).is_some_and(|placed| placed.finish == boundary);
        let boundary = self.program_finish?;
        if self.plan.targets.is_empty() {
            return self.network_finish();
        }
        let last = self.plan.targets.iter().filter(|ix| among(**ix, boundary));
        last.filter_map(|ix| self.finish_date(*ix)).max()
    }

    /// The day of the network finish.
    pub fn network_finish(&self) -> Option<Date> {
        let boundary = self.network_finish?;
        let last = self
            .plan
            .graph
            .own()
            .filter(|ix| self.early(*ix).is_some_and(|placed| placed.finish == boundary));
        last.filter_map(|ix| self.finish_date(ix)).max()
    }

    /// The program finish as a boundary.
    pub(super) fn program_finish_boundary(&self) -> Option<i64> {
        self.program_finish
    }

    /// The worst margin of the targets, with the due date it belongs to.
    pub fn target_margin(&self) -> Option<(Date, i64)> {
        let margins = self.targets().into_iter().filter(|target| !target.done);
        let worst = |target: TargetRow<'p>| Some((target.margin?, target.due?));
        margins
            .filter_map(worst)
            .min()
            .or_else(|| self.targets().into_iter().filter_map(worst).min())
            .map(|(margin, due)| (due, margin))
    }
}

/// The date of a day; days past the last one a date can name are shown as that one.
pub(super) fn date(day: i64) -> Date {
    Date::from_day(i32::try_from(day).unwrap_or(i32::MAX))
}
