//! What a change means: the headline first, then the edits that move it, then the rest.
//!
//! The same page is the comment on a pull request: one table stays visible, details fold, and no list is
//! longer than asked for, so that a thousand edits still make a readable comment.

mod headline;
mod tables;

use crate::diagnostic::Severity;
use crate::diff::{Attributed, Diff, Effect, Outlook};
use crate::model::Program;
use crate::report::page::{Line, Page};
use crate::report::render::words::count;
use crate::text::Date;
use headline::{dates, headline};
use std::collections::BTreeSet;
use tables::{edits, moved, promise_of};

/// Letters of a value that are shown.
const LETTERS: usize = 80;

/// What a diff is told with.
pub struct Change<'a> {
    /// The diff.
    pub diff: &'a Diff,
    /// Head.
    pub program: &'a Program,
    /// What the forecast says of the two sides.
    pub outlook: &'a Outlook,
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
