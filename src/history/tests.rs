//! Small histories in memory: what the log says of them, and that neither the cache nor the way it was read
//! changes a word.

use super::*;
use crate::model::Program;
use crate::text::{Blob, Blobs, FileChange, Step, Steps};
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Commits with all their files; a content's name is made of its bytes.
#[derive(Default)]
pub(super) struct Made {
    steps: Vec<Step>,
    contents: BTreeMap<Blob, Vec<u8>>,
    files: BTreeMap<String, Blob>,
    read: AtomicUsize,
}

impl Blobs for Made {
    fn blob(&self, blob: Blob) -> io::Result<Vec<u8>> {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.contents
            .get(&blob)
            .cloned()
            .ok_or(io::ErrorKind::NotFound.into())
    }
}

impl Made {
    /// A commit on a day with exactly these files.
    pub(super) fn commit(&mut self, day: &str, files: &[(&str, &str)]) -> &mut Made {
        let mut now = BTreeMap::new();
        for (path, text) in files {
            let mut name = [0; 20];
            for (at, byte) in text.bytes().enumerate() {
                name[at % 20] = (name[at % 20] ^ byte).rotate_left(3).wrapping_add(at as u8);
            }
            self.contents.insert(Blob(name), text.as_bytes().to_vec());
            now.insert((*path).to_owned(), Blob(name));
        }
        let mut changes = Vec::new();
        let paths: std::collections::BTreeSet<&String> = self.files.keys().chain(now.keys()).collect();
        for path in paths {
            let (old, new) = (self.files.get(path).copied(), now.get(path).copied());
            if old != new {
                changes.push(FileChange {
                    path: path.clone(),
                    old,
                    new,
                });
            }
        }
        let date = Date::parse(day).unwrap();
        let commit = Commit {
            id: format!("{:040x}", self.steps.len() + 1),
            seconds: i64::from(date.day()) * 86_400 + 32_400,
            date,
            minute: 540,
            author: "Ada Park".into(),
        };
        self.files = now;
        self.steps.push(Step { commit, changes });
        self
    }

    /// The steps after the first `known` ones.
    fn steps(&self, known: usize) -> Steps {
        let mut before: BTreeMap<String, Blob> = BTreeMap::new();
        for change in self.steps[..known].iter().flat_map(|step| &step.changes) {
            match change.new {
                Some(blob) => before.insert(change.path.clone(), blob),
                None => before.remove(&change.path),
            };
        }
        Steps {
            steps: self.steps[known..].to_vec(),
            before: before.into_iter().collect(),
            after: known
                .checked_sub(1)
                .map(|last| self.steps[last].commit.id.clone()),
            is_cut: false,
        }
    }

    pub(super) fn follow(&self, known: Option<History>) -> History {
        let steps = self.steps(known.as_ref().map_or(0, |history| history.commits.len()));
        let past = Past {
            steps,
            blobs: self,
            name: "atlas",
            known,
            others: &|_: &str, _: &Program| Vec::new(),
        };
        let wants = Wants {
            drift: true,
            ..Wants::default()
        };
        follow(past, wants, &mut |_, _| {}).unwrap()
    }

    /// The history up to a commit, as it was read then.
    pub(super) fn until(&self, commits: usize) -> History {
        let made = Made {
            steps: self.steps[..commits].to_vec(),
            contents: self.contents.clone(),
            ..Made::default()
        };
        made.follow(None)
    }
}

/// Each change as `day section.id what`, additions without their fields.
fn told(history: &History) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &history.changes {
        let what = match &change.what {
            What::Added => "added".to_owned(),
            What::Removed => "removed".to_owned(),
            What::Renamed(old) => format!("was {old}"),
            What::Field { old: None, .. } if lines_has_added(history, change) => continue,
            What::Field { name, old, new } => {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
                format!("{name} {} > {}", value(old), value(new))
            }
        };
        let date = history.date(change);
        lines.push(format!(
            "{} {}.{} {what}",
            date.short(),
            change.section.as_str(),
            change.id
        ));
    }
    lines
}

fn lines_has_added(history: &History, change: &Change) -> bool {
    history.changes.iter().any(|other| {
        (other.commit, other.section, &other.id) == (change.commit, change.section, &change.id)
            && other.what == What::Added
    })
}

fn plan(due: &str) -> String {
    format!("milestones:\n  ga: {{title: Live, due: {due}, duration: 5d}}\n")
}

#[test]
fn a_log_names_every_field_that_changed() {
    let mut made = Made::default();
    made.commit("2026-03-02", &[("a.yaml", &plan("2026-03-20"))])
        .commit(
            "2026-03-03",
            &[
                ("a.yaml", &plan("2026-03-27")),
                ("b.yaml", "people: {ann: {name: Ann}}\n"),
            ],
        )
        .commit("2026-03-04", &[("b.yaml", "people: {ann: {name: Anna}}\n")]);
    let history = made.follow(None);
    assert_eq!(
        told(&history),
        [
            "2 Mar milestones.ga added",
            "3 Mar people.ann added",
            "3 Mar milestones.ga due 2026-03-20 > 2026-03-27",
            "4 Mar people.ann name Ann > Anna",
            "4 Mar milestones.ga removed",
        ]
    );
    assert_eq!(history.commits[0].author, "Ada Park");
    let fields: Vec<_> = history.changes[1..4]
        .iter()
        .map(|change| change.what.clone())
        .collect();
    let field = |name: &str, new: &str| What::Field {
        name: name.into(),
        old: None,
        new: Some(new.into()),
    };
    assert_eq!(
        fields,
        [
            field("title", "Live"),
            field("due", "2026-03-20"),
            field("duration", "5d")
        ]
    );
}

#[test]
fn a_rename_gives_all_that_was_before_the_name_of_today() {
    let mut made = Made::default();
    let named = |name: &str, was: &str, due: &str| {
        format!("milestones:\n  {name}: {{title: Screens, due: {due}, duration: 2d{was}}}\n")
    };
    made.commit("2026-03-02", &[("a.yaml", &named("ui", "", "2026-03-20"))])
        .commit("2026-03-03", &[("a.yaml", &named("ui", "", "2026-03-23"))])
        .commit(
            "2026-03-04",
            &[("a.yaml", &named("web-ui", ", was: ui", "2026-03-23"))],
        )
        .commit(
            "2026-03-05",
            &[("a.yaml", &named("screens", ", was: [web-ui, ui]", "2026-03-24"))],
        );
    let history = made.follow(None);
    assert_eq!(
        told(&history),
        [
            "2 Mar milestones.screens added",
            "3 Mar milestones.screens due 2026-03-20 > 2026-03-23",
            "4 Mar milestones.screens was ui",
            "5 Mar milestones.screens was web-ui",
            "5 Mar milestones.screens due 2026-03-23 > 2026-03-24",
        ]
    );
    let slips = history.slips(Section::Milestones, "screens").unwrap();
    assert_eq!((slips.original.short(), slips.moves.len()), ("20 Mar".into(), 2));
    // Two days from Monday the 2nd end on the 3rd, from Thursday the 5th on the 6th.
    let curve = history.drift.as_ref().unwrap().of("screens");
    let days: Vec<String> = curve.iter().map(|point| point.earliest.short()).collect();
    assert_eq!(days, ["3 Mar", "4 Mar", "5 Mar", "6 Mar"]);
}

#[test]
fn where_a_thing_is_written_says_nothing() {
    let mut made = Made::default();
    let both = "milestones:\n  aa: {title: A}\n  bb: {title: B}\n";
    let (one, two) = ("milestones: {aa: {title: A}}\n", "milestones: {bb: {title: B}}\n");
    made.commit("2026-03-02", &[("p.yaml", both)])
        .commit("2026-03-03", &[("x.yaml", one), ("y.yaml", two)])
        // A copy is made first, and the original goes later: what comes first by path stands all the time.
        .commit("2026-03-04", &[("a.yaml", one), ("x.yaml", one), ("y.yaml", two)])
        .commit("2026-03-05", &[("a.yaml", one), ("y.yaml", two)])
        // This copy is hidden behind the one in a.yaml, so that its other title is not heard.
        .commit(
            "2026-03-06",
            &[
                ("a.yaml", one),
                ("b.yaml", "milestones: {aa: {title: Z}}\n"),
                ("y.yaml", two),
            ],
        )
        .commit(
            "2026-03-09",
            &[("b.yaml", "milestones: {aa: {title: Z}}\n"), ("y.yaml", two)],
        );
    assert_eq!(
        told(&made.follow(None)),
        [
            "2 Mar milestones.aa added",
            "2 Mar milestones.bb added",
            "9 Mar milestones.aa title A > Z",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_hides_nothing_and_is_named() {
    let mut made = Made::default();
    made.commit("2026-03-02", &[("a.yaml", &plan("2026-03-20"))])
        .commit(
            "2026-03-03",
            &[(
                "a.yaml",
                "milestones:\n<<<<<<< ours\n  ga: {}\n=======\n>>>>>>> theirs\n",
            )],
        )
        .commit("2026-03-04", &[("a.yaml", &plan("2026-03-23"))]);
    let history = made.follow(None);
    assert_eq!(
        told(&history),
        [
            "2 Mar milestones.ga added",
            "4 Mar milestones.ga due 2026-03-20 > 2026-03-23"
        ]
    );
    assert_eq!(history.unread, [(1, "a.yaml".to_owned())]);
}

#[test]
fn each_content_is_read_once_however_often_it_comes_back() {
    let mut made = Made::default();
    for at in 0..700 {
        let due = if at % 2 == 0 { "2026-03-20" } else { "2026-03-23" };
        made.commit(
            "2026-03-02",
            &[("a.yaml", &plan(due)), ("metrics/m.csv", &format!("{at}"))],
        );
    }
    let history = made.follow(None);
    assert_eq!(history.commits.len(), 700);
    assert_eq!(history.slips(Section::Milestones, "ga").unwrap().moves.len(), 699);
    assert_eq!(made.read.load(Ordering::Relaxed), 2);
    // One sample a day, the last.
    let samples = &history.drift.unwrap().samples;
    assert_eq!((samples.len(), samples[0].commit), (1, 699));
}

/// A history with renames, removals and a file that cannot be read.
fn rich() -> Made {
    let mut made = Made::default();
    let mut name = "ga".to_owned();
    for at in 0..40u32 {
        let was = if at % 9 == 8 {
            let old = std::mem::replace(&mut name, format!("ga-{at}"));
            format!(", was: {old}")
        } else {
            String::new()
        };
        let plan = format!(
            "charter: {{id: atlas, target: {name}}}\nmilestones:\n  {name}: {{due: 2026-0{}-1{}, duration: {}d, needs: [build]{was}}}\n  \
             build: {{duration: {}d}}\n",
            4 + at % 5,
            at % 9,
            1 + at % 7,
            1 + at % 3
        );
        let risk = format!("risks: {{r-a: {{prob: 0.{}, delay: 4d}}}}\n", 1 + at / 3 % 9);
        let broken = if at == 20 { "milestones: [" } else { &risk };
        let date = Date::from_day(Date::parse("2026-01-05").unwrap().day() + (at * 2) as i32);
        made.commit(&date.to_string(), &[("a.yaml", &plan), ("b.yaml", broken)]);
    }
    made
}

#[test]
fn going_on_from_what_is_known_is_the_same_as_all_at_once() {
    let made = rich();
    let whole = made.follow(None);
    assert!(
        whole
            .changes
            .iter()
            .any(|change| matches!(change.what, What::Renamed(_)))
    );
    for known in [1, 8, 9, 10, 21, 39, 40] {
        let grown = made.follow(Some(made.until(known)));
        assert_eq!(told(&grown), told(&whole), "from {known}");
        assert_eq!((&grown.commits, &grown.unread), (&whole.commits, &whole.unread));
        let curves = |history: &History| -> Vec<_> {
            let drift = history.drift.as_ref().unwrap();
            let ids = ["build", &whole.changes.last().unwrap().id];
            ids.iter().map(|id| drift.of(id)).collect()
        };
        assert_eq!(curves(&grown), curves(&whole), "from {known}");
    }
}

#[test]
fn what_is_kept_reads_back_and_nothing_else_does() {
    let history = rich().follow(None);
    let key = Key {
        head: "f".repeat(40),
        folder: "p".into(),
        settings: "s".into(),
    };
    let bytes = write(&key, &history);
    let (head, back) = read(&bytes, "p", "s").unwrap();
    assert_eq!((head, &back), (key.head.clone(), &history));
    assert!(read(&bytes, "q", "s").is_none() && read(&bytes, "p", "t").is_none());
    // Cut short anywhere, or with any byte another one: it is nothing, never something else.
    for end in 0..bytes.len() {
        assert!(read(&bytes[..end], "p", "s").is_none(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        let mut bad = bytes.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(read(&bad, "p", "s").is_none(), "changed at {at}");
    }
}

#[test]
fn bytes_that_pretend_to_be_a_history_do_no_harm() {
    // With a right sum and a length that no memory holds.
    for body in [
        &b"\x01"[..],
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x01\xff\xff\xff\xff\x0f",
    ] {
        let mut bytes = body.to_vec();
        bytes.extend([0; 8]);
        assert!(read(&bytes, "p", "s").is_none());
    }
}

#[test]
fn the_program_that_is_carried_along_is_the_one_that_its_files_make() {
    use super::state::State;
    use crate::load::file_of;
    use std::sync::Arc;
    // Entities that come, go, move, are defined twice and hide each other, by a rule that is no pattern.
    let mut seed = 5u64;
    let mut next = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut state = State::new("atlas", []);
    for _ in 0..400 {
        let mut touched = Vec::new();
        for file in 0..3 {
            if next(3) == 0 {
                continue;
            }
            let path = format!("{file}.yaml");
            if next(6) == 0 {
                touched.push((path, None));
                continue;
            }
            let mut text = String::new();
            if next(4) == 0 {
                text.push_str("charter: {}\n");
            } else if next(3) == 0 {
                text.push_str(&format!(
                    "charter: {{id: atlas-{}, target: m{}}}\n",
                    next(2),
                    next(4)
                ));
            }
            text.push_str("milestones:\n");
            for id in 0..4 {
                if next(2) == 0 {
                    let was = if next(8) == 0 {
                        format!(", was: m{}", next(4))
                    } else {
                        String::new()
                    };
                    text.push_str(&format!("  m{id}: {{duration: {}d{was}}}\n", next(3)));
                }
            }
            text.push_str(&format!(
                "decisions: {{d-{}: {{supersedes: [d-{}]}}}}\n",
                next(3),
                next(3)
            ));
            let typed = file_of(&path, text.into_bytes()).expect("whole");
            touched.push((path, Some(Arc::new(typed))));
        }
        state.apply(touched);
        assert!(state.is_sound());
    }
}
