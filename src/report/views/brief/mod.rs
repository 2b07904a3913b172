//! The morning brief, in the order in which somebody at a desk asks.

mod ahead;

use super::blocked::{aged, earliest};
use super::colors::{color, rules};
use super::words::{change, date, date_or, margin};
use crate::diff::Outlook;
use crate::forecast::TargetForecast;
use crate::history::{Brief, Landed, Moved, Stuck, Trending, Trouble};
use crate::report::page::{Line, Page};
use crate::report::render::words::{count, days};
use crate::schedule::{Colored, Schedule};
use crate::text::Date;
use ahead::{coming, name, todo, update};

/// What stands beside the brief itself.
pub struct Frame<'a, 'p> {
    /// The schedule of this morning.
    pub schedule: &'a Schedule<'p>,
    /// From when on things are news: `Tue 2 Sep`, or the name of a revision; nothing without history.
    pub since: Option<String>,
    /// Whether a file of now or then cannot be read whole, so that the two were not compared.
    pub is_broken: bool,
    /// The target with the worst margin.
    pub target: Option<&'a TargetForecast<'a, 'p>>,
    /// The finish as it was told then.
    pub was: Option<Date>,
    /// Working days by which the changes moved the finish.
    pub moved: Option<i64>,
    /// What the forecast says of then and now.
    pub outlook: &'a Outlook,
    /// Entries of a section that are shown.
    pub most: usize,
}

/// The page of `brief`.
pub fn brief(brief: &Brief<'_>, frame: &Frame<'_, '_>) -> Page {
    let as_of = frame.schedule.as_of;
    let mut page = Page::titled(headline(brief, frame));
    target(&mut page, frame);
    section(&mut page, "Moved", &brief.moved, frame.most, |each| {
        moved(each, as_of)
    });
    section(
        &mut page,
        "Stuck (new or worse)",
        &brief.stuck,
        frame.most,
        |each| stuck(each, frame.schedule),
    );
    section(&mut page, "Trending", &brief.trending, frame.most, |each| {
        trending(each, as_of)
    });
    page.heading("Only you, today");
    if brief.today.is_empty() {
        page.line("Nothing.");
    }
    let shown = brief.today.len().min(frame.most);
    page.numbered(brief.today[..shown].iter().map(|each| todo(each, frame.schedule)));
    more(&mut page, brief.today.len() - shown);
    if !brief.coming.is_empty() {
        page.heading("Coming up");
        page.table(coming(&brief.coming, frame));
    }
    let near = |due: Date| due.day() - as_of.day() < 7;
    let updates: Vec<_> = brief
        .updates
        .iter()
        .filter(|each| each.due.is_none_or(near))
        .collect();
    if !updates.is_empty() {
        page.heading("Updates due this week");
        page.list(updates.into_iter().map(|each| update(each, as_of)));
    }
    section(&mut page, "Landed", &brief.landed, frame.most, |each| {
        landed(each, as_of)
    });
    page.heading("Grey and stale");
    unknown(&mut page, brief, frame);
    page
}

/// `atlas · Wed 3 Sep 2025 · since Tue 2 Sep (5 commits, 3 people)`
fn headline(brief: &Brief<'_>, frame: &Frame<'_, '_>) -> Line {
    let schedule = frame.schedule;
    let line = Line::new()
        .user(schedule.program().id.as_str())
        .text(format!(" · {}", schedule.as_of.long()));
    match &frame.since {
        Some(since) => line.text(" · since ").user(since.as_str()).text(format!(
            " ({}, {})",
            count(brief.commits, "commit"),
            match brief.people {
                1 => "1 person".to_owned(),
                people => format!("{people} people"),
            }
        )),
        None if frame.is_broken => line.text(" · a file cannot be read whole, so what moved is left out"),
        None => line.text(" · no earlier state in git"),
    }
}

fn target(page: &mut Page, frame: &Frame<'_, '_>) {
    let as_of = frame.schedule.as_of;
    page.heading("Target");
    let Some(TargetForecast {
        target,
        colored,
        item,
    }) = frame.target
    else {
        let finish = frame.schedule.finish();
        let line = Line::new().text(format!(
            "no target milestone; the network ends {}",
            date_or(finish, as_of)
        ));
        page.line(line);
        return;
    };
    let mut line = Line::new().id(target.id.as_str());
    line = line.text(format!("  due {}", date_or(target.due, as_of)));
    line = line.text(" · earliest ").strong(date_or(target.finish, as_of));
    if let Some(days) = target.margin {
        line = line.text(" · ").join(margin(days));
    }
    // With several targets, all of them end on another day than the one told of.
    let are_several = frame.schedule.targets().len() > 1;
    if let Some(dates) = item.dates.filter(|_| are_several && !target.done) {
        line = line.text(" · safe ").strong(date(dates.p80, as_of));
    }
    if let Some(colored) = colored {
        line = line.text(" · ").join(color(colored.color));
    }
    page.line(line);
    let mut line = Line::new();
    if are_several {
        line = line.text("all targets earliest ");
        line = line.strong(date_or(frame.schedule.finish(), as_of));
    }
    if let Some(was) = frame.was {
        let lead = if line.is_empty() { "was " } else { " · was " };
        line = line.text(format!("{lead}{}", date(was, as_of)));
        line = match frame.moved {
            Some(0) | None => line,
            Some(later) if later > 0 => line
                .text("; the changes move it by ")
                .bad(format!("+{}", days(later))),
            Some(earlier) => line
                .text("; the changes move it by ")
                .good(format!("-{}", days(-earlier))),
        };
    }
    if let Some(safe) = frame.outlook.safe.head {
        let lead = if line.is_empty() { "safe " } else { " · safe " };
        line = line.text(lead).strong(date(safe, as_of));
        if let Some(was) = frame.outlook.safe.base.filter(|was| *was != safe) {
            line = line.text(format!(" (was {})", date(was, as_of)));
        }
    }
    if !line.is_empty() {
        page.line(line);
    }
    if let Some(colored) = colored.as_ref().filter(|colored| !colored.reasons.is_empty()) {
        page.line(Line::new().dim("because ").join(rules(colored)));
    }
}

fn section<T>(page: &mut Page, title: &str, all: &[T], most: usize, line: impl Fn(&T) -> Line) {
    page.heading(title);
    if all.is_empty() {
        page.line("Nothing.");
    }
    let shown = all.len().min(most);
    page.list(all[..shown].iter().map(line));
    more(page, all.len() - shown);
}

fn more(page: &mut Page, left: usize) {
    if left > 0 {
        page.line(Line::new().dim(format!("{left} more under -v.")));
    }
}

fn moved(moved: &Moved, as_of: Date) -> Line {
    let edit = &moved.edit;
    let mut line = Line::new().id(edit.entity());
    line = match (edit.field, &edit.old, &edit.new) {
        (None, None, _) => line.text(" is new"),
        (None, _, _) => line.bad(" is gone"),
        (Some(field), old, new) => {
            let [old, new] = change(old.as_deref(), new.as_deref(), as_of);
            let value = |line: Line, value: Option<String>| match value {
                Some(value) => line.user(value),
                None => line.dim("nothing"),
            };
            let line = value(line.text(format!(" {field} ")), old).text(" → ");
            value(line, new)
        }
    };
    line = match moved.effect {
        Some(later) if later > 0 => line
            .text(" · moves the finish by ")
            .bad(format!("+{}", days(later))),
        Some(earlier) if earlier < 0 => line
            .text(" · moves the finish by ")
            .good(format!("-{}", days(-earlier))),
        _ => line,
    };
    if let Some(author) = &moved.author {
        line = line.dim(" · ").user(author.as_str());
    }
    match &moved.commit {
        Some(commit) => line.dim(format!(" {}", commit.get(..7).unwrap_or(commit))),
        None if edit.is_elsewhere() => line,
        None => line.dim(" · not committed"),
    }
}

fn stuck(stuck: &Stuck<'_>, schedule: &Schedule<'_>) -> Line {
    let as_of = schedule.as_of;
    let root = &stuck.root;
    let mut parts = Vec::new();
    if stuck.is_new {
        parts.push(Line::new().bad("new"));
    }
    if let Some(age) = root.age {
        parts.push(Line::from(format!("{} {}", days(age), aged(root))));
    }
    let day = earliest(schedule, root);
    parts.push(match (root.expected, stuck.expected) {
        (None, _) if day.is_some() => Line::from(format!("earliest {}", date_or(day, as_of))),
        (None, Some(was)) => Line::new().bad(format!("no date any more, was expected {}", date(was, as_of))),
        (None, None) => Line::new().bad("no expected date"),
        (Some(by), Some(was)) => {
            Line::from(format!("expected {}, was {}", date(by, as_of), date(was, as_of)))
        }
        (Some(by), None) => Line::from(format!("expected {}", date(by, as_of))),
    });
    if let Some(float) = root.total_float {
        parts.push(Line::from(format!("{} of float left", days(float))));
    }
    if root.week_costs > 0 {
        let was = stuck.cost.filter(|was| *was != root.week_costs);
        let was = was.map_or(String::new(), |was| format!(", was {was}"));
        parts.push(Line::new().bad(format!("one more week costs {}{was}", days(root.week_costs))));
    }
    if let Some(person) = root.waiting_on {
        parts.push(Line::new().text("waiting on ").join(name(Some(person), schedule)));
    }
    Line::new()
        .id(root.id.as_str())
        .text("  ")
        .join(Line::joined(parts, " · "))
}

fn trending(trending: &Trending, as_of: Date) -> Line {
    let line = Line::new().id(trending.id.as_str());
    match trending.trouble {
        Trouble::Slips {
            times,
            since,
            days: slipped,
            has_fallback,
        } => {
            let line = line.text(format!(
                " was put off {times} times since {}, ",
                date(since, as_of)
            ));
            let line = line.bad(format!("+{} in all", days(slipped)));
            match has_fallback {
                Some(false) => line.text("; no fallback"),
                _ => line,
            }
        }
        Trouble::Unfrozen { by, state } => {
            let when = if by < as_of {
                "was to be frozen"
            } else {
                "is to be frozen"
            };
            line.text(format!(
                " {when} by {}, and is {}",
                date(by, as_of),
                state.as_str()
            ))
        }
        Trouble::PromisedLate { days: late, gain } => {
            let line = line.text(" is promised ").bad(days(late)).text(" after the need");
            match gain {
                0 => line,
                gain => line.text(format!("; in time it would save {}", days(gain))),
            }
        }
    }
}

fn landed(landed: &Landed, as_of: Date) -> Line {
    let told = match Date::parse(&landed.value) {
        Ok(day) => format!("{} {}", landed.field, date(day, as_of)),
        Err(_) => landed.field.to_owned(),
    };
    let line = Line::new().id(landed.id.as_str()).text(" ").good(told);
    match &landed.owner {
        Some(owner) => line.text(" (").user(owner.as_str()).text(")"),
        None => line,
    }
}

fn unknown(page: &mut Page, brief: &Brief<'_>, frame: &Frame<'_, '_>) {
    if brief.grey.is_empty() && brief.stale.is_empty() {
        page.line("None.");
        return;
    }
    if !brief.grey.is_empty() {
        let shown = brief.grey.len().min(frame.most);
        // What is not known, in the order in which it first comes up, and of which items.
        let mut groups: Vec<(Line, Vec<Line>)> = Vec::new();
        for (id, reasons) in &brief.grey[..shown] {
            let why = rules(&Colored {
                color: crate::schedule::Color::Grey,
                reasons: reasons.clone(),
            });
            let id = Line::new().id(id.as_str());
            match groups.iter_mut().find(|(known, _)| *known == why) {
                Some((_, ids)) => ids.push(id),
                None => groups.push((why, vec![id])),
            }
        }
        for (number, (why, ids)) in groups.into_iter().enumerate() {
            let label = if number == 0 { "Grey" } else { "" };
            page.fact(label, why.text(": ").join(Line::joined(ids, ", ")));
        }
        more(page, brief.grey.len() - shown);
    }
    if !brief.stale.is_empty() {
        let ids = brief
            .stale
            .iter()
            .take(frame.most)
            .map(|(id, age)| Line::new().id(id.as_str()).text(format!(", {}", days(*age))));
        page.fact("Stale", Line::joined(ids, "; "));
    }
}
