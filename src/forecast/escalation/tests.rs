//! Options of a plan in which nothing is uncertain, so that every date can be counted by hand.

use super::*;
use crate::load::load;
use crate::text::MemoryTree;

/// Each way, then what is recommended, what cannot be modelled, and what waiting costs. As of Wednesday 2 September
/// 2026.
fn told(yaml: &str) -> Vec<String> {
    let loaded = load(&MemoryTree::new([("plan.yaml", yaml)]), "", "test").expect("loads");
    let as_of = Date::parse("2026-09-02").expect("a date");
    let thresholds = schedule::Options::default();
    let schedule = Schedule::new(&loaded.program, &[], as_of, thresholds);
    let options = Options {
        runs: 200,
        ..Options::default()
    };
    let forecast = Forecast::new(&schedule, options);
    let grounds = Grounds {
        program: &loaded.program,
        documents: &loaded.documents,
        others: &[],
        as_of,
        options: thresholds,
        forecast: options,
        looks_ahead: true,
    };
    let (id, decision) = loaded.program.decisions.iter().next().expect("a decision");
    let escalation = Escalation::new(grounds, &schedule, &forecast, id, decision);
    let date = |date: Option<Date>| date.map_or("—".into(), Date::short);
    let name = |way: &Way<'_>| match &way.course {
        Course::Nothing => "nothing".into(),
        Course::NewDate(safe) => format!("promise {}", safe.short()),
        Course::Options(ids) => ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("+"),
    };
    let line = |way: &Way<'_>| {
        let chance = way.chance.map_or("—".into(), |chance| format!("{chance:.1}"));
        let front = if way.is_front { " front" } else { "" };
        let expiry = match way.expiry {
            Expiry::Last(last) => format!("until {}", last.short()),
            other => format!("{other:?}"),
        };
        format!("{} {} {chance} {expiry}{front}", name(way), date(way.safe))
    };
    let mut told: Vec<String> = escalation.ways.iter().map(line).collect();
    told.push(format!(
        "take {}",
        escalation
            .recommended
            .map_or("—".into(), |at| name(&escalation.ways[at]))
    ));
    let problems = escalation.unmodelled.iter();
    told.extend(problems.map(|(id, problem)| format!("not {id}: {problem}")));
    let waits = escalation.waiting.iter().take(2);
    told.extend(waits.map(|(morning, finish)| format!("on {} {}", morning.short(), date(*finish))));
    told
}

const PLAN: &str = "
charter: {target: ga, spread: [1.0, 1.0, 1.0]}
milestones:
  one: {duration: 10d}
  two: {duration: 8d}
  ga: {duration: 3d, due: 2026-09-16, needs: [one, two]}
";

#[test]
fn the_fewest_options_that_hold_the_promise_are_recommended() {
    // Thirteen days from the 2nd end on the 18th. With one in six days, two drives: eleven, on the 16th, as promised;
    // in nine, twelve, on the 17th. Both cut to six and four: nine, on the 14th. Two alone gains nothing, nor on top
    // of nine days. A day of waiting costs a day, and whatever gains today gains as long as nothing has begun.
    let decision = "
decisions:
  d-cut:
    options:
      a: {set: {one.duration: 6d}, cost: 10 USD}
      b: {set: {two.duration: 4d}, cost: 5 USD}
      c: {set: {one.duration: 9d}, cost: 4 USD}
      d: {say: Think}
      e: {set: {three.duration: 9d}}
";
    assert_eq!(
        told(&format!("{PLAN}{decision}")),
        [
            "nothing 18 Sep 0.0 GainsNothing front",
            "promise 18 Sep 18 Sep 0.0 GainsNothing",
            "a 16 Sep 1.0 Later front",
            "b 18 Sep 0.0 GainsNothing",
            "c 17 Sep 0.0 Later front",
            "a+b 14 Sep 1.0 Later front",
            "b+c 17 Sep 0.0 Later",
            "take a",
            "not d: it has no `set`",
            "not e: three.duration: there is no three",
            "on 3 Sep 17 Sep",
            "on 4 Sep 18 Sep",
        ]
    );
}

#[test]
fn a_new_date_is_recommended_where_nothing_helps_and_the_promise_counts_even_if_an_option_moves_it() {
    let decision = "
decisions:
  d-move:
    options:
      a: {set: {ga.due: 2026-09-30}}
      b: {set: {ga.cancelled: true}}
";
    // What is cancelled has no date, and moving the date changes none.
    assert_eq!(
        told(&format!("{PLAN}{decision}")),
        [
            "nothing 18 Sep 0.0 GainsNothing front",
            "promise 18 Sep 18 Sep 0.0 GainsNothing",
            "a 18 Sep 0.0 GainsNothing",
            "b — — GainsNothing",
            "a+b — — GainsNothing",
            "take promise 18 Sep",
            "on 3 Sep 21 Sep",
            "on 4 Sep 22 Sep",
        ]
    );
}

#[test]
fn an_option_expires_on_the_last_morning_on_which_it_gains_a_day() {
    let plan = "
charter: {target: ga, spread: [1.0, 1.0, 1.0]}
contracts:
  key: {title: Key, from: a, to: b, promised: 2026-09-11}
milestones:
  ga: {duration: 3d, due: 2026-09-11, needs: [key]}
decisions:
  d-rent:
    options:
      rent: {set: {key.promised: 2026-09-04}}
";
    // The key is promised for the 11th, and ga ends three days after it, on the 16th; with the key on the 4th, on the
    // 9th. Once the 4th has passed, it comes at the end of the morning's day:
    // on the 10th it still gains a day over the 11th, on the 11th none.
    assert_eq!(
        told(plan)[2..],
        [
            "rent 9 Sep 1.0 until 10 Sep front",
            "take rent",
            "on 3 Sep 9 Sep",
            "on 4 Sep 9 Sep",
        ]
    );
}
