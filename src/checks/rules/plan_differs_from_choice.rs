//! `plan-differs-from-choice`: reports tell the dates of another choice.

use super::{decisions, written};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Edit, Kind, Level, Place, Program, overlay};
use crate::parse::{Date, NodeRef};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "plan-differs-from-choice",
    group: Group::Decisions,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the plan does not say what the chosen option sets",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The plan does not say what the chosen option sets.

The decision was made for the dates that the option gives. Until its values stand in the plan, or a newer decision
supersedes it, all reports tell the dates of another choice. What is done, delivered or closed by now is left out.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 8d
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    decided: 2026-08-31
    chosen: copy
            ^^^^
    because: The old one stays as a way back
    options:
      copy:
        say: Copy it and switch over
        set:
          data-backfill.duration: 12d
      move: Move it at a weekend
```

Write what was chosen:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    duration: 12d
    accept: All rows match the ledger
decisions:
  d-ledger-copy:
    title: Do we copy the ledger or move it?
    decider: vera
    raised: 2026-08-24
    decide_by: 2026-09-11
    decided: 2026-08-31
    chosen: copy
    because: The old one stays as a way back
    options:
      copy:
        say: Copy it and switch over
        set:
          data-backfill.duration: 12d
      move: Move it at a weekend
```
";

/// Values that are tried in all: each costs as much as the item that it changes is long.
const MOST_EDITS: usize = 10_000;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut left = MOST_EDITS;
    for (id, decision) in decisions::standing(facts).filter(|(_, decision)| decision.decided.is_some()) {
        let Some(chosen) = &decision.chosen else { continue };
        let Some(choice) = decision.options.get(chosen.as_str()) else {
            continue;
        };
        let edits = choice
            .set
            .iter()
            .filter_map(|(path, value)| Edit::new(path, value.as_yaml()));
        let edits = edits.take(left);
        let mut tried = 0;
        let different: Vec<Edit> = edits
            .inspect(|_| tried += 1)
            .filter(|edit| differs(facts, edit))
            .collect();
        left -= tried;
        let Some(first) = different.first() else { continue };
        let more = match different.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let plan = place(facts, first);
        let says = plan.as_ref().and_then(|place| node(facts, place)).map_or_else(
            || "does not say so".to_owned(),
            |node| format!("says {}", likely(node)),
        );
        let said = found
            .at(
                Place::field("decisions", id.as_str(), "chosen"),
                format!(
                    "{id}: {chosen} sets {}.{} {}, the plan {says}{more}",
                    first.entity,
                    first.field,
                    likely_of(&first.value)
                ),
            )
            .help("write the chosen values into the plan, or supersede the decision");
        if let Some(plan) = plan {
            said.also(&plan, "the plan");
        }
    }
}

/// Fields that end an item: what counts is that it ended, not in which words.
const ENDINGS: [&str; 3] = ["cancelled", "withdrawn", "closed"];

/// Whether the plan says anything else than an edit would make it say.
fn differs(facts: &Facts<'_>, edit: &Edit) -> bool {
    let program = facts.program;
    if ENDINGS.contains(&edit.field.as_str()) {
        let id = edit.entity.as_str();
        let has_ended =
            program.has_left(id) || program.risks.get(id).is_some_and(|risk| !Program::is_open(risk));
        return program.kind(id).is_some() && has_ended == matches!(edit.value.as_str(), "false" | "null");
    }
    if is_over(program, &edit.entity) {
        return false;
    }
    let Some(plan) = cutting(program, edit) else {
        return false;
    };
    // An edit that cannot be made is told by other rules.
    let Ok(mut chosen) = overlay(&plan, facts.documents, std::slice::from_ref(edit)) else {
        return false;
    };
    chosen.superseded.clone_from(&plan.superseded);
    let written = place(facts, edit).and_then(|place| node(facts, &place).map(likely));
    chosen != plan && written.as_deref() != Some(likely_of(&edit.value).as_str())
}

/// Whether an item is finished, so that what was planned for it is history.
fn is_over(program: &Program, id: &str) -> bool {
    let is_done = program.item(id).is_some_and(|item| item.done().is_some()) || program.has_left(id);
    let is_closed = program.risks.get(id).is_some_and(|risk| !Program::is_open(risk));
    let is_resolved = program
        .blockers
        .get(id)
        .is_some_and(|blocker| blocker.resolved.is_some());
    is_done || is_closed || is_resolved
}

/// A program of nothing but what an edit touches, so that trying it costs no more than that.
fn cutting(program: &Program, edit: &Edit) -> Option<Program> {
    let mut small = Program::default();
    match edit.entity.split_once('.') {
        Some(("people", id)) => {
            let (id, person) = program.people.get_key_value(id)?;
            small.people.insert(id.clone(), person.clone());
        }
        Some(("teams", id)) => {
            let (id, team) = program.teams.get_key_value(id)?;
            small.teams.insert(id.clone(), team.clone());
        }
        Some(("launches", id)) => {
            let (id, launch) = program.launches.get_key_value(id)?;
            small.launches.insert(id.clone(), launch.clone());
        }
        Some(_) => return None,
        None => match edit.entity.as_str() {
            "charter" => {
                small.charter = program.charter.clone();
                small.has_charter = program.has_charter;
            }
            "calendar" => small.calendar = program.calendar.clone(),
            id => insert(&mut small, program, id)?,
        },
    }
    Some(small)
}

fn insert(small: &mut Program, program: &Program, id: &str) -> Option<()> {
    match program.kind(id)? {
        Kind::Milestone | Kind::Launch => {
            let (id, milestone) = program.milestones.get_key_value(id)?;
            small.milestones.insert(id.clone(), milestone.clone());
        }
        Kind::Contract => {
            let (id, contract) = program.contracts.get_key_value(id)?;
            small.contracts.insert(id.clone(), contract.clone());
        }
        Kind::Blocker => {
            let (id, blocker) = program.blockers.get_key_value(id)?;
            small.blockers.insert(id.clone(), blocker.clone());
        }
        Kind::Risk => {
            let (id, risk) = program.risks.get_key_value(id)?;
            small.risks.insert(id.clone(), risk.clone());
        }
        Kind::Decision => {
            let (id, decision) = program.decisions.get_key_value(id)?;
            small.decisions.insert(id.clone(), decision.clone());
        }
    }
    Some(())
}

/// Where the plan writes what an edit sets.
fn place(facts: &Facts<'_>, edit: &Edit) -> Option<Place> {
    let (section, id) = match edit.entity.split_once('.') {
        Some(("people", id)) => ("people", id),
        Some(("teams", id)) => ("teams", id),
        Some(("launches", id)) => ("launches", id),
        Some(_) => return None,
        None => match edit.entity.as_str() {
            "charter" => ("charter", ""),
            "calendar" => ("calendar", ""),
            id => (facts.program.kind(id)?.section(), id),
        },
    };
    let place = Place::item(section, id);
    Some(edit.field.split('.').fold(place, |place, key| place.key(key)))
}

/// The value at a place, if it is written.
fn node<'d>(facts: &Facts<'d>, place: &Place) -> Option<NodeRef<'d>> {
    let (_, mut value) = facts.documents.entity(place.section, &place.id)?;
    for step in &place.steps {
        let crate::model::Step::Key(key) = step else {
            return None;
        };
        value = value.get(key)?.1;
    }
    (!value.is_null()).then_some(value)
}

/// A value in few words: of three values the likely one, a date as people write it.
fn likely(node: NodeRef<'_>) -> String {
    if node.is_scalar() {
        return shown(node.text());
    }
    let items: Vec<NodeRef<'_>> = node.items().take(4).collect();
    match items.as_slice() {
        [_, likely, _] if likely.is_scalar() => shown(likely.text()),
        _ if node.is_sequence() => {
            let items = node.items().take(8).map(|item| shown(item.text()));
            items.collect::<Vec<_>>().join(", ")
        }
        _ => "something else".into(),
    }
}

/// The same of a value in flow style.
fn likely_of(value: &str) -> String {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|inner| !inner.contains(['[', '{']));
    let Some(inner) = inner else { return shown(value) };
    let items: Vec<String> = inner.split(',').map(shown).collect();
    match items.as_slice() {
        [_, likely, _] => likely.clone(),
        _ => items.join(", "),
    }
}

fn shown(text: &str) -> String {
    let text = text.trim().trim_matches('"');
    match Date::parse(text) {
        Ok(date) => date.short(),
        Err(_) => written::brief(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// One of each that a choice may set, as of 2 September 2026.
    fn found(set: &str, plan: &str) -> Vec<String> {
        let text = format!(
            "{plan}\ndecisions:\n  d-copy:\n    decided: 2026-08-31\n    chosen: copy\n    because: It stays\n    \
             options: {{copy: {{set: {{{set}}}}}, move: Move it}}\n"
        );
        let found = findings("plan-differs-from-choice", "2026-09-02", &text);
        found
            .iter()
            .map(|line| line[line.find(": ").unwrap_or(0)..].to_owned())
            .collect()
    }

    const NOTHING: [&str; 0] = [];

    #[test]
    fn the_promise_of_the_choice_is_not_the_plans() {
        let plan = "contracts: {edge-capacity: {promised: 2026-09-26}}";
        assert_eq!(
            found("edge-capacity.promised: 2026-09-10", plan),
            [": d-copy: copy sets edge-capacity.promised 10 Sep, the plan says 26 Sep"]
        );
        assert_eq!(
            found(
                "edge-capacity.promised: [2026-09-10, 2026-09-11, 2026-09-12]",
                plan
            ),
            [": d-copy: copy sets edge-capacity.promised 11 Sep, the plan says 26 Sep"]
        );
        assert_eq!(
            found(
                "edge-capacity.promised: 2026-09-10, edge-capacity.owner: lee",
                plan
            ),
            [": d-copy: copy sets edge-capacity.owner lee, the plan does not say so (and 1 more)"]
        );
    }

    #[test]
    fn the_same_said_otherwise_is_the_same() {
        let risk = "risks: {r-late: {prob: 30%}}";
        assert_eq!(found("r-late.prob: 0.3", risk), NOTHING);
        assert_eq!(found("r-late.prob: low", risk), NOTHING);
        assert_eq!(found("r-late.prob: 0.2", risk).len(), 1);
        let three = "contracts: {edge-capacity: {promised: [2026-09-10, 2026-09-11, 2026-09-12]}}";
        assert_eq!(found("edge-capacity.promised: 2026-09-11", three), NOTHING);
        let cancelled = "milestones: {report: {cancelled: {date: 2026-08-31, because: Not asked for}}}";
        assert_eq!(found("report.cancelled: true", cancelled), NOTHING);
        assert_eq!(
            found("report.cancelled: true", "milestones: {report: {title: Report}}").len(),
            1
        );
        assert_eq!(
            found("charter.stage: delivering", "charter: {stage: delivering}"),
            NOTHING
        );
        assert_eq!(
            found("charter.stage: launching", "charter: {stage: delivering}").len(),
            1
        );
        assert_eq!(
            found("teams.web.lead: jonas", "teams: {web: {lead: priya}}").len(),
            1
        );
    }

    #[test]
    fn what_is_over_or_unknown_is_left_out() {
        let done = "milestones: {backfill: {duration: 8d, done: 2026-09-01}}";
        assert_eq!(found("backfill.duration: 12d", done), NOTHING);
        assert_eq!(found("backfil.duration: 12d", done), NOTHING);
        let open = "milestones: {backfill: {duration: 8d}}";
        assert_eq!(found("backfill.duration: soon", open), NOTHING, "unreadable");
        assert_eq!(
            found(
                "r-gone.closed: {date: 2026-09-01}",
                "risks: {r-gone: {occurred: 2026-09-01}}"
            ),
            NOTHING
        );
    }

    #[test]
    fn only_a_decision_in_force_binds_the_plan() {
        let text = |extra: &str| {
            format!(
                "milestones: {{backfill: {{duration: 8d}}}}\ndecisions:\n  d-copy:\n    chosen: copy\n    \
                 options: {{copy: {{set: {{backfill.duration: 12d}}}}}}\n{extra}"
            )
        };
        let found = |extra: &str| findings("plan-differs-from-choice", "2026-09-02", &text(extra)).len();
        assert_eq!(found(""), 0);
        assert_eq!(found("    decided: 2026-08-31\n"), 1);
        assert_eq!(
            found("    decided: 2026-08-31\n  d-new: {supersedes: d-copy}\n"),
            0
        );
    }
}
