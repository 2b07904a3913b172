//! The risk register through time: probability times mean delay of the open risks, week by week and class by class.

use super::History;
use crate::diff::Edit;
use crate::forecast::exposure;
use crate::model::{Program, Risk, RiskClass, Section};
use crate::schedule::{Calendar, Schedule};
use crate::text::{Commit, Date};

/// Classes, and a last place for risks without one.
const CLASSES: usize = RiskClass::WORDS.len() + 1;

/// What the open risks of a program come to, in working days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// By class, in their order; of risks without a class last.
    pub by_class: [f64; CLASSES],
    /// Open risks by class.
    pub open: [u32; CLASSES],
    /// Open risks with a probability and a delay, which alone count.
    pub estimated: u32,
}

/// The exposure from a commit on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposed {
    /// The commit, by its position.
    pub commit: u32,
    /// What it left.
    pub exposure: Exposure,
}

/// The exposure at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// The day: as-of, and each seventh before it.
    pub date: Date,
    /// The exposure.
    pub exposure: Exposure,
}

/// Weeks of a burn-down; what is older is left out.
const WEEKS: i32 = 520;

impl Exposure {
    /// The exposure of a program.
    pub(super) fn of(program: &Program) -> Exposure {
        // Holidays are no part of how many days a week has.
        let mut calendar = program.calendar.clone();
        calendar.holidays = None;
        let week = Calendar::of(&calendar, None).week_days();
        let mut sum = Exposure::default();
        for risk in program.risks.values().filter(|risk| Program::is_open(risk)) {
            let class = place_of(risk);
            sum.open[class] += 1;
            if let Some(days) = exposure(program, risk, week) {
                sum.by_class[class] += days;
                sum.estimated += 1;
            }
        }
        sum
    }

    /// The sum of all classes.
    pub fn total(&self) -> f64 {
        self.by_class.iter().sum()
    }

    /// Open risks of all classes.
    pub fn count(&self) -> u32 {
        self.open.iter().sum()
    }

    /// Whether the sum says anything: it does not where there are open risks and none is estimated.
    pub fn is_known(&self) -> bool {
        self.estimated > 0 || self.count() == 0
    }
}

/// The place of a risk's class among [`Exposure::by_class`].
fn place_of(risk: &Risk) -> usize {
    risk.class.map_or(CLASSES - 1, |class| class as usize)
}

/// The word of a place among [`Exposure::by_class`]; nothing for risks without a class.
pub fn class_at(place: usize) -> Option<&'static str> {
    RiskClass::WORDS.get(place).copied()
}

/// The places of the classes that have an open risk in any of the weeks.
pub fn classes(weeks: &[Week]) -> Vec<usize> {
    let is_there = |place: &usize| weeks.iter().any(|week| week.exposure.open[*place] > 0);
    (0..CLASSES).filter(is_there).collect()
}

/// Whether an edit may change the exposure.
pub(super) fn is_touched_by(edit: &Edit) -> bool {
    matches!(
        (edit.section, edit.field),
        (Section::Risks, _) | (Section::Charter, None | Some("spread")) | (Section::Calendar, _)
    )
}

/// Notes what a commit leaves. Of the commits of one day only the last counts, and none that changes nothing.
pub(super) fn note(exposed: &mut Vec<Exposed>, commits: &[Commit], commit: (u32, Date), program: &Program) {
    let (commit, date) = commit;
    let is_same_day = |last: &Exposed| {
        // Days between may be those of other clocks; only an unbroken run counts as one day.
        let since = commits.get(last.commit as usize..commit as usize);
        since.is_some_and(|since| since.iter().all(|each| each.date == date))
    };
    if exposed.last().is_some_and(is_same_day) {
        exposed.pop();
    }
    let exposure = Exposure::of(program);
    let before = exposed.last().map(|last| last.exposure).unwrap_or_default();
    if exposure != before {
        exposed.push(Exposed { commit, exposure });
    }
}

impl History {
    /// The exposure week by week, oldest first: as the last commit up to each day left it, and on the morning of
    /// the schedule as its program has it. It begins with the first of these days on which there was a program.
    pub fn burndown(&self, schedule: &Schedule<'_>) -> Vec<Week> {
        let as_of = schedule.as_of;
        let mut weeks = vec![Week {
            date: as_of,
            exposure: Exposure::of(schedule.program()),
        }];
        for back in 1..WEEKS {
            let date = Date::from_day(as_of.day() - back * 7);
            let end = self.first_on(Date::from_day(date.day() + 1));
            if end == 0 {
                break;
            }
            let until = self.exposed.partition_point(|each| each.commit < end);
            let last = until.checked_sub(1).and_then(|at| self.exposed.get(at));
            weeks.push(Week {
                date,
                exposure: last.map(|last| last.exposure).unwrap_or_default(),
            });
        }
        weeks.reverse();
        weeks
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;
    use crate::load::load;
    use crate::schedule::Options;
    use crate::text::MemoryTree;

    /// The days and the exposure of each class that is there, by hand in the comments.
    fn burnt(history: &History, yaml: &str, as_of: &str) -> Vec<(String, f64, Vec<f64>)> {
        let loaded = load(&MemoryTree::new([("a.yaml", yaml)]), "", "atlas").unwrap();
        let schedule = Schedule::new(
            &loaded.program,
            &[],
            Date::parse(as_of).unwrap(),
            Options::default(),
        );
        let weeks = history.burndown(&schedule).into_iter();
        let told = weeks.map(|week| {
            let classes = week.exposure.by_class.into_iter().filter(|days| *days > 0.0);
            (week.date.to_string(), week.exposure.total(), classes.collect())
        });
        told.collect()
    }

    #[test]
    fn a_burn_down_has_the_exposure_of_each_week_by_class() {
        // Half of [2d, 4d, 6d] is 2 days; a tenth of ten days three times over is 1; a quarter of [4d, 8d, 12d] is 2.
        let vendor = "r-a: {title: A, class: vendor, prob: 0.5, delay: [2d, 4d, 6d]}";
        let bare = "r-b: {title: B, prob: 0.1, delay: [10d, 10d, 10d]}";
        let people = "r-c: {title: C, class: people, prob: 0.25, delay: [4d, 8d, 12d]}";
        let silent = "r-d: {title: D, class: cost, prob: 0.25}";
        let plan = |risks: &[&str]| {
            let lines: String = risks.iter().map(|risk| format!("  {risk}\n")).collect();
            format!("milestones: {{ga: {{duration: 5d}}}}\nrisks:\n{lines}")
        };
        let all = plan(&[vendor, bare, people, silent]);
        let closed = vendor.replace("prob", "closed: {date: 2026-03-20, because: x}, prob");
        let closed = plan(&[&closed, bare, people, silent]);
        let half = people.replace("0.25", "0.125");
        let last = plan(&[bare, &half, silent]);
        let mut made = Made::default();
        made.commit("2026-03-02", &[("a.yaml", &plan(&[vendor, bare]))])
            .commit("2026-03-09", &[("a.yaml", &plan(&[vendor]))])
            // Of one day only the last commit counts.
            .commit("2026-03-09", &[("a.yaml", &all)])
            .commit("2026-03-20", &[("a.yaml", &closed)])
            .commit("2026-03-24", &[("a.yaml", &last)]);
        let history = made.follow(None);
        let day = |date: &str| format!("2026-03-{date}");
        // On Wednesdays: 4 and 11 March before and after the 9th, 18 the same, 25 after the 24th.
        assert_eq!(
            burnt(&history, &last, "2026-03-25"),
            [
                (day("04"), 3.0, vec![2.0, 1.0]),
                (day("11"), 5.0, vec![2.0, 2.0, 1.0]),
                (day("18"), 5.0, vec![2.0, 2.0, 1.0]),
                (day("25"), 2.0, vec![1.0, 1.0]),
            ]
        );
        // The day itself is in: on Monday the 2nd and the 9th what was committed there; what is not committed counts
        // on the last day alone.
        assert_eq!(
            burnt(&history, &plan(&[bare]), "2026-03-30"),
            [
                (day("02"), 3.0, vec![2.0, 1.0]),
                (day("09"), 5.0, vec![2.0, 2.0, 1.0]),
                (day("16"), 5.0, vec![2.0, 2.0, 1.0]),
                (day("23"), 3.0, vec![2.0, 1.0]),
                (day("30"), 1.0, vec![1.0]),
            ]
        );
        // Read in two turns it is the same.
        for known in 1..5 {
            assert_eq!(made.follow(Some(made.until(known))), history, "{known}");
        }
        let counts: Vec<(u32, u32)> = history
            .exposed
            .iter()
            .map(|each| (each.exposure.count(), each.exposure.estimated))
            .collect();
        assert_eq!(counts, [(2, 2), (4, 3), (3, 2), (3, 2)]);
    }
}
