//! Diffs of small programs whose dates are counted by hand, and of random ones by their laws.

use super::*;
use crate::model::{Edit as Set, overlay};
use crate::text::MemoryTree;
use proptest::prelude::*;

fn program(text: &str) -> Program {
    let tree = MemoryTree::new([("p.yaml", text.to_owned())]);
    crate::load::load(&tree, "", "p").unwrap().program
}

fn morning() -> Morning {
    Morning {
        // A Monday.
        as_of: Date::parse("2026-03-02").unwrap(),
        options: Options::default(),
    }
}

fn diff(base: &Program, head: &Program) -> Diff {
    let side = |program| Side { program, others: &[] };
    between(side(base), side(head), morning())
}

/// Two paths of ten days to `ga`, which takes one: it ends on the 11th working day, Monday 16 March.
const PARALLEL: &str = "
charter: {target: ga}
milestones:
  api: {duration: 10d}
  ui: {duration: 10d}
  ga: {duration: 1d, needs: [api, ui]}
";

#[test]
fn of_two_parallel_cuts_neither_gains_alone_and_both_are_needed() {
    let base = program(PARALLEL);
    let head = program(&PARALLEL.replace("duration: 10d", "duration: 5d"));
    let diff = diff(&base, &head);
    assert_eq!(diff.days, Some(-5));
    assert_eq!(diff.finish.base, Date::parse("2026-03-16").ok());
    assert_eq!(diff.finish.head, Date::parse("2026-03-09").ok());
    let effects: Vec<_> = diff
        .edits
        .iter()
        .map(|each| (each.edit.id.as_str(), each.effect.alone, each.effect.without))
        .collect();
    assert_eq!(effects, [("api", Some(0), Some(-5)), ("ui", Some(0), Some(-5))]);
    assert_eq!(diff.edits[0].edit.old.as_deref(), Some("10d"));
    let moved: Vec<_> = diff
        .moved
        .iter()
        .map(|each| (each.id.as_str(), each.days))
        .collect();
    assert_eq!(moved, [("api", Some(-5)), ("ga", Some(-5)), ("ui", Some(-5))]);
}

#[test]
fn what_another_program_moves_is_told_with_its_effect() {
    // `sign-in` takes 5 days from Monday 2 March, then 10; `ga` takes one more, and a path of its own
    // takes 8: with 10 days it ends on Monday 16 March instead of Thursday 12 March, 2 working days later.
    let own = "
charter: {id: shop, target: ga}
milestones:
  own: {duration: 8d}
  ga: {duration: 1d, needs: [own, login/sign-in]}
";
    let other = "charter: {id: login}\nmilestones:\n  sign-in: {duration: 5d}\n";
    let (shop, slower) = (program(own), program(&other.replace("5d", "10d")));
    let other = program(other);
    let side = |others| Side {
        program: &shop,
        others,
    };
    let (then, now) = ([&other], [&slower]);
    let diff = between(side(&then), side(&now), morning());
    assert!(!diff.is_empty());
    assert_eq!(diff.days, Some(2));
    let [told] = diff.edits.as_slice() else {
        panic!("{:?}", diff.edits)
    };
    assert_eq!(
        (told.edit.id.as_str(), told.edit.field),
        ("login/sign-in", Some(EARLIEST))
    );
    assert_eq!(told.edit.old.as_deref(), Some("2026-03-06"));
    assert_eq!(told.edit.new.as_deref(), Some("2026-03-13"));
    assert_eq!(
        told.effect,
        Effect {
            alone: Some(2),
            without: Some(2)
        }
    );
    assert!(between(side(&now), side(&now), morning()).is_empty());
}

#[test]
fn layout_and_spelling_are_no_change() {
    let base = program("milestones:\n  api: {title: \"Beta\", due: 2026-03-02, needs: [ui]}\n  ui: {}\n");
    let head = program(
        "milestones:\n  ui: {}\n  api:\n    needs:\n    - ui   # first\n    due: '2026-03-02'\n    title: Beta\n",
    );
    assert!(diff(&base, &head).is_empty());
}

#[test]
fn a_rename_changes_nothing_but_the_name() {
    let base = program(PARALLEL);
    let head = PARALLEL
        .replace("ui:", "web-ui: {was: ui}\n  x:")
        .replace("ui]", "web-ui]");
    let head = head.replace(
        "web-ui: {was: ui}\n  x: {duration: 10d}",
        "web-ui: {was: ui, duration: 10d}",
    );
    let head = program(&head);
    let there = diff(&base, &head);
    assert!(there.edits.is_empty(), "{:?}", there.edits);
    assert_eq!(there.renamed, Renames::from([("ui".into(), "web-ui".into())]));
    assert_eq!(there.days, Some(0));
    assert!(there.touches("web-ui") && !there.touches("api"));
    let back = diff(&head, &base);
    assert_eq!(back.renamed, Renames::from([("web-ui".into(), "ui".into())]));
    assert!(back.edits.is_empty());
}

#[test]
fn a_new_blocker_is_told_with_what_it_costs_and_stops() {
    let base = program(PARALLEL);
    // Clears at the end of Friday 6 March: five days are lost.
    let head = program(&format!(
        "{PARALLEL}blockers:\n  b-certs: {{blocks: api, expected: 2026-03-06}}\n"
    ));
    let there = diff(&base, &head);
    assert_eq!(there.added, [(Kind::Blocker, "b-certs".to_owned())]);
    assert_eq!(there.newly_blocked, ["api", "ga"]);
    assert_eq!(there.edits.len(), 1);
    assert_eq!(there.edits[0].edit.field, None);
    assert_eq!(there.edits[0].effect.alone, Some(5));
    assert_eq!(there.edits[0].effect.without, Some(5));
    assert_eq!(there.critical_path.head, ["api", "ga"]);
    let back = diff(&head, &base);
    assert_eq!(back.removed, there.added);
    assert_eq!(back.unblocked, ["api", "ga"]);
    assert_eq!(back.days, Some(-5));
}

#[test]
fn a_charter_that_comes_or_goes_is_taken_back_whole() {
    let base = program("milestones:\n  a: {duration: 3d}\n  b: {duration: 9d}\n");
    let head = program("charter: {target: a}\nmilestones:\n  a: {duration: 3d}\n  b: {duration: 9d}\n");
    let there = diff(&base, &head);
    assert_eq!(there.edits[0].edit.entity(), "charter");
    assert_eq!(there.days, Some(-6));
    assert_eq!(
        there.edits[0].effect,
        Effect {
            alone: Some(-6),
            without: Some(-6)
        }
    );
}

/// A random program: items that need earlier ones, some of them blocked, done or dated.
fn network() -> impl Strategy<Value = String> {
    let item = (
        0u8..12,
        prop::collection::vec(0usize..8, 0..3),
        0u8..6,
        any::<bool>(),
    );
    prop::collection::vec(item, 1..9).prop_map(|items| {
        let mut text = "charter: {target: m0}\nmilestones:\n".to_owned();
        let mut blockers = String::new();
        let many = items.len();
        for (number, (days, needs, fate, is_titled)) in items.into_iter().enumerate() {
            // Ids count down to m0, so that it is the end of everything; needs point up, so that none cycles.
            let needs: Vec<String> = needs
                .iter()
                .map(|need| number + 1 + need)
                .filter(|need| *need < many)
                .map(|need| format!("m{need}"))
                .collect();
            text += &format!("  m{number}: {{duration: {days}d, needs: [{}]", needs.join(", "));
            match fate {
                0 => text += ", done: 2026-02-27",
                1 => text += ", not_before: 2026-03-11",
                2 => text += ", started: 2026-02-26",
                3 => {
                    blockers += &format!(
                        "  b{number}: {{blocks: m{number}, expected: 2026-03-0{}}}\n",
                        days % 9 + 1
                    )
                }
                _ => {}
            }
            if is_titled {
                text += ", title: \"a, b\"";
            }
            text += "}\n";
        }
        if !blockers.is_empty() {
            text += &format!("blockers:\n{blockers}");
        }
        text
    })
}

proptest! {
    #[test]
    fn nothing_differs_from_itself(text in network()) {
        let one = program(&text);
        let there = diff(&one, &one);
        prop_assert!(there.is_empty());
        prop_assert_eq!(there.days, Some(0));
        prop_assert!(there.moved.is_empty() && there.newly_blocked.is_empty() && there.unblocked.is_empty());
    }

    #[test]
    fn the_way_back_mirrors_the_way_there(a in network(), b in network()) {
        let (a, b) = (program(&a), program(&b));
        let (there, back) = (diff(&a, &b), diff(&b, &a));
        prop_assert_eq!(there.days.map(|days| -days), back.days);
        prop_assert_eq!(&there.added, &back.removed);
        prop_assert_eq!(&there.removed, &back.added);
        prop_assert_eq!(&there.critical_path.base, &back.critical_path.head);
        prop_assert_eq!(there.edits.len(), back.edits.len());
        for each in &there.edits {
            let turned = back.edits.iter().find(|other| {
                (other.edit.section, &other.edit.id, other.edit.field)
                    == (each.edit.section, &each.edit.id, each.edit.field)
            }).unwrap();
            prop_assert_eq!(&turned.edit.old, &each.edit.new);
            prop_assert_eq!(&turned.edit.new, &each.edit.old);
            // Base with only the edit is the other way's head less the edit taken back.
            prop_assert_eq!(turned.effect.alone, each.effect.without.map(|days| -days));
            prop_assert_eq!(turned.effect.without, each.effect.alone.map(|days| -days));
        }
    }

    #[test]
    fn a_single_edit_accounts_for_the_whole(text in network(), at in 0usize..9, days in 0u8..20) {
        let tree = MemoryTree::new([("p.yaml", text)]);
        let loaded = crate::load::load(&tree, "", "p").unwrap();
        let base = loaded.program;
        let at = at % base.milestones.len();
        let set = Set::new(&format!("m{at}.duration"), &format!("{days}d")).unwrap();
        let head = overlay(&base, &loaded.documents, &[set]).unwrap();
        let there = diff(&base, &head);
        prop_assert!(there.edits.len() <= 1);
        if let [only] = there.edits.as_slice() {
            prop_assert_eq!(only.effect.alone, there.days);
            prop_assert_eq!(only.effect.without, there.days);
        }
    }

    #[test]
    fn all_edits_carried_over_make_head_out_of_base(a in network(), b in network()) {
        let (a, b) = (program(&a), program(&b));
        let mut made = a.clone();
        for edit in sections::compare(&a, &b) {
            sections::put(&mut made, &edit, &b);
        }
        prop_assert_eq!(made, b);
    }
}

/// 6 March is a Friday; the tenth working day after it is Friday 20 March.
#[test]
fn a_target_promised_for_another_day_is_told_whatever_else_moves() {
    let text = PARALLEL.replace("duration: 1d,", "duration: 1d, due: 2026-03-06,");
    let (base, later) = (program(&text), program(&text.replace("03-06", "03-20")));
    let promise = |base: &str, head: &str, days| Promise {
        id: "ga".into(),
        base: Date::parse(base).ok(),
        head: Date::parse(head).ok(),
        days,
    };
    let there = diff(&base, &later);
    assert_eq!(there.days, Some(0));
    assert_eq!(there.promises, [promise("2026-03-06", "2026-03-20", Some(10))]);
    assert_eq!(
        diff(&later, &base).promises,
        [promise("2026-03-20", "2026-03-06", Some(-10))]
    );
    assert_eq!(
        diff(&program(PARALLEL), &base).promises,
        [promise("", "2026-03-06", None)],
        "a new promise"
    );
    let other = program(&text.replace("ui: {", "ui: {due: 2026-03-04, "));
    assert!(diff(&base, &other).promises.is_empty(), "ui is no target");
}
