//! What a change means: the headline first, then the edits that move it, then the rest.
//!
//! The same page is the comment on a pull request: one table stays visible, details fold, and no list is
//! longer than asked for, so that a thousand edits still make a readable comment.

use super::words::{self, date, date_or, margin};
use crate::diagnostic::Severity;
use crate::diff::{Attributed, Diff, Effect, Moved, Pair, Promise};
use crate::model::{Program, Section};
use crate::report::page::{Column, Line, Page, Row, Table};
use crate::report::render::words::count;
use crate::text::Date;
use std::collections::BTreeSet;

/// Letters of a value that are shown.
const LETTERS: usize = 80;

/// What a diff is told with.
pub struct Change<'a> {
    /// The diff.
    pub diff: &'a Diff,
    /// Head.
    pub program: &'a Program,
    /// The safe date of the finish, in base and in head.
    pub safe: Pair<Option<Date>>,
    /// The as-of date of both sides.
    pub as_of: Date,
    /// What was compared with what, for readers.
    pub base: String,
    /// The other side.
    pub head: String,
    /// Findings that the change brings in.
    pub new: Vec<Said>,
    /// Findings that it mends.
    pub fixed: Vec<Said>,
    /// The most rows of a table or list.
    pub most: usize,
    /// Whether all files of both sides could be read whole.
    pub is_whole: bool,
    /// Whether it will stand among comments of other tools, and must say whose it is.
    pub is_comment: bool,
}

/// A finding as one line.
pub struct Said {
    /// The rule.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What it says.
    pub message: String,
    /// `infra.yaml:34`.
    pub place: String,
}

impl Change<'_> {
    /// Whether there is nothing to tell.
    pub fn is_silent(&self) -> bool {
        self.diff.is_empty() && self.new.is_empty() && self.fixed.is_empty()
    }
}

/// The page of a diff.
pub fn diff(change: &Change<'_>) -> Page {
    let mut page = Page::titled(headline(change));
    let diff = change.diff;
    if change.is_silent() {
        page.line(compared(change));
        return page;
    }
    if !change.is_whole {
        page.line(
            Line::new().bad("A file cannot be read whole, so that what seems new or gone may be neither."),
        );
    }
    dates(&mut page, change);
    let moves = |each: &&Attributed| each.effect != still() || promise_of(diff, each).is_some();
    let (weighty, light): (Vec<&Attributed>, Vec<&Attributed>) =
        diff.edits.iter().partition(|each| moves(each));
    page.table(edits(&weighty, change));
    more(&mut page, weighty.len(), change.most);
    people(&mut page, change);
    findings(&mut page, &change.new, change.most);
    if !change.fixed.is_empty() {
        let mut rules: Vec<&str> = change.fixed.iter().map(|said| said.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        page.line(Line::new().good(format!("fixed here: {}", rules.join(", "))));
    }
    if !light.is_empty() {
        let mut inner = Page::new();
        inner.table(edits(&light, change));
        more(&mut inner, light.len(), change.most);
        page.fold(
            count(light.len(), "change") + " without effect on the finish",
            inner,
        );
    }
    if !diff.moved.is_empty() {
        let mut inner = Page::new();
        inner.table(moved(&diff.moved, change));
        more(&mut inner, diff.moved.len(), change.most);
        page.fold(
            count(diff.moved.len(), "item") + " with another earliest date",
            inner,
        );
    }
    page.line(compared(change));
    page
}

fn still() -> Effect {
    Effect {
        alone: Some(0),
        without: Some(0),
    }
}

/// The promise of a target that an edit sets.
fn promise_of<'d>(diff: &'d Diff, each: &Attributed) -> Option<&'d Promise> {
    let edit = &each.edit;
    let is_due = edit.section == Section::Milestones && edit.field == Some("due");
    diff.promises
        .iter()
        .find(|promise| is_due && promise.id == edit.id)
}

fn headline(change: &Change<'_>) -> Line {
    if change.is_silent() {
        return Line::from("Nothing changed");
    }
    let mut line = Line::new().text(if change.is_comment {
        "linchpin: this change "
    } else {
        "This change "
    });
    let (diff, as_of) = (change.diff, change.as_of);
    let mut what = target(change.program);
    if !diff.promises.is_empty() {
        let told = diff.promises.iter().take(change.most.clamp(1, 3));
        let told = told.map(|each| promise(each, as_of));
        line = line.join(Line::joined(told, ", ")).text(" and ");
        what = Line::from("its earliest date");
    }
    let safe = match (change.safe.base, change.safe.head) {
        (Some(old), Some(new)) if old != new => {
            format!(", safe date {} → {}", date(old, as_of), date(new, as_of))
        }
        _ => String::new(),
    };
    match (diff.days, diff.finish.base, diff.finish.head) {
        (Some(0), _, Some(finish)) => line
            .text("does not move ")
            .join(what)
            .text(format!(" ({}){safe}", date(finish, as_of))),
        (Some(by), Some(old), Some(new)) => line
            .text("moves ")
            .join(what)
            .text(" ")
            .strong(format!("by {}", working_days(by)))
            .text(format!(" ({} → {}){safe}", date(old, as_of), date(new, as_of))),
        (_, Some(old), None) => line
            .text("leaves ")
            .join(target(change.program))
            .strong(" without a date")
            .text(format!(" (it was {})", date(old, as_of))),
        (_, None, Some(new)) => line
            .text("gives ")
            .join(target(change.program))
            .text(format!(" a date: {}", date(new, as_of))),
        _ => line.text("leaves the program without a finish date, as it was"),
    }
}

/// What a change does to the promise of a target.
fn promise(promise: &Promise, as_of: Date) -> Line {
    let id = Line::new().id(cut(&promise.id));
    match (promise.base, promise.head) {
        (Some(old), Some(new)) => {
            let dates = format!(" for {} instead of {} (", date(new, as_of), date(old, as_of));
            let line = Line::from("promises ").join(id).text(dates);
            line.strong(working_days(promise.days.unwrap_or_default()))
                .text(")")
        }
        (None, Some(new)) => Line::from("promises ")
            .join(id)
            .text(format!(" for {}", date(new, as_of))),
        (old, None) => Line::from("takes back the promise of ")
            .join(id)
            .text(format!(" ({})", date_or(old, as_of))),
    }
}

/// `+4 working days`.
fn working_days(by: i64) -> String {
    let unit = if by.abs() == 1 { "day" } else { "days" };
    format!("{} working {unit}", signed(by))
}

/// The target by name.
fn target(program: &Program) -> Line {
    let ids = program.targets();
    if ids.is_empty() {
        return Line::from("the finish");
    }
    Line::joined(ids.iter().map(|id| Line::new().id(id.as_str())), ", ")
}

fn dates(page: &mut Page, change: &Change<'_>) {
    let diff = change.diff;
    if let Some(now) = diff.margin.head {
        let mut line = target(change.program).text(" is now ").join(margin(now));
        if let Some(then) = diff.margin.base.filter(|then| *then != now) {
            line = line.text(", it was ").join(margin(then));
        }
        page.line(line);
    }
    let (old, new) = (&diff.critical_path.base, &diff.critical_path.head);
    if old != new && !new.is_empty() {
        // What both begin with says nothing; the last common item shows where they part.
        let common = old
            .iter()
            .zip(new)
            .take_while(|(a, b)| a == b)
            .count()
            .saturating_sub(1);
        let chain = |ids: &[String]| {
            let shown = ids.iter().skip(common).take(4).map(|id| Line::new().id(cut(id)));
            let line = Line::new().text(if common > 0 { "… → " } else { "" });
            let line = line.join(Line::joined(shown, " → "));
            if ids.len() > common + 4 {
                line.text(" → …")
            } else {
                line
            }
        };
        let line = Line::new();
        page.line(if old.is_empty() {
            line.text("The critical path is ").join(chain(new)).text(".")
        } else {
            line.text("The critical path was ")
                .join(chain(old))
                .text("; it is now ")
                .join(chain(new))
                .text(".")
        });
    }
}

fn edits(all: &[&Attributed], change: &Change<'_>) -> Table {
    let mut table = Table::new([
        Column::flex("Item", 2),
        Column::flex("Before", 2),
        Column::flex("After", 2),
        Column::flex("Effect", 1),
    ]);
    for each in all.iter().take(change.most) {
        let edit = &each.edit;
        let mut item = Line::new().id(cut(&edit.entity()));
        if let Some(field) = edit.field {
            item = item.text(format!(" {field}"));
        }
        let value = |side: Option<String>| match side {
            Some(text) => Line::new().user(cut(&text)),
            None => Line::from("—"),
        };
        let (old, new) = if edit.is_addition() {
            (Line::from("—"), Line::from("added"))
        } else if edit.is_removal() {
            (Line::from("there"), Line::from("removed"))
        } else {
            let [old, new] = words::change(edit.old.as_deref(), edit.new.as_deref(), change.as_of);
            (value(old), value(new))
        };
        let effect = match promise_of(change.diff, each) {
            Some(Promise { days: Some(by), .. }) if each.effect == still() => {
                Line::from(format!("promised {} d", signed(*by)))
            }
            _ => effect(each.effect),
        };
        table.row([item, old, new, effect]);
    }
    table
}

/// What an edit does, once where both readings agree.
fn effect(effect: Effect) -> Line {
    let told = |by: i64| {
        let text = format!("{} d", signed(by));
        match by {
            0 => Line::from("0 d"),
            later if later > 0 => Line::new().bad(text),
            _ => Line::new().good(text),
        }
    };
    match (effect.alone, effect.without) {
        (Some(0), Some(0)) => Line::from("—"),
        (Some(alone), Some(without)) if alone == without => told(alone),
        (Some(alone), Some(without)) => told(alone)
            .text(" alone, ")
            .join(told(without))
            .text(" with the rest"),
        (Some(alone), None) => told(alone).text(" alone"),
        (None, Some(without)) => told(without).text(" with the rest"),
        (None, None) => Line::new().unknown("not weighed"),
    }
}

fn moved(all: &[Moved], change: &Change<'_>) -> Table {
    let mut table = Table::new([
        Column::fixed("Item"),
        Column::fixed("Before"),
        Column::fixed("After"),
        Column::number("Days"),
        Column::number("Float"),
        Column::fixed("Due"),
        Column::fixed("Margin").drop(1),
    ]);
    let as_of = change.as_of;
    for each in all.iter().take(change.most) {
        let float = match (each.base_float, each.head_float) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            (_, Some(new)) => new.to_string(),
            (_, None) => "—".into(),
        };
        table.row(Row::new([
            Line::new().id(cut(&each.id)),
            Line::from(date_or(each.base, as_of)),
            Line::from(date_or(each.head, as_of)),
            Line::from(each.days.map_or("—".into(), signed)),
            Line::from(float),
            Line::from(date_or(each.due, as_of)),
            each.margin.map_or(Line::from("—"), margin),
        ]));
    }
    table
}

/// What is stuck now and what is freed, what has another name, and whom it concerns.
fn people(page: &mut Page, change: &Change<'_>) {
    let diff = change.diff;
    let mut tell = |label: &str, ids: &[String]| {
        if !ids.is_empty() {
            let shown = ids
                .iter()
                .take(change.most.min(10))
                .map(|id| Line::new().id(cut(id)));
            let mut line = Line::joined(shown, ", ");
            if ids.len() > 10.min(change.most) {
                line = line.text(format!(" and {} more", ids.len() - 10.min(change.most)));
            }
            page.fact(label, line);
        }
    };
    tell("Blocked now", &diff.newly_blocked);
    tell("Freed", &diff.unblocked);
    let names = |items: &[(crate::model::Kind, String)]| -> Vec<String> {
        items.iter().map(|(_, id)| id.clone()).collect()
    };
    tell("Added", &names(&diff.added));
    tell("Removed", &names(&diff.removed));
    for (old, new) in diff.renamed.iter().take(change.most.min(10)) {
        let line = Line::new()
            .id(cut(old.as_str()))
            .text(" is now ")
            .id(cut(new.as_str()));
        page.fact("Renamed", line);
    }
    let mut teams: BTreeSet<&str> = BTreeSet::new();
    for each in &diff.edits {
        let item = change
            .program
            .item(&each.edit.id)
            .or_else(|| diff.base.item(&each.edit.id));
        teams.extend(
            item.and_then(|item| change.program.team_of(item))
                .map(|team| team.as_str()),
        );
    }
    let teams: Vec<Line> = teams
        .into_iter()
        .take(change.most.min(10))
        .map(|team| {
            let lead = change
                .program
                .teams
                .get(team)
                .and_then(|known| known.lead.as_ref());
            let line = Line::new().user(cut(team));
            match lead {
                Some(lead) => line.text(" (").user(cut(lead.as_str())).text(")"),
                None => line,
            }
        })
        .collect();
    if !teams.is_empty() {
        page.fact("Touches", Line::joined(teams, ", "));
    }
}

fn findings(page: &mut Page, new: &[Said], most: usize) {
    let shown = new.iter().take(most).map(|said| {
        let level = match said.severity {
            Severity::Error => Line::new().bad("error"),
            Severity::Warn => Line::new().warn("warning"),
            Severity::Info => Line::new().dim("note"),
        };
        level
            .text(format!(" {} ", said.rule))
            .user(said.place.clone())
            .text(" ")
            .user(cut_to(&said.message, 240))
    });
    page.list(shown);
    more(page, new.len(), most);
}

fn more(page: &mut Page, all: usize, most: usize) {
    if all > most {
        page.line(Line::new().dim(format!("… {} more", all - most)));
    }
}

fn compared(change: &Change<'_>) -> Line {
    Line::new()
        .dim(format!("as of {} · ", change.as_of))
        .user(change.base.clone())
        .dim(" → ")
        .user(change.head.clone())
}

/// `+4`, `-3`, `0`.
fn signed(by: i64) -> String {
    if by > 0 { format!("+{by}") } else { by.to_string() }
}

fn cut(text: &str) -> String {
    cut_to(text, LETTERS)
}

fn cut_to(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
