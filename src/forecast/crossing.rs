//! From working days of one calendar to working days of another, with fractions.
//!
//! Inside an iteration an instant is the number of working days before it, in the calendar of its item. Where
//! a need's calendar differs from that of what needs it, the instant is carried over: a fraction of a working
//! day is the same fraction of that day elsewhere, or nothing where that day is no working day. A whole number
//! is a boundary between working days, with perhaps a weekend in it: what *finishes* there does so at its
//! beginning, what *starts* there at its end, just as in the schedule.

use super::triangular::DAY;
use crate::schedule::Calendar;

/// Days before and after as-of for which a table is kept; beyond them the calendars are asked.
const BEFORE: i64 = 800;
const AFTER: i64 = 3_000;

/// The way from one calendar to another.
#[derive(Debug)]
pub struct Crossing {
    from: Calendar,
    to: Calendar,
    is_finish: bool,
    first: i32,
    steps: Vec<Step>,
}

/// One working day of the first calendar: where its beginning is in the second, and how far within it a
/// fraction leads.
#[derive(Clone, Copy, Debug)]
struct Step {
    whole: i32,
    inside: i32,
    keeps: i32,
}

impl Crossing {
    /// From one calendar to another for what starts or what finishes, quickest around a boundary.
    pub fn new(from: &Calendar, to: &Calendar, is_finish: bool, around: i64) -> Crossing {
        let mut crossing = Crossing {
            from: from.clone(),
            to: to.clone(),
            is_finish,
            first: 0,
            steps: Vec::new(),
        };
        let (first, last) = (from.index(around - BEFORE), from.index(around + AFTER));
        crossing.steps = (first..last).map(|index| crossing.step(index)).collect();
        crossing.first = first as i32;
        crossing
    }

    fn step(&self, index: i64) -> Step {
        let day = self.from.day(index);
        let whole = if self.is_finish { self.from.end(index) } else { day };
        Step {
            whole: parts(self.to.index(whole)),
            inside: parts(self.to.index(day)),
            keeps: if self.to.works_on(day) { -1 } else { 0 },
        }
    }

    /// An instant of the first calendar in the second.
    #[inline]
    pub fn carry(&self, instant: i32) -> i32 {
        let (index, fraction) = (instant.div_euclid(DAY), instant.rem_euclid(DAY));
        let step = match self.steps.get((index - self.first) as usize) {
            Some(step) => *step,
            None => self.step(i64::from(index)),
        };
        if fraction == 0 {
            step.whole
        } else {
            step.inside + (fraction & step.keeps)
        }
    }
}

/// Whole days in parts, no further than instants go.
pub fn parts(index: i64) -> i32 {
    (index.clamp(-400_000, 400_000) as i32) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 2025-09-01 is day 20332.
    const MONDAY: i64 = 20_332;

    #[test]
    fn a_friday_evening_is_saturday_for_those_who_work_then() {
        let office = Calendar::new([true, true, true, true, true, false, false], []);
        let always = Calendar::every_day();
        let evening = parts(office.index(MONDAY + 5));
        let finish = Crossing::new(&office, &always, true, MONDAY);
        let start = Crossing::new(&office, &always, false, MONDAY);
        assert_eq!(finish.carry(evening), parts(always.index(MONDAY + 5)), "Saturday");
        assert_eq!(start.carry(evening), parts(always.index(MONDAY + 7)), "Monday");
        let noon = evening + DAY / 2;
        let monday_noon = parts(always.index(MONDAY + 7)) + DAY / 2;
        assert_eq!(finish.carry(noon), monday_noon);
        let back = Crossing::new(&always, &office, true, MONDAY);
        assert_eq!(back.carry(monday_noon), noon);
        let sunday_noon = parts(always.index(MONDAY + 6)) + DAY / 2;
        assert_eq!(back.carry(sunday_noon), evening, "nobody works on Sunday");
    }

    #[test]
    fn the_table_ends_where_the_calendars_go_on() {
        let office = Calendar::new([true, true, true, true, true, false, false], [MONDAY]);
        let always = Calendar::every_day();
        for is_finish in [true, false] {
            let crossing = Crossing::new(&office, &always, is_finish, MONDAY);
            let bare = Crossing {
                steps: Vec::new(),
                ..Crossing::new(&office, &always, is_finish, MONDAY)
            };
            for day in -2_000..6_000 {
                for fraction in [0, 1, DAY / 2, DAY - 1] {
                    let instant = parts(office.index(MONDAY + day)) + fraction;
                    assert_eq!(crossing.carry(instant), bare.carry(instant));
                }
            }
        }
    }
}
