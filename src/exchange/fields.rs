//! The fields of one row: people, dates, duration, and how it ended.

use super::columns::Role;
use super::dates::{self, Order, Reading};
use super::import::{Reader, short};
use super::people::of_cell;
use super::references;
use super::yaml::scalar;

impl Reader<'_> {
    /// The ids of owner and deputy: of several people the first two.
    pub(super) fn owners(&mut self, line: u64, cells: &[String]) -> Vec<String> {
        let Some(cell) = self.cell(cells, Role::Owner) else {
            return Vec::new();
        };
        let people = of_cell(cell);
        if people.len() > 1 {
            let more = if people.len() > 2 {
                ", the others were left out"
            } else {
                ""
            };
            let message = format!(
                "{} people own this; {} became the owner, {} the deputy{more}",
                people.len(),
                short(&people[0]),
                short(&people[1])
            );
            self.remark(line, people.len() > 2, message);
        }
        let mut ids = Vec::new();
        for person in people.into_iter().take(2) {
            let (name, email) = match person.split_once('@') {
                Some((local, _)) => (local.replace(['.', '_'], " "), Some(person.clone())),
                None => (person.clone(), None),
            };
            let id = match email.as_deref().and_then(|email| self.people.known(email)) {
                Some(id) => id,
                None => self.people.id(&name, &format!("person-{line}")),
            };
            if !self.people.is_given(&id) {
                self.named[0].entry(id.clone()).or_insert((name, email));
            }
            ids.push(id);
        }
        ids
    }

    /// The date of a role, in our form; what is none, or could be two, is said.
    pub(super) fn date(&mut self, line: u64, cells: &[String], role: Role) -> Option<String> {
        let (at, cell) = *self.cells(cells, role).first()?;
        let message = match (dates::read(cell), self.orders[at]) {
            (Reading::One(date) | Reading::Shows(date, _), _)
            | (Reading::Two(date, _), Some(Order::DayFirst))
            | (Reading::Two(_, date), Some(Order::MonthFirst)) => return Some(date.to_string()),
            (Reading::Two(one, other), None) => format!(
                "{}: {one} or {other}? It was left out; say --dates day-first or month-first",
                short(cell)
            ),
            (Reading::Serial, _) => format!(
                "{}: a spreadsheet's number of a day; give the column the form of a date",
                short(cell)
            ),
            (Reading::None, _) => format!("{}: no date; it was left out", short(cell)),
        };
        self.remark(line, true, message);
        None
    }

    pub(super) fn duration(&mut self, line: u64, cells: &[String]) -> Option<String> {
        if let Some(cell) = self.cell(cells, Role::Duration) {
            let found = references::duration(cell);
            if found.is_none() {
                let message = format!(
                    "{}: no duration in days or weeks; write it as 8d or 2w",
                    short(cell)
                );
                self.remark(line, true, message);
            }
            return found;
        }
        let cell = self.cell(cells, Role::Days)?;
        let days = cell.strip_suffix(".0").unwrap_or(cell);
        if !days.is_empty() && days.len() < 5 && days.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(format!("{}d", days.parse::<u32>().unwrap_or_default()));
        }
        let found = references::duration(cell);
        if found.is_none() {
            self.remark(line, true, format!("{}: no whole number of days", short(cell)));
        }
        found
    }

    /// How the row ended, from its date and its status. A status without its date stays as `x-status`, since
    /// states follow from dates; where the program says how the item ended, that stands.
    pub(super) fn ending(&mut self, line: u64, cells: &[String], id: &str) -> Option<(&'static str, String)> {
        let done = self.date(line, cells, Role::Done);
        let Some(status) = self.cell(cells, Role::Status).map(str::to_owned) else {
            return done.map(|date| ("done", date));
        };
        let outcome = outcome(&status);
        let is_called_off = outcome == Outcome::CalledOff;
        let is_over = outcome == Outcome::Over;
        match done {
            Some(date) if is_called_off => {
                let because = scalar(&status);
                return Some(("cancelled", format!("{{date: {date}, because: {because}}}")));
            }
            Some(date) => return Some(("done", date)),
            None if outcome == Outcome::Open => return None,
            None => {}
        }
        if is_called_off || is_over {
            let held = self.known.as_ref().and_then(|known| known.milestone(id));
            if held.is_some_and(|held| held.done.is_some() || held.cancelled.is_some()) {
                return None;
            }
            let field = if is_over {
                "done: DATE"
            } else {
                "cancelled: {date, because}"
            };
            let message = format!(
                "{} without a date; it counts as open until you write {field}",
                short(&status)
            );
            self.remark(line, true, message);
        }
        Some(("x-status", scalar(&status)))
    }
}

/// What a state in a tracker's words means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Not begun, or waiting; also our own word for work in progress, which follows from `started`.
    Open,
    /// Finished.
    Over,
    /// Will not be done.
    CalledOff,
    /// Anything else, mostly work in progress.
    Other,
}

/// The outcome that a state tells.
pub(super) fn outcome(status: &str) -> Outcome {
    let word = status.to_lowercase().replace('’', "'");
    match word.as_str() {
        "cancelled" | "canceled" | "won't do" | "won't fix" | "rejected" | "dropped" | "declined"
        | "duplicate" => Outcome::CalledOff,
        "done" | "closed" | "resolved" | "complete" | "completed" | "finished" | "released" => Outcome::Over,
        "open" | "to do" | "todo" | "new" | "backlog" | "not started" | "planned" | "ready" | "waiting"
        | "blocked" | "in-progress" | "unscheduled" => Outcome::Open,
        _ => Outcome::Other,
    }
}
