//! `missing-required`: a field is missing that the program's stage makes mandatory.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::{Level, Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-required",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a field is missing that the program's stage makes mandatory",
    page: PAGE,
    folded: Some("lack a mandatory field"),
    check: Check::Facts(check),
};

const PAGE: &str = "\
A field is missing that the program's stage makes mandatory, or a later stage will.

What a program must say grows with it: titles from the beginning, who leads it once it is defined, dates and the
size of its risks once work is under way. Until then this is a warning. Owners, acceptance criteria and the fields
that have rules of their own are told by those.

```yaml
milestones:
  data-backfill:
  ^^^^^^^^^^^^^
    title: Backfill reconciled
    owner: chen
    accept: All rows match the ledger
```

Write the field:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut lack = |section: &'static str, id: &str, field: &str, stage: Stage, fails: bool| {
        let written = facts.documents.entity(section, id).map(|(_, value)| value);
        // What is there but could not be read is already told of.
        let is_unreadable = written.is_some_and(|value| !value.is_mapping() && !value.is_null());
        if is_unreadable || facts.documents.has(section, id, field) {
            return;
        }
        let subject = if id.is_empty() { section } else { id };
        let severity = if fails && facts.has_reached(stage) {
            Severity::Error
        } else {
            Severity::Warn
        };
        found
            .at(
                Place::item(section, id),
                format!("{subject} has no {field}; needed from stage {}", stage.as_str()),
            )
            .field(field)
            .help(format!("write {field}:{}", hint(field)))
            .severity(severity);
    };
    if program.has_charter {
        for field in ["id", "title", "tpm"] {
            lack("charter", "", field, Stage::Defined, true);
        }
    }
    for (id, milestone) in program.milestones.iter() {
        if milestone.done.is_none() && milestone.cancelled.is_none() {
            lack("milestones", id.as_str(), "title", Stage::Proposed, true);
            lack("milestones", id.as_str(), "due", Stage::Delivering, true);
        }
    }
    for (id, contract) in program.contracts.iter() {
        if contract.delivered.is_none() && contract.accepted.is_none() && contract.withdrawn.is_none() {
            lack("contracts", id.as_str(), "title", Stage::Proposed, true);
        }
    }
    // What is only jotted down must not fail: people would keep it to themselves.
    for (id, blocker) in program.blockers.iter() {
        if blocker.resolved.is_none() {
            lack("blockers", id.as_str(), "title", Stage::Proposed, false);
        }
    }
    for (id, decision) in program.decisions.iter() {
        if decision.decided.is_none() && !program.has_left(id.as_str()) {
            lack("decisions", id.as_str(), "title", Stage::Proposed, false);
        }
    }
    for (id, risk) in program.risks.iter() {
        if risk.occurred.is_some() || risk.closed.is_some() {
            continue;
        }
        let is_stub = risk.prob.is_none() && risk.delay.is_none() && risk.response.is_none();
        lack("risks", id.as_str(), "title", Stage::Proposed, !is_stub);
        for field in ["prob", "delay", "review_by"] {
            lack("risks", id.as_str(), field, Stage::Delivering, !is_stub);
        }
    }
}

fn hint(field: &str) -> &'static str {
    match field {
        "id" => " and a short name such as atlas",
        "tpm" => " and the id of one person",
        "due" | "review_by" => " and a date such as 2026-10-09",
        "prob" => " and 0.3, 30% or low",
        "delay" => " and working days such as 5d",
        _ => " and one line",
    }
}
